"""A large file is known by its columns, and its intake crosses a process, without its cells."""

import json
from pathlib import Path

import pytest

from groundswell.domain.measurement.period import Cadence
from groundswell.engine.long import looking
from groundswell.engine.long import text_file as text_files
from groundswell.engine.long.grouping import Count, Counted, Grouping
from groundswell.engine.long.heads import long_sheets
from groundswell.engine.long.looking import bring_job, profile_of_file, tally_job
from groundswell.engine.long.plain import found_from, found_plain, intake_from, intake_plain
from groundswell.engine.long.profiles import profile
from groundswell.engine.long.proposing import propose_grouping
from groundswell.engine.long.reading import group_file
from groundswell.engine.long.text_file import text_file
from groundswell.engine.proposal import ReadingOptions
from groundswell.engine.sources.opening import open_workbook
from groundswell.engine.sources.workbook import to_json, workbook_of_plain, workbook_plain
from tests.unit.engine.long.test_both_tallies import some_rows, written

GROUPING = Grouping(
    "Date",
    (Counted("Cases", Count.ROWS), Counted("Amount", Count.SUM, "Amount"), Counted("Share", Count.RATIO, "Count", "Amount")),
    cadence=Cadence.MONTH,
    org_units=("Area",),
    zeros=True,
)


@pytest.fixture(autouse=True)
def _every_file_is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text_files, "FEWEST_BYTES", 0)
    monkeypatch.setattr(looking, "LARGE", 0)


@pytest.mark.parametrize("seed", [1, 2])
def test_columns_are_judged_as_in_a_small_file(tmp_path: Path, seed: int) -> None:
    path = written(tmp_path, some_rows(seed))
    file = text_file(path, path.name)
    assert file is not None
    assert profile_of_file(file) == profile(long_sheets(open_workbook(path)))


def test_columns_of_many_values_keep_their_sort_and_their_days(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows: list[list[object]] = [["Ref", "When", "Area"]]
    rows += [[f"R{n:05}", f"{n % 28 + 1:02}/{n % 12 + 1:02}/2024 {n % 24:02}:{n % 60:02}", "North"] for n in range(900)]
    path = written(tmp_path, rows)
    file = text_file(path, path.name)
    assert file is not None
    monkeypatch.setattr(looking, "MOST_VALUES", 100)
    large, small = profile_of_file(file), profile(long_sheets(open_workbook(path)))
    assert large is not None
    assert [column.sort for column in large.columns] == [column.sort for column in small.columns]
    when, same = large.column("When"), small.column("When")
    assert when is not None
    assert same is not None
    assert (when.first, when.last, when.day_first, when.values) == (same.first, same.last, True, {})


def test_a_large_file_is_brought_as_its_first_rows_and_a_grouping(tmp_path: Path) -> None:
    path = written(tmp_path, some_rows(3, 3_000))
    brought = json.loads(to_json(bring_job(str(path), {"name": "cases.csv", "rows_name": "Cases"}, lambda *_: None)))
    book = workbook_of_plain(brought)
    assert (book.name, len(book.sheets[0].rows)) == ("cases.csv", looking.SHOWN_ROWS)
    assert brought["large"]["rows"] == 3_000
    whole = propose_grouping(open_workbook(path), ReadingOptions(), "Cases")
    assert whole is not None
    assert found_from(brought["large"]["found"]).profile == whole.profile
    assert bring_job(str(path), {"whole": True}, lambda *_: None) == workbook_plain(open_workbook(path))


def test_what_was_found_goes_to_json_and_back(tmp_path: Path) -> None:
    found = propose_grouping(open_workbook(written(tmp_path, some_rows(2))), ReadingOptions(), "Cases")
    assert found is not None
    assert found_from(json.loads(json.dumps(found_plain(found)))) == found


def test_a_grouped_intake_goes_to_json_and_back(tmp_path: Path) -> None:
    path = written(tmp_path, some_rows(4))
    intake = group_file(path, GROUPING, ReadingOptions())
    assert intake.states
    assert intake_from(json.loads(json.dumps(intake_plain(intake)))) == intake
    told = tally_job(str(path), {"grouping": GROUPING.to_plain()}, lambda *_: None)
    assert intake_from(json.loads(json.dumps(told))) == intake
