"""What exists, as the steps look at it. Everything is read from the record; nothing is ticked by hand."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from groundswell.domain.authoring.measure_design import MeasureDesign


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """The if-then plan: a time, a place and a trigger; whether the calendar file was offered beside it."""

    time: str = ""
    place: str = ""
    trigger: str = ""


@dataclass(frozen=True, slots=True)
class GoalFacts:
    """A goal sentence that exists somewhere, with its source.

    ``verdicts`` holds a person's answer to each wording test that they were shown; ``actions_left`` counts results written
    from it that are still actions, and itself where they called it something we do and nothing came of it yet.
    """

    id: str
    text: str
    source: str = ""
    verdicts: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    actions_left: int = 0


@dataclass(frozen=True, slots=True)
class BeginningFacts:
    """What somebody wrote at the start, for themselves: an area, whom it serves, what they want, and the diagnostic."""

    area: str = ""
    receivers: tuple[str, ...] = ()
    wishes: tuple[str, ...] = ()
    ratings: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    remark: str = ""
    goals: tuple[GoalFacts, ...] = ()
    plan: PlanFacts = PlanFacts()


@dataclass(frozen=True, slots=True)
class ResultFacts:
    """A result with its design. ``failed`` names which of the first five wording rules it breaks (method 1.2)."""

    id: str
    map_id: str
    text: str
    zone: str = ""
    failed: tuple[str, ...] = ()
    priority: bool = False
    measure_ids: tuple[str, ...] = ()
    design: MeasureDesign | None = None
    touched: int = 0


@dataclass(frozen=True, slots=True)
class MapFacts:
    """A map: how many results, how many links have a reason, and how many remarks of its checks nobody has fixed or noted."""

    id: str
    name: str = ""
    results: int = 0
    links_with_reason: int = 0
    open_remarks: int = 0


@dataclass(frozen=True, slots=True)
class DefinitionFacts:
    """The definition of a measure as S14 to S16 look at it. ``items_described`` have a source and a recorder each.

    ``source_known``: ``confirmed``, or ``asked`` where a request was sent (to whom, and when), or "".
    """

    measure_id: str
    formula: bool = False
    formula_parses: bool = False
    unit: bool = False
    scope: bool = False
    cadence: bool = False
    items: int = 0
    items_described: int = 0
    source_known: str = ""
    asked_whom: str = ""
    asked_when: str = ""


@dataclass(frozen=True, slots=True)
class MeasureFacts:
    """A measure at a place: figures, limits, what was written about them, and whom it was shown to.

    ``flags`` are the remarks of the data check (missing periods, far-off values, chunky data), ``flags_answered`` those that
    a person kept or corrected. ``limits_seen``: somebody looked at the limits and took them, fixed or provisional.
    ``signals`` counts signals, ``open_signals`` those that nobody has put words to.
    """

    measure_id: str
    place_id: str = ""
    name: str = ""
    figures: int = 0
    duplicates: int = 0
    result_id: str = ""
    flags: int = 0
    flags_answered: int = 0
    check_read: bool = False
    limits_seen: bool = False
    signals: int = 0
    open_signals: int = 0
    sentence: str = ""
    sentence_names_signal: bool = False
    cause: str = ""
    who_may_know: str = ""
    season_decision: str = ""
    to_show: tuple[str, str, str] = ("", "", "")
    reactions: int = 0
    reactions_unanswered: int = 0
    touched: int = 0


@dataclass(frozen=True, slots=True)
class GalleryFacts:
    """A mini gallery: what is shown, the invitation, whether it went out, and the remarks with those answered."""

    id: str
    items: int = 0
    invitation: str = ""
    out: bool = False
    remarks: int = 0
    answered: int = 0


@dataclass(frozen=True, slots=True)
class SessionFacts:
    """The sessions so far. ``since_look_back`` counts those finished since the last look back; ``unfinished`` is (step, subject id)."""

    finished: int = 0
    since_look_back: int = 0
    unfinished: tuple[str, str] | None = None
    open_actions: int = 0
    learned: str = ""
    next_week: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything a suggestion may look at. The subject last worked on has the highest ``touched``."""

    beginning: BeginningFacts = BeginningFacts()
    maps: tuple[MapFacts, ...] = ()
    results: tuple[ResultFacts, ...] = ()
    definitions: Mapping[str, DefinitionFacts] = field(default_factory=lambda: MappingProxyType({}))
    measures: tuple[MeasureFacts, ...] = ()
    galleries: tuple[GalleryFacts, ...] = ()
    sessions: SessionFacts = SessionFacts()
