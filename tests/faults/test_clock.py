"""The clock is put back, put on ten years, or changes at night: what was on record on a day is answered as before. B10."""

import random
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from groundswell.records import checkup, clock
from groundswell.records.actors import local_actor
from groundswell.records.databases import reading_connection
from groundswell.records.ledger.moments import believed, position_at
from groundswell.records.lines import Line
from groundswell.records.selectors import ledger, portfolio
from groundswell.records.selectors.earlier import end_of, position_on
from groundswell.records.services import intake
from tests.intakes import months_of

ZONE = ZoneInfo("Europe/Berlin")
START = datetime(2026, 10, 20, 9, tzinfo=UTC)
NIGHT = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
BEFORE = [*(START + timedelta(days=at) for at in range(4)), NIGHT, NIGHT + timedelta(hours=1)]
"""Four days, and twice half past two in the night in which Berlin's clocks are put back."""
AFTER = 4
JUMPS = {
    "a day back": [timedelta(days=-1)],
    "five days back, three times": [timedelta(days=-5)] * 3,
    "ten years on": [timedelta(days=3650)],
    "ten years on, then a day back": [timedelta(days=3650), timedelta(days=-1)],
    "the night of the change": [],
}


class Clock:
    """Set by hand."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.moment = START
        monkeypatch.setattr(clock, "now", lambda: self.moment)

    def store(self, number: int) -> int:
        seq = intake.store(local_actor(), months_of("Ferries", [str(number), "2", "3"], salt=str(number))).as_of_seq
        assert seq is not None
        return seq


def answers(days: list[date]) -> list[int]:
    return [position_on(local_actor(), end_of(day, ZONE)) for day in days]


def told(seq: int) -> object:
    (record,) = portfolio.portfolio(local_actor())
    return portfolio.measure_record(local_actor(), Line(record.measure_id, None), seq).series


@pytest.mark.parametrize("jump", JUMPS)
def test_B10_answers_as_of_a_day_stay_what_they_were_whatever_the_clock_does(
    data_directory: object, monkeypatch: pytest.MonkeyPatch, jump: str
) -> None:
    hand, days, positions = Clock(monkeypatch), [], []
    for number, moment in enumerate(BEFORE):
        hand.moment = moment
        positions.append(hand.store(number))
        days.append(hand.moment.astimezone(ZONE).date())
    assert days[4] == days[5]
    assert answers(days) == [*positions[:4], positions[5], positions[5]]
    asked = [*days[:4], days[5] - timedelta(days=1)]
    before, pictures, true = answers(asked), [told(seq) for seq in positions], hand.moment
    for at, by in enumerate(JUMPS[jump]):
        hand.moment = true + by
        hand.store(10 + at)
    for number in range(AFTER):
        hand.moment = true + timedelta(days=1 + number)
        last = hand.store(20 + number)
        assert answers(asked) == before, f"{number + 1} after the jump"
        assert answers([hand.moment.date()]) == [last], "and today is all there is"
    assert [told(seq) for seq in positions] == pictures
    assert ledger.verify().good
    checks = {check.code: check for check in checkup.check_up()}
    assert ("clock_jumped" in checks) is bool(JUMPS[jump]), "the jump is on record, and doctor names it"
    if jump.startswith(("a day", "five")):
        stamp = clock.stamp(end_of(asked[-1], ZONE))
        (naive,) = reading_connection().execute("SELECT max(last_seq) FROM batch WHERE recorded_at <= ?", (stamp,)).fetchone()
        assert naive != before[-1], "the red control: to trust each moment by itself would have changed the answer"


def test_B10_one_wrong_clock_among_a_thousand_moments_moves_no_answer() -> None:
    chance = random.Random(10)
    true = [f"2026-{1 + number // 84:02}-{1 + number % 84 // 3:02}T0{number % 3}:00:00.000000Z" for number in range(1000)]
    assert true == sorted(true)
    now = "2027-06-01T00:00:00.000000Z"
    for _ in range(60):
        at = chance.randrange(1, 999)
        wrong = list(true)
        wrong[at] = f"20{chance.choice((16, 25, 36))}-05-05T00:00:00.000000Z"
        batches = [(10 * (number + 1), moment) for number, moment in enumerate(wrong)]
        asked = chance.randrange(1000)
        answer = position_at(batches, true[asked], now)
        nearest = {10 * (asked + 1), 10 * (asked + 2)} if at == asked + 1 else {10 * (asked + 1)}
        assert answer in nearest, "the wrong one itself goes with its neighbour"
    assert believed([]) == []
    assert position_at([], now, now) == 0
    assert believed(["3", "1", "2", "2", "9", "3"]) == [1, 2, 3, 4]
