"""`passerelle serve`: a page for people, and the translation for programs that speak LibreTranslate's API."""

from importlib.util import find_spec
from pathlib import Path
from typing import Annotated

import typer

from passerelle.translate.cli.console import errors_as_messages, say
from passerelle.translate.cli.given import OptionError, run_options
from passerelle.translate.cli.options import (
    English,
    Glossaries,
    HeadingStyle,
    Language,
    MemoryFile,
    MessageLanguage,
    Model,
    NoMemory,
    Spelling,
    Waive,
    named,
)
from passerelle.translate.cli.terminal import show_error
from passerelle.translate.text.headings import Headings
from passerelle.translate.workflows.models import about
from passerelle.translate.workflows.options import LOCALES
from passerelle.translate.workflows.strings import StringTranslator

_NEEDED = ("starlette", "uvicorn", "python_multipart")

_Host = Annotated[
    str, typer.Option("--host", help="The address to listen at; any but this machine's own needs a key.")
]
_Port = Annotated[int, typer.Option("--port", min=0, max=65535, help="The port; 0 takes one that is free.")]
_ApiKey = Annotated[
    str,
    typer.Option(
        "--api-key",
        envvar="PASSERELLE_API_KEY",
        help="What clients must send; better set as a variable, since others see a command line.",
        show_default=False,
    ),
]
_Cors = Annotated[
    list[str] | None,
    typer.Option(
        "--cors",
        metavar="ORIGIN",
        help="Let pages of this origin ask, as in https://cms.example.org; may be repeated.",
    ),
]
_CharLimit = Annotated[int, typer.Option("--char-limit", min=1, help="The most characters in one request.")]
_BatchLimit = Annotated[int, typer.Option("--batch-limit", min=1, help="The most texts in one request.")]
_Waiting = Annotated[
    int, typer.Option("--waiting", min=1, help="The most requests that wait at once; others are refused.")
]
_Seconds = Annotated[float, typer.Option("--seconds", min=1, help="The longest that a request may take.")]
_Catalogues = Annotated[
    Path | None,
    typer.Option(
        "--catalogues",
        callback=named,
        help="Let people review the catalogues of this folder, and of those below it, in a browser.",
        show_default=False,
    ),
]


def serve(
    *,
    host: _Host = "127.0.0.1",
    port: _Port = 5000,
    api_key: _ApiKey = "",
    cors: _Cors = None,
    char_limit: _CharLimit = 100_000,
    batch_limit: _BatchLimit = 500,
    waiting: _Waiting = 100,
    seconds: _Seconds = 120,
    catalogues: _Catalogues = None,
    model: Model = None,
    glossary: Glossaries = None,
    english: Spelling = English.GB,
    headings: HeadingStyle = Headings.SENTENCE,
    waive: Waive = None,
    language: MessageLanguage = Language.EN,
    memory: MemoryFile = None,
    no_memory: NoMemory = False,
) -> None:
    """Serve a page for people and LibreTranslate's API for programs, with the glossary obeyed; stop it with Ctrl-C."""
    with errors_as_messages():
        _refuse_without_extra()
        from passerelle.translate.server.app import create_app  # noqa: PLC0415  (the extra may be missing)
        from passerelle.translate.server.limits import Limits  # noqa: PLC0415
        from passerelle.translate.server.pages.catalogues import reviewing_with  # noqa: PLC0415
        from passerelle.translate.server.run import address, make_server, open_socket, run_server  # noqa: PLC0415
        from passerelle.translate.server.who import access_of  # noqa: PLC0415

        access = access_of(host, api_key, cors or ())
        limits = Limits(char_limit, batch_limit, waiting, seconds)
        options = run_options(
            LOCALES,
            model,
            glossary,
            english,
            language,
            memory,
            no_memory=no_memory,
            headings=headings,
            waive=waive,
        )
        with open_socket(host, port) as listener:
            translator = StringTranslator(options)
            app = create_app(
                translator.translate,
                translator.translate_document,
                translator.termbase,
                access,
                limits,
                show_error,
                translator.check,
                reviewing_with(catalogues, translator.termbase, options, show_error) if catalogues else None,
            )
            app.state.model = about(translator.package)
            place = address(host, listener.getsockname()[1])
            say(
                f"Passerelle serves its page and LibreTranslate's API at {place} with {translator.package.label}; Ctrl-C stops it."
            )
            run_server(make_server(app, patience=seconds), listener)


def _refuse_without_extra() -> None:
    if not all(map(find_spec, _NEEDED)):
        raise OptionError(
            "serve needs more than is installed; install it with: pip install 'passerelle[server]'"
        )
