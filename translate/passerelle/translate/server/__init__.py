"""The translation over HTTP, for programs that speak LibreTranslate's API. Needs the extra ``passerelle[server]``.

May import ``workflows`` and what is below; is imported by ``cli`` alone.
"""
