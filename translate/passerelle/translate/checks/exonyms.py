"""English names of what French names otherwise: places, and the organisations and diseases behind some acronyms."""

import re
from collections.abc import Mapping
from functools import cache, lru_cache

from babel import Locale

# Cities, regions, seas and planets; countries, languages and some cities come from CLDR.
_PLACES = """
Adriatique Adriatic|Afrique Africa|Alexandrie Alexandria|Alger Algiers|Alpes Alps|Amazonie Amazon|Andalousie Andalusia|Angleterre England|Antilles Caribbean
Anvers Antwerp|Asie Asia|Athènes Athens|Atlantique Atlantic|Bade Baden|Bâle Basel|Baltique Baltic|Barcelone Barcelona|Basse-Saxe Lower Saxony|Bavière Bavaria
Belgrade Belgrade|Berne Bern|Bologne Bologna|Bourgogne Burgundy|Bretagne Brittany Britain|Brésil Brazil|Bruges Bruges|Bruxelles Brussels|Bucarest Bucharest
Caire Cairo|Californie California|Caspienne Caspian|Castille Castile|Catalogne Catalonia|Caucase Caucasus|Caroline Carolina|Cologne Cologne Köln|Columbia Columbia
Copenhague Copenhagen|Cornouailles Cornwall|Corse Corsica|Cracovie Krakow Cracow|Crète Crete|Damas Damascus|Danube Danube|Douvres Dover|Dresde Dresden|Dunkerque Dunkirk
Ecosse Scotland|Écosse Scotland|Édimbourg Edinburgh|Edimbourg Edinburgh|Égée Aegean|Europe Europe|Flandre Flanders|Flandres Flanders|Florence Florence|Floride Florida
Francfort Frankfurt|Galice Galicia|Galles Wales|Gand Ghent|Gênes Genoa|Grande Great|Grande-Bretagne Britain UK British|Haut Upper Nagorno|Karabakh Karabakh|Nouveau New|Nouvelle New|Mexique Mexico|Pétersbourg Petersburg|Saint St Saint|Genève Geneva|Géorgie Georgia|Groenland Greenland|Hambourg Hamburg|Hanovre Hanover
Havane Havana|Haye Hague|Hawaï Hawaii|Hesse Hesse|Jérusalem Jerusalem|Judée Judea|Kiev Kyiv|Leyde Leiden|Lisbonne Lisbon|Lombardie Lombardy|Londres London
Louisiane Louisiana|Lucerne Lucerne|Malines Mechelen|Marrakech Marrakesh|Mayence Mainz|Mecque Mecca|Méditerranée Mediterranean|Mer Sea|Mexico Mexico|Milan Milan
Montréal Montreal|Moscou Moscow|Munich Munich|Naples Naples|Nil Nile|Normandie Normandy|Nouvelle-Orléans Orleans|Nouvelle-Angleterre England|Orient East|Pacifique Pacific
Padoue Padua|Palerme Palermo|Pékin Beijing|Pendjab Punjab|Pennsylvanie Pennsylvania|Perse Persia|Philadelphie Philadelphia|Picardie Picardy|Prague Prague|Provence Provence
Pyrénées Pyrenees|Québec Quebec|Rhénanie Rhineland|Rhin Rhine|Rome Rome|Sardaigne Sardinia|Saxe Saxony|Scandinavie Scandinavia|Séoul Seoul|Séville Seville Sevilla
Sicile Sicily|Silésie Silesia|Sofia Sofia|Strasbourg Strasbourg|Tamise Thames|Tanger Tangier|Tasmanie Tasmania|Terre Earth|Terre-Neuve Newfoundland|Tokyo Tokyo
Toscane Tuscany|Trente Trent Trento|Tunis Tunis|Turin Turin|Tyrol Tyrol|Valence Valencia|Varsovie Warsaw|Venise Venice|Vérone Verona|Vésuve Vesuvius|Vienne Vienna
Virginie Virginia|Washington DC|Yougoslavie Yugoslavia|Zurich Zurich|États-Unis States US U.S America|Etats-Unis States US U.S America|Royaume-Uni Kingdom UK U.K Britain|Pays-Bas Netherlands Dutch Holland
Union Union|Javel bleach|Hadj Hajj|Internet internet online|Web web website online|Wi-Fi wifi wireless Wi-Fi
"""
_ACRONYMS = (
    "SRAS SARS|OPEP OPEC|OTAN NATO|SIDA AIDS|ONU UN|OMS WHO|UE EU|VIH HIV|VHC HCV|VHB HBV|VPH HPV|ADN DNA|ARN RNA|IRM MRI|ARNm mRNA|OMC WTO|FMI IMF|BCE ECB|PIB GDP"
    "|OCDE OECD|OIT ILO|PIB GDP|CPI ICC|TVA VAT|ULM ULM|BPCO COPD|AVC CVA|ECG EKG|ONG NGO|RGPD GDPR|CIM ICD|UNESCO UNESCO|MERS MERS"
)


def _rows(table: str) -> dict[str, frozenset[str]]:
    words = (row.split() for row in re.split(r"[|\n]", table.strip()))
    return {french.casefold(): frozenset(english) for french, *english in words}


ACRONYMS: Mapping[str, frozenset[str]] = _rows(_ACRONYMS)
"""French acronyms in lower case with their English ones."""


@cache
def english_names() -> Mapping[str, frozenset[str]]:
    """Return the English forms of French names, one word each, by the French word in lower case."""
    french, english = Locale("fr"), Locale("en")
    names: dict[str, set[str]] = {}
    for theirs, ours in ((french.territories, english.territories), (french.languages, english.languages)):
        for code, name in theirs.items():
            for word in re.findall(r"[^\W_]{3,}", str(name)):
                names.setdefault(word.casefold(), set()).update(
                    re.findall(r"[^\W_]{3,}", str(ours.get(code, "")))
                )
    for zone, forms in french.time_zones.items():
        names.setdefault(str(forms.get("city", "")).casefold(), set()).add(
            zone.rpartition("/")[2].replace("_", " ")
        )
    for word, places in _rows(_PLACES).items():
        names.setdefault(word, set()).update(places)
    return {word: frozenset(forms) for word, forms in names.items()}


_TO_ENGLISH = (
    (r"[’']s$", ""), ("ou", "u"), ("tch", "ch"), ("dj", "j"), ("kh", "k"), ("ph", "f"), ("ae", "e"), ("y", "i"), (r"([a-z])\1", r"\1"),
    (r"(?:ai|ei)", "e"), (r"(?:us|es|os|is|um|un|on|an|ans|ens|ien|ian)$", ""), (r"[aeios]+$", ""),
)  # fmt: skip


@lru_cache(maxsize=65_536)
def name_key(bare: str) -> str:
    """Return what a name without accents has in common in French and English spelling.

    >>> name_key("Toutankhamon") == name_key("Tutankhamun"), name_key("Copernic") == name_key("Copernicus")
    (True, True)
    >>> name_key("Dupont") == name_key("Dupond")
    False
    """
    low = bare.casefold()
    for pattern, english in _TO_ENGLISH:
        low = re.sub(pattern, english, low)
    return low
