"""What is answered, in LibreTranslate's shapes, with the ledger and the findings beside them."""

from collections.abc import Sequence
from typing import Any

from passerelle.glossary.concept import Concept
from passerelle.translate.catalog.entry import Catalog
from passerelle.translate.catalog.findings import Finding
from passerelle.translate.catalog.summary import ledger_as_json
from passerelle.translate.server.ask import Asked
from passerelle.translate.server.limits import Limits
from passerelle.translate.text.language import Likely
from passerelle.translate.workflows.strings import English

LANGUAGES = (
    {"code": "fr", "name": "French", "targets": ["en"]},
    {"code": "en", "name": "English", "targets": ["en"]},
)
"""English is named since clients look for their target here; what is English already is given back."""

Json = dict[str, Any]


def translation(asked: Asked, done: Sequence[English | None], likely: Sequence[Likely]) -> Json:
    """Return the answer to a translation; ``done`` is None for a text that is English already.

    Every value is that of the text where one was sent by itself, else a list with one for each.
    """
    values: dict[str, list[Any]] = {
        "translatedText": [
            text if english is None else english.text for text, english in zip(asked.texts, done, strict=True)
        ]
    }
    if asked.source == "auto":
        values["detectedLanguage"] = [detection(each) for each in likely]
    if asked.alternatives:
        values["alternatives"] = [list(english.alternatives) if english else [] for english in done]
    told = [ledger_and_findings(english.catalog if english else None) for english in done]
    for name in ("terms", "findings"):
        values[name] = [each[name] for each in told]
    return {name: each[0] if asked.single else each for name, each in values.items()}


def ledger_and_findings(catalog: Catalog | None) -> Json:
    """Return what became of each demand, and what the checks found."""
    entries = catalog.current if catalog else ()
    return {
        "terms": ledger_as_json(catalog) if catalog else [],
        "findings": [_finding(entry.block_id, each) for entry in entries for each in entry.findings],
    }


def _finding(block: str, finding: Finding) -> Json:
    return {
        "block": block,
        "id": finding.id,
        "severity": str(finding.severity),
        "message": finding.message,
        "source_span": finding.source_span,
        "target_span": finding.target_span,
        "suggestion": finding.suggestion or None,
        "waiver": finding.waiver or None,
    }


def detection(likely: Likely) -> Json:
    """Return a language as LibreTranslate tells of it: its code, and a confidence of 0 to 100."""
    return {"confidence": likely.confidence, "language": likely.code}


def settings(limits: Limits, *, key: bool, files: Sequence[str]) -> Json:
    """Return what a page or plug-in asks before it shows itself."""
    french, english = ({"code": each["code"], "name": each["name"]} for each in LANGUAGES)
    return {
        "apiKeys": key,
        "keyRequired": key,
        "charLimit": limits.characters,
        "frontendTimeout": 500,
        "suggestions": False,
        "filesTranslation": bool(files),
        "supportedFilesFormat": list(files),
        "language": {"source": french, "target": english},
    }


def concept(form: str, found: Concept) -> Json:
    """Return a line for whoever types a term: the form that was found, and what stands for it."""
    return {
        "french": form,
        "concept": found.id,
        "english": found.target,
        "accepted": list(found.target_variants),
        "forbidden": list(found.forbidden),
        "abbreviations": list(found.abbreviations),
        "domain": found.domain,
        "definition": found.definition,
    }
