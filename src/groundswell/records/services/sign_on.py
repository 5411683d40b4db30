"""Journeys to an identity provider and back, each good once; and which account it is that came back."""

import json
from collections.abc import Set
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.contrib.auth.hashers import make_password

from groundswell.domain.access.deciding import NOBODY
from groundswell.errors import UserError
from groundswell.records import clock
from groundswell.records.actors import Actor
from groundswell.records.ledger.kinds import AccountWhat
from groundswell.records.models import Account, OneTimeLink, SignOnIdentity, SignOnTrip
from groundswell.records.opening import write
from groundswell.records.services.account_acts import LONGEST_NAME, login_of, record
from groundswell.records.services.signing_in import SignedIn, begin
from groundswell.records.tokens import hash_of

LIFE: Final = timedelta(minutes=10)
MOST_UNDER_WAY: Final = 10_000
"""Anybody can begin a journey; the table does not grow without end."""


@dataclass(frozen=True, slots=True)
class Person:
    """Who came back: the provider's name, theirs with it, an address that it verified ("" none), what it calls them."""

    issuer: str
    subject: str
    email: str
    name: str


@dataclass(frozen=True, slots=True)
class Admission:
    """Whom the configuration lets in: addresses of these domains (empty: any), and whether people who were not invited are."""

    domains: Set[str] = frozenset()
    make_accounts: bool = False


@dataclass(frozen=True, slots=True)
class Trip:
    """A journey that came back. ``account_id``: of whoever was signed in when it began, to connect the two."""

    kept: dict[str, Any]
    account_id: str | None


def depart(state: str, browser: str, kept: dict[str, Any], *, now: datetime, account_id: str | None = None) -> None:
    """Remember a journey: by a hash of its state, tied to a cookie of the browser. Raises UserError("sign_on_away")."""

    def work() -> None:
        SignOnTrip.objects.filter(expires_at__lte=clock.stamp(now)).delete()
        if SignOnTrip.objects.count() >= MOST_UNDER_WAY:
            raise UserError("sign_on_away")
        SignOnTrip.objects.create(
            state_hash=hash_of("state", state),
            browser_hash=hash_of("browser", browser),
            account_id=account_id,
            kept=json.dumps(kept),
            expires_at=clock.stamp(now + LIFE),
        )

    write(work)


def arrive(state: str, browser: str, *, now: datetime) -> Trip:
    """The journey of that state, in that browser, which is over by this. Raises UserError("sign_on_refused") for any other."""

    def work() -> Trip | None:
        trip = SignOnTrip.objects.filter(state_hash=hash_of("state", state)).first()
        if trip is None:
            return None
        trip.delete()
        fits = trip.browser_hash == hash_of("browser", browser) and trip.expires_at > clock.stamp(now)
        return Trip(json.loads(trip.kept), trip.account_id) if fits else None

    found = write(work) if state and browser else None
    if found is None:
        raise UserError("sign_on_refused")
    return found


def sign_in_as(person: Person, admission: Admission, device: str, *, now: datetime) -> SignedIn:
    """Whoever they are here is signed in.

    By what was connected before; else by a verified address, which takes up an invitation, or makes an account where the
    configuration says so. An account that has joined by a password is never taken over by its address: its person connects it while
    signed in. Raises UserError("sign_on_refused"), ("sign_on_address"), ("sign_on_connect_first"), ("sign_on_not_invited").
    """

    def work() -> SignedIn:
        known = SignOnIdentity.objects.filter(issuer=person.issuer, subject=person.subject).first()
        account_id = known.account_id if known is not None else _by_address(person, admission, now)
        if not Account.objects.filter(id=account_id, closed_at=None).exists():
            raise UserError("sign_on_refused")
        return begin(account_id, device, now=now)

    return write(work)


def connect(account_id: str, person: Person) -> None:
    """Whoever is signed in can sign in by the provider too from now on. Raises UserError("sign_on_refused") for another's identity."""

    def work() -> None:
        if SignOnIdentity.objects.filter(issuer=person.issuer, subject=person.subject).exists():
            raise UserError("sign_on_refused")
        SignOnIdentity.objects.create(account_id=account_id, issuer=person.issuer, subject=person.subject)

    write(work)


def is_connected(account_id: str) -> bool:
    """Whether this person can sign in by the provider."""
    return SignOnIdentity.objects.filter(account=account_id).exists()


def _by_address(person: Person, admission: Admission, now: datetime) -> str:
    """The account of a verified address; called inside a piece of work."""
    domain = person.email.rpartition("@")[2].casefold()
    if not person.email or (admission.domains and domain not in admission.domains):
        raise UserError("sign_on_address")
    login, moment = login_of(person.email), clock.stamp(now)
    account = Account.objects.filter(login=login).first()
    if account is None:
        if not admission.make_accounts:
            raise UserError("sign_on_not_invited")
        name = " ".join(person.name.split())[:LONGEST_NAME] or login
        account = Account.objects.create(name=name, login=login, password=make_password(None), made_at=moment)
    if account.closed_at is not None:
        raise UserError("sign_on_refused")
    if account.joined_at is not None:
        raise UserError("sign_on_connect_first")
    account.joined_at = moment
    account.save(update_fields=["joined_at"])
    OneTimeLink.objects.filter(account=account, used_at=None, ended_at=None).update(ended_at=moment)
    SignOnIdentity.objects.create(account=account, issuer=person.issuer, subject=person.subject)
    record(Actor(account.id, account.name, NOBODY), AccountWhat.JOINED, account.id)
    return account.id
