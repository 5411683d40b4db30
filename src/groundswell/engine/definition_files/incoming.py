"""What a file of definitions says, before anything is compared: fields as texts by measure, and where each stands."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

MOST_MEASURES = 10_000


@dataclass(frozen=True, slots=True)
class Said:
    """A text and its place: a line of a text file or a cell of a workbook."""

    text: str
    place: str


@dataclass(frozen=True, slots=True)
class Incoming:
    """One measure of a file. Fields that are not there stay as they are; ``items`` None leaves the data items alone."""

    id: str
    place: str
    fields: Mapping[str, Said]
    items: tuple[Mapping[str, Said], ...] | None = None


@dataclass(frozen=True, slots=True)
class Unknown:
    """A field that no definition has, and where it stands; it is shown and left out."""

    field: str
    place: str


@dataclass(frozen=True, slots=True)
class DefinitionFile:
    """Everything that was found. ``by_line``: places are lines of a text, not cells."""

    measures: tuple[Incoming, ...]
    unknown: tuple[Unknown, ...]
    by_line: bool

    def to_plain(self) -> dict[str, Any]:
        """As it crosses from the child process."""
        return {
            "by_line": self.by_line,
            "unknown": [[one.field, one.place] for one in self.unknown],
            "measures": [
                [one.id, one.place, _plain(one.fields), None if one.items is None else [_plain(item) for item in one.items]]
                for one in self.measures
            ],
        }

    @classmethod
    def of_plain(cls, plain: Mapping[str, Any]) -> "DefinitionFile":
        """What :meth:`to_plain` wrote."""
        measures = (
            Incoming(name, place, _said(fields), None if items is None else tuple(_said(item) for item in items))
            for name, place, fields, items in plain["measures"]
        )
        return cls(tuple(measures), tuple(Unknown(*one) for one in plain["unknown"]), plain["by_line"])


def _plain(fields: Mapping[str, Said]) -> dict[str, list[str]]:
    return {code: [said.text, said.place] for code, said in fields.items()}


def _said(plain: Mapping[str, Any]) -> dict[str, Said]:
    return {code: Said(*both) for code, both in plain.items()}
