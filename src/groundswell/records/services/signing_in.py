"""Sign in, stay signed in, sign out. A browser holds a random token in a cookie; of it only a hash is kept here."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from groundswell.errors import UserError
from groundswell.records import clock, passwords
from groundswell.records.models import Account, SignIn
from groundswell.records.opening import write
from groundswell.records.services.attempts import Trying, count_try, forget_tries, forget_try_of_address
from groundswell.records.services.second_factor import take_code
from groundswell.records.tokens import hash_of, new_token

IDLE: Final = timedelta(hours=12)
LONGEST: Final = timedelta(days=14)
FOR_A_CODE: Final = timedelta(minutes=5)
NOTED_EVERY: Final = timedelta(minutes=5)
"""How exactly it is known when a browser was last used; more would write at every page."""
MOST_BROWSERS: Final = 50
"""Of one person; signing in once more ends the oldest."""


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A new place where somebody is signed in. ``token`` goes into the cookie; ``awaits_code`` where the second factor comes next."""

    token: str
    account_id: str
    awaits_code: bool = False


def sign_in(trying: Trying, password: str, device: str, *, now: datetime) -> SignedIn:
    """By password. Raises UserError("locked_out"), and ("sign_in_refused") for a wrong password and an unknown, invited or closed
    account alike, after the same work."""
    count_try(trying, now=now)
    account = Account.objects.filter(login=trying.login, closed_at=None).first()
    right = passwords.fits(password, account.password if account is not None else "")
    if account is None or not right:
        raise UserError("sign_in_refused")
    awaits, account_id = account.factor_since is not None, account.id

    def work() -> SignedIn:
        (forget_try_of_address if awaits else forget_tries)(trying)
        return begin(account_id, device, now=now, awaits_code=awaits)

    return write(work)


def enter_code(token: str, code: str, address: str, device: str, *, now: datetime) -> SignedIn:
    """The second step, with a code or a recovery code; the token of the first is over. Raises UserError("sign_in_over"),
    ("locked_out"), ("code_wrong")."""
    waiting = _row(token, now=now, awaits_code=True)
    if waiting is None:
        raise UserError("sign_in_over")
    account = waiting.account
    trying = Trying(account.login, address)
    count_try(trying, now=now)

    def work() -> SignedIn | None:
        if not take_code(account.id, code, now=now):
            return None
        forget_tries(trying)
        SignIn.objects.filter(id=waiting.id).delete()
        return begin(account.id, device, now=now)

    done = write(work)
    if done is None:
        raise UserError("code_wrong")
    return done


def begin(account_id: str, device: str, *, now: datetime, awaits_code: bool = False) -> SignedIn:
    """A new token, whoever checked that it is them. Called inside a piece of work; raises UserError("sign_in_refused") for one that
    was closed meanwhile."""
    if not Account.objects.filter(id=account_id, closed_at=None).exists():
        raise UserError("sign_in_refused")
    token = new_token()
    moment, ends = clock.stamp(now), clock.stamp(now + (FOR_A_CODE if awaits_code else LONGEST))
    SignIn.objects.filter(ends_at__lte=moment).delete()
    SignIn.objects.filter(used_at__lte=clock.stamp(now - IDLE)).delete()
    too_old = SignIn.objects.filter(account=account_id).order_by("-made_at").values_list("id", flat=True)[MOST_BROWSERS - 1:]
    SignIn.objects.filter(id__in=list(too_old)).delete()
    SignIn.objects.create(
        account_id=account_id,
        token_hash=hash_of("sign-in", token),
        device=device[:80],
        awaits_code=awaits_code,
        made_at=moment,
        used_at=moment,
        ends_at=ends,
    )
    return SignedIn(token, account_id, awaits_code)


def signed_in_by(token: str, *, now: datetime) -> SignIn | None:
    """The row of a token that signs somebody in at this moment, with its account; None for any other. Notes that it was used."""
    row = _row(token, now=now)
    if row is not None and row.used_at <= clock.stamp(now - NOTED_EVERY):
        row_id = row.id
        write(_noting(row_id, clock.stamp(now)))
    return row


def _noting(row_id: str, moment: str) -> Callable[[], int]:
    return lambda: SignIn.objects.filter(id=row_id).update(used_at=moment)


def _row(token: str, *, now: datetime, awaits_code: bool = False) -> SignIn | None:
    if not token:
        return None
    kept = SignIn.objects.select_related("account").filter(token_hash=hash_of("sign-in", token), awaits_code=awaits_code)
    return kept.filter(account__closed_at=None, ends_at__gt=clock.stamp(now), used_at__gt=clock.stamp(now - IDLE)).first()


def sign_out(token: str) -> None:
    """That browser is signed out."""
    write(lambda: SignIn.objects.filter(token_hash=hash_of("sign-in", token)).delete())


def end_sign_ins(account_id: str, *, but: str = "", only: str = "") -> None:
    """A person is signed out everywhere, but in one browser, or only in one (ids of their own rows)."""

    def work() -> None:
        rows = SignIn.objects.filter(account=account_id).exclude(id=but)
        (rows.filter(id=only) if only else rows).delete()

    write(work)
