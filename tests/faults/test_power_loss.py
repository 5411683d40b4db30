"""Power loss in the middle of imports, undos, splits and notes: what was acknowledged is there, whole, and the ledger verifies."""

import random
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from groundswell.domain.measurement.definition import Direction, MeasureDefinition
from groundswell.engine.intake import Intake, apply
from groundswell.engine.mapping import propose
from groundswell.engine.sources.opening import paste_workbook
from groundswell.errors import UserError
from groundswell.records import opening
from groundswell.records.actors import local_actor
from groundswell.records.ledger import verifying
from groundswell.records.lines import Line
from groundswell.records.pragmas import WANTED
from groundswell.records.services import intake as importing
from groundswell.records.services import limits, measures, notes, sharing
from groundswell.records.settings import FILE_NAME
from tests.faults.crash_images import Disk, acknowledged_before, image, record, traced

PRAGMAS = [f"PRAGMA {name}={value}" for name, value in WANTED.items() if name not in ("mmap_size", "trusted_schema")]
SEED = 20261125


@dataclass(frozen=True, slots=True)
class Recorded:
    """A workload of the product as statements, and the database as it was before it."""

    start: Path
    statements: list[str]
    batches_before: int


def sheet(months: int, shift: int) -> Intake:
    """A pasted block of two measures; ``shift`` changes every third figure."""
    lines = ["Month\tFerries\tCalls"]
    for at in range(months):
        changed = shift if at % 3 == 0 else 0
        lines.append(f"{date(2020 + at // 12, at % 12 + 1, 1).isoformat()}\t{90 + at % 5 + changed}\t{70 + at % 7}")
    workbook = paste_workbook("\n".join(lines), name=f"block {months} {shift}")
    return apply(workbook, propose(workbook))


def workload() -> None:
    """Imports, restatements, undos, definitions, splits, notes and a share: each service commits once."""
    actor = local_actor()
    for round_ in range(12):
        stored = importing.store(actor, sheet(12 + round_ * 4, round_ % 3), reasons={"*": "late returns"})
        assert stored.batch_ref is not None
        line = Line(stored.measure_ids[0], None)
        if round_ % 4 == 3:
            importing.retract(actor, stored.batch_ref, "wrong file")
        limits.split(actor, line, date(2020, 6, 1), f"new rota {round_}") if round_ == 2 else None
        notes.note(actor, line, date(2020, 2 + round_ % 5, 1), f"storm {round_}", author="Mara Quill")
        measures.define(actor, line.measure_id, MeasureDefinition(f"Ferries {round_}", direction=Direction.UP), reason="clearer name")
    content = sharing.ShareContent("What would you ask?", {"sentence": "No signal."}, 1, "test")
    sharing.share(actor, line, content, expires_at=datetime.now(UTC) + timedelta(days=7))


@pytest.fixture
def recorded(data_directory: Path, tmp_path: Path) -> Recorded:
    opening.close_all()
    start = tmp_path / "start.db"
    start.write_bytes((data_directory / FILE_NAME).read_bytes())
    opening.open_data_directory("default", command="tests")
    statements = traced(lambda to: opening.write(lambda: opening.writing_connection().set_trace_callback(to)), workload)
    opening.close_all()
    return Recorded(start, [text for text in statements if not text.upper().startswith("PRAGMA BUSY")], count_batches(start))


def count_batches(database: Path) -> int:
    with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as connection:
        (count,) = connection.execute("SELECT count(*) FROM batch").fetchone()
    connection.close()
    return int(count)


@dataclass
class Tally:
    """What the images showed."""

    images: int = 0
    acknowledged: int = 0
    corrupt: int = 0
    lost: int = 0
    unverified: int = 0


def crash(recorded: Recorded, pragmas: list[str], images: int, folder: Path) -> Tally:
    """Make images at seeded moments and look at each as the product would."""
    folder.mkdir()
    recording = folder / "recording"
    recording.mkdir()
    disk: Disk = record(recorded.start, pragmas, recorded.statements, recording)
    chance, tally = random.Random(SEED), Tally()
    for number in range(images):
        cut = chance.randrange(len(disk.operations) + 1)
        at_least = recorded.batches_before + _batches_of(recorded, acknowledged_before(disk, cut))
        database = image(disk, cut, recorded.start, folder, SEED + number)
        tally.images += 1
        tally.acknowledged += acknowledged_before(disk, cut)
        try:
            connection = sqlite3.connect(database)
            try:
                if connection.execute("PRAGMA integrity_check").fetchone()[0] != "ok":
                    tally.corrupt += 1
                    continue
                (batches,) = connection.execute("SELECT count(*) FROM batch").fetchone()
                tally.lost += batches < at_least
                tally.unverified += not verifying.verify(connection).good
            finally:
                connection.close()
        except (sqlite3.DatabaseError, UserError):
            tally.corrupt += 1
    return tally


def _batches_of(recorded: Recorded, commits: int) -> int:
    """How many batches the first ``commits`` commits sealed: one INSERT INTO batch each, where they sealed one."""
    batches = done = 0
    for statement in recorded.statements:
        upper = statement.lstrip().upper()
        batches += upper.startswith(("INSERT INTO BATCH", 'INSERT INTO "BATCH"'))
        if upper.startswith("COMMIT"):
            done += 1
            if done == commits:
                return batches
    return 0 if commits == 0 else batches


def tell(name: str, tally: Tally) -> None:
    sys.stdout.write(
        f"{name}: seed {SEED}, {tally.images} images, {tally.acknowledged} acknowledged commits looked for, "
        f"{tally.corrupt} corrupt, {tally.lost} lost, {tally.unverified} unverified\n"
    )


def power_loss(recorded: Recorded, images: int, folder: Path, say: Callable[[str, Tally], None] = tell) -> None:
    full = crash(recorded, PRAGMAS, images, folder / "full")
    say("synchronous FULL", full)
    assert (full.images, full.corrupt, full.lost, full.unverified) == (images, 0, 0, 0)
    assert full.acknowledged >= images, "the floor: on average an image comes after at least one acknowledged commit"
    off = [text.replace("synchronous=2", "synchronous=0") for text in PRAGMAS]
    assert off != PRAGMAS
    control = crash(recorded, off, min(images, 60), folder / "off")
    say("synchronous OFF (red control)", control)
    assert control.corrupt + control.lost + control.unverified > 0, "the control must be red"


def test_B2_fifty_crash_images_lose_nothing_and_the_control_is_red(recorded: Recorded, tmp_path: Path) -> None:
    crashes = tmp_path / "crashes"
    crashes.mkdir()
    power_loss(recorded, 50, crashes)


def test_B6_whichever_sync_fails_its_commit_is_never_acknowledged_and_doing_it_again_is_safe(recorded: Recorded, tmp_path: Path) -> None:
    commits = [at for at, text in enumerate(recorded.statements) if text.strip().upper().startswith("COMMIT")]
    statements, tried = recorded.statements[: commits[5] + 1], 0
    syncs = record(recorded.start, PRAGMAS, statements, _folder(tmp_path, "whole")).syncs
    for number in range(1, syncs + 1):
        folder = _folder(tmp_path, f"fails-{number}")
        disk = record(recorded.start, PRAGMAS, statements, folder, fails_at=number)
        if not disk.failed or disk.acknowledged == len(commits[:6]):
            continue  # what fails after the last commit costs nothing that was promised
        tried += 1
        again = statements[commits[disk.acknowledged - 1] + 1 if disk.acknowledged else 0 :]
        with closing(sqlite3.connect(folder / "recorded.db", isolation_level=None)) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            (there,) = connection.execute("SELECT count(*) FROM batch").fetchone()
            assert there == recorded.batches_before + _batches_of(recorded, disk.acknowledged), "neither lost, nor there without a word"
            for statement in again:
                connection.execute(statement)
            (there,) = connection.execute("SELECT count(*) FROM batch").fetchone()
            assert there == recorded.batches_before + _batches_of(recorded, 6)
            assert verifying.verify(connection).good
    assert tried >= 6, "the floor: each commit met a sync that failed"


def _folder(under: Path, name: str) -> Path:
    folder = under / name
    folder.mkdir()
    return folder


@pytest.mark.long
@pytest.mark.timeout(900)
def test_B2_five_hundred_crash_images_lose_nothing_and_the_control_is_red(recorded: Recorded, tmp_path: Path) -> None:
    crashes = tmp_path / "crashes"
    crashes.mkdir()
    power_loss(recorded, 500, crashes)
