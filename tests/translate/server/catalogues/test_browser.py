"""Catalogues reviewed in a real browser: keys, focus, what is told while typing, and how it looks to whom."""

import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from selenium.webdriver import ActionChains, Chrome
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement

from passerelle.translate.catalog.entry import Entry, State
from passerelle.translate.formats.catalog_file import load_catalog
from passerelle.translate.text.document import BlockKind
from passerelle.translate.workflows.review import apply_sheets
from tests.translate.conftest import is_too_wide, narrow
from tests.translate.server.catalogues.conftest import ENTRIES, reviewing
from tests.translate.server.conftest import Listen
from tests.translate.workflows.test_review import NOW, put_catalog, put_sheet

WAIT = 20  # seconds


@pytest.fixture
def address(listen: Listen, folder: Path) -> str:
    return listen(reviewing=reviewing(folder))


def until(condition: Callable[[], object]) -> None:
    """Wait for something that a page does by itself."""
    end = time.monotonic() + WAIT
    while not condition():
        assert time.monotonic() < end, "the page did not get there"
        time.sleep(0.05)


def press(browser: Chrome, *keys: str) -> None:
    """Press keys at once, wherever the focus is."""
    actions = ActionChains(browser)
    for key in keys[:-1]:
        actions.key_down(key)
    actions.send_keys(keys[-1])
    for key in reversed(keys[:-1]):
        actions.key_up(key)
    actions.perform()


def tab_to(browser: Chrome, selector: str) -> WebElement:
    """Press Tab until an element has the focus, as who sees nothing else would."""
    for _ in range(60):
        if browser.execute_script("return document.activeElement.matches(arguments[0])", selector):
            return browser.switch_to.active_element
        press(browser, Keys.TAB)
    raise AssertionError(f"{selector} cannot be reached with the Tab key")


def has_focus(browser: Chrome, identity: str) -> bool:
    return bool(browser.execute_script("return document.activeElement.id === arguments[0]", identity))


def go(browser: Chrome, *keys: str, at: str = "") -> None:
    """Press keys that lead to another page, whose text has this id."""
    browser.execute_script("window.old = true")
    press(browser, *keys)
    until(lambda: not browser.execute_script("return window.old === true"))
    until(lambda: browser.execute_script("return document.readyState") == "complete")
    assert f"at={at}" in browser.current_url if at else True


def open_text(
    browser: Chrome, address: str, at: str = "p-2", show: str = "todo", language: str = "en"
) -> None:
    """Open a text, as Claire, whom the browser knows already."""
    browser.get(f"{address}/catalogues?lang={language}")
    browser.add_cookie({"name": "reviewer", "value": "Claire"})
    href = browser.find_element(By.CSS_SELECTOR, ".shelf h2 a").get_attribute("href")
    browser.get(f"{href}/text?at={at}&show={show}")


def click(browser: Chrome, selector: str) -> None:
    """Click an element in the middle of the window, where nothing that stays at its edge covers it."""
    found = browser.find_element(By.CSS_SELECTOR, selector)
    browser.execute_script("arguments[0].scrollIntoView({block: 'center', behavior: 'instant'})", found)
    found.click()


def words(browser: Chrome, selector: str) -> str:
    return browser.find_element(By.CSS_SELECTOR, selector).text


def states(folder: Path) -> list[str]:
    return [str(entry.state) for entry in load_catalog(folder / "doc.po").current]


def test_a_catalogue_is_reviewed_with_the_keyboard_alone(address: str, folder: Path, browser: Chrome) -> None:
    """From the list to the last text, and back: no mouse, the focus where one writes, and what happened told."""
    browser.get(f"{address}/catalogues")
    tab_to(browser, ".shelf h2 a")
    go(browser, Keys.ENTER)
    tab_to(browser, ".overview .button")
    go(browser, Keys.ENTER, at="title-1")
    assert has_focus(browser, "name")
    press(browser, "Claire")
    go(browser, Keys.CONTROL, Keys.ENTER, at="p-1")
    assert has_focus(browser, "text")
    assert "Approved" in words(browser, "#told")
    assert "told" in str(browser.switch_to.active_element.get_attribute("aria-describedby")).split()
    go(browser, Keys.ALT, Keys.ARROW_DOWN, at="p-2")
    press(browser, Keys.CONTROL, Keys.END)
    press(browser, " Is it?")
    assert not browser.find_element(By.ID, "keys").get_attribute("open")
    go(browser, Keys.CONTROL, "s", at="p-2")
    press(browser, Keys.ALT, "c")
    assert has_focus(browser, "comment")
    press(browser, "why?")
    go(browser, Keys.ALT, "w", at="p-3")
    go(browser, Keys.ALT, "r", at="p-1")
    assert states(folder) == ["approved", "draft", "needs work", "rejected"]
    go(browser, Keys.ALT, "u", at="p-3")
    assert "Taken back" in words(browser, "#told")
    go(browser, Keys.ALT, Keys.ARROW_UP, at="p-2")
    go(browser, Keys.ALT, Keys.SHIFT, Keys.ARROW_DOWN, at="p-3")
    press(browser, Keys.CONTROL, "/")
    assert browser.find_element(By.ID, "keys").get_attribute("open")
    go(browser, Keys.ALT, "l")
    assert "/text" not in browser.current_url
    second = load_catalog(folder / "doc.po").current[2]
    assert (second.target, second.review.remark, second.review.reviewer) == (
        "He is <1>very</1> hot. Is it?",
        "why?",
        "Claire",
    )


def test_the_key_for_help_works_outside_of_fields_unless_switched_off(address: str, browser: Chrome) -> None:
    open_text(browser, address)
    keys = browser.find_element(By.ID, "keys")
    press(browser, "?")
    assert not keys.get_attribute("open")
    tab_to(browser, "#approve")
    press(browser, "?")
    assert keys.get_attribute("open")
    tab_to(browser, "#single")
    press(browser, Keys.SPACE)
    tab_to(browser, "a.skip, .brand")
    press(browser, "?")
    assert keys.get_attribute("open"), "a second press would have closed it"
    press(browser, Keys.CONTROL, "/")
    assert not keys.get_attribute("open")
    browser.execute_script("localStorage.clear()")


def test_what_is_typed_is_checked_and_a_reason_begun_stays(address: str, browser: Chrome) -> None:
    """The verdict is told in a live region; the Enter key in a reason saves it and approves nothing."""
    open_text(browser, address, "title-1")
    text = browser.find_element(By.ID, "text")
    text.clear()
    text.send_keys("The clinic opens.")
    until(lambda: "Findings" in words(browser, "#verdict"))
    assert browser.find_element(By.ID, "verdict").get_attribute("role") == "status"
    field = browser.find_element(By.CSS_SELECTOR, ".waive summary")
    field.send_keys(Keys.ENTER)
    reason = browser.find_element(By.CSS_SELECTOR, ".waive input")
    reason.send_keys("a clinic it is")
    browser.execute_script("window.begun = arguments[0]", reason)
    text.send_keys(" Today.")
    until(lambda: not browser.execute_script("return window.begun.isConnected"))
    reason = browser.find_element(By.CSS_SELECTOR, ".waive input")
    assert reason.get_attribute("value") == "a clinic it is"
    reason.click()
    go(browser, Keys.ENTER, at="title-1")
    assert "Saved as edited" in words(browser, "#told")
    assert "accepted: a clinic it is" in words(browser, "#judged")
    browser.find_element(By.ID, "text").clear()
    browser.find_element(By.ID, "text").send_keys("The hospital opens.")
    until(lambda: "stand" in words(browser, "#verdict"))


def test_words_are_put_in_by_buttons(address: str, browser: Chrome) -> None:
    """A required term at the cursor, a mark, what a finding would write, and another version in the place of all."""
    open_text(browser, address, "p-2")
    text = browser.find_element(By.ID, "text")
    text.clear()
    text.send_keys("He is ")
    click(browser, ".marks .chip")
    assert text.get_attribute("value") == "He is <1>"
    click(browser, "#ask-others")
    until(lambda: browser.find_elements(By.CSS_SELECTOR, "#others [data-replace]"))
    click(browser, "#others [data-replace]")
    assert text.get_attribute("value") == "IL A TRÈS CHAUD."
    press(browser, Keys.CONTROL, "z")
    assert text.get_attribute("value") == "He is <1>"


def test_what_was_typed_and_not_saved_comes_back(address: str, browser: Chrome) -> None:
    open_text(browser, address, "p-2")
    browser.find_element(By.ID, "text").send_keys(" And how.")
    go(browser, Keys.ALT, Keys.ARROW_DOWN, at="p-3")
    go(browser, Keys.ALT, Keys.ARROW_UP, at="p-2")
    assert "And how." in str(browser.find_element(By.ID, "text").get_attribute("value"))
    go(browser, Keys.CONTROL, "s", at="p-2")
    go(browser, Keys.ALT, "u", at="p-2")
    assert browser.find_element(By.ID, "text").get_attribute("value") == "He is <1>very</1> hot."


def test_both_versions_are_shown_where_two_changed_a_text(
    address: str, folder: Path, browser: Chrome
) -> None:
    open_text(browser, address, "p-2")
    apply_sheets([put_sheet(folder / "doc.po", revised_3="It is <1>very</1> hot.")], now=NOW)
    text = browser.find_element(By.ID, "text")
    text.clear()
    text.send_keys("He feels <1>very</1> hot.")
    press(browser, Keys.CONTROL, Keys.ENTER)
    until(lambda: browser.find_elements(By.ID, "problem"))
    assert "changed this English" in words(browser, "#problem")
    assert browser.find_element(By.ID, "text").get_attribute("value") == "He feels <1>very</1> hot."
    assert has_focus(browser, "text")
    click(browser, "#problem [data-replace]")
    assert browser.find_element(By.ID, "text").get_attribute("value") == "It is <1>very</1> hot."
    go(browser, Keys.CONTROL, Keys.ENTER, at="p-3")
    assert load_catalog(folder / "doc.po").current[2].state is State.APPROVED
    log = browser.get_log("browser")  # type: ignore[no-untyped-call]
    assert all("409" in each["message"] for each in log)


AUDIT = """
const seen = (e) => e.checkVisibility() && !e.closest('.unseen, .skip');
const name = (e) => (e.getAttribute('aria-label') || (e.labels && [...e.labels].map((l) => l.textContent).join(' ')) || e.textContent || '').trim();
const complaints = [];
const ids = [...document.querySelectorAll('[id]')].map((e) => e.id);
ids.filter((id, n) => ids.indexOf(id) !== n).forEach((id) => complaints.push('twice ' + id));
for (const e of document.querySelectorAll('a[href], button, input:not([type=hidden]), textarea, select, summary, progress'))
  if (seen(e) && !name(e)) complaints.push('nameless ' + e.outerHTML.slice(0, 80));
for (const e of document.querySelectorAll('[aria-describedby], [aria-labelledby]'))
  for (const id of `${e.getAttribute('aria-describedby') ?? ''} ${e.getAttribute('aria-labelledby') ?? ''}`.trim().split(/\\s+/))
    if (!document.getElementById(id)) complaints.push('points at nothing: ' + id);
if (document.querySelectorAll('h1').length !== 1) complaints.push('not one h1');
let level = 1;
for (const e of document.querySelectorAll('h1, h2, h3, h4')) {
  if (Number(e.tagName[1]) > level + 1) complaints.push('level skipped: ' + e.textContent);
  level = Number(e.tagName[1]);
}
const lum = (c) => {
  const [r, g, b] = c.map((v) => v / 255).map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
const colour = (text) => text.match(/[\\d.]+/g).map(Number);
const ground = (e) => {
  for (let at = e; at; at = at.parentElement) {
    const c = colour(getComputedStyle(at).backgroundColor);
    if (c.length < 4 || c[3] > 0.99) return c.slice(0, 3);
  }
  return [255, 255, 255];
};
for (const e of document.querySelectorAll('body *')) {
  const own = [...e.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim());
  if (!own || !seen(e)) continue;
  const [a, b] = [lum(colour(getComputedStyle(e).color)), lum(ground(e))].sort((x, y) => y - x);
  if ((a + 0.05) / (b + 0.05) < 4.5) complaints.push('faint ' + e.tagName + '.' + e.className + ' ' + e.textContent.trim().slice(0, 30));
}
for (const e of document.querySelectorAll('button, .button, .tabs a, .texts .no, input, summary')) {
  const box = e.getBoundingClientRect();
  if (seen(e) && !e.closest('footer') && e.type !== 'checkbox' && !e.matches('.no') && box.height < 24) complaints.push('small ' + e.outerHTML.slice(0, 60));
}
return complaints;
"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everyone_can_read_and_reach_everything(
    address: str, folder: Path, browser: Chrome, scheme: str
) -> None:
    """Names of all controls, order of headings, contrast of all text, size of all targets: WCAG 2.2 AA, as far as a program sees."""
    browser.execute_cdp_cmd(
        "Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": scheme}]}
    )
    put_catalog(folder, "broken").write_bytes(b"\xff")
    try:
        browser.get(f"{address}/catalogues")
        assert browser.execute_script(AUDIT) == []
        browser.get(browser.find_element(By.CSS_SELECTOR, ".shelf h2 a").get_attribute("href") or "")
        assert browser.execute_script(AUDIT) == []
        open_text(browser, address, "p-1")
        browser.execute_script("for (const e of document.querySelectorAll('details')) e.open = true")
        assert browser.execute_script(AUDIT) == []
        go(browser, Keys.CONTROL, Keys.ENTER)
        assert browser.execute_script(AUDIT) == []
    finally:
        browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_pages_fit_a_phone(listen: Listen, folder: Path, browser: Chrome, language: str) -> None:
    """At 360 points nothing runs out at the side, with words as long as they come; what is tapped stays at hand."""
    long = "Anticonstitutionnellement" * 4
    entry = Entry("p-0", BlockKind.PARAGRAPH, f"Soit {long} 12.", f"That is {long} 14.")
    put_catalog(folder, "catalogue-" + "long" * 20, (replace(entry, block_id="p-0"), *ENTRIES))
    (folder / "doc.po").unlink()
    narrow(browser)
    address = listen(reviewing=reviewing(folder))
    browser.get(f"{address}/catalogues?lang={language}")
    assert not is_too_wide(browser)
    browser.get(browser.find_element(By.CSS_SELECTOR, ".shelf h2 a").get_attribute("href") or "")
    assert not is_too_wide(browser)
    open_text(browser, address, "p-0", language=language)
    assert not is_too_wide(browser)
    bar = browser.execute_script("return document.querySelector('.buttons').getBoundingClientRect().bottom")
    assert bar <= 761
