"""What the strings of an export get of a reviewed catalogue. No I/O."""

from dataclasses import replace

from passerelle.translate.catalog.entry import Catalog, Entry, State
from passerelle.translate.cms.export import Export, NewText, Unit
from passerelle.translate.cms.fill import OWN, part_ids
from passerelle.translate.cms.target import HONOUR_FUZZY, Target
from passerelle.translate.cms.view import BROKEN, View
from passerelle.translate.formats.fragment import fragments, write_parts


def held_as_drafts(view: View) -> Catalog:
    """Return the catalogue with every reviewed text that may not be seen waiting for a review again."""
    entries = (
        replace(entry, state=State.NEEDS_WORK) if entry.state.reviewed and not view.shows(entry) else entry
        for entry in view.catalog.entries
    )
    return replace(view.catalog, entries=tuple(entries))


def export_texts(export: Export, view: View, target: Target) -> tuple[dict[str, NewText], list[str]]:
    """Return what goes into the exported file, and the units to leave out."""
    entries = {entry.block_id: entry for entry in view.catalog.current}
    texts: dict[str, NewText] = {}
    drop = []
    for unit in export.units:
        own = [entries.get(name) for name in part_ids(unit)]
        found = [entry for entry in own if entry is not None]
        text = _unit_text(unit, found, view) if found and len(found) == len(own) else None
        hidden = text is None or (text.draft and not all(map(view.shows, found)))
        if text is not None and not hidden and target in HONOUR_FUZZY:
            text = NewText(text.text)  # what is fuzzy there would not be seen, allowed or not
        if text is not None and not (hidden and target in (Target.WAGTAIL, Target.DRUPAL)):
            texts[unit.id] = text
        elif target is Target.DRUPAL and (not unit.target or unit.draft):
            drop.append(unit.id)
    return texts, drop


def _unit_text(unit: Unit, entries: list[Entry], view: View) -> NewText | None:
    """Return the text of a unit, a draft where a part of it is none that may be seen; None where it is not to change."""
    if not all(entry.target for entry in entries):
        return None
    reviewed = all(entry.state.reviewed and view.reason(entry) != BROKEN for entry in entries)
    if all(entry.origin == OWN for entry in entries) and not (unit.draft and reviewed):
        return None
    fresh = all(
        entry.source == fragment.text for entry, fragment in zip(entries, fragments(unit.parts), strict=True)
    )
    text = write_parts(unit.parts, [entry.target for entry in entries]) if fresh else unit.target
    if not fresh or (text == unit.target and not unit.draft):
        return None
    if unit.target and not (reviewed or all(map(view.shows, entries))):
        return None
    return NewText(text, draft=not reviewed)
