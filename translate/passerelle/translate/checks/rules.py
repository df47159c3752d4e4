"""The checks by name: how serious each finding is, its ITS 2.0 type, and what an editor calls it."""

from collections.abc import Mapping
from dataclasses import dataclass

from passerelle.translate.catalog.findings import Severity

LANGUAGES = ("en", "fr")


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind of finding; ``category`` is its ITS 2.0 localization-quality type, ``titles`` its English and French names."""

    id: str
    severity: Severity
    category: str
    titles: tuple[str, str]

    def title(self, language: str) -> str:
        """Return the name of the check in ``language`` (``en`` or ``fr``)."""
        return self.titles[LANGUAGES.index(language)]


# id | severity | ITS 2.0 type | English title | French title
_TABLE = """
empty|error|omission|No translation|Traduction absente
untranslated|error|untranslated|Same as the French|Identique au français
term-missing|error|terminology|Required term missing|Terme imposé absent
term-forbidden|error|terminology|Forbidden rendering|Traduction interdite
do-not-translate|error|terminology|Protected name altered|Nom protégé modifié
number-value|error|numbers|Another value|Autre valeur
comparison|error|numbers|Another bound|Autre borne
order|error|numbers|Figures exchanged|Chiffres intervertis
frequency|error|numbers|Another frequency|Autre fréquence
multiple|error|numbers|Another multiple|Autre multiple
direction|error|mistranslation|Another direction|Autre sens
period|error|mistranslation|Another period|Autre période
scope|error|mistranslation|Another scope|Autre portée
address-altered|error|inconsistent-entities|Address altered|Adresse modifiée
code-altered|error|inconsistent-entities|Code altered|Code modifié
markup-differs|error|markup|Markup differs|Balises différentes
sentence-dropped|error|omission|Sentence dropped|Phrase perdue
sentence-added|error|addition|Sentence added|Phrase ajoutée
repetition|error|duplication|Text repeated|Texte répété
mark-left-over|error|characters|Leftover mark|Marque oubliée
garbled|error|characters|Garbled characters|Caractères illisibles
acronym-altered|warning|inconsistent-entities|Acronym altered|Sigle modifié
name-altered|warning|inconsistent-entities|Name altered|Nom modifié
name-missing|warning|inconsistent-entities|Name missing|Nom absent
negation|warning|mistranslation|Negation differs|Négation différente
term-count|warning|terminology|Term said less often|Terme moins fréquent
term-displaced|warning|terminology|Term put at the end|Terme mis à la fin
first-use|warning|terminology|First use not expanded|Première mention abrégée
length-ratio|warning|length|Unusual length|Longueur inhabituelle
french-left|warning|untranslated|French left over|Français oublié
doubled-word|warning|duplication|Doubled word|Mot doublé
inconsistent-translation|warning|inconsistency|Rendered in two ways|Deux traductions
same-translation|warning|inconsistency|Two texts rendered alike|Traduction identique
guillemets|warning|typographical|French quotation marks|Guillemets français
quotation-marks|warning|typographical|Quotation marks|Guillemets anglais
brackets|warning|typographical|Brackets|Parenthèses
end-punctuation|warning|typographical|End punctuation|Ponctuation finale
start-capital|warning|typographical|First capital|Majuscule initiale
space-before-stop|warning|whitespace|Space before a stop|Espace avant ponctuation
spacing|warning|whitespace|Spaces|Espaces
missing-space|warning|whitespace|Space missing|Espace absente
number-format|warning|locale-violation|French figures|Chiffres à la française
spelling-variant|warning|locale-violation|British or American|Britannique ou américain
article|warning|grammar|A or an|A ou an
mixed-scripts|warning|characters|Mixed scripts|Alphabets mêlés
inflected-match|info|terminology|Inflected term|Terme fléchi
overlap-resolved|info|terminology|Longer term chosen|Terme long retenu
ambiguous-term|info|terminology|Ambiguous term|Terme ambigu
source-not-french|info|other|Source not French|Source non française
"""

RULES: Mapping[str, Rule] = {
    name: Rule(name, Severity(severity), category, (english, french))
    for name, severity, category, english, french in (line.split("|") for line in _TABLE.strip().splitlines())
}
"""Every check by its id, the most serious first."""
