"""What a file holds between being looked at and being stored."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from groundswell.errors import UserError
from groundswell.records.services import looked_at
from groundswell.records.services.uploads import sweep
from tests.cast import Cast

NOW = datetime(2026, 11, 30, 8, tzinfo=UTC)


def test_it_is_there_for_whoever_kept_it_until_it_is_let_go(cast: Cast) -> None:
    alice, bob = cast.actor("alice"), cast.actor("bob")
    token = looked_at.keep(alice, {"rows": [["Quay", 3]]}, now=NOW)
    assert looked_at.kept(alice, token) == {"rows": [["Quay", 3]]}
    assert looked_at.kept(bob, token) is None
    looked_at.let_go(bob, token)
    assert looked_at.kept(alice, token) is not None
    looked_at.let_go(alice, token)
    assert looked_at.kept(alice, token) is None


@pytest.mark.parametrize("token", ["", "../records.sqlite3", "\x00", "x" * 5000, "\ud800"])
def test_no_token_leads_elsewhere(cast: Cast, token: str) -> None:
    assert looked_at.kept(cast.actor("alice"), token) is None


def test_it_is_swept_after_a_day(cast: Cast, data_directory: Path) -> None:
    alice = cast.actor("alice")
    token = looked_at.keep(alice, [], now=NOW)
    sweep(NOW)
    assert looked_at.kept(alice, token) == []
    (file,) = (data_directory / "uploads").iterdir()
    assert file.stat().st_mode & 0o077 == 0
    old = (NOW - timedelta(hours=25)).timestamp()
    os.utime(file, (old, old))
    sweep(NOW)
    assert looked_at.kept(alice, token) is None


def test_a_full_disk_is_said(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("groundswell.records.services.uploads.os.fdopen", full)
    with pytest.raises(UserError, match="disk_full_or_broken"):
        looked_at.keep(cast.actor("alice"), [], now=NOW)
