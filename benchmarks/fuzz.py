"""Damaged files for every reader: each must be read, or refused in one sentence; nothing else may come of it.

    python -m benchmarks.fuzz [--count 20000] [--seed 1] [--only xlsx] [--keep FOLDER]

Each input is one of the seeds with some bytes flipped, cut, doubled, or put in from a list of words that have hurt readers
before; zip packages are also damaged within their members, their names and their directory. The same seed makes the same
inputs. The table says how many were read, refused, failed (another error than ours, or a warning) and slow.
"""

import argparse
import io
import os
import random
import re
import sys
import tempfile
import time
import traceback
import warnings
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import docx

from passerelle.glossary.concept import Concept
from passerelle.glossary.errors import PasserelleError
from passerelle.glossary.formats.exchange import FORMATS, read_exchange
from passerelle.glossary.merge import merge_import
from passerelle.glossary.proposals import accept_into
from passerelle.glossary.termbase import load_termbase
from passerelle.translate.catalog.entry import Catalog, Entry, Header, State
from passerelle.translate.cms import read_export
from passerelle.translate.engine.choice import read_choice
from passerelle.translate.engine.packages import open_package
from passerelle.translate.formats.articles import detect_format, read_document, write_document
from passerelle.translate.formats.catalog_file import load_catalog
from passerelle.translate.formats.po.write import write_po
from passerelle.translate.formats.review_sheet import write_review
from passerelle.translate.formats.tmx.read import read_tmx
from passerelle.translate.formats.tmx.write import write_tmx
from passerelle.translate.formats.xliff.write import write_xliff
from passerelle.translate.memory import learn, open_memory
from passerelle.translate.memory.unit import TranslationUnit
from passerelle.translate.text.document import BlockKind
from passerelle.translate.workflows.unapplied import load_sheet

SLOW = 10.0
"""Seconds in which a small damaged file must be done with."""

_CATALOG = Catalog(
    Header("doc", "doc.md"),
    (
        Entry("title-1", BlockKind.TITLE, "Un essai", "A trial", State.APPROVED),
        Entry("p-2", BlockKind.PARAGRAPH, "Voir <1>le site</1> : 12,5 %.", "See <1>the site</1>: 12.5%."),
    ),
)
_MARKDOWN = """---
title: "Un essai"
lang: fr
---

# Un **essai** à [Nantes](https://example.org/a "là")

- Premier point, `code` et ![une image](a.png)
- Second point[^1]

| Centre | Patients |
|---|---|
| Nantes | 1 200 |

> Une citation.

[^1]: Une note.
"""
_HTML = """<!DOCTYPE html><html lang="fr"><head><meta charset="utf-8"><title>Un essai à Nantes aujourd’hui</title></head>
<body><nav><a href="/">Accueil</a></nav><article><h1>Un essai</h1><p>Voir <a href="/a"><b>le site</b></a>,
<img src="a.png" alt="une image à voir"> et 12,5&nbsp;%.</p><ul><li>Un point<br>ici</li></ul></article></body></html>"""
_FEED = """<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>Les brèves</title><language>fr</language>
<item><title>Un essai &amp; deux</title><description>&lt;p&gt;Un &lt;b&gt;essai&lt;/b&gt;.&lt;/p&gt;</description>
<content:encoded><![CDATA[<p>Voir <a href="/a">le site</a>.</p>]]></content:encoded></item></channel></rss>"""
_PDF = b"""%PDF-1.7
1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj
2 0 obj << /Type /Pages /Kids [3 0 R 3 0 R] /Count 2 >> endobj
3 0 obj << /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F 5 0 R >> >> /Contents 4 0 R
/Annots [<< /Type /Annot /Subtype /Link /Rect [100 700 200 720] /A << /S /URI /URI (https://example.org/a) >> >>] >> endobj
4 0 obj << /Length 400 >> stream
BT /F 20 Tf 50 780 Td (Un essai) Tj ET
BT /F 10 Tf 12 TL 50 740 Td (Le premier paragraphe parle de 12,5 % des pa-) Tj T* (tients de Nantes.) Tj /F 6 Tf 4 Ts (1) Tj ET
BT /F 10 Tf 0 Ts 350 740 Td (Une colonne) Tj 0 -12 Td (et la suite.) Tj 0 -12 Td (Fin.) Tj ET
50 500 m 300 500 l S 50 480 m 300 480 l S 50 460 m 300 460 l S 50 460 m 50 500 l S 150 460 m 150 500 l S 300 460 m 300 500 l S
BT /F 10 Tf 60 485 Td (Centre) Tj 100 0 Td (Patients) Tj -100 -20 Td (Nantes) Tj 100 0 Td (1 200) Tj ET
BT /F 6 Tf 50 40 Td (1 Une note.) Tj ET BT /F 9 Tf 0 1 -1 0 580 400 Tm (en marge) Tj ET
endstream endobj
5 0 obj << /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >> endobj
trailer << /Root 1 0 R >>
%%EOF
"""
_TEXT = "Un essai à Nantes\n\nLe premier paragraphe parle de 12,5 % des patients.\n\n- un point\n- un autre\n"
_GLOSSARY = (
    "id\tfr\ten\ten_variants\ncms\tcentre\\|médico\tmedical centre\tcentre | center\nchu\tCHU\thospital\t\n"
)
_CONCEPTS = (
    Concept(
        "chu",
        "centre hospitalier",
        "hospital | centre",
        "d",
        ("CH <1>",),
        ("CHU",),
        ("clinic",),
        definition="A place.",
    ),
    Concept(
        "lit", "lit", "bed", "d", forbidden=("berth",), contexts=("Un lit.",), target_contexts=("A bed.",)
    ),
)
_FOREIGN = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n#, fuzzy\nmsgctxt "a"\nmsgid "un"\nmsgid_plural "deux"\nmsgstr[0] ""\nmsgstr[1] "two"\n'
_METADATA = b'{"from_code": "fr", "to_code": "en", "name": "x", "package_version": "1", "signs": {"nouns": [1, 5], "names": [6, 9]}}'


def _word() -> bytes:
    document = docx.Document()
    document.add_heading("Un essai", 1)
    document.add_paragraph("Voir ").add_run("le site").bold = True
    document.add_table(1, 2).cell(0, 0).text = "Un tableau"
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _open_document() -> bytes:
    body = (
        "<text:h>Un essai</text:h><text:p>Voir <text:a>le <text:span>site</text:span></text:a><text:s/><text:note>"
        "<text:note-body><text:p>Une note.</text:p></text:note-body></text:note></text:p><text:list><text:list-item>"
        "<text:p>Un point</text:p></text:list-item></text:list>"
    )
    spaces = " ".join(
        f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{prefix}:1.0"'
        for prefix in ("office", "text")
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as zipped:
        zipped.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        content = f"<office:document-content {spaces}><office:body><office:text>{body}</office:text></office:body></office:document-content>"
        zipped.writestr("content.xml", content)
    return out.getvalue()


def _written(write: Callable[[io.BytesIO], object]) -> bytes:
    out = io.BytesIO()
    write(out)
    return out.getvalue()


def _text_of(write: Callable[[io.StringIO], object]) -> bytes:
    out = io.StringIO()
    write(out)
    return out.getvalue().encode()


def _package() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as zipped:
        for name, data in (
            ("fr_en/metadata.json", _METADATA),
            ("fr_en/model/model.bin", b"0"),
            ("fr_en/model/config.json", b"{}"),
            ("fr_en/sentencepiece.model", b"0"),
        ):
            zipped.writestr(name, data)
    return out.getvalue()


def _memory() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "memory.sqlite"
        with open_memory(path) as memory:
            learn(memory, _CATALOG, load_termbase(curated=False))
        return path.read_bytes()


def _read_article(path: Path) -> None:
    """Read an article and write it again with other words, in each format that it can have."""
    document = read_document(path)
    targets = {block.id: block.text.upper() for block in document.blocks[::2]}
    for kind in detect_format(path, path.read_bytes()).writers:
        write_document(io.BytesIO(), path, targets, {block.id for block in document.blocks[1::2]}, kind=kind)


def _read_tmx(path: Path) -> None:
    with path.open("rb") as stream:
        for _ in read_tmx(stream):
            pass


def _read_export(path: Path) -> None:
    for unit in read_export(path).units:
        _ = unit.parts


def _read_memory(path: Path) -> None:
    with open_memory(path) as memory:
        learn(memory, _CATALOG, load_termbase(curated=False))


def _read_settings(path: Path) -> None:
    os.environ["PASSERELLE_CONFIG"] = str(path.parent)
    read_choice()


@dataclass(frozen=True, slots=True)
class Reader:
    """A kind of file: the name that its inputs have, whole ones to damage, and what reads them."""

    name: str
    seeds: tuple[bytes, ...]
    read: Callable[[Path], object]


def make_readers() -> tuple[Reader, ...]:
    """Return every reader of files from outside."""
    sheet = _written(lambda out: write_review(out, _CATALOG))
    tmx = _written(lambda out: write_tmx(out, [TranslationUnit("Un <1>an</1>.", "A <1>year</1>.")]))
    catalogue = _text_of(lambda out: write_po(out, _CATALOG))
    return (
        Reader("a.md", (_MARKDOWN.encode(), _MARKDOWN.encode("utf-16")), _read_article),
        Reader("a.txt", (_TEXT.encode(), _TEXT.encode("cp1252")), _read_article),
        Reader("a.html", (_HTML.encode(),), _read_article),
        Reader("a.docx", (_word(),), _read_article),
        Reader("a.rss", (_FEED.encode(),), _read_article),
        Reader("a.odt", (_open_document(),), _read_article),
        Reader("a.pdf", (_PDF,), _read_article),
        Reader("doc.po", (catalogue,), load_catalog),
        Reader("export.po", (_FOREIGN.encode(), catalogue), _read_export),
        Reader("export.xlf", (_text_of(lambda out: write_xliff(out, _CATALOG)),), _read_export),
        Reader("doc.review.xlsx", (sheet,), load_sheet),
        Reader("a.tmx", (tmx,), _read_tmx),
        Reader("a.tsv", (_GLOSSARY.encode(), _GLOSSARY.encode("utf-16")), _read_glossary),
        Reader("a.csv", (_GLOSSARY.replace("\t", ";").encode("cp1252"),), _read_glossary),
        *(
            Reader(
                f"{form.name}-terms{form.suffixes[0]}", (form.write(_CONCEPTS),), partial(_import, form.name)
            )
            for form in FORMATS
        ),
        Reader("a.argosmodel", (_package(),), open_package),
        Reader("memory.sqlite", (_memory(),), _read_memory),
        Reader("settings.json", (b'{"model": "embedded"}',), _read_settings),
    )


def _read_glossary(path: Path) -> None:
    load_termbase([path], curated=False)


def _import(name: str, path: Path) -> None:
    """Do what an import does: read a glossary in a format of another program, merge it, and write what is taken."""
    imported = read_exchange(path.read_bytes(), domain="d", path=path, name=name)
    if imported.errors:
        raise imported.errors[0]
    taken = [each.concept for each in merge_import(imported, ()) if each.outcome.taken]
    accept_into(path.with_name(f"{path.name}.own.tsv"), taken, judged=True)


# Damage --------------------------------------------------------------------------------------------------------

_WORDS = [
    b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\x1b]0;x\x07", b"\x1a", b"\r", b"\xc3", b"\xed\xa0\x80", b"\xe2\x80\xa8", b"\xe2\x80\xae",
    b'<!DOCTYPE x [<!ENTITY a "aa">]>', b"&a;", b"&#0;", b"&#x1b;", b"]]>", b"<![CDATA[", b"<!--", b"-->", b"<", b"</p>", b"<1>", b"</1>",
    b"<99/>", b'"', b"\\", b"'", b"{", b"[" * 60, b"(" * 60, b"> " * 60, b"- " * 60, b"*" * 61, b"|", b"---\n", b"```", b"$(", b"%s",
    b"msgid", b"msgstr[9999999999]", b"#~ ", b"#, fuzzy\n", b"\n\n", b"\t", b";", b",", b"0", b"-1", b"99999999999999999999", b"NaN", b"1e999",
    b"null", b"../../x", b"/dev/zero", b"CON", b"PK\x05\x06", b"PK\x03\x04", b"xml:space", b'xmlns=""', b"passerelle:", b"A" * 3000,
]  # fmt: skip
_MEMBERS = [
    ".", "./", "..", "../x", "/x", "a/../x", "", " ", "x\\y", "C:/x", "\x1b]0;x\x07", "a" * 300, "stray.txt", "__MACOSX/x", "Thumbs.db",
    "xl/sharedStrings.xml", "[Content_Types].xml",
]  # fmt: skip


def damage(data: bytes, chance: random.Random) -> bytes:
    """Return a damaged copy of a file."""
    if data.startswith(b"PK") and chance.random() < 0.7:
        with suppress(zipfile.BadZipFile, RuntimeError, ValueError):
            return _damage_members(data, chance)
    return _damage_bytes(data, chance)


def _damage_bytes(data: bytes, chance: random.Random) -> bytes:
    out = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 4, 16))):
        place, end = sorted(chance.randrange(len(out) + 1) for _ in range(2)) if out else (0, 0)
        end = min(end, place + chance.choice((1, 2, 8, 64, 4000)))
        match chance.randrange(7):
            case 0 if out:
                out[min(place, len(out) - 1)] ^= 1 << chance.randrange(8)
            case 1:
                del out[place:end]
            case 2:
                out[place:place] = out[place:end] * chance.choice((1, 2, 50))
            case 3:
                out[place:end] = chance.randbytes(end - place)
            case 4:
                del out[place:]
            case _:
                out[place : chance.choice((place, end))] = chance.choice(_WORDS)
    return bytes(out)


def _damage_members(data: bytes, chance: random.Random) -> bytes:
    """Damage a zip package where a plain flip of bytes would only be told by its checksums."""
    if chance.random() < 0.3:  # its directory and end
        place = data.rindex(b"PK\x05\x06") - chance.choice((0, 0, 46, 200))
        tail = bytearray(data[place:])
        for _ in range(chance.choice((1, 2, 4))):
            tail[chance.randrange(len(tail))] = chance.randrange(256)
        return data[:place] + bytes(tail)
    with zipfile.ZipFile(io.BytesIO(data)) as whole:
        members = [(part.filename, whole.read(part)) for part in whole.infolist()]
    for _ in range(chance.choice((1, 1, 2))):
        place = chance.randrange(len(members))
        name, content = members[place]
        match chance.randrange(5):
            case 0:
                members[place] = (chance.choice(_MEMBERS), content)
            case 1:
                members.append((chance.choice([*_MEMBERS, name]), content))
            case 2 if len(members) > 1:
                del members[place]
            case _:
                members[place] = (name, _damage_bytes(content, chance))
    out = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as zipped:
        warnings.simplefilter("ignore")  # of names that stand twice
        for name, content in members:
            zipped.writestr(zipfile.ZipInfo(name), content)
    return out.getvalue()


# Trying --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Trial:
    """One damaged input and what came of it: ``read``, ``refused``, ``failed`` or ``slow``; ``details`` tell how it failed."""

    reader: str
    number: int
    data: bytes
    outcome: str
    seconds: float
    details: str = ""


def try_reader(reader: Reader, numbers: Sequence[int], folder: Path, seed: int) -> Iterator[Trial]:
    """Yield what comes of the inputs of these numbers; the same seed and number make the same input."""
    for number in numbers:
        chance = random.Random(f"{seed} {reader.name} {number}")  # noqa: S311  (no secret)
        data = damage(chance.choice(reader.seeds), chance)
        path = folder / f"{number % 50}" / reader.name
        path.parent.mkdir(exist_ok=True)
        for old in path.parent.glob(f"{reader.name}*"):
            old.unlink()
        path.write_bytes(data)
        begun = time.perf_counter()
        outcome, details = _outcome(reader, path)
        seconds = time.perf_counter() - begun
        if seconds > SLOW and outcome != "failed":
            outcome = "slow"
        yield Trial(reader.name, number, data, outcome, seconds, details)


def _outcome(reader: Reader, path: Path) -> tuple[str, str]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            reader.read(path)
    except PasserelleError as error:
        message = str(error)
        return ("refused", "") if message.strip() else ("failed", "says nothing")
    except Exception:  # noqa: BLE001  (whatever comes is what is looked for)
        return "failed", traceback.format_exc()
    return "read", ""


def main(arguments: Sequence[str]) -> int:
    """Print the table, and each failure once; exit with 1 where there is one."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--count", type=int, default=20_000, help="inputs in all")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="", help="readers whose files end so")
    parser.add_argument("--keep", type=Path, help="folder for the inputs that failed")
    options = parser.parse_args(arguments)
    readers = [reader for reader in make_readers() if reader.name.endswith(options.only)]
    counts: dict[str, Counter[str]] = {}
    told: set[str] = set()
    with tempfile.TemporaryDirectory() as name:
        os.environ["PASSERELLE_CACHE"] = str(Path(name) / "cache")
        for reader in readers:
            counts[reader.name] = Counter()
            for trial in try_reader(reader, range(options.count // len(readers)), Path(name), options.seed):
                counts[reader.name][trial.outcome] += 1
                kind = re.sub(r"\d+", "", "".join(trial.details.splitlines()[-4:]))[:200]
                if trial.outcome in ("failed", "slow") and kind not in told:
                    told.add(kind)
                    print(
                        f"{trial.reader} {trial.number}: {trial.outcome} {trial.seconds:.1f} s\n{trial.details}"
                    )
                    if options.keep:
                        options.keep.mkdir(parents=True, exist_ok=True)
                        (options.keep / f"{trial.number}-{trial.reader}").write_bytes(trial.data)
    outcomes = ("read", "refused", "failed", "slow")
    print(f"| file | {' | '.join(outcomes)} |\n|---|{'---:|' * len(outcomes)}")
    for reader_name, found in counts.items():
        print(f"| {reader_name} | {' | '.join(str(found[outcome]) for outcome in outcomes)} |")
    return int(any(found["failed"] or found["slow"] for found in counts.values()))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
