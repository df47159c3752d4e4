"""A catalogue knows which glossaries made it, and says so where others are at hand."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from passerelle.glossary.termbase import GlossaryFile, Termbase, load_termbase
from passerelle.translate.catalog.entry import Catalog, Entry, Header, State
from passerelle.translate.cli import app
from passerelle.translate.formats.po.write import write_po
from passerelle.translate.text.document import BlockKind
from passerelle.translate.workflows.glossaries import (
    load_own_glossaries,
    tell_other_glossaries,
    tell_published_glossaries,
)


@pytest.fixture(autouse=True)
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in a folder of its own with a house's glossary."""
    monkeypatch.chdir(tmp_path)
    return write("ma maison.tsv", "day clinic")


def write(name: str, english: str) -> Path:
    path = Path(name)
    path.write_text(f"id\tfr\ten\nday\thôpital de jour\t{english}\n", encoding="utf-8")
    return path


def made_with(termbase: Termbase) -> Header:
    return Header("article", glossary=termbase.version, glossaries=termbase.files)


def save(header: Header) -> Path:
    entry = Entry("p-1", BlockKind.PARAGRAPH, "L'hôpital de jour.", "The day clinic.", State.APPROVED)
    with Path("article.po").open("w", encoding="utf-8") as stream:
        write_po(stream, Catalog(header, (entry,)))
    return Path("article.po")


def test_the_same_glossaries_need_no_word(own: Path) -> None:
    """Nor do equal ones under another name, or with another note; nor a catalogue of another program."""
    header = made_with(load_termbase([own]))
    assert tell_other_glossaries(header, load_termbase([own])) == ""
    own.rename("anders.tsv")
    assert tell_other_glossaries(header, load_termbase([Path("anders.tsv")])) == ""
    assert tell_other_glossaries(Header("article"), load_termbase()) == ""


def test_others_are_named_with_their_digests(own: Path) -> None:
    """Changed, not given, gone, new, the curated one left out, another order: each is told apart."""
    made = load_termbase([own])
    header, (curated, mine) = made_with(made), made.files
    assert f"{mine} is not given. Give the same ones with -g" in tell_other_glossaries(
        header, load_termbase()
    )
    write("ma maison.tsv", "day unit")
    changed = load_termbase([own])
    assert f"ma maison.tsv ({mine.digest}) has become {changed.files[1].digest}" in tell_other_glossaries(
        header, changed
    )
    alone = load_termbase([write("neu.tsv", "day ward")], curated=False)
    told = tell_other_glossaries(header, alone)
    assert f"{curated} is left out; {mine} is not given; {alone.files[0]} is new" in told
    own.unlink()
    assert f"{mine} is gone from its place" in tell_other_glossaries(header, load_termbase())


def test_the_order_counts() -> None:
    """Of two glossaries that disagree, the later wins."""
    one, two = write("one.tsv", "day one"), write("two.tsv", "day two")
    told = tell_other_glossaries(made_with(load_termbase([one, two])), load_termbase([two, one]))
    assert "given in another order" in told


def test_an_older_catalogue_tells_versions() -> None:
    """It does not name its glossaries yet."""
    told = tell_other_glossaries(Header("article", glossary="0c28"), Termbase(()))
    assert "their version is 0c28" in told


@pytest.mark.parametrize("name", ["x" * 5000, "a\0b", "\udcff", "/dev/zero"])
def test_names_that_no_file_can_have_do_no_harm(name: str) -> None:
    """A catalogue from elsewhere may name anything."""
    header = Header("article", glossary="0c28", glossaries=(GlossaryFile(name, "91ab"),))
    assert "article was translated with other glossaries" in tell_other_glossaries(header, load_termbase())
    assert load_own_glossaries(header).files == load_termbase().files


def test_publishing_looks_at_the_glossaries_as_they_are(own: Path) -> None:
    """Without -g, those that the catalogue names are read again: only what changed or is gone is told."""
    path = save(made_with(load_termbase([own])))
    assert tell_published_glossaries(path, None) == ""
    assert "is not given" in tell_published_glossaries(path, load_termbase())
    write("ma maison.tsv", "day unit")
    assert "has become" in tell_published_glossaries(path, None)
    own.write_text("id\tbroken\n", encoding="utf-8")
    assert "is not given" in tell_published_glossaries(path, None)
    own.unlink()
    assert "is gone from its place" in tell_published_glossaries(path, None)


@pytest.mark.parametrize(
    "command", [("check",), ("report",), ("publish", "--profile", "gettext")], ids=lambda command: command[0]
)
def test_commands_warn(own: Path, command: tuple[str, ...]) -> None:
    """And say nothing where the same are given."""
    save(made_with(load_termbase([own])))
    given = CliRunner().invoke(app, [*command, "article.po", "-g", str(own)])
    assert "other glossaries" not in given.output
    write("ma maison.tsv", "day unit")
    result = CliRunner().invoke(app, [*command, "article.po", "-g", str(own)])
    assert "article was translated with other glossaries: ma maison.tsv (" in " ".join(result.output.split())


def test_applying_a_sheet_warns(own: Path) -> None:
    """What a reviewer's English is judged by is not what its draft was made by."""
    save(made_with(load_termbase([own])))
    run = CliRunner()
    assert run.invoke(app, ["review", "export", "article.po"]).exit_code == 0
    result = run.invoke(app, ["review", "apply", "article.review.xlsx"])
    assert "ma maison.tsv (" in result.output
    result = run.invoke(app, ["review", "apply", "article.review.xlsx", "-g", str(own)])
    assert "other glossaries" not in result.output
