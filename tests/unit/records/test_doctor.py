"""What ``doctor`` finds: each fault is made, named with what to do, and graded. B4, B10 and D17."""

import json
import os
import shutil
import ssl
import subprocess
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from groundswell.cli.store.doctor import command
from groundswell.records import checkup, clock, opening, settings
from groundswell.records.actors import local_actor
from groundswell.records.care import folder_checks, key_file, machine_checks, memory, rotation
from groundswell.records.care.check import Check, Grade
from groundswell.records.care.public_checks import public_checks
from groundswell.records.databases import database_file, plain_connection
from groundswell.records.services import intake
from groundswell.web.secret_key import secret_key
from groundswell.words import catalogue
from tests.intakes import months_of

NOW = datetime(2026, 11, 30, 9, tzinfo=UTC)
SOURCE = Path(checkup.__file__).parent


def found(public: str | None = None) -> dict[str, Check]:
    return {check.code: check for check in checkup.check_up(public)}


def graded(code: str) -> Grade | None:
    check = found().get(code)
    return check and check.grade


@pytest.mark.sqlite_only("about the embedded file; the server has lines of its own in tests/faults/test_postgresql_care.py")
def test_a_sound_data_directory_has_nothing_wrong(data_directory: Path, tmp_path: Path) -> None:
    secret_key(data_directory)
    intake.store(local_actor(), months_of("Ferries", ["1", "2", "3"]))
    rotation.back_up_into(tmp_path, keep=2)
    checks = found()
    assert [check for check in checks.values() if check.grade is Grade.WRONG] == []
    assert {"key", "rights", "uploads", "migrations", "pragmas", "database", "clock", "backup", "never_proven", "disk"} <= set(checks)


def test_every_line_has_words_and_what_is_not_fine_says_what_to_do() -> None:
    codes = catalogue.codes("en")
    made: set[tuple[str, bool]] = set()
    for path in [SOURCE / "checkup.py", *(SOURCE / "care").glob("*_checks.py")]:
        text = path.read_text("utf-8")
        made |= {(code, f"doctor.{code}.do" in codes) for code in (one.split('"')[0] for one in text.split('Check("')[1:])}
    server = (SOURCE / "postgresql" / "checkup.py").read_text("utf-8").split('Check("')[1:]
    made |= {(code, f"doctor.{code}.do" in codes) for code in (one.split('"')[0] for one in server)}
    others = ["key_short", "key_sample", "key_open", "key_unreadable", "disk_low", "few_open_files", "proven_long_ago"]
    others += ["certificate_ends_soon", "backup_old", "anchor_mailed", "mail_file_open", "mail_file_bad", "mail_away", "mail_certificate"]
    others += ["factor_key_weak", "mail_no_tls", "mail_sign_in", "mail_refused"]
    made |= {(code, f"doctor.{code}.do" in codes) for code in others}
    assert len(made) > 30
    assert {code for code, _ in made if f"doctor.{code}" not in codes} == set()
    fine = {"python", "sqlite", "limits", "folder", "rights", "key", "disk", "uploads", "in_use", "migrations", "pragmas", "database"}
    fine |= {"clock", "backup_place", "backup", "proven", "certificate", "open_files", "no_mail", "mail", "anchor_mailed", "factor_key"}
    fine |= {"postgresql", "postgresql_checksums", "postgresql_safe", "postgresql_guarded", "postgresql_clock", "postgresql_protected"}
    assert {code for code, says in made if not says} <= fine


SHORT, SAMPLE = "short-key", "django-insecure-" + "a8f3k2l9" * 6


@pytest.mark.parametrize(("text", "mode", "code"), [
    (SHORT, 0o600, "key_short"), ("", 0o600, "key_short"), (SAMPLE, 0o600, "key_sample"), ("ab" * 40, 0o600, "key_sample"),
    (f"{settings.SECRET_KEY}{settings.SECRET_KEY}", 0o600, "key_sample"), ("schlüssel" * 9, 0o600, "key_unreadable"),
    ("Xy7_" + "q9Lw3ZtB0nKm4RvC8pJd" * 3, 0o644, "key_open"),
])
def test_D17_a_weak_key_is_named_by_doctor(data_directory: Path, text: str, mode: int, code: str) -> None:
    path = data_directory / key_file.FILE_NAME
    path.write_text(text, encoding="utf-8")
    path.chmod(mode)
    assert graded(code) is Grade.WRONG
    path.unlink()
    assert len(secret_key(data_directory)) >= key_file.LEAST
    assert graded("key") is Grade.FINE


def test_B4_doctor_names_a_faked_version_of_sqlite_with_the_fault() -> None:
    assert [check.code for check in machine_checks.machine((3, 40, 1))][1] == "sqlite_wal_reset"
    assert [check.code for check in machine_checks.machine((3, 51, 3))][1] == "sqlite"


def test_B10_a_clock_behind_the_record_and_one_that_was_put_back_are_named(data_directory: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def at(moment: datetime) -> None:
        monkeypatch.setattr(clock, "now", lambda: moment)

    for number, moment in enumerate((NOW, NOW + timedelta(hours=3), NOW + timedelta(hours=1))):
        at(moment)
        intake.store(local_actor(), months_of("Ferries", [str(number), "2", "3"], salt=str(number)))
    at(NOW + timedelta(hours=4))
    checks = found()
    assert checks["clock"].grade is Grade.FINE
    assert checks["clock_jumped"].values["n"] == 1
    at(NOW + timedelta(hours=2))
    assert graded("clock_behind") is Grade.NOTE
    at(NOW - timedelta(days=2))
    assert graded("clock_behind") is Grade.WRONG


@pytest.mark.sqlite_only("about the embedded file; the server has lines of its own in tests/faults/test_postgresql_care.py")
def test_the_folder_its_rights_its_disk_and_what_lies_about(data_directory: Path) -> None:
    assert [check.code for check in folder_checks.room(600_000_000, 100_000_000)] == ["disk"]
    assert [check.code for check in folder_checks.room(600_000_000, 400_000_000)] == ["disk_low"], "twice the database"
    assert [check.code for check in machine_checks.open_files(256)] == ["few_open_files"]
    assert list(machine_checks.open_files(None)) == []
    uploads = data_directory / "uploads"
    uploads.mkdir(exist_ok=True)
    (uploads / "old").write_bytes(b"")
    os.utime(uploads / "old", (NOW.timestamp() - 90_000 * 400,) * 2)
    assert graded("uploads_left") is Grade.NOTE
    database_file().chmod(0o644)
    assert graded("rights_open") is Grade.WRONG
    database_file().chmod(0o600)
    data_directory.chmod(0o755)
    assert graded("folder_open") is Grade.NOTE


@pytest.mark.sqlite_only("about the embedded file; the server has lines of its own in tests/faults/test_postgresql_care.py")
def test_a_step_that_is_to_come_is_named(data_directory: Path) -> None:
    opening.close_all()
    with plain_connection(database_file(), read_only=False) as connection:
        connection.execute("DELETE FROM django_migrations WHERE id = (SELECT max(id) FROM django_migrations WHERE app = 'records')")
    assert graded("older") is Grade.NOTE


def test_backups_are_looked_at(data_directory: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shelf = tmp_path / "shelf"
    shelf.mkdir()
    assert {"no_schedule", "no_backup"} <= set(found())
    rotation.expect(shelf, 24)
    assert graded("backup_same_disk") is Grade.NOTE
    made, _ = rotation.back_up_into(shelf, keep=2)
    assert graded("backup") is Grade.FINE
    monkeypatch.setattr(clock, "now", lambda: datetime.now(UTC) + timedelta(hours=27))
    assert graded("backup_old") is Grade.WRONG
    made.unlink()
    shelf.rmdir()
    checks = found()
    assert checks["backup_gone"].grade is Grade.NOTE
    assert checks["backup_place_gone"].grade is Grade.WRONG
    kept = memory.remembered()
    (data_directory / memory.FILE_NAME).write_text('{"good": {"at": 5}}')
    assert memory.remembered() == memory.Memory(), "what cannot be read counts as never written"
    memory.remember(kept)
    assert memory.remembered() == kept


@pytest.fixture
def certified(tmp_path: Path) -> Iterator[tuple[str, ssl.SSLContext]]:
    """A server on loopback with a certificate for thirty days of an authority that the second value trusts."""
    if shutil.which("openssl") is None:
        pytest.skip("this machine has no openssl: no certificate can be made to look at")
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "30", "-subj",
         "/CN=localhost", "-addext", "subjectAltName=DNS:localhost", "-keyout", str(key), "-out", str(certificate)],
        check=True, capture_output=True,
    )
    server = HTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    server.handle_error = lambda *_: None  # type: ignore[method-assign]
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"https://localhost:{server.server_port}/", ssl.create_default_context(cafile=str(certificate))
    server.shutdown()
    server.server_close()


def test_the_public_address_and_its_certificate(certified: tuple[str, ssl.SSLContext]) -> None:
    address, trusted = certified
    now = datetime.now(UTC)
    (fine,) = public_checks(address, now, trusted)
    assert (fine.code, fine.grade, fine.values["n"]) == ("certificate", Grade.FINE, 29)
    (soon,) = public_checks(address, now + timedelta(days=10), trusted)
    assert (soon.code, soon.grade) == ("certificate_ends_soon", Grade.NOTE)
    bad = {address: "certificate_refused", "https://localhost:9/": "public_not_reached"}
    bad |= dict.fromkeys(("http://localhost/", "https://[::1", "localhost"), "public_not_https")
    for other, code in bad.items():
        (refused,) = public_checks(other, now)
        assert (refused.code, refused.grade) == (code, Grade.WRONG)


def test_the_command_prints_a_grade_a_line_and_ends_with_the_answer(data_directory: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main([], standalone_mode=False) == 0
    lines = capsys.readouterr().out.splitlines()
    assert all(line.startswith(("fine  ", "look at this  ")) for line in lines)
    (data_directory / key_file.FILE_NAME).write_text(SHORT)
    assert command.main(["--json"], standalone_mode=False) == 1
    answer = json.loads(capsys.readouterr().out)
    (bad,) = (check for check in answer["checks"] if check["grade"] == "wrong")
    assert (answer["fine"], bad["code"]) == (False, "key_short")
    assert bad["do"].startswith("Remove the file")
    assert all((check["do"] is None) == (check["grade"] == "fine") for check in answer["checks"])
