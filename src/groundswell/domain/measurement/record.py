"""Everything the record holds about one measure at one org unit, as one value: what a page, a file or a home tile is made from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from groundswell.domain.measurement.definition import MeasureDefinition, Note, Target
from groundswell.domain.measurement.segment import SegmentInput
from groundswell.domain.measurement.series import Series

NOTHING_EXCLUDED: Mapping[date, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class FigureOrigin:
    """Where a figure came from: the file as it was named, its sheet and cell, and the batch that stored it."""

    file_name: str
    sheet: str = ""
    cell: str = ""
    batch_id: str = ""


@dataclass(frozen=True, slots=True)
class MeasureRecord:
    """A measure at one org unit, as the record held it at ledger position ``as_of_seq``.

    ``segments`` hold indices over ``series``; ``excluded`` names each left-out day (a period's start) with its reason.
    ``baseline``: the first so many figures of each segment make its limits; None takes all.
    ``signals_noted``: first days of signals that somebody has put words to. ``origins``: period start -> where the figure came from.
    ``their_status``: period start -> the judgement of the owner's own sheet (its RAG column), shown beside and never used.
    ``fiscal_start``: the month in which the organisation's fiscal year begins (1 to 12).
    """

    measure_id: str
    org_unit_id: str | None
    org_unit: str | None
    definition: MeasureDefinition
    series: Series
    rule_set: str = "wheeler"
    baseline: int | None = None
    segments: tuple[SegmentInput, ...] = ()
    excluded: Mapping[date, str] = field(default_factory=lambda: NOTHING_EXCLUDED)
    targets: tuple[Target, ...] = ()
    notes: tuple[Note, ...] = ()
    audience: str = "team"
    as_of_seq: int = 0
    shown: bool = False
    unanswered: int = 0
    open_question: bool = False
    signals_noted: frozenset[date] = frozenset()
    origins: Mapping[date, FigureOrigin] = field(default_factory=lambda: MappingProxyType({}))
    their_status: Mapping[date, str] = field(default_factory=lambda: MappingProxyType({}))
    fiscal_start: int = 1
    exact_constants: bool = False
