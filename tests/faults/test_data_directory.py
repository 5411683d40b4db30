"""The data directory: its settings, its lock, its upgrade, its backup. B3, B12, G3 and what stands beside them."""

import os
import shutil
import sqlite3
import subprocess
import sys
import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db import connections

from groundswell.errors import UserError
from groundswell.records import backups, checkup, host, opening, upgrade
from groundswell.records.actors import local_actor
from groundswell.records.databases import DEMO, database_file, plain_connection, reading_connection, working_on
from groundswell.records.lines import Line
from groundswell.records.models import Run
from groundswell.records.pragmas import WANTED, has_wal_reset_fault, wrong_pragmas
from groundswell.records.selectors import ledger, portfolio
from groundswell.records.selectors import sharing as shown
from groundswell.records.selectors import uploads as uploads_kept
from groundswell.records.services import intake, sharing, uploads
from tests.intakes import months_of

ROOT = Path(__file__).parents[2]
FAR = datetime(2099, 1, 1, tzinfo=UTC)


def groundswell(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """The command line in a process of its own."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "PYTHONUTF8": "1"}
    environment.pop("GROUNDSWELL_DATA", None)
    command = [sys.executable, "-m", "groundswell.cli.main", "--data", str(folder), *arguments]
    return subprocess.run(command, capture_output=True, text=True, env=environment, timeout=120, check=False)


def test_B3_every_kind_of_connection_has_the_safe_settings(data_directory: Path) -> None:
    found = {"reading": wrong_pragmas(reading_connection())}
    found["writing"] = opening.write(lambda: wrong_pragmas(opening.writing_connection()))
    with plain_connection(database_file()) as connection:
        found["plain"] = wrong_pragmas(connection)
    with plain_connection(database_file(), read_only=False) as connection:
        found["plain, writing"] = wrong_pragmas(connection)
    with working_on(DEMO):
        opening.open_data_directory()
        found["demo"] = wrong_pragmas(reading_connection())
        found["demo, writing"] = opening.write(lambda: wrong_pragmas(opening.writing_connection()))
    of_thread: dict[str, dict[str, str]] = {}
    thread = threading.Thread(target=lambda: of_thread.update(other=wrong_pragmas(reading_connection())))
    thread.start()
    thread.join()
    found |= of_thread
    assert len(found) == 7
    assert found == {kind: {} for kind in found}
    for alias in ("default", "demo"):
        options = connections[alias].settings_dict["OPTIONS"]
        assert options["transaction_mode"] == "IMMEDIATE"
        assert options["timeout"] >= 5


@pytest.mark.parametrize("name", sorted(WANTED))
def test_B3_a_data_directory_is_not_opened_with_another_setting(data_directory: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    opening.close_all()
    options = connections["default"].settings_dict["OPTIONS"]
    others = {"journal_mode": "DELETE", "synchronous": "NORMAL", "wal_autocheckpoint": "1000", "mmap_size": "1000000"}
    other = others.get(name) or str(1 - int(WANTED[name]))
    monkeypatch.setitem(options, "init_command", f"{options['init_command']};PRAGMA {name}={other}")
    with pytest.raises(UserError) as refused:
        opening.open_data_directory()
    assert refused.value.code == "wrong_pragma"
    assert refused.value.values["name"] == name


def test_B12_a_second_process_is_refused_and_told_who_holds_the_data_directory(data_directory: Path, tmp_path: Path) -> None:
    (tmp_path / "figures.csv").write_text("Month,Ferries\n2024-01,1\n2024-02,2\n2024-03,3\n", encoding="utf-8")
    answer = groundswell(data_directory, "import", str(tmp_path / "figures.csv"), "--yes")
    assert answer.returncode == 2
    assert "groundswell tests" in answer.stderr
    assert str(os.getpid()) in answer.stderr
    assert len(answer.stderr.strip().splitlines()) == 1
    assert groundswell(data_directory, "ledger", "verify").returncode == 0, "reading needs no lock"
    assert "in use" in groundswell(data_directory, "doctor").stdout.lower()
    opening.close_all()
    assert groundswell(data_directory, "import", str(tmp_path / "figures.csv"), "--yes").returncode == 0


def test_B12_a_lock_whose_holder_was_killed_is_free(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    child = subprocess.Popen(
        [sys.executable, str(ROOT / "tests/faults/importing_child.py"), str(folder), "0", "store-first"], stdout=subprocess.PIPE, text=True
    )
    assert child.stdout is not None
    assert child.stdout.readline().startswith("stored")
    assert groundswell(folder, "import", str(ROOT / "pyproject.toml")).returncode == 2
    child.kill()
    child.wait()
    child.stdout.close()
    (tmp_path / "figures.csv").write_text("Month,Ferries\n2024-01,1\n2024-02,2\n2024-03,3\n", encoding="utf-8")
    assert groundswell(folder, "import", str(tmp_path / "figures.csv"), "--yes").returncode == 0


def test_B4_doctor_names_the_versions_of_sqlite_with_the_wal_reset_fault() -> None:
    faulty = [(3, 7, 0), (3, 40, 1), (3, 51, 2)]
    assert all(has_wal_reset_fault(version) for version in faulty)
    assert not any(has_wal_reset_fault(version) for version in ((3, 6, 23), (3, 51, 3), (3, 52, 0), (4, 0, 0)))
    assert {one.code for one in checkup.check_up()} & {"sqlite", "sqlite_wal_reset"}


def test_a_run_found_unfinished_at_start_is_marked_broken_off(data_directory: Path) -> None:
    run_id = uploads.start_run(None, "read")
    opening.close_all()
    opening.open_data_directory()
    run = uploads_kept.run(local_actor(), run_id)
    assert (run.state, run.code) == ("broken_off", "run_broken_off")
    uploads.end_run(run_id, "done")
    assert Run.objects.get(id=run_id).state == "broken_off", "it stays as it ended"


def test_a_file_is_kept_a_day_and_its_name_stays(data_directory: Path) -> None:
    actor = local_actor()
    now = datetime(2026, 11, 25, 9, tzinfo=UTC)
    row = uploads.receive(actor, "../../bad\x00name.csv", b"Month,Ferries\n", now=now)
    assert row.path is not None
    assert row.path.parent == data_directory / "uploads"
    uploads.keep_workbook(row.id, "{}")
    assert uploads.sweep(now.replace(hour=10)) == 0
    assert uploads.sweep(datetime(2026, 11, 26, 9, 1, tzinfo=UTC)) == 1
    gone = uploads_kept.upload(actor, row.id)
    assert (gone.path, gone.was_read, gone.state) == (None, False, "given_up")
    with pytest.raises(UserError, match="upload_unknown"):
        uploads_kept.workbook_text(actor, row.id)
    assert gone.sha256 == row.sha256
    assert gone.name.endswith("badname.csv")


def test_a_network_file_system_is_refused(data_directory: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opening.close_all()
    mounts = [("/", "ext4"), (str(data_directory), "nfs4")]
    monkeypatch.setattr(host, "_linux_mounts", lambda: mounts)
    monkeypatch.setattr(host, "_listed_mounts", lambda: mounts)
    with pytest.raises(UserError, match="network_file_system") as refused:
        opening.open_data_directory()
    assert refused.value.values["kind"] == "nfs4"
    assert any(one.code == "network" for one in checkup.check_up())


def test_E18_a_newer_data_directory_is_refused_and_left_alone(data_directory: Path) -> None:
    opening.close_all()
    with plain_connection(database_file(), read_only=False) as connection:
        connection.execute("INSERT INTO django_migrations (app, name, applied) VALUES ('records', '9999_later', '2099-01-01')")
    before = database_file().read_bytes()
    with pytest.raises(UserError, match="data_directory_newer"):
        opening.open_data_directory()
    assert database_file().read_bytes() == before


def older(folder: Path) -> None:
    """As if this version had one step more than the data directory: the last one is forgotten together with what it made."""
    opening.close_all()
    with plain_connection(database_file(), read_only=False) as connection:
        connection.execute("DELETE FROM django_migrations WHERE app = 'records'")
        connection.execute("INSERT INTO django_migrations (app, name, applied) VALUES ('records', '0000_before', '2020-01-01')")
    assert folder.exists()


def test_an_upgrade_that_fails_puts_everything_back(data_directory: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    intake.store(local_actor(), months_of("Ferries", ["1", "2", "3"]))
    head = ledger.head()
    older(data_directory)
    real = upgrade.known_migrations()
    monkeypatch.setattr(upgrade, "known_migrations", lambda: real | {"0000_before"})
    with pytest.raises(UserError, match="upgrade_failed"):
        opening.open_data_directory()
    with plain_connection(database_file()) as connection:
        assert connection.execute("SELECT name FROM django_migrations WHERE app = 'records'").fetchall() == [("0000_before",)]
        assert connection.execute("SELECT max(last_seq) FROM batch").fetchone() == (head.entries,)
    assert (data_directory / upgrade.BACKUP).exists()


def test_a_file_that_is_no_record_is_refused(data_directory: Path) -> None:
    opening.close_all()
    database_file().unlink()
    for rest in database_file().parent.glob("records.sqlite3-*"):
        rest.unlink()
    database_file().write_bytes(b"not a database at all" * 100)
    with pytest.raises(UserError, match="not_a_data_directory"):
        opening.open_data_directory()
    assert groundswell(data_directory, "ledger", "verify").returncode == 2


def test_G1_a_backup_under_load_is_whole_and_restores(data_directory: Path, tmp_path: Path) -> None:
    actor, stop, acknowledged = local_actor(), threading.Event(), []

    def load() -> None:
        number = 0
        while not stop.is_set():
            stored = intake.store(actor, months_of(f"Measure {number}", [str(at) for at in range(30)]))
            acknowledged.append(stored.as_of_seq)
            number += 1

    thread = threading.Thread(target=load)
    thread.start()
    while len(acknowledged) < 5:
        stop.wait(0.01)
    before = acknowledged[-1]
    verdict = backups.back_up(tmp_path / "backup.sqlite3")
    stop.set()
    thread.join()
    assert verdict.good
    assert verdict.entries >= before, "all that was acknowledged before it began"
    opening.close_all()
    shutil.rmtree(data_directory)
    done = backups.restore(tmp_path / "backup.sqlite3")
    assert done.verdict.entries == verdict.entries
    assert ledger.verify(verdict.head.text).good
    assert portfolio.portfolio(local_actor())


def test_G3_links_from_before_a_restore_are_dead(data_directory: Path, tmp_path: Path) -> None:
    actor = local_actor()
    line = Line(intake.store(actor, months_of("Ferries", ["1", "2", "3"])).measure_ids[0])
    content = sharing.ShareContent("?", {"sentence": "No signal."}, 1, "test")
    revoked, live = (sharing.share(actor, line, content, expires_at=FAR) for _ in range(2))
    backups.back_up(tmp_path / "backup.sqlite3")
    sharing.end_share(actor, revoked.id, "wrong person")
    with pytest.raises(UserError, match="data_directory_filled"):
        backups.restore(tmp_path / "backup.sqlite3")
    done = backups.restore(tmp_path / "backup.sqlite3", replace=True)
    assert done.ended_links == 2
    assert done.kept is not None
    assert done.kept.exists()
    for made in (revoked, live):
        with pytest.raises(UserError, match="share_unknown"):
            shown.share_by_token(made.token, now=datetime.now(UTC))
    assert ledger.verify(done.verdict.head.text).good


def test_a_broken_or_foreign_backup_is_not_restored(data_directory: Path, tmp_path: Path) -> None:
    intake.store(local_actor(), months_of("Ferries", ["1", "2", "3"]))
    backups.back_up(tmp_path / "backup.sqlite3")
    with sqlite3.connect(tmp_path / "backup.sqlite3") as connection:
        connection.execute("DROP TRIGGER observation_no_update")
        connection.execute("UPDATE observation SET coef = '9' WHERE coef = '2'")
    connection.close()
    head = ledger.head()
    with pytest.raises(UserError, match="backup_not_whole"):
        backups.restore(tmp_path / "backup.sqlite3", replace=True)
    (tmp_path / "other.sqlite3").write_bytes(b"SQLite format 3\0" + bytes(2000))
    with pytest.raises(UserError, match="backup_not_ours"):
        backups.restore(tmp_path / "other.sqlite3", replace=True)
    opening.open_data_directory()
    assert ledger.head() == head


def test_the_demo_is_a_data_directory_of_its_own(data_directory: Path) -> None:
    intake.store(local_actor(), months_of("Ferries", ["1", "2", "3"]))
    head = ledger.head()
    with working_on(DEMO):
        opening.open_data_directory()
        intake.store(local_actor(), months_of("Harbour", ["4", "5"]))
        assert [record.definition.name for record in portfolio.portfolio(local_actor())] == ["Harbour"]
        demo = database_file()
    assert demo.parent == data_directory / "demo"
    assert ledger.head() == head
    assert [record.definition.name for record in portfolio.portfolio(local_actor())] == ["Ferries"]
    opening.remove_demo()
    assert not demo.parent.exists()
    assert ledger.verify(head.text).good
