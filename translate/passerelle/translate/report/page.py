"""Writing the page."""

from base64 import b64encode
from collections.abc import Sequence
from functools import partial
from hashlib import sha256
from typing import IO

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from passerelle.glossary.termbase import Termbase
from passerelle.translate.checks import RULES
from passerelle.translate.report import view, words
from passerelle.translate.report.charts import draw_bars
from passerelle.translate.report.gather import Document


def write_report(
    stream: IO[str],
    documents: Sequence[Document],
    *,
    language: str = "en",
    termbase: Termbase | None = None,
    missing: Sequence[str] = (),
) -> None:
    """Write one HTML page for all ``documents`` to ``stream``; ``termbase`` gives the definitions of terms.

    ``missing`` says of each file that was to be shown, too, why it is not.

    The page depends on nothing but its input: the same documents give the same page.
    """
    say = partial(words.say, language=language)
    environment = _environment()
    template = environment.get_template("report.html.j2")
    style, script = (_asset(environment, name) for name in ("report.css", "report.js"))
    used = {finding for document in documents for finding in document.tally.findings}
    pieces = template.stream(
        language=language,
        say=say,
        policy=f"default-src 'none'; style-src {_source(style)}; script-src {_source(script)}; base-uri 'none'; form-action 'none'",
        style=style,
        script=script,
        missing=missing,
        total=sum(document.tally.texts for document in documents),
        shown=sum(len(document.shown) for document in documents),
        documents=[(document, view.score_of(document)) for document in documents],
        rows=lambda document: view.rows_of(document, termbase or Termbase(()), language),
        kinds=[rule for rule in RULES.values() if rule.id in used],
        charts=[
            (say("chart stages"), say("chart stages help"), view.stage_bars(documents, language)),
            (say("chart findings"), say("chart findings help"), view.finding_bars(documents, language)),
            (say("chart origins"), say("chart origins help"), view.origin_bars(documents, language)),
        ],
        draw_bars=draw_bars,
    )
    pieces.enable_buffering(100)
    for piece in pieces:
        stream.write(piece)


def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("passerelle.translate.report", "assets"),
        autoescape=True,
        keep_trailing_newline=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _asset(environment: Environment, name: str) -> Markup:
    """Return a file of ours as it is: a style sheet or a script holds nothing from outside."""
    loader = environment.loader
    assert loader is not None
    return Markup(loader.get_source(environment, name)[0])  # noqa: S704


def _source(text: str) -> str:
    """Return what lets a style sheet or a script in the page itself be used, and no other: its digest."""
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"
