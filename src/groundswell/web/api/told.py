"""The schema as plain sentences and short tables: what the page about the API and docs/api.md both show."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from http import HTTPStatus
from typing import Any

from groundswell.web.api.schema import BASE, document


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a form, or something that an address or a header takes: what it can be, and what it is for."""

    name: str
    takes: str
    needed: bool
    says: str


@dataclass(frozen=True, slots=True)
class Form:
    """The form of a body, by its name."""

    name: str
    says: str
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Route:
    """One method of one address, and what comes back: (status, phrase, form) for what goes well, and the statuses of refusals."""

    method: str
    address: str
    summary: str
    says: tuple[str, ...]
    scope: str
    takes: tuple[Field, ...]
    body: str
    answers: tuple[tuple[str, str, str], ...]
    refusals: tuple[str, ...]


@cache
def routes() -> tuple[Route, ...]:
    """All of them, in the order of the schema."""
    return tuple(_route(path, method, operation) for path, methods in document()["paths"].items() for method, operation in methods.items())


@cache
def forms() -> tuple[Form, ...]:
    """Every form, by name."""
    return tuple(
        Form(name, _plain(schema.get("description", "")), tuple(_fields(schema)))
        for name, schema in sorted(document()["components"]["schemas"].items())
    )


def _route(path: str, method: str, operation: Mapping[str, Any]) -> Route:
    answers, refusals = [], []
    for code, answer in sorted(operation["responses"].items()):
        if int(code) >= HTTPStatus.BAD_REQUEST:
            refusals.append(code)
        else:
            answers.append((code, answer["description"], _answer(answer.get("content", {}))))
    body = operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", {})
    takes = tuple(
        Field(one["name"], _takes(one["schema"]), one["required"], _plain(one.get("description", ""))) for one in operation["parameters"]
    ) if "parameters" in operation else ()
    says = tuple(_plain(part) for part in operation.get("description", "").split("\n\n") if part)
    return Route(
        method.upper(), BASE + path, operation["summary"], says, operation["x-scope"], takes, _takes(body) if body else "", tuple(answers),
        tuple(refusals),
    )


def _answer(content: Mapping[str, Any]) -> str:
    """The form of an answer, or the media types of one that has none."""
    json = content.get("application/json")
    return _takes(json["schema"]) if json is not None else ", ".join(content)


def _fields(schema: Mapping[str, Any]) -> Iterator[Field]:
    needed = set(schema.get("required", ()))
    for name, one in schema.get("properties", {}).items():
        yield Field(name, _takes(one), name in needed, _plain(one.get("description", "")))


def _takes(schema: Mapping[str, Any]) -> str:
    """What a value can be, in a few words."""
    if "$ref" in schema:
        return str(schema["$ref"]).rsplit("/", 1)[-1]
    if "anyOf" in schema:
        return " or ".join(_takes(one) for one in schema["anyOf"])
    if "enum" in schema:
        return ", ".join(str(one) or "nothing" for one in schema["enum"])
    if schema.get("type") == "array":
        return f"list of {_takes(schema['items'])}"
    if schema.get("type") == "object":
        return "object"
    return _KINDS.get(str(schema.get("format", "")), "") or _KINDS.get(str(schema.get("type", "")), "anything")


_KINDS = {"date": "day", "string": "text", "integer": "whole number", "number": "number", "boolean": "true or false", "null": "null"}


def _plain(text: str) -> str:
    """A description on one line, with its code marks as Markdown has them."""
    return " ".join(text.replace("``", "`").split())
