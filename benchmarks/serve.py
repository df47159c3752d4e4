"""Measure the server on this machine: how long one sentence takes alone, and how many are translated a second for many clients.

    python -m benchmarks.serve --examples examples --out benchmarks/SERVE.md

Three servers answer the same sentences: Passerelle's; one that makes a pass of every request, to show what is won by
translating together what arrives together; and one that asks the same model and nothing else, sentence by sentence, as a server of
Argos packages does: no glossary, no ledger, no checks.

LibreTranslate itself stands beside them, with the same package, where it is installed in an environment of its own:

    uv venv libre && uv pip install --python libre/bin/python libretranslate
    python -m benchmarks.serve --examples examples --libretranslate libre/bin/python

It is about 600 MB and runs without a network. Its splitter of sentences would fetch a model, so that each text is one sentence here, as
all are that are sent.
"""

import argparse
import http.client
import json
import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from unittest.mock import patch

from benchmarks.speed import when_and_where
from passerelle.glossary.errors import PasserelleError
from passerelle.glossary.files import write_atomically
from passerelle.translate.catalog.entry import Catalog, Header
from passerelle.translate.engine.decode import Engine
from passerelle.translate.engine.packages import embedded_package
from passerelle.translate.formats.articles import find_articles, read_document
from passerelle.translate.server import batches
from passerelle.translate.server.app import Access, create_app
from passerelle.translate.server.limits import Limits
from passerelle.translate.server.run import make_server, open_socket, run_server
from passerelle.translate.text.markup import unmark
from passerelle.translate.text.phrases import counted
from passerelle.translate.text.segment import split_segments
from passerelle.translate.workflows.options import Options
from passerelle.translate.workflows.strings import English, String, StringTranslator

_CLIENTS = (1, 8, 32)
_ALONE = 5
_SENTENCES = 32  # the same for any number of clients
_LIBRE_TRANSLATE = """
from argostranslate import sbd
sbd.MiniSBDSentencizer.split_sentences = lambda self, text: [text]
from libretranslate.main import main
main()
"""
_LIBRE_OPTIONS = (
    "--disable-web-ui",
    "--disable-files-translation",
    "--req-limit",
    "0",
    "--threads",
    str(_CLIENTS[-1]),
)

Clock = Callable[[], float]
"""Processor seconds."""


def sentences_of(examples: Path, count: int) -> list[str]:
    """Return so many sentences of the articles in a folder, no two alike."""
    texts = (
        segment.text
        for path in find_articles(examples)
        for block in read_document(path).blocks
        for segment in split_segments(unmark(block.text)[0])
    )
    return [text for text in dict.fromkeys(texts) if len(text.split()) > 4][:count]


@contextmanager
def served(translate: batches.Translate, translator: StringTranslator) -> Iterator[int]:
    """Serve in a thread, which ends with the block; give the port."""
    app = create_app(
        translate, translator.translate_document, translator.termbase, Access(), Limits(), lambda _: None
    )
    server = make_server(app, patience=10)
    with open_socket("127.0.0.1", 0) as listener:
        thread = threading.Thread(target=run_server, args=(server, listener))
        thread.start()
        try:
            yield listener.getsockname()[1]
        finally:
            while not server.started:
                time.sleep(0.01)
            server.should_exit = True
            thread.join()


def ask(port: int, text: str) -> float:
    """Return how many seconds an answer takes."""
    begin = time.perf_counter()
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    body = json.dumps({"q": text, "source": "fr", "target": "en"})
    connection.request("POST", "/translate", body, {"content-type": "application/json"})
    answer = connection.getresponse()
    answer.read()
    connection.close()
    if answer.status != 200:
        raise PasserelleError(f"The server answered {answer.status}.")
    return time.perf_counter() - begin


@contextmanager
def libre_translate(python: Path, package: Path) -> Iterator[tuple[int, Clock]]:
    """Start LibreTranslate with the package in a process that ends with the block; give its port and its processor's clock.

    It looks for others where it has fewer than two packages, so that it gets ours twice.
    """
    with TemporaryDirectory(prefix="libretranslate-") as home, open_socket("127.0.0.1", 0) as free:
        for name in ("one", "two"):
            shutil.copytree(package, Path(home, "packages", name))
        port = free.getsockname()[1]
        free.close()
        process = subprocess.Popen(  # noqa: S603  (the program that whoever measures has named)
            [python.absolute(), "-c", _LIBRE_TRANSLATE, "--port", str(port), *_LIBRE_OPTIONS],
            env={**os.environ, "HOME": home, "ARGOS_PACKAGES_DIR": str(Path(home, "packages"))},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            _wait_for(port, process)
            yield port, lambda: _processor_seconds(process.pid)
        finally:
            process.terminate()
            process.wait(30)


def _wait_for(port: int, process: "subprocess.Popen[bytes]") -> None:
    end = time.monotonic() + 120
    while time.monotonic() < end and process.poll() is None:
        try:
            ask(port, "Bonjour.")
        except (OSError, http.client.HTTPException):
            time.sleep(0.5)
        else:
            return
    raise PasserelleError("LibreTranslate does not start; see whether it does so by hand, without a network.")


def _processor_seconds(pid: int) -> float:
    """Return what a process has worked, on Linux."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def measure(port: int, sentences: Sequence[str], clock: Clock) -> list[float]:
    """Return the median seconds of a sentence alone, and the sentences a second for each number of clients.

    The last figure is the processor seconds a sentence with most clients, which other programs on the machine change least.
    """
    figures = [median(ask(port, text) for text in sentences[:_ALONE])]
    worked = 0.0
    for clients in _CLIENTS:
        begin, before = time.perf_counter(), clock()
        with ThreadPoolExecutor(clients) as pool:
            list(pool.map(ask, [port] * len(sentences), sentences))
        figures.append(len(sentences) / (time.perf_counter() - begin))
        worked = clock() - before
    return [*figures, worked / len(sentences)]


def model_alone(engine: Engine) -> batches.Translate:
    """Return a translator that asks the model for one sentence after the other."""

    def translate(strings: Sequence[String], _watch: object = None) -> list[English]:
        return [
            English(engine.translate([string.text])[0][0].text, Catalog(Header("text"))) for string in strings
        ]

    return translate


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the measurement."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--examples", type=Path, required=True)
    parser.add_argument("--libretranslate", type=Path, metavar="PYTHON", help="of an environment that has it")
    parser.add_argument("--out", type=Path)
    options = parser.parse_args(arguments)
    translator = StringTranslator(Options())
    sentences = sentences_of(options.examples, _SENTENCES)
    translator.translate([String(text) for text in sentences])  # what is made once is made, and for all
    rows: list[tuple[str, list[float]]] = []
    for name, translate, together in (
        ("Passerelle", translator.translate, batches.TOGETHER),
        ("Passerelle, a pass a request", translator.translate, 1),
        ("the model alone", model_alone(Engine(embedded_package())), 1),
    ):
        with patch.object(batches, "TOGETHER", together), served(translate, translator) as port:
            rows.append((name, measure(port, sentences, time.process_time)))
    if options.libretranslate:
        with libre_translate(options.libretranslate, embedded_package().folder) as (port, clock):
            rows.append(("LibreTranslate", measure(port, sentences, clock)))
    heads = (
        "server",
        "one sentence alone, s",
        *(f"sentences/s, {counted(clients, 'client')}" for clients in _CLIENTS),
        f"processor s a sentence, {_CLIENTS[-1]} clients",
    )
    lines = [
        heads,
        ("---",) * len(heads),
        *((name, *(f"{figure:.2f}" for figure in figures)) for name, figures in rows),
    ]
    table = "".join(f"| {' | '.join(line)} |\n" for line in lines)
    print(table, end="")
    if options.out:
        with write_atomically(options.out) as stream:
            stream.write(f"# The server, measured\n\n{table}\n{when_and_where()}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
