"""Someone who reviews catalogues over HTTP, as a browser without a script does."""

import re
from dataclasses import replace
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from passerelle.translate.catalog.entry import Entry
from passerelle.translate.checks import Context, check_entry, entry_judge
from passerelle.translate.constraints.constraint import ConstraintKind, Record, Stage
from passerelle.translate.formats.catalog_file import load_catalog
from passerelle.translate.server.pages.catalogues import Reviewing
from passerelle.translate.text.document import BlockKind
from passerelle.translate.workflows.desk import Desk
from tests.translate.server.conftest import TERMS, Serve
from tests.translate.workflows.test_review import put_catalog

OWN = {"origin": "http://127.0.0.1:5000"}
CONTEXT = Context(TERMS)
HOSPITAL = Record(
    ConstraintKind.TERM, "hopital", "hôpital", 2, 9, "preferred", "hospital", Stage.PLAIN, (4, 12)
)


def judged(entry: Entry) -> Entry:
    return replace(entry, findings=check_entry(entry, CONTEXT))


ENTRIES = tuple(
    judged(entry)
    for entry in (
        Entry("title-1", BlockKind.TITLE, "L’hôpital ouvre.", "The hospital opens.", records=(HOSPITAL,)),
        Entry("p-1", BlockKind.PARAGRAPH, "Soit 12 lits.", "That is 14 beds.", confidence=30),
        Entry("p-2", BlockKind.PARAGRAPH, "Il a <1>très</1> chaud.", "He is <1>very</1> hot."),
        Entry("p-3", BlockKind.PARAGRAPH, "Il <b>&</b> elle.", "He <b>&</b> she."),
    )
)


def reviewing(folder: Path, **options: Any) -> Reviewing:
    memory = options.pop("memory", None)
    return Reviewing(Desk(folder, entry_judge(CONTEXT), **options), CONTEXT, memory)


class Reader:
    """Someone with a browser without a script."""

    def __init__(self, client: TestClient, name: str = "Claire") -> None:
        self.client = client
        self.client.headers["accept"] = "text/html"
        self.name = name
        self.page = ""
        self.status = 0
        self.path = ""

    def open(self, path: str) -> "Reader":
        return self._took(self.client.get(path))

    def _took(self, answer: Any) -> "Reader":
        self.page, self.status, self.path = unescape(answer.text), answer.status_code, str(answer.url)
        self.html = answer.text
        return self

    def catalogue(self, name: str = "doc") -> str:
        self.open("/catalogues")
        found = re.search(rf'href="(/catalogues/\w+)">{re.escape(name)}<', self.html)
        assert found
        return found[1]

    def text(self, at: str, show: str = "todo") -> "Reader":
        return self.open(f"{self.catalogue()}/text?at={at}&show={show}")

    @property
    def fields(self) -> dict[str, str]:
        hidden = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', self.html)
        areas = re.findall(r'<textarea id="\w+" name="(\w+)"[^>]*>\n?(.*?)</textarea>', self.html, re.DOTALL)
        return {name: unescape(value) for name, value in (*hidden, *areas)}

    def send(self, wish: str, *, to: str = "text", **changes: str) -> "Reader":
        """Press a button of the form that is open."""
        path = self.path.partition("?")[0].removesuffix("/text")
        form = {**self.fields, "wish": wish, "name": self.name, **changes}
        return self._took(self.client.post(f"{path}/{to}", data=form, headers=OWN))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    put_catalog(tmp_path, entries=ENTRIES)
    return tmp_path


@pytest.fixture
def reader(serve: Serve, folder: Path) -> Reader:
    return Reader(serve(reviewing=reviewing(folder)))


def entry_of(folder: Path, block_id: str) -> Entry:
    return next(entry for entry in load_catalog(folder / "doc.po").current if entry.block_id == block_id)
