"""The care of a record in PostgreSQL: upgrades of filled databases, doctor, readiness, drills, damage, what people take away and erase.

Rows B7, B10, E18, F5, F6 and G1 on the server; the ordinary tests of the same rows are about the embedded file.
"""

import gzip
import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from django.test import Client, override_settings

from groundswell.cli.store import backup, doctor, drill, restore
from groundswell.errors import UserError
from groundswell.records import backups, clock, databases, opening, settings
from groundswell.records.actors import local_actor
from groundswell.records.care import memory
from groundswell.records.checkup import Grade, check_up
from groundswell.records.ids import new_id
from groundswell.records.models import Account
from groundswell.records.opening import write
from groundswell.records.postgresql import moving
from groundswell.records.postgresql import upgrade as server
from groundswell.records.postgresql.checkup import GUARDS, protection
from groundswell.records.postgresql.portable import layout
from groundswell.records.selectors import ledger, portfolio
from groundswell.records.services import erasing, intake
from groundswell.records.services.measures import org_unit_act
from groundswell.records.services.recording import seal_acts
from groundswell.records.upgrade import BACKUP, known_migrations
from tests.cast import gather
from tests.intakes import months_of
from tests.on_postgresql import on_postgresql, opened_once, stored
from tests.pages import TOKEN, holding_cookie
from tests.postgresql import Cluster, write_address
from tests.signing_in import signed_in
from tests.unit.records.test_kept_releases import ALONE, FIGURES, HEADS, KEPT
from tests.unit.records.test_own_data import LOGIN, NAME, traces, whole_life

__all__ = ["on_postgresql", "opened_once"]


def graded() -> dict[str, Grade]:
    return {one.code: one.grade for one in check_up()}


@pytest.fixture
def empty(cluster: Cluster, tmp_path: Path, django_db_blocker: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A data directory that names an empty database; gives the database's name."""
    monkeypatch.delenv(settings.ADDRESS, raising=False)
    database = cluster.new_database()
    write_address(tmp_path / "data", cluster.address(database))
    with django_db_blocker.unblock():
        opening.point_to(tmp_path / "data")
        yield database
        opening.close_all()
        databases.place_at(tmp_path / "elsewhere")
    cluster.drop(database)


def filled_by(release: str, tmp_path: Path) -> None:
    """The database as that release would have left it: its tables, its steps, its rows."""
    file = tmp_path / "kept.sqlite3"
    file.write_bytes(gzip.decompress((KEPT / release / f"{settings.FILE_NAME}.gz").read_bytes()))
    moving.fill_empty("default", file)


@pytest.mark.parametrize("release", ALONE)
def test_E18_a_filled_database_of_an_earlier_release_is_upgraded_whole(release: str, empty: str, tmp_path: Path) -> None:
    assert graded()["postgresql_empty"] is Grade.NOTE
    filled_by(release, tmp_path)
    assert server.applied_migrations("default") < known_migrations()
    assert graded()["older"] is Grade.NOTE
    opening.open_data_directory("default")
    assert ledger.head().text == HEADS[release]
    assert ledger.verify(HEADS[release]).good
    by_name = {record.definition.name: record for record in portfolio.portfolio(local_actor())}
    measures, name, last = FIGURES[release]
    assert (len(by_name), by_name[name].series.values.tolist()[-5:]) == (measures, last)
    found = graded()
    assert found["migrations"] is Grade.FINE
    assert "postgresql_missing_guard" not in found
    assert backups.checked(databases.folder() / BACKUP).head.text == HEADS[release]
    intake.store(local_actor(), months_of("Trams", ["4", "5"]))
    assert ledger.verify(HEADS[release]).good


def test_E18_an_upgrade_that_fails_leaves_the_database_as_it_was(empty: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    filled_by("0.2.0", tmp_path)
    before = server.applied_migrations("default")

    def broken(*_: object) -> None:
        raise ValueError("a step of tomorrow")

    with monkeypatch.context() as today:
        today.setattr(server, "_sort_as_bytes", broken)
        with pytest.raises(UserError, match="upgrade_failed") as caught:
            opening.open_data_directory("default")
    assert caught.value.values["reason"] == "a step of tomorrow"
    assert backups.checked(Path(str(caught.value.values["backup"]))).head.text == HEADS["0.2.0"]
    assert server.applied_migrations("default") == before
    opening.open_data_directory("default")
    assert ledger.verify(HEADS["0.2.0"]).good


def test_B10_doctor_holds_this_machines_clock_against_the_servers(on_postgresql: str, monkeypatch: pytest.MonkeyPatch) -> None:
    stored()
    found = graded()
    assert {found[code] for code in ("postgresql_clock", "clock", "migrations", "disk", "postgresql_checksums")} == {Grade.FINE}
    assert Grade.WRONG not in found.values()
    for apart, grade in ((timedelta(minutes=10), Grade.NOTE), (timedelta(days=-2), Grade.WRONG)):
        moment = datetime.now(UTC) + apart
        monkeypatch.setattr(clock, "now", lambda moment=moment: moment)
        assert graded()["postgresql_clock_apart"] is grade
    assert graded()["clock_behind"] is Grade.WRONG


@pytest.mark.parametrize(("host", "mode", "code"), [
    ("127.0.0.1", "prefer", None), ("db.example.org", "prefer", "postgresql_clear"), ("db.example.org", "require", "postgresql_unproven"),
    ("db.example.org", "verify-full", "postgresql_protected"),
])
def test_doctor_says_how_the_way_to_the_server_is_protected(host: str, mode: str, code: str | None) -> None:
    assert [one.code for one in protection({"HOST": host, "OPTIONS": {"sslmode": mode}})] == ([] if code is None else [code])


def test_the_server_is_not_ready_without_its_writer_or_with_a_step_to_come(on_postgresql: str, cluster: Cluster) -> None:
    with override_settings(GROUNDSWELL_START_TOKEN=TOKEN):
        machine = Client(headers={"host": "localhost"})

        def said() -> tuple[int, bytes]:
            answer = machine.get("/health/ready/")
            return answer.status_code, answer.content

        assert said() == (200, b"ready\n")
        last = "(SELECT max(id) FROM django_migrations WHERE app = 'records')"
        cluster.execute(f"UPDATE django_migrations SET app = 'another' WHERE id = {last}", database=on_postgresql)
        assert said() == (503, b"not ready: migrations\n")
        assert graded()["older"] is Grade.NOTE
        cluster.execute("UPDATE django_migrations SET app = 'records' WHERE app = 'another'", database=on_postgresql)
        opening.close_all()
        assert said() == (503, b"not ready: writer\n")


def run(command: Any, *arguments: str | Path) -> dict[str, Any]:
    """A command as a person gives it, in this process; its answer as JSON."""
    answer = CliRunner().invoke(command, [*map(str, arguments), "--json"])
    assert answer.exception is None, answer.output
    found: dict[str, Any] = json.loads(answer.output)
    return found


def test_G1_backup_drill_restore_and_doctor_work_on_a_record_in_postgresql(on_postgresql: str, tmp_path: Path) -> None:
    head, shelf = stored(), tmp_path / "shelf"
    shelf.mkdir()
    assert run(backup.command, "--to", shelf, "--schedule", "24")["head"] == head
    intake.store(local_actor(), months_of("Trams", ["4", "5"]))
    later = ledger.head()
    proven = run(drill.command)
    assert (proven["head"], proven["measures"]) == (head, 1)
    assert proven["behind"] == later.entries - proven["entries"] > 0
    kept = memory.remembered().proven
    assert kept is not None
    assert kept.head == head
    assert databases.is_postgresql()
    opening.open_data_directory("default")
    assert ledger.head() == later, "the record is as it was"
    found = {one["code"]: one["grade"] for one in run(doctor.command)["checks"]}
    assert {found["proven"], found["backup"]} == {"fine"}
    back = run(restore.command, next(shelf.iterdir()), "--replace")
    assert back["head"] == head
    assert backups.checked(Path(back["kept"])).head == later
    assert len(portfolio.portfolio(local_actor())) == 1


def test_B7_a_damaged_page_is_noticed_told_and_never_backed_up(on_postgresql: str, cluster: Cluster, tmp_path: Path) -> None:
    stored()
    good = tmp_path / "good.sqlite3"
    head = backups.back_up(good).head
    ((path,),) = cluster.execute("CHECKPOINT", "SELECT pg_relation_filepath('observation')", database=on_postgresql)
    cluster.stop()
    try:
        with (cluster.folder / "data" / str(path)).open("r+b") as file:
            file.seek(8_000)
            content = bytes(byte ^ 255 for byte in file.read(100))
            file.seek(8_000)
            file.write(content)
    finally:
        cluster.start()
    with pytest.raises(UserError, match="ledger_not_checkable"):
        ledger.verify()
    with pytest.raises(UserError, match="backup_not_written"):
        backups.back_up(tmp_path / "bad.sqlite3")
    assert sorted(one.name for one in tmp_path.iterdir()) == ["data", "good.sqlite3"]
    assert graded()["postgresql_damaged"] is Grade.WRONG
    assert backups.checked(good).head == head


def every_row(database: str, cluster: Cluster) -> bytes:
    """The content of every table, as the server shows it to whoever owns it."""
    with databases.other_connection() as connection:
        names = [table.name for table in layout(connection)]
    assert len(names) > 30
    rows = [row for name in names for row in cluster.execute(f'SELECT * FROM "{name}"', database=database)]
    return b"\n".join(bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode() for row in rows for value in row)


def test_F5_F6_what_is_taken_away_and_erased_is_whole_in_postgresql_too(on_postgresql: str, cluster: Cluster, tmp_path: Path) -> None:
    cast = gather()
    whole_life(cast)
    asa = cast.accounts["alice"]
    number = Account.objects.get(id=asa).number
    answer = signed_in(cast, "alice").get("/account/my-data/")
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        found = {name: json.loads(archive.read(name)) for name in archive.namelist()}
    assert {"acts.json", "edit.json", "session.json", "reaction.json", "share.json"} <= set(found)
    assert LOGIN in json.dumps(found)
    assert cast.accounts["bob"] not in json.dumps(found)
    assert set(traces(every_row(on_postgresql, cluster))) >= {NAME, LOGIN}, "the search finds what is there"
    before = ledger.head().entries
    assert erasing.erase(cast.actor("admin"), asa, now=datetime.now(UTC)) == erasing.Erased(number)
    assert traces(every_row(on_postgresql, cluster)) == []
    backups.back_up(tmp_path / "after.sqlite3")
    assert traces((tmp_path / "after.sqlite3").read_bytes()) == []
    verdict = ledger.verify()
    assert verdict.good
    assert verdict.erased >= 3
    assert verdict.head.entries > before
    opening.close_all()
    moving.move_to_sqlite()
    assert traces(b"".join(path.read_bytes() for path in (tmp_path / "data").iterdir() if path.is_file())) == []
    opening.open_data_directory("default")
    assert ledger.verify(verdict.head.text).good


def test_a_text_that_postgresql_cannot_keep_is_one_sentence_wherever_it_comes_from(on_postgresql: str) -> None:
    head = stored()
    with override_settings(GROUNDSWELL_START_TOKEN=TOKEN):
        person = holding_cookie()
        for answer in (person.get("/", {"q": "a\0b"}), person.post("/settings/", {"name": "a\0b"})):
            assert (answer.status_code, "NUL character" in answer.content.decode()) == (400, True)
        assert person.get("/measures/a%00b/").status_code == 404
    with pytest.raises(UserError, match="text_with_nul"):
        write(lambda: Account.objects.update(name="a\0b"))
    with pytest.raises(UserError, match="text_with_nul"):
        write(lambda: opening.writing_connection().execute("INSERT INTO words VALUES (?, ?, ?)", (999, "a\0b", b"")))
    with pytest.raises(UserError, match="text_with_nul"):
        write(lambda: seal_acts(local_actor(), [replace(org_unit_act(new_id(), "Harbour"), payload={"name": "Har\0bour"})]))
    assert ledger.head().text == head


def test_every_guard_that_doctor_looks_for_is_one_that_stands(on_postgresql: str, cluster: Cluster) -> None:
    standing = cluster.execute("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal", database=on_postgresql)
    assert set(GUARDS) <= {str(name) for (name,) in standing}
    cluster.execute("DROP TRIGGER act_no_truncate ON act", database=on_postgresql)
    (missing,) = (one for one in check_up() if one.code == "postgresql_missing_guard")
    assert missing.values == {"name": "act_no_truncate"}
