"""How commands grow with what they are given: seconds, entries a second and memory, up to 50,000 entries.

    python -m benchmarks.scale --examples locales/en/LC_MESSAGES --out benchmarks/SCALE.md

A job is a module with one function, which yields a `measure.Cost` a row; `__main__.JOBS` lists them. Entries are those of the examples'
catalogues over and over, with other figures and a sentence of their own with a term, so that no text stands twice.
The articles of `articles` are short and made up, 10 to 5,000 of them.
"""
