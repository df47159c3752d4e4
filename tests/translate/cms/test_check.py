"""What a system would do with a file is known before anyone uploads it, string by string."""

from pathlib import Path

import pytest

from passerelle.translate.cms import ExportError, Filled, Profile, Report, Verdict, check_import

DEUX = 'msgid "Deux centres."\nmsgstr ""'


def wagtail(export: Path, old: str, new: str) -> Report:
    """Return what Wagtail does with its own export in which ``old`` became ``new``."""
    text = export.read_text(encoding="utf-8")
    assert old in text
    changed = export.with_name("changed.po")
    changed.write_text(text.replace(old, new, 1), encoding="utf-8")
    return check_import(changed, export, Profile.WAGTAIL)


def verdict_of(report: Report, start: str) -> Verdict:
    return next(row.verdict for row in report.rows if row.source.startswith(start))


def test_an_untouched_export_changes_nothing(export: Path) -> None:
    """Empty strings are left as they are, translated ones are unchanged."""
    report = check_import(export, export, Profile.WAGTAIL)
    assert {row.verdict for row in report.rows} == {Verdict.EMPTY, Verdict.UNCHANGED}
    assert not report.harmful


@pytest.mark.parametrize(
    ("old", "new", "start", "verdict"),
    [
        pytest.param(DEUX, 'msgid "Deux centres."\nmsgstr "Two."', "Deux", Verdict.ACCEPTED, id="filled"),
        pytest.param(
            DEUX, '#, fuzzy\nmsgid "Deux centres."\nmsgstr "Two."', "Deux", Verdict.DRAFT_LIVE, id="fuzzy"
        ),
        pytest.param(
            DEUX, 'msgid "Deux centres. "\nmsgstr "Two."', "Deux", Verdict.DROPPED, id="blank at the end"
        ),
        pytest.param(
            DEUX, 'msgid "Deux\u00a0centres."\nmsgstr "Two."', "Deux", Verdict.DROPPED, id="no-break space"
        ),
        pytest.param(
            'Un essai &amp; ses suites"\nmsgstr ""',
            'Un essai & ses suites"\nmsgstr "A"',
            "Un essai & s",
            Verdict.DROPPED,
            id="entity",
        ),
        pytest.param(
            'msgctxt "body.1"\n' + DEUX,
            'msgctxt "body.2"\nmsgid "Deux centres."\nmsgstr "Two."',
            "Deux",
            Verdict.DROPPED,
            id="unknown context",
        ),
        pytest.param(
            'msgctxt "body.1"\n' + DEUX,
            'msgctxt "title"\nmsgid "Deux centres."\nmsgstr "Two."',
            "Deux",
            Verdict.DROPPED,
            id="other context",
        ),
        pytest.param(
            DEUX, 'msgid "Deux centres."\nmsgstr "<p>Two.</p>"', "Deux", Verdict.BROKEN, id="block tag"
        ),
        pytest.param(
            DEUX,
            'msgid "Deux centres."\nmsgstr "<b class=\\"x\\">Two</b>"',
            "Deux",
            Verdict.BROKEN,
            id="attribute",
        ),
        pytest.param(
            DEUX,
            'msgid "Deux centres."\nmsgstr "<a id=\\"a9\\">Two</a>"',
            "Deux",
            Verdict.BROKEN,
            id="unknown link",
        ),
        pytest.param(
            'la suite</b>."\nmsgstr ""',
            'la suite</b>."\nmsgstr "See it"',
            "Voir",
            Verdict.LINK_LOST,
            id="link lost",
        ),
        pytest.param('"Translated before."', '"Said before."', "Déjà", Verdict.CHANGED, id="changed"),
        pytest.param('"Translated before."', '""', "Déjà", Verdict.EMPTY, id="emptied"),
        pytest.param('\nmsgctxt "body.1"\n' + DEUX, "", "Deux", Verdict.MISSING, id="left out"),
        pytest.param(
            DEUX,
            DEUX[:-2] + '"Two."\n\nmsgctxt "body.1"\n' + DEUX[:-2] + '"Twice."',
            "Deux",
            Verdict.DROPPED,
            id="twice",
        ),
        pytest.param(
            'Un essai &amp; ses suites"\nmsgstr ""',
            'Un essai &amp; ses suites"\nmsgstr "' + "A" * 256 + '"',
            "Un",
            Verdict.BROKEN,
            id="long title",
        ),
    ],
)
def test_wagtail_takes_only_what_it_exported(
    export: Path, old: str, new: str, start: str, verdict: Verdict
) -> None:
    """Each string is accepted, dropped, or goes live as wagtail-localize's own import would have it."""
    report = wagtail(export, old, new)
    assert verdict_of(report, start) is verdict
    assert report.harmful is verdict.harmful


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        (
            '"X-WagtailLocalize-TranslationID: 1',
            '"X-Other: 1',
            "is missing: Wagtail fails with a server error",
        ),
        ("11111111-2222", "99999999-2222", "is another than the export’s"),
        ('msgid "Deux', 'garbage "Deux', "Please upload a valid PO file"),
    ],
)
def test_wagtail_refuses_a_file_that_is_not_its_own(export: Path, old: str, new: str, words: str) -> None:
    """Without its header, with another page's, or broken, nothing of the file is taken."""
    report = wagtail(export, old, new)
    assert words in report.refused
    assert report.harmful


def test_a_filled_file_is_no_file_to_import(export: Path, filled: Filled) -> None:
    """Its drafts would all go live in Wagtail and Drupal; Weblate and gettext hold them back."""
    for profile, verdict in (
        (Profile.WAGTAIL, Verdict.DRAFT_LIVE),
        (Profile.DRUPAL, Verdict.DRAFT_LIVE),
        (Profile.WEBLATE, Verdict.DRAFT),
        (Profile.GETTEXT, Verdict.DRAFT),
    ):
        report = check_import(filled.path, export, profile)
        assert report.counts[verdict] == 4
        assert report.harmful is verdict.harmful


PO = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'


def pair(tmp_path: Path, exported: str, incoming: str) -> tuple[Path, Path]:
    (tmp_path / "export.po").write_text(PO + exported, encoding="utf-8")
    (tmp_path / "file.po").write_text(PO + incoming, encoding="utf-8")
    return tmp_path / "file.po", tmp_path / "export.po"


@pytest.mark.parametrize(
    ("profile", "exported", "incoming", "verdict"),
    [
        ("drupal", 'msgid "Un"\nmsgstr ""\n', 'msgid "Un"\nmsgstr "One"\n', Verdict.ACCEPTED),
        ("drupal", 'msgid "Un"\nmsgstr "One"\n', 'msgid "Un"\nmsgstr ""\n', Verdict.DELETED),
        ("drupal", 'msgid "Un"\nmsgstr ""\n', 'msgid "Un"\nmsgstr ""\n', Verdict.EMPTY),
        ("drupal", 'msgid "Un"\nmsgstr ""\n', 'msgid "Une"\nmsgstr "One"\n', Verdict.CREATED),
        ("drupal", 'msgid "Un"\nmsgstr ""\n', 'msgid "Un"\nmsgstr "<script>x()</script>"\n', Verdict.DROPPED),
        (
            "drupal",
            'msgid "Un"\nmsgstr ""\n',
            'msgid "Un"\nmsgstr "<a href=\'javascript:x()\'>One</a>"\n',
            Verdict.DROPPED,
        ),
        (
            "drupal",
            'msgid "Un"\nmsgstr ""\n',
            'msgid "Un"\nmsgstr "<a href=\'/x\'>One</a>"\n',
            Verdict.ACCEPTED,
        ),
        ("drupal", 'msgid "Un"\nmsgstr ""\n', '#, fuzzy\nmsgid "Un"\nmsgstr "One"\n', Verdict.DRAFT_LIVE),
        ("weblate", 'msgid "Un"\nmsgstr ""\n', 'msgid "Une"\nmsgstr "One"\n', Verdict.DROPPED),
        ("weblate", 'msgid "Un"\nmsgstr ""\n', '#, fuzzy\nmsgid "Un"\nmsgstr "One"\n', Verdict.DRAFT),
        ("weblate", 'msgid "Un"\nmsgstr "One"\n', 'msgid "Un"\nmsgstr "1"\n', Verdict.CHANGED),
        ("gettext", 'msgid "Un"\nmsgstr ""\n', 'msgid "Une"\nmsgstr "One"\n', Verdict.DROPPED),
        ("gettext", 'msgid "%s ans"\nmsgstr ""\n', 'msgid "%s ans"\nmsgstr "years"\n', Verdict.BROKEN),
        ("gettext", 'msgid "{n} ans"\nmsgstr ""\n', 'msgid "{n} ans"\nmsgstr "{m} years"\n', Verdict.BROKEN),
        (
            "gettext",
            'msgid "%d an"\nmsgid_plural "%d ans"\nmsgstr[0] ""\nmsgstr[1] ""\n',
            'msgid "%d an"\nmsgid_plural "%d ans"\nmsgstr[0] "one year"\nmsgstr[1] "%d years"\n',
            Verdict.ACCEPTED,
        ),
    ],
)
def test_each_system_has_its_own_rules(
    profile: str, exported: str, incoming: str, verdict: Verdict, tmp_path: Path
) -> None:
    """Drupal deletes on empty and creates what it does not know; Weblate and gettext skip it and honour fuzzy."""
    report = check_import(*pair(tmp_path, exported, incoming), Profile(profile))
    assert report.rows[0].verdict is verdict
    assert report.harmful is verdict.harmful


def test_gettext_refuses_a_string_that_stands_twice(tmp_path: Path) -> None:
    """GNU msgfmt compiles no such file, so nothing of it is served."""
    entry = 'msgid "Un"\nmsgstr "One"\n'
    report = check_import(*pair(tmp_path, entry, entry + "\n" + entry), Profile.GETTEXT)
    assert "stands twice: msgfmt refuses the file" in report.refused


@pytest.mark.parametrize(
    ("old", "new", "verdict", "refused"),
    [
        ("<target/>", "<target>A trial</target>", Verdict.ACCEPTED, ""),
        ("<target/>", '<target state="needs-review-translation">A trial</target>', Verdict.DRAFT_LIVE, ""),
        ("<target/>", "<target>A <x id='9'/>trial</target>", Verdict.LINK_LOST, ""),
        ('id="5][title]', 'id="6][title]', Verdict.DROPPED, ""),
        ('job-id="12"', 'job-id="13"', None, "another job"),
        (' job-id="12"', "", None, "job-id is missing"),
        ('target-language="en"', 'target-language="en-GB"', None, "The languages are"),
    ],
)
def test_tmgmt_takes_units_of_its_job(
    job: Path, old: str, new: str, verdict: Verdict | None, refused: str
) -> None:
    """Units are known by id and job; the state is ignored, and inline elements are counted."""
    text = job.read_text(encoding="utf-8")
    assert old in text
    changed = job.with_name("changed.xlf")
    changed.write_text(text.replace(old, new, 1), encoding="utf-8")
    report = check_import(changed, job, Profile.DRUPAL)
    assert refused in report.refused
    assert bool(report.refused) is bool(refused)
    if verdict:
        assert report.rows[0].verdict is verdict


def test_tmgmt_takes_an_empty_target_for_a_text(job: Path) -> None:
    """An untouched job sent back would empty its fields, so units are left out instead."""
    report = check_import(job, job, Profile.DRUPAL)
    assert {row.verdict for row in report.rows} == {Verdict.DELETED}


@pytest.mark.parametrize(
    ("old", "new", "verdict"),
    [
        ("<target/>", "<target>A trial</target>", Verdict.ACCEPTED),
        ("<target/>", '<target state="needs-review-translation">A trial</target>', Verdict.DRAFT),
        ("<source>Un essai<", "<source>Un autre essai<", Verdict.DROPPED),
        ('id="5][title]', 'id="6][title]', Verdict.DROPPED),
        ("<target/>", "<target></target>", Verdict.EMPTY),
    ],
)
def test_xliff_tools_go_by_id_source_and_state(job: Path, old: str, new: str, verdict: Verdict) -> None:
    """A draft arrives as one; a unit whose source is another is a text of yesterday."""
    changed = job.with_name("changed.xlf")
    changed.write_text(job.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    assert check_import(changed, job, Profile.XLIFF).rows[0].verdict is verdict


def test_files_of_another_kind_are_refused(export: Path, job: Path) -> None:
    """A PO file is not compared with an XLIFF export, and a profile reads its own kind."""
    for file, against, profile, words in (
        (export, job, Profile.DRUPAL, "is of another kind"),
        (job, job, Profile.WEBLATE, "use --profile xliff or drupal"),
        (export, export, Profile.XLIFF, "use --profile gettext"),
        (job, job, Profile.WAGTAIL, "Wagtail exports nothing else"),
    ):
        with pytest.raises(ExportError, match=words):
            check_import(file, against, profile)
