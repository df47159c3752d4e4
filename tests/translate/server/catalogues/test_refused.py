"""What protects the files of catalogues that are reviewed over HTTP, and the words of reviewers."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from passerelle.glossary.locks import lock_file
from tests.translate.server.catalogues.conftest import ENTRIES, OWN, Reader, entry_of, reviewing
from tests.translate.server.conftest import Serve


@pytest.mark.parametrize(
    "path",
    [
        "%2e%2e%2fx",
        "..%2F..%2Fetc%2Fpasswd",
        "..%5cdoc",
        "doc",
        "doc.po",
        "..%2Fdoc",
        "%00",
        "a" * 3000,
        "%ff%fe",
        "é",
        "'",
    ],
)
@pytest.mark.parametrize("rest", ["", "/text?at=p-1"])
def test_no_path_reaches_the_files(reader: Reader, path: str, rest: str) -> None:
    """An address that is no id of the list is not there, whatever it looks like."""
    assert reader.open(f"/catalogues/{path}{rest}").status == 404


@pytest.mark.parametrize("at", ["nothing", "../p-1", "%00", "title-1%0a", "'", "p-1%20"])
def test_a_text_that_is_not_there_is_told(reader: Reader, at: str) -> None:
    assert reader.open(f"{reader.catalogue()}/text?at={at}").status == 404


@pytest.mark.parametrize("to", ["text", "undo", "check"])
@pytest.mark.parametrize(
    ("headers", "changes"),
    [
        (OWN, {"csrf": ""}),
        (OWN, {"csrf": "0" * 64}),
        ({"origin": "https://evil.example"}, {}),
        ({"origin": "null"}, {}),
        ({}, {}),
    ],
)
def test_forms_from_elsewhere_write_nothing(
    reader: Reader, folder: Path, to: str, headers: dict[str, str], changes: dict[str, str]
) -> None:
    before = (folder / "doc.po").read_bytes()
    form = {**reader.text("p-2").fields, "wish": "approve", "name": "Eve", **changes}
    path = reader.path.partition("?")[0].removesuffix("/text")
    assert reader.client.post(f"{path}/{to}", data=form, headers=headers).status_code == 403
    assert (folder / "doc.po").read_bytes() == before


@pytest.mark.parametrize("changes", [{"seen": ""}, {"seen": "a.b.c.d"}, {"wish": "delete"}, {"wish": ""}])
def test_damaged_forms_are_refused(reader: Reader, folder: Path, changes: dict[str, str]) -> None:
    reader.text("p-2").send(**{"wish": "approve", **changes})
    assert reader.status == 400
    assert entry_of(folder, "p-2") == ENTRIES[2]


@pytest.mark.parametrize("to", ["text", "check"])
@pytest.mark.parametrize("length", [32_768, 2_000_000])
def test_texts_that_are_too_long_are_refused(reader: Reader, folder: Path, to: str, length: int) -> None:
    reader.text("p-2").send("approve", to=to, text="a" * length)
    assert reader.status == 413
    assert entry_of(folder, "p-2") == ENTRIES[2]


def test_a_name_is_a_line_that_fits(reader: Reader, folder: Path) -> None:
    """A cookie holds it in whatever script, and it cannot bring other lines into the catalogue."""
    reader.name = "Zoë\r\nreviewer: Eve\x00 " + "é’字" * 200
    reader.text("p-2").send("approve")
    assert reader.status == 200
    name = entry_of(folder, "p-2").review.reviewer
    assert name.startswith("Zoë reviewer: Eve é’字")
    assert len(name) == 80
    reader.name = ""
    reader.text("p-3").send("approve")
    assert entry_of(folder, "p-3").review.reviewer == name


def test_the_key_is_asked_for_first(serve: Serve, folder: Path) -> None:
    client = serve(key="a key of some length", reviewing=reviewing(folder))
    for path in ("/catalogues", "/catalogues/x", "/catalogues/x/text?at=p-1"):
        assert client.get(path, follow_redirects=False).headers["location"] == "/sign-in"
    assert client.post("/catalogues/x/undo", headers=OWN).status_code == 403


def test_what_reviewers_write_stays_text(reader: Reader, folder: Path) -> None:
    evil = "</textarea><script>alert(1)</script>"
    reader.name = '"><img src=x onerror=alert(1)>'
    reader.text("p-3").send("save", text=f"He <b>&</b> {evil}", comment=evil)
    assert entry_of(folder, "p-3").target == f"He <b>&</b> {evil}"
    for path in (reader.path.split("5000", 1)[1], reader.catalogue() + "?show=all"):
        html = reader.open(path).html
        assert "<script>alert" not in html
        assert "<img" not in html


@pytest.fixture(params=["damaged", "deleted", "held"])
def harmed(request: pytest.FixtureRequest, folder: Path) -> Iterator[Callable[[], None]]:
    """Return what is done to the catalogue while a text is open."""
    path = folder / "doc.po"
    held = lock_file(path)

    def harm() -> None:
        if request.param == "damaged":
            path.write_bytes(path.read_bytes()[:-50] + b"\xff")
        elif request.param == "deleted":
            path.unlink()
        else:
            held.__enter__()

    yield harm
    if request.param == "held":
        held.__exit__(None, None, None)


def test_what_cannot_be_saved_is_given_back(serve: Serve, folder: Path, harmed: Callable[[], None]) -> None:
    """The page says why, and holds the reviewer's words."""
    reader = Reader(serve(reviewing=reviewing(folder, wait=0.1)))
    reader.text("p-2")
    harmed()
    reader.send("approve", text="Mine.", comment="My comment.")
    assert (reader.status, "could not be saved" in reader.page) == (409, True)
    assert "Mine." in reader.page
    assert "My comment." in reader.page
    assert str(folder) not in reader.page


@pytest.mark.parametrize(("harm", "status"), [("damaged", 409), ("deleted", 404)])
def test_a_catalogue_that_cannot_be_read_has_a_clear_page(
    reader: Reader, folder: Path, harm: str, status: int
) -> None:
    path, address = folder / "doc.po", reader.catalogue()
    if harm == "deleted":
        path.unlink()
    else:
        path.write_bytes(b"\xff")
    for each in ("", "/text?at=p-1"):
        reader.open(f"{address}{each}")
        assert reader.status == status
        assert "Traceback" not in reader.page
