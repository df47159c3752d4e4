"""Every word that a reviewer can see in a sheet, in English and in French."""

from collections.abc import Mapping

from passerelle.translate.catalog.entry import State
from passerelle.translate.text.document import BlockKind

LANGUAGES = ("en", "fr")

_WORDS: Mapping[str, tuple[str, str]] = {
    # Sheets
    "sheet review": ("Review", "Relecture"),
    "sheet help": ("How to", "Mode d’emploi"),
    "sheet glossary": ("Glossary", "Glossaire"),
    "sheet terms": ("New terms", "Nouveaux termes"),
    "sheet findings": ("Findings", "Alertes"),
    # Column titles
    "number": ("No.", "N°"),
    "context": ("Context", "Contexte"),
    "source": ("French", "Français"),
    "draft": ("English draft", "Anglais proposé"),
    "revised": ("✎ Revised English", "✎ Anglais révisé"),
    "decision": ("✎ Decision", "✎ Décision"),
    "comment": ("✎ Comment", "✎ Commentaire"),
    "findings": ("Findings", "Alertes"),
    "terms": ("Required terms", "Termes imposés"),
    "origin": ("Origin", "Origine"),
    "previous": ("Previous English", "Anglais précédent"),
    # Decisions
    "approved": ("approve", "approuver"),
    "edited": ("edited", "modifié"),
    "needs work": ("needs work", "à revoir"),
    "rejected": ("reject", "rejeter"),
    "choose": ("Choose one of the list.", "Choisissez dans la liste."),
    # The banner
    "banner": ("Review of {document}: {count} texts", "Relecture de {document} : {count} textes"),
    "conflict banner": (
        "{document}: {count} texts that need a person",
        "{document} : {count} textes à trancher",
    ),
    "your name": ("Your name →", "Votre nom →"),
    "see help": ("Write in the yellow columns only.", "N’écrivez que dans les colonnes jaunes."),
    # Kinds of block
    "title": ("Title", "Titre"),
    "heading": ("Heading", "Intertitre"),
    "paragraph": ("Paragraph", "Paragraphe"),
    "item": ("List item", "Élément de liste"),
    "quotation": ("Quotation", "Citation"),
    "caption": ("Caption", "Légende"),
    "cell": ("Table cell", "Cellule de tableau"),
    # Findings and terms
    "error": ("ERROR", "ERREUR"),
    "warning": ("Warning", "Attention"),
    "info": ("Note", "Note"),
    "waived": ("waived", "accepté"),
    "met": ("✓ {source} → {rendering}", "✓ {source} → {rendering}"),
    "unmet": ("✗ NOT MET: {source} → {rendering}", "✗ ABSENT : {source} → {rendering}"),
    "stage 0": ("from the memory", "de la mémoire"),
    "stage 1": ("model", "modèle"),
    "stage 2": ("model, told", "modèle, indiqué"),
    "stage 3": ("put into the French", "mis dans le français"),
    "stage 4": ("replaced", "remplacé"),
    "stage 5": ("forced", "imposé"),
    "machine": ("machine", "machine"),
    "memory": ("memory", "mémoire"),
    "reviewer": ("reviewer", "relecteur"),
    "too long": (
        "[Too long for a cell: {count} characters. Review this text in the PO file.]",
        "[Trop long pour une cellule : {count} caractères. Relisez ce texte dans le fichier PO.]",
    ),
    "goes on": ("[… {count} characters in all]", "[… {count} caractères en tout]"),
    # Glossary, new terms, findings
    "term fr": ("French term", "Terme français"),
    "term en": ("English", "Anglais"),
    "forbidden": ("Do not write", "À ne pas écrire"),
    "definition": ("Definition", "Définition"),
    "note": ("Remark or source", "Remarque ou source"),
    "terms intro": (
        "Terms that should join the glossary. One a line; the terminologist decides.",
        "Termes à ajouter au glossaire. Un par ligne ; la terminologue décide.",
    ),
    "glossary intro": (
        "The terms of this document and the English that the house requires.",
        "Les termes de ce document et l’anglais que la maison impose.",
    ),
    "findings intro": (
        "What the checks found, the most frequent first. Row numbers are those of the first column.",
        "Ce que les contrôles ont relevé, du plus fréquent au plus rare. Les numéros sont ceux de la première colonne.",
    ),
    "severity": ("Severity", "Gravité"),
    "check": ("Check", "Contrôle"),
    "count": ("Number", "Nombre"),
    "where": ("Rows", "Lignes"),
    "example": ("Example", "Exemple"),
    "nothing found": ("Nothing was found.", "Rien n’a été relevé."),
    "help title": ("How to review this sheet", "Comment relire cette feuille"),
}

_HELP: Mapping[str, tuple[tuple[str, str], ...]] = {
    "en": (
        (
            "1. Your name",
            "Write it in the yellow cell at the top of the first sheet; it is kept with your decisions.",
        ),
        (
            "2. Read",
            (
                "Each row is one paragraph, heading or list item. Terms, names and figures that must be kept are bold and blue; those that the draft "
                "misses are bold, red and underlined. The column “Required terms” says the same in words, and how each was met: "
                "by the model itself, or replaced or forced (look at those twice)."
            ),
        ),
        (
            "3. Revise",
            (
                "Correct the English in the column “Revised English”. It holds the draft already. Keep the numbered marks "
                "such as <1> and </1>: they carry bold type and links."
            ),
        ),
        (
            "4. Decide",
            (
                "approve: the English can be published. edited: you changed it and it can be published (a changed text counts "
                "as edited even without a decision). needs work: someone must look again; say why in the comment. "
                "reject: there shall be no English text."
            ),
        ),
        (
            "5. Let a finding stand",
            (
                "If a finding is wrong, write a line in the comment: ok, the name of the check, a colon, the reason. "
                "Example:   ok number-value: rounded as in the report"
            ),
        ),
        ("6. Propose terms", "Write them in the sheet “New terms”."),
        (
            "Sort and filter",
            (
                "You may filter, hide and move columns. To sort, first unprotect the sheet (Review > Unprotect Sheet; there is "
                "no password). Nothing is lost: rows are found by a hidden number, not by their place."
            ),
        ),
        (
            "Send it back",
            (
                "Save as .xlsx under any name. An emptied cell is not taken as a translation; what cannot be used is reported "
                "with your words, never dropped."
            ),
        ),
    ),
    "fr": (
        (
            "1. Votre nom",
            "Écrivez-le dans la cellule jaune en haut de la première feuille ; il est conservé avec vos décisions.",
        ),
        (
            "2. Lire",
            (
                "Chaque ligne est un paragraphe, un titre ou un élément de liste. Termes, noms et chiffres à conserver sont en gras et en bleu ; "
                "ceux qui manquent dans la proposition sont en gras, rouges et soulignés. La colonne « Termes imposés » le dit en mots, et "
                "comment chacun a été obtenu : par le modèle lui-même, ou remplacé, ou imposé (à relire de près)."
            ),
        ),
        (
            "3. Réviser",
            (
                "Corrigez l’anglais dans la colonne « Anglais révisé ». Elle contient déjà la proposition. Gardez les marques "
                "numérotées comme <1> et </1> : elles portent le gras et les liens."
            ),
        ),
        (
            "4. Décider",
            (
                "approuver : l’anglais peut être publié. modifié : vous l’avez changé et il peut être publié (un texte changé "
                "compte comme modifié même sans décision). à revoir : quelqu’un doit y revenir ; dites pourquoi en commentaire. "
                "rejeter : il n’y aura pas de texte anglais."
            ),
        ),
        (
            "5. Accepter une alerte",
            (
                "Si une alerte est infondée, écrivez une ligne dans le commentaire : ok, le nom du contrôle, deux-points, la raison. "
                "Exemple :   ok number-value : arrondi comme dans le rapport"
            ),
        ),
        ("6. Proposer des termes", "Écrivez-les dans la feuille « Nouveaux termes »."),
        (
            "Trier et filtrer",
            (
                "Vous pouvez filtrer, masquer et déplacer les colonnes. Pour trier, ôtez d’abord la protection (Révision > Ôter la "
                "protection ; il n’y a pas de mot de passe). Rien ne se perd : un numéro masqué identifie chaque ligne."
            ),
        ),
        (
            "Renvoyer",
            (
                "Enregistrez au format .xlsx sous le nom de votre choix. Une cellule vidée n’est pas prise pour une traduction ; "
                "ce qui ne peut servir est signalé avec vos mots, jamais écarté."
            ),
        ),
    ),
}

# Why a row was not applied, for the conflict sheet and for messages.
_REASONS: Mapping[str, tuple[str, str]] = {
    "cleared": (
        "the English was emptied; write it again, or choose reject",
        "l’anglais a été effacé ; écrivez-le de nouveau ou choisissez rejeter",
    ),
    "stale": (
        "the French changed after the sheet was made",
        "le français a changé depuis l’envoi de la feuille",
    ),
    "conflict": (
        "someone else changed the English meanwhile",
        "quelqu’un d’autre a changé l’anglais entre-temps",
    ),
    "contradiction": (
        "decision and text contradict each other",
        "la décision et le texte se contredisent",
    ),
    "unreadable": ("a cell holds no plain text", "une cellule ne contient pas de texte simple"),
    "duplicated": (
        "the same row says two different things",
        "la même ligne dit deux choses différentes",
    ),
    "locked cell edited": (
        "text was written where it is not read",
        "du texte a été écrit là où il n’est pas lu",
    ),
    "missing": ("the row is not in the sheet any more", "la ligne n’est plus dans la feuille"),
    "gone": ("the text no longer stands in the article", "le texte n’est plus dans l’article"),
    "unknown id": ("the row belongs to no text of this catalogue", "la ligne ne correspond à aucun texte"),
}

# What reviewers write instead of the words of the list.
_SYNONYMS: Mapping[str, State] = {
    "approve": State.APPROVED,
    "approved": State.APPROVED,
    "ok": State.APPROVED,
    "yes": State.APPROVED,
    "oui": State.APPROVED,
    "approuver": State.APPROVED,
    "approuvé": State.APPROVED,
    "validé": State.APPROVED,
    "edited": State.EDITED,
    "edit": State.EDITED,
    "modifié": State.EDITED,
    "modifier": State.EDITED,
    "needs work": State.NEEDS_WORK,
    "need work": State.NEEDS_WORK,
    "à revoir": State.NEEDS_WORK,
    "a revoir": State.NEEDS_WORK,
    "reject": State.REJECTED,
    "rejected": State.REJECTED,
    "rejeter": State.REJECTED,
    "rejeté": State.REJECTED,
}


def say(key: str, language: str, **values: object) -> str:
    """Return the words of ``key`` in ``language`` (``en`` or ``fr``).

    >>> say("banner", "fr", document="convention", count=34)
    'Relecture de convention : 34 textes'
    """
    return (_WORDS.get(key) or _REASONS[key])[LANGUAGES.index(language)].format(**values)


def say_help(language: str) -> tuple[tuple[str, str], ...]:
    """Return the steps of the instructions: heading and text."""
    return _HELP[language]


def say_kind(kind: BlockKind, language: str) -> str:
    """Return the name of a kind of block."""
    return say(str(kind), language)


def say_decision(state: State, language: str) -> str:
    """Return the word of the decision list for a state; nothing for a draft."""
    return say(str(state), language) if state.touched else ""


def parse_decision(text: str) -> State | None:
    """Return the state that a word of either language's list means, None for no word; KeyError for another word.

    >>> parse_decision(" À revoir ")
    <State.NEEDS_WORK: 'needs work'>
    """
    word = " ".join(text.split()).casefold()
    return _SYNONYMS[word] if word else None


TITLED = ("source", "draft", "revised", "decision", "comment")
"""The columns that can be found by their title when their hidden keys are gone."""

_BY_TITLE = {word.strip("✎ ").casefold(): key for key in TITLED for word in _WORDS[key]}


def title_key(text: str) -> str | None:
    """Return the column that a title of either language names."""
    return _BY_TITLE.get(text.strip("✎ ").casefold()) if len(text) < 40 else None
