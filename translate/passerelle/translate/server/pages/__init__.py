"""Pages for people: what every page has in common, and what protects it. Server-rendered; the script only makes them handier."""
