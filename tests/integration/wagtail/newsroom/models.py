"""One kind of page: an article with a standfirst and a body of headings and rich text."""

from typing import ClassVar

from wagtail.admin.panels import FieldPanel
from wagtail.blocks import CharBlock, RichTextBlock
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page


class ArticlePage(Page):
    """A news article."""

    template = "newsroom/article.html"
    standfirst = RichTextField(blank=True)
    body = StreamField([("heading", CharBlock()), ("text", RichTextBlock())])
    content_panels: ClassVar = [*Page.content_panels, FieldPanel("standfirst"), FieldPanel("body")]
