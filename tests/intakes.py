"""Files as they are after reading, for tests of what is stored: rows of (measure, place, first day, figure)."""

from collections.abc import Iterable, Mapping
from datetime import date
from hashlib import sha256

from groundswell.domain.measurement.exact import Exact
from groundswell.domain.measurement.observation import Observation, Presence
from groundswell.domain.measurement.period import Cadence, add_months, period_of
from groundswell.engine.intake import Intake

JANUARY = date(2024, 1, 1)


def month(number: int) -> date:
    """The first day of the month so many after January 2024."""
    return add_months(JANUARY, number)


def intake_of(rows: Iterable[tuple[str, str | None, date, str | None]], name: str = "figures.csv", salt: str = "") -> Intake:
    """A file with those figures, one a row, in B2, B3 …; a figure of None is a cell that says n/a."""
    observations = [
        Observation(
            measure,
            place,
            period_of(day, Cadence.MONTH),
            None if text is None else Exact.parse(text),
            Presence.VALUE if text is not None else Presence.NOT_AVAILABLE,
            mark="" if text is not None else "n/a",
            sheet="Sheet1",
            cell=f"B{at}",
        )
        for at, (measure, place, day, text) in enumerate(rows, 2)
    ]
    content = "\n".join(f"{one.measure}|{one.org_unit}|{one.period}|{one.value}" for one in observations) + salt
    figures = [one for one in observations if one.presence is Presence.VALUE]
    states = [one for one in observations if one.presence is not Presence.VALUE]
    return Intake(name, sha256(content.encode()).hexdigest(), figures, states)


def months_of(measure: str, figures: Mapping[int, str | None] | Iterable[str | None], name: str = "figures.csv", salt: str = "") -> Intake:
    """A file of one measure by month; the months count from January 2024."""
    by_month = figures if isinstance(figures, Mapping) else dict(enumerate(figures))
    return intake_of([(measure, None, month(at), text) for at, text in by_month.items()], name, salt)
