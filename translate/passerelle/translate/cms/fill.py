"""Fill an export: its strings become a document, the document goes the usual way, the English goes back into the strings."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from passerelle.translate.catalog.entry import Catalog, Entry, Header, State
from passerelle.translate.catalog.findings import Finding, Severity
from passerelle.translate.catalog.summary import Summary, recount
from passerelle.translate.cms.export import Export, ExportError, NewText, Unit, read_export, write_export
from passerelle.translate.cms.slug import make_slug
from passerelle.translate.cms.told import told_of_kept, told_of_long
from passerelle.translate.formats.fragment import find_problems, fragments, match_parts, write_parts
from passerelle.translate.formats.xliff.read import Xliff
from passerelle.translate.pipeline import Translation
from passerelle.translate.text.document import Block, BlockKind, Document, document_name_problem

GROUP = 1000
"""Texts translated together: longer than any article, short enough for any memory."""

OWN = "content system"
"""The origin of a translation that the export had already."""

MANY = 5000
"""Strings beyond which a file is no page: what it has in English already is then no context, and not shown for review."""

Translate = Callable[[Document, Catalog | None], Translation]
"""The usual way of a document, given the catalogue of its earlier run."""

Check = Callable[[Sequence[Catalog]], Iterator[Catalog]]
"""Gives the catalogues of all groups, each by itself, their findings and ledgers."""


@dataclass(frozen=True, slots=True)
class Filled:
    """What became of an export. ``catalog`` holds its strings for the review, ``path`` is the filled file.

    ``filled``, ``kept`` and ``skipped`` count strings: newly translated, translated before, and without words. The forms
    of a plural are one string, as they are for the system that imports them.
    """

    path: Path
    catalog: Catalog
    summaries: tuple[Summary, ...]
    system: str
    filled: int
    drafts: int
    kept: int
    skipped: int
    warnings: tuple[str, ...]


def fill_file(
    path: Path,
    out: Path,
    translate: Translate,
    *,
    previous: Catalog | None = None,
    everything: bool = False,
    check: Check = iter,
) -> Filled:
    """Translate the empty strings of an export (all with ``everything``) and write the filled file to ``out``.

    ``previous`` is the catalogue of an earlier run: what it holds is not translated again, and reviewed texts are used.
    Unreviewed translations are marked as drafts in the file. ``check`` looks at all groups once they are translated, where
    ``translate`` does not.

    Raises:
        PasserelleError: the export, the model, the glossary, or a file to be written is at fault.
    """
    export = read_export(path)
    problem = document_name_problem(path.stem)
    if problem:
        raise ExportError(f"{problem}; rename it.", path=path)
    _refuse_other_language(export)
    existing, foreign, left_out = _existing(export, everything=everything)
    document = _document(export, skip=left_out)
    if not document.blocks:
        raise ExportError(
            "holds nothing to translate: every string is translated, or has no words.", path=path
        )
    held = _merge_previous(document, existing, previous)
    groups = list(_groups(document, held))
    translated = _checked([translate(part, own) for part, own in groups], check)
    translations = [_with_own_ids(each, part) for each, (part, _) in zip(translated, groups, strict=True)]
    catalog = _with_problems(_join(translations, held), export)
    catalog = _with_slug(catalog, export, previous)
    texts = texts_of(export, catalog, everything=everything)
    write_export(out, export, texts)
    done = {unit.id for unit in left_out}
    wordless = {unit.id for unit in export.units if unit.id not in done and not fragments(unit.parts)}
    filled = _strings(export, texts)
    without_words = _strings(export, wordless) - filled
    return Filled(
        out,
        catalog,
        tuple(translation.summary for translation in translations),
        export.system,
        filled=len(filled),
        drafts=len(_strings(export, [name for name, text in texts.items() if text.draft])),
        kept=len(_strings(export, (unit.id for unit in export.units)) - filled - without_words),
        skipped=len(without_words),
        warnings=(*export.warnings, *told_of_kept(foreign), *told_of_long(export, texts)),
    )


def _strings(export: Export, ids: Iterable[str]) -> set[object]:
    """Return what tells the strings apart to which these units belong."""
    wanted = set(ids)
    return {unit.index if export.is_po else unit.id for unit in export.units if unit.id in wanted}


def _refuse_other_language(export: Export) -> None:
    if not isinstance(export.file, Xliff):
        return
    source, target = export.file.source_language, export.file.target_language
    if source and not source.lower().startswith("fr"):
        raise ExportError(f"translates from “{source}”; Passerelle translates from French.", path=export.path)
    if target and not target.lower().startswith("en"):
        raise ExportError(
            f"is to be translated into “{target}”; Passerelle translates into English.", path=export.path
        )


def part_ids(unit: Unit) -> list[str]:
    """Return the block ids of the texts in a unit: its own id, with a number where there are several."""
    count = len(fragments(unit.parts))
    return [unit.id] if count == 1 else [f"{unit.id}.p{number}" for number in range(1, count + 1)]


def _is_slug(export: Export, unit: Unit) -> bool:
    return export.system == "wagtail" and unit.context.rpartition(".")[2] == "slug"


@dataclass(frozen=True, slots=True)
class _Held:
    """English that an export has already, in numbered marks."""

    text: str
    draft: bool


def _existing(
    export: Export, *, everything: bool
) -> tuple[dict[str, _Held], tuple[Unit, ...], tuple[Unit, ...]]:
    """Return the English that the export has, by block id; the units whose English is built otherwise; those left out.

    With ``everything`` the export's own translations are to be replaced.
    """
    texts: dict[str, _Held] = {}
    done = [unit for unit in export.units if unit.target and not everything and not _is_slug(export, unit)]
    if len(export.units) > MANY:
        return texts, (), tuple(done)
    foreign = []
    for unit in done:
        matched = match_parts(unit.parts, unit.target, xml=unit.xml, html=unit.html)
        if matched is None:
            foreign.append(unit)
        else:
            held = (_Held(text, unit.draft) for text in matched)
            texts.update(zip(part_ids(unit), held, strict=True))
    return texts, tuple(foreign), tuple(foreign)


_TITLES = ("title", "seo_title")
_HEADINGS = ("heading", "subtitle", "caption")


def _document(export: Export, skip: Iterable[Unit]) -> Document:
    left_out = {unit.id for unit in skip}
    blocks = []
    for unit in export.units:
        if unit.id in left_out or _is_slug(export, unit):
            continue
        for name, fragment in zip(part_ids(unit), fragments(unit.parts), strict=True):
            kind = fragment.kind if fragment.kind is not BlockKind.PARAGRAPH else _kind(unit.context)
            blocks.append(
                Block(kind, fragment.text, unit.line, marks=fragment.marks, section=unit.context, id=name)
            )
    return Document(export.path.stem, str(export.path), tuple(blocks))


def _kind(context: str) -> BlockKind:
    field = context.rpartition(".")[2]
    if field in _TITLES:
        return BlockKind.TITLE
    return BlockKind.HEADING if field in _HEADINGS else BlockKind.PARAGRAPH


def _merge_previous(document: Document, existing: Mapping[str, _Held], previous: Catalog | None) -> Catalog:
    """Return what needs no translation: the earlier catalogue, overruled by the translations that the export has."""
    old = {entry.block_id: entry for entry in previous.entries} if previous else {}
    for block in document.blocks:
        if block.id in existing:
            old[block.id] = _own_entry(block, existing[block.id], old.get(block.id))
    header = previous.header if previous else Header(document.name, document.path)
    return Catalog(header, tuple(old.values()))


def _own_entry(block: Block, held: _Held, before: Entry | None) -> Entry:
    """Return the entry of a translation that the content system has; a reviewer's other words are noted beside it."""
    if before and before.target == held.text and before.source == block.text:
        return before
    notes: tuple[str, ...] = before.notes if before else ()
    if before and before.state.reviewed:
        notes = (*notes, f"Reviewed here before the content system had another text: {before.target}")
    return Entry(
        block.id,
        block.kind,
        block.text,
        held.text,
        State.NEEDS_WORK if held.draft else State.APPROVED,
        block.line,
        block.section,
        OWN,
        notes=notes,
    )


def _groups(document: Document, held: Catalog) -> Iterator[tuple[Document, Catalog | None]]:
    """Yield the document in parts of bounded size, each with its share of the catalogue."""
    if len(document.blocks) <= GROUP:
        yield document, held if held.entries else None
        return
    for start in range(0, len(document.blocks), GROUP):
        blocks = document.blocks[start : start + GROUP]
        ids = {block.id for block in blocks}
        own = tuple(entry for entry in held.entries if entry.block_id in ids)
        yield replace(document, blocks=blocks), Catalog(held.header, own) if own else None


def _checked(translations: Sequence[Translation], check: Check) -> Iterator[Translation]:
    catalogs = check([each.catalog for each in translations])
    for each, catalog in zip(translations, catalogs, strict=True):
        yield Translation(catalog, recount(each.summary, catalog))


def _with_own_ids(translation: Translation, document: Document) -> Translation:
    """Return the translation with the ids of the export's strings.

    The merge lets a text whose French changed keep its older id, but the id of a string is made of its words: under the
    older one neither the filled nor the published file would find it.
    """
    pairs = zip(translation.catalog.current, document.blocks, strict=True)
    current = tuple(replace(entry, block_id=block.id) for entry, block in pairs)
    taken = {entry.block_id for entry in current}
    gone = []
    for entry in translation.catalog.entries:
        if entry.obsolete:
            own = replace(entry, block_id=_free_id(entry.block_id, taken))
            taken.add(own.block_id)
            gone.append(own)
    return replace(translation, catalog=replace(translation.catalog, entries=(*current, *gone)))


def _free_id(name: str, taken: Collection[str]) -> str:
    number, own = 2, name
    while own in taken:
        own, number = f"{name}.{number}", number + 1
    return own


def _join(translations: Sequence[Translation], held: Catalog) -> Catalog:
    """Return one catalogue of all parts; what stands in none of them any more is kept as obsolete."""
    current = [entry for translation in translations for entry in translation.catalog.current]
    gone = {
        entry.block_id: entry
        for translation in translations
        for entry in translation.catalog.entries
        if entry.obsolete
    }
    ids = {entry.block_id for entry in current}
    for entry in held.entries if len(translations) > 1 else ():
        if entry.block_id not in ids:
            gone[entry.block_id] = replace(entry, obsolete=True)
    return Catalog(translations[0].catalog.header, (*current, *gone.values()))


def _with_problems(catalog: Catalog, export: Export) -> Catalog:
    """Add to the findings what is wrong with the French itself."""
    told = {
        name: tuple(
            Finding("source-markup", Severity.WARNING, "markup", problem)
            for problem in dict.fromkeys(find_problems(unit.parts))
        )
        for unit in _present(export, catalog)
        for name in part_ids(unit)
    }
    entries = (
        replace(entry, findings=tuple(dict.fromkeys((*entry.findings, *told.get(entry.block_id, ())))))
        for entry in catalog.entries
    )
    return replace(catalog, entries=tuple(entries))


def _present(export: Export, catalog: Catalog) -> Iterator[Unit]:
    """Yield the units of which the catalogue holds anything; the others need not be taken apart."""
    known = {entry.block_id for entry in catalog.current}
    for unit in export.units:
        if unit.id in known or f"{unit.id}.p1" in known:
            yield unit


def _with_slug(catalog: Catalog, export: Export, previous: Catalog | None) -> Catalog:
    """Add the page's address: made of the English title, since a machine would translate it into words with blanks."""
    titles = {
        unit.context: part_ids(unit) for unit in export.units if unit.context.rpartition(".")[2] == "title"
    }
    by_id = {entry.block_id: entry for entry in catalog.entries}
    before = {entry.block_id: entry for entry in previous.entries} if previous else {}
    entries = list(catalog.entries)
    for unit in export.units:
        title = titles.get(unit.context.removesuffix("slug") + "title") if _is_slug(export, unit) else None
        own = by_id.get(title[0]) if title else None
        if own is None or not own.target:
            continue
        old = before.get(unit.id)
        kept = old is not None and old.state.touched and old.source == unit.source
        text = unit.target or make_slug(own.target)
        state = State.APPROVED if unit.target else State.DRAFT
        fresh = Entry(unit.id, BlockKind.CAPTION, unit.source, text, state, unit.line, unit.context, "title")
        entries = [entry for entry in entries if entry.block_id != unit.id]
        entries.append(replace(old, obsolete=False) if old is not None and kept else fresh)
    return replace(catalog, entries=tuple(sorted(entries, key=lambda entry: entry.obsolete)))


def texts_of(export: Export, catalog: Catalog, *, everything: bool = False) -> dict[str, NewText]:
    """Return what the strings of an export are to say, drafts included; only empty ones unless ``everything``.

    A text that a reviewer changed since the content system exported it counts as empty.
    """
    entries = {entry.block_id: entry for entry in catalog.current}
    texts = {}
    for unit in _present(export, catalog):
        own = [entries.get(name) for name in part_ids(unit)]
        found = [entry for entry in own if entry is not None and entry.target]
        if not found or len(found) != len(own):
            continue
        text = write_parts(unit.parts, [entry.target for entry in found])
        reviewed = all(entry.state.reviewed for entry in found)
        ours = any(entry.origin != OWN for entry in found)
        if ours and text != unit.target and (not unit.target or everything or reviewed):
            texts[unit.id] = NewText(text, draft=not reviewed)
    return texts
