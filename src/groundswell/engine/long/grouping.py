"""How the rows of a long table or a list of cases become figures, as a plain value that goes to readable JSON and back.

Columns are named by their heads (:mod:`groundswell.engine.long.heads`), never by their letters: next month's file may have
a column more.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from groundswell.domain.measurement.period import Cadence
from groundswell.errors import UserError

VERSION = 1

CADENCES = (Cadence.DAY, Cadence.WEEK, Cadence.MONTH, Cadence.QUARTER, Cadence.YEAR)
"""What rows may be gathered into. Without one, each row's own period is kept as it is written."""


class Count(StrEnum):
    """How rows become one figure.

    ROWS counts them. SUM adds a column up. MEAN is its sum over the rows that have a figure. RATIO is one column's sum over another's.
    ONLY takes the figure of the one row there is, and refuses where there are two: so a rate is kept, and never added up.
    """

    ROWS = "rows"
    SUM = "sum"
    MEAN = "mean"
    RATIO = "ratio"
    ONLY = "only"


@dataclass(frozen=True, slots=True)
class Counted:
    """One measure: its name, how it is made, the column it is made of, and for RATIO the column it is divided by."""

    name: str
    count: Count
    column: str = ""
    of: str = ""

    @property
    def columns(self) -> tuple[str, ...]:
        return tuple(column for column in (self.column, self.of) if column)


@dataclass(frozen=True, slots=True)
class Filter:
    """Only rows whose cell in ``column`` is one of ``kept`` (``""``: an empty cell) are read; the others are counted as left out."""

    column: str
    kept: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Grouping:
    """What a person says about a long table. Every column is named by its head.

    ``date`` says when; ``part`` is the column with the month or quarter of the year in it. ``cadence`` None: periods as written.
    ``org_units`` are joined outermost first; each combination of ``split_by`` is a measure of its own; ``added_up`` are the
    dimensions that were looked at and are to be added up. ``day_first`` and ``zone`` None: nobody said; ``zone`` "" takes times
    as they are written, an IANA name takes the day there. ``year_start``: the month in which quarters and years begin.
    ``school``: 2023/24 is a school year. ``blanks_add_nothing``: an empty cell adds nothing to a sum; else the sum is not known.
    ``zeros``: a period without a row counts as 0. ``edges``: the first and last period stay though the file covers a part of them.
    """

    date: str
    measures: tuple[Counted, ...]
    part: str = ""
    cadence: Cadence | None = None
    org_units: tuple[str, ...] = ()
    split_by: tuple[str, ...] = ()
    filters: tuple[Filter, ...] = ()
    added_up: tuple[str, ...] = ()
    day_first: bool | None = None
    zone: str | None = None
    year_start: int = 1
    school: bool = False
    blanks_add_nothing: bool = False
    zeros: bool = False
    edges: bool = False

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column that is needed, each once."""
        named = [self.date, self.part, *self.org_units, *self.split_by, *(each.column for each in self.filters)]
        named += [column for measure in self.measures for column in measure.columns]
        return tuple(dict.fromkeys(column for column in named if column))

    def to_plain(self) -> dict[str, Any]:
        """As JSON knows it, keys in reading order; what says nothing is left out. :meth:`from_plain` brings it back equal."""
        plain: dict[str, Any] = {"groundswell_grouping": VERSION, "date": self.date}
        plain["part"] = self.part
        plain["cadence"] = None if self.cadence is None else self.cadence.value
        plain["org_units"] = list(self.org_units)
        plain["measures"] = [_measure_plain(one) for one in self.measures]
        plain["split_by"] = list(self.split_by)
        plain["filters"] = {one.column: list(one.kept) for one in self.filters}
        plain["added_up"] = list(self.added_up)
        for name in _SETTINGS:
            plain[name] = getattr(self, name)
        always = ("groundswell_grouping", "date", "cadence", "measures")
        return {key: value for key, value in plain.items() if key in always or value not in _SAYS_NOTHING.get(key, _NOTHING)}

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> "Grouping":
        """What :meth:`to_plain` wrote; raises UserError("grouping_version") or ("grouping_unreadable")."""
        try:
            if plain["groundswell_grouping"] != VERSION:
                raise UserError("grouping_version", {"version": str(plain["groundswell_grouping"])})
            cadence = None if plain["cadence"] is None else Cadence(plain["cadence"])
            if cadence is not None and cadence not in CADENCES:
                raise ValueError(cadence)
            return cls(
                date=_text(plain["date"]),
                measures=tuple(_measure(one) for one in plain["measures"]),
                part=_text(plain.get("part", "")),
                cadence=cadence,
                org_units=_texts(plain.get("org_units", ())),
                split_by=_texts(plain.get("split_by", ())),
                filters=tuple(Filter(_text(column), _texts(kept)) for column, kept in plain.get("filters", {}).items()),
                added_up=_texts(plain.get("added_up", ())),
                year_start=_month(plain.get("year_start", 1)),
                day_first=_maybe(plain.get("day_first"), bool),
                zone=_maybe(plain.get("zone"), str),
                **{name: bool(plain.get(name, False)) for name in ("school", "blanks_add_nothing", "zeros", "edges")},
            )
        except (KeyError, TypeError, ValueError, AttributeError):
            raise UserError("grouping_unreadable") from None


_SETTINGS = ("day_first", "zone", "year_start", "school", "blanks_add_nothing", "zeros", "edges")
_NOTHING: tuple[object, ...] = ("", [], {}, False)
_SAYS_NOTHING: Mapping[str, tuple[object, ...]] = {"day_first": (None,), "zone": (None,), "year_start": (1,)}
"""Settings of which False, "" or another value does say something."""


def _measure_plain(measure: Counted) -> dict[str, str]:
    plain = {"name": measure.name, "count": measure.count.value, "column": measure.column, "of": measure.of}
    return {key: value for key, value in plain.items() if value}


def _measure(plain: Mapping[str, Any]) -> Counted:
    measure = Counted(_text(plain["name"]), Count(plain["count"]), _text(plain.get("column", "")), _text(plain.get("of", "")))
    wanted = {Count.ROWS: 0, Count.RATIO: 2}.get(measure.count, 1)
    if not measure.name or len(measure.columns) != wanted:
        raise ValueError(measure.name)
    return measure


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value


def _texts(values: object) -> tuple[str, ...]:
    if not isinstance(values, (list, tuple)):
        raise TypeError(values)
    return tuple(_text(value) for value in values)


def _month(value: object) -> int:
    if type(value) is not int or not 1 <= value <= 12:
        raise ValueError(value)
    return value


def _maybe(value: Any, kind: type) -> Any:
    if value is not None and type(value) is not kind:
        raise TypeError(value)
    return value
