"""Documents in, constrained translation, catalogues and review sheets out."""
