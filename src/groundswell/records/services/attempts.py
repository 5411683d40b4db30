"""Lock-out: how often somebody may try, by the login that is tried and by the network address that tries.

A try is counted before the password is looked at, so that two hundred at once are two hundred. Known and unknown logins get the
same answer. Rows older than the window are deleted; logins and addresses stand there as keyed digests.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.db.models import Q

from groundswell.errors import UserError
from groundswell.records import clock
from groundswell.records.models import SignInAttempt
from groundswell.records.opening import write
from groundswell.records.tokens import keyed

WINDOW: Final = timedelta(minutes=15)
BY_LOGIN: Final = 5
BY_ADDRESS: Final = 20
"""An address stands for a whole office, so it may try more often than one login may be tried."""


@dataclass(frozen=True, slots=True)
class Trying:
    """Who tries: the login as it was typed (or an account's reference) and the address that the request came from."""

    login: str
    address: str

    @property
    def about_login(self) -> str:
        """Its digest."""
        return keyed(settings.SECRET_KEY, "login", self.login)

    @property
    def about_address(self) -> str:
        """Its digest."""
        return keyed(settings.SECRET_KEY, "address", self.address)


def count_try(trying: Trying, *, now: datetime) -> None:
    """One more try. Raises UserError("locked_out", {"minutes"}) where there were too many; that one is not counted."""
    since = clock.stamp(now - WINDOW)

    def work() -> None:
        SignInAttempt.objects.filter(at__lte=since).delete()
        until = max(_locked_until(trying.about_login, BY_LOGIN), _locked_until(trying.about_address, BY_ADDRESS))
        if until > clock.stamp(now):
            seconds = (clock.moment(until) - now).total_seconds()
            raise UserError("locked_out", {"n": max(1, -int(-seconds // 60))})
        for about in (trying.about_login, trying.about_address):
            SignInAttempt.objects.create(about=about, at=clock.stamp(now))

    write(work)


def forget_tries(trying: Trying) -> None:
    """It was them. Called inside a piece of work; the address keeps the tries at other logins."""
    SignInAttempt.objects.filter(about=trying.about_login).delete()
    forget_try_of_address(trying)


def forget_try_of_address(trying: Trying) -> None:
    """It may be them, and the next step tells: the login keeps its tries, the address not this one. Called inside a piece of work."""
    own = SignInAttempt.objects.filter(about=trying.about_address).order_by("-at").values_list("id", flat=True)[:1]
    SignInAttempt.objects.filter(Q(id__in=list(own))).delete()


def _locked_until(about: str, most: int) -> str:
    """When the oldest of the last tries leaves the window; "" where there were not too many."""
    last = list(SignInAttempt.objects.filter(about=about).order_by("-at").values_list("at", flat=True)[:most])
    return clock.stamp(clock.moment(last[-1]) + WINDOW) if len(last) == most else ""
