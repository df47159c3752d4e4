"""One file a format: `read_x` and `write_x` side by side."""
