"""The disk is full: a clear sentence, everything from before readable, nothing half there, and on it goes once there is room. B5."""

import logging
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from groundswell.cli.store.ledger import export
from groundswell.errors import UserError
from groundswell.records import opening
from groundswell.records.actors import local_actor
from groundswell.records.care import memory, rotation
from groundswell.records.databases import database_file
from groundswell.records.selectors import ledger, portfolio
from groundswell.records.services import intake
from groundswell.web.logs import Form
from groundswell.web.request_counts import COUNTS
from tests.faults.small_disk import fill, small_disk
from tests.intakes import months_of
from tests.logged import logged

MEGABYTES = 8


@pytest.fixture
def full(tmp_path: Path) -> Iterator[Path]:
    with small_disk(tmp_path / "disk", MEGABYTES) as folder:
        yield folder


def store(number: int) -> str:
    intake.store(local_actor(), months_of(f"Measure {number}", [str(at) for at in range(60)]))
    return ledger.head().text


def stored_until_full(heads: list[str]) -> str:
    """Stores until it is refused, which is the answer; each head that was acknowledged joins ``heads``."""
    try:
        while len(heads) < 400:
            heads.append(store(len(heads)))
    except UserError as error:
        return error.code
    return "never"


def test_B5_a_record_on_a_full_disk_says_so_stays_whole_and_goes_on(
    full: Path, migrated_folder: Path, django_db_blocker: Any
) -> None:
    folder = full / "data"
    shutil.copytree(migrated_folder, folder)
    with django_db_blocker.unblock():
        opening.point_to(folder)
        opening.open_data_directory("default", command="tests")
        try:
            heads = [store(0)]
            filler = fill(full, leave=600_000)
            refused = stored_until_full(heads)
            assert refused == "disk_full_or_broken"
            assert len(heads) > 3, "the floor: some were stored before it was full"
            assert ledger.head().text == heads[-1], "all of what was acknowledged, nothing of what was not"
            assert ledger.verify(heads[-1]).good
            assert len(portfolio.measures(local_actor())) == len(heads)
            filler.unlink()
            after = store(1000)
            assert ledger.verify(after).good
            opening.close_all()
            opening.open_data_directory("default", command="tests")
            assert ledger.head().text == after
        finally:
            opening.close_all()


def test_B5_a_backup_and_an_export_onto_a_full_disk_leave_the_old_ones_and_nothing_half(data_directory: Path, full: Path) -> None:
    for number in range(6):
        store(number)
    good, _ = rotation.back_up_into(full, keep=1)
    filler = fill(full, leave=30_000)
    before = sorted(full.iterdir())
    with pytest.raises(UserError, match="backup_not_written") as refused:
        rotation.back_up_into(full, keep=1)
    assert "full" in str(refused.value.values["reason"])
    with pytest.raises(UserError, match="export_not_written"):
        export.main([str(full / "ledger.jsonl")], standalone_mode=False)
    assert sorted(full.iterdir()) == before == sorted([good, filler])
    failed = memory.remembered().failed
    assert failed is not None
    assert failed.code == "backup_not_written"
    filler.unlink()
    made, verdict = rotation.back_up_into(full, keep=1)
    export.main([str(full / "ledger.jsonl")], standalone_mode=False)
    assert verdict.head.text == ledger.head().text
    assert sorted(full.iterdir()) == sorted([made, full / "ledger.jsonl"])


def test_B5_what_cannot_be_remembered_of_a_backup_is_said_and_the_backup_is_there(
    full: Path, migrated_folder: Path, tmp_path: Path, django_db_blocker: Any
) -> None:
    """The data directory's disk is full while the pages are served, and that of the backups is not."""
    folder, shelf = full / "data", tmp_path / "shelf"
    shelf.mkdir()
    shutil.copytree(migrated_folder, folder)
    with django_db_blocker.unblock():
        opening.point_to(folder)
        opening.open_data_directory("default", command="tests")
        try:
            rotation.expect(shelf, 24)
            fill(full)
            with pytest.raises(UserError, match="care_not_remembered"):
                rotation.back_up_into(shelf, keep=2)
            assert len(rotation.dated(shelf)) == 1
            assert memory.remembered().schedule is not None, "what was remembered before is"
        finally:
            opening.close_all()
    assert database_file().parent == folder


def test_B5_a_log_on_a_full_disk_loses_lines_and_nothing_else(full: Path) -> None:
    def lost() -> str:
        return next(line for line in COUNTS.lines() if line.startswith("groundswell_log_lines_lost_total "))

    path = full / "log"
    with path.open("w", encoding="utf-8") as file, logged(Form.JSON):
        handler = logging.getLogger("groundswell").handlers[0]
        handler.stream = file  # type: ignore[attr-defined]
        fill(full)
        before = lost()
        for _ in range(100):
            logging.getLogger("groundswell.web").error("fault %s", "x" * 200)
        assert lost() != before
        (full / "filler").unlink()
        logging.getLogger("groundswell.web").error("there is room again")
        file.seek(0, 2)
    assert "there is room again" in path.read_text("utf-8")
