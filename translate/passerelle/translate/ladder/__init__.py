"""How constraints are met: sentences are planned, translated, mended and chosen.

May import ``constraints``, ``engine`` and what is below.
"""
