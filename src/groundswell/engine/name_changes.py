"""Where several series of a file end and as many begin right after, as when places or measures were renamed."""

import itertools
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from groundswell.domain.measurement.observation import Observation
from groundswell.domain.measurement.period import Period

RENAMED_TOGETHER, RENAMED_SHARE = 3, 10
"""At least three names, and one in ten of all, that end while as many begin right after: a renaming."""

Owner = tuple[str, str | None]
"""Measure and org unit."""


@dataclass(frozen=True, slots=True)
class NamesChange:
    """``start`` is the first day of the new series."""

    start: date
    ended: tuple[Owner, ...]
    began: tuple[Owner, ...]


def names_changes(observations: Sequence[Observation]) -> list[NamesChange]:
    """The days on which names change, in their order. A name is the place's where there is one, else the measure's."""
    spans: dict[Owner, tuple[Period, Period]] = {}
    times: set[Period] = set()
    met: set[int] = set()
    for observation in observations:
        period = observation.period
        if period is not None:
            if id(period) not in met:  # readers give all figures of a period the same one
                met.add(id(period))
                times.add(period)
            owner = (observation.measure, observation.org_unit)
            span = spans.get(owner)
            if span is None:
                spans[owner] = (period, period)
            elif period.start <= span[0].start or period.start >= span[1].start:  # days compare quicker than periods
                spans[owner] = (min(span[0], period), max(span[1], period))
    following = dict(itertools.pairwise(sorted(times)))
    ended: dict[Period, list[Owner]] = defaultdict(list)
    began: dict[Period, list[Owner]] = defaultdict(list)
    for owner, (first, last) in spans.items():
        if first != last:  # a single figure is no series that could end
            ended[last].append(owner)
        began[first].append(owner)
    enough = max(RENAMED_TOGETHER, len({_name(owner) for owner in spans}) // RENAMED_SHARE)
    found = []
    for last in sorted(ended):
        after = following.get(last)
        if after is None:
            continue
        new = {_name(owner) for owner in began[after]}
        old = [owner for owner in ended[last] if _name(owner) not in new]
        if len(old) >= enough and len(new) >= enough:
            found.append(NamesChange(after.start, tuple(old), tuple(began[after])))
    return found


def _name(owner: Owner) -> str:
    return owner[1] or owner[0]
