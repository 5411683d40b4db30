"""The record in PostgreSQL, on a real server: its guards, its writers, its backups, moving there and back, and a server that goes away.

Rows B9, E2, G1 and month-end writers; ``./check --postgresql`` runs the ordinary tests on it as well.
"""

import re
import threading
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connections
from django.test import Client, override_settings

from groundswell.errors import UserError
from groundswell.records import backups, clock, databases, opening, settings
from groundswell.records.actors import local_actor
from groundswell.records.checkup import Grade, check_up
from groundswell.records.databases import database_file
from groundswell.records.ids import new_id
from groundswell.records.ledger import sealing
from groundswell.records.ledger.verifying import verify
from groundswell.records.lines import Line
from groundswell.records.models import Account, Batch, Organisation
from groundswell.records.postgresql import moving
from groundswell.records.postgresql.portable import layout
from groundswell.records.selectors import batches, ledger, portfolio
from groundswell.records.services import intake
from groundswell.records.services.measures import org_unit_act
from groundswell.records.services.recording import seal_acts
from groundswell.records.services.sharing import ShareContent, Words, end_share, react, share
from groundswell.records.statements import FAULTS
from tests.intakes import months_of
from tests.on_postgresql import on_postgresql, opened_once, stored
from tests.pages import TOKEN, holding_cookie
from tests.postgresql import PASSWORD, Cluster, write_address

__all__ = ["on_postgresql", "opened_once"]

ROOT = Path(__file__).parents[2]


def with_a_guest() -> str:
    """The same, and a guest's words that name the link they came by: a row of one table names a row of a later one."""
    stored()
    actor, now = local_actor(), clock.now()
    (record,) = portfolio.portfolio(actor)
    content = ShareContent("What do you see?", {"chart": "drawn"}, ledger.head().entries, "test")
    link = share(actor, Line(record.measure_id), content, expires_at=now + timedelta(days=7))
    react(link.token, Words("", "The ferry was in the yard."), now=now)
    end_share(actor, link.id)
    return ledger.head().text


def attack(statement: str) -> None:
    """As the application's own writing session."""
    opening.write(lambda: opening.writing_connection().execute(statement))


ATTACKS = {
    "UPDATE {0} SET {1} = {1}": "append-only",
    "DELETE FROM {0}": "append-only",
    "TRUNCATE {0} CASCADE": "append-only",
    "INSERT INTO {0} SELECT * FROM {0} ORDER BY {1} LIMIT 1 ON CONFLICT DO NOTHING": "append-only",
}


def test_E2_the_ledger_in_postgresql_is_kept_and_refuses_every_change(on_postgresql: str, cluster: Cluster) -> None:
    head = stored()
    assert ledger.verify(head).good
    assert ledger.verify().erased == 0
    assert [row.kind for row in batches.batches(local_actor())] == ["retract", "store", "store", "store"]
    for table, key in {"batch": "id", "entry": "seq", "observation": "seq", "act": "seq"}.items():
        for statement, said in ATTACKS.items():
            with pytest.raises(FAULTS, match=said):
                attack(statement.format(table, key))
    with pytest.raises(FAULTS, match="read-only"):
        Batch.objects.update(n=1)
    for table in ("words", "edit", "recipe_version", "name_decision"):
        assert cluster.execute(f"SELECT count(*) FROM pg_trigger WHERE tgname = '{table}_no_update'", database=on_postgresql) == [(1,)]
    assert ledger.verify(head).good
    # red control: past the guards a change is possible, and found
    cluster.execute(
        "ALTER TABLE observation DISABLE TRIGGER ALL", "UPDATE observation SET coef = '9' WHERE coef = '1'", database=on_postgresql
    )
    assert ledger.verify().broken is not None
    assert "postgresql_missing_guard" in {one.code for one in check_up()}


def test_E2_a_role_that_does_not_own_the_tables_has_no_right_to_change_them(on_postgresql: str, cluster: Cluster, tmp_path: Path) -> None:
    """The statements of docs/postgresql.md, as they stand there."""
    stored()
    assert "postgresql_owner" in {one.code for one in check_up()}
    opening.close_all()
    page = (ROOT / "docs/postgresql.md").read_text(encoding="utf-8")
    statements = re.findall(r"^```sql second role\n(.*?)^```", page, re.DOTALL | re.MULTILINE)[0]
    user = f"pages_{on_postgresql}"
    statements = statements.replace("groundswell_pages", user).replace("a long random password", PASSWORD)
    cluster.execute(*[one for one in statements.split(";\n") if one.strip()], database=on_postgresql)
    write_address(tmp_path / "data", cluster.address(on_postgresql, user))
    opening.point_to(tmp_path / "data")
    intake.store(local_actor(), months_of("Trams", ["4", "5"]))
    assert len(portfolio.portfolio(local_actor())) == 2
    for statement in ("UPDATE entry SET seq = seq", "DELETE FROM act", "TRUNCATE batch CASCADE", "ALTER TABLE entry DISABLE TRIGGER ALL"):
        with pytest.raises(UserError, match="database_role_refused"):
            attack(statement)
    found = {one.code: one.grade for one in check_up()}
    assert found["postgresql_guarded"] is Grade.FINE
    assert {"postgresql_checksums", "postgresql_safe"} <= found.keys()
    opening.close_all()
    cluster.execute(f"DROP OWNED BY {user}", database=on_postgresql)


def test_several_writers_wait_for_each_other_and_lose_nothing(on_postgresql: str) -> None:
    actor = local_actor()
    problems: list[BaseException] = []

    def work(number: int) -> None:
        try:
            for at in range(2):
                intake.store(actor, months_of(f"Measure {number}.{at}", ["1", "2"]))
        except BaseException as error:
            problems.append(error)
        finally:
            connections["default"].close()

    threads = [threading.Thread(target=work, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert problems == []
    assert len(portfolio.portfolio(actor)) == 12
    verdict = ledger.verify()
    assert (verdict.good, verdict.batches) == (True, 12)


def test_moving_there_and_back_keeps_every_row_and_the_head(
    data_directory: Path, cluster: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    if databases.is_postgresql():
        pytest.skip("the ordinary data directory is in PostgreSQL already")
    monkeypatch.delenv(settings.ADDRESS, raising=False)
    head, database, actor = stored(), cluster.new_database(), local_actor()
    opening.write(lambda: Account.objects.update(name="A\0lice"))  # as an earlier release could store it
    opening.close_all()
    with pytest.raises(UserError, match="text_with_nul"):
        moving.move_to_postgresql(cluster.address(database))
    assert database_file().exists()
    opening.write(lambda: Account.objects.update(name=actor.name))
    head, database, actor = with_a_guest(), cluster.new_database(), local_actor()
    opening.write(lambda: Organisation.objects.update(made_at="2026-11-30T00:00:00.000000Z"))
    with pytest.raises(UserError, match="already_on_sqlite"):
        moving.move_to_sqlite()
    opening.close_all()
    moved = moving.move_to_postgresql(cluster.address(database))
    assert moved.head.text == head
    assert moved.left is not None
    assert moved.left.exists()
    assert not database_file().exists()
    assert PASSWORD not in repr(moved)
    assert (data_directory / settings.ADDRESS_FILE).stat().st_mode & 0o077 == 0
    assert databases.is_postgresql()
    assert local_actor() == actor
    assert ledger.verify(head).good
    with databases.other_connection() as connection:
        kinds = {kind for table in layout(connection) for kind in table.columns.values()}
    assert "varchar" not in kinds, "text is as long as it is"
    with pytest.raises(UserError, match="database_not_empty"):
        moving.fill_empty("default", moved.left)
    intake.store(actor, months_of("Trams", ["4", "5"]))
    after = ledger.head().text
    opening.close_all()
    back = moving.move_to_sqlite()
    assert back.head.text == after
    assert not databases.is_postgresql()
    assert not (data_directory / settings.ADDRESS_FILE).exists()
    assert ledger.verify(after).good
    intake.store(actor, months_of("Trams", {2: "6"}))
    assert len(portfolio.portfolio(actor)) == 2
    opening.close_all()
    cluster.drop(database)


def test_a_ledger_with_a_nul_character_is_not_moved_to_where_it_cannot_be_read(
    data_directory: Path, cluster: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    if databases.is_postgresql():
        pytest.skip("the ordinary data directory is in PostgreSQL already")
    monkeypatch.delenv(settings.ADDRESS, raising=False)
    actor, database = local_actor(), cluster.new_database()
    intake.store(actor, months_of(r"A written \u0000", ["1"]))
    named = replace(org_unit_act(new_id(), "Harbour"), payload={"name": "Har\0bour"})
    with pytest.raises(UserError, match="text_with_nul"):
        opening.write(lambda: seal_acts(actor, [named]))
    with monkeypatch.context() as earlier:
        earlier.setattr(sealing, "check_no_nul", lambda _: None)
        opening.write(lambda: seal_acts(actor, [named]))
    opening.close_all()
    with pytest.raises(UserError, match="text_with_nul"):
        moving.move_to_postgresql(cluster.address(database))
    assert database_file().exists()
    assert cluster.execute("SELECT to_regclass('act')", database=database) == [(None,)]
    cluster.drop(database)


def test_G1_a_backup_of_postgresql_is_the_same_portable_file_and_restores(on_postgresql: str, tmp_path: Path) -> None:
    head, file = with_a_guest(), tmp_path / "backup.sqlite3"
    verdict = backups.back_up(file)
    assert verdict.head.text == head
    with databases.plain_connection(file) as connection:
        assert verify(connection).head.text == head
    intake.store(local_actor(), months_of("Trams", ["4", "5"]))
    with pytest.raises(UserError, match="data_directory_filled"):
        backups.restore(file)
    before = databases.identity()
    done = backups.restore(file, replace=True)
    assert done.kept is not None
    assert ledger.head().text == head
    assert databases.identity() != before, "what is kept in memory of the record goes with it"
    assert len(portfolio.portfolio(local_actor())) == 1
    intake.store(local_actor(), months_of("Trams", ["4", "5", "6"]))
    assert ledger.verify().good


def test_B9_a_server_that_is_away_is_one_sentence_and_works_again_when_it_is_back(on_postgresql: str, cluster: Cluster) -> None:
    stored()
    head, actor = ledger.head(), local_actor()
    with override_settings(GROUNDSWELL_START_TOKEN=TOKEN):
        person, machine = holding_cookie(), Client(headers={"host": "localhost"})
        assert person.get("/").status_code == machine.get("/health/ready/").status_code == 200
        cluster.stop()
        try:
            assert machine.get("/health/").status_code == 200, "it lives, and is not started again for what it cannot help"
            asked = machine.get("/health/ready/")
            assert (asked.status_code, asked.content) == (503, b"not ready: database\n")
            for _ in range(2):
                answer = person.get("/")
                assert answer.status_code == 503
                assert int(answer.headers["Retry-After"]) <= 10
                told = answer.content.decode()
                assert "cannot be reached just now" in told
                assert not [part for part in (PASSWORD, str(cluster.port), on_postgresql, "psycopg", "Traceback") if part in told]
            with pytest.raises(UserError, match="database_away"):
                intake.store(actor, months_of("Trams", ["4", "5"]))
            assert "postgresql_away" in {one.code for one in check_up()}
        finally:
            cluster.start()
        assert person.get("/").status_code == 200, "the first request after its return"
        assert machine.get("/health/ready/").status_code == 200
    assert ledger.head() == head
    assert ledger.verify(head.text).good
    intake.store(actor, months_of("Trams", ["4", "5"]))


def test_B9_a_server_that_goes_in_the_middle_of_writing_leaves_nothing_behind(on_postgresql: str, cluster: Cluster) -> None:
    stored()
    head, actor = ledger.head(), local_actor()

    def work() -> None:
        intake.store(actor, months_of("Trams", ["4", "5"]))
        cluster.stop()

    with pytest.raises(UserError, match="database_away"):
        opening.write(work)
    cluster.start()
    assert ledger.head() == head
    assert ledger.verify(head.text).good
    intake.store(actor, months_of("Trams", ["4", "5"]))


def test_a_database_of_something_else_is_refused_and_left_alone(cluster: Cluster, tmp_path: Path, django_db_blocker: Any) -> None:
    database = cluster.new_database()
    cluster.execute("GRANT ALL ON SCHEMA public TO groundswell", "CREATE TABLE somebodys (what text)", database=database)
    write_address(tmp_path / "data", cluster.address(database))
    with django_db_blocker.unblock():
        opening.point_to(tmp_path / "data")
        with pytest.raises(UserError, match="database_not_ours"):
            opening.open_data_directory("default")
        opening.close_all()
        connections["default"].close()
    assert cluster.execute("SELECT count(*) FROM pg_class WHERE relname = 'django_migrations'", database=database) == [(0,)]
    cluster.drop(database)
