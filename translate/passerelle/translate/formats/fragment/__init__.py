"""One string of a content system: HTML, Markdown or plain, with its placeholders."""
