"""What an algorithm found in a panel and what it turned down, as columns: one value a stretch, one value a place considered."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from groundswell.domain.xmr.limits import Floats
from groundswell.domain.xmr.shift_rules import Reason
from groundswell.domain.xmr.shift_runs import Signs

Places = npt.NDArray[np.int64]

REASONS = tuple(Reason)
"""What ``reason`` of ShiftTrials counts in."""

Columns = tuple[npt.NDArray[Any], ...]


@dataclass(frozen=True, slots=True)
class ShiftStretches:
    """Stretches, the first of every series among them, in order of series and place. Limits are NaN where the algorithm forms none.

    Places are indices of the panel. ``calculated_to`` is −1 where the limits are to come from all figures. ``excluded`` is
    (stretches, exclusions): places out of the limits, −1 where none.
    """

    series: Places
    first: Places
    calculated_to: Places
    central_line: Floats
    lower: Floats
    upper: Floats
    excluded: Places


@dataclass(frozen=True, slots=True)
class ShiftTrials:
    """Every place at which a shift might have begun, in order of series and place.

    ``side`` is +1 where the figures lie above the line before, −1 below. ``reason`` counts in REASONS; ``place`` is where
    it shows (the first place of the run back), −1 where that says nothing.
    """

    series: Places
    trigger: Places
    side: Signs
    reason: Signs
    place: Places


@dataclass(frozen=True, slots=True)
class PanelShifts:
    """What the algorithm found in a panel, and what it turned down."""

    stretches: ShiftStretches
    trials: ShiftTrials


@dataclass(slots=True)
class ShiftTable:
    """The columns in the making: rows come in any order and are put in order at the end."""

    exclusions: int
    stretches: list[Columns] = field(default_factory=list)
    trials: list[Columns] = field(default_factory=list)

    def add_stretches(
        self, series: Places, first: Places, calculated_to: Places, lines: tuple[Floats, Floats, Floats], excluded: Places
    ) -> None:
        """Some stretches, one a series."""
        self.stretches.append((series, first, calculated_to, *lines, excluded))

    def add_trials(self, series: Places, trigger: Places, side: Signs, reason: Signs | Reason, place: Places | None = None) -> None:
        """Some places that were considered; one reason for all or one each."""
        reasons = np.full(len(series), REASONS.index(reason), np.int8) if isinstance(reason, Reason) else reason
        self.trials.append((series, trigger, side, reasons, np.full(len(series), -1, np.int64) if place is None else place))

    def shifts(self) -> PanelShifts:
        """All of it, in order of series, then of place."""
        places, lines, signs = np.zeros(0, np.int64), np.zeros(0), np.zeros(0, np.int8)
        nothing_left_out = np.zeros((0, self.exclusions), np.int64)
        return PanelShifts(
            ShiftStretches(*_joined(self.stretches, (places, places, places, lines, lines, lines, nothing_left_out))),
            ShiftTrials(*_joined(self.trials, (places, places, signs, signs, places))),
        )


def _joined(rows: Sequence[Columns], empty: Columns) -> Columns:
    columns = [np.concatenate(column) for column in zip(empty, *rows, strict=True)]
    order = np.lexsort((columns[1], columns[0]))
    return tuple(column[order] for column in columns)
