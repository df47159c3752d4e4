"""What each finding says, in English and French: one sentence that an editor understands."""

from collections.abc import Mapping

from passerelle.translate.catalog.findings import Finding
from passerelle.translate.checks.rules import LANGUAGES, RULES

Place = tuple[int, int]

_MESSAGES: Mapping[str, tuple[str, str]] = {
    "empty": ("There is no English text.", "Il n’y a pas de texte anglais."),
    "untranslated": (
        "The English is the French text itself.",
        "L’anglais est le texte français lui-même.",
    ),
    "untranslated language": (
        "The English text is in French.",
        "Le texte anglais est en français.",
    ),
    "term-missing": (
        "“{source}” must be “{rendering}”, which the English lacks.",
        "« {source} » doit être rendu par « {rendering} », absent de l’anglais.",
    ),
    "term-count": (
        "“{source}” ({rendering}) stands {ours} times in the French but {theirs} in the English.",
        "« {source} » ({rendering}) figure {ours} fois en français et {theirs} en anglais.",
    ),
    "term-displaced": (
        "“{rendering}” was put at the end of the sentence for want of a place: move it to where “{source}” belongs.",
        "« {rendering} » a été mis à la fin de la phrase faute de place : à mettre là où « {source} » doit être dit.",
    ),
    "term-forbidden": (
        "“{found}” is no rendering of “{source}”; write “{rendering}”.",
        "« {found} » ne rend pas « {source} » ; écrire « {rendering} ».",
    ),
    "do-not-translate": (
        "“{source}” must stay “{rendering}”, which the English lacks.",
        "« {source} » doit rester « {rendering} », absent de l’anglais.",
    ),
    "first-use": (
        "The first mention of “{source}” should be written out: “{rendering}”.",
        "La première mention de « {source} » doit être développée : « {rendering} ».",
    ),
    "number-value": (
        "“{source}” should read “{rendering}”, but the English has “{found}”.",
        "« {source} » doit devenir « {rendering} », mais l’anglais dit « {found} ».",
    ),
    "number-value missing": (
        "“{source}” (“{rendering}”) is missing from the English.",
        "« {source} » (« {rendering} ») manque en anglais.",
    ),
    "number-value added": (
        "“{found}” stands in the English but not in the French.",
        "« {found} » figure en anglais mais pas en français.",
    ),
    "comparison": (
        "The French says “{source}” of “{figure}”, but the English “{found}”.",
        "Le français dit « {source} » à propos de « {figure} », mais l’anglais « {found} ».",
    ),
    "comparison lost": (
        "The French says “{source}” of “{figure}”, but the English does not.",
        "Le français dit « {source} » à propos de « {figure} », mais pas l’anglais.",
    ),
    "comparison loose": (
        "The French says “{source}”, but the English “{found}”.",
        "Le français dit « {source} », mais l’anglais « {found} ».",
    ),
    "comparison added": (
        "The English says “{found}” of “{figure}”, but the French does not.",
        "L’anglais dit « {found} » à propos de « {figure} », mais pas le français.",
    ),
    "direction": (
        "The French says “{source}”, but the English “{found}”.",
        "Le français dit « {source} », mais l’anglais « {found} ».",
    ),
    "direction lost": (
        "The sign of “{source}” is lost in “{found}”.",
        "Le signe de « {source} » manque dans « {found} ».",
    ),
    "period": (
        "The French says “{source}”, but the English “{found}”.",
        "Le français dit « {source} », mais l’anglais « {found} ».",
    ),
    "scope": (
        "The French says “{source}”, but the English “{found}”.",
        "Le français dit « {source} », mais l’anglais « {found} ».",
    ),
    "order": (
        "“{source}” and “{other}” have changed places in the English.",
        "« {source} » et « {other} » ont échangé leurs places en anglais.",
    ),
    "frequency": (
        "The French says “{source}”, but the English “{found}”.",
        "Le français dit « {source} », mais l’anglais « {found} ».",
    ),
    "multiple": (
        "The French says “{source}”, but the English “{found}”.",
        "Le français dit « {source} », mais l’anglais « {found} ».",
    ),
    "number-format": (
        "“{found}” is written the French way; write “{rendering}”.",
        "« {found} » est écrit à la française ; écrire « {rendering} ».",
    ),
    "address-altered": (
        "The address “{source}” is not in the English as it stands.",
        "L’adresse « {source} » ne se retrouve pas telle quelle en anglais.",
    ),
    "address-altered added": (
        "The address “{found}” is not in the French.",
        "L’adresse « {found} » ne figure pas en français.",
    ),
    "code-altered": (
        "The code “{source}” is not in the English as it stands.",
        "Le code « {source} » ne se retrouve pas tel quel en anglais.",
    ),
    "code-altered other": (
        "The code “{source}” has become “{found}”.",
        "Le code « {source} » est devenu « {found} ».",
    ),
    "acronym-altered": (
        "The acronym “{source}” has become “{found}”.",
        "Le sigle « {source} » est devenu « {found} ».",
    ),
    "name-altered": (
        "The name “{source}” has become “{found}”.",
        "Le nom « {source} » est devenu « {found} ».",
    ),
    "name-missing": (
        "The name “{source}” is not in the English.",
        "Le nom « {source} » ne se retrouve pas en anglais.",
    ),
    "markup-differs missing": (
        "The mark {mark} of the French is missing from the English.",
        "La balise {mark} du français manque en anglais.",
    ),
    "markup-differs added": (
        "The mark {mark} stands in the English but not in the French.",
        "La balise {mark} figure en anglais mais pas en français.",
    ),
    "markup-differs order": (
        "The mark {mark} is closed before it is opened, or crosses another.",
        "La balise {mark} se ferme avant de s’ouvrir, ou en croise une autre.",
    ),
    "sentence-dropped": (
        "The English seems to lack the sentence “{sentence}”.",
        "Il semble manquer en anglais la phrase « {sentence} ».",
    ),
    "sentence-added": (
        "The English has a sentence too many: “{sentence}”.",
        "L’anglais a une phrase de trop : « {sentence} ».",
    ),
    "repetition": (
        "The English repeats itself: “{found}”.",
        "L’anglais se répète : « {found} ».",
    ),
    "mark-left-over": (
        "“{found}” is a leftover of the translation program.",
        "« {found} » est un reste du programme de traduction.",
    ),
    "garbled": (
        "“{found}” holds characters that were read in the wrong encoding.",
        "« {found} » contient des caractères lus dans un mauvais encodage.",
    ),
    "negation lost": (
        "The French says “{source}”, but the English holds no negation.",
        "Le français dit « {source} », mais l’anglais n’a pas de négation.",
    ),
    "negation added": (
        "The English says “{found}”, but the French holds no negation.",
        "L’anglais dit « {found} », mais le français n’a pas de négation.",
    ),
    "length-ratio short": (
        "The English is much shorter than the French ({theirs} characters for {ours}).",
        "L’anglais est bien plus court que le français ({theirs} caractères pour {ours}).",
    ),
    "length-ratio long": (
        "The English is much longer than the French ({theirs} characters for {ours}).",
        "L’anglais est bien plus long que le français ({theirs} caractères pour {ours}).",
    ),
    "french-left": (
        "“{found}” seems to be French left in the English.",
        "« {found} » semble être du français resté dans l’anglais.",
    ),
    "doubled-word": ("“{found}” stands twice.", "« {found} » figure deux fois."),
    "inconsistent-translation": (
        "The same French is rendered “{other}” in {place}.",
        "Le même français est rendu par « {other} » dans {place}.",
    ),
    "same-translation": (
        "Another French text, “{other}” in {place}, has the very same English.",
        "Un autre texte français, « {other} » dans {place}, a exactement le même anglais.",
    ),
    "guillemets": (
        "“{found}” is a French quotation mark; write “{rendering}”.",
        "« {found} » est un guillemet français ; écrire « {rendering} ».",
    ),
    "quotation-marks unbalanced": (
        "A quotation mark “{found}” has no partner.",
        "Un guillemet « {found} » est seul.",
    ),
    "quotation-marks straight": (
        "A straight quotation mark {found} stands in the English; write curly ones.",
        "Un guillemet droit {found} figure en anglais ; employer les guillemets courbes.",
    ),
    "quotation-marks lost": (
        "“{source}” is quoted in the French, but nothing is quoted in the English.",
        "« {source} » est une citation en français, mais l’anglais n’en a pas.",
    ),
    "brackets": (
        "The bracket “{found}” has no partner.",
        "La parenthèse « {found} » est seule.",
    ),
    "end-punctuation": (
        "The French ends in {source} and the English in {found}.",
        "Le français finit par {source} et l’anglais par {found}.",
    ),
    "start-capital": (
        "The English should begin with a capital, as the French does: “{found}”.",
        "L’anglais doit commencer par une majuscule, comme le français : « {found} ».",
    ),
    "start-capital small": (
        "The English should begin in lower case, as the French does: “{found}”.",
        "L’anglais doit commencer par une minuscule, comme le français : « {found} ».",
    ),
    "space-before-stop": (
        "A blank stands before “{found}”.",
        "Une espace précède « {found} ».",
    ),
    "spacing double": (
        "Two blanks stand side by side after “{found}”.",
        "Deux espaces se suivent après « {found} ».",
    ),
    "missing-space": ("A blank is missing in “{found}”.", "Il manque une espace dans « {found} »."),
    "spacing edge": (
        "The English begins or ends with a blank.",
        "L’anglais commence ou finit par une espace.",
    ),
    "spelling-variant gb": (
        "“{found}” is American spelling; write “{rendering}”.",
        "« {found} » est une graphie américaine ; écrire « {rendering} ».",
    ),
    "spelling-variant us": (
        "“{found}” is British spelling; write “{rendering}”.",
        "« {found} » est une graphie britannique ; écrire « {rendering} ».",
    ),
    "article": ("“{found}” should be “{rendering}”.", "« {found} » doit être « {rendering} »."),
    "mixed-scripts": (
        "“{found}” mixes letters of two scripts that look alike.",
        "« {found} » mêle des lettres semblables de deux alphabets.",
    ),
    "mixed-scripts foreign": (
        "“{found}” is in a script that the French does not use here.",
        "« {found} » est dans un alphabet que le français n’emploie pas ici.",
    ),
    "inflected-match": (
        "“{found}” was taken as a form of the glossary’s “{source}”.",
        "« {found} » a été pris pour une forme de « {source} », du glossaire.",
    ),
    "overlap-resolved": (
        "“{source}” was preferred to “{found}”, which shares words with it.",
        "« {source} » a été préféré à « {found} », qui partage des mots avec lui.",
    ),
    "ambiguous-term": (
        "“{source}” may mean {senses}: nothing in the text decides, so nothing was enforced.",
        "« {source} » peut vouloir dire {senses} : rien dans le texte ne tranche, donc rien n’a été imposé.",
    ),
    "source-not-french": (
        "The source text is {name} and no French, so the English was not compared with it.",
        "Le texte source est en {name} et non en français : l’anglais ne lui a pas été comparé.",
    ),
}


def say(key: str, language: str, **values: object) -> str:
    """Return the sentence of ``key`` (a check's id, and its variant after a blank) in ``language``.

    >>> say("doubled-word", "fr", found="the")
    '« the » figure deux fois.'
    """
    return _MESSAGES[key][LANGUAGES.index(language)].format(**values)


def finding(
    check: str,
    language: str,
    *,
    variant: str = "",
    source_span: Place | None = None,
    target_span: Place | None = None,
    suggestion: str = "",
    **values: object,
) -> Finding:
    """Return a finding of ``check`` with the sentence of its ``variant`` filled with ``values``."""
    rule = RULES[check]
    message = say(f"{check} {variant}".rstrip(), language, **values)
    return Finding(check, rule.severity, rule.category, message, source_span, target_span, suggestion)
