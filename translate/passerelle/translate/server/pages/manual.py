"""The OpenAPI description as a page reads it: a section an address."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

Schema = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Value:
    """A value that is sent or answered; ``depth`` tells in how many others it lies."""

    name: str
    kind: str
    description: str = ""
    required: bool = False
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Operation:
    """What is asked at an address, and what is answered."""

    method: str
    path: str
    summary: str
    kinds: tuple[str, ...]
    sent: tuple[Value, ...]
    answered: tuple[Value, ...]
    codes: tuple[tuple[str, str], ...]

    @property
    def anchor(self) -> str:
        """The name under which the page links to it."""
        return f"{self.method.lower()}{self.path.replace('/', '-').replace('{', '').replace('}', '')}"


def read_operations(specification: Schema) -> tuple[Operation, ...]:
    """Return what a description describes, in its order."""
    return tuple(
        _operation(method.upper(), path, asked)
        for path, methods in specification["paths"].items()
        for method, asked in methods.items()
    )


def _operation(method: str, path: str, asked: Schema) -> Operation:
    content: Schema = asked.get("requestBody", {}).get("content", {})
    bodies = [each["schema"] for each in content.values()]
    parameters = (
        Value(each["name"], kind_of(each["schema"]), each.get("description", ""), each["required"])
        for each in asked.get("parameters", ())
    )
    [good, *_] = asked["responses"].values()
    answered = next(iter(good["content"].values()))["schema"]
    return Operation(
        method,
        path,
        asked["summary"],
        tuple(content),
        (*parameters, *_values(bodies[0] if bodies else {})),
        tuple(_values(answered)),
        tuple((code, each["description"]) for code, each in asked["responses"].items()),
    )


def _values(schema: Schema, depth: int = 0) -> Iterator[Value]:
    """Yield the values of an object, and under each those of the object that it is or is a list of."""
    inner = _object_in(schema)
    for name, own in inner.get("properties", {}).items():
        required = name in inner.get("required", ())
        yield Value(name, kind_of(own), own.get("description", ""), required, depth)
        yield from _values(own, depth + 1)


def _object_in(schema: Schema) -> Schema:
    if "oneOf" in schema:
        return _object_in(schema["oneOf"][0])
    return _object_in(schema["items"]) if schema.get("type") == "array" else schema


def kind_of(schema: Schema) -> str:
    """Return in words what a value is.

    >>> kind_of({"oneOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]})
    'string, or list of string'
    >>> kind_of({"type": "integer", "minimum": 0, "default": 0}), kind_of({"type": ["string", "null"]})
    ('integer from 0; 0 if not sent', 'string or null')
    """
    if "oneOf" in schema:
        return ", or ".join(kind_of(each) for each in schema["oneOf"])
    if "enum" in schema:
        return " or ".join(map(str, schema["enum"])) + _bounds(schema)
    kinds = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    names = {
        "array": f"list of {kind_of(schema['items'])}" if "items" in schema else "list",
        "string": "file" if schema.get("format") == "binary" else "string",
    }
    return " or ".join(str(names.get(kind, kind)) for kind in kinds) + _bounds(schema)


def _bounds(schema: Schema) -> str:
    bounds = [
        f"{word} {schema[key]}" for word, key in (("from", "minimum"), ("to", "maximum")) if key in schema
    ]
    default = f"; {schema['default']} if not sent" if "default" in schema else ""
    return "".join(f" {each}" for each in bounds) + default
