"""What site generators, notebooks and forges add to Markdown: its text is translated, the rest comes back to the letter."""

from io import BytesIO

import pytest

from passerelle.translate.formats.markdown.fields import SPOKEN_FIELDS
from passerelle.translate.formats.markdown.read import read_markdown
from passerelle.translate.formats.markdown.write import write_markdown

CASES = {
    "task list": ("- [ ] tâche à faire\n- [x] tâche **faite**\n  - [-] annulée", ["tâche à faire", "tâche <1>faite</1>", "annulée"]),
    "definition list": ("Terme *un*\n: Définition une\n\nTerme deux\n:   Définition\n\n    Suite.", ["Terme <1>un</1>", "Définition une", "Terme deux", "Définition", "Suite."]),
    "inline maths": (r"Soit $a_b + c$, $$x^2$$ et \(y_1 = 3\), de 5 $ à 10 $.", ["Soit <1/>, <2/> et <3/>, de 5 $ à 10 $."]),
    "block maths": ("Soit :\n\n$$\nE = mc^2\n$$\n\n\\[\nx = y\n\\]\n\n\\begin{align}\na &= b\n\\end{align}", ["Soit :"]),
    "above and below the line": ("Soit 10^6^ cellules, H~2~O, Ca^2+^ et m<sup>2</sup>, ~~faux~~.", ["Soit 10⁶ cellules, H₂O, Ca²⁺ et m², <1>faux</1>."]),
    "HTML block": (
        '<div class="x">\n  <h3>À retenir</h3>\n  <p>Le test est <b>gratuit</b> &amp; sûr.<br>Ici</p>\n  <ul><li>Un <a href="u" title="Le guide">point</a></li></ul>\n  <img src="a.png" alt="Le bloc">\n  <pre>le code du jour</pre>\n</div>',
        ["À retenir", "Le test est <1>gratuit</1> & sûr.\n<2/>Ici", "Un <1>point</1>", "Le guide", "Le bloc"],
    ),
    "HTML table and frame": ('<table>\n<tr><td>Cellule</td></tr>\n</table>\n\n<iframe src="x" title="La vidéo"></iframe>', ["Cellule", "La vidéo"]),
    "script and style": ('Texte.\n\n<script>\nvar t = "le texte du script";\n</script>\n\n<style>\n.a {}\n</style>', ["Texte."]),
    "details": ("<details>\n<summary>Voir la suite</summary>\n\nDu **texte**.\n\n</details>", ["Voir la suite", "Du <1>texte</1>."]),
    "titles of links and images": (
        'Un [lien](u "Le titre") et ![image](a.png "La légende"), [réf][r].\n\n[r]: https://b.fr "Titre de réf"\n[//]: # (À relire)',
        ["Un <1>lien</1> et <2/>, <3>réf</3>.", "Le titre", "image", "La légende", "Titre de réf"],
    ),
    "footnotes": ("Mot[^1] et^[Note *brève*.] puis[^n].\n\n[^1]: Note une.\n[^n]: Note deux.\n\n    Suite.", ["Mot<1/> et<2/> puis<3/>.", "Note <1>brève</1>.", "Note une.", "Note deux.", "Suite."]),
    "reStructuredText directive": ("Intro.\n\n.. question:: Où faire un test ?\n    :level: 3\n\n    Il faut aller en **pharmacie**.\n\n    - un point\n\nFin.", ["Intro.", "Où faire un test ?", "Il faut aller en <1>pharmacie</1>.", "un point", "Fin."]),
    "titles with anchors and expressions": ("Intro.\n\n.. question:: Où se faire tester ? {#ou}\n\n    Ici.\n\n.. answer:: Le test {{ nom }} est gratuit\n\n    Oui.\n\n```{note} À savoir {#n}\nNon.\n```", ["Intro.", "Où se faire tester ?", "Ici.", "Le test <1/> est gratuit", "Oui.", "À savoir", "Non."]),
    "titles of code": ('Texte.\n\n```py title="Un exemple" {1}\nx = 1\n```', ["Texte.", "Un exemple"]),
    "buttons and choices": ('<div>\n<button aria-label="Fermer">Je réserve</button>\n<select><option>Un choix</option></select>\n</div>', ["<1>Je réserve</1>", "Fermer", "Un choix"]),
    "directive in a list": ("- Point\n\n  .. warning:: Attention\n\n     Le texte.\n\n.. image:: a.png\n   :alt: Une image\n   :width: 200\n\n.. |v| replace:: 1.0\n\n.. code-block:: sh\n\n   le code du jour", ["Point", "Attention", "Le texte.", "Une image"]),
    "MkDocs admonitions and tabs": ('!!! note "La dose"\n    Le corps.\n\n??? tip\n    Replié.\n\n???+ info "Titre *ital*"\n    Ouvert.\n\n=== "Onglet"\n\n    Du texte.\n\n    ```\n    code\n    ```', ["La dose", "Le corps.", "Replié.", "Titre <1>ital</1>", "Ouvert.", "Onglet", "Du texte."]),
    "containers": (
        '::: warning Attention\nLe corps.\n:::\n\n:::tip[Mon **titre**]\nDu texte.\n:::\n\n::: {.callout-note title="Titre quarto"}\nUn texte.\n:::\n\n/// details | Replié\nLe texte.\n///',
        ["Attention", "Le corps.", "Mon <1>titre</1>", "Du texte.", "Titre quarto", "Un texte.", "Replié", "Le texte."],
    ),
    "nested containers": ("::::{grid} 2\n:::{card} Une carte\n:link: a.html\nLe texte.\n:::\n::::", ["Une carte", "Le texte."]),
    "MyST": (
        "(cible)=\n````{admonition} Un titre\n:class: tip\n\nVoir {ref}`la page <cible>` ici.\n\n```python\nle code du jour\n```\n````\n\n```{figure} img.png\n:alt: Un plan\n\nLa légende.\n```\n\n% remarque\n\n+++\n\n```{mermaid}\nle graphe\n```",
        ["Un titre", "Voir <1/> ici.", "Un plan", "La légende."],
    ),
    "alerts": ("> [!NOTE]\n> Le texte.\n\n> [!WARNING] Un titre\n> La suite.", ["Le texte.", "Un titre", "La suite."]),
    "Liquid": (
        '{% if page.titre %}\nPublié le {{ page.date | date: "%d/%m" }} par {{ auteur }}.\n{% endif %}\n{% include figure.html src="a.png" caption="La salle d’attente" %}\n{% for actualite in actualites %}\n- {{ actualite.titre }} : suite\n{% endfor %}\n{% highlight sh %}\nle code du jour\n{% endhighlight %}',
        ["Publié le <1/> par <2/>.", "La salle d’attente", "<1/> : suite"],
    ),
    "Hugo": (
        '{{< figure src="a.png"\n   caption="Deux lignes" >}}\n{{% notice note "Attention" %}}\nLe texte.\n{{% /notice %}}\nVoir {{< button href="a" >}}le bouton{{< /button >}} et [la page]({{< ref "p.md" >}}).',
        ["Deux lignes", "Attention", "Le texte.", "Voir <1>le bouton</1> et <2>la page</2>."],
    ),
    "WordPress": ('[caption id="a"]<img src="x.png" alt="Le bloc" /> La légende[/caption]\n\nVoir [gallery ids="1,2"] ici, [sic], [NDLR].', ["<1><2/> La légende</1>", "Le bloc", "Voir <1/> ici, [sic], [NDLR]."]),
    "MDX": (
        "import Tabs from '@theme/Tabs';\n\nexport const a = {b: 1};\n\n<Tabs>\n<TabItem value=\"a\" label=\"Premier onglet\">\nDu **gras**.\n</TabItem>\n<TabItem label=\"Second\" style={{color: 'red'}}>\n\nDu texte.\n\n</TabItem>\n</Tabs>\n\nLe <Badge text=\"Neuf\" color={c}>mot</Badge> de {props.nom}.\n\n{/* note */}",
        ["Premier onglet", "Du <1>gras</1>.", "Second", "Du texte.", "Le <1>mot</1> de <2/>.", "Neuf"],
    ),
    "Astro cards": ('<Card title="Un titre" icon="star">\n  Un contenu.\n</Card>\n\n<LinkCard title="Lien" description="Une suite" href="/a" />', ["Un titre", "Un contenu.", "Lien", "Une suite"]),
    "tables of contents": ("[toc]\n\n* TOC\n{:toc}\n\n[[_TOC_]]\n\n# Le titre {#ancre}\n\n## Une suite {: .classe }\n{: .no_toc }\n\nDu texte.\n{: .lead }", ["Le titre", "Une suite", "Du texte."]),
    "attributes": ('Un [lien](u){:target="_blank"} et ![plan](a.png){width=50%} ici.', ["Un <1>lien</1> et <2/> ici.", "plan"]),
    "abbreviations and verse": ("*[HAS]: Haute Autorité de santé\n*[ARS]: Agence régionale\n\n| Premier vers\n| Second vers", ["Haute Autorité de santé", "Agence régionale", "Premier vers", "Second vers"]),
    "opaque words": ('Tapez <kbd>Ctrl</kbd>+`a_b` si <code>p &lt; 0,05</code> :warning: [@dupont, p. 3], <span translate="no">Le Monde</span>, [[Page|texte]].', ["Tapez <1/>+<2/> si <3/> <4/> <5/>, <6/>, <7/>.", "texte"]),
    "placeholders": ("Bonjour %(name)s, {0} cas et ${total} ; <%= nom %>, 50 % des cas.", ["Bonjour <1/>, <2/> cas et <3/> ; <4/>, 50 % des cas."]),
    "anchors": ('<a name="x"></a>\nUn texte <abbr title="Haute Autorité">HAS</abbr>.', ["Un texte <1>HAS</1>.", "Haute Autorité"]),
    "lines": ("Une ligne\\\nDeux lignes  \nTrois\n\n– Et après ?\n— Rien.  \n— Bien.", ["Une ligne\n<1/>Deux lignes\n<2/>Trois", "Et après ?\n<1/>Rien.\n<2/>Bien."]),
    "emphasis": ("**Note :** [**lien**](u), ***les deux***, __gras__, _it_, l’**hôpital**s, ==su==, ++in++.", ["<1>Note :</1> <2><3>lien</3></2>, <4><5>les deux</5></4>, <6>gras</6>, <7>it</7>, l’<8>hôpital</8>s, <9>su</9>, <10>in</10>."]),
    "plain signs": ("De 5 $ à 10 $, ~10 mg ~ 20, x^2 et y^2, a_b_c, 2 * 3, [NDLR], #1, <5 et >10, https://a.fr/_b_/c.", ["De 5 $ à 10 $, ~10 mg ~ 20, x^2 et y^2, a_b_c, 2 * 3, [NDLR], #1, <5 et >10, https://a.fr/_b_/c."]),
    "table": ("| Site | Part {{ x | y }} |\n|------|-----:|\n| **Nord** | 12<br>cas |\n| Sud \\| Est | `a` |", ["Site", "Part <1/>", "<1>Nord</1>", "12\n<1/>cas", "Sud | Est"]),
    "code": ("Texte.\n\n    pip install passerelle\n\n```sh\nle code du jour\n```", ["Texte."]),
    "YAML": (
        "---\ntitle: \"L’essai : fin\"\ntags: [santé publique, \"hôpital, clinique\"]\ncategories:\n  - Recherche\ncover:\n  alt: 'Le bloc'\nslug: l-essai\nurl: /a\n---\n\nTexte.",
        ["L’essai : fin", "Texte.", "santé publique", "hôpital, clinique", "Recherche", "Le bloc"],
    ),
    "TOML": ('+++\ntitle = "Un titre"\ndate = 2026-01-01\ntags = ["santé", "soin"]\n[params]\n  summary = \'Un résumé\'\n+++\n\nTexte.', ["Un titre", "Un résumé", "Texte.", "santé", "soin"]),
    "JSON": ('{\n  "title": "Un titre",\n  "tags": [\n    "santé"\n  ]\n}\n\nTexte.', ["Un titre", "Texte.", "santé"]),
    "Pelican": ("Title: Un titre\nDate: 2026-01-01\nTags: santé, soin public\n\nTexte.", ["Un titre", "Texte.", "santé", "soin public"]),
}  # fmt: skip
"""What a file holds, and the texts that are translated of it."""


def rewritten(source: bytes, targets: dict[str, str]) -> bytes:
    stream = BytesIO()
    write_markdown(stream, source, targets)
    return stream.getvalue()


def accented(text: str) -> str:
    """Return another text of the same shape, as a translation is one."""
    return text.replace("e", "ë")


@pytest.mark.parametrize(("source", "texts"), CASES.values(), ids=CASES)
def test_texts(source: str, texts: list[str]) -> None:
    """What readers see is a text of its own; marks stand for all that programs see."""
    assert [block.text for block in read_markdown(source.encode()).blocks] == texts


@pytest.mark.parametrize(("source", "texts"), CASES.values(), ids=CASES)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_there_and_back(source: str, texts: list[str], newline: str) -> None:
    """Every text can be replaced, reads back as what replaced it, and replaced again by itself gives the same file."""
    file = (source.replace("\n", newline) + newline).encode()
    blocks = read_markdown(file).blocks
    written = rewritten(file, {block.id: accented(block.text) for block in blocks})
    again = read_markdown(written).blocks
    assert [(block.kind, block.level, block.text) for block in again] == [
        (block.kind, block.level, accented(block.text)) for block in blocks
    ]
    own = {new.id: block.text for new, block in zip(again, blocks, strict=True)}
    assert rewritten(written, own).replace(b"m^2^", b"m<sup>2</sup>") == file
    assert len(texts) == len(blocks)


def test_indented_prose_is_prose() -> None:
    """An indented block of French is Markdown; the file keeps its indentation, and code stays code."""
    source = (
        "Voici :\n\n    Ce paragraphe indenté parle de la santé des **patients**.\n\n    x = lire(fichier)\n"
    )
    code = "Voici :\n\n    x = lire(fichier)\n"
    blocks = read_markdown(source.encode()).blocks
    assert [block.text for block in blocks][
        1
    ] == "Ce paragraphe indenté parle de la santé des <1>patients</1>."
    written = rewritten(source.encode(), {blocks[1].id: "On the <1>patients</1>."}).decode()
    assert "\n    On the **patients**.\n" in written
    assert len(read_markdown(code.encode()).blocks) == 1


def test_what_spells_an_abbreviation_out_stands_alone() -> None:
    """Its English is written in full, though the text has introduced the short form."""
    source = '*[HAS]: Haute Autorité\n\nLa <abbr title="Haute Autorité">HAS</abbr> dit.\n\n<p><abbr title="Agence">ARS</abbr></p>'
    kinds = {block.text: block.kind for block in read_markdown(source.encode()).blocks}
    assert (kinds["Haute Autorité"], kinds["Agence"]) == ("attribute", "attribute")


CHANGED = [
    ("Voir [réf] ici.\n\n[réf]: u", {"Voir <1>réf</1> ici.": "See <1>ref</1> here."}, "See [ref][réf] here.\n\n[réf]: u"),
    ('!!! note "Attention"\n    Texte.', {"Attention": 'The "dose"'}, '!!! note "The ”dose”"\n    Texte.'),
    ("title: x\ntags: a, été", {"été": "summer, warm"}, "title: x\ntags: a, summer – warm"),
    ("{{< note 'Attention' >}}\nTexte.", {"Attention": "It’s 'this'"}, "{{< note 'It’s ’this’' >}}\nTexte."),
    ('<Card title="Titre" />', {"Titre": 'A "b" & c'}, '<Card title="A ”b” & c" />'),
    ('<p title="Le titre">Texte</p>', {"Le titre": 'A "b" & c', "Texte": "a < b"}, '<p title="A ”b” &amp; c">a &lt; b</p>'),
    ("---\ntags: sein, côlon\n---\n", {"sein": "Breast: one, first"}, "---\ntags: Breast – one – first, côlon\n---\n"),
    ("Le **mot** ici.", {"Le <1>mot</1> ici.": "The word<1>s</1> here."}, "The word**s** here."),
    ("Le __mot__ ici.", {"Le <1>mot</1> ici.": "The word<1>s</1> here."}, "The word**s** here."),
    ("Le **mot** ici.", {"Le <1>mot</1> ici.": "The<1> (word)</1>s here."}, "The <strong>(word)</strong>s here."),
    ("Texte.", {"Texte.": "- [ ] [toc] :::"}, "\\- [ ] \\[toc] :::"),
    ("Texte.", {"Texte.": "::: note"}, "\\::: note"),
    ("Texte.", {"Texte.": "Cost: $5_a$ [x]"}, "Cost: \\$5_a$ [x]"),
]  # fmt: skip


@pytest.mark.parametrize(("source", "targets", "expected"), CHANGED)
def test_written(source: str, targets: dict[str, str], expected: str) -> None:
    """A translation is written so that it says what it says, with no more escapes than that takes."""
    blocks = read_markdown(source.encode()).blocks
    assert (
        rewritten(
            source.encode(), {block.id: targets.get(block.text, block.text) for block in blocks}
        ).decode()
        == expected
    )


FIELDS = [
    ("seo:\n  title: Le titre\n  description: Le reste", ("seo.title",), ["Le titre"]),
    ("seo:\n    title: Le titre\ntitle: L’autre", ("SEO.title",), ["Le titre"]),
    ("hero: {tagline: 'L''accroche', image: a.png}", ("hero.tagline",), ["L'accroche"]),
    ("faq:\n- question: Où ?\n  réponse: Ici.\n- question: Quand ?\n  réponse: Demain.", ("faq.question", "réponse"),
     ["Où ?", "Ici.", "Quand ?", "Demain."]),
    ("liens:\n  - {texte: Le site, url: /a}\n  - {texte: La carte, url: /b}", ("liens.texte",), ["Le site", "La carte"]),
    ('mots_cles: [le sein, "le côlon"]\ntitle: Non', ("mots_cles",), ["le sein", "le côlon"]),
    ("bio: >-\n  Elle soigne\n  et enseigne.\n", ("bio",), ["Elle soigne et enseigne."]),
    ("points:\n  - Le premier\n  - Le second", ("points",), ["Le premier", "Le second"]),
    ("keywords: sein, côlon", ("keywords",), ["sein", "côlon"]),
    ("hero:\n  titre: Le titre", ("hero",), []),
]  # fmt: skip


@pytest.mark.parametrize(("head", "fields", "texts"), FIELDS)
def test_fields_that_a_house_names(head: str, fields: tuple[str, ...], texts: list[str]) -> None:
    """Fields within others, in lists and between braces are named by their way; what is not named stays to the letter."""
    source = f"---\n{head}\n---\n\nTexte.\n".encode()
    blocks = read_markdown(source, fields).blocks
    assert {block.text for block in blocks} == {*texts, "Texte."}
    stream = BytesIO()
    write_markdown(stream, source, {block.id: block.text for block in blocks}, fields=fields)
    assert stream.getvalue() == source
    stream = BytesIO()
    write_markdown(stream, source, {block.id: block.text.upper() for block in blocks}, fields=fields)
    assert {block.text for block in read_markdown(stream.getvalue(), fields).blocks} == {
        text.upper() for text in (*texts, "Texte.")
    }


def test_fields_of_tables() -> None:
    """TOML names a field within others by its table."""
    source = b'+++\ntitle = "Non"\n[seo]\ntitle = "Le titre"\n[[faq]]\nq = "Ici ?"\n+++\nTexte.\n'
    assert {block.text for block in read_markdown(source, ("seo.title", "faq.q")).blocks} == {
        "Le titre",
        "Ici ?",
        "Texte.",
    }


def test_the_usual_fields() -> None:
    """They are named in lower case, once each, and none is one within another."""
    assert {"title", "description", "summary", "tags"} <= set(SPOKEN_FIELDS)
    assert len(set(SPOKEN_FIELDS)) == len(SPOKEN_FIELDS)
    assert all(name == name.lower() and name.isidentifier() for name in SPOKEN_FIELDS)


LEFT = [
    ("Texte.\n\n```sh\necho 'le jour'\n```", [(3, "code", "echo 'le jour'")]),
    ("Texte.\n\n    def lire(): pass", [(3, "code", "def lire(): pass")]),
    ("Texte.\n\n{% highlight sh %}\nls\n{% endhighlight %}", [(3, "code", "{% highlight sh %} ls {% endhighlight %}")]),
    ("<p>Texte.</p>\n<pre>le &lt;code&gt;</pre>", [(2, "code", "le <code>")]),
    ('<p>Texte.</p>\n<p class="notranslate">Le Monde</p>', [(2, "marked", "Le Monde")]),
    ('<p>Texte.</p>\n<p lang="en">The end.</p>', [(2, "language", "The end.")]),
    ('Texte.\n\n<div class="notranslate">\n<p>Le Monde</p>\n<img alt="Le journal">\n</div>', [(3, "marked", "Le Monde")]),
    ("Texte.\n\n.. Ce passage est à relire.", [(3, "program", ".. Ce passage est à relire.")]),
    ("---\ntitle: Un titre\nbio: Elle est cheffe de service.\nslug: a\n---\nTexte.", [(3, "field", "bio: Elle est cheffe de service.")]),
    ("---\ntitle: Un titre\nseo:\n  bio: >\n    Elle est cheffe\n    de service.\n---\nTexte.", [(4, "field", "seo.bio: Elle est cheffe de service.")]),
    ("Texte avec `code` et {{ variable }}.\n\n$$\na = b\n$$\n\n[toc]", []),
]  # fmt: skip


@pytest.mark.parametrize(("source", "left"), LEFT)
def test_what_stays_french_is_told(source: str, left: list[tuple[int, str, str]]) -> None:
    """Code, fields that are not translated, remarks and what is marked so are named with line and reason."""
    document = read_markdown(source.encode())
    assert [(each.line, each.why, each.text) for each in document.left] == left
    assert {block.text for block in document.blocks} <= {"Texte.", "Un titre", "Texte avec <1/> et <2/>."}


AROUND = [
    ("- Un point.\n\n", "  "),
    ("1. Un point.\n\n", "   "),
    ("> ", "> "),
    ("> - Un point.\n>\n", ">   "),
    ("!!! note\n", "    "),
    ("Terme\n:   Un point.\n\n", "    "),
]


@pytest.mark.parametrize(("head", "lead"), AROUND)
@pytest.mark.parametrize(
    "name", [name for name in CASES if name not in ("YAML", "TOML", "JSON", "Pelican", "Astro cards")]
)
def test_within_other_blocks(name: str, head: str, lead: str) -> None:
    """The same stands in lists, quotations, admonitions and definitions, and comes back to the letter from there as well."""
    source, texts = CASES[name]
    body = "\n".join(lead + line if line else lead.rstrip() for line in source.split("\n"))
    file = (head.removesuffix("> ") + body if head == lead else head + body).encode()
    blocks = read_markdown(file).blocks
    assert {text.replace("**", "") for text in texts} <= {block.text for block in blocks}
    written = rewritten(file, {block.id: f"{block.text} ici" for block in blocks})
    assert [block.text for block in read_markdown(written).blocks] == [
        f"{block.text} ici" for block in blocks
    ]


DEEP = [
    "\n".join(" " * (2 * depth) + ".. note:: Un titre" for depth in range(300)),
    "> " * 300 + "Un texte",
    "\n".join(" " * (2 * depth) + "- un point" for depth in range(300)),
    "Un texte " + "{{ " * 3000,
    "Un texte " + "{% " * 3000,
    "Un texte " + r"\( a " * 3000,
    "Un texte " + "<code>a " * 2000,
    "<div>\n" * 3000 + "Un texte",
]


@pytest.mark.parametrize("source", DEEP, ids=lambda source: source[:12].strip())
def test_deep_and_open_ended_files_are_read(source: str) -> None:
    """What is nested beyond reason, or never closed, ends no run; what is not understood comes back to the letter."""
    file = f"Un mot.\n\n{source}".encode()
    blocks = read_markdown(file).blocks
    assert blocks[0].text == "Un mot."
    assert rewritten(file, {block.id: block.text for block in blocks}) == file
