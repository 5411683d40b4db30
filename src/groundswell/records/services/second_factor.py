"""The second factor: codes of an app (TOTP), and recovery codes for the day on which the phone is gone.

The secret of an app is kept sealed (:mod:`groundswell.records.factor_key`).
"""

from datetime import datetime
from typing import Final

import pyotp

from groundswell.domain.access.second_factor import AskedOf, is_asked
from groundswell.errors import UserError
from groundswell.records import clock, factor_key
from groundswell.records.models import Account, RecoveryCode
from groundswell.records.opening import write
from groundswell.records.selectors.organisation import settings
from groundswell.records.tokens import hash_of, new_code, plain_code, same

SECONDS: Final = 30
EITHER_WAY: Final = 1
"""Steps that a clock may be off."""
RECOVERY_CODES: Final = 10
ISSUER: Final = "Groundswell"


def prepare(account_id: str) -> str:
    """The secret for a person's app; a new one where none waits. It is in use from :func:`confirm` on.

    Raises UserError("factor_is_on"), ("factor_key_gone"), ("factor_key_weak").
    """

    def work() -> str:
        account = Account.objects.get(id=account_id)
        if account.factor_since is not None:
            raise UserError("factor_is_on")
        waiting = secret_of(account)
        if waiting:
            return waiting
        if not _can_seal(account):
            raise UserError("factor_key_gone")
        secret = pyotp.random_base32()
        _seal(account, secret)
        return secret

    return write(work)


def secret_of(account: Account) -> str | None:
    """What the person's app knows; "" where there is none, None where it was sealed with a key that is not here."""
    return factor_key.opened(account.id, account.factor)


def address_of(secret: str, login: str) -> str:
    """What the picture says to an app: ``otpauth://…``."""
    return pyotp.TOTP(secret, interval=SECONDS).provisioning_uri(name=login, issuer_name=ISSUER)


def confirm(account_id: str, code: str, *, now: datetime) -> tuple[str, ...]:
    """The app gives the right code: from now on it is asked for. Gives the recovery codes, shown this once.

    Raises UserError("code_wrong"), ("factor_is_on").
    """

    def work() -> tuple[str, ...]:
        account = Account.objects.get(id=account_id)
        if account.factor_since is not None:
            raise UserError("factor_is_on")
        if not account.factor or not _take_step(account, code, now):
            raise UserError("code_wrong")
        account.factor_since = clock.stamp(now)
        account.save(update_fields=["factor_since"])
        return _new_codes(account)

    return write(work)


def new_recovery_codes(account_id: str) -> tuple[str, ...]:
    """Ten new ones; the old ones are over."""
    return write(lambda: _new_codes(Account.objects.get(id=account_id)))


def is_missing(account: Account, of: AskedOf | None) -> bool:
    """Whether a person of whom a second factor is asked has not set one up. Whoever has no password here has the provider's."""
    return account.factor_since is None and account.has_usable_password() and is_asked(of, administrator=account.administrator)


def switch_off(account_id: str) -> None:
    """The person wants it no more. Raises UserError("factor_asked") where the organisation asks them for it."""
    account = Account.objects.get(id=account_id)
    if account.has_usable_password() and is_asked(settings().second_factor, administrator=account.administrator):
        raise UserError("factor_asked")
    take_off(account_id)


def take_off(account_id: str) -> None:
    """No code is asked for any more. Called inside a piece of work, or by itself."""

    def work() -> None:
        Account.objects.filter(id=account_id).update(factor="", factor_since=None, factor_step=0)
        RecoveryCode.objects.filter(account=account_id).delete()

    write(work)


def closed_factors() -> int:
    """How many people have one that was sealed with a key that is not here."""
    return sum(secret_of(account) is None for account in Account.objects.exclude(factor_since=None))


def take_code(account_id: str, code: str, *, now: datetime) -> bool:
    """Whether that is a code of now or a recovery code; each is good once. Called inside a piece of work.

    Raises UserError("factor_closed") for what may be a code of now, where the key of the installation is not here.
    """
    account = Account.objects.filter(id=account_id, closed_at=None).exclude(factor_since=None).first()
    if account is None:
        return False
    if _take_step(account, code, now):
        return True
    used, _ = RecoveryCode.objects.filter(account=account, code_hash=hash_of("recovery", account.id + plain_code(code))).delete()
    if not used and secret_of(account) is None:
        raise UserError("factor_closed")
    return used > 0


def _take_step(account: Account, code: str, now: datetime) -> bool:
    """Whether the code is that of a step of time after the last one that was taken. A secret that was kept openly is sealed by it."""
    secret = secret_of(account)
    if not secret:
        return False
    totp, typed = pyotp.TOTP(secret, interval=SECONDS), plain_code(code)
    present = int(now.timestamp()) // SECONDS
    fitting = [step for step in range(present - EITHER_WAY, present + EITHER_WAY + 1) if same(totp.generate_otp(step), typed)]
    if not fitting or fitting[-1] <= account.factor_step:
        return False
    account.factor_step = fitting[-1]
    account.save(update_fields=["factor_step"])
    if not factor_key.is_sealed(account.factor) and _can_seal(account):
        _seal(account, secret)
    return True


def _can_seal(account: Account) -> bool:
    others = Account.objects.filter(factor__startswith=factor_key.MARK).exclude(id=account.id)
    return factor_key.can_seal(others_sealed=others.exists())


def _seal(account: Account, secret: str) -> None:
    account.factor = factor_key.sealed(account.id, secret)
    account.save(update_fields=["factor"])


def _new_codes(account: Account) -> tuple[str, ...]:
    codes = tuple(new_code() for _ in range(RECOVERY_CODES))
    RecoveryCode.objects.filter(account=account).delete()
    RecoveryCode.objects.bulk_create(
        RecoveryCode(account=account, code_hash=hash_of("recovery", account.id + plain_code(code))) for code in codes
    )
    return codes
