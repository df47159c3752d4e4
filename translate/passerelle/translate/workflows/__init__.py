"""A user's job over files: read, do, write. Imports every room but the command line."""
