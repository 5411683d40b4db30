"""Counts of a large file in the child: one at a time, a newer one ends an older, and the same one is never begun twice."""

import threading
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any, ClassVar

import pytest

from groundswell.domain.measurement.period import Cadence
from groundswell.engine.intake import Intake
from groundswell.engine.long.grouping import Count, Counted, Grouping
from groundswell.engine.long.plain import intake_plain
from groundswell.engine.proposal import ReadingOptions
from groundswell.errors import UserError
from groundswell.records.selectors.uploads import UploadRow
from groundswell.web.pages.bring import counting

OPTIONS = ReadingOptions()


class Child:
    """A child that counts until it is told to go on, or is stopped."""

    begun: ClassVar[list["Child"]] = []

    def __init__(self, path: str, job: str, options: Mapping[str, Any]) -> None:
        assert job == "tally"
        self.cadence = options["grouping"]["cadence"]
        self.go_on, self.stopped = threading.Event(), False
        Child.begun.append(self)

    def wait(self) -> Any:
        assert self.go_on.wait(10)
        if self.stopped:
            raise UserError("reading_stopped")
        return intake_plain(Intake(self.cadence, ""))

    def stop(self) -> None:
        self.stopped = True
        self.go_on.set()


@pytest.fixture(autouse=True)
def _children(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counting, "ChildReading", Child)
    monkeypatch.setattr(Child, "begun", [])
    counting._made.clear()


def grouping(cadence: Cadence) -> Grouping:
    return Grouping("Opened", (Counted("Cases", Count.ROWS),), cadence=cadence)


def row() -> UploadRow:
    found = object.__new__(UploadRow)
    for name, value in {"id": "one", "name": "cases.csv", "path": "/cases.csv"}.items():
        object.__setattr__(found, name, value)
    return found


def until_begun(n: int) -> None:
    for _ in range(500):
        if len(Child.begun) >= n:
            return
        threading.Event().wait(0.01)
    raise AssertionError(n)


def test_the_same_count_is_waited_for_and_kept() -> None:
    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(counting.counted, row(), grouping(Cadence.MONTH), OPTIONS)
        until_begun(1)
        second = pool.submit(counting.counted, row(), grouping(Cadence.MONTH), OPTIONS)
        Child.begun[0].go_on.set()
        assert first.result(10) is second.result(10)
    assert counting.counted(row(), grouping(Cadence.MONTH), OPTIONS).file_name == "month"
    assert len(Child.begun) == 1


def test_a_newer_count_ends_an_older() -> None:
    with ThreadPoolExecutor(2) as pool:
        older = pool.submit(counting.counted, row(), grouping(Cadence.MONTH), OPTIONS)
        until_begun(1)
        newer = pool.submit(counting.counted, row(), grouping(Cadence.WEEK), OPTIONS)
        with pytest.raises(UserError) as caught:
            older.result(10)
        assert caught.value.code == "reading_stopped"
        until_begun(2)
        Child.begun[1].go_on.set()
        assert newer.result(10).file_name == "week"


def test_a_count_that_was_stopped_can_be_begun_again() -> None:
    with ThreadPoolExecutor(1) as pool:
        stopped = pool.submit(counting.counted, row(), grouping(Cadence.MONTH), OPTIONS)
        until_begun(1)
        counting.stop_all()
        with pytest.raises(UserError):
            stopped.result(10)
        again = pool.submit(counting.counted, row(), grouping(Cadence.MONTH), OPTIONS)
        until_begun(2)
        Child.begun[1].go_on.set()
        assert again.result(10).file_name == "month"
