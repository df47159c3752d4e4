"""Translation memories travel as TMX, and what comes from outside is read without trust."""

import gzip
import io
import re
import tracemalloc
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from translate.storage.tmx import tmxfile

from passerelle.translate.catalog.entry import clean_text
from passerelle.translate.formats.tmx.read import Reading, TmxError, read_tmx
from passerelle.translate.formats.tmx.write import write_tmx
from passerelle.translate.memory import TranslationUnit

UNIT = TranslationUnit(
    "Voir <1>le <2/>site</1> & « l’étude ».",
    "See <1>the <2/>site</1> & “the study”.",
    "Avant <b>.",
    "Après.",
    "convention",
    "paragraph-1",
    "hash",
    "Claire Ümlaut",
    "2024-11-15",
    "g1",
    "k1 k2",
    whole=True,
)
PLAIN = TranslationUnit("Fin.", "End.")


def written(*units: TranslationUnit) -> bytes:
    stream = io.BytesIO()
    assert write_tmx(stream, units) == len(units)
    return stream.getvalue()


def read(data: bytes) -> list[TranslationUnit]:
    return list(read_tmx(io.BytesIO(data)))


def tmx(body: str, *, prolog: str = "", header: str = 'srclang="fr"') -> bytes:
    return f'<?xml version="1.0"?>{prolog}<tmx version="1.4"><header {header}/><body>{body}</body></tmx>'.encode()


def tu(french: str = "Fin.", english: str = "End.", attributes: str = "") -> str:
    return (
        f'<tu {attributes}><tuv xml:lang="fr"><seg>{french}</seg></tuv>'
        f'<tuv xml:lang="en"><seg>{english}</seg></tuv></tu>'
    )


def test_units_come_back_as_they_were_written() -> None:
    """Marks, provenance, context and glossary key are all kept."""
    assert read(written(UNIT, PLAIN)) == [UNIT, PLAIN]


words = st.text(st.characters(codec="utf-8", exclude_characters="<>"), max_size=30).map(clean_text)


@given(words.filter(lambda text: bool(text.strip())), words)
def test_any_text_survives(french: str, remark: str) -> None:
    """Whatever letters a language has: only blanks around a sentence are cut."""
    unit = TranslationUnit(french.strip(), f"EN {french.strip()}", previous=remark)
    assert read(written(unit)) == [unit]


def test_the_translate_toolkit_reads_what_is_written() -> None:
    """Another program finds the same texts in it."""
    toolkit: Any = tmxfile
    store = toolkit.parsestring(written(UNIT, PLAIN))
    told = [(unit.source, unit.target) for unit in store.units]
    assert told[1] == ("Fin.", "End.")
    assert "site" in told[0][0]
    assert "“the study”" in told[0][1]


def test_what_the_translate_toolkit_writes_is_read() -> None:
    """And the other way round."""
    toolkit: Any = tmxfile
    store = toolkit()
    store.addtranslation("Il pleut.", "fr", "It rains.", "en", None)
    assert [(unit.source, unit.target) for unit in read(bytes(store))] == [("Il pleut.", "It rains.")]


def test_marks_are_native_elements() -> None:
    """Pairs are bpt and ept, single marks ph, so that other tools protect them."""
    text = written(UNIT).decode()
    assert len(re.findall(r'<bpt i="1" x="1">', text)) == len(re.findall(r'<ept i="1">', text)) == 2
    assert len(re.findall(r'<ph x="2">', text)) == 2


@pytest.mark.parametrize(
    ("french", "english", "expected"),
    [
        (
            'a <bpt i="1" x="9">&lt;b></bpt>b<ept i="1">&lt;/b></ept>',
            '<bpt i="4" x="9"/>B<ept i="4"/> A',
            ("a <1>b</1>", "<1>B</1> A"),
        ),
        ('x<ph x="1">&lt;br></ph>y', 'X<ph x="1"/>Y', ("x<1/>y", "X<1/>Y")),
        ("x<ph/>y<ph/>", "X<ph/>Y<ph/>", ("x<1/>y<2/>", "X<1/>Y<2/>")),
        ('<it pos="begin" x="1"/>x', "X", ("<1/>x", "X")),
        ("x <hi>fort</hi>", "X <hi>strong</hi>", ("x fort", "X strong")),
        ("x<ph><sub>note</sub></ph>", "X", ("x<1/>", "X")),
        ("x<ut>code</ut>", "X", ("x<1/>", "X")),
        ("x <!-- rien -->y", "X y", ("x y", "X y")),
    ],
)
def test_inline_elements_of_other_tools_become_marks(
    french: str, english: str, expected: tuple[str, str]
) -> None:
    """Native code is left out, numbers are paired by x, else by order."""
    [unit] = read(tmx(tu(french, english)))
    assert (unit.source, unit.target) == expected


@pytest.mark.parametrize(
    ("languages", "expected"),
    [
        (("fr", "en"), "fr:en"),
        (("FR-FR", "EN-US"), "FR-FR:EN-US"),
        (("en-GB", "fr-CA"), "fr-CA:en-GB"),
        (("fr", "en-US", "en-GB"), "fr:en-GB"),
        (("fr_FR", "en"), "fr_FR:en"),
    ],
)
def test_languages_are_told_by_their_first_part(languages: tuple[str, ...], expected: str) -> None:
    """In any order; British English comes first where there are several."""
    versions = "".join(f'<tuv xml:lang="{language}"><seg>{language}</seg></tuv>' for language in languages)
    [unit] = read(tmx(f"<tu>{versions}</tu>"))
    assert f"{unit.source}:{unit.target}" == expected


def test_an_old_tmx_names_its_languages_without_a_prefix() -> None:
    """TMX 1.1 had lang where later ones have xml:lang."""
    body = '<tu><tuv lang="FR"><seg>Fin.</seg></tuv><tuv lang="EN"><seg>End.</seg></tuv></tu>'
    assert read(tmx(body)) == [PLAIN]


def test_provenance_is_taken_from_the_unit_or_its_versions() -> None:
    """The last change counts before the creation."""
    attributes = (
        'creationdate="20200101T101010Z" changedate="20210203T101010Z" changeid="Paul" creationid="Eve"'
    )
    [unit] = read(tmx(tu(attributes=attributes)))
    assert (unit.date, unit.reviewer) == ("2021-02-03", "Paul")


def test_units_without_a_pair_are_counted_not_guessed() -> None:
    """A memory of many languages gives what it has of ours."""
    reading = Reading()
    german = '<tu><tuv xml:lang="fr"><seg>Fin.</seg></tuv><tuv xml:lang="de"><seg>Ende.</seg></tuv></tu>'
    body = german + tu() + tu("", "")
    assert list(read_tmx(io.BytesIO(tmx(body)), reading)) == [PLAIN]
    assert (reading.pairs, reading.left_out) == (1, 2)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "iso-8859-1", "cp1252"])
def test_any_encoding_that_is_declared_is_read(encoding: str) -> None:
    """Older tools write UTF-16, and some Latin-1."""
    name = encoding.removesuffix("-sig")
    text = tmx(tu("L'été", "Summer"), prolog="").decode().replace('"1.0"', f'"1.0" encoding="{name}"', 1)
    [unit] = read(text.encode(encoding))
    assert unit.source == "L'été"


def test_a_doctype_alone_is_usual_and_never_fetched(tmp_path: Path) -> None:
    """The standard tells tools to name its DTD; we need not have it."""
    (tmp_path / "tmx14.dtd").write_text("<!ENTITY oops 'x'> not a DTD <")
    prolog = f'<!DOCTYPE tmx SYSTEM "{tmp_path / "tmx14.dtd"}">'
    assert read(tmx(tu(), prolog=prolog)) == [PLAIN]


BOMB = (
    '<!DOCTYPE tmx [<!ENTITY a "ha">'
    + "".join(
        f'<!ENTITY {"abcdefghijklm"[n]} "{("&" + "abcdefghijklm"[n - 1] + ";") * 10}">' for n in range(1, 13)
    )
    + "]>"
)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (tmx(tu("&secret;"), prolog='<!DOCTYPE tmx [<!ENTITY secret SYSTEM "SECRET">]>'), "declares entities"),
        (tmx(tu("&m;"), prolog=BOMB), "declares entities"),
        (tmx(tu("&m;"), prolog=BOMB, header='srclang="&m;"'), "declares entities|entities"),
        (
            tmx(tu(), prolog='<!DOCTYPE tmx [<!ENTITY % p SYSTEM "SECRET"> %p;]>'),
            "declares entities",
        ),
        (tmx(tu() * 3)[:-40], "cut short"),
        (b"", "cut short"),
        (b"<?xml version='1.0'?><html><body/></html>", "no TMX file"),
        (b"Bonjour", "no TMX file"),
        (tmx("<tu><tuv></tu>"), "not well-formed"),
        (tmx(tu("&nbsp;")), "not well-formed XML .*nbsp"),
        (tmx(tu("été")).decode().encode("latin-1"), "encoding"),
        (tmx(tu()).replace(b'"1.0"', b'"1.0" encoding="klingon"'), "encoding"),
        (tmx(""), "no translation units"),
        (gzip.compress(tmx(tu())), "encoding|cut short"),
        (
            tmx('<tu><tuv xml:lang="de"><seg>x</seg></tuv><tuv xml:lang="es"><seg>y</seg></tuv></tu>'),
            "no French-English pair, only de, es",
        ),
        (tmx(tu("é" * 11_000_000)), "millions"),
    ],
    ids=[
        "external entity", "bomb", "bomb in an attribute", "parameter entity", "truncated", "empty", "html", "text",
        "unbalanced", "unknown entity", "wrong encoding", "unknown encoding", "no units", "zipped", "other languages",
        "endless text",
    ],
)  # fmt: skip
def test_bad_files_get_one_sentence(data: bytes, sentence: str, tmp_path: Path) -> None:
    """Nothing is fetched, nothing grows, and the user is told what to do."""
    secret = tmp_path / "secret.txt"
    secret.write_text("<!ENTITY x 'geheim'>")
    path = tmp_path / "bad.tmx"
    path.write_bytes(data.replace(b"SECRET", str(secret).encode()))
    with path.open("rb") as stream, pytest.raises(TmxError, match=sentence) as caught:
        list(read_tmx(stream))
    assert str(caught.value).startswith(str(path))
    assert "geheim" not in str(caught.value)


def test_a_large_file_is_read_in_little_memory() -> None:
    """Units are dropped as they are read."""

    class Endless(io.RawIOBase):
        def __init__(self) -> None:
            self.parts = self._parts()

        def _parts(self) -> Iterator[bytes]:
            yield b'<?xml version="1.0"?><tmx version="1.4"><header/><body>'
            for number in range(20_000):
                yield tu(f"Phrase {number} " + "x" * 200).encode()
            yield b"</body></tmx>"

        def read(self, _size: int = -1) -> bytes:
            return next(self.parts, b"")

    tracemalloc.start()
    stream: Any = Endless()
    count = sum(1 for _ in read_tmx(stream))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 20_000
    assert peak < 3_000_000


def test_control_characters_and_strange_dates_do_not_spoil_the_file() -> None:
    """What XML cannot hold is left out on the way."""
    unit = replace(PLAIN, source="Fi\x07n.", reviewer="A\x00b", date="hier", document="d\x1b")
    assert read(written(unit)) == [replace(PLAIN, reviewer="Ab", document="d")]


def test_marks_without_partner_are_written_as_isolated_ones() -> None:
    """A mark that was opened and not closed must not break the XML's pairs."""
    assert read(written(TranslationUnit("a <1>b", "a <1>b"))) == [TranslationUnit("a <1/>b", "a <1/>b")]
