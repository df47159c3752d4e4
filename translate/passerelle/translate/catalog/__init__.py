"""What a translation is: entries with their ledger, findings, suggestions and summary. No I/O; imports constraints and what is below."""
