"""What several test modules share: the embedded engine, loaded once; a browser; a package that learns in seconds."""

import shutil
from collections.abc import Iterator

import pytest
from selenium.webdriver import Chrome, ChromeOptions, ChromeService

from passerelle.translate.checks.run import Group, GroupJudge, Judged
from passerelle.translate.engine.decode import Engine
from passerelle.translate.engine.packages import ModelPackage, embedded_package, open_package, unpack


@pytest.fixture(scope="session")
def engine() -> Engine:
    return Engine(embedded_package())


@pytest.fixture(scope="session")
def chrome(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chrome]:
    """One browser for all tests: starting it takes longer than most of them."""
    program, driver = shutil.which("chromium"), shutil.which("chromedriver")
    if not program or not driver:
        pytest.skip("chromium and chromium-driver are not installed")
    options = ChromeOptions()
    options.binary_location = program
    folder = tmp_path_factory.mktemp("browser")
    for flag in (
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--lang=en",
        f"--user-data-dir={folder}",
    ):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    browser = Chrome(options, ChromeService(driver))
    browser.set_page_load_timeout(60)
    yield browser
    browser.quit()


@pytest.fixture
def browser(chrome: Chrome) -> Iterator[Chrome]:
    """The browser as new. Whatever it complains of, such as a breach of the content security policy, fails the test."""
    chrome.execute_cdp_cmd("Network.clearBrowserCookies", {})
    chrome.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    chrome.set_window_size(1280, 900)
    chrome.get_log("browser")  # type: ignore[no-untyped-call]
    yield chrome
    complaints = chrome.get_log("browser")  # type: ignore[no-untyped-call]
    chrome.get("about:blank")
    assert [each["message"] for each in complaints] == []


def narrow(browser: Chrome, width: int = 360, height: int = 760) -> None:
    """Give the browser a phone's screen, which is narrower than a window can be."""
    screen = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": True}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", screen)


def is_too_wide(browser: Chrome) -> bool:
    """Whether something runs out of the page at its side."""
    root = "document.documentElement"
    return bool(browser.execute_script(f"return {root}.scrollWidth > {root}.clientWidth"))


@pytest.fixture(scope="session")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> ModelPackage:
    """A package that says nonsense; it has the signs of the embedded one."""
    torch = pytest.importorskip("torch")
    torch.set_num_threads(1)
    from passerelle.translate.adaptation.network.checkpoint import new_checkpoint  # noqa: PLC0415
    from passerelle.translate.adaptation.network.export import export_package, package_metadata  # noqa: PLC0415
    from passerelle.translate.adaptation.network.model import Shape  # noqa: PLC0415

    state = new_checkpoint(Shape(10_000, 32, 64, 2, 1, 1, 256), 1)
    tokenizer = embedded_package().folder / "sentencepiece.model"
    folder = tmp_path_factory.mktemp("tiny")
    path = folder / "tiny.argosmodel"
    path.write_bytes(export_package(state, tokenizer, package_metadata(state, "0.1", "none")))
    unpack(path, folder / "unpacked")
    return open_package(next((folder / "unpacked").iterdir()))


@pytest.fixture
def judged(monkeypatch: pytest.MonkeyPatch) -> list[Group]:
    """The groups that were judged, known ones not among them."""
    seen: list[Group] = []
    judge = GroupJudge.__call__

    def look(self: GroupJudge, group: Group) -> Judged:
        seen.append(group)
        return judge(self, group)

    monkeypatch.setattr(GroupJudge, "__call__", look)
    return seen
