"""The demo goes up through the services, in a data directory of its own, and goes away without a trace."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from groundswell.domain.authoring.map_checks import Surroundings, check_map
from groundswell.domain.measurement.period import add_months
from groundswell.domain.xmr.analyse import analyse
from groundswell.records import databases, opening
from groundswell.records.actors import local_actor
from groundswell.records.demo import harbour_map
from groundswell.records.demo.harbour import MEASURES, ORGANISATION, month
from groundswell.records.demo.open_close import close_demo, open_demo
from groundswell.records.lines import Line
from groundswell.records.selectors import batches, edits, ledger, organisation, portfolio, results_maps, timeline

TODAY = date(2026, 11, 25)


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of the organisation's own, without the demo and without what SQLite keeps while it is open."""
    kept = [path for path in sorted(folder.rglob("*")) if path.is_file() and not path.name.endswith(("-wal", "-shm", "lock"))]
    own = [path for path in kept if databases.DEMO_FOLDER not in path.relative_to(folder).parts]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in own}


@pytest.mark.usefixtures("data_directory")
def test_the_demo_holds_every_measure_with_its_story_and_its_ledger_verifies() -> None:
    open_demo(TODAY)
    with databases.working_on(databases.DEMO):
        actor = local_actor()
        records = {record.definition.name: record for record in portfolio.portfolio(actor)}
        assert set(records) == {measure.name for measure in MEASURES}
        assert organisation.settings().name == ORGANISATION
        assert ledger.verify().good
        stored = [batch for batch in batches.batches(actor) if batch.file_name]
        assert len(stored) == 2
        for measure in MEASURES:
            record = records[measure.name]
            assert len(record.notes) == len(measure.notes)
            assert len(record.excluded) == (1 if measure.left_out else 0)
            assert len(record.targets) == (1 if measure.aim else 0)
            assert record.series.figures == measure.pattern.months - len(measure.pattern.missing)
            assert record.unanswered == sum(1 for words in measure.reactions if not words.answer)
            happened = timeline.timeline(actor, Line(record.measure_id, None))
            assert sum(1 for item in happened if item.reaction) == len(measure.reactions)


@pytest.mark.usefixtures("data_directory")
def test_the_charts_tell_the_stories() -> None:
    open_demo(TODAY)
    with databases.working_on(databases.DEMO):
        records = {record.definition.name: record for record in portfolio.portfolio(local_actor())}
    found = {
        name: analyse(record.series, rules=record.rule_set, segments=record.segments, baseline=record.baseline)
        for name, record in records.items()
    }
    ferries = found["Ferry crossings that leave on time"]
    last = len(ferries.series.points) - 1
    assert any(signal.last == last and signal.side.value == "below" for signal in ferries.signals)
    answers = found["Days to answer a complaint"]
    before, since = answers.segments
    assert answers.series.points[since.first].period.start == add_months(month(TODAY, 0), -7)
    assert since.provisional
    assert not before.provisional
    assert since.central_line < before.central_line - 5
    assert found["Moorings found empty though let"].segments[0].central_line is None
    routine = [name for name, analysis in found.items() if not analysis.signals]
    assert len(routine) >= 7, "most measures only do what they normally do"


def test_closing_it_deletes_its_folder_and_touches_nothing_else(data_directory: Path) -> None:
    before = contents(data_directory)
    head = ledger.head()
    open_demo(TODAY)
    open_demo(TODAY)
    assert opening.demo_is_there()
    assert databases.folder(databases.DEMO).is_relative_to(data_directory)
    close_demo()
    close_demo()
    assert not opening.demo_is_there()
    assert not databases.folder(databases.DEMO).exists()
    assert contents(data_directory) == before
    assert ledger.head() == head


@pytest.mark.usefixtures("data_directory")
def test_half_a_demo_never_stays() -> None:
    """In the year 2 there is no room for three years of figures: it fails after the measures were made."""
    with pytest.raises(OverflowError):
        open_demo(date(2, 1, 1))
    assert not opening.demo_is_there()
    assert not databases.folder(databases.DEMO).exists()
    open_demo(TODAY)
    assert opening.demo_is_there()


@pytest.mark.usefixtures("data_directory")
def test_the_demos_map_holds_what_the_council_wants_with_its_history() -> None:
    open_demo(TODAY)
    with databases.working_on(databases.DEMO):
        (state,) = results_maps.maps(local_actor())
        in_use = {record.measure_id for record in portfolio.portfolio(local_actor()) if record.series.figures}
        done = edits.history(state.map.id)
    measured = [one.text for one in state.map.results if set(one.measure_ids) & in_use]
    assert [len([one for one in state.map.results if one.zone == zone.key]) for zone in state.map.zones] == [2, 5, 7, 8]
    assert len(measured) == 13
    assert Counter(link.kind.value for link in state.map.links) == {"cause_effect": 21, "companion": 2, "conflict": 1}
    assert [one.text for one in state.initiatives] == [harbour_map.ACTION]
    assert dict(state.map.noted) == dict([harbour_map.NOTED])
    assert {goal.text for goal in state.goals} == {one.source_goal for one in state.map.results if one.source_goal}
    left = {one.code for one in check_map(state.map, Surroundings({}, in_use))}
    assert left == {"unmeasured", "one_sided", "loose_measure", "zone_full"}, "nothing hangs in the air"
    changed = [change for gesture in done for change in gesture.changes if change.field == "text" and change.before]
    assert [change.after for change in changed] == [harbour_map.ANSWER]
