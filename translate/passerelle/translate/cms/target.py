"""Who gets what is published."""

from enum import StrEnum


class Target(StrEnum):
    """Who gets the file."""

    GETTEXT = "gettext"
    WAGTAIL = "wagtail"
    DRUPAL = "drupal"
    WEBLATE = "weblate"
    XLIFF = "xliff"
    HTML = "html"
    MARKDOWN = "markdown"
    DOCX = "docx"
    ODT = "odt"
    FEED = "feed"
    TEXT = "text"
    JSON = "json"


HONOUR_FUZZY = (Target.GETTEXT, Target.WEBLATE)
"""Those that keep an unreviewed text from being seen themselves."""

ARTICLES = (Target.HTML, Target.MARKDOWN, Target.DOCX, Target.ODT, Target.FEED, Target.TEXT)
"""Those that get the article itself, rebuilt."""
