"""`passerelle glossary` as a user calls it."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from passerelle.glossary.termbase import load_termbase
from passerelle.translate.cli import app


def run(*arguments: object) -> tuple[int, str]:
    result = CliRunner().invoke(app, ["glossary", *map(str, arguments)])
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result.exit_code, result.output


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """Return a house's own glossary that overrides the curated one."""
    path = tmp_path / "house.tsv"
    path.write_text(
        "id\tfr\ten\nday\thôpital de jour\tday clinic\nauth\tHAS\tHigh Authority\n", encoding="utf-8"
    )
    return path


def test_find_obeys_the_houses_own_glossary_and_says_so(own: Path) -> None:
    """Without it, the curated entries hold; with it, its own do, and what they override is named with its file."""
    text = "L'hôpital de jour de la HAS"
    assert "day clinic" not in run("find", text)[1]
    code, output = run("find", text, "-g", own)
    assert code == 0
    assert "“day clinic” [day]" in output
    assert "“High Authority” [auth]" in output
    assert (
        f"by {own}:2, and no longer “day hospital” [hopital-de-jour] of curated/care-pathways.tsv:" in output
    )
    found = json.loads(run("find", text, "-g", own, "--json")[1])
    assert [each["target"] for each in found] == ["day clinic", "High Authority"]
    assert all(f"by {own}:" in each["overrides"][0] for each in found)


def test_show_names_both_entries(own: Path) -> None:
    """The one that holds and the one that it overrides."""
    _, output = run("show", "hôpital de jour", "-g", own)
    assert output.count("and no longer “day hospital”") == 2
    assert f"{own}:2" in output


def test_show_tells_everything_about_an_entry(tmp_path: Path) -> None:
    """Contexts stand one below the other; in JSON, they are pairs."""
    path = tmp_path / "own.tsv"
    path.write_text(
        "id\tfr\ten\ten_us\tforbidden\tforbidden_why\tcontext_fr\tcontext_en\tcreated\tgender\treliability\n"
        "x\tmot neuf\tnew word\tnew term\tword new\tWord order.\tUn mot neuf.\tA new word.\t2025-01-31\tm\tusage\n",
        encoding="utf-8",
    )
    _, output = run("show", "mot neuf", "-g", path)
    shown = [" ".join(line.split()) for line in output.splitlines()]
    assert {
        "American new term", "why Word order.", "context Un mot neuf.", "context A new word.", "created 2025-01-31", "gender m",
        "reliability usage",
    } <= set(shown)  # fmt: skip
    (concept,) = json.loads(run("show", "mot neuf", "-g", path, "--json")[1])
    assert concept["context"] == [{"fr": "Un mot neuf.", "en": "A new word."}]


def test_stats_count_the_curated_glossary_and_ones_own(own: Path) -> None:
    """As a table and as JSON."""
    alone, both = (json.loads(run("stats", *more, "--json")[1]) for more in ((), ("-g", own)))
    assert both["concepts"] == alone["concepts"] + 2
    assert (alone["overridden"], both["overridden"]) == (0, 2)
    assert both["ambiguous"] == alone["ambiguous"]
    _, output = run("stats", "-g", own)
    assert f"{both['concepts']} concepts, " in output
    assert "overridden: 2" in output


@pytest.mark.parametrize("arguments", [("lint", "-g"), ("lint",)])
def test_lint_tells_what_a_file_overrides(own: Path, arguments: tuple[str, ...]) -> None:
    """Named as an argument or with -g: its own entries are judged, the curated ones are not."""
    code, output = run(*arguments, own)
    assert code == 0
    assert f"{own}:3: remark [override] auth: “HAS” [auth] is “High Authority”" in output
    assert "2 concepts, 0 errors" in output


@pytest.mark.parametrize("folder", [False, True])
def test_lint_reads_a_file_once_that_the_house_uses_anyway(own: Path, folder: bool) -> None:  # noqa: FBT001
    """As when the settings name it, or the folder in which it stands."""
    code, output = run("lint", own, "-g", own.parent if folder else own)
    assert code == 0
    assert "2 concepts, 0 errors" in output


def test_a_file_given_twice_is_refused(own: Path) -> None:
    """It cannot override itself."""
    code, output = run("find", "HAS", "-g", own, "-g", own)
    assert code == 2
    assert "house.tsv: is given twice" in output


def test_lint_tells_every_error_of_a_file_at_once(tmp_path: Path) -> None:
    """What cannot be read at all, what contradicts itself, and what is odd in the rest; the exit status is that of bad input."""
    path = tmp_path / "own.csv"
    rows = [
        "id;fr;en;case",
        "a;un;one",
        "a2;deux;two;upper",
        "b;trois (TR);three;",
        "b;quatre;four|4;",
        "c;trois;3;",
    ]
    path.write_bytes("\r\n".join([*rows, "b;six;six;", "d;trois;iii;"]).encode("cp1252"))
    code, output = run("lint", path)
    assert code == 2
    for line, told in {
        2: "[structure] has 3 cells",
        3: "[structure] “upper” in case",
        4: "[brackets] b: “trois (TR)”",
        5: "[structure] the cell “en” takes one form",
        7: "[structure] the id “b” stands twice, first in line 4",
        8: "[structure] “trois” stands already in line 6 [c]",
    }.items():
        assert f"{path}:{line}: error {told}" in output
    places = [line.split(": ")[0] for line in output.splitlines()[:-1]]
    assert places == sorted(places)
    found = json.loads(run("lint", path, "--json")[1])
    assert {each["line"] for each in found if each["rule"] == "structure"} == {2, 3, 5, 7, 8}


def add(*arguments: object) -> tuple[int, str]:
    code, output = run("add", *arguments)
    return code, " ".join(output.split())


def test_add_makes_a_file_that_can_be_used(tmp_path: Path) -> None:
    """Every column is there, the id is made of the French, and what is overridden is told."""
    path = tmp_path / "new" / "house.tsv"
    code, output = add(
        "hôpital de jour | hôpital de jour adulte", "day clinic|day unit", "--abbreviation", "HDJ", "--short", "DC",
        "--forbid", "hospital of day", "--into", path,
    )  # fmt: skip
    assert code == 0
    assert "hôpital de jour → day clinic [hopital-de-jour-2]" in output
    assert "no longer “day hospital” [hopital-de-jour]" in output
    assert path.read_text(encoding="utf-8").startswith("id\tfr\tfr_variants\t")
    found = json.loads(run("find", "Un HDJ, des hôpitaux de jour adultes", "-g", path, "--json")[1])
    assert [each["target"] for each in found] == ["day clinic", "day clinic"]
    (concept,) = load_termbase([path], curated=False).concepts
    assert (concept.short, concept.first_use) == ("DC", "day clinic (DC)")
    assert (concept.target_variants, concept.forbidden) == (("day unit",), ("hospital of day",))


def test_add_keeps_every_line_of_the_file(own: Path) -> None:
    """Remarks and blank lines too."""
    before = own.read_text(encoding="utf-8") + "\n# what follows is new\n"
    own.write_text(before, encoding="utf-8")
    assert add("cœur neuf", "new heart", "--into", own)[0] == 0
    assert own.read_text(encoding="utf-8") == before + "coeur-neuf\tcœur neuf\tnew heart\n"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("hôpitaux de jour", "x"), "house.tsv:2: has “hôpitaux de jour” already, as “day clinic” [day]"),
        (("HAS", "x"), "house.tsv:3: has “HAS” already"),
        (("autre", "x", "--id", "day"), "house.tsv:2: has the id “day” already"),
        (("autre", "x", "--id", "À toi"), "should be lower-case letters"),
        (("débit (DFG)", "rate"), "put DFG into fr_abbr"),
        (("débit", "rate (GFR)"), "put GFR into short"),
        (("débit; flux", "rate"), "looks like a list"),
        (("débit", "rate", "--forbid", "rate"), "is forbidden and yet stands"),
        (
            ("débit", "rate", "--into", "book.xlsx"),
            "book.xlsx: is no glossary file; give one of .tsv, .csv, .txt",
        ),
        (("", "rate"), "the French is empty"),
        (("débit", " | "), "the English is empty"),
    ],
)
def test_add_refuses_what_lint_would_refuse(own: Path, arguments: tuple[str, ...], told: str) -> None:
    """One sentence, the exit status of bad input, and the file as it was."""
    before = own.read_bytes()
    code, output = add("--into", own, *arguments)
    assert code == 2
    assert told in output
    assert own.read_bytes() == before


def test_add_takes_a_second_sense_with_cues(own: Path) -> None:
    """Then the words around it tell the two apart."""
    assert add("HAS", "hash", "--cue", "informatique", "--into", own)[0] == 0
    found = json.loads(run("find", "la HAS", "-g", own, "--json")[1])
    assert [each["target"] for each in found] == ["High Authority"]


def test_add_takes_an_abbreviation_of_its_own(own: Path) -> None:
    """One that went with its term until then, and stands in no row of the file."""
    assert add("HDJ", "day unit", "--into", own)[0] == 0
    found = json.loads(run("find", "l'hôpital de jour, un HDJ", "-g", own, "--json")[1])
    assert [each["target"] for each in found] == ["day clinic", "day unit"]


def test_add_writes_into_no_broken_file(own: Path) -> None:
    """What is wrong there is told, and nothing is lost."""
    own.write_text("id\tfr\ten\nx\ta\n", encoding="utf-8")
    code, output = add("b", "c", "--into", own)
    assert code == 2
    assert "house.tsv:2: has 2 cells" in output
    assert own.read_text(encoding="utf-8") == "id\tfr\ten\nx\ta\n"


@pytest.mark.parametrize("name", ["nofile.md", "texts/my article.docx", "drafts/nofile.xyz"])
def test_find_tells_of_a_file_that_is_not_there(name: str) -> None:
    """What looks like a file's name is no French text."""
    result = CliRunner().invoke(app, ["glossary", "find", name])
    assert (result.exit_code, name in result.output, "does not exist" in result.output) == (2, True, True)


@pytest.mark.parametrize(
    "text", ["Le reste à charge.", "public/privé", "Le CHU", "Voir chu-nantes.fr ou la HAS."]
)
def test_find_takes_a_sentence_for_a_sentence(text: str) -> None:
    """Stops, slashes and addresses make no file's name."""
    assert CliRunner().invoke(app, ["glossary", "find", text]).exit_code == 0


def test_show_finds_terms_without_accents_and_tells_near_ones() -> None:
    """A term typed without accents is found; beside it stand those that hold its words, or are meant where there is none."""
    found = CliRunner().invoke(app, ["glossary", "show", "reste a charge"]).output
    assert "out-of-pocket" in found
    assert "near  reste à charge 0" in found
    missing = CliRunner().invoke(app, ["glossary", "show", "hopital"])
    assert (missing.exit_code, "did you mean “hôpital" in missing.output) == (2, True)
