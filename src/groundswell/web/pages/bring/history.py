"""What was said about a reading so far, step by step, so that each step can be undone and done again."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from groundswell.engine.proposal import Correction, Role

MOST_STEPS = 30


@dataclass(frozen=True, slots=True)
class Typed:
    """A person's word on a cell that could not be read: a figure, or ``""`` for "there is none"."""

    sheet: int
    cell: str
    figure: str


@dataclass(frozen=True, slots=True)
class Note:
    """What a step did: its ``kind`` ("roles", "answer" or "figure"), the place that it was said of, and how far it reached.

    ``alike``: further places on the same sheet; ``sheets``: further sheets. ``name``: the head or label that they share.
    """

    kind: str
    sheet: int = 0
    axis: str = ""
    first: int = 0
    last: int = 0
    role: str = ""
    alike: int = 0
    sheets: int = 0
    name: str = ""


@dataclass(frozen=True, slots=True)
class Gave:
    """What the reading gave: how many figures, the first of them (measure, place, period's start, figure), what the first chart said."""

    figures: int = 0
    rows: tuple[tuple[str, str, str, str], ...] = ()
    chart: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """All that a person had said, and what the reading gave then. ``note``: the step that came after it."""

    corrections: tuple[Correction, ...]
    answers: Mapping[str, str]
    typed: tuple[Typed, ...]
    note: Note
    gave: Gave = Gave()


@dataclass(frozen=True, slots=True)
class History:
    """Steps behind, the newest last, and steps that were undone, the next to do again last."""

    past: tuple[Said, ...] = ()
    future: tuple[Said, ...] = field(default=())

    def after(self, before: Said) -> "History":
        """With one step more; what was undone is gone."""
        return History((*self.past, before)[-MOST_STEPS:], ())

    def undone(self, now: Said) -> tuple[Said, "History"] | None:
        """The state before the newest step, and the history with that step ahead; ``now`` is what stands."""
        if not self.past:
            return None
        before = self.past[-1]
        return before, History(self.past[:-1], (*self.future, replace(now, note=before.note)))

    def redone(self, now: Said) -> tuple[Said, "History"] | None:
        """The state after the step that was undone last, and the history with that step behind."""
        if not self.future:
            return None
        after = self.future[-1]
        return after, History((*self.past, replace(now, note=after.note)), self.future[:-1])


def said_from(plain: Mapping[str, Any]) -> Said:
    """A state that went through JSON."""
    return Said(
        tuple(Correction(one["sheet"], one["axis"], one["index"], Role(one["role"])) for one in plain["corrections"]),
        plain["answers"],
        tuple(Typed(**one) for one in plain["typed"]),
        Note(**plain["note"]),
        Gave(plain["gave"]["figures"], tuple(tuple(row) for row in plain["gave"]["rows"]), plain["gave"]["chart"]),
    )


def history_from(plain: Mapping[str, Any] | None) -> History:
    """A history that went through JSON; none of an upload that was begun before there was one."""
    if plain is None:
        return History()
    return History(tuple(said_from(one) for one in plain["past"]), tuple(said_from(one) for one in plain["future"]))
