"""Each profile lets those see who may: what was reviewed; what was not is withheld in the way its system understands."""

import gettext
import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import polib
import pytest

from passerelle.translate.catalog.entry import Catalog, Header, State
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
from passerelle.translate.formats.po.edit import changed_outside
from passerelle.translate.formats.po.lines import read_po_lines

Save = Callable[[Path, Catalog], Path]
Reviewed = Callable[..., Catalog]
ERROR = Finding("number-value", Severity.ERROR, "numbers", "12 is missing.")
VOIR = 'Voir <a id="a1">le rapport</a> et <b>la suite</b>.'


def strings(path: Path) -> dict[str, tuple[str, bool]]:
    return {
        entry.msgid: (entry.msgstr, entry.fuzzy) for entry in polib.pofile(str(path)) if not entry.obsolete
    }


def published(catalogue: Path, target: Target, **options: Any) -> Published:
    """Publish into a folder beside the catalogue; ``options`` are those of `PublishOptions`."""
    return publish(catalogue, PublishOptions(target, catalogue.parent / "published", **options))


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
