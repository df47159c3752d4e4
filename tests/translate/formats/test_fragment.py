"""Exported strings are taken apart into literals and texts with numbered marks, and put together again."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from passerelle.translate.formats.fragment import (
    find_problems,
    fragments,
    match_parts,
    read_parts,
    write_parts,
)
from passerelle.translate.text.document import BlockKind


def texts(raw: str, *, xml: bool = False, html: bool | None = None) -> list[str]:
    return [fragment.text for fragment in fragments(read_parts(raw, xml=xml, html=html))]


CASES = [
    ('Voir <a id="a1">le site</a>.', ["Voir <1>le site</1>."]),
    ('<a id="a1"></a>Voir <b>ici</b>', ["<1/>Voir <2>ici</2>"]),
    ("Un <b>gras <i>et penché</i></b>", ["Un <1>gras <2>et penché</2></1>"]),
    ("Un<br/>deux", ["Un\n<1/>deux"]),
    ("\u00a0Bonjour &amp; bienvenue\u00a0", ["Bonjour & bienvenue"]),
    ("&nbsp;Un &lt;b&gt; visible&nbsp;", ["Un <b> visible"]),
    ("<p>Un.</p>\n<ul><li>Deux</li></ul>", ["Un.", "Deux"]),
    ("<b>Sans fin", ["<1/>Sans fin"]),
    ("Sans début</b>", ["Sans début<1/>"]),
    ("<b>Croisé <i>ici</b> là</i>", ["<1>Croisé <2/>ici</1> là<3/>"]),
    ("<script>x('</p>')</script>Bonjour", ["Bonjour"]),
    ("Bonjour %(name)s, %d messages", ["Bonjour <1/>, <2/> messages"]),
    ("{name} a {0} et {{ count }} ou ${x}", ["a <1/> et <2/> ou"]),
    (r"Si \(p &lt; 0{,}05\), <b>$$x$$</b> monte", ["Si <1/>, <2/> monte"]),
    ("Soit 10<sup>6</sup> cellules<sup>1</sup>", ["Soit 10⁶ cellules<1>1</1>"]),
    ("Sur 2 m<sup>2</sup>", ["Sur 2 m²"]),
    ("@count sur @total", ["sur"]),
    ("{n, plural, one {# cas} other {# cas}} : voir", [": voir"]),
    ("50 % des cas, 12 %", ["50 % des cas, 12 %"]),
    ("écrire à presse@example.org", ["écrire à presse@example.org"]),
    ("si p < 0,05 & n > 3", ["si p < 0,05 & n > 3"]),
    ("Un.\n\nDeux.", ["Un.", "Deux."]),
    ("Ligne un\nLigne deux\n", ["Ligne un", "Ligne deux"]),
    ("\n  Un essai.\n\n", ["Un essai."]),
    ("• Un lit\n• Deux lits\n\n• Trois lits", ["Un lit", "Deux lits", "Trois lits"]),
    ("- un lit\n- de plus", ["un lit", "de plus"]),
    ("1. Ouvrir\n2) Fermer", ["Ouvrir", "Fermer"]),
    ("Nom\tPrénom\tÂge", ["Nom", "Prénom", "Âge"]),
    ("\tAvec tabulation", ["Avec tabulation"]),
    ("Adresse :\n12, rue de la Paix", ["Adresse :", "12, rue de la Paix"]),
    ("Un 12 - 13 mai", ["Un 12 - 13 mai"]),
    ("Si <code>p &lt; 0,05</code>, tapez <kbd>Ctrl <b>C</b></kbd>.", ["Si <1/>, tapez <2/>."]),
    ("Lire<pre>x = <b>un</b>\n</pre>puis <samp>Erreur</samp> et fin", ["Lire", "puis <1/> et fin"]),
    ('Le <i translate="no">Fil <i>bleu</i></i> dit', ["Le <1/> dit"]),
    ('Le <span class="notranslate x">Fil</span> dit <q lang="en">act now</q> !', ["Le <1/> dit <2/> !"]),
    ('<p translate="no">Le Fil bleu</p><p>Un <em lang="fr">mot</em></p>', ["Un <1>mot</1>"]),
    ("<code>x = 1</code>", []),
    ("Sans fin <code>x", ["Sans fin <1/>x"]),
    ('Un <x id="1"/> lit de <g id="2">jour</g>', ["Un <1/> lit de <2>jour</2>"]),
    ("<t0>Le CHU</t0> ouvre <f1/>12 lits<s2>", ["<1>Le CHU</1> ouvre <2/>12 lits<3/>"]),
    (
        "Saisir <nom> si p <seuil et q> 3 ou <https://a.b>",
        ["Saisir <1/> si p <seuil et q> 3 ou <https://a.b>"],
    ),
    ("Lire [X5X]ici[X9X], [X3X] ou [X9X]", ["Lire <1>ici</1>, <2/> ou"]),
    ("[X0X]lits, [X9X]lits", ["<1/>lits, <2/>lits"]),
    ("Lire [[1]], @@2@@, __3__, ##4## et", ["Lire <1/>, <2/>, <3/>, <4/> et"]),
    ("Le [xix] et [X] de snake__1__case", ["Le [xix] et [X] de snake__1__case"]),
    ("%s", []),
    ("12,5", []),
    ("", []),
]


def test_a_sentence_may_run_on_in_the_next_line() -> None:
    """Text that was broken at a width is one sentence."""
    assert texts("Un centre de lutte\ncontre le cancer") == ["Un centre de lutte contre le cancer"]


@pytest.mark.parametrize(("raw", "expected"), CASES)
def test_strings_become_texts_with_marks(raw: str, expected: list[str]) -> None:
    """Words are texts, tags and placeholders are marks, and the same texts give the same string back."""
    assert texts(raw) == expected
    assert write_parts(read_parts(raw), expected) == raw


XML_CASES = [
    ('Voir <g id="1">le <x id="2"/>site</g> &amp; si p &lt; 3', ["Voir <1>le <2/>site</1> & si p < 3"]),
    ("<![CDATA[<p>Voir <b>ici</b> &amp; là</p>]]>", ["Voir <1>ici</1> & là"]),
    ("&lt;p&gt;Voir &lt;b&gt;ici&lt;/b&gt;&lt;/p&gt;", ["Voir <1>ici</1>"]),
    ('Le <mrk id="m" translate="no">Fil</mrk> et &lt;code&gt;x&lt;/code&gt; là', ["Le <1/> et <2/> là"]),
    ('<bpt id="1">&lt;b&gt;</bpt>Gras<ept id="1">&lt;/b&gt;</ept>', ["<1>Gras</1>"]),
    (
        '<bpt id="1">&lt;p&gt;</bpt>Un<ept id="1">&lt;/p&gt;</ept><bpt id="2">&lt;li&gt;</bpt>Deux<ept id="2">&lt;/li&gt;</ept>',
        ["Un", "Deux"],
    ),
    ('Un<x id="1" ctype="lb"/>deux', ["Un\n<1/>deux"]),
    ('Un <ph id="1"><sub>texte</sub></ph> mot', ["Un <1/> mot"]),
    ('<pc id="1">A <sc id="2"/>b</pc> c<ec startRef="2"/>', ["<1>A <2/>b</1> c<3/>"]),
    ('<bx id="1"/>A<ex id="1"/> b', ["<1>A</1> b"]),
    ('<mrk mtype="seg" mid="1">Un.</mrk>', ["<1>Un.</1>"]),
]


@pytest.mark.parametrize(("raw", "expected"), XML_CASES)
def test_xliff_content_becomes_texts_with_marks(raw: str, expected: list[str]) -> None:
    """Inline elements are marks too, nested or not, and block tags in them part paragraphs."""
    assert texts(raw, xml=True) == expected
    assert write_parts(read_parts(raw, xml=True), expected) == raw


def test_unseen_characters_are_no_text() -> None:
    """Soft hyphens and the like are neither translated nor missed."""
    assert texts("<b>Fé&shy;dération</b> hospi\u00adtalière, mi\u2011temps") == [
        "<1>Fédération</1> hospitalière, mi-temps"
    ]


BREAKS = [
    ("Un<br>deux", "One\n<1/>two", "One<br>two"),
    ("Un <br> deux", "One\n<1/> two", "One <br> two"),
    ("Un<br/><br/>deux", "One\n<1/>\n<2/>two", "One<br/><br/>two"),
    ("Un<br>deux", "One <1/> two", "One<br>two"),
]


@pytest.mark.parametrize(("raw", "target", "expected"), BREAKS)
def test_lines_end_at_their_breaks(raw: str, target: str, expected: str) -> None:
    """A line feed stands before each break while it is a mark; the string has the blanks that it had."""
    parts = read_parts(raw)
    assert write_parts(parts, [fragments(parts)[0].text]) == raw
    assert write_parts(parts, [target]) == expected


def test_marks_move_with_their_words() -> None:
    """A translation may order marks otherwise; each brings its own tag along."""
    parts = read_parts('Le <a id="a1">rapport</a> de <b>mai</b>')
    assert write_parts(parts, ["The <2>May</2> <1>report</1>"]) == 'The <b>May</b> <a id="a1">report</a>'


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("See <1>the <2>site", 'See <a id="a1">the <b>site</b></a>'),
        ("See <1>the <2>site</1> now</2>", 'See <a id="a1">the <b>site</b></a> now'),
        ("<1>See</1> <1>twice</1>", '<a id="a1">See</a> twice'),
        ("See <7>there</7>", "See there"),
        ("a < b & <1>c</1>", 'a &lt; b &amp; <a id="a1">c</a>'),
    ],
)
def test_what_a_person_did_to_marks_never_makes_broken_tags(target: str, expected: str) -> None:
    """Open marks are closed, crossing ones parted, unknown and repeated ones dropped; words are escaped."""
    assert write_parts(read_parts('Voir <a id="a1">le <b>site</b></a>'), [target]) == expected


@pytest.mark.parametrize(
    ("raw", "target", "expected"),
    [
        ("vous avez %d messages", "you have<1/> messages", "you have %d messages"),
        ("vous avez %d messages", "you have <1/>messages", "you have %d messages"),
        ("Par {author} : oui", "By:<1/> yes", "By: {author} yes"),
        ("Par {author} : oui", "By <1/>: yes", "By {author}: yes"),
        ("Voir (%s) ici", "See (<1/>) here", "See (%s) here"),
        ("Soit 10<sup>6</sup> mots", "10⁶ words", "10<sup>6</sup> words"),
        ("Un<br/>deux", "One <1/> two", "One<br/>two"),
        ("Un <br/> deux", "One <1/> two", "One <br/> two"),
    ],
)
def test_blanks_around_placeholders_are_those_of_the_french(raw: str, target: str, expected: str) -> None:
    """Where a word stands apart from a placeholder in French it does in English; line breaks stay tight."""
    assert write_parts(read_parts(raw), [target]) == expected


def test_headings_items_and_cells_keep_their_kind() -> None:
    """What a block tag says of its text is known to the translation."""
    kinds = [
        fragment.kind
        for fragment in fragments(read_parts("<h2>Un</h2><p>Deux</p><li>Trois</li><td>Quatre</td>"))
    ]
    assert kinds == [BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.TABLE_CELL]


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        ("<b>Sans fin", "The tag <b> has no partner"),
        ("<script>x()</script>Bonjour", "It holds a script"),
        ("{n, plural, one {# cas} other {# cas}}", "It holds an ICU message"),
        ("Voir <b>ici</b>", ""),
    ],
)
def test_problems_of_the_french_are_told(raw: str, words: str) -> None:
    """A person hears of lone tags, scripts and messages that cannot be translated."""
    found = " ".join(find_problems(read_parts(raw)))
    assert words in found
    assert bool(found) is bool(words)


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ('See <b>May</b>, <a id="a1">the report</a>', ("See <2>May</2>, <1>the report</1>",)),
        ("See the report", None),
        ('See <a id="a2">the report</a> <b>May</b>', None),
        ("<p>See</p><p>it</p>", None),
    ],
)
def test_an_older_translation_is_read_in_the_marks_of_its_source(
    target: str, expected: tuple[str, ...] | None
) -> None:
    """Equal tags get equal numbers; a translation with other tags is left to the system that has it."""
    parts = read_parts('Voir <a id="a1">le rapport</a> de <b>mai</b>')
    assert match_parts(parts, target, xml=False, html=True) == expected


PIECES = st.sampled_from(
    [
        "mot",
        "L’essai",
        "12,5 %",
        " ",
        "<b>",
        "</b>",
        '<a id="a1">',
        "</a>",
        "<br/>",
        "%s",
        "{n}",
        "&amp;",
        "<p>",
        "</p>",
        "<i>",
        "</i>",
        ".",
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=14))
def test_any_string_comes_back(pieces: list[str]) -> None:
    """Whatever tags a string holds, in whatever order, its own texts give it back but for runs of blanks."""
    raw = " ".join("".join(pieces).split())
    parts = read_parts(raw, html=True)
    written = write_parts(parts, [fragment.text for fragment in fragments(parts)])
    assert " ".join(written.split()) == raw
