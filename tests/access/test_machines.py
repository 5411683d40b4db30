"""What machines ask: on this machine or with the token, and to anybody else the address leads nowhere. Nothing of anybody is in it."""

import re
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError
from django.test import Client, override_settings

from groundswell.cli.store.health import command
from groundswell.errors import UserError
from groundswell.records import clock, opening
from groundswell.records.actors import local_actor
from groundswell.records.care import memory, readiness
from groundswell.records.selectors import ledger
from groundswell.records.services import intake
from groundswell.web import machine_token, start_token
from groundswell.web.middleware import LISTENER, SHARE
from tests.intakes import months_of
from tests.server import free_port

ADDRESSES = ("/health/", "/health/ready/", "/metrics")
TOKEN = "a-token-of-a-monitor-0123456789"


def holding(token: str) -> dict[str, str]:
    return {"authorization": f"Bearer {token}"}


def test_on_this_machine_no_token_is_needed_and_no_cookie(stranger: Client) -> None:
    assert [stranger.get(address).status_code for address in ADDRESSES] == [200, 200, 200]
    assert stranger.get("/health/").content == b"ok\n"
    assert stranger.get("/health/ready/").content == b"ready\n"
    assert stranger.post("/metrics").status_code == 405


ELSEWHERE: list[dict[str, Any]] = [
    {"REMOTE_ADDR": "192.0.2.9"}, {"REMOTE_ADDR": ""}, {"REMOTE_ADDR": "::ffff:192.0.2.9"}, {"HTTP_X_FORWARDED_FOR": "127.0.0.1"},
    {"HTTP_FORWARDED": "for=127.0.0.1"}, {"HTTP_X_REAL_IP": "127.0.0.1"}, {"HTTP_VIA": "1.1 proxy"}, {"HTTP_X_FORWARDED_PROTO": "https"},
]


@pytest.mark.parametrize("elsewhere", ELSEWHERE, ids=str)
def test_from_elsewhere_or_through_a_proxy_only_the_token_counts(stranger: Client, elsewhere: dict[str, Any]) -> None:
    nowhere = stranger.get("/no-such-page/x", **{LISTENER: SHARE}).content
    with override_settings(GROUNDSWELL_MACHINE_TOKEN=TOKEN):
        for address in ADDRESSES:
            for wrong in ({}, holding(""), holding(TOKEN[:-1]), holding(TOKEN + "x"), holding("é"), {"authorization": TOKEN}):
                refused = stranger.get(address, headers=wrong, **elsewhere)
                assert (refused.status_code, refused.content) == (404, nowhere), (address, wrong)
            assert stranger.get(address, headers=holding(TOKEN), **elsewhere).status_code == 200


def test_where_others_are_served_loopback_says_nothing(stranger: Client) -> None:
    with override_settings(GROUNDSWELL_MACHINE_TOKEN=TOKEN, GROUNDSWELL_MACHINES_NEED_TOKEN=True):
        for address in ADDRESSES:
            assert stranger.get(address).status_code == 404
            assert stranger.get(address, headers=holding(TOKEN)).status_code == 200
    with override_settings(GROUNDSWELL_MACHINES_NEED_TOKEN=True):
        assert stranger.get("/metrics", headers=holding("")).status_code == 404, "an empty token opens nothing"


def test_the_share_listener_knows_none_of_it(stranger: Client) -> None:
    with override_settings(GROUNDSWELL_MACHINE_TOKEN=TOKEN):
        for address in ADDRESSES:
            assert stranger.get(address, headers=holding(TOKEN), **{LISTENER: SHARE}).status_code == 404


def test_the_token_lies_in_a_file_of_its_owner_alone(tmp_path: Path) -> None:
    assert machine_token.kept(tmp_path) is None
    made = machine_token.machine_token(tmp_path)
    assert machine_token.machine_token(tmp_path) == machine_token.kept(tmp_path) == made
    assert len(made) >= 26
    assert stat.S_IMODE((tmp_path / machine_token.FILE_NAME).stat().st_mode) == 0o600


def test_it_lives_also_when_the_records_do_not(stranger: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def away() -> None:
        raise OperationalError("secret-of-the-database")

    monkeypatch.setattr(ledger, "head", away)
    assert stranger.get("/health/").status_code == 200
    answer = stranger.get("/health/ready/")
    assert (answer.status_code, answer.content) == (503, b"not ready: database\n")
    assert "groundswell_ledger_entries" not in stranger.get("/metrics").content.decode(), "a gap, not a zero"


def test_it_is_not_ready_without_its_writer_or_with_a_step_to_come(stranger: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    opening.close_all()
    assert stranger.get("/health/ready/").content == b"not ready: writer\n"
    opening.open_data_directory()
    monkeypatch.setattr(readiness, "steps_of_this_version", lambda: {"0001_initial", "9999_to_come"})
    assert stranger.get("/health/ready/").content == b"not ready: migrations\n"


SAMPLE = re.compile(r'([a-z_]+)(\{(?:[a-z]+="[^"\\\n]*",?)+\})? (-?\d+(?:\.\d+)?(?:e[+-]?\d+)?)')


def samples(text: str) -> dict[str, float]:
    """The exposition read as Prometheus does; a line that it would refuse is a failure."""
    found, kinds = {}, set()
    for line in text.splitlines():
        if line.startswith("# "):
            _, word, name, *rest = line.split(" ")
            assert word in ("HELP", "TYPE") and rest
            if word == "TYPE":
                assert name not in kinds, "each number is described once"
                kinds.add(name)
            continue
        read = SAMPLE.fullmatch(line)
        assert read, line
        assert re.sub(r"_(bucket|sum|count)$", "", read[1]) in kinds or read[1] in kinds, line
        found[read[1] + (read[2] or "")] = float(read[3])
    return found


def test_the_metrics_count_requests_and_tell_how_the_record_stands(stranger: Client, pages: Client) -> None:
    intake.store(local_actor(), months_of("Ferries", ["1", "2", "3"]))
    stamp = clock.stamp(datetime.now(UTC) - timedelta(hours=5))
    good, proven = memory.Backup(stamp, "/backups/x", 1, 1, "h", 9), memory.Proven(stamp, "x", 1, 1, "h", 1, 0, 1.0)
    memory.remember(memory.Memory(good=good, proven=proven))
    before = samples(stranger.get("/metrics").content.decode())
    for address in ("/help/", "/help/", "/s/" + "a" * 27 + "/", "/nowhere/" + "a" * 27):
        pages.get(address)
    after = samples(stranger.get("/metrics").content.decode())
    for key, more in (('{route="help",status="2xx"}', 2), ('{route="shared",status="4xx"}', 1), ('{route="none",status="4xx"}', 1)):
        assert after[f"groundswell_requests_total{key}"] - before.get(f"groundswell_requests_total{key}", 0) == more, key
    count = after['groundswell_request_seconds_count{route="help"}']
    assert after['groundswell_request_seconds_bucket{route="help",le="+Inf"}'] == count
    assert after['groundswell_request_seconds_bucket{route="help",le="0.01"}'] <= count
    assert after["groundswell_ledger_entries"] == ledger.head().entries > 0
    assert abs(after["groundswell_backup_age_seconds"] - 5 * 3600) < 60
    assert abs(after["groundswell_drill_age_seconds"] - 5 * 3600) < 60
    assert after["groundswell_memory_bytes"] > 10_000_000
    assert after["groundswell_writes_waiting"] == 0


def test_nobody_who_answers_is_one_sentence(data_directory: Path) -> None:
    start_token.keep_address(data_directory, f"http://127.0.0.1:{free_port()}/?start=x")
    with pytest.raises(UserError, match="nobody_answers"):
        command.main([], standalone_mode=False)
