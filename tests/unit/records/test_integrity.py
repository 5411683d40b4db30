"""What the record promises about change: nothing overwritten, everything on one chain, figures exact. E1, E2, E7, E9, E14, E15."""

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction

import pytest
from django.db import DatabaseError, connections

from groundswell.domain.measurement.definition import Direction, MeasureDefinition, Target
from groundswell.domain.measurement.exact import Exact, rounded
from groundswell.errors import UserError
from groundswell.records import opening
from groundswell.records.actors import GUEST, local_actor
from groundswell.records.databases import database_file, reading_connection
from groundswell.records.lines import Line
from groundswell.records.models import Batch, Observation
from groundswell.records.selectors import ledger, organisation, origins, portfolio
from groundswell.records.services import audiences, intake, limits, measures, notes, sharing, targets
from groundswell.records.services import organisation as organisation_changes
from groundswell.records.services.audiences import Wanted
from groundswell.records.statements import FAULTS
from tests.intakes import intake_of, month, months_of
from tests.postgresql import is_wanted

pytestmark = pytest.mark.usefixtures("data_directory")
LEDGER_TABLES = ("batch", "entry", "observation", "act")


def stored_line(figures: int = 6) -> Line:
    """A measure with figures 1, 2, 3 … by month."""
    intake.store(local_actor(), months_of("Ferries", [str(at + 1) for at in range(figures)]))
    record = portfolio.portfolio(local_actor())[0]
    return Line(record.measure_id, record.org_unit_id)


def test_E1_a_restated_value_stays_readable_with_who_when_and_why() -> None:
    actor, line = local_actor(), stored_line()
    intake.store(actor, months_of("Ferries", {0: "1", 1: "2.5"}, "corrected.csv"), reasons={"*": "late returns"})
    newest, oldest = origins.revisions(actor, line, month(1))
    assert (str(newest.observation.value), newest.reason, newest.file_name) == ("2.5", "late returns", "corrected.csv")
    assert newest.actor_ref == actor.ref
    assert (str(oldest.observation.value), oldest.file_name) == ("2", "figures.csv")
    assert newest.recorded_at >= oldest.recorded_at
    assert newest.seq > oldest.seq


def test_E1_no_write_outside_the_services_gets_through() -> None:
    stored_line()
    with pytest.raises(DatabaseError, match=r"read-?only"):
        Observation.objects.update(coef="7")
    with pytest.raises(DatabaseError, match=r"read-?only"):
        Batch.objects.update(n=1)


WANTED_UP = MeasureDefinition("Ferries", direction=Direction.UP)
ROUTES: dict[str, Callable[[Line], object]] = {
    "rename": lambda line: measures.rename(local_actor(), line.measure_id, "Crossings", "clearer"),
    "define": lambda line: measures.define(local_actor(), line.measure_id, WANTED_UP, reason="agreed"),
    "target": lambda line: targets.set_target(local_actor(), line, Target(Exact(9), month(8)), "agreed"),
    "audience": lambda line: audiences.set_audience(local_actor(), line.measure_id, Wanted("upward"), "asked for"),
    "put away": lambda line: measures.put_away(local_actor(), line.measure_id, "not used"),
    "split": lambda line: limits.split(local_actor(), line, month(3), "new rota"),
    "leave out": lambda line: limits.leave_out(local_actor(), line, month(2), "storm"),
    "rules": lambda line: limits.set_rules(local_actor(), line, "nhs_r", "as others do"),
    "baseline": lambda line: limits.set_baseline(local_actor(), line, 5, "before the change"),
    "note": lambda line: notes.note(local_actor(), line, month(2), "storm"),
}


@pytest.mark.parametrize("route", ROUTES)
def test_E7_each_kind_of_edit_is_an_entry_of_the_same_chain_and_the_earlier_state_stays(route: str) -> None:
    line = stored_line()
    before, head = portfolio.measure_record(local_actor(), line), ledger.head()
    ROUTES[route](line)
    after = ledger.head()
    assert (after.batches, after.entries) == (head.batches + 1, head.entries + 2)
    assert ledger.verify(head.text).good
    assert portfolio.measure_record(local_actor(), line, before.as_of_seq) == before
    changed = portfolio.measure_record(local_actor(), line)
    assert route == "put away" or replace(changed, as_of_seq=before.as_of_seq, anchor=before.anchor) != before


def test_E7_old_points_keep_the_definition_that_they_were_brought_under() -> None:
    actor, line = local_actor(), stored_line()
    wanted = MeasureDefinition("Ferries", measurement_unit="sailings")
    assert measures.define(actor, line.measure_id, wanted, reason="counted anew", effective_from=month(6)) == 2
    intake.store(actor, months_of("Ferries", {5: "60", 6: "7"}, "next.csv"))
    versions = {at: origins.revisions(actor, line, month(at))[0].definition_version for at in (0, 5, 6)}
    assert versions == {0: 1, 5: 1, 6: 2}


def test_E7_settings_of_the_organisation_are_dated_entries() -> None:
    before = ledger.head().entries
    wanted = replace(organisation.settings(), fiscal_year_start=10, name="Marram")
    organisation_changes.change(local_actor(), wanted, effective_from=date(2026, 10, 1), reason="new law")
    assert organisation.settings(on=date(2026, 9, 30)).fiscal_year_start == 4
    assert organisation.settings(on=date(2026, 10, 1)) == wanted
    assert organisation.settings(as_of_seq=before).name == ""
    assert [one.reason for one in organisation.history(local_actor())] == ["new law"]


REFUSED = ["UPDATE {0} SET {1} = {1}", "DELETE FROM {0}", "INSERT OR REPLACE INTO {0} SELECT * FROM {0} LIMIT 1"]
if is_wanted():
    REFUSED[2:] = ["INSERT INTO {0} SELECT * FROM {0} LIMIT 1 ON CONFLICT DO NOTHING", "TRUNCATE {0} CASCADE"]


@pytest.mark.parametrize("table", LEDGER_TABLES)
@pytest.mark.parametrize("statement", REFUSED)
def test_E2_sql_as_the_writing_connection_is_refused(table: str, statement: str) -> None:
    stored_line()
    column = "id" if table == "batch" else "seq"
    before = ledger.head()

    def edit() -> None:
        opening.writing_connection().execute(statement.format(table, column))

    with pytest.raises(FAULTS, match="append-only"):
        opening.write(edit)
    assert ledger.head() == before
    assert ledger.verify().good


def test_E2_words_can_be_erased_and_not_changed() -> None:
    actor, line = local_actor(), stored_line()
    act = notes.note(actor, line, month(2), "Ines was ill", author="Mara")

    def edit() -> None:
        opening.writing_connection().execute("UPDATE words SET text = 'nobody'")

    with pytest.raises(FAULTS, match="erased, not changed"):
        opening.write(edit)
    notes.erase_words(actor, act)
    verdict = ledger.verify()
    assert (verdict.good, verdict.erased) == (True, 2)
    assert portfolio.measure_record(actor, line).notes == ()
    opening.close_all()
    assert b"Ines was ill" not in b"".join(path.read_bytes() for path in database_file().parent.glob("records.sqlite3*"))


def test_E9_a_point_left_out_is_marked_with_its_reason_and_stays_in_the_series() -> None:
    actor, line = local_actor(), stored_line(8)
    before = ledger.head().entries
    with pytest.raises(UserError, match="reason_needed"):
        limits.leave_out(actor, line, month(2), "  ")
    act = limits.leave_out(actor, line, month(2), "storm")
    limits.split(actor, line, month(5), "new rota")
    limits.leave_out(actor, line, month(6), "test run")
    record = portfolio.measure_record(actor, line)
    assert record.excluded == {month(2): "storm", month(6): "test run"}
    assert [(one.first, sorted(one.excluded), one.reason) for one in record.segments] == [(0, [2], ""), (5, [6], "new rota")]
    assert record.series.figures == 8
    assert portfolio.measure_record(actor, line, before).excluded == {}
    limits.take_back(actor, act, "it was our process after all")
    assert portfolio.measure_record(actor, line).excluded == {month(6): "test run"}
    with pytest.raises(UserError, match="act_already_taken_back"):
        limits.take_back(actor, act)


def test_E14_ten_thousand_figures_come_back_digit_by_digit_and_sum_exactly() -> None:
    chance = random.Random(14)
    wholes = [chance.choice((-1, 1)) * chance.randrange(1, 10 ** chance.randrange(1, 18)) for _ in range(10_000)]
    texts = [f"{whole}.{chance.randrange(10 ** 4):04d}" for whole in wholes]
    rows = [(f"Measure {at // 100}", None, month(at % 100), text) for at, text in enumerate(texts)]
    intake.store(local_actor(), intake_of(rows))
    read = {
        (record.series.measure, point.period.start): point.value
        for record in portfolio.portfolio(local_actor())
        for point in record.series.points
        if point.period is not None
    }
    assert len(read) == len(texts)
    total = Fraction(0)
    for measure, _, day, text in rows:
        value = read[measure, day]
        assert value is not None
        assert str(value) == format(Exact.parse(str(text)).decimal, "f")
        total += Fraction(value.coef, 10**value.scale)
    assert total == sum(Fraction(text) for text in texts)


def test_E15_a_stored_figure_is_rounded_as_the_sheet_shows_it() -> None:
    chance = random.Random(15)
    texts = ["2.675", "0.5", "1.5", "-0.5", "1.005", *(f"{chance.randrange(1000)}.{chance.randrange(1000):03d}5" for _ in range(200))]
    intake.store(local_actor(), months_of("Ferries", texts))
    points = portfolio.portfolio(local_actor())[0].series.points
    for text, point in zip(texts, points, strict=True):
        for decimals in (0, 1, 2, 3):
            assert point.value is not None
            scaled = abs(Fraction(text)) * 10**decimals
            by_hand = int(scaled + Fraction(1, 2)) * (-1 if text.startswith("-") else 1)
            assert Fraction(rounded(point.value, decimals)) == Fraction(by_hand, 10**decimals)


def test_a_guest_sees_no_measure_and_writes_nothing() -> None:
    line = stored_line()
    assert portfolio.portfolio(GUEST) == []
    for call in (
        lambda: portfolio.measure_record(GUEST, line),
        lambda: limits.split(GUEST, line, month(3), "mine"),
        lambda: intake.store(GUEST, months_of("Other", ["1", "2"])),
        lambda: sharing.share(GUEST, line, sharing.ShareContent("", {}, 1, "1"), expires_at=datetime.now(UTC) + timedelta(1)),
    ):
        with pytest.raises(UserError):
            call()
    assert ledger.head().batches == 1


@pytest.mark.sqlite_only("counts statements by SQLite's own trace")
def test_home_of_two_hundred_measures_takes_few_queries() -> None:
    rows = [(f"Measure {at}", None, month(when), str(at + when)) for at in range(200) for when in range(60)]
    intake.store(local_actor(), intake_of(rows))
    statements: list[str] = []
    connection = reading_connection()
    connection.set_trace_callback(statements.append)
    records = portfolio.portfolio(local_actor())
    connection.set_trace_callback(None)
    assert len(records) == 200
    assert all(len(record.series) == 60 for record in records)
    assert len([one for one in statements if not one.startswith("--")]) <= 10
    assert connections["default"].settings_dict["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
