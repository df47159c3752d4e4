"""A PDF cannot be rebuilt: what readers get is made anew as Markdown or as a Word document."""

import shutil
from collections.abc import Callable
from pathlib import Path

import docx
import pytest

from passerelle.translate.catalog.entry import Catalog, Entry, Header, State
from passerelle.translate.cms import PublishError, PublishOptions, Target, publish
from passerelle.translate.formats.articles import read_document

PDF = Path(__file__).parents[2] / "fixtures/documents/communique-web.pdf"


@pytest.fixture
def catalogue(tmp_path: Path, save: Callable[[Path, Catalog], Path]) -> Path:
    """Return the catalogue of a PDF: all is approved but its title."""
    path = tmp_path / "page.pdf"
    shutil.copy(PDF, path)
    entries = (
        Entry(
            block.id,
            block.kind,
            block.text,
            block.text.upper(),
            State.DRAFT if block.kind == "title" else State.APPROVED,
        )
        for block in read_document(path).blocks
    )
    return save(tmp_path / "page.po", Catalog(Header("page", str(path)), tuple(entries)))


def options(catalogue: Path, target: Target, *, partial: bool = True) -> PublishOptions:
    folder = catalogue.parent
    return PublishOptions(target, folder / "published", folder / "page.pdf", partial=partial)


def test_a_pdf_is_published_as_markdown(catalogue: Path) -> None:
    """Under that format's suffix, with what stays French marked; what stood around the text is not on the page."""
    done = publish(catalogue, options(catalogue, Target.MARKDOWN))
    assert done.path == catalogue.parent / "published/page.en.md"
    text = done.path.read_text(encoding="utf-8")
    assert "\n## CE QUI CHANGE\n" in text
    assert "\n# **[In French]** La télésurveillance" in text
    assert "> **Partial translation: 1 of 24 texts is still in French, and marked “[In French]”.**" in text
    assert not done.warnings


def test_a_pdf_is_published_as_a_word_document(catalogue: Path) -> None:
    """With its tables."""
    done = publish(catalogue, options(catalogue, Target.DOCX))
    assert done.path == catalogue.parent / "published/page.en.docx"
    assert docx.Document(str(done.path)).tables[0].cell(2, 0).text == "DIABÈTE"


def test_a_pdf_is_published_as_nothing_else(catalogue: Path) -> None:
    """What can be made of it is named; and it is complete or not written, as any article."""
    with pytest.raises(PublishError, match="cannot be rebuilt as html; use --profile markdown or docx"):
        publish(catalogue, options(catalogue, Target.HTML))
    done = publish(catalogue, options(catalogue, Target.MARKDOWN, partial=False))
    assert (done.path, [held.reason for held in done.missing]) == (None, ["unreviewed"])
