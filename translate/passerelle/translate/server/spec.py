"""The OpenAPI description of what is served."""

from importlib.metadata import version
from typing import Any

Schema = dict[str, Any]

_STRING: Schema = {"type": "string"}
_SPAN: Schema = {
    "type": ["array", "null"],
    "items": {"type": "integer"},
    "description": "Character offsets into the text.",
}
_DETECTED: Schema = {
    "type": "object",
    "properties": {"language": _STRING, "confidence": {"type": "number", "minimum": 0, "maximum": 100}},
}
_TERM: Schema = {
    "type": "object",
    "description": "A demand on the English, met or not: a term of the glossary, a figure, a name.",
    "properties": {
        "kind": _STRING,
        "concept": {"type": ["string", "null"]},
        "source": _STRING,
        "source_span": _SPAN,
        "rendering": _STRING,
        "stage": _STRING,
        "met": {"type": "boolean"},
        "found": {"type": ["string", "null"]},
        "target_span": _SPAN,
    },
}
_FINDING: Schema = {
    "type": "object",
    "description": "What a check found in the English.",
    "properties": {
        "id": _STRING,
        "severity": {"type": "string", "enum": ["error", "warning", "info"]},
        "message": _STRING,
        "source_span": _SPAN,
        "target_span": _SPAN,
    },
}
_KEY: Schema = {
    "api_key": {"type": "string", "description": "The key that the server was started with, if any."}
}
_ERRORS = {
    "400": "The request cannot be understood, or asks for what is not served.",
    "403": "The key is missing or wrong, or the page may not ask.",
    "408": "The request was not sent in time.",
    "413": "The request is too large.",
    "429": "Too many requests are waiting.",
    "500": "The text could not be translated.",
    "504": "The translation took longer than is allowed.",
}


def _list(items: Schema) -> Schema:
    return {"type": "array", "items": items}


def _each(items: Schema) -> Schema:
    """Return the schema of a value that is one where one text was sent, else a list."""
    return {"oneOf": [items, _list(items)]}


def _answers(schema: Schema) -> Schema:
    good = {"description": "The answer", "content": {"application/json": {"schema": schema}}}
    error = {"application/json": {"schema": {"type": "object", "properties": {"error": _STRING}}}}
    return {"200": good} | {code: {"description": text, "content": error} for code, text in _ERRORS.items()}


def _post(summary: str, properties: Schema, required: list[str], answer: Schema) -> Schema:
    schema = {"type": "object", "properties": properties | _KEY, "required": required}
    kinds = ("application/json", "application/x-www-form-urlencoded", "multipart/form-data")
    body = {"required": True, "content": {kind: {"schema": schema} for kind in kinds}}
    return {"post": {"summary": summary, "requestBody": body, "responses": _answers(answer)}}


def _get(summary: str, answer: Schema, parameters: tuple[str, ...] = ()) -> Schema:
    asked = [{"name": name, "in": "query", "required": True, "schema": _STRING} for name in parameters]
    return {"get": {"summary": summary, "parameters": asked, "responses": _answers(answer)}}


_ASKED: Schema = {
    "q": _each(_STRING) | {"description": "A text, or a list of texts."},
    "source": {"type": "string", "enum": ["fr", "auto", "en"]},
    "target": {"type": "string", "enum": ["en"]},
    "format": {"type": "string", "enum": ["text", "html"], "default": "text"},
    "alternatives": {"type": "integer", "minimum": 0, "default": 0},
}
_TRANSLATED: Schema = {
    "type": "object",
    "properties": {
        "translatedText": _each(_STRING),
        "detectedLanguage": _each(_DETECTED),
        "alternatives": _each(_list(_STRING)),
        "terms": _each(_list(_TERM)),
        "findings": _each(_list(_FINDING)),
    },
}


_FILE: Schema = {"file": {"type": "string", "format": "binary"}} | {
    name: _ASKED[name] for name in ("source", "target")
}
_FILED: Schema = {
    "type": "object",
    "properties": {"translatedFileUrl": _STRING, "terms": _list(_TERM), "findings": _list(_FINDING)},
}


def specification() -> Schema:
    """Return the description, in OpenAPI 3.1."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Passerelle",
            "version": version("passerelle"),
            "description": "LibreTranslate's API, with the glossary obeyed and the ledger beside the English.",
        },
        "paths": {
            "/translate": _post("Translate texts", _ASKED, ["q", "source", "target"], _TRANSLATED),
            "/translate_file": _post(
                "Translate a file, which is then fetched", _FILE, ["file", "source", "target"], _FILED
            ),
            "/detect": _post("Tell the language of a text", {"q": _each(_STRING)}, ["q"], _list(_DETECTED)),
            "/glossary": _get("Find the concepts whose French begins so", _list({"type": "object"}), ("q",)),
            "/languages": _get("List the languages", _list({"type": "object"})),
            "/frontend/settings": _get("Tell what a page must know", {"type": "object"}),
            "/health": _get("Tell that the server is up", {"type": "object"}),
        },
    }
