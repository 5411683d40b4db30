"""What was on record at a position is told again as it was: the same bytes, the same anchor; and which day a moment belongs to."""

import random
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from groundswell.domain.measurement.definition import Direction, MeasureDefinition
from groundswell.records.actors import local_actor
from groundswell.records.ledger.kinds import Kind
from groundswell.records.lines import Line
from groundswell.records.selectors import batches, ledger, portfolio
from groundswell.records.selectors.acts import all_acts
from groundswell.records.selectors.earlier import end_of
from groundswell.records.services import audiences, intake, limits, measures, notes
from groundswell.records.services.audiences import Wanted
from groundswell.reports.measure_page import build_measure_page
from groundswell.reports.writing.csv import values_csv
from groundswell.reports.writing.html import html_file
from tests.intakes import month, months_of

PICTURES, TWO_HUNDRED = 24, 200
CHANGES = [
    ("Africa/Casablanca", 2026, 3, 22), ("America/Havana", 2026, 3, 8), ("America/Havana", 2026, 11, 1), ("America/New_York", 2026, 3, 8),
    ("America/New_York", 2026, 11, 1), ("America/Santiago", 2026, 4, 4), ("America/Santiago", 2026, 9, 6), ("Asia/Beirut", 2026, 3, 29),
    ("Asia/Beirut", 2026, 10, 24), ("Asia/Kathmandu", 2026, 3, 29), ("Atlantic/Azores", 2026, 3, 29), ("Atlantic/Azores", 2026, 10, 25),
    ("Australia/Lord_Howe", 2026, 4, 5), ("Australia/Lord_Howe", 2026, 10, 4), ("Europe/Berlin", 2026, 3, 29),
    ("Europe/Berlin", 2026, 10, 25),
    ("Europe/London", 2026, 3, 29), ("Europe/London", 2026, 10, 25), ("Pacific/Apia", 2011, 12, 29), ("Pacific/Kiritimati", 2026, 1, 1),
    ("America/Sao_Paulo", 2018, 11, 4), ("America/Sao_Paulo", 2018, 2, 17),
]
"""Zones and a day near which their clocks change, some at midnight, one over a day that never was."""


def changed_at_random(line: Line, chance: random.Random, number: int) -> None:
    """One of the things that change what a page says."""
    actor, day = local_actor(), month(chance.randrange(14))
    late = months_of("Ferries", {chance.randrange(16): str(chance.randrange(90))}, f"{number}.csv")
    acts = (
        lambda: intake.store(actor, late, reasons={"*": "late"}),
        lambda: notes.note(actor, line, day, f"storm {number}", author="Mara Quill"),
        lambda: limits.set_baseline(actor, line, 6 + number % 6, "new rota"),
        lambda: measures.rename(actor, line.measure_id, f"Ferries {number}", "clearer"),
        lambda: limits.set_rules(actor, line, chance.choice(["nhs_r", "wheeler"]), "as others do"),
    )
    chance.choice(acts)()


def drawn(line: Line, seq: int | None = None) -> tuple[bytes, bytes, str]:
    record = portfolio.measure_record(local_actor(), line, seq)
    page = build_measure_page(record, "en-GB", date(2027, 3, 1))
    return html_file(page, "What changed?").encode(), values_csv(page), record.anchor


def pictures(count: int) -> int:
    """Draw, change, draw …; then draw each again as of its position. Returns how many differed."""
    chance = random.Random(6)
    intake.store(local_actor(), months_of("Ferries", [str(10 + at % 4) for at in range(14)]))
    line = Line(portfolio.portfolio(local_actor())[0].measure_id, None)
    kept = []
    for number in range(count):
        kept.append((ledger.head(), drawn(line)))
        changed_at_random(line, chance, number)
    assert len({bytes_of for _, (bytes_of, _, _) in kept}) > count // 2, "most acts change the picture"
    assert all(head.anchor.text == anchor for head, (_, _, anchor) in kept)
    return sum(drawn(line, head.entries) != then for head, then in kept)


@pytest.mark.usefixtures("data_directory")
def test_E6_what_was_drawn_then_is_drawn_again_byte_for_byte() -> None:
    assert pictures(PICTURES) == 0


@pytest.mark.long
@pytest.mark.usefixtures("data_directory")
def test_E6_two_hundred_pictures_are_drawn_again_byte_for_byte() -> None:
    assert pictures(TWO_HUNDRED) == 0


@pytest.mark.usefixtures("data_directory")
def test_E8_what_is_dropped_or_hidden_leaves_an_entry_with_its_reason_and_can_be_found() -> None:
    actor = local_actor()
    intake.store(actor, months_of("Ferries", ["1", "2", "3"]))
    line = Line(portfolio.portfolio(actor)[0].measure_id, None)
    measures.define(actor, line.measure_id, MeasureDefinition("Ferries", direction=Direction.UP), reason="agreed")
    audiences.set_audience(actor, line.measure_id, Wanted("organisation"), "open books")
    audiences.set_audience(actor, line.measure_id, Wanted("team"), "asked for")
    shown, before = portfolio.measure_record(actor, line), ledger.head()
    measures.put_away(actor, line.measure_id, "it looked bad")
    assert portfolio.portfolio(actor) == []
    (away,) = portfolio.measures(actor, away=True)
    assert (away.name, away.reason) == ("Ferries", "it looked bad")
    assert portfolio.measure_record(actor, line).series == shown.series, "it is still read by whoever has its address"
    assert portfolio.measure_record(actor, line, before.entries) == shown
    said = [(str(act.kind), act.reason) for act in all_acts(Kind) if act.reason]
    assert said[-3:] == [("visibility", "open books"), ("visibility", "asked for"), ("retire", "it looked bad")]
    assert [one.kind for one in batches.batches(actor, limit=1)] == ["put_away"]
    assert ledger.verify(before.anchor.text).good


@pytest.mark.parametrize(("name", "year", "month_of", "day"), CHANGES, ids=str)
def test_E16_every_moment_belongs_to_exactly_one_day_whatever_the_clocks_do(name: str, year: int, month_of: int, day: int) -> None:
    zone = ZoneInfo(name)
    first = datetime(year, month_of, day, tzinfo=UTC) - timedelta(days=2)
    ends = [end_of(first.date() + timedelta(days=at), zone) for at in range(-1, 6)]
    assert ends == sorted(ends)
    for quarter in range(4 * 24 * 4):
        moment = first + timedelta(minutes=15 * quarter)
        there = moment.astimezone(zone).date()
        assert moment <= end_of(there, zone)
        assert moment > end_of(there - timedelta(days=1), zone)
