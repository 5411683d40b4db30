"""What an intake holds, counted once and kept while its page is worked on: measures, places, periods."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from groundswell.domain.measurement.observation import Observation, Presence
from groundswell.domain.measurement.period import Period, cadence_by_length
from groundswell.engine.confidence import Doubt
from groundswell.engine.explaining import Explainer
from groundswell.engine.intake import Intake

FIRST = 8
"""Figures that are shown as an example of all."""
_NO_FIGURE, _NO_PERIOD = -1, -2


@dataclass(slots=True)
class MeasureCount:
    """One measure of the file: how many figures it has, of how many places, from when to when."""

    figures: int = 0
    places: set[str | None] = field(default_factory=set)
    first: Period | None = None
    last: Period | None = None


@dataclass(frozen=True, slots=True)
class Counts:
    """What the page says of the whole file. ``cadence`` is that of most figures, empty where none has a period."""

    measures: dict[str, MeasureCount]
    places: list[str]
    periods: int
    cadence: str
    figures: int
    first: list[Observation]
    longest: list[Observation]
    """The figures of the line that has the most of them."""


@dataclass(frozen=True, slots=True)
class Looked:
    """What is looked up again and again while a reading is checked; made once for each reading."""

    counts: Counts
    doubts: list[Doubt]
    explainer: Explainer
    widths: dict[int, list[int]] = field(default_factory=dict)


def count(intake: Intake) -> Counts:
    """One pass over all figures."""
    lines: dict[tuple[str, str | None], Counter[int]] = {}
    periods: dict[int, Period] = {}  # by identity: readers give all figures of a period the same one
    for one in intake.observations:
        owner = (one.measure, one.org_unit)
        line = lines.get(owner)
        if line is None:
            line = lines[owner] = Counter()
        if one.presence is not Presence.VALUE:
            line[_NO_FIGURE] += 1
        elif one.period is None:
            line[_NO_PERIOD] += 1
        else:
            key = id(one.period)
            periods[key] = one.period
            line[key] += 1
    lengths: Counter[Period] = Counter()
    for line in lines.values():
        for key, n in line.items():
            if key in periods:
                lengths[periods[key]] += n
    cadences: Counter[str] = Counter()
    for period, n in lengths.items():
        cadences[cadence_by_length(period).value] += n
    common = cadences.most_common(1)
    most = max(lines, key=lambda owner: lines[owner].total(), default=None)
    return Counts(
        _measures(lines, periods),
        list(dict.fromkeys(place for _, place in lines if place is not None)),
        len({period.start for period in lengths}),
        common[0][0] if common else "",
        len(intake.observations),
        intake.observations[:FIRST],
        [one for one in intake.observations if (one.measure, one.org_unit) == most],
    )


def _measures(lines: Mapping[tuple[str, str | None], Counter[int]], periods: Mapping[int, Period]) -> dict[str, MeasureCount]:
    measures: dict[str, MeasureCount] = {}
    for (measure, place), line in lines.items():
        found = measures.setdefault(measure, MeasureCount())
        found.places.add(place)
        found.figures += line.total() - line[_NO_FIGURE]
        for key in line:
            period = periods.get(key)
            if period is None:
                continue
            if found.first is None or period.start < found.first.start:
                found.first = period
            if found.last is None or period.start > found.last.start:
                found.last = period
    return measures
