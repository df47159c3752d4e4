"""The text and its parts: documents, blocks, sentences, marks, typography, languages. No I/O.

May import no other room.
"""
