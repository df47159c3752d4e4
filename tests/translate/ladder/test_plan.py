"""A document made ready for translation."""

from passerelle.glossary.concept import Concept
from passerelle.glossary.match import Matcher
from passerelle.glossary.termbase import Termbase
from passerelle.translate.ladder.plan import plan_document
from passerelle.translate.text.document import Block, BlockKind, Document

CLCC = Concept(
    "clcc", "centre de lutte contre le cancer", "cancer centre", "x", (), ("CLCC",),
    short="CLCC", first_use="cancer centre (CLCC)",
)  # fmt: skip


def test_each_article_mentions_a_term_for_the_first_time() -> None:
    """What one item of a feed has written out is written out in the next one, too; headings of any hold no first use."""
    texts = ("Le CLCC ouvre.", "Un CLCC ferme.")
    blocks = (
        *(Block(BlockKind.PARAGRAPH, text) for text in texts),
        Block(BlockKind.TITLE, "Un CLCC", article="b"),
        *(Block(BlockKind.PARAGRAPH, text, article="b") for text in texts),
    )
    plans = plan_document(Document("a", "a.rss", blocks), Matcher(Termbase((CLCC,))), model="m")
    assert [demand.constraints[0].rule for plan in plans for demand in plan.demands] == [
        "first use", "short form", "short form", "first use", "short form",
    ]  # fmt: skip
