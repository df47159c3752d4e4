"""A reviewed sheet merged into a catalogue: the model alone, no file.

May import ``catalog`` and what is below.
"""
