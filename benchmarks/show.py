"""Make the pictures of the README from the examples, so that they show what a user gets.

    python -m benchmarks.show                   # all of them
    python -m benchmarks.show report            # one

They lie in `benchmarks/pictures/`, beside the script that makes them and outside the wheel. LibreOffice, Chromium and its driver are
needed (Debian: libreoffice-calc, chromium, chromium-driver). Look at each before it is committed.
"""

import argparse
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pypdfium2
from PIL import Image, ImageChops
from selenium.webdriver import ActionChains, Chrome, ChromeOptions, ChromeService
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import WebDriverWait

from passerelle.glossary.errors import PasserelleError

ROOT = Path(__file__).parents[1]
FOLDER = Path(__file__).with_name("pictures")
LARGEST = 80_000
"""Bytes of a picture."""
_ARTICLE = ROOT / "examples" / "convention-clcc.md"
_PROGRAM = (sys.executable, "-c", "from passerelle.translate.cli import main; main()")
_WIDTH, _HEIGHT = 1180, 760  # of a window, in pixels
_ROWS = 430  # of a sheet, in pixels
_ADDRESS = re.compile(r"http://[\d.:]+\d")
_COLOURS = (64, 32, 16)


def run(*command: str | Path) -> None:
    """Run a program that must succeed.

    Raises:
        PasserelleError: it does not, or is not installed.
    """
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603  (named here)
    except OSError as error:
        raise PasserelleError(f"{command[0]} is not installed.") from error
    if done.returncode:
        raise PasserelleError(f"{command[0]} failed: {done.stderr.strip()[-300:]}")


def translate(folder: Path) -> Path:
    """Translate the article of the pictures; return its catalogue."""
    run(*_PROGRAM, "translate", _ARTICLE, "--out", folder, "--no-memory", "--fresh")
    return folder / f"{_ARTICLE.stem}.po"


def show_sheet(folder: Path) -> Image.Image:
    """Return the head of the review sheet's first page, as LibreOffice prints it."""
    sheet = translate(folder).with_suffix(".review.xlsx")
    office = f"-env:UserInstallation={(folder / 'office').as_uri()}"
    run("soffice", "--headless", office, "--convert-to", "pdf", "--outdir", folder, sheet)
    page = pypdfium2.PdfDocument(sheet.with_suffix(".pdf"))[0]
    picture: Image.Image = page.render(scale=1.6).to_pil().convert("RGB")
    blank = Image.new("RGB", picture.size, "white")
    left, top, right, _ = ImageChops.difference(picture, blank).getbbox() or (0, 0, *picture.size)
    return picture.crop((left - 8, top - 8, right + 8, top + _ROWS))


def show_report(folder: Path) -> Image.Image:
    """Return the report from its first text on, with what became of a term."""
    page = folder / "report.html"
    run(*_PROGRAM, "report", translate(folder), "-o", page)
    with browser(folder) as chrome:
        chrome.get(page.as_uri())
        first, second = chrome.find_elements(By.CSS_SELECTOR, "article.row")[:2]
        chrome.execute_script("arguments[0].scrollIntoView()", first)
        terms = second.find_elements(By.CSS_SELECTOR, "[lang=en] .m")
        ActionChains(chrome).move_to_element(max(terms, key=lambda term: len(term.text))).perform()
        return _screen(chrome)


def show_page(folder: Path) -> Image.Image:
    """Return what the server's page shows of an article that was chosen, from its figures on."""
    with serving(folder) as address, browser(folder) as chrome:
        chrome.get(address)
        chrome.find_element(By.CSS_SELECTOR, "#give input[type=file]").send_keys(str(_ARTICLE))
        chrome.find_element(By.CSS_SELECTOR, "#give button").submit()
        _until(chrome, "article.row")
        return _screen(chrome)


def show_review(folder: Path) -> Image.Image:
    """Return a text in focus: one with something to look at."""
    translate(folder)
    with serving(folder, "--catalogues", folder) as address, browser(folder) as chrome:
        chrome.get(f"{address}/catalogues")
        catalogue = _until(chrome, "main h2 a").get_attribute("href")
        chrome.get(f"{catalogue}?show=findings")
        chrome.get(str(_until(chrome, "main a.no").get_attribute("href")))
        _until(chrome, "textarea")
        return _screen(chrome)


PICTURES: dict[str, Callable[[Path], Image.Image]] = {
    "sheet": show_sheet,
    "report": show_report,
    "page": show_page,
    "review": show_review,
}


@contextmanager
def serving(folder: Path, *options: str | Path) -> Iterator[str]:
    """Start the server at a port that is free, and give its address.

    Raises:
        PasserelleError: it does not start.
    """
    command = [*_PROGRAM, "serve", "--port", "0", "--no-memory", *options]
    with (
        (folder / "serve.log").open("w") as log,
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=log, text=True) as server,  # noqa: S603  (named here)
    ):
        try:
            found = _ADDRESS.search(server.stdout.readline() if server.stdout else "")
            if not found:
                raise PasserelleError("passerelle serve does not start.")
            yield found[0]
        finally:
            server.terminate()


def _until(chrome: Chrome, selector: str) -> WebElement:
    """Return the first element of a selector, once it is there."""
    wait: WebDriverWait[Chrome] = WebDriverWait(chrome, 120)
    return wait.until(lambda each: each.find_element(By.CSS_SELECTOR, selector))


@contextmanager
def browser(folder: Path) -> Iterator[Chrome]:
    """Start a browser without a window, in English and light colours."""
    program, driver = shutil.which("chromium"), shutil.which("chromedriver")
    if not program or not driver:
        raise PasserelleError("chromium and chromium-driver are not installed.")
    options = ChromeOptions()
    options.binary_location = program
    for flag in ("--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--lang=en"):
        options.add_argument(flag)
    options.add_argument(f"--user-data-dir={folder / 'browser'}")
    chrome = Chrome(options, ChromeService(driver))
    screen = {"width": _WIDTH, "height": _HEIGHT, "deviceScaleFactor": 1, "mobile": False}
    chrome.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", screen)
    try:
        yield chrome
    finally:
        chrome.quit()


def _screen(chrome: Chrome) -> Image.Image:
    return Image.open(BytesIO(chrome.get_screenshot_as_png())).convert("RGB")


def small(picture: Image.Image) -> bytes:
    """Return a picture as PNG, in as many colours as its size allows.

    Raises:
        PasserelleError: it is too large in the fewest.
    """
    for colours in _COLOURS:
        stream = BytesIO()
        picture.quantize(colours, dither=Image.Dither.NONE).save(stream, "PNG", optimize=True)
        if stream.tell() <= LARGEST:
            return stream.getvalue()
    raise PasserelleError(f"The picture has more than {LARGEST:,} bytes; show less.")


def main(arguments: Sequence[str] | None = None) -> int:
    """Make the pictures."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("names", nargs="*", metavar="NAME", choices=[*PICTURES, []], help=", ".join(PICTURES))
    names = parser.parse_args(arguments).names or list(PICTURES)
    FOLDER.mkdir(exist_ok=True)
    for name in names:
        with TemporaryDirectory() as folder:
            data = small(PICTURES[name](Path(folder)))
        (FOLDER / f"{name}.png").write_bytes(data)
        print(f"{name}.png: {len(data):,} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
