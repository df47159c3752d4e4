"""Markdown with front matter, and with what site generators, notebooks and forges add to it.

What no parser may look into is masked (``opaque``), then the file is parsed by markdown-it with rules of ours for lines that
speak to programs (``raw``) and for directives with a body (``directives``). The stretches that hold text for readers
(``regions``, ``html``, ``front_matter``) become blocks in ``places``; only they are written again, everything else is copied.
"""
