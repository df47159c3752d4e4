"""Each profile lets those see who may: what was reviewed; what was not is withheld in the way its system understands."""

import gettext
import io
import json
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import docx
import polib
import pytest

from passerelle.translate.catalog.entry import Catalog, Entry, Header, Review, State
from passerelle.translate.catalog.findings import Finding, Severity
from passerelle.translate.cms import (
    Filled,
    Published,
    PublishError,
    PublishOptions,
    Target,
    Translate,
    fill_file,
    publish,
    read_export,
    summary_of,
)
from passerelle.translate.cms.fill import OWN
from passerelle.translate.formats.articles import read_document
from passerelle.translate.formats.catalog_file import load_catalog
from passerelle.translate.formats.po.edit import changed_outside
from passerelle.translate.formats.po.lines import read_po_lines
from passerelle.translate.formats.po.write import write_po
from passerelle.translate.formats.review_sheet import FIRST_ROW
from passerelle.translate.text.document import plain_words

Save = Callable[[Path, Catalog], Path]
Reviewed = Callable[..., Catalog]
DECISIONS = {
    "Un essai": State.APPROVED,
    "Voir": State.EDITED,
    "Deux": State.REJECTED,
    "un-essai": State.DRAFT,
}
VOIR = 'Voir <a id="a1">le rapport</a> et <b>la suite</b>.'


@pytest.fixture
def catalogue(filled: Filled, reviewed: Reviewed, save: Save, tmp_path: Path) -> Path:
    """Return the catalogue of Wagtail's export: one entry approved, one edited, one rejected, one unreviewed."""
    return save(tmp_path / "page-en.po.catalogue", reviewed(filled.catalog, DECISIONS))


def strings(path: Path) -> dict[str, tuple[str, bool]]:
    return {
        entry.msgid: (entry.msgstr, entry.fuzzy) for entry in polib.pofile(str(path)) if not entry.obsolete
    }


def published(
    catalogue: Path,
    target: Target,
    *,
    allow_unreviewed: bool = False,
    disclosure: bool = False,
    mo: bool = False,
    allow_errors: bool = False,
    partial: bool = False,
) -> Published:
    folder = catalogue.parent / "published"
    options = PublishOptions(target, folder, None, allow_unreviewed, disclosure, mo, allow_errors, partial)
    return publish(catalogue, options)


def path_of(done: Published) -> Path:
    assert done.path is not None
    return done.path


def test_wagtail_gets_its_own_file_with_reviewed_texts_alone(catalogue: Path, export: Path) -> None:
    """Unreviewed and rejected entries are empty, which Wagtail skips; the rest of the file is what it exported."""
    done = published(catalogue, Target.WAGTAIL)
    assert strings(path_of(done)) == {
        "Un essai &amp; ses suites": ("UN ESSAI &amp; SES SUITES", False),
        VOIR: ('VOIR <a id="a1">LE RAPPORT</a> ET <b>LA SUITE</b>.', False),
        "Deux centres.": ("", False),
        "un-essai": ("", False),
        "Déjà traduit.": ("Translated before.", False),
    }
    assert done.withheld == {"unreviewed": 1, "rejected": 1}
    assert (
        changed_outside(read_po_lines(export.read_bytes()), read_po_lines(path_of(done).read_bytes())) is None
    )


@pytest.mark.parametrize("target", [Target.GETTEXT, Target.WEBLATE])
def test_gettext_and_weblate_get_drafts_as_fuzzy(catalogue: Path, target: Target) -> None:
    """What honours the flag gets the unreviewed text with it; a rejected one is empty."""
    found = strings(path_of(published(catalogue, target)))
    assert found["Un essai &amp; ses suites"] == ("UN ESSAI &amp; SES SUITES", False)
    assert found["un-essai"] == ("un-essai-ses-suites", True)
    assert found["Deux centres."] == ("", False)


def test_drupal_gets_no_empty_entry(catalogue: Path) -> None:
    """An empty translation may delete one, so unreviewed and rejected entries are left out with their comments."""
    found = strings(path_of(published(catalogue, Target.DRUPAL)))
    assert set(found) == {"Un essai &amp; ses suites", VOIR, "Déjà traduit."}
    assert all(text for text, _ in found.values())


def test_xliff_of_a_po_catalogue_says_what_is_unreviewed(catalogue: Path) -> None:
    """States tell reviewed from unreviewed; a rejected entry has no target."""
    units = {unit.source: unit for unit in read_export(path_of(published(catalogue, Target.XLIFF))).units}
    assert not units["Un essai &amp; ses suites"].draft
    assert units["un-essai"].draft
    assert units["Deux centres."].target == ""


def test_json_gives_null_where_nothing_may_be_seen(catalogue: Path) -> None:
    """A program reads the same decisions as plain data."""
    value = json.loads(path_of(published(catalogue, Target.JSON)).read_text(encoding="utf-8"))
    shown = {entry["source"]: (entry["target"], entry["reviewed"]) for entry in value["entries"]}
    assert shown["Deux centres."] == (None, False)
    assert shown["un-essai"] == (None, False)
    assert shown["Déjà traduit."] == ("Translated before.", True)


@pytest.mark.parametrize("target", [Target.WAGTAIL, Target.GETTEXT, Target.WEBLATE, Target.DRUPAL])
def test_a_text_whose_french_changed_is_withheld(catalogue: Path, export: Path, target: Target) -> None:
    """A review of yesterday's French says nothing of today's."""
    text = export.read_text(encoding="utf-8").replace("le rapport", "le nouveau rapport")
    export.write_text(text, encoding="utf-8")
    done = published(catalogue, target)
    new = VOIR.replace("le rapport", "le nouveau rapport")
    assert strings(path_of(done)).get(new, ("", False)) == ("", False)
    assert done.withheld["changed"] == 1


@pytest.mark.parametrize(
    ("target", "fuzzy"),
    [(Target.WAGTAIL, True), (Target.DRUPAL, True), (Target.GETTEXT, False), (Target.WEBLATE, False)],
)
def test_unreviewed_texts_can_be_let_through_and_the_file_says_so(
    catalogue: Path,
    target: Target,
    fuzzy: bool,  # noqa: FBT001
) -> None:
    """The choice is counted and written at the top; a rejected text stays out even so."""
    done = published(catalogue, target, allow_unreviewed=True)
    assert done.unreviewed == 1
    assert strings(path_of(done))["un-essai"] == ("un-essai-ses-suites", fuzzy)
    assert "1 passage that nobody has reviewed (published with --allow-unreviewed)" in path_of(
        done
    ).read_text(encoding="utf-8")
    assert strings(path_of(done)).get("Deux centres.", ("", False)) == ("", False)


def test_the_disclosure_names_the_reviewers(catalogue: Path) -> None:
    """Who reviewed how much stands in the file; for Wagtail a warning says that no reader sees it there."""
    done = published(catalogue, Target.WAGTAIL, disclosure=True)
    assert (
        path_of(done)
        .read_text(encoding="utf-8")
        .startswith("# Machine-assisted translation: Claire reviewed 2 of its 4 texts.\n#\nmsgid")
    )
    assert "page’s template" in done.warnings[0]


@pytest.fixture
def job_catalogue(
    job: Path, capitals: Translate, reviewed: Reviewed, save: Save, tmp_path: Path
) -> Callable[[State], Path]:
    """Return the function that reviews Drupal's job: its title approved, the second paragraph of the body so or so."""
    catalog = fill_file(job, tmp_path / "filled.xlf", capitals).catalog

    def make(second: State) -> Path:
        states = {"Un essai": State.APPROVED, "Voir": State.APPROVED, "Deux": second}
        return save(tmp_path / "job.catalogue", reviewed(catalog, states))

    return make


def test_drupal_gets_only_whole_reviewed_units_of_its_job(job_catalogue: Callable[[State], Path]) -> None:
    """A body of which one paragraph is unreviewed is left out whole; reviewed, it comes with its state."""
    done = published(job_catalogue(State.DRAFT), Target.DRUPAL)
    assert [unit.context for unit in read_export(path_of(done)).units] == ["5][title][0][value"]
    done = published(job_catalogue(State.EDITED), Target.DRUPAL)
    assert [unit.draft for unit in read_export(path_of(done)).units] == [False, False]
    assert path_of(done).suffix == ".xlf"


def test_xliff_exports_get_states(job_catalogue: Callable[[State], Path]) -> None:
    """In the exported XLIFF an unreviewed target asks for a review, and a rejected one is not written."""
    done = published(job_catalogue(State.DRAFT), Target.XLIFF)
    assert 'state="needs-review-translation"' in path_of(done).read_text(encoding="utf-8")
    done = published(job_catalogue(State.REJECTED), Target.XLIFF)
    assert [bool(unit.target) for unit in read_export(path_of(done)).units] == [True, False]


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


def test_gettext_serves_what_was_reviewed(catalogue: Path, tmp_path: Path) -> None:
    """Python's own gettext finds reviewed texts by context, and falls back to French for the rest."""
    done = published(catalogue, Target.GETTEXT, mo=True)
    assert done.mo is not None
    folder = tmp_path / "locale" / "en" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    shutil.copy(done.mo, folder / "page.mo")
    served = gettext.translation("page", str(tmp_path / "locale"), ["en"])
    assert served.pgettext("title", "Un essai &amp; ses suites") == "UN ESSAI &amp; SES SUITES"
    assert served.pgettext("slug", "un-essai") == "un-essai"
    assert served.pgettext("body.1", "Deux centres.") == "Deux centres."


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


@pytest.mark.parametrize("tool", ["pocount", "pofilter"])
def test_the_translate_toolkit_reads_it(tool: str, catalogue: Path, tmp_path: Path) -> None:
    """The tools that Weblate is built on count and filter a published file."""
    done = published(catalogue, Target.WEBLATE)
    program = Path(sys.executable).with_name(tool)
    if not program.exists():
        pytest.skip("the Translate Toolkit's programs are not installed")
    arguments = (
        ["--csv", str(path_of(done))]
        if tool == "pocount"
        else [str(path_of(done)), str(tmp_path / "filtered.po"), "-t", "xmltags"]
    )
    run = subprocess.run([str(program), *arguments], capture_output=True, text=True, check=True)
    if tool == "pocount":
        columns = dict(
            zip(*(line.replace(" ", "").split(",") for line in run.stdout.splitlines()[:2]), strict=False)
        )
        assert (columns["TranslatedMessages"], columns["FuzzyMessages"], columns["UntranslatedMessages"]) == (
            "3",
            "1",
            "1",
        )
    else:
        assert not (tmp_path / "filtered.po").exists() or "xmltags" not in (
            tmp_path / "filtered.po"
        ).read_text(encoding="utf-8")


@pytest.mark.parametrize("target", [Target.HTML, Target.MARKDOWN, Target.DOCX, Target.TEXT])
def test_an_export_is_no_article(catalogue: Path, target: Target) -> None:
    """What was filled from an exported file cannot be rebuilt as a page; the profile that fits is named."""
    with pytest.raises(PublishError, match=f"cannot be rebuilt as {target}; use --profile wagtail"):
        published(catalogue, target)


def test_an_article_of_another_format_names_its_own(article: tuple[Target, Path]) -> None:
    """An article is rebuilt in the format that it came in, and the refusal says which that is."""
    target, catalogue = article
    other = Target.HTML if target is not Target.HTML else Target.TEXT
    with pytest.raises(PublishError, match=f"rebuilt as {other}; use --profile {target}"):
        published(catalogue, other)


def test_wagtail_takes_nothing_that_it_did_not_export(article: tuple[Target, Path]) -> None:
    """The catalogue of an article is refused for Wagtail, with the way that works."""
    with pytest.raises(PublishError, match="export one there and run “passerelle fill”"):
        published(article[1], Target.WAGTAIL)


def test_a_missing_source_is_asked_for(catalogue: Path, export: Path) -> None:
    """Wagtail's own file is needed again; where it was moved, it is named."""
    moved = export.rename(export.with_name("moved.po"))
    with pytest.raises(PublishError, match="give it with --source"):
        published(catalogue, Target.WAGTAIL)
    done = publish(catalogue, PublishOptions(Target.WAGTAIL, catalogue.parent, source=moved))
    assert done.visible == 3


def test_a_string_twice_cannot_be_compiled(
    tmp_path: Path, capitals: Translate, reviewed: Reviewed, save: Save
) -> None:
    """A program would serve one of the two at random, so neither is compiled."""
    path = tmp_path / "twice.po"
    path.write_text(
        'msgid ""\nmsgstr ""\n\nmsgid "Un"\nmsgstr ""\n\nmsgid "Un"\nmsgstr ""\n', encoding="utf-8"
    )
    catalog = fill_file(path, tmp_path / "filled.po", capitals).catalog
    with pytest.raises(PublishError, match="holds a string twice"):
        published(save(tmp_path / "c", reviewed(catalog, {"Un": State.APPROVED})), Target.GETTEXT, mo=True)


@pytest.mark.parametrize(("state", "fuzzy"), [(State.APPROVED, False), (State.NEEDS_WORK, True)])
def test_an_approved_text_loses_the_fuzzy_flag_of_the_export(
    state: State,
    fuzzy: bool,  # noqa: FBT001
    tmp_path: Path,
    capitals: Translate,
    reviewed: Reviewed,
    save: Save,
) -> None:
    """What the system had marked as unreviewed is served once a person approved it, and not before."""
    path = tmp_path / "app.po"
    path.write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n#, fuzzy, python-format\nmsgid "Un essai"\n'
        'msgstr "A trial"\n\nmsgid "Deux"\nmsgstr ""\n',
        encoding="utf-8",
    )
    catalog = reviewed(fill_file(path, tmp_path / "filled.po", capitals).catalog, {"Un essai": state})
    done = published(save(tmp_path / "c", catalog), Target.GETTEXT, mo=True)
    assert strings(path_of(done))["Un essai"] == ("A trial", fuzzy)
    assert done.mo is not None
    assert ("A trial" in [entry.msgstr for entry in polib.mofile(str(done.mo))]) is not fuzzy


@pytest.mark.parametrize(
    "target", [Target.GETTEXT, Target.WEBLATE, Target.WAGTAIL, Target.DRUPAL, Target.XLIFF, Target.JSON]
)
def test_errors_that_nobody_waived_keep_a_text_back(
    target: Target, filled: Filled, reviewed: Reviewed, save: Save, tmp_path: Path
) -> None:
    """An approved text that breaks a rule goes out only where that is waived or allowed, and is told of either way."""
    error = ERROR
    remark = Finding("spacing", Severity.WARNING, "whitespace", "Two blanks.")
    found = {"Un essai": (error, remark), "Voir": (replace(error, waiver="as agreed"),), "Deux": (remark,)}
    catalog = reviewed(filled.catalog, dict.fromkeys(found, State.APPROVED))
    entries = tuple(
        replace(
            entry,
            findings=next((own for start, own in found.items() if entry.source.startswith(start)), (error,)),
        )
        for entry in catalog.entries
        if entry.origin != OWN
    )
    path = save(tmp_path / "c", replace(catalog, entries=entries))
    broken = next(entry.block_id for entry in entries if entry.source.startswith("Un essai"))
    for allowed, fate in ((False, "is kept back for"), (True, "is published with")):
        done = published(path, target, allow_errors=allowed)
        assert (done.visible, done.withheld.get("with errors", 0)) == ((3, 0) if allowed else (2, 1))
        assert done.errors == {broken: ("number-value",)}
        assert (
            f"1 text of page-en {fate} errors that nobody waived: {broken} (number-value)" in done.warnings[0]
        )
        assert summary_of(done)["errors"] == {broken: ["number-value"]}
        assert serves(path_of(done), "Un essai &amp; ses suites") is allowed


def serves(path: Path, source: str) -> bool:
    """Whether a published file gives the English of a string as one that was reviewed."""
    if path.suffix == ".json":
        entries = json.loads(path.read_text(encoding="utf-8"))["entries"]
        return any(entry["target"] for entry in entries if "Un essai" in entry["source"])
    return any(unit.source == source and unit.target and not unit.draft for unit in read_export(path).units)


def test_only_the_first_of_many_errors_are_named(filled: Filled, save: Save, tmp_path: Path) -> None:
    """A warning stays one line, however many texts break a rule; the count is whole."""
    error = Finding("number-value", Severity.ERROR, "numbers", "12 is missing.")
    entries = tuple(
        replace(filled.catalog.entries[0], block_id=f"b{number}", state=State.APPROVED, findings=(error,))
        for number in range(9)
    )
    path = save(tmp_path / "c", Catalog(Header("nine"), entries))
    warning = published(path, Target.JSON, allow_errors=True).warnings[0]
    assert "9 texts of nine are published with errors" in warning
    assert ("b4 (" in warning, "b5 (" in warning, ", …" in warning) == (True, False, True)


def test_a_partly_reviewed_plural_stays_a_draft(tmp_path: Path, capitals: Translate, save: Save) -> None:
    """One fuzzy flag stands for all forms of a plural: it goes when both are reviewed."""
    path = tmp_path / "app.po"
    path.write_text(
        'msgid ""\nmsgstr ""\n\nmsgid "un cas"\nmsgid_plural "%d cas"\nmsgstr[0] ""\nmsgstr[1] ""\n',
        encoding="utf-8",
    )
    catalog = fill_file(path, tmp_path / "filled.po", capitals).catalog
    one = tuple(
        replace(e, state=State.APPROVED if e.source == "un cas" else e.state) for e in catalog.entries
    )
    both = tuple(replace(e, state=State.APPROVED) for e in catalog.entries)
    assert polib.pofile(
        str(path_of(published(save(tmp_path / "c", replace(catalog, entries=one)), Target.GETTEXT)))
    )[0].fuzzy
    entry = polib.pofile(
        str(path_of(published(save(tmp_path / "c", replace(catalog, entries=both)), Target.GETTEXT)))
    )[0]
    assert (entry.fuzzy, entry.msgstr_plural) == (False, {0: "UN CAS", 1: "%d CAS"})
