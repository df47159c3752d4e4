"""Plain text, also the dump of a whole page."""
