"""From a reviewed catalogue to the file that a content system, a program or a reader gets: who may see what."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Sized
from contextlib import suppress
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path, PurePosixPath

import polib

from passerelle.glossary.errors import PasserelleError
from passerelle.glossary.files import write_atomically
from passerelle.translate.catalog.entry import Catalog, Entry
from passerelle.translate.cms.export import Export, read_export, write_export
from passerelle.translate.cms.fill import OWN, part_ids
from passerelle.translate.cms.notice import disclosure_line, unreviewed_line
from passerelle.translate.cms.posts import ready_posts, told_of_incomplete, write_posts
from passerelle.translate.cms.readers import Page, plan_page, write_article, write_json
from passerelle.translate.cms.source import article_format, find_source, is_feed, page_suffix, read_source
from passerelle.translate.cms.target import ARTICLES, Target
from passerelle.translate.cms.told import FEW, told_of_doubt, told_of_left_out
from passerelle.translate.cms.units import export_texts, held_as_drafts
from passerelle.translate.cms.view import Held, View, held_as_json
from passerelle.translate.formats.articles import FEED
from passerelle.translate.formats.catalog_file import load_catalog
from passerelle.translate.formats.fragment import fragments
from passerelle.translate.formats.po.publish import write_published_po
from passerelle.translate.formats.xliff.write import write_xliff
from passerelle.translate.text.phrases import counted

PUBLISHED = Path("published")
"""Where published files go, below the folder in which the command is run."""


class PublishError(PasserelleError):
    """A catalogue cannot be published so."""


_EXPORTS = (".po", ".pot", ".xlf", ".xliff", ".xml")


@dataclass(frozen=True, slots=True)
class PublishOptions:
    """What the user asked for.

    ``source`` is the exported file or the French article, or a folder below which it lies, where that is not the current
    one. ``mo`` compiles a PO file, ``disclosure`` adds a line that tells readers how the English came to be. ``partial``
    writes an article of which texts are missing. Unreviewed texts, and those with errors that nobody waived, are kept back unless allowed.
    """

    target: Target
    out: Path = PUBLISHED
    source: Path | None = None
    allow_unreviewed: bool = False
    disclosure: bool = False
    mo: bool = False
    allow_errors: bool = False
    partial: bool = False


@dataclass(frozen=True, slots=True)
class Published:
    """What was written.

    ``path`` is None where an article would have had no word of English, or not all; it is a folder where each item of a feed
    has a page. ``visible`` and ``unreviewed`` entries can be seen, the latter because it was allowed.

    ``withheld`` are the others by reason: a state, or ``changed``, where the French is another than the one reviewed.
    ``errors`` are the checks that an entry breaks and nobody waived, by block id, of those that are kept back for it or
    allowed nevertheless. ``missing`` are the texts that the article wants, ``incomplete`` the articles of a feed that were
    not written for want of them.
    """

    document: str
    path: Path | None
    visible: int
    unreviewed: int
    withheld: dict[str, int]
    mo: Path | None = None
    warnings: tuple[str, ...] = ()
    errors: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    missing: tuple[Held, ...] = ()
    incomplete: tuple[str, ...] = ()

    @property
    def whole(self) -> bool:
        """Whether a file was written that says something, and no article of a feed was left out."""
        return self.path is not None and self.visible > 0 and not self.incomplete


def publish(path: Path, options: PublishOptions) -> Published:
    """Publish the catalogue at ``path``.

    Raises:
        PublishError: the profile does not fit what was translated, or its source is missing or another now.
        PasserelleError: a file cannot be read or written.
    """
    catalog = load_catalog(path)
    source = find_source(path, catalog, options.source)
    export = _as_export(source) if source else None
    _refuse(path, catalog, options, source, export)
    view = View(
        catalog,
        frozenset(_changed(catalog, source, export)),
        options.allow_unreviewed,
        options.allow_errors,
    )
    page = _plan(view, source) if options.target in ARTICLES else None
    incomplete: tuple[str, ...] = ()
    if page and not options.partial and _as_posts(options.target, source):
        page, incomplete = ready_posts(page)
    shown = [entry for entry in catalog.current if view.shows(entry)] if page is None else page.shown
    missing = page.missing if page else ()
    errors = _errors(view)
    warnings = [] if source else list(_told_of_no_source(catalog, options))
    warnings += [*_told_of_nothing(catalog, shown, options), *_told_of_errors(catalog, errors, options)]
    warnings += told_of_doubt(catalog, shown)
    warnings += told_of_incomplete(catalog.header.document, incomplete)
    written = None
    if page is None or (shown and (options.partial or not missing)):
        written = options.out / f"{catalog.header.document}{_suffix(options.target, source, export)}"
        lines = _lines(shown, _ours(catalog.current) if page is None else page.document.blocks, options)
        warnings += told_of_left_out(catalog, page.document.left_out if page else ())
        warnings += _write(written, view, page, options, source, export, lines)
    compiled = _compile(written, catalog) if options.mo and written else None
    return Published(
        catalog.header.document,
        written,
        len(shown),
        sum(not entry.state.reviewed for entry in shown),
        view.withheld(),
        compiled,
        tuple(warnings),
        errors,
        missing,
        incomplete,
    )


def held_back(path: Path, catalog: Catalog) -> tuple[Held, ...]:
    """Return what `publish` would keep back of the catalogue at ``path``, were nothing allowed.

    Where the article or the export is not there, or cannot be read, the catalogue alone is asked.
    """
    with suppress(PasserelleError):
        source = find_source(path, catalog)
        export = _as_export(source) if source else None
        view = View(catalog, frozenset(_changed(catalog, source, export)))
        return tuple(view.held()) if export or not source else _plan(view, source).missing
    return tuple(View(catalog).held())


def _plan(view: View, source: Path | None) -> Page:
    assert source is not None  # or the profile was refused
    return plan_page(read_source(source, view.catalog), view)


def _ours(entries: Iterable[Entry]) -> list[Entry]:
    """Return the entries that did not come with the export."""
    return [entry for entry in entries if entry.origin != OWN]


def _errors(view: View) -> dict[str, tuple[str, ...]]:
    """Return the checks that entries break and nobody waived, by block id, where they could be seen but for that."""
    seen = replace(view, allow_errors=True)
    broken = (entry for entry in _ours(view.catalog.current) if seen.shows(entry) and entry.open_errors)
    return {entry.block_id: entry.open_errors for entry in broken}


def _told_of_errors(
    catalog: Catalog, errors: Mapping[str, Sequence[str]], options: PublishOptions
) -> Iterator[str]:
    if errors:
        first = ", ".join(f"{name} ({', '.join(checks)})" for name, checks in islice(errors.items(), FEW))
        more = ", …" if len(errors) > FEW else ""
        texts = counted(len(errors), "text")
        be = "is" if len(errors) == 1 else "are"
        fate = f"{be} published with" if options.allow_errors else f"{be} kept back for"
        otherwise = "" if options.allow_errors else ", or allow them with --allow-errors"
        yield (
            f"{texts} of {catalog.header.document} {fate} errors that nobody waived: {first}{more}."
            f" Correct or waive them in the review sheet, then publish again{otherwise}."
        )


def _told_of_nothing(catalog: Catalog, shown: Collection[Entry], options: PublishOptions) -> Iterator[str]:
    if not shown:
        file = ", and no file was written" if options.target in ARTICLES else ""
        yield (
            f"Nothing of {catalog.header.document} is published{file}: no text of it is reviewed, up to date and free of"
            " errors; review it, then publish again."
        )


def _told_of_no_source(catalog: Catalog, options: PublishOptions) -> Iterator[str]:
    if catalog.header.path:
        yield (
            f"{catalog.header.document} was made from {catalog.header.path}, which is not in"
            f" {options.source or 'this folder'} or below it: whether its French is still the same was not looked at. Give"
            " it with --source, or a folder above it."
        )


def _as_export(source: Path) -> Export | None:
    return None if source.suffix.lower() not in _EXPORTS or is_feed(source) else read_export(source)


def _refuse(
    path: Path, catalog: Catalog, options: PublishOptions, source: Path | None, export: Export | None
) -> None:
    """Say why a profile does not fit, before anything is written."""
    target = options.target
    needs_source = target in (*ARTICLES, Target.WAGTAIL)
    if needs_source and source is None:
        raise PublishError(
            f"was made from {catalog.header.path or 'a file'}, which is not in {options.source or 'this folder'} or below"
            " it; give it with --source, or a folder above it.",
            path=path,
        )
    if target is Target.WAGTAIL and (export is None or export.system != "wagtail"):
        raise PublishError(
            "was not filled from a PO file of Wagtail, and Wagtail imports no other; export one there and run “passerelle fill”.",
            path=path,
        )
    if target in ARTICLES and source is not None:
        _refuse_other_article(path, target, source, export)
    if options.mo and target not in (Target.GETTEXT, Target.WEBLATE, Target.DRUPAL):
        raise PublishError("--mo compiles PO files; use it with --profile gettext.")


def _refuse_other_article(path: Path, target: Target, source: Path, export: Export | None) -> None:
    """Say which profile fits where an article cannot be rebuilt as ``target``."""
    if export is None:
        own = article_format(source)
        kind, fits, fitting = own.name, [*own.writers], " or ".join(own.writers)
    else:
        kind, fits = "an exported file", []
        fitting = export.system or ("gettext, weblate or drupal" if export.is_po else "xliff or drupal")
    if kind == FEED.name:
        fits, fitting = [*fits, str(Target.HTML)], "feed, or html for a page an item"
    if str(target) not in fits:
        raise PublishError(
            f"was made from {source.name} ({kind}), and cannot be rebuilt as {target}; use --profile {fitting}.",
            path=path,
        )


def _changed(catalog: Catalog, source: Path | None, export: Export | None) -> set[str]:
    """Return the entries whose French is no longer what the source file has."""
    if source is None:
        return set()
    if export is not None:
        today = {
            name: fragment.text
            for unit in export.units
            for name, fragment in zip(part_ids(unit), fragments(unit.parts), strict=True)
        }
    else:
        today = {block.text: block.text for block in read_source(source, catalog).blocks}
        return {entry.block_id for entry in catalog.current if entry.source not in today}
    return {entry.block_id for entry in catalog.current if today.get(entry.block_id) != entry.source}


def _lines(shown: Collection[Entry], wanted: Sized, options: PublishOptions) -> list[str]:
    """Return what the file must say of itself; ``wanted`` is all that could have been translated."""
    reviewed = [entry for entry in _ours(shown) if entry.state.reviewed]
    lines = [disclosure_line(reviewed, len(wanted))] if options.disclosure else []
    unreviewed = sum(not entry.state.reviewed for entry in shown)
    return [*lines, unreviewed_line(unreviewed)] if unreviewed else lines


def _suffix(target: Target, source: Path | None, export: Export | None) -> str:
    if _as_posts(target, source):
        return ""
    if target in ARTICLES and source is not None:
        return f".en{page_suffix(source, str(target))}"
    if target is Target.XLIFF or (target is Target.DRUPAL and export is not None and not export.is_po):
        return f".{target}.xlf"
    return ".json" if target is Target.JSON else f".{target}.po"


def _as_posts(target: Target, source: Path | None) -> bool:
    return target is Target.HTML and source is not None and is_feed(source)


def _write(
    path: Path,
    view: View,
    page: Page | None,
    options: PublishOptions,
    source: Path | None,
    export: Export | None,
    lines: list[str],
) -> list[str]:
    target, note = options.target, "\n".join(lines)
    fits = export is not None and export.is_po is (target is not Target.XLIFF)
    if target is Target.JSON:
        write_json(path, view, lines)
    elif page is not None and source is not None and _as_posts(target, source):
        write_posts(path, page, source, lambda shown, blocks: _lines(shown, blocks, options))
    elif page is not None and source is not None:
        write_article(path, page, source, str(target), lines)
    elif export is not None and (fits or target is Target.DRUPAL):
        texts, drop = export_texts(export, view, target)
        write_export(path, export, texts, drop=drop, note=note)
        if target is Target.WAGTAIL and lines:
            return ["Wagtail shows no such line: it stands in the file only; put it in the page’s template."]
    elif target is Target.XLIFF:
        with write_atomically(path) as stream:
            write_xliff(stream, held_as_drafts(view), note=note)
    else:
        drop_hidden = target is Target.DRUPAL
        with write_atomically(path) as stream:
            write_published_po(stream, view.catalog, visible=view.shows, drop_hidden=drop_hidden, note=note)
    return []


def _compile(path: Path, catalog: Catalog) -> Path:
    """Compile the PO file beside it; fuzzy entries are left out, as msgfmt does."""
    try:
        po = polib.pofile(str(path))
    except (OSError, ValueError, LookupError) as error:
        raise PublishError(
            f"is written, but cannot be compiled ({error}); mend the export.", path=path
        ) from error
    keys = [(entry.msgctxt, entry.msgid) for entry in po if not entry.obsolete]
    if len(keys) != len(set(keys)):
        raise PublishError(
            "holds a string twice and cannot be compiled; remove one in the export.", path=path
        )
    compiled = path.with_name(f"{PurePosixPath(catalog.header.document).name}.mo")
    with write_atomically(compiled, binary=True) as stream:
        stream.write(po.to_binary())
    return compiled


def summary_of(published: Published) -> dict[str, object]:
    """Return plain data for JSON."""
    return {
        "document": published.document,
        "file": str(published.path) if published.path else None,
        "mo": str(published.mo) if published.mo else None,
        "visible": published.visible,
        "unreviewed": published.unreviewed,
        "withheld": published.withheld,
        "errors": {name: list(checks) for name, checks in published.errors.items()},
        "missing": held_as_json(published.missing),
        "incomplete": list(published.incomplete),
        "warnings": list(published.warnings),
    }
