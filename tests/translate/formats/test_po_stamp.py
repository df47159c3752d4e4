"""A catalogue names other glossaries, and no other byte of it changes."""

import io

import pytest

from passerelle.glossary.termbase import GlossaryFile
from passerelle.translate.catalog.entry import Catalog, Entry, Header
from passerelle.translate.formats.po.stamp import name_glossaries
from passerelle.translate.formats.po.write import write_po
from passerelle.translate.text.document import BlockKind

FILES = (GlossaryFile("curated", "0c28"), GlossaryFile("own.tsv", "11"))


def written(version: str, files: tuple[GlossaryFile, ...]) -> bytes:
    """Return a catalogue in which more than the header speaks of glossaries."""
    notes = ('"X-Passerelle-Glossary: 0", says a note.', "", "Another.")
    header = Header(
        "doc", "doc.md", glossary=version, glossaries=files, notes=notes, extra=(("X-Own", version),)
    )
    entry = Entry(
        "p-1", BlockKind.PARAGRAPH, "X-Passerelle-Glossary: 0c28\n\nfin", "X-Passerelle-Glossary: 0c28\n\nend"
    )
    stream = io.StringIO()
    write_po(stream, Catalog(header, (entry,)))
    return stream.getvalue().encode()


@pytest.mark.parametrize(
    "files",
    [
        FILES,
        FILES[:1],
        (*FILES, GlossaryFile('ma maison/é=\\".tsv', "ff")),
        (GlossaryFile(" two  blanks\u00a0.tsv", "ab"),),
    ],
)
def test_it_is_as_if_written_with_them(files: tuple[GlossaryFile, ...]) -> None:
    """Whatever signs the names have."""
    before = written("0c28", FILES)
    after = name_glossaries(before, "91ab", files)
    assert after == written("91ab", files).replace(b"X-Own: 91ab", b"X-Own: 0c28")
    assert name_glossaries(after or b"", "0c28", FILES) == before


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'"X-Passerelle-Glossary: 0c28\\n"', b'"X-Passerelle-Glossary: "\n"0c28\\n"'),
        (b'"X-Passerelle-Glossary: 0c28\\n"\n', b""),
        (b'"X-Passerelle-Glossary: 0c28\\n"\n', b'"X-Passerelle-Glossary: 0c28\\n"\n' * 2),
        (b"\n", b"\r\n"),
    ],
)
def test_a_header_that_is_not_ours_to_the_letter_is_left(old: bytes, new: bytes) -> None:
    """It is for those who read it."""
    assert name_glossaries(written("0c28", FILES).replace(old, new), "91ab", FILES) is None


def test_files_that_it_does_not_name_are_not_added() -> None:
    """A catalogue of a version that named no files is written anew, too."""
    assert name_glossaries(written("0c28", ()), "91ab", FILES) is None
    assert name_glossaries(written("0c28", FILES), "91ab", ()) is None
