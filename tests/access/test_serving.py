"""``groundswell serve`` as a person starts it: its address, its token, its two listeners, its end."""

import http.client
import json
import re
import signal
import socket
import sqlite3
import stat
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest

from groundswell.cli.store.health import command
from groundswell.records.settings import ADDRESS_FILE, FILE_NAME
from tests.postgresql import is_wanted
from tests.server import Served, environ, free_port, groundswell, serving


def _status(address: str, host: str | None = None, cookie: str = "") -> tuple[int, str]:
    """Status and text of one GET, redirects not followed."""
    parts = urlsplit(address)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port or 80, timeout=20)
    headers = {"Host": host or parts.netloc} | ({"Cookie": cookie} if cookie else {})
    connection.request("GET", parts.path + ("?" + parts.query if parts.query else ""), headers=headers)
    answer = connection.getresponse()
    return answer.status, answer.read().decode()


def _cookie(served: Served) -> str:
    parts = urlsplit(served.start)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port or 80, timeout=20)
    connection.request("GET", f"/?{parts.query}", headers={"Host": parts.netloc})
    answer = connection.getresponse()
    answer.read()
    return (answer.getheader("Set-Cookie") or "").split(";")[0]


def test_the_printed_address_opens_the_product_and_nothing_else_does(served: Served) -> None:
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+/\?start=[0-9a-f]{32}", served.start)
    assert served.log.read_text().count("http://") == 1
    assert _status(served.base)[0] == 403
    assert _status(served.at("/settings/"), cookie=_cookie(served))[0] == 200
    assert _status(served.at("/settings/"), host="evil.example", cookie=_cookie(served))[0] == 400


def test_what_only_the_head_was_asked_of_sends_no_more_so_that_the_next_answer_on_the_line_is_its_own(served: Served) -> None:
    parts = urlsplit(served.base)
    for path in ("/sign-in/", "/public/", "/static/css/app.css", "/api/v1/measures", "/nowhere/", "/health/"):
        connection = http.client.HTTPConnection(parts.hostname or "", parts.port or 80, timeout=20)
        connection.request("HEAD", path)
        line = connection.sock
        asked = connection.getresponse()
        asked.read()
        connection.request("GET", path)
        answer = connection.getresponse()
        assert connection.sock is line, path
        assert (asked.status, asked.getheader("Content-Length")) == (answer.status, str(len(answer.read()))), path
        connection.close()


def test_token_and_key_lie_in_files_of_their_owner_alone(served: Served) -> None:
    assert (served.data / "start-token").read_text().strip() == served.start
    for name in ("start-token", "secret-key", ADDRESS_FILE if is_wanted() else FILE_NAME):
        assert stat.S_IMODE((served.data / name).stat().st_mode) == 0o600, name
    assert stat.S_IMODE(served.data.stat().st_mode) == 0o700


def test_it_listens_on_loopback_alone(served: Served) -> None:
    port = urlsplit(served.base).port
    own = socket.gethostbyname(socket.gethostname())
    if own.startswith("127."):
        pytest.skip("this machine's name is loopback itself: no other address to knock at")
    with pytest.raises(OSError, match=r"refused|timed out|unreachable"):
        socket.create_connection((own, port), timeout=2).close()


@pytest.mark.sqlite_only("several servers may work on a record in PostgreSQL at once")
def test_a_second_one_on_the_same_data_says_who_holds_it(served: Served) -> None:
    second = groundswell(served.data, "serve", "--no-browser", "--port", str(free_port()))
    assert second.returncode == 2
    assert second.stdout == ""
    assert len(second.stderr.strip().splitlines()) == 1
    assert "Traceback" not in second.stderr
    assert _status(served.base)[0] == 403


def test_a_busy_port_is_said_and_the_next_free_one_taken(tmp_path: Path) -> None:
    with socket.socket() as busy:
        busy.bind(("127.0.0.1", 0))
        busy.listen()
        port = busy.getsockname()[1]
        process = subprocess.Popen(
            [sys.executable, "-P", "-m", "groundswell.cli.main", "serve", "--no-browser", "--port", str(port)],
            env=environ(tmp_path / "data"),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        try:
            assert process.stdout is not None
            address = process.stdout.readline().strip()
        finally:
            process.send_signal(signal.SIGINT)
            said = process.communicate(timeout=20)[1]
    assert urlsplit(address).port != port
    assert f"Port {port} is in use" in said


@pytest.mark.parametrize("ending", [pytest.param(signal.SIGINT, marks=pytest.mark.long), signal.SIGTERM])
def test_it_ends_cleanly_and_its_token_with_it(tmp_path: Path, ending: signal.Signals) -> None:
    data = tmp_path / "data"
    tokens = set()
    for _ in range(2):
        with serving(data) as running:
            tokens.add(running.start.partition("start=")[2])
            running.process.send_signal(ending)
            assert running.process.wait(20) == 0
            assert "Traceback" not in running.log.read_text()
            assert not (data / "start-token").exists()
    assert len(tokens) == 2


@pytest.mark.parametrize("address", ["nowhere", "127.0.0.1", "127.0.0.1:0", "127.0.0.1:99999", ":9000", "203.0.113.77:9000"])
def test_an_address_that_cannot_be_shared_on_is_one_sentence(tmp_path: Path, address: str) -> None:
    ended = groundswell(tmp_path / "data", "serve", "--no-browser", "--port", str(free_port()), "--share", address)
    assert ended.returncode == 2
    assert "is not an address to share on" in ended.stderr
    assert "Traceback" not in ended.stderr
    assert ended.stdout == ""


def test_the_share_listener_knows_links_and_the_look_of_their_page(tmp_path: Path) -> None:
    port = free_port()
    with serving(tmp_path / "data", "--share", f"127.0.0.1:{port}", "--log", "json") as running:
        shared = f"http://127.0.0.1:{port}"
        token = running.start.partition("?")[2]
        for path in ("/", "/settings/", "/bring/", f"/?{token}", "/record/", "/help/"):
            assert _status(shared + path, cookie=_cookie(running))[0] == 404, path
        assert _status(f"{shared}/s/{'a' * 32}/")[0] == 404
        assert _status(f"{shared}/static/css/app.css")[0] == 200
        assert _status(f"{shared}/health/")[0] == 404
        own = (running.data / "start-token").read_text().partition("?")[0]
        assert _status(f"{own}health/ready/") == (200, "ready\n")
        command.main(["--ready", "--port", str(urlsplit(own).port)], standalone_mode=False)
        log = running.log.read_text()
        assert "Share links are reachable" in log
        lines = [json.loads(line) for line in log.splitlines() if line.startswith("{")]
        told = {(line["route"], line["status"]) for line in lines}
        assert told >= {("shared", 404), ("static", 200), ("health_ready", 200), ("home", 404)}
        assert "a" * 32 not in str(lines)


def test_a_reading_that_was_under_way_when_it_was_killed_is_marked_broken_off(tmp_path: Path) -> None:
    """The row is what a killed process leaves: a run that says it is running."""
    data = tmp_path / "data"
    with serving(data) as running:
        running.process.kill()
        running.process.wait()
    columns = "id, kind, state, done, code, details, started_at"
    values = f"'{'a' * 26}', 'read', 'running', 5, '', '{{}}', '2020-11-25T00:00:00Z'"
    left = psycopg.connect((data / ADDRESS_FILE).read_text().strip()) if is_wanted() else sqlite3.connect(data / FILE_NAME)
    left.execute(f"INSERT INTO run({columns}) VALUES ({values})")
    left.commit()
    left.close()
    with serving(data) as again:
        status, text = _status(again.at(f"/runs/{'a' * 26}/"), cookie=_cookie(again))
        assert status == 200
        assert "broke off when Groundswell stopped. Nothing was stored" in text
