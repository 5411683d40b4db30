"""Secrets of second factors at rest: sealed for one account with a key that no backup holds; old ones by their next use; never a second key
beside one that is lost."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pyotp
import pytest

from groundswell.errors import UserError
from groundswell.records import backups, factor_key
from groundswell.records.care.factor_checks import factor_checks
from groundswell.records.models import Account
from groundswell.records.opening import write
from groundswell.records.services import people, second_factor
from tests.cast import Cast

NOW = datetime(2026, 11, 30, 9, tzinfo=UTC)


def bytes_of(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())


def switched_on(account_id: str) -> pyotp.TOTP:
    totp = pyotp.TOTP(second_factor.prepare(account_id))
    second_factor.confirm(account_id, totp.at(NOW), now=NOW)
    return totp


def takes(account_id: str, code: str, minutes: int) -> bool:
    return write(lambda: second_factor.take_code(account_id, code, now=NOW + timedelta(minutes=minutes)))


def codes_of(folder: Path) -> list[str]:
    return [check.code for check in factor_checks(folder)]


def test_a_secret_lies_sealed_for_one_account_and_in_no_backup(cast: Cast, data_directory: Path, tmp_path: Path) -> None:
    assert codes_of(data_directory) == []
    alice, bob = cast.accounts["alice"], cast.accounts["bob"]
    totp = switched_on(alice)
    kept = Account.objects.get(id=alice).factor
    assert len(kept) <= 64 and factor_key.is_sealed(kept)
    assert totp.secret.encode() not in bytes_of(data_directory)
    assert factor_key.opened(alice, kept) == totp.secret
    assert factor_key.opened(bob, kept) is None, "one account's secret is of no use in another's row"
    assert factor_key.opened(alice, kept[:-1] + ("0" if kept[-1] != "0" else "1")) is None
    path = factor_key.key_file()
    assert path.stat().st_mode & 0o077 == 0
    backup = tmp_path / "kept.sqlite3"
    backups.back_up(backup)
    assert path.read_bytes().strip() not in backup.read_bytes() and totp.secret.encode() not in backup.read_bytes()
    assert codes_of(data_directory) == ["factor_key"]
    path.chmod(0o644)
    assert codes_of(data_directory) == ["factor_key_weak"]
    with pytest.raises(UserError, match="factor_key_weak"):
        factor_key.check_key(data_directory)


def test_a_secret_of_before_goes_on_and_is_sealed_by_its_next_use(cast: Cast, data_directory: Path) -> None:
    alice, totp = cast.accounts["alice"], pyotp.TOTP(pyotp.random_base32())
    write(lambda: Account.objects.filter(id=alice).update(factor=totp.secret, factor_since="2026-01-01T00:00:00.000000Z"))
    assert not takes(alice, "000000", 1)
    assert Account.objects.get(id=alice).factor == totp.secret
    assert takes(alice, totp.at(NOW + timedelta(minutes=2)), 2)
    assert factor_key.opened(alice, Account.objects.get(id=alice).factor) == totp.secret
    assert factor_key.is_sealed(Account.objects.get(id=alice).factor)
    assert takes(alice, totp.at(NOW + timedelta(minutes=3)), 3)


def test_restored_where_the_key_is_codes_work_and_where_it_is_not_nobody_is_let_in_by_less(
    cast: Cast, data_directory: Path, tmp_path: Path
) -> None:
    alice, backup = cast.accounts["alice"], tmp_path / "kept.sqlite3"
    totp = switched_on(alice)
    backups.back_up(backup)
    assert backups.restore(backup, replace=True).closed_factors == 0
    assert takes(alice, totp.at(NOW + timedelta(minutes=1)), 1)
    (recovery, *_) = second_factor.new_recovery_codes(alice)
    carried = factor_key.key_file().read_text()
    factor_key.key_file().unlink()
    assert codes_of(data_directory) == ["factor_key_gone"]
    with pytest.raises(UserError, match="factor_closed"):
        takes(alice, totp.at(NOW + timedelta(minutes=2)), 2)
    assert takes(alice, recovery, 2), "a recovery code needs no key"
    with pytest.raises(UserError, match="factor_key_gone"):
        second_factor.prepare(cast.accounts["bob"])
    assert not factor_key.key_file().exists(), "no second key hides that the first is lost"
    assert backups.restore(backup, replace=True).closed_factors == 1
    factor_key.key_file().write_text(carried)
    assert takes(alice, totp.at(NOW + timedelta(minutes=3)), 3)


def test_whoever_may_start_commands_gives_a_new_start(cast: Cast) -> None:
    switched_on(cast.accounts["admin"])
    made = people.new_start_by_command("Admin@harbour.example ", now=NOW)
    done = people.join(made.token, "seven boats in fog", "", now=NOW + timedelta(minutes=1))
    assert (done.account_id, done.awaits_code) == (cast.accounts["admin"], False)
    assert Account.objects.get(id=cast.accounts["admin"]).factor == ""
    with pytest.raises(UserError, match="account_unknown"):
        people.new_start_by_command("nobody@harbour.example", now=NOW)
