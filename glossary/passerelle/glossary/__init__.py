"""The termbase: curated French–English concepts and the code that finds them in a text."""
