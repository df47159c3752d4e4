"""The text and its parts: documents, blocks, sentences, inline marks, typography, languages. No I/O; imports nothing of this package."""
