"""A split that an algorithm proposes and a person decides on: never a limit by itself."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class TurnedDown:
    """Periods from ``day`` to ``last`` at which the split might have begun, and why it does not; ``shows_on``: where that shows."""

    day: date
    last: date
    side: str
    reason: str
    shows_on: date | None = None


@dataclass(frozen=True, slots=True)
class SplitProposal:
    """New limits from ``day`` on, proposed by version ``version`` of ``algorithm`` and not decided.

    ``side``: the figures lie ``above`` or ``below`` the line before. Lines are decimal text, as they were when it was proposed.
    ``calculated_to`` None: limits from all figures since. ``figures``: how many there were. ``outlying``: figures far outside the new
    limits, which the algorithm did not count. ``warns_under``: with fewer figures the new limits are very uncertain.
    ``not_before`` and ``not_under``: a person wants to look again on that day, or from so many figures of the line on.
    """

    id: str
    day: date
    algorithm: str
    version: int
    side: str
    line_before: str
    line: str
    figures: int
    calculated_from: date
    calculated_to: date | None
    outlying: tuple[date, ...] = ()
    turned_down: tuple[TurnedDown, ...] = ()
    warns_under: int = 0
    not_before: date | None = None
    not_under: int | None = None

    def waits(self, today: date, figures: int) -> bool:
        """Whether somebody put it off and the time has not come."""
        early = self.not_before is not None and today < self.not_before
        return early or (self.not_under is not None and figures < self.not_under)
