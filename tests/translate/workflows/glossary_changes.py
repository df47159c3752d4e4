"""Articles, a glossary, and what may change in it: for each change, the glossaries after it and the articles that it touches."""

from collections.abc import Mapping
from pathlib import Path

ARTICLES = {
    "bus": "# Le bus de prévention\n\nLe bus de prévention passe à Nantes, puis le dépistage organisé du cancer reprend.\n",
    "navettes": "# La navigation\n\nLes navettes spatiales partent. Des équipes de soins vertes arrivent.\n",
    "cris": "# LES NAVETTES DU GRAND LARGE\n\nIl reste un jour, et rien de plus n’est dit des soins.\n",
    "cellule": "# La cellule\n\nLa cellule est petite. La prison ferme, et la tumeur est loin.\n",
    "sigle": "# L’UMT\n\nL’unité mobile de terrain (UMT) est là ; elle est arrêtée ici.\n",
    "autre": "# Autre chose\n\nOn parle d’équipes et de soins, de bus et de prévention, de dépistage.\n",
}
COLUMNS = ("id", "fr", "fr_variants", "fr_abbr", "en", "en_variants", "en_us", "short", "first_use", "forbidden", "pos", "case", "dnt", "status", "cues", "definition", "note", "forbidden_why", "context_fr", "context_en")  # fmt: skip
Rows = Mapping[str, Mapping[str, str]]


def row(fr: str, en: str, **more: str) -> Mapping[str, str]:
    return {"fr": fr, "en": en, **more}


BASE: Rows = {
    "bus": row("bus de prévention", "prevention bus", forbidden="prevention coach"),
    "depistage": row("dépistage organisé du cancer", "cancer screening programme", en_us="cancer screening program"),
    "prison": row("cellule", "prison cell", cues="prison"),
    "corps": row("cellule", "body cell", cues="tumeur|organe"),
    "umt": row("unité mobile de terrain", "mobile field unit", fr_abbr="UMT", short="MFU", first_use="mobile field unit (MFU)"),
    "loin": row("chien de mer", "dogfish"),
    "vieux": row("grand large", "open sea", status="deprecated"),
}  # fmt: skip


def table(rows: Rows, remark: str = "") -> str:
    lines = (
        "\t".join((name, *(cells.get(column, "") for column in COLUMNS[1:]))) for name, cells in rows.items()
    )
    return "\n".join(("\t".join(COLUMNS), *([f"# {remark}"] if remark else []), *lines, ""))


def added(fr: str, en: str = "novelty", **more: str) -> Mapping[str, str]:
    return {"own.tsv": table({**BASE, "new": row(fr, en, **more)})}


def changed(name: str, **more: str) -> Mapping[str, str]:
    return {"own.tsv": table({**BASE, name: {**BASE[name], **more}})}


def without(*names: str) -> Mapping[str, str]:
    return {"own.tsv": table({name: cells for name, cells in BASE.items() if name not in names})}


def beside(first: str, rows: Rows) -> Mapping[str, str]:
    """Give a second glossary after (``own.tsv`` first) or before the house's own."""
    second = {"more.tsv": table(rows)}
    own = {"own.tsv": table(BASE)}
    return {**own, **second} if first == "own" else {**second, **own}


CHANGES: dict[str, tuple[Mapping[str, str], set[str]]] = {
    "a term that stands in none": (added("véhicule amphibie"), set()),
    "a term that stands in one": (added("prison", case="any"), {"cellule"}),
    "a term in its inflected form": (added("navette spatiale"), {"navettes"}),
    "a feminine plural of a masculine": (added("vert"), {"navettes"}),
    "a term only in a shouted line": (added("navette du grand large"), {"cris"}),
    "a name whose capitals a shouted line takes": (added("Grand Large", case="capital", pos="proper"), {"cris"}),
    "a name of which a shouted line has one word": (added("Grand Nord", case="capital", pos="proper"), set()),
    "an acronym that is a shouted word": (added("grossesse à risque", fr_abbr="LARGE"), {"cris"}),
    "a name that a shouted line has, in small letters": (added("navettes du large"), set()),
    "a term within a longer one": (added("dépistage organisé"), {"bus"}),
    "a term around a shorter one": (added("le bus de prévention passe"), {"bus"}),
    "a term that crosses another": (added("cancer reprend"), {"bus"}),
    "a noun where the text has a verb": (added("arrêtée"), {"sigle"}),
    "words that stand apart": (added("équipe de bus"), set()),
    "words that end one sentence and begin the next": (added("petite la prison"), set()),
    "a term of an article without any": (added("autre chose"), {"autre"}),
    "one more sense without a cue": (added("umt", fr_abbr="UMT", cues="terrain"), {"sigle"}),
    "a forbidden source in another article": (added("jour", forbidden="DAY"), {"cris"}),
    "a term that is not to be translated": (added("soin", "soin", dnt="yes"), {"navettes", "cris", "autre"}),
    "a term that is deprecated": (added("prison", status="deprecated"), set()),
    "several terms at once": (
        {"own.tsv": table({**BASE, "one": row("jour", "day"), "two": row("soin", "care"), "six": row("lune", "moon")})},
        {"cris", "navettes", "autre"},
    ),
    "a term less": (without("bus"), {"bus"}),
    "a term less that stood in none": (without("loin"), set()),
    "one sense less": (without("corps"), {"cellule"}),
    "another English": (changed("bus", en="prevention coach"), {"bus"}),
    "another English of a term in none": (changed("loin", en="small shark"), set()),
    "one more English": (changed("depistage", en_variants="LE BUS"), {"bus"}),
    "American English": (changed("depistage", en_us="screening"), {"bus"}),
    "another forbidden English": (changed("bus", forbidden="LE BUS DE PRÉVENTION"), {"bus"}),
    "why it is forbidden": (changed("bus", forbidden_why="it is no coach"), {"bus"}),
    "a definition": (changed("umt", definition="a lorry"), {"sigle"}),
    "a context": (changed("umt", context_fr="L’UMT part.", context_en="The MFU leaves."), {"sigle"}),
    "a note": (changed("prison", note="says who?"), {"cellule"}),
    "another cue": (changed("prison", cues="geôle"), {"cellule"}),
    "no cue": (changed("prison", cues=""), {"cellule"}),
    "another short form": (changed("umt", short="field unit"), {"sigle"}),
    "no first use": (changed("umt", first_use=""), {"sigle"}),
    "another part of speech": (changed("bus", pos="verb"), {"bus"}),
    "a term becomes deprecated": (changed("bus", status="deprecated"), {"bus"}),
    "a deprecated term binds again": (changed("vieux", status="approved"), {"cris"}),
    "a term becomes admitted": (changed("depistage", status="admitted"), {"bus"}),
    "another French": (changed("bus", fr="camion de prévention"), {"bus"}),
    "another French that stands elsewhere": (changed("loin", fr="jour"), {"cris"}),
    "one more French": (changed("loin", fr_variants="rien de plus"), {"cris"}),
    "an abbreviation less": (changed("umt", fr_abbr=""), {"sigle"}),
    "another id": (
        {"own.tsv": table({("car" if name == "bus" else name): cells for name, cells in BASE.items()})},
        {"bus"},
    ),
    "another order of what stands in none": (
        {"own.tsv": table({"loin": BASE["loin"], **BASE})},
        set(),
    ),
    "another order of what stands in one": (
        {"own.tsv": table({name: BASE[name] for name in reversed(list(BASE))})},
        {"bus", "cellule"},
    ),
    "a remark": ({"own.tsv": table(BASE, "a remark of the house")}, set()),
    "a second glossary with terms of none": (beside("own", {"x": row("marée haute", "high tide")}), set()),
    "a second glossary before": (beside("more", {"x": row("marée haute", "high tide")}), set()),
    "a second glossary with a term of one": (beside("own", {"x": row("jour", "day")}), {"cris"}),
    "a second glossary that overrides": (beside("own", {"x": row("bus de prévention", "health van")}), {"bus"}),
    "a second glossary that replaces an id": (beside("own", {"bus": row("tapis", "carpet")}), {"bus"}),
    "a second glossary that is overridden": (beside("more", {"x": row("bus de prévention", "van")}), {"bus"}),
    "the same terms by another name": ({"house.tsv": table(BASE)}, set()),
    "the same terms in a folder": ({"house/own.tsv": table(BASE)}, set()),
    "no terms any more": ({"own.tsv": table({})}, {"bus", "cellule", "sigle"}),
}  # fmt: skip


def write_glossaries(glossaries: Mapping[str, str]) -> tuple[Path, ...]:
    """Write the glossaries of a change; return the paths that a run is given."""
    for name, text in glossaries.items():
        Path(name).parent.mkdir(exist_ok=True)
        Path(name).write_text(text, encoding="utf-8")
    return tuple(dict.fromkeys(Path(name).parent if "/" in name else Path(name) for name in glossaries))
