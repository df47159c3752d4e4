"""A reviewed sheet merged into a catalogue: the model alone, no file. Imports catalog and what is below."""
