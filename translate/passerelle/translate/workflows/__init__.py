"""A user's job over files: read, do, write.

May import every room but ``cli``.
"""
