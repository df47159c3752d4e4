"""What must stand in the English (terms, names, figures, addresses), and whether it does.

May import ``numbers`` and ``text``.
"""
