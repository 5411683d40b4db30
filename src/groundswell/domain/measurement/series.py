"""One measure of one org unit through time, every period of its cadence in its place."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from groundswell.domain.measurement.exact import Exact
from groundswell.domain.measurement.observation import Observation, Presence, Status
from groundswell.domain.measurement.period import Cadence, Period, absent_between, cadence_of_periods, period_of


@dataclass(frozen=True, slots=True)
class SeriesPoint:
    """One place of a series: a figure, or the reason why there is none (``observation`` None: nothing was brought)."""

    period: Period | None
    value: Exact | None
    presence: Presence = Presence.MISSING
    status: Status = Status.FINAL
    observation: Observation | None = None


@dataclass(frozen=True, slots=True)
class Series:
    """Points in time order. ``values`` is a float view of them (NaN where there is no figure), made once."""

    measure: str
    org_unit: str | None
    cadence: Cadence
    points: tuple[SeriesPoint, ...]
    values: npt.NDArray[np.float64] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        floats = [np.nan if point.value is None else float(point.value) for point in self.points]
        values = np.array(floats, dtype=np.float64)
        values.setflags(write=False)
        object.__setattr__(self, "values", values)

    def __len__(self) -> int:
        return len(self.points)

    @property
    def figures(self) -> int:
        """How many places hold a figure."""
        return int(np.count_nonzero(~np.isnan(self.values)))

    @classmethod
    def of_numbers(cls, values: Sequence[float | int | str | Exact | None], measure: str = "", org_unit: str | None = None) -> "Series":
        """An undated series from numbers in order; None (or NaN) is a gap."""
        points = []
        for value in values:
            exact = _exact(value)
            points.append(SeriesPoint(None, exact, Presence.MISSING if exact is None else Presence.VALUE))
        return cls(measure, org_unit, Cadence.UNDATED, tuple(points))

    @classmethod
    def of_observations(cls, observations: Iterable[Observation], cadence: Cadence | None = None) -> "Series":
        """One series from observations of one measure and org unit, each with a period; absent periods are put in as gaps.

        ``cadence`` None: taken from the periods. Raises ValueError for no observation, an undated one, or two for one period.
        """
        found = sorted(observations, key=lambda o: (o.period is None, o.period))
        if not found or any(o.period is None for o in found):
            raise ValueError("a series needs observations, each with a period")
        starts = [o.period.start for o in found if o.period is not None]
        if len(set(starts)) != len(starts):
            raise ValueError("two observations for one period")
        cadence = cadence or cadence_of_periods(o.period for o in found if o.period is not None)
        points = {
            o.period.start: SeriesPoint(o.period, o.value, o.presence, o.status, o) for o in found if o.period is not None
        }
        for day in absent_between(starts, cadence):
            points[day] = SeriesPoint(period_of(day, cadence), None)
        return cls(found[0].measure, found[0].org_unit, cadence, tuple(points[day] for day in sorted(points)))


def _exact(value: float | int | str | Exact | None) -> Exact | None:
    if value is None or isinstance(value, Exact):
        return value
    if isinstance(value, float) and np.isnan(value):
        return None
    return Exact.parse(value if isinstance(value, str) else repr(float(value)) if isinstance(value, float) else str(value))
