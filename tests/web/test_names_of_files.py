"""Names of files that people choose lead nowhere: not where a file is kept, not what a download is called. Row D23."""

from pathlib import Path

from django.test import Client

from groundswell.records import clock
from groundswell.records.actors import local_actor
from groundswell.records.selectors.uploads import file_of
from groundswell.records.services.uploads import receive
from tests.web.filled import measure

CLIMBING = ("../", "..\\", "/etc/", "C:\\", "....//", "%2e%2e/", "~/", "\\\\host\\share\\", "a/../../", "./", "file:///", "\x00/", "con/")
ENDS = ("passwd", "secret-key", "figures.csv\r\nSet-Cookie: a=b", 'x"; filename="evil.exe', "ünïcode\u202efdp.exe")
HOSTILE = tuple(start + end for start in CLIMBING for end in ENDS)


def test_D23_a_file_is_kept_under_a_name_of_our_own_whatever_its_sender_calls_it(data_directory: Path) -> None:
    assert len(HOSTILE) >= 40
    before = {path for path in data_directory.parent.rglob("*") if path.is_file() and not path.is_relative_to(data_directory)}
    for name in HOSTILE:
        kept = receive(local_actor(), name, b"a,b\n1,2\n", now=clock.now())
        path = file_of(kept.id)
        assert path.read_bytes() == b"a,b\n1,2\n"
        assert path.parent.parent == data_directory.resolve() or path.parent.parent == data_directory
        assert path.name == kept.id
        assert path.name.isalnum()
    assert {path for path in data_directory.parent.rglob("*") if path.is_file() and not path.is_relative_to(data_directory)} == before


def test_D23_downloads_are_named_after_their_measure_without_leading_anywhere(pages: Client, data_directory: Path) -> None:
    for at, name in enumerate((HOSTILE[1], HOSTILE[2], HOSTILE[3], HOSTILE[10] + '"', "..", "CON")):
        measure_id = measure(f"{name} {at}".replace("\x00", ""))
        for ending in ("values.csv", "chart.svg"):
            said = pages.get(f"/measures/{measure_id}/{ending}").headers["Content-Disposition"]
            assert said.startswith("attachment; filename")
            assert not set("/\\\r\n\x00") & set(said), said
            assert "%2F" not in said, said
            assert "%5C" not in said, said
            assert said.count('"') in (0, 2), said


def test_D23_addresses_that_climb_lead_to_no_file(pages: Client, stranger: Client) -> None:
    for start in ("/static/", "/measures/", "/bring/", "/record/", "/s/"):
        for climb in ("../", "%2e%2e/", "..%2f", "..%5c", "....//"):
            address = start + climb * 4 + "etc/passwd"
            for client in (pages, stranger):
                answer = client.get(address)
                content = b"".join(answer) if answer.streaming else answer.content
                assert answer.status_code in (400, 403, 404), address
                assert b"root:" not in content
