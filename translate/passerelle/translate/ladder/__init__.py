"""How constraints are met: sentences are planned, translated, mended and chosen. Imports constraints, engine and what is below."""
