"""Every word of the report, in English and in French."""

from collections.abc import Mapping

from passerelle.translate.checks.rules import LANGUAGES

_WORDS: Mapping[str, tuple[str, str]] = {
    "title": ("Translation report", "Rapport de traduction"),
    "generated": (
        "Documents: {documents}. Texts: {entries}.",
        "Documents : {documents}. Textes : {entries}.",
    ),
    "french": ("French", "Français"),
    "english": ("English", "Anglais"),
    "overview": ("At a glance", "En un coup d’œil"),
    "documents": ("Documents", "Documents"),
    "texts": ("Texts", "Textes"),
    "document": ("Document", "Document"),
    "reviewed": ("Reviewed", "Relus"),
    "terms kept": ("Terms kept", "Termes respectés"),
    "figures kept": ("Names and figures kept", "Noms et chiffres conservés"),
    "errors": ("Errors", "Erreurs"),
    "warnings": ("Warnings", "Alertes"),
    "waived": ("Waived", "Acceptées"),
    "per cent": ("{share}%", "{share} %"),
    "of": ("{part} of {whole}", "{part} sur {whole}"),
    "glossary": ("Glossary {version}", "Glossaire {version}"),
    "model": ("Model {name}", "Modèle {name}"),
    "chart stages": ("Terms by stage", "Termes par étape"),
    "chart stages help": (
        "How each required term came to stand in the English.",
        "Comment chaque terme imposé est arrivé dans l’anglais.",
    ),
    "chart findings": ("Findings by kind", "Alertes par nature"),
    "chart findings help": (
        "What the checks found, the most serious first.",
        "Ce que les contrôles ont relevé, du plus grave au moins grave.",
    ),
    "chart origins": ("Origin of texts", "Origine des textes"),
    "chart origins help": ("Where each English text came from.", "D’où vient chaque texte anglais."),
    "nothing": ("Nothing to show.", "Rien à montrer."),
    "filters": ("Filters", "Filtres"),
    "show": ("Show", "Afficher"),
    "everything": ("Everything", "Tout"),
    "with findings": ("With findings", "Avec alertes"),
    "with errors": ("With errors", "Avec erreurs"),
    "kind": ("Kind of finding", "Nature de l’alerte"),
    "any kind": ("Any kind", "Toutes"),
    "search": ("Find words", "Chercher des mots"),
    "count": ("{shown} of {all} texts shown", "{shown} textes affichés sur {all}"),
    "error": ("Error", "Erreur"),
    "warning": ("Warning", "Attention"),
    "info": ("Note", "Note"),
    "waived because": ("accepted: {reason}", "acceptée : {reason}"),
    "suggestion": ("Suggestion", "Proposition"),
    "ledger": ("Ledger: {count} demands", "Registre : {count} exigences"),
    "met": ("met", "respecté"),
    "unmet": ("not met", "non respecté"),
    "missing": ("No translation.", "Pas de traduction."),
    "legend": ("Legend", "Légende"),
    "term": ("term", "terme"),
    "name": ("name", "nom"),
    "number": ("figure", "chiffre"),
    "code": ("code", "code"),
    "url": ("address", "adresse"),
    "email": ("address", "adresse"),
    "finding": ("finding", "alerte"),
    "remark": ("Remark", "Remarque"),
    "line": ("line {line}", "ligne {line}"),
    "skip": ("Skip to the texts", "Aller aux textes"),
    "help": (
        "Point at a coloured word, or move to it with the Tab key, to read how it was met. Escape closes the note.",
        "Survolez un mot coloré, ou allez-y avec la touche Tab, pour lire comment il a été traité. Échap ferme la note.",
    ),
    "draft": ("draft", "brouillon"),
    "approved": ("approved", "approuvé"),
    "edited": ("edited", "modifié"),
    "needs work": ("needs work", "à revoir"),
    "rejected": ("rejected", "rejeté"),
    "machine": ("machine", "machine"),
    "memory": ("memory", "mémoire"),
    "reviewer": ("reviewer", "relecteur"),
    "unknown": ("unknown", "inconnue"),
    "stage MEMORY": ("taken from the memory", "repris de la mémoire"),
    "stage PLAIN": ("by the model itself", "par le modèle lui-même"),
    "stage SIGNS": ("carried as signs", "portés par des signes"),
    "stage CODE_SWITCHED": ("put into the French", "inséré dans le français"),
    "stage REPLACED": ("put in place of another word", "mis à la place d’un autre mot"),
    "stage FORCED_PREFIX": ("imposed while decoding", "imposé au décodage"),
    "stage UNMET": ("not met", "non respecté"),
    "title kind": ("Title", "Titre"),
    "heading kind": ("Heading", "Intertitre"),
    "paragraph kind": ("Paragraph", "Paragraphe"),
    "item kind": ("List item", "Élément de liste"),
    "quotation kind": ("Quotation", "Citation"),
    "caption kind": ("Caption", "Légende"),
    "cell kind": ("Table cell", "Cellule de tableau"),
}
_RULES: Mapping[str, str] = {
    "first use": "première mention",
    "short form": "forme courte",
    "preferred": "forme préférée",
    "do not translate": "à ne pas traduire",
    "defined in the source": "défini dans le texte",
    "value": "valeur",
    "kept as written": "gardé tel quel",
    "acronym kept": "sigle gardé",
}


def say(key: str, language: str, **values: object) -> str:
    """Return the words of ``key`` in ``language``.

    >>> say("of", "fr", part=3, whole=4)
    '3 sur 4'
    """
    return _WORDS[key][LANGUAGES.index(language)].format(**values)


def say_rule(rule: str, language: str) -> str:
    """Return the reason for a rendering, which the ledger has in English."""
    return _RULES.get(rule, rule) if language == "fr" else rule


def say_origin(origin: str, language: str) -> str:
    """Return where a text came from: “machine”, “memory 82 %”."""
    first, _, rest = origin.partition(" ")
    if not first:
        return say("unknown", language)
    return f"{say(first, language)} {rest}".strip() if first in ("machine", "memory", "reviewer") else origin
