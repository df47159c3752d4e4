"""A page for readers is complete or says what it lacks, and keeps its structure, links and emphasis."""

import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import docx
import polib
import pytest

from passerelle.translate.catalog.entry import Catalog, Entry, Header, Review, State
from passerelle.translate.catalog.findings import Finding, Severity
from passerelle.translate.cms import (
    Published,
    PublishError,
    PublishOptions,
    Target,
    publish,
)
from passerelle.translate.formats.articles import read_document
from passerelle.translate.formats.catalog_file import load_catalog
from passerelle.translate.formats.po.write import write_po
from passerelle.translate.formats.review_sheet import FIRST_ROW
from passerelle.translate.text.document import plain_words

Save = Callable[[Path, Catalog], Path]
Reviewed = Callable[..., Catalog]


def published(catalogue: Path, target: Target, **options: Any) -> Published:
    """Publish into a folder beside the catalogue; ``options`` are those of `PublishOptions`."""
    return publish(catalogue, PublishOptions(target, catalogue.parent / "published", **options))


def path_of(done: Published) -> Path:
    assert done.path is not None
    return done.path


MARKDOWN = """# Un essai rassurant pour tous

L’essai a inclus **1 200 patients** dans [18 centres](https://example.org/a).

- Un prélèvement de sang chez tous
- Une analyse rapide de ces prélèvements

Ce paragraphe attend encore son relecteur.
"""
PLAIN = """Un essai rassurant pour tous

L’essai a inclus 1 200 patients dans 18 centres.

Ce paragraphe attend encore son relecteur.
"""
HTML = """<!DOCTYPE html><html lang="fr"><head><title>Un essai rassurant pour tous</title></head><body><article>
<h1>Un essai rassurant pour tous</h1>
<p>L’essai a inclus <strong>1 200 patients</strong> dans <a href="https://example.org/a">18 centres</a>.</p>
<ul><li>Un prélèvement de sang chez tous</li><li>Une analyse rapide de ces prélèvements</li></ul>
<p>Ce paragraphe attend encore son relecteur.</p></article></body></html>"""


def word_file() -> bytes:
    document = docx.Document()
    document.add_heading("Un essai rassurant pour tous", 1)
    paragraph = document.add_paragraph("L’essai a inclus ")
    paragraph.add_run("1 200 patients").bold = True
    paragraph.add_run(" dans 18 centres.")
    document.add_paragraph("Ce paragraphe attend encore son relecteur.")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


_SPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{own}:1.0"'
    for prefix, own in (
        ("office", "office"),
        ("text", "text"),
        ("style", "style"),
        ("fo", "xsl-fo-compatible"),
    )
)
ODT = f"""<office:document-content {_SPACES}><office:automatic-styles><style:style style:name="T1" style:family="text">
<style:text-properties fo:font-weight="bold"/></style:style></office:automatic-styles><office:body><office:text>
<text:h text:outline-level="1">Un essai rassurant pour tous</text:h>
<text:p>L’essai a inclus <text:span text:style-name="T1">1 200 patients</text:span> dans 18 centres.</text:p>
<text:p>Ce paragraphe attend encore son relecteur.</text:p></office:text></office:body></office:document-content>"""


FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>Un essai rassurant pour tous</title>
<description>L’essai a inclus &lt;strong&gt;1 200 patients&lt;/strong&gt; dans 18 centres.</description>
<item><title>Un essai rassurant pour tous</title><description>Ce paragraphe attend encore son relecteur.</description></item>
</channel></rss>"""


def open_document_file(content: str = ODT) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", content)
    return out.getvalue()


@pytest.fixture(
    params=[
        ("markdown", "a.md", MARKDOWN.encode()),
        ("html", "a.html", HTML.encode()),
        ("docx", "a.docx", word_file()),
        ("odt", "a.odt", open_document_file()),
        ("feed", "a.xml", FEED.encode()),
        ("text", "a.txt", PLAIN.encode()),
    ]
)
def article(request: pytest.FixtureRequest, save: Save, tmp_path: Path) -> tuple[Target, Path]:
    """Return the catalogue of an article in each format: all is approved but the last paragraph."""
    kind, name, data = request.param
    path = tmp_path / name
    path.write_bytes(data)
    entries = tuple(
        Entry(
            block.id,
            block.kind,
            block.text,
            block.text.upper(),
            State.DRAFT if "attend" in block.text else State.APPROVED,
            review=Review("Claire"),
        )
        for block in read_document(path).blocks
    )
    return Target(kind), save(tmp_path / "a.po", Catalog(Header("a", str(path)), entries))


def decide(catalogue: Path, state: State, *findings: Finding) -> None:
    """Give a state and findings to the last paragraph of an article."""
    catalog = load_catalog(catalogue)
    entries = tuple(
        replace(
            entry,
            state=state,
            target="" if state is State.REJECTED else entry.target,
            review=Review("Claire" if state.reviewed else ""),
            findings=findings,
        )
        if "attend" in entry.source
        else entry
        for entry in catalog.entries
    )
    with catalogue.open("w", encoding="utf-8", newline="\n") as stream:
        write_po(stream, replace(catalog, entries=entries))


def text_of(path: Path) -> str:
    """Return what a reader of a published article sees, or its source where it is a text."""
    if path.suffix == ".docx":
        return "\n".join(paragraph.text for paragraph in docx.Document(str(path)).paragraphs)
    if path.suffix == ".odt":
        return "\n".join(plain_words(block.text) for block in read_document(path).blocks)
    return path.read_text(encoding="utf-8")


ERROR = Finding("number-value", Severity.ERROR, "numbers", "12 is missing.")


@pytest.mark.parametrize(
    ("state", "findings", "reason", "errors"),
    [
        (State.DRAFT, (), "unreviewed", ()),
        (State.NEEDS_WORK, (), "needs work", ()),
        (State.REJECTED, (), "rejected", ()),
        (State.APPROVED, (ERROR, ERROR), "with errors", ("number-value",)),
    ],
)
def test_an_article_is_complete_or_not_written(
    article: tuple[Target, Path], state: State, findings: tuple[Finding, ...], reason: str, errors: tuple[str]
) -> None:
    """What is missing is named with its row in the sheet, its first words and the reason."""
    target, catalogue = article
    decide(catalogue, state, *findings)
    done = published(catalogue, target, disclosure=True)
    (missing,) = done.missing
    assert (done.path, done.whole, (catalogue.parent / "published").exists()) == (None, False, False)
    assert (missing.words, missing.reason, missing.errors) == (
        "Ce paragraphe attend encore son relecteur.",
        reason,
        errors,
    )
    assert missing.row == FIRST_ROW + len(load_catalog(catalogue).current) - 1


def test_a_text_that_the_article_gained_is_missing(article: tuple[Target, Path]) -> None:
    """A paragraph that no catalogue knows is in no row; one that is gone from the article is not asked for."""
    target, catalogue = article
    source = Path(load_catalog(catalogue).header.path)
    old = "Ce paragraphe attend encore son relecteur."
    if target is Target.DOCX:
        document = docx.Document(str(source))
        document.paragraphs[-1].text = "Un paragraphe tout neuf vient à la fin."
        document.save(str(source))
    elif target is Target.ODT:
        source.write_bytes(open_document_file(ODT.replace(old, "Un paragraphe tout neuf vient à la fin.")))
    else:
        text = source.read_text(encoding="utf-8")
        source.write_text(text.replace(old, "Un paragraphe tout neuf vient à la fin."), encoding="utf-8")
    (missing,) = published(catalogue, target).missing
    assert (missing.row, missing.reason) == (0, "not translated")
    assert missing.words == "Un paragraphe tout neuf vient à la fin."


def test_a_partial_page_marks_what_stays_french(article: tuple[Target, Path]) -> None:
    """Its head counts, each French text has a label, and nobody is said to have reviewed it all."""
    target, catalogue = article
    done = published(catalogue, target, partial=True, disclosure=True)
    total = len(load_catalog(catalogue).current)
    text = text_of(path_of(done))
    head = f"Partial translation: 1 of {total} texts is still in French, and marked “[In French]”."
    assert text.index(head) < text.rindex("UN ESSAI RASSURANT")
    assert f"Machine-assisted translation: Claire reviewed {total - 1} of its {total} texts." in text
    assert "reviewed by" not in text
    label = {
        Target.MARKDOWN: "**[In French]** Ce paragraphe",
        Target.HTML: '<strong class="untranslated">[In French]</strong> <span lang="fr">Ce paragraphe',
    }.get(target, "[In French] Ce paragraphe")
    assert text.count(label) == 1
    assert text.count("[In French") == 2


FRONTED = """---
title: Un essai rassurant
lang: fr
---

![Une infirmière prépare le prélèvement](a.png)

| Centre | Patients inclus |
|---|---|
| Nantes | Douze patients |

> Une citation du professeur.

1. Un premier point à retenir
"""


def test_each_kind_of_text_can_stay_french(tmp_path: Path, save: Save) -> None:
    """Fields of the front matter, captions, cells, quotations and list items keep their place under the label."""
    path = tmp_path / "a.md"
    path.write_text(FRONTED, encoding="utf-8")
    entries = tuple(
        Entry(block.id, block.kind, block.text, block.text.upper(), State.DRAFT)
        for block in read_document(path).blocks
    )
    catalogue = save(
        tmp_path / "a.po",
        Catalog(Header("a", str(path)), (*entries[:-1], replace(entries[-1], state=State.APPROVED))),
    )
    text = path_of(published(catalogue, Target.MARKDOWN, partial=True)).read_text(encoding="utf-8")
    assert text == (
        """---
title: "[In French] Un essai rassurant"
lang: en
---

> **Partial translation: 7 of 8 texts are still in French, each marked “[In French]”.**


![[In French] Une infirmière prépare le prélèvement](a.png)

| **[In French]** Centre | **[In French]** Patients inclus |
|---|---|
| **[In French]** Nantes | **[In French]** Douze patients |

> **[In French]** Une citation du professeur.

1. UN PREMIER POINT À RETENIR
"""
    )


PAGE = """<html lang="fr"><body><nav><a href="/">Accueil</a> <a href="/a">Actualités</a></nav><article>
<h1>Un essai rassurant pour tous les patients</h1>
<p>Par Anne Martin. Publié le 12 mars 2024. Temps de lecture : 4 min</p>
<p>Les chercheurs ont suivi mille patients pendant deux ans dans douze hôpitaux français.</p>
<p>Le traitement a réduit de moitié le nombre des rechutes, sans effet indésirable grave.</p>
<p>À lire aussi : <a href="/b">Le dépistage avance</a></p></article></body></html>"""


@pytest.mark.parametrize("partial", [True, False])
def test_lines_around_an_article_are_told(tmp_path: Path, save: Save, *, partial: bool) -> None:
    """What was left out of the translation is named, and the head of a page in part does not say that it is marked."""
    path = tmp_path / "a.html"
    path.write_text(PAGE, encoding="utf-8")
    document = read_document(path)
    states = [State.DRAFT if partial else State.APPROVED, *[State.APPROVED] * (len(document.blocks) - 1)]
    entries = tuple(
        Entry(block.id, block.kind, block.text, block.text.upper(), state)
        for block, state in zip(document.blocks, states, strict=True)
    )
    done = published(
        save(tmp_path / "a.po", Catalog(Header("a", str(path)), entries)), Target.HTML, partial=partial
    )
    told = "\n".join(done.warnings)
    assert "Accueil" in told
    assert "À lire aussi" in told
    assert ("may be French, too" in path_of(done).read_text(encoding="utf-8")) is partial


def test_a_page_that_nobody_reviewed_never_reads_reviewed(article: tuple[Target, Path]) -> None:
    """With all of it let through unreviewed, the disclosure says that no person has checked it."""
    target, catalogue = article
    catalog = load_catalog(catalogue)
    drafts = tuple(replace(entry, state=State.DRAFT, review=Review()) for entry in catalog.entries)
    with catalogue.open("w", encoding="utf-8", newline="\n") as stream:
        write_po(stream, replace(catalog, entries=drafts))
    done = published(catalogue, target, allow_unreviewed=True, disclosure=True)
    text = text_of(path_of(done))
    assert "Machine translation: no person has checked it." in text
    assert not re.search(r"\breviewed\b(?! \(published)", text)


def test_fields_of_a_front_matter_are_those_of_the_catalogue(tmp_path: Path, save: Save) -> None:
    """What was translated because a house asked for it is published, though nobody asks for it again."""
    path = tmp_path / "a.md"
    path.write_text("---\ntitle: Non\nseo:\n  accroche: Un essai\n---\nUn essai.\n", encoding="utf-8")
    fields = ("seo.accroche",)
    entries = [
        Entry(block.id, block.kind, block.text, block.text.upper(), State.APPROVED, block.line)
        for block in read_document(path, fields=fields).blocks
    ]
    catalogue = save(tmp_path / "a.po", Catalog(Header("a", "a.md", fields=fields), tuple(entries)))
    done = published(catalogue, Target.MARKDOWN)
    assert (
        path_of(done).read_text(encoding="utf-8")
        == "---\ntitle: Non\nseo:\n  accroche: UN ESSAI\n---\nUN ESSAI.\n"
    )


def test_articles_are_rebuilt_with_structure_links_and_emphasis(article: tuple[Target, Path]) -> None:
    """The English article has the blocks and marks of the French, and says who reviewed it."""
    target, catalogue = article
    decide(catalogue, State.APPROVED)
    done = published(catalogue, target, disclosure=True)
    blocks = read_document(path_of(done)).blocks
    patients = "1 200 PATIENTS" if target is Target.TEXT else "<1>1 200 PATIENTS</1>"
    assert f"L’ESSAI A INCLUS {patients} DANS" in blocks[1].text
    assert "CE PARAGRAPHE ATTEND ENCORE SON RELECTEUR." in [block.text for block in blocks]
    assert (done.warnings, done.missing) == ((), ())
    content = text_of(path_of(done))
    assert "https://example.org/a" in content or target not in (Target.HTML, Target.MARKDOWN)
    assert "Machine-assisted translation reviewed by Claire." in content


def test_allowed_drafts_stand_in_the_article_with_a_line_that_says_so(article: tuple[Target, Path]) -> None:
    """Readers are told how many passages nobody reviewed."""
    target, catalogue = article
    done = published(catalogue, target, allow_unreviewed=True)
    page = read_document(path_of(done))
    assert "CE PARAGRAPHE ATTEND ENCORE SON RELECTEUR." in [block.text for block in page.blocks]
    last = 1 if target is Target.FEED else -1  # a feed says it where it says what it is
    ends = [page.blocks[last].text, *(each.text for each in page.left[-1:])]
    assert any("1 passage that nobody has reviewed" in text for text in ends)
    assert done.warnings == ()


def test_an_article_of_which_nothing_is_reviewed_is_not_written(article: tuple[Target, Path]) -> None:
    """A French page named English helps nobody: no file stands there, and a warning says why."""
    target, catalogue = article
    catalog = load_catalog(catalogue)
    drafts = tuple(replace(entry, state=State.DRAFT, review=Review()) for entry in catalog.entries)
    with catalogue.open("w", encoding="utf-8", newline="\n") as stream:
        write_po(stream, replace(catalog, entries=drafts))
    done = published(catalogue, target)
    assert (done.path, done.visible) == (None, 0)
    assert "no file was written" in done.warnings[0]
    assert not (catalogue.parent / "published").exists()


@pytest.mark.parametrize("target", [Target.GETTEXT, Target.DRUPAL, Target.WEBLATE])
def test_the_po_file_of_an_article_holds_no_ledger(article: tuple[Target, Path], target: Target) -> None:
    """What only a translator needs is not published; drafts are fuzzy or left out."""
    _, catalogue = article
    found = path_of(published(catalogue, target))
    text = found.read_text(encoding="utf-8")
    assert "#." not in text
    assert not re.search(r"^# (?:state|reviewer)", text, re.MULTILINE)
    draft = [entry.fuzzy for entry in polib.pofile(str(found)) if "attend" in entry.msgid]
    assert draft == ([] if target is Target.DRUPAL else [True])


@pytest.mark.skipif(shutil.which("msgfmt") is None, reason="GNU gettext is not installed")
@pytest.mark.parametrize("kind", ["export", "article"])
def test_msgfmt_checks_and_compiles_it(
    kind: str, catalogue: Path, article: tuple[Target, Path], tmp_path: Path
) -> None:
    """GNU msgfmt --check finds no fault, and compiles the messages that our own compiler compiles."""
    done = published(catalogue if kind == "export" else article[1], Target.GETTEXT, mo=True)
    ours = polib.mofile(str(done.mo))
    compiled = tmp_path / "gnu.mo"
    subprocess.run(
        ["msgfmt", "--check", "-o", str(compiled), str(path_of(done))], check=True, capture_output=True
    )
    theirs = polib.mofile(str(compiled))
    assert {(entry.msgctxt, entry.msgid, entry.msgstr) for entry in ours} == {
        (entry.msgctxt, entry.msgid, entry.msgstr) for entry in theirs
    }


def test_an_article_of_another_format_names_its_own(article: tuple[Target, Path]) -> None:
    """An article is rebuilt in the format that it came in, and the refusal says which that is."""
    target, catalogue = article
    other = Target.TEXT if target in (Target.HTML, Target.FEED) else Target.HTML
    with pytest.raises(PublishError, match=f"rebuilt as {other}; use --profile {target}"):
        published(catalogue, other)


def test_wagtail_takes_nothing_that_it_did_not_export(article: tuple[Target, Path]) -> None:
    """The catalogue of an article is refused for Wagtail, with the way that works."""
    with pytest.raises(PublishError, match="export one there and run “passerelle fill”"):
        published(article[1], Target.WAGTAIL)
