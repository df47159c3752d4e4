"""HTML pages ↔ blocks."""

from io import BytesIO
from pathlib import Path

import pytest
from lxml import html

from passerelle.translate.formats.html.read import read_html
from passerelle.translate.formats.html.write import write_html
from passerelle.translate.text.document import Block, DocumentError

PAGE = (Path(__file__).parents[2] / "fixtures/documents/page.html").read_bytes()

BLOCKS = [
    ("title", 1, "Un essai prometteur dans le cancer du\u00a0sein"),
    ("paragraph", 0, "L’essai mené dans douze centres"),
    ("caption", 0, "Une chercheuse au microscope"),
    ("caption", 0, "Le laboratoire de l’institut, à Lyon."),
    ("paragraph", 0, "Les résultats, présentés samedi, portent sur <1>312</1> patientes"),
    ("paragraph", 0, "La survie sans progression atteint 24<1>e</1> mois, soit 12,5\u00a0% de plus"),
    ("heading", 2, "Des effets limités"),
    ("item", 1, "Fatigue chez 14\u00a0% des patientes ;"),
    ("item", 2, "surtout au début"),
    ("item", 1, "Nausées chez 9\u00a0%."),
    ("quotation", 0, "« Nous avons changé de regard"),
    ("caption", 0, "Les bras de l’essai"),
    ("cell", 0, "Bras"),
    ("cell", 0, "Patientes"),
    ("cell", 0, "Traitement"),
    ("cell", 0, "156"),
    ("paragraph", 0, "Adresse :\n<1/>12 rue des Lilas\n<2/>69000 Lyon"),
    ("paragraph", 0, "Un texte nu dans un bloc"),
    ("paragraph", 0, "Puis un paragraphe dedans."),
    ("paragraph", 0, "Et une fin."),
]
LEFT_OUT = [
    "Accueil",
    "Nous utilisons des cookies",
    "À lire aussi",
    "Sur le même sujet",
    "Bravo",
    "Tous droits",
]


def rewritten(source: bytes, targets: dict[str, str]) -> bytes:
    stream = BytesIO()
    write_html(stream, source, targets)
    return stream.getvalue()


def article(inner: str) -> bytes:
    return f"<html><body><article>{inner}</article></body></html>".encode()


def facts(blocks: tuple[Block, ...]) -> list[tuple[str, int, str]]:
    return [(block.kind.value, block.level, block.text) for block in blocks]


def test_article_is_found() -> None:
    """Of a saved page exactly the article is kept, each block with its kind and level."""
    blocks = read_html(PAGE).blocks
    assert [(kind, level) for kind, level, _ in facts(blocks)] == [(kind, level) for kind, level, _ in BLOCKS]
    for block, (_, _, start) in zip(blocks, BLOCKS, strict=True):
        assert block.text.startswith(start)


def test_page_around_is_left_out() -> None:
    """Menus, banners, comments and teasers are told as left out; scripts are never text."""
    document = read_html(PAGE)
    left = "\n".join(document.left_out)
    for start in LEFT_OUT:
        assert start in left
    assert "Ne pas lire" not in left


def test_links_keep_their_attributes() -> None:
    """A link's mark tells its address."""
    marks = read_html(PAGE).blocks[4].marks
    assert [mark.kind for mark in marks] == ["bold", "link"]
    assert dict(marks[1].attributes) == {"href": "https://x.fr/a?b=1&c=2", "target": "_blank"}


def test_writing_the_source_reads_the_same() -> None:
    """A page written with its own texts reads into the same blocks."""
    blocks = read_html(PAGE).blocks
    own = {block.id: block.text for block in blocks}
    assert read_html(rewritten(PAGE, own)).blocks == blocks


def test_written_targets_read_back() -> None:
    """Every target reads back as written, with the same kinds and marks."""
    blocks = read_html(PAGE).blocks
    targets = {block.id: block.text.replace("e", "E").replace("a", "Å") for block in blocks}
    again = read_html(rewritten(PAGE, targets)).blocks
    assert facts(again) == [(block.kind.value, block.level, targets[block.id]) for block in blocks]
    assert [block.marks for block in again] == [block.marks for block in blocks]


def test_rest_of_the_page_stays() -> None:
    """Only texts change: elements and attributes are the same, but for the language and the repeated metadata."""
    blocks = read_html(PAGE).blocks
    written = rewritten(PAGE, {block.id: block.text.upper() for block in blocks})
    before, after = html.document_fromstring(PAGE.decode()), html.document_fromstring(written.decode())
    elements = list(zip(before.iter(), after.iter(), strict=True))
    assert all(old.tag == new.tag for old, new in elements)
    changed = {
        (old.tag, name) for old, new in elements for name in old.attrib if old.get(name) != new.get(name)
    }
    assert changed == {("html", "lang"), ("meta", "content"), ("img", "alt")}
    assert after.get("lang") == "en"
    assert after.findtext(".//title") == "UN ESSAI PROMETTEUR DANS LE CANCER DU SEIN | Le Fil santé"


PARAGRAPH = "<p>Un paragraphe assez long pour que le lecteur le tienne sans hésiter pour de la prose.</p>"

KINDS = [
    ("<h1>Le titre</h1>" + PARAGRAPH, ["title", "paragraph"]),
    (
        PARAGRAPH + "<ol><li><p>Un</p></li><li>Deux<br>lignes</li></ol>" + PARAGRAPH,
        ["paragraph", "item", "item", "paragraph"],
    ),
    (
        "<dl><dt>Terme long et rare</dt><dd>Sa définition, en quelques mots.</dd></dl>" + PARAGRAPH,
        ["item", "item", "paragraph"],
    ),
    (PARAGRAPH + "<aside class='encadre'>" + PARAGRAPH + "</aside>", ["paragraph", "paragraph"]),
    (PARAGRAPH + "<aside>" + PARAGRAPH + "</aside>", ["paragraph"]),
    (PARAGRAPH + "<div hidden>" + PARAGRAPH + "</div>", ["paragraph"]),
    (PARAGRAPH + "<pre>code = 1</pre><script>var x = 'texte long';</script>", ["paragraph"]),
    (
        "<p><span style='x'>Un paragraphe</span> que l’éditeur a coupé en morceaux sans raison.</p>",
        ["paragraph"],
    ),
    ("<p><a href='x'><img src='y' alt=''></a></p>" + PARAGRAPH, ["paragraph"]),
]


@pytest.mark.parametrize(("inner", "kinds"), KINDS)
def test_kinds(inner: str, kinds: list[str]) -> None:
    """Elements tell the kind of a block; what is hidden, aside or code is none."""
    assert [block.kind for block in read_html(article(inner)).blocks] == kinds


ATTRIBUTES = [
    ("<p>Voir <a href='x' title='Lire le dossier'>ici</a> là</p>", ["attribute Lire le dossier"]),
    ("<p>Un <abbr title='centre de lutte'>CLCC</abbr> là</p>", ["attribute centre de lutte"]),
    (
        "<figure aria-label='Carte des lits'><img src='a' alt='Carte'></figure>",
        ["attribute Carte des lits", "caption Carte"],
    ),
    (
        "<p><a href='x' aria-label='Le rapport en PDF'><img src='a' alt=''></a></p>",
        ["attribute Le rapport en PDF"],
    ),
    ("<p>Voir <iframe src='v' title='La vidéo du débat'></iframe></p>", ["attribute La vidéo du débat"]),
    ("<div title='Un encadré'><p>Un mot de plus</p><p>Un autre</p></div>", ["attribute Un encadré"]),
    ("<p><img src='a' alt='IMG_2024.jpg' title='carte-2.png'></p>", []),
    ("<p><a href='x' title='Partager sur un réseau'>ici</a></p>", []),
    ("<p><a href='x' title='Act now' lang='en'>ici</a> <b translate='no' title='Le mot'>x</b></p>", []),
    ("<p title=''>Voir</p>", []),
]


@pytest.mark.parametrize(("inner", "expected"), ATTRIBUTES)
def test_attributes_that_speak_are_blocks(inner: str, expected: list[str]) -> None:
    """What readers see or hear of an attribute is translated; names of files and buttons of the page are not."""
    source = article(PARAGRAPH + inner + PARAGRAPH)
    found = [block for block in read_html(source).blocks if block.kind in ("attribute", "caption")]
    assert [f"{block.kind} {block.text}" for block in found] == expected
    written = rewritten(source, {block.id: f"«{block.text}»" for block in read_html(source).blocks})
    tree = html.document_fromstring(written.decode())
    values = [value for element in tree.iter() for value in element.attrib.values() if "«" in value]
    assert values == [f"«{text.partition(' ')[2]}»" for text in expected]


H1 = "<h1>Un essai très attendu</h1>"
TOPS = [
    ("<p>Politique</p>{}", "Politique", "|"),
    ("<p class='kicker'>Politique</p>{}", "Politique", "|"),
    ("<div><a class='rubrique' href='/s'>Santé publique</a></div><div>{}</div>", "Santé publique", "|"),
    ("<header><div><span>Enquête</span></div>{}<p>Dix mesures</p></header>", "Enquête", "|Dix mesures"),
    ("<hgroup>{}<p>Dix mesures, un milliard</p></hgroup>", "", "|Dix mesures, un milliard"),
    ("<p class='chapo'>Le ministre annonce dix mesures.</p>{}", "Le ministre annonce dix mesures.", "|"),
    ("<p class='surtitre'>Enquête</p><p>Publié le 3 mai 2024 à 8h30</p>{}", "Enquête", "|"),
    (
        "{}<p class='kicker'>Politique</p><div class='standfirst'>Dix mesures</div>",
        "",
        "|Politique|Dix mesures",
    ),
    ("<p><a href='/s'>Santé</a></p>{}", "", "|"),
    ("<nav><p>Politique</p></nav>{}", "", "|"),
    ("<ul><li>Politique</li><li>Santé</li></ul>{}", "", "|"),
    ("<p>Article réservé aux abonnés</p>{}", "", "|"),
]


@pytest.mark.parametrize(("top", "before", "after"), TOPS)
def test_kickers_and_standfirsts_are_text(top: str, before: str, after: str) -> None:
    """What leads up to a title or follows it belongs to the article; menus, dates and labels do not."""
    texts = [block.text for block in read_html(article(top.format(H1) + PARAGRAPH)).blocks]
    assert "|".join(texts[:-1]) == f"{before}|Un essai très attendu{after}".strip("|")


BREAKS = [
    ("Première ligne<br>CLCC", "Première ligne\n<1/>CLCC"),
    ("Une<br/>\n  deux<br><br>trois", "Une\n<1/>deux\n<2/>\n<3/>trois"),
    ("Un <b>gras<br>sur deux</b> lignes", "Un <1>gras\n<2/>sur deux</1> lignes"),
]


@pytest.mark.parametrize(("inner", "text"), BREAKS)
def test_lines_end_at_their_breaks(inner: str, text: str) -> None:
    """A break ends a line of the text, and is written as it was, nothing before or after it."""
    source = article(f"<p>{inner}</p>{PARAGRAPH}")
    block = read_html(source).blocks[0]
    assert block.text == text
    written = rewritten(source, {block.id: text.upper()}).decode()
    assert f"<p>{inner.upper()}</p>".replace("BR/", "BR").replace("\n  ", "").lower() in written.lower()


OPAQUE = [
    ("Si <code>p &lt; 0,05</code>, non.", "Si <1/>, non.", "code"),
    ("Tapez <kbd>Ctrl <b>C</b></kbd>.", "Tapez <1/>.", "code"),
    ("On lit <samp>Erreur fatale</samp> et <var>la dose</var>", "On lit <1/> et <2/>", "code code"),
    ("Où <math><mi>x</mi><mo>&lt;</mo><mn>3</mn></math> croît", "Où <1/> croît", "math"),
    ("Où <span class='katex'>x<sup>2</sup></span> croît", "Où <1/> croît", "math"),
    (r"Si \(p &lt; 0{,}05\), $$x_1$$ croît de 5 $", "Si <1/>, <2/> croît de 5 $", "math math"),
    (r"Ainsi \[ \sum_i x_i \] <b>croît</b>", "Ainsi <1/> <2>croît</2>", "math bold"),
    ("Le <b translate='no'>Fil <i>bleu</i></b> dit", "Le <1/> dit", "literal"),
    ("Le <span class='x notranslate'>Fil</span> dit", "Le <1/> dit", "literal"),
    ("Le <span translate='yes' class='x'>Fil</span> dit", "Le <1>Fil</1> dit", "span"),
    ("Il dit <q lang='en-GB'>act <b>now</b></q> !", "Il dit <1/> !", "literal"),
    ("Un mot <i lang='fr-CA'>bien français</i>", "Un mot <1>bien français</1>", "italic"),
    ("Une <em lang=''>chose</em>", "Une <1>chose</1>", "italic"),
]


@pytest.mark.parametrize(("inner", "text", "kinds"), OPAQUE)
def test_what_is_no_text_is_carried_whole(inner: str, text: str, kinds: str) -> None:
    """Code, formulas, names and foreign words are one mark each, and come back to the letter."""
    source = article(f"<p>{inner}</p>{PARAGRAPH}")
    block = read_html(source).blocks[0]
    assert (block.text, " ".join(mark.kind for mark in block.marks)) == (text, kinds)
    written = rewritten(source, {block.id: block.text.replace("e", "é")})
    before, after = html.fragment_fromstring(f"<p>{inner}</p>"), html.document_fromstring(written.decode())
    for name in ("code", "kbd", "samp", "var", "math", "q", "b"):
        parts = [
            [html.tostring(part, with_tail=False) for part in tree.iter(name)] for tree in (before, after)
        ]
        assert parts[0] == parts[1]


LONG = "Une phrase assez longue pour que le lecteur de la page la tienne sans hésiter pour de la prose."
STAYING = [
    ("<p translate='no'>{}</p>", "marked"),
    ("<div class='notranslate'><p>{}</p></div>", "marked"),
    ("<blockquote lang='en'><p>We must act before it is too late.</p></blockquote>", "language"),
    (
        "<p>Selon <i lang='la'>vox populi</i>, non.</p><p lang='de'>Jetzt handeln, sofort.</p>",
        "language language",
    ),
    ("<p>Le <b translate='no'>Fil bleu</b> dit</p>", "marked"),
    ("<pre>{}</pre>", "code"),
    ("<div class='mathjax'>x = {}</div>", "code"),
    ("<p>Tapez <kbd>Ctrl</kbd> ici</p>", ""),
]


@pytest.mark.parametrize(("inner", "reasons"), STAYING)
def test_what_stays_is_told(inner: str, reasons: str) -> None:
    """A passage that is not for translation is left alone, and the summary tells why."""
    source = article(PARAGRAPH + inner.format(LONG) + PARAGRAPH)
    document = read_html(source)
    assert not any(block.text.startswith(("Une phrase", "We", "Jetzt")) for block in document.blocks)
    assert " ".join(each.why for each in document.left) == reasons
    assert document.left_out == ()
    written = rewritten(source, {block.id: block.text.upper() for block in document.blocks}).decode()
    assert all(each.text.removesuffix("…") in written for each in document.left)


TRANSLATED = [
    "<p lang='en-US'>{}</p>",
    "<div translate='no'><p translate='yes'>{}</p></div>",
    "<div lang='en'><p lang='fr'>{}</p></div>",
]


@pytest.mark.parametrize("inner", TRANSLATED)
def test_french_is_translated_all_the_same(inner: str) -> None:
    """The nearest element is obeyed, and a language that the words belie is not believed."""
    text = LONG + " Elle est suivie de celle-ci, qui ne dit rien de plus que la première."
    assert read_html(article(PARAGRAPH + inner.format(text))).blocks[1].text == text


def test_a_page_that_asks_to_stay_is_translated() -> None:
    """Whoever gives a page wants it translated; that it asks browsers not to is told."""
    source = f"<html translate='no' lang='en'><body class='notranslate'>{PARAGRAPH}</body></html>"
    document = read_html(source.encode())
    assert len(document.blocks) == 1
    assert document.warnings == ("The page asks not to be translated; it was, since you gave it.",)


WRAPPERS = [
    "<form id='aspnetForm'>{}</form>",
    "<div class='page with-sidebar'>{}</div>",
    "<table><tr><td>{}</td></tr></table>",
]


def test_what_an_element_names_is_content() -> None:
    """Who spoke, and the line that opens details, are text of the article, however they read."""
    inner = "<blockquote><p>« Nous irons. »</p><footer>Un élu</footer></blockquote><details><summary>En savoir plus</summary></details>"
    document = read_html(article(f"{PARAGRAPH}{inner}{PARAGRAPH}"))
    assert {"Un élu", "En savoir plus"} <= {block.text for block in document.blocks}


@pytest.mark.parametrize("wrapper", WRAPPERS)
def test_a_wrapper_of_everything_is_no_furniture(wrapper: str) -> None:
    """An element that holds nearly all of the prose is kept whatever its name says."""
    source = wrapper.format("<h1>Le titre de l’article</h1>" + PARAGRAPH * 3)
    assert len(read_html(f"<html><body>{source}</body></html>".encode()).blocks) == 4


def test_title_is_the_heading_that_the_window_repeats() -> None:
    """A site's name in a first-level heading is not the title."""
    source = (
        "<html><head><title>Un essai très attendu – Le Fil</title></head><body><h1>Le Fil</h1><div><h1>Un essai très "
        f"attendu</h1>{PARAGRAPH}</div></body></html>"
    )
    blocks = read_html(source.encode()).blocks
    assert [block.text for block in blocks][:1] == ["Un essai très attendu"]


ENCODINGS = [
    ("iso-8859-1", "<meta charset='iso-8859-1'>"),
    ("cp1252", "<meta http-equiv='Content-Type' content='text/html; charset=windows-1252'>"),
    ("utf-8-sig", ""),
    ("utf-16", ""),
]


@pytest.mark.parametrize(("encoding", "meta"), ENCODINGS)
def test_encoding(encoding: str, meta: str) -> None:
    """A page is read in the encoding it declares, and written as UTF-8 that says so."""
    text = f"<html><head>{meta}</head><body><h1>L'été à Besançon</h1>{PARAGRAPH}</body></html>"
    source = text.encode(encoding)
    blocks = read_html(source).blocks
    assert blocks[0].text == "L'été à Besançon"
    written = rewritten(source, {blocks[0].id: "Summer – in Besançon"}).decode("utf-8")
    assert "Summer – in Besançon" in written
    assert "1252" not in written
    assert "8859" not in written


def test_a_fragment_stays_a_fragment() -> None:
    """HTML without a page around it is written without one."""
    source = f"<h2>Un titre</h2>\n{PARAGRAPH}".encode()
    blocks = read_html(source).blocks
    written = rewritten(source, {blocks[0].id: "A title"}).decode()
    assert written.startswith("<h2>A title</h2>\n<p>Un paragraphe")


@pytest.mark.parametrize("fragment", ["<h1>Titre</h1>", "<p>Un <b>lit</b>.</p>", "<ul><li>Un</li></ul>"])
def test_a_fragment_may_be_short(fragment: str) -> None:
    """It has no menus of which to tell it."""
    assert len(read_html(fragment.encode()).blocks) == 1


@pytest.mark.parametrize(
    "inner", ["<nav><a>Accueil</a></nav><footer>Mentions légales</footer>", "", "<p>12</p>"]
)
def test_no_article(inner: str) -> None:
    """A page with menus only is an error."""
    with pytest.raises(DocumentError, match=r"no article|no text"):
        read_html(f"<html><body>{inner}</body></html>".encode())


@pytest.mark.parametrize("depth", [200, 20_000])
def test_a_page_nested_without_end_is_refused(depth: int) -> None:
    """Real pages stay far below what browsers show; deeper ones, which would take minutes, are told at once."""
    page = f"<html><body>{'<div>' * depth}<h1>Un essai</h1><p>Le centre de Nantes a ouvert hier matin.</p></body></html>"
    if depth < 512:
        assert read_html(page.encode()).blocks
    else:
        with pytest.raises(DocumentError, match="512 and more deep"):
            read_html(page.encode())
