"""What a translation is: entries with their ledger, findings, suggestions, summary. No I/O.

May import ``constraints`` and what is below.
"""
