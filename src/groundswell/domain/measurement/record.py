"""Everything the record holds about one measure at one org unit, as one value: what a page, a file or a home tile is made from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from groundswell.domain.measurement.chart_kind import PLAIN, ChartKind
from groundswell.domain.measurement.definition import MeasureDefinition, Note
from groundswell.domain.measurement.segment import SegmentInput
from groundswell.domain.measurement.series import Series
from groundswell.domain.measurement.split_proposal import SplitProposal
from groundswell.domain.measurement.target import Standard, Target, TargetChange
from groundswell.errors import Problem

NOTHING_EXCLUDED: Mapping[date, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class FigureOrigin:
    """Where a figure came from: the file as it was named, its sheet and cell, and the batch that stored it.

    Of a computed figure ``parts`` are the origins of all that it was computed from; file, sheet and batch are those that all share.
    """

    file_name: str
    sheet: str = ""
    cell: str = ""
    batch_id: str = ""
    parts: tuple["FigureOrigin", ...] = ()

    @property
    def file_names(self) -> tuple[str, ...]:
        """Every file that it came from, each once."""
        return tuple(dict.fromkeys(part.file_name for part in self.parts or (self,) if part.file_name))


@dataclass(frozen=True, slots=True)
class MeasureRecord:
    """A measure at one org unit, as the record held it at ledger position ``as_of_seq``.

    ``segments`` hold indices over ``series``; ``excluded`` names each left-out day (a period's start) with its reason.
    ``baseline``: the first so many figures of each segment make its limits; None takes all.
    ``signals_noted``: first days of signals that somebody has put words to. ``origins``: period start -> where the figure came from.
    ``their_status``: period start -> the judgement of the owner's own sheet (its RAG column), shown beside and never used.
    ``fiscal_start``: the month in which the organisation's fiscal year begins (1 to 12).
    ``proposals``: splits that an algorithm proposes and nobody has decided on, in order of day; those put off are among them.
    ``standards`` are in order of the day from which each holds; ``target_changes`` is every target there was, in the order of acts.
    ``computed``: figures were worked out by the definition's formula. ``formula_problems``: why they were not, though it has one.
    ``rule_set_version``: the version that somebody gave it; None takes the newest. ``own_rules``: a rule set of the organisation's own
    as JSON text, for that name and version; empty for a shipped one.
    ``kind``: which chart it is judged by. Of a record as it is drawn (``drawn_record``) ``brought`` is the series as it was brought, where
    the drawn one is worked out from it; ``open_last`` says that its last point is an interval so far, ``kind_refused`` why the kind
    could not be drawn. ``kind_act``: the act that set the kind, for taking it back.
    ``yours``: whoever asked may change the measure, not only look.
    ``anchor``: the ledger's head at that position in its short form, for whoever keeps a copy; empty among many
    records, and for figures outside a ledger. ``small_numbers``: of a record as it is seen from outside its team, below which number
    figures are not shown; 0 where nothing is hidden.
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
    yours: bool = True
    as_of_seq: int = 0
    shown: bool = False
    unanswered: int = 0
    open_question: bool = False
    signals_noted: frozenset[date] = frozenset()
    origins: Mapping[date, FigureOrigin] = field(default_factory=lambda: MappingProxyType({}))
    their_status: Mapping[date, str] = field(default_factory=lambda: MappingProxyType({}))
    fiscal_start: int = 1
    exact_constants: bool = False
    computed: bool = False
    formula_problems: tuple[Problem, ...] = ()
    rule_set_version: int | None = None
    own_rules: str = ""
    kind: ChartKind = PLAIN
    kind_act: str = ""
    brought: Series | None = None
    open_last: bool = False
    kind_refused: str = ""
    standards: tuple[Standard, ...] = ()
    target_changes: tuple[TargetChange, ...] = ()
    proposals: tuple[SplitProposal, ...] = ()
    anchor: str = ""
    small_numbers: int = 0
