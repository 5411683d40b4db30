"""Every route of the product, found by walking the URL map, with an address that leads to it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver

SOME_ID = "aaaaaaaaaaaaaaaaaaaaaaaaaa"


@dataclass(frozen=True, slots=True)
class Route:
    """A name of the URL map, its pattern, and one address under it; whatever that names does not exist."""

    name: str
    address: str
    pattern: str


def routes() -> list[Route]:
    """All of them; a route without a name is an empty name."""
    found = _walk(get_resolver().url_patterns, "")
    return [Route(pattern.name or "", "/" + re.sub(r"<[^>]+>", SOME_ID, path), path) for pattern, path in found]


def _walk(patterns: list[URLPattern | URLResolver], before: str) -> Iterator[tuple[URLPattern, str]]:
    for pattern in patterns:
        path = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern.url_patterns, path)
        else:
            yield pattern, path
