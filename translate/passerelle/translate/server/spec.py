"""The OpenAPI description of what is served."""

from importlib.metadata import version
from typing import Any

Schema = dict[str, Any]

_STRING: Schema = {"type": "string"}


def _said(description: str) -> Schema:
    return _STRING | {"description": description}


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
    "description": "A demand on the English, met or not.",
    "properties": {
        "block": _said("Which of the texts in it, in their order."),
        "kind": _said("What it is: term, figure, name or another."),
        "concept": {"type": ["string", "null"], "description": "The glossary's concept, of a term."},
        "source": _said("The French that demands it."),
        "source_span": _SPAN,
        "rule": _said("What is demanded: the preferred term, its first mention, a value…"),
        "rendering": _said("The English that is preferred."),
        "stage": _said("The step that put it there, or none."),
        "met": {"type": "boolean"},
        "found": {"type": ["string", "null"], "description": "The English that meets it."},
        "target_span": _SPAN,
        "score": {"type": ["number", "null"], "description": "How far the model was from it."},
        "reason": {"type": ["string", "null"], "description": "Why it is unmet."},
    },
}
_FINDING: Schema = {
    "type": "object",
    "description": "What a check found in the English.",
    "properties": {
        "block": _said("Which of the texts in it, in their order."),
        "id": _said("The check, as `passerelle check` names it."),
        "severity": {"type": "string", "enum": ["error", "warning", "info"]},
        "message": _said("One sentence for whoever reads the English."),
        "source_span": _SPAN,
        "target_span": _SPAN,
        "suggestion": {"type": ["string", "null"]},
        "waiver": {"type": ["string", "null"], "description": "Why somebody let it stand."},
    },
}
_CONCEPT: Schema = {
    "type": "object",
    "properties": {
        "french": {"type": "string", "description": "The form that begins so."},
        "concept": _STRING,
        "english": _STRING,
        "accepted": {"type": "array", "items": _STRING},
        "forbidden": {"type": "array", "items": _STRING},
        "abbreviations": {"type": "array", "items": _STRING},
        "domain": _STRING,
        "definition": _STRING,
    },
}
_LANGUAGE: Schema = {
    "type": "object",
    "properties": {"code": _STRING, "name": _STRING, "targets": {"type": "array", "items": _STRING}},
}
_HEALTH: Schema = {
    "type": "object",
    "properties": {
        "status": {"type": "string", "enum": ["ok"]},
        "model": _said("Name, version and digest of the package that translates since the server started."),
        "adapted_from": {
            "type": "array",
            "items": _STRING,
            "description": "The packages that it was adapted from, the nearest first.",
        },
    },
}
_SETTINGS: Schema = {
    "type": "object",
    "properties": {
        "apiKeys": {"type": "boolean"},
        "keyRequired": {"type": "boolean"},
        "charLimit": {"type": "integer"},
        "frontendTimeout": {"type": "integer"},
        "suggestions": {"type": "boolean"},
        "filesTranslation": {"type": "boolean"},
        "supportedFilesFormat": {"type": "array", "items": _STRING},
        "language": {"type": "object"},
    },
}
_KEY: Schema = {
    "api_key": {"type": "string", "description": "The key that the server was started with, if any."}
}
_ERRORS = {
    "400": "The request cannot be understood, or asks for what is not served.",
    "403": "The key is missing or wrong, or the page may not ask.",
    "404": "There is no such file, or no longer.",
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
    return {"200": good} | _errors(*(code for code in _ERRORS if code != "404"))


def _errors(*codes: str) -> Schema:
    content = {"application/json": {"schema": {"type": "object", "properties": {"error": _STRING}}}}
    return {code: {"description": _ERRORS[code], "content": content} for code in codes}


def _post(summary: str, properties: Schema, required: list[str], answer: Schema) -> Schema:
    schema = {"type": "object", "properties": properties | _KEY, "required": required}
    kinds = ("application/json", "application/x-www-form-urlencoded", "multipart/form-data")
    body = {"required": True, "content": {kind: {"schema": schema} for kind in kinds}}
    return {"post": {"summary": summary, "requestBody": body, "responses": _answers(answer)}}


def _get(summary: str, answer: Schema, parameters: tuple[str, ...] = ()) -> Schema:
    asked = [
        {"name": name, "in": "query", "required": name not in _KEY, "schema": _KEY.get(name, _STRING)}
        for name in parameters
    ]
    return {"get": {"summary": summary, "parameters": asked, "responses": _answers(answer)}}


_ASKED: Schema = {
    "q": _each(_STRING) | {"description": "A text, or a list of texts."},
    "source": {
        "type": "string",
        "enum": ["fr", "auto", "en"],
        "description": "English comes back as it is; auto looks which of the two it is.",
    },
    "target": {"type": "string", "enum": ["en"]},
    "format": {
        "type": "string",
        "enum": ["text", "html"],
        "default": "text",
        "description": "A text that looks like HTML is taken for it, too.",
    },
    "alternatives": {
        "type": "integer",
        "minimum": 0,
        "default": 0,
        "description": "How many others are wanted.",
    },
}
_TRANSLATED: Schema = {
    "type": "object",
    "properties": {
        "translatedText": _each(_STRING) | {"description": "The English, a list where a list was sent."},
        "detectedLanguage": _each(_DETECTED) | {"description": "Where the source was auto."},
        "alternatives": _each(_list(_STRING)),
        "terms": _each(_list(_TERM)) | {"description": "The ledger: what the English had to hold."},
        "findings": _each(_list(_FINDING)) | {"description": "What the checks found."},
    },
}


_FILE: Schema = {"file": {"type": "string", "format": "binary"}} | {
    name: _ASKED[name] for name in ("source", "target")
}
_FILED: Schema = {
    "type": "object",
    "properties": {
        "translatedFileUrl": _said("Where it is fetched, for ten minutes."),
        "terms": _list(_TERM),
        "findings": _list(_FINDING),
    },
}


_DOWNLOADED: Schema = {
    "get": {
        "summary": "Fetch a translated file",
        "parameters": [
            {
                "name": "name",
                "in": "path",
                "required": True,
                "schema": _STRING,
                "description": "The end of `translatedFileUrl`, which nobody can guess; it needs no key.",
            }
        ],
        "responses": {
            "200": {
                "description": "The file, in the format that was sent",
                "headers": {"Content-Disposition": {"schema": _STRING, "description": "Its name."}},
                "content": {"application/octet-stream": {"schema": _STRING | {"format": "binary"}}},
            },
            **_errors("403", "404"),
        },
    }
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
            "/download_file/{name}": _DOWNLOADED,
            "/detect": _post("Tell the language of a text", {"q": _each(_STRING)}, ["q"], _list(_DETECTED)),
            "/glossary": _get("Find the concepts whose French begins so", _list(_CONCEPT), ("q", "api_key")),
            "/languages": _get("List the languages", _list(_LANGUAGE)),
            "/frontend/settings": _get("Tell what a page must know", _SETTINGS),
            "/health": _get("Tell that the server is up", _HEALTH),
        },
    }
