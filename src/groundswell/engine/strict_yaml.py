"""YAML read strictly, as a tree of maps, lists and texts with their lines: no anchors, aliases or tags, no key twice, a few levels deep.

It is read from the events of the parser, so that nothing is built which the file merely asks for. JSON is read too, as far as it is YAML.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import yaml

from groundswell.errors import UserError

_NOTHING = frozenset(("~", "null", "Null", "NULL"))
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The faster of the two parsers where it is there; neither is asked to build anything."""


@dataclass(frozen=True, slots=True)
class Text:
    """A scalar as written; ``quoted`` where quotes or a block say that it is text and nothing else."""

    value: str
    line: int
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    parts: "list[Node]"
    line: int


@dataclass(frozen=True, slots=True)
class Fields:
    """A map: key to the key's line and its value."""

    parts: "dict[str, tuple[int, Node]]"
    line: int


Node = Text | Items | Fields


def tree_of(text: str, deepest: int) -> Node | None:
    """The one document of a text, or None where there is none; no deeper than ``deepest`` levels.

    Raises UserError, one sentence each with the line: not YAML, a feature that is not read, a key twice, a second document.
    """
    try:
        events = iter(yaml.parse(text, Loader=_LOADER))
        found: Node | None = None
        for event in events:
            if isinstance(event, yaml.NodeEvent):
                if found is not None:
                    raise UserError("yaml_several_documents", {"line": _line(event)})
                found = _node(event, events, deepest)
    except yaml.MarkedYAMLError as error:
        raise UserError("yaml_not_read", {"line": _mark_line(error)}) from None
    except yaml.YAMLError:
        raise UserError("yaml_not_text") from None
    return found


def _node(event: yaml.Event, events: Iterator[yaml.Event], deepest: int) -> Node:
    line = _line(event)
    if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None) is not None or getattr(event, "tag", None) is not None:
        raise UserError("yaml_feature", {"line": line})
    if isinstance(event, yaml.ScalarEvent):
        bare = not event.style and event.value in _NOTHING
        return Text("" if bare else event.value, line, bool(event.style))
    if deepest < 1:
        raise UserError("yaml_too_deep", {"line": line})
    if isinstance(event, yaml.SequenceStartEvent):
        parts = []
        while not isinstance(part := next(events), yaml.SequenceEndEvent):
            parts.append(_node(part, events, deepest - 1))
        return Items(parts, line)
    return Fields(_pairs(events, deepest - 1), line)


def _pairs(events: Iterator[yaml.Event], deepest: int) -> "dict[str, tuple[int, Node]]":
    pairs: dict[str, tuple[int, Node]] = {}
    while not isinstance(event := next(events), yaml.MappingEndEvent):
        key = _node(event, events, deepest)
        if not isinstance(key, Text):
            raise UserError("yaml_not_fields", {"line": key.line})
        if key.value in pairs:
            raise UserError("yaml_twice", {"field": key.value, "line": key.line})
        pairs[key.value] = key.line, _node(next(events), events, deepest)
    return pairs


def _line(event: yaml.Event) -> int:
    return 1 if event.start_mark is None else event.start_mark.line + 1


def _mark_line(error: yaml.MarkedYAMLError) -> int:
    mark = error.problem_mark or error.context_mark
    return 1 if mark is None else mark.line + 1
