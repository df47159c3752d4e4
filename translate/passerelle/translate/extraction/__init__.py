"""What the glossary may lack, counted in French texts: noun phrases, acronyms with what they stand for, names of bodies. No I/O.

May import ``text``.
"""
