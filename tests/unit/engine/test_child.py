"""The child that reads: whatever becomes of it, the caller sees a value or one UserError, and nothing is left behind."""

import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from groundswell.engine import child, limits
from groundswell.engine.child import ChildReading, Limits, read_in_child
from groundswell.engine.limits import MIB
from groundswell.engine.sources.opening import open_workbook
from groundswell.engine.sources.workbook import workbook_of_plain
from groundswell.errors import UserError
from groundswell.words import words_for
from tests.forging import cells_xml, xlsx

JOBS = "tests.unit.engine.child_jobs"


def failure(job: str, **limit: float) -> UserError:
    with pytest.raises(UserError) as caught:
        read_in_child("some.csv", f"{JOBS}:{job}", {}, limits=Limits(**{"memory": 400 * MIB, "seconds": 20, **limit}))  # type: ignore[arg-type]
    return caught.value


def test_a_workbook_read_in_a_child_is_the_one_read_here(tmp_path: Path) -> None:
    file = tmp_path / "w.xlsx"
    file.write_bytes(xlsx(cells_xml({"A1": 's="2"><v>45000</v>', "B1": 't="e"><v>#N/A</v>', "C1": "><f>A1</f>", "D2": 's="1"><v>0.5</v>'})))
    assert workbook_of_plain(read_in_child(file, "workbook", {})) == open_workbook(file)


def test_a_refusal_reaches_the_caller_as_it_was(tmp_path: Path) -> None:
    error = failure("refuses")
    assert (error.code, dict(error.values), error.exit_code) == ("csv_nul", {"line": 7, "several": ("a", "b")}, 1)


def test_the_child_knows_little_and_imports_little(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SECRET_TOKEN", "canary")
    file = tmp_path / "a.csv"
    file.write_text("a,b\n1,2\n")
    heavy = {"numpy", "django", "polars", "openpyxl", "babel", "rich", "click"}
    answer = read_in_child("a.csv", f"{JOBS}:answers", {"layout": {"a": [1, 2]}})
    assert answer["path"] == str(Path("a.csv").absolute())
    assert answer["options"] == {"layout": {"a": [1, 2]}}
    assert "SECRET_TOKEN" not in answer["environment"]
    assert not heavy & set(answer["modules"])
    told = subprocess.run(
        [sys.executable, "-c", "import sys, groundswell.engine.sources.opening; print(*sys.modules)"],
        capture_output=True, text=True, check=True, env={"PYTHONPATH": ":".join(sys.path)},
    )  # fmt: skip
    assert not heavy & set(told.stdout.split()), "a reading must start fast"


def test_B11_a_child_out_of_memory_ends_in_one_sentence_and_we_live(tmp_path: Path) -> None:
    error = failure("eats_memory", memory=200 * MIB)
    assert error.code == "file_too_heavy"
    assert words_for("en").error(error) == "This file needs more memory than a reading may take. Bring the sheet with the figures alone."
    file = tmp_path / "a.csv"
    file.write_text("a\n1\n")
    assert read_in_child(file, "workbook", {})["sheets"][0]["rows"] == [["a"], ["1"]], "the next reading works"


def test_B11_red_control_the_same_child_grows_without_the_limit() -> None:
    with ChildReading("some.csv", f"{JOBS}:eats_memory", {}, Limits(memory=1024 * MIB, seconds=20)) as reading:
        deadline = time.monotonic() + 18
        while reading.rows < 30_000 and time.monotonic() < deadline:
            time.sleep(0.01)
        assert reading.rows >= 30_000, "300 MiB were taken, beyond the limit of the test above"


@pytest.mark.parametrize(("job", "code"), [("aborts", "file_too_heavy"), ("is_killed", "file_too_heavy"), ("leaves", "reading_broke_off")])
def test_B11_a_child_that_dies_without_a_word_ends_in_one_sentence(job: str, code: str) -> None:
    error = failure(job)
    assert error.code == code
    assert "{" not in words_for("en").error(error)


def test_a_fault_is_told_by_its_place_and_never_by_what_stood_in_the_file() -> None:
    error = failure("breaks")
    assert error.code == "reading_broke_off"
    assert str(error.values["where"]).startswith("ValueError child_jobs.py:")
    assert "CANARY" not in str(error.values) + words_for("en").error(error)


def test_wall_clock_ends_a_child_that_waits_and_processor_time_one_that_spins() -> None:
    started = time.monotonic()
    assert failure("sleeps", seconds=0.5).code == "file_takes_too_long"
    assert failure("spins", seconds=0.5).code == "file_takes_too_long"
    assert time.monotonic() - started < 20


def test_progress_is_told_and_stop_works_at_once() -> None:
    reading = ChildReading("some.csv", f"{JOBS}:sleeps", {}, Limits(seconds=60))
    deadline = time.monotonic() + 10
    while reading.rows < 3_000 and time.monotonic() < deadline:
        time.sleep(0.01)
    assert (reading.running, reading.of) == (True, 1_000_000_000)
    seen = reading.rows
    assert seen >= 3_000
    started = time.monotonic()
    reading.stop()
    assert time.monotonic() - started < 5
    assert not reading.running
    with pytest.raises(UserError) as caught:
        reading.wait()
    assert caught.value.code == "reading_stopped"


def test_progress_reaches_the_one_who_waits(tmp_path: Path) -> None:
    file = tmp_path / "long.csv"
    file.write_text("a,b\n" + "1,2\n" * 200_000)
    told: list[int] = []
    read_in_child(file, "workbook", {}, on_progress=lambda rows, _: told.append(rows))
    assert told == sorted(told)
    assert told[-1] >= 199_000


@pytest.mark.parametrize("job", ["opens_a_socket", "starts_a_program"])
def test_C4_the_child_may_open_no_socket_and_start_no_program(job: str) -> None:
    error = failure(job)
    assert error.code == "reading_broke_off"
    assert str(error.values["where"]).startswith("PermissionError")


def test_nothing_of_the_file_is_left_in_the_scratch_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    assert failure("leaves_scratch_behind").code == "file_too_heavy"
    assert list(tmp_path.rglob("*")) == []


def test_a_job_that_does_not_exist_is_our_fault_and_says_so() -> None:
    with pytest.raises(UserError) as caught:
        read_in_child("x", "groundswell.engine.sources.opening:no_such_job", {})
    assert caught.value.code == "reading_broke_off"
    assert "AttributeError" in str(caught.value.values["where"])


def test_jobs_are_named_functions_of_the_engine() -> None:
    assert set(child.JOBS) == {"workbook", "paste", "read", "propose", "definitions", "group", "bring", "tally"}
    assert all(target.startswith("groundswell.engine.") for target in child.JOBS.values())


def test_a_system_without_limits_says_so_and_reads_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "_system", None)
    assert limits.missing() == ("memory", "processor_time")
    limits.hold(1, 1)  # would end this process at once if it did anything


def test_macos_has_no_memory_limit_that_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    assert limits.missing() == ()
    monkeypatch.setattr(sys, "platform", "darwin")
    assert limits.missing() == ("memory",)
