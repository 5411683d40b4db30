"""``groundswell setup`` and ``serve --listen`` as they are typed: what others reach before and after the set-up, and who they may be."""

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import urlencode

import pytest

from groundswell.cli.main import run
from tests.postgresql import is_wanted, running, write_address
from tests.server import environ, free_port, groundswell
from tests.signing_in import PASSWORD

ASKED = {
    "name": "Ines Halloran", "login": "ines@harbour.example", "password": PASSWORD, "organisation": "Marram Harbour Council",
    "team": "Harbour office",
}  # fmt: skip
NAME = "figures.harbour.example"


class Visitor:
    """A browser with its cookies, that follows nothing by itself."""

    def __init__(self, port: int, host: str, **headers: str) -> None:
        self.port, self.host, self.headers, self.cookies = port, host, headers, dict[str, str]()

    def ask(self, method: str, path: str, **fields: str) -> tuple[int, str, dict[str, str]]:
        """Status, text and headers."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        headers = {"Host": self.host, "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()), **self.headers}
        body = None
        if fields:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            body = urlencode(fields)
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        for cookie in answer.headers.get_all("Set-Cookie") or []:
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        return answer.status, answer.read().decode(), dict(answer.headers.items())

    def send(self, path: str, page: str = "", **fields: str) -> tuple[int, str, dict[str, str]]:
        """A form of a page, with that page's token."""
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', self.ask("GET", page or path)[1])
        assert token is not None
        return self.ask("POST", path, csrfmiddlewaretoken=token[1], **fields)


@contextmanager
def listening(data: Path, port: int, *further: str) -> Iterator[str]:
    """``serve --listen`` until the block ends; gives what it said, once somebody answers at that port."""
    command = [sys.executable, "-P", "-m", "groundswell.cli.main", "serve", "--listen", f"127.0.0.1:{port}", *further]
    log = data.parent / "listening.log"
    with log.open("wb") as out:
        process = subprocess.Popen(command, env=environ(data), stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.STDOUT)
    try:
        for _ in range(600):
            with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
                break
            assert process.poll() is None, log.read_text()
            time.sleep(0.05)
        yield log.read_text()
    finally:
        process.terminate()
        process.wait(15)


def test_many_reach_the_set_up_alone_and_then_sign_in_behind_a_proxy(tmp_path: Path) -> None:
    data, port = tmp_path / "data", free_port()
    with listening(data, port, "--host", NAME, "--behind-proxy") as said:
        assert f"https://{NAME}/" in said
        assert "start=" not in said
        assert not (data / "start-token").exists()
        proxied = {"X-Forwarded-Proto": "https", "X-Forwarded-For": "192.0.2.7", "Referer": f"https://{NAME}/"}
        ines = Visitor(port, NAME, **proxied)
        assert ines.ask("GET", "/")[0] == ines.ask("GET", "/settings/")[0] == 403
        assert Visitor(port, "evil.example").ask("GET", "/setup/")[0] == 400
        told = groundswell(data, "setup")
        assert told.returncode == 0, told.stderr
        status, _, headers = ines.send("/setup/", code=told.stdout.strip(), **ASKED)
        assert (status, headers["Location"]) == (302, "/people/")
        assert headers["Strict-Transport-Security"]
        assert "__Host-groundswell_session" in ines.cookies
        assert ines.ask("GET", "/people/")[0] == 200
        assert ines.ask("GET", "/setup/")[0] == 404
        other = Visitor(port, NAME, **proxied)
        assert other.ask("GET", "/people/")[2]["Location"].endswith("/sign-in/?next=%2Fpeople%2F")
        assert other.send("/sign-in/", login=ASKED["login"], password=PASSWORD)[0] == 302
        assert other.ask("GET", "/people/")[0] == 200


@pytest.mark.parametrize(("arguments", "says"), [
    (("--listen", "0.0.0.0:9000"), "Say with --host"),
    (("--listen", "nowhere", "--host", NAME), "not an address to listen on"),
    (("--listen", "127.0.0.1:9000", "--share", "127.0.0.1:9001"), "leave --share out"),
    (("--workers", "2"), "add --listen"),
    (("--listen", "127.0.0.1:9000", "--behind-proxy", "proxy.example"), "is no address of a proxy"),
])  # fmt: skip
def test_what_cannot_be_served_to_many_is_one_sentence(capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], says: str) -> None:
    assert run(["serve", "--no-browser", *arguments]) == 2
    assert says in capsys.readouterr().err


@pytest.mark.skipif(is_wanted(), reason="it is about the embedded file")
def test_the_embedded_file_is_served_by_one_process(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["serve", "--no-browser", "--listen", "127.0.0.1:9000", "--workers", "2"]) == 2
    assert "by one worker" in capsys.readouterr().err


@pytest.mark.long
def test_two_workers_answer_at_one_address_with_the_same_tags_and_one_that_is_killed_is_started_again(tmp_path: Path) -> None:
    with running() as cluster:
        data, port = tmp_path / "data", free_port()
        write_address(data, cluster.address(cluster.new_database()))
        with listening(data, port, "--workers", "2"):
            told = groundswell(data, "setup")
            ines = Visitor(port, f"127.0.0.1:{port}")
            assert ines.send("/setup/", code=told.stdout.strip(), **ASKED)[0] == 302
            ines.ask("GET", "/")
            ines.ask("GET", "/")
            tags = {ines.ask("GET", "/definitions/")[2]["Etag"] for _ in range(12)}
            assert len(tags) == 1
            guess = {"login": "bob@harbour.example", "password": "a guess"}
            tried = [Visitor(port, f"127.0.0.1:{port}").send("/sign-in/", **guess)[0] for _ in range(9)]
            assert tried == [422] * 5 + [429] * 4, "tries are counted in the record, whichever worker hears them"
            workers = [pid for pid, line in commands() if "--worker " in line and f"/{data.parent.name}/" in environment(pid)]
            assert len(workers) == 2
            os.kill(workers[0], signal.SIGKILL)
            time.sleep(4)
            assert {ines.ask("GET", "/definitions/")[0] for _ in range(8)} == {200}
            again = [pid for pid, line in commands() if "--worker " in line and f"/{data.parent.name}/" in environment(pid)]
            assert len(again) == 2 and workers[0] not in again
        time.sleep(1)
        assert not [pid for pid in again if Path(f"/proc/{pid}").exists()]


def commands() -> list[tuple[int, str]]:
    """Processes of this machine and how they were called."""
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        with suppress(OSError):
            found.append((int(path.parent.name), path.read_bytes().replace(b"\0", b" ").decode(errors="replace")))
    return found


def environment(pid: int) -> str:
    """The variables of a process."""
    with suppress(OSError):
        return Path(f"/proc/{pid}/environ").read_bytes().decode(errors="replace")
    return ""
