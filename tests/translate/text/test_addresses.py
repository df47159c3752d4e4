"""Addresses in running text: found whole, with nothing of the sentence."""

import pytest

from passerelle.translate.text.addresses import AddressKind, find_addresses, is_address

EMAIL, URL, DOI = AddressKind.EMAIL, AddressKind.URL, AddressKind.DOI
ORCID, HANDLE, HASHTAG = AddressKind.ORCID, AddressKind.HANDLE, AddressKind.HASHTAG

ADDRESSES = [
    ("presse@chu-nantes.fr", EMAIL),
    ("service-communication@ch-saint-malo.fr", EMAIL),
    ("secretariat.oncologie@ap-hm.fr", EMAIL),
    ("jean-marc.le-goff@chu-brest.fr", EMAIL),
    ("essais+inclusion@chu-lyon.fr", EMAIL),
    ("rendez_vous@hopital.example", EMAIL),
    ("a.b.c@bio.univ-rennes1.fr", EMAIL),
    ("o'brien@inserm.fr", EMAIL),
    ("contact@hôpital-forez.fr", EMAIL),
    ("contact@xn--hpital-forez-6hb.fr", EMAIL),
    ("info@santé.gouv.fr", EMAIL),
    ("PRESSE@CHU-NANTES.FR", EMAIL),
    ("x@y.co", EMAIL),
    ("urgences!nuit@samu44.fr", EMAIL),
    ("garde@[192.0.2.17]", EMAIL),
    ('"accueil nuit"@chu-tours.fr', EMAIL),
    ("mailto:presse@chu-nantes.fr", EMAIL),
    ("mailto:presse@chu-nantes.fr?subject=Visite%20du%203&cc=dir@chu-nantes.fr", EMAIL),
    ("presse [at] chu-nantes.fr", EMAIL),
    ("presse(at)chu-nantes(point)fr", EMAIL),
    ("presse [arobase] chu-nantes [point] fr", EMAIL),
    ("presse AT chu-nantes DOT fr", EMAIL),
    ("https://www.chu-nantes.fr", URL),
    ("http://ch-laval.fr/", URL),
    ("https://aphp.fr:8443/patients", URL),
    ("https://fr.wikipedia.org/wiki/Grippe_(homonymie)", URL),
    ("https://www.has-sante.fr/jcms/p_3278,fr_11/guide", URL),
    ("https://data.gouv.fr/d?id=12,5&type[]=a;b#tableau-2", URL),
    ("https://sante.fr/recherche?q=m%C3%A9decin&page=2", URL),
    ("https://[2001:db8::7]:8080/etat", URL),
    ("https://user:mot@intranet.local/a", URL),
    ("https://hôpital-forez.fr/accès", URL),
    ("https://xn--hpital-forez-6hb.fr/acces", URL),
    ("https://web.archive.org/web/2020/https://ameli.fr/", URL),
    ("https://www.reseau-chu.org/article/~chu_12/l'essai-1/", URL),
    ("HTTPS://WWW.AMELI.FR/", URL),
    ("ftp://ftp.insee.fr/pub/deces-2023.csv", URL),
    ("hxxps://faux-ameli.fr/login", URL),
    ("www.ch-cornouaille.fr", URL),
    ("www.ars.sante.fr/covid-19", URL),
    ("www2.chu-lille.fr/a_b", URL),
    ("chu-nantes.fr", URL),
    ("ap-hm.fr", URL),
    ("ameli.fr", URL),
    ("Doctolib.fr", URL),
    ("santepubliquefrance.fr/dossiers", URL),
    ("nouvelle-aquitaine.ars.sante.fr/2024/12000", URL),
    ("fondation.example:8080/dons", URL),
    ("sante.fr?ville=Nantes", URL),
    ("covid-19.sante.gouv.fr", URL),
    ("who.int", URL),
    ("t.me/sante44", URL),
    ("charite.de", URL),
    ("10.1056/NEJMoa2034577", DOI),
    ("10.1016/S0140-6736(20)30183-5", DOI),
    ("10.1002/(SICI)1097-0258(19980815/30)17:15/16<1661::AID-SIM968>3.0.CO;2-2", DOI),
    ("10.1038/s41586-020-2649-2", DOI),
    ("10.1000.10/123456", DOI),
    ("doi:10.1136/bmj.n71", DOI),
    ("https://doi.org/10.1016/S1470-2045(23)00054-X", DOI),
    ("doi.org/10.7326/M18-0850", DOI),
    ("0000-0002-1825-0097", ORCID),
    ("0000-0001-5109-373X", ORCID),
    ("https://orcid.org/0000-0002-1825-0097", URL),
    ("@sante_gouv", HANDLE),
    ("@Inserm", HANDLE),
    ("@chu.nantes", HANDLE),
    ("@presse@social.sciences.example", HANDLE),
    ("@chu-nantes.bsky.social", HANDLE),
    ("#ÉtéSansTabac", HASHTAG),
    ("#COVID19", HASHTAG),
    ("#octobre_rose", HASHTAG),
]
FRAMES = [
    "Écrire à {}.",
    "Voir {}, puis appeler.",
    "Le site ({}) est ouvert.",
    "Deux contacts : {} ; et le standard.",
    "Connaissez-vous {} ?",
    "Elle dit : « {} ».",
    "Tapez “{}” !",
    "{} répond",
    "Lien\u00a0: {}…",
    "[{}] et <{}>",
    "voir {}\u2060\u2060\u2060\u2060 ici",
]


@pytest.mark.parametrize(("address", "kind"), ADDRESSES)
def test_address_is_found_whole(address: str, kind: AddressKind) -> None:
    """Whatever stands around it is the sentence's."""
    assert is_address(address)
    for frame in FRAMES:
        text = frame.replace("{}", address)
        found = find_addresses(text)
        assert [(one.kind, one.text) for one in found] == [(kind, address)] * frame.count("{}"), text
        assert all(text[one.start : one.end] == one.text for one in found)


@pytest.mark.parametrize(
    ("text", "addresses"),
    [
        ("Écrire à presse@chu-nantes.fr.Il répond.", ["presse@chu-nantes.fr"]),
        ("Voir https://a.example/b,https://a.example/c.", ["https://a.example/b", "https://a.example/c"]),
        ("Voir 10.1016/j.a.1;10.1016/j.a.2.", ["10.1016/j.a.1", "10.1016/j.a.2"]),
        ("a@chu-lyon.fr/b@chu-lyon.fr", ["a@chu-lyon.fr", "b@chu-lyon.fr"]),
        ("sur l’ameli.fr et d'ameli.fr", ["ameli.fr", "ameli.fr"]),
        ("see ameli.fr’s pages, https://who.int/a's", ["ameli.fr", "https://who.int/a"]),
        ("(voir https://a.example/b(voir c", ["https://a.example/b"]),
        ("le site du CHU (www.chu-nantes.fr/a) et @chu", ["www.chu-nantes.fr/a", "@chu"]),
    ],
)
def test_neighbours_are_told_apart(text: str, addresses: list[str]) -> None:
    assert [found.text for found in find_addresses(text)] == addresses


@pytest.mark.parametrize(
    "text",
    [
        "rien ici. Et là",
        "aux soins.et à la ville",
        "à l’hôpital.la suite",
        "Fin.Les patients",
        "à 8 p.m. ou 9 a.m.",
        "p.ex. le L.AS, i.e. la licence",
        "M.Sc et Ph.D., Dr.Martin",
        "les étudiant@s et tous@",
        "12.5 puis 3.500.000 et 2024.la",
        "C# et &#233; et le #1",
        "av. J.-C. et S.A.S.",
        "https:// et www.",
        "ISSN 1234-5678, FINESS 44-000-0000",
        "M@x",
        "",
    ],
)
def test_words_and_figures_are_no_address(text: str) -> None:
    assert find_addresses(text) == ()


def test_a_long_text_without_blanks_is_no_matter() -> None:
    assert find_addresses("a." * 40_000 + "#" + "é" * 40_000)
    assert find_addresses("x" * 100_000 + ".") == ()
