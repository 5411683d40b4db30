"""What of a line's history is a correction, as a table; and that its size is exact."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.domain.measurement.correction import Correction, Step, corrections_of
from groundswell.domain.measurement.exact import Exact
from groundswell.domain.measurement.observation import Observation, Presence, Status
from groundswell.domain.measurement.period import Cadence, Period, period_of
from groundswell.domain.measurement.series import Series, SeriesPoint

JANUARY = period_of(date(2026, 1, 1), Cadence.MONTH)
HIDDEN = "hidden"
STATUSES = {"p": Status.PROVISIONAL, "e": Status.ESTIMATED, "f": Status.FORECAST, "r": Status.REVISED}


def line(said: str | None) -> Series:
    """A line of January alone: ``12.4``, ``12.4p`` (provisional …), ``hidden``, ``n/a``; None: no such period."""
    if said is None:
        return Series("Berths", None, Cadence.MONTH, ())
    if said in (HIDDEN, "n/a"):
        presence = Presence.SUPPRESSED if said == HIDDEN else Presence.NOT_AVAILABLE
        return Series("Berths", None, Cadence.MONTH, (SeriesPoint(JANUARY, None, presence),))
    status = STATUSES.get(said[-1], Status.FINAL)
    value = Exact.parse(said.rstrip("".join(STATUSES)))
    seen = Observation("Berths", None, JANUARY, value, Presence.VALUE, status)
    return Series("Berths", None, Cadence.MONTH, (SeriesPoint(JANUARY, value, Presence.VALUE, status, seen),))


def told(*states: str | None) -> list[str]:
    """January through those states, one a batch, as it is told: ``12.4>11.9``, newest first."""
    pairs = enumerate(pairwise(states), 1)
    steps = [Step(at, date(2026, 3, at), line(old), line(new), {JANUARY.start: f"reason {at}"}) for at, (old, new) in pairs]
    return [f"{one.was}>{one.now} {one.reason[-1]}{'' if one.stands else ' then'}" for one in corrections_of(steps, line(states[-1]))]


@pytest.mark.parametrize(
    ("states", "corrections"),
    [
        (("12.4", "11.9"), ["12.4>11.9 1"]),
        (("12.4", "12.40"), []),
        ((None, "12.4"), []),
        (("n/a", "12.4"), []),
        (("12.4", "11.9", "12.0"), ["11.9>12.0 2", "12.4>11.9 1 then"]),
        (("12.4", "11.9", "12.4"), ["11.9>12.4 2", "12.4>11.9 1 then"]),
        (("12.4", None), ["12.4>None 1"]),
        (("12.4", "n/a"), ["12.4>None 1"]),
        (("12.4", None, "11.9"), ["12.4>11.9 2"]),
        (("12.4", None, "12.4"), []),
        (("12.4p", "11.9"), []),
        (("12.4p", "11.9r"), []),
        (("12.4e", "11.9"), []),
        (("12.4f", "11.9"), []),
        (("12.4p", "11.9p"), ["12.4>11.9 1"]),
        (("12.4p", None), ["12.4>None 1"]),
        (("12.4", "11.9p"), ["12.4>11.9 1"]),
        (("12.4p", "12.4", "11.9"), ["12.4>11.9 2"]),
        (("12.4", HIDDEN), []),
        ((HIDDEN, "12.4"), []),
        (("12.4", "11.9", HIDDEN), []),
        (("12.4", HIDDEN, "11.9", "11.8"), ["11.9>11.8 3"]),
    ],
)
def test_what_became_of_a_figure(states: tuple[str | None, ...], corrections: list[str]) -> None:
    assert told(*states) == corrections


def test_on_a_day_with_something_hidden_it_is_told_that_and_not_what() -> None:
    steps = [Step(1, date(2026, 3, 1), line("12.4"), line("11.9"), {JANUARY.start: "two were counted twice"})]
    (found,) = corrections_of(steps, line("11.9"), {JANUARY.start})
    assert (found.was, found.now, found.change, found.reason, found.withheld) == (None, None, None, "", True)
    assert (found.period, found.on) == (JANUARY, date(2026, 3, 1))


@given(was=st.builds(Exact, st.integers(-(10**20), 10**20), st.integers(0, 20)), now=st.builds(Exact, st.integers(), st.integers(0, 20)))
def test_the_size_of_a_change_is_exact(was: Exact, now: Exact) -> None:
    change = Correction(Period(date(2026, 1, 1), date(2026, 2, 1)), date(2026, 3, 1), 1, was, now).change
    assert change is not None
    assert was.coef * 10 ** (change.scale - was.scale) + change.coef == now.coef * 10 ** (change.scale - now.scale)
