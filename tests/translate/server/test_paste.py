"""A paste with markup becomes Markdown, whichever program it comes from."""

import pytest
from selenium.webdriver import Chrome
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import Select

from tests.translate.server.conftest import Listen

PASTE = """
const data = new DataTransfer();
data.setData("text/html", arguments[0]);
const text = document.getElementById("text");
text.value = "";
text.dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true}));
return text.value;
"""
WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style><!-- p.MsoNormal {margin:0cm} --></style></head>
<body lang=FR style='tab-interval:35.4pt'><!--StartFragment-->
<h2>Un titre<o:p></o:p></h2>
<p class=MsoNormal>Un <b style='mso-bidi-font-weight:normal'>lit</b> à <a
href="https://example.org/a?b=1&amp;c=2"><span style='color:blue'>Nantes</span></a>, 12 %.<o:p></o:p></p>
<p class=MsoListParagraphCxSpFirst style='margin-left:36.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='font-family:Symbol'><span style='mso-list:Ignore'>·<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;
</span></span></span><![endif]>Un<o:p></o:p></p>
<p class=MsoListParagraphCxSpLast style='mso-list:l0 level2 lfo1'><![if !supportLists]><span
style='mso-list:Ignore'>1.<span>&nbsp; </span></span><![endif]>Deux<o:p></o:p></p>
<p class=MsoNormal><o:p>&nbsp;</o:p></p>
<!--EndFragment--></body></html>"""
GOOGLE = """<meta charset='utf-8'><b style="font-weight:normal;" id="docs-internal-guid-1"><p dir="ltr"
style="line-height:1.38"><span style="font-weight:400">Un </span><span style="font-weight:700">li</span><span
style="font-weight:700;font-style:italic">t</span><span style="font-weight:400">, 10</span><span
style="font-weight:400;vertical-align:super">9</span><span style="font-weight:400">.</span></p><ul><li dir="ltr"
style="list-style-type:disc"><p dir="ltr" role="presentation"><span style="font-weight:400">Un</span></p></li><ul><li
dir="ltr"><p dir="ltr"><span>Deux</span></p></li></ul></ul><br></b>"""
TABLE = "<table><tbody><tr><th>Ville</th><th><p>Lits | places</p></th></tr><tr><td>Nantes</td><td><b>12</b></td></tr></tbody></table>"


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        (
            "<h2>Un titre</h2><p>Un <b>lit</b> et <i>un</i> autre.</p>",
            "## Un titre\n\nUn **lit** et *un* autre.",
        ),
        ("<ul><li>Un</li><li><p>Deux</p></li></ul>", "- Un\n- Deux"),
        (
            "<ol start=3><li>Un<ul><li>Deux</li></ul></li><li>Trois</li></ol><p>Fin</p>",
            "3. Un\n\n   - Deux\n4. Trois\n\nFin",
        ),
        ('<p onclick="alert(1)">Un <a href="javascript:alert(1)">lien</a>.</p>', "Un lien."),
        ('<p>Un <a href="https://example.org/a">lien</a>.</p>', "Un [lien](https://example.org/a)."),
        (
            '<p><a href="https://example.org/a"><b>Un lien</b> </a>ici.</p>',
            "[**Un lien**](https://example.org/a) ici.",
        ),
        ("<p>a</p><script>document.title='x'</script><img src=x onerror=\"document.title='x'\">", "a"),
        ('<p style="color:red">2 * 3 &lt; 7_8 [x]</p><style>p{}</style>', "2 \\* 3 \\< 7\\_8 \\[x\\]"),
        ("<p>Écrire &amp;lt; et R&D</p>", "Écrire \\&lt; et R&D"),
        ('<b style="font-weight:normal"><p>Un lit.</p></b>', "Un lit."),
        ("<p><b>Un <strong>lit</strong></b> <b>ici</b></p>", "**Un lit ici**"),
        ("<blockquote><p>Un</p><p>Deux</p></blockquote>", "> Un\n> \n> Deux"),
        ("<p>10<sup>9</sup> et CO<sub>2</sub></p>", "10<sup>9</sup> et CO<sub>2</sub>"),
        (TABLE, "| Ville | Lits \\| places |\n| --- | --- |\n| Nantes | **12** |"),
        ("<table><tr><td><p>Un</p><p>Deux</p></td></tr></table>", "Un\n\nDeux"),
        (
            WORD,
            "## Un titre\n\nUn **lit** à [Nantes](https://example.org/a?b=1&c=2), 12\u00a0%.\n\n- Un\n\n    1. Deux",
        ),
        (GOOGLE, "Un **li*t***, 10<sup>9</sup>.\n\n- Un\n    - Deux"),
    ],
)
def test_markup_that_is_pasted_becomes_markdown(
    listen: Listen, browser: Chrome, html: str, markdown: str
) -> None:
    """Nothing of it is run or fetched."""
    browser.get(listen())
    assert browser.execute_script(PASTE, html) == markdown
    assert browser.title.startswith("Translate")


def test_what_a_paste_is_written_in_is_shown(listen: Listen, browser: Chrome) -> None:
    """Until the text is gone: the next one is looked at again."""
    browser.get(listen())
    form, text = browser.find_element(By.ID, "form"), browser.find_element(By.ID, "text")
    assert Select(form).first_selected_option.text == "recognised by itself"
    browser.execute_script(PASTE, "<p>Un <b>lit</b>.</p>")
    assert Select(form).first_selected_option.text == "Markdown"
    assert browser.find_element(By.ID, "rich").is_displayed()
    text.send_keys(Keys.CONTROL, "a")
    text.send_keys(Keys.DELETE)
    assert Select(form).first_selected_option.text == "recognised by itself"
    assert not browser.find_element(By.ID, "rich").is_displayed()
    for code in ("<div><span>**lit**</span></div>", "<pre>- lit</pre>"):
        assert browser.execute_script(PASTE, code) == ""
