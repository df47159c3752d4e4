"""The site is no test: it is run in a process of its own."""

collect_ignore = ["newsroom"]
