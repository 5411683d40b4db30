"""What was opened and taken along: hours and counts for the team, no person and no address. F7."""

from datetime import UTC, datetime, timedelta

import pytest

from groundswell.errors import UserError
from groundswell.records import clock, opening
from groundswell.records.actors import local_actor
from groundswell.records.lines import Line
from groundswell.records.models import Opened
from groundswell.records.selectors.openings import opened_links, opened_log
from groundswell.records.services import audiences, intake, openings, sharing
from groundswell.records.services.audiences import Wanted
from tests.cast import Cast
from tests.intakes import months_of
from tests.owned import owned_measure

NOON = datetime(2026, 11, 30, 12, 20, tzinfo=UTC)


def link_to(cast: Cast, measure: str) -> str:
    content = sharing.ShareContent("What would you ask?", {"svg": "<svg/>"}, 7, "test 1")
    return sharing.share(cast.actor("alice"), Line(measure), content, expires_at=clock.now() + timedelta(days=30)).id


def test_F7_openings_are_hours_and_counts(cast: Cast) -> None:
    measure = owned_measure(cast)
    one = link_to(cast, measure)
    for minutes in (0, 10, 39, 40):
        assert openings.count_opening(one, now=NOON + timedelta(minutes=minutes))
    found = opened_links(cast.actor("bob"), measure)
    assert (found[one].times, found[one].last) == (4, NOON.replace(hour=13, minute=0))
    assert [(row.hour.hour, row.times) for row in opened_log(cast.actor("bob"), measure)] == [(13, 1), (12, 3)]
    assert {field.name for field in Opened._meta.get_fields()} == {"id", "measure", "share", "what", "hour", "times"}


def test_F7_only_the_team_reads_its_log(cast: Cast) -> None:
    measure = owned_measure(cast)
    one = link_to(cast, measure)
    openings.count_opening(one, now=NOON)
    for stranger in ("charlie", "dana", "admin"):
        for read in (opened_log, opened_links):
            with pytest.raises(UserError, match="measure_unknown"):
                read(cast.actor(stranger), measure)


def test_F7_taking_along_is_counted_for_what_is_the_teams_alone(cast: Cast) -> None:
    measure = owned_measure(cast)
    openings.count_taking(cast.actor("bob"), measure, "xlsx", now=NOON)
    openings.count_taking(cast.actor("alice"), measure, "xlsx", now=NOON)
    assert [(row.what, row.times) for row in opened_log(cast.actor("alice"), measure)] == [("xlsx", 2)]
    with pytest.raises(UserError, match="measure_unknown"):
        openings.count_taking(cast.actor("charlie"), measure, "xlsx", now=NOON)


def test_F7_a_look_from_outside_the_team_is_noted_once_an_hour_and_no_other(cast: Cast) -> None:
    measure = owned_measure(cast)
    above = Wanted("upward", frozenset({cast.units["Board"]}))
    audiences.set_audience(cast.actor("alice"), measure, above, "for the board")
    audiences.break_glass(cast.actor("admin"), measure, 2, "asked to")
    for minutes in (0, 1, 50):
        for name in ("alice", "bob", "dana", "admin"):
            openings.count_look(cast.actor(name), measure, now=NOON + timedelta(minutes=minutes))
    seen = sorted((row.what, row.hour.hour, row.times) for row in opened_log(cast.actor("bob"), measure))
    assert seen == [("above", 12, 1), ("above", 13, 1), ("glass", 12, 1), ("glass", 13, 1)]
    openings.count_taking(cast.actor("dana"), measure, "csv", now=NOON)
    assert ("csv", 1) in {(row.what, row.times) for row in opened_log(cast.actor("bob"), measure)}
    audiences.set_audience(cast.actor("alice"), measure, Wanted("organisation"), "for all")
    before = Opened.objects.count()
    openings.count_look(cast.actor("charlie"), measure, now=NOON)
    openings.count_taking(cast.actor("dana"), measure, "xlsx", now=NOON)
    assert Opened.objects.count() == before


@pytest.mark.usefixtures("data_directory")
def test_alone_nothing_that_is_taken_along_is_counted() -> None:
    (measure,) = intake.store(local_actor(), months_of("Ferries", ["1"])).measure_ids
    openings.count_taking(local_actor(), measure, "csv", now=NOON)
    assert Opened.objects.count() == 0


def test_F7_the_log_is_kept_twelve_months(cast: Cast) -> None:
    measure = owned_measure(cast)
    one = link_to(cast, measure)
    openings.count_opening(one, now=NOON - timedelta(days=openings.KEPT_DAYS + 1))
    openings.count_opening(one, now=NOON - timedelta(days=openings.KEPT_DAYS - 1))
    assert [row.times for row in opened_log(cast.actor("alice"), measure)] == [1, 1]
    openings.count_opening(one, now=NOON)
    assert len(opened_log(cast.actor("alice"), measure)) == 2


def test_one_link_is_opened_so_often_an_hour_and_again_in_the_next(cast: Cast) -> None:
    measure = owned_measure(cast)
    one, other = link_to(cast, measure), link_to(cast, measure)
    assert openings.count_opening(one, now=NOON)
    opening.write(lambda: Opened.objects.update(times=openings.MOST_OPENINGS))
    assert not openings.count_opening(one, now=NOON)
    assert openings.count_opening(other, now=NOON)
    assert openings.count_opening(one, now=NOON + timedelta(hours=1))
