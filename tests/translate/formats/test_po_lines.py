"""Foreign PO files are read line by line, and edits leave everything but translations as it was, byte for byte."""

import codecs
from pathlib import Path

import polib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from passerelle.translate.formats.po.edit import NewTarget, changed_outside, drop_entries, edit_po
from passerelle.translate.formats.po.lines import PoError, quote_po, read_po_lines, write_po_lines

EXPORT = b"""# Exported by the site
#
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"X-Thing: kept   as it is\\n"

#. A remark
#: body.html:12  other.html:3
#, python-format
#| msgid "Avant"
msgctxt "body"
msgid ""
"Une phrase "
"en deux morceaux, %s."
msgstr ""

#, fuzzy, c-format
msgid   "Oui"
msgstr  "Yea"

  msgid "Un patient"
  msgid_plural "%d patients"
  msgstr[0] ""
  msgstr[1] ""

#~ msgid "Vieux"
#~ msgstr "Old"
# the last line has no end"""


def test_a_file_comes_back_byte_for_byte() -> None:
    """Reading and writing changes nothing."""
    assert write_po_lines(read_po_lines(EXPORT)) == EXPORT


def test_entries_hold_what_polib_reads(tmp_path: Path) -> None:
    """Strings, contexts, plurals, flags and obsolete entries are those that polib finds."""
    path = tmp_path / "x.po"
    path.write_bytes(EXPORT)
    ours = [(e.msgid, e.msgctxt, e.plural, e.fuzzy, e.obsolete) for e in read_po_lines(EXPORT).entries]
    theirs = [
        (e.msgid, e.msgctxt, e.msgid_plural or None, e.fuzzy, bool(e.obsolete))
        for e in polib.pofile(str(path))
    ]
    assert ours == theirs


def test_only_translations_and_the_fuzzy_flag_change() -> None:
    """The lines of an edited file that differ are those of its translations and flags."""
    po = read_po_lines(EXPORT)
    edited = edit_po(
        po,
        {
            0: NewTarget(('A “sentence”,\n"two" pieces, %s.',), fuzzy=True),
            1: NewTarget(("Yes",)),
            2: NewTarget(("One patient", "%d patients"), fuzzy=True),
        },
    )
    written = write_po_lines(edited).decode()
    assert changed_outside(po, read_po_lines(written.encode())) is None
    gone = [line for line in EXPORT.decode().split("\n") if line not in written.split("\n")]
    assert set(gone) == {
        "#, python-format",
        "#, fuzzy, c-format",
        'msgstr  "Yea"',
        '  msgstr[0] ""',
        '  msgstr[1] ""',
    }
    assert 'msgstr  "Yes"' in written
    assert "#, c-format" in written
    assert '#, fuzzy\n  msgid "Un patient"' in written
    assert written.endswith("# the last line has no end")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(b'"X-Thing: kept   as', b'"X-Thing: kept as', id="header"),
        pytest.param(b"#. A remark", b"#. Another remark", id="comment"),
        pytest.param(b'msgctxt "body"', b'msgctxt "title"', id="context"),
        pytest.param(b'"Une phrase "\n', b'"Une phrase"\n', id="source"),
        pytest.param(b'"Une phrase "\n"en', b'"Une phrase en', id="wrapping"),
        pytest.param(b'msgid   "Oui"', b'msgid "Oui"', id="whitespace"),
        pytest.param(b"#, python-format", b"#, no-python-format", id="flag"),
        pytest.param(b"\n\n#~ msgid", b"\n#~ msgid", id="blank line"),
        pytest.param(b'#~ msgid "Vieux"\n#~ msgstr "Old"\n', b"", id="obsolete entry"),
    ],
)
def test_the_proof_finds_any_other_change(before: bytes, after: bytes) -> None:
    """A change outside translations and fuzzy flags is found, whatever it is."""
    assert before in EXPORT
    assert changed_outside(read_po_lines(EXPORT), read_po_lines(EXPORT.replace(before, after))) is not None


@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\r"])
@pytest.mark.parametrize("mark", [b"", codecs.BOM_UTF8])
def test_line_ends_and_byte_order_mark_stay(end: bytes, mark: bytes) -> None:
    """New lines end as the old ones do, and a byte order mark stays where it was."""
    data = mark + EXPORT.replace(b"\n", end)
    po = read_po_lines(data)
    written = write_po_lines(edit_po(po, {0: NewTarget(("One\nTwo",), fuzzy=True)}))
    assert changed_outside(po, read_po_lines(written)) is None
    assert written.startswith(mark)
    assert written.count(b"\n") == (
        written.count(b"\r\n") if end == b"\r\n" else 0 if end == b"\r" else written.count(b"\n")
    )
    assert read_po_lines(written).entries[0].targets[0].text == "One\nTwo"


def test_a_code_page_is_written_as_it_was_read() -> None:
    """A file in the Latin code page that its header names stays in it."""
    data = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=ISO-8859-1\\n"\n\nmsgid "Été"\nmsgstr ""\n'.encode(
        "latin-1"
    )
    po = read_po_lines(data)
    assert po.entries[0].msgid == "Été"
    assert write_po_lines(edit_po(po, {0: NewTarget(("Café",))})) == data.replace(
        b'Et\xe9"\nmsgstr ""', b""
    ).replace('Été"\nmsgstr ""'.encode("latin-1"), 'Été"\nmsgstr "Café"'.encode("latin-1"))
    with pytest.raises(PoError, match="cannot hold “’”; export it as UTF-8"):
        write_po_lines(edit_po(po, {0: NewTarget(("It’s",))}))


def test_a_header_that_names_another_encoding_is_told_of() -> None:
    """UTF-8 under a Latin header is read as UTF-8, with a warning, and stays so."""
    data = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=ISO-8859-1\\n"\n\nmsgid "Été"\nmsgstr ""\n'.encode()
    po = read_po_lines(data)
    assert po.entries[0].msgid == "Été"
    assert "but the file is UTF-8" in po.warnings[0]
    assert write_po_lines(po) == data


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "holds no PO entries"),
        (b"<html></html>", "is no valid PO line"),
        (b'msgid "Oui"\n', "ends after a msgid: its end is missing"),
        (b'msgid "Oui\nmsgstr ""\n', "is no valid PO line"),
        (b'msgstr "Oui"\n', "has a msgstr where none is expected"),
        (b'"Oui"\n', "holds a text that belongs to no entry"),
        (b'msgid "a"\nmsgid "b"\nmsgstr ""\n', "has a msgid where none is expected"),
        (b'msgid "\xc3\x89t\xe9"\nmsgstr ""\n', "is not UTF-8 here"),
    ],
)
def test_broken_files_are_refused_in_a_sentence(data: bytes, message: str) -> None:
    """What cannot be read whole is refused with the reason."""
    with pytest.raises(PoError, match=message):
        read_po_lines(data)


def test_entries_are_left_out_with_their_comments() -> None:
    """A dropped entry takes its comments and the blank lines before it along; nothing else goes."""
    po = read_po_lines(EXPORT)
    kept = write_po_lines(drop_entries(po, {0}))
    assert b"Une phrase" not in kept
    assert b"A remark" not in kept
    assert kept.decode() in EXPORT.decode().replace(
        EXPORT.decode()[EXPORT.decode().index("\n#. A remark") : EXPORT.decode().index("\n#, fuzzy, c")], ""
    )


TEXTS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cs", "Cc"), include_characters='\n\t"\\'), max_size=30
)


@settings(max_examples=60, deadline=None)
@given(
    sources=st.lists(TEXTS.filter(str.strip), min_size=1, max_size=4, unique=True),
    target=TEXTS,
    fuzzy=st.booleans(),
)
def test_any_text_survives_an_edit(sources: list[str], target: str, fuzzy: bool) -> None:  # noqa: FBT001
    """Whatever a translation holds, it is read back as written and nothing else moves."""
    data = "\n".join(f"msgid {quote_po(source)}\nmsgstr {quote_po('x')}\n" for source in sources).encode()
    po = read_po_lines(data)
    wanted = NewTarget((target,), fuzzy=fuzzy)
    after = read_po_lines(write_po_lines(edit_po(po, {0: wanted})))
    assert [entry.msgid for entry in after.entries] == sources
    assert after.entries[0].targets[0].text == target
    assert after.entries[0].fuzzy is fuzzy
    assert changed_outside(po, after) is None
