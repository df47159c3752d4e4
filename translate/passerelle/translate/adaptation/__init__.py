"""A package learns from what people approved; `network` needs PyTorch, the rest does not.

May import ``memory`` and what is below.
"""
