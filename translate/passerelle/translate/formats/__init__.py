"""From files to the model and back: a folder a format, with `read_x` and `write_x` side by side. What they share stands beside them.

May import ``memory``, ``review``, ``checks`` and what is below.
"""
