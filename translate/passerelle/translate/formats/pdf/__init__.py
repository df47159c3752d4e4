"""PDF files with a text layer: read, never written; `articles` says as what they are published.

The way of a page: `file` takes its glyphs, `lines` makes lines of them, `running` takes out what stands on every page, `tables`
and `columns` find the order of reading, `passages` makes paragraphs, headings and items, `join` undoes hyphenation.
"""
