"""People of a shared data directory: how they are called, and the list that administrators work with. No measure of anybody."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from django.db.models import QuerySet

from groundswell.errors import UserError
from groundswell.records import clock
from groundswell.records.actors import Actor
from groundswell.records.models import Account, OneTimeLink, Post, SignIn


class Standing(StrEnum):
    """Where a person stands."""

    INVITED = "invited"
    HERE = "here"
    LEFT = "left"
    ERASED = "erased"


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One person. ``units`` are org unit ids of today's posts, with titles; ``link_until`` where a one-time link to the account works."""

    id: str
    number: int
    name: str
    login: str
    standing: Standing
    administrator: bool
    factor: bool
    units: tuple[tuple[str, str], ...] = ()
    link_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """A browser in which a person is signed in, as they see it themselves."""

    id: str
    device: str
    made_at: datetime
    used_at: datetime


@dataclass(frozen=True, slots=True)
class LinkRow:
    """A one-time link to an account: who made it, when, and when it was used."""

    purpose: str
    made_by: str
    made_at: datetime
    used_at: datetime | None
    live: bool


def people(actor: Actor, *, now: datetime, today: date) -> list[PersonRow]:
    """Everybody, by name; for administrators. Raises UserError("not_allowed")."""
    if not actor.administrator:
        raise UserError("not_allowed")
    posts: dict[str, list[tuple[str, str]]] = {}
    for account_id, unit, title in _posts(today).values_list("account", "unit", "title"):
        posts.setdefault(account_id, []).append((unit, title))
    live = OneTimeLink.objects.filter(used_at=None, ended_at=None, expires_at__gt=clock.stamp(now))
    links = {account: clock.moment(until) for account, until in live.values_list("account", "expires_at")}
    rows = [_row(one, tuple(posts.get(one.id, ())), links.get(one.id)) for one in Account.objects.all()]
    return sorted(rows, key=lambda row: (row.standing in (Standing.LEFT, Standing.ERASED), row.name.casefold(), row.number))


def person(actor: Actor, account_id: str, *, now: datetime, today: date) -> PersonRow:
    """One of them; raises UserError("account_unknown")."""
    found = next((row for row in people(actor, now=now, today=today) if row.id == account_id), None)
    if found is None:
        raise UserError("account_unknown")
    return found


def names() -> Mapping[str, tuple[str, int]]:
    """By reference: the name, empty where it was erased, and the number that stays."""
    return {ref: (name, number) for ref, name, number in Account.objects.values_list("id", "name", "number")}


def account_of(actor: Actor) -> Account:
    """The actor's own row; raises UserError("account_unknown")."""
    account = Account.objects.filter(id=actor.ref, closed_at=None).first()
    if account is None:
        raise UserError("account_unknown")
    return account


def places(actor: Actor) -> list[Place]:
    """Where this person is signed in, the newest first."""
    rows = SignIn.objects.filter(account=actor.ref, awaits_code=False).order_by("-made_at")
    return [Place(one.id, one.device, clock.moment(one.made_at), clock.moment(one.used_at)) for one in rows]


def links(actor: Actor, *, now: datetime) -> list[LinkRow]:
    """One-time links that were made to this person's account, the newest first."""
    rows = OneTimeLink.objects.filter(account=actor.ref).order_by("-made_at")
    return [
        LinkRow(
            one.purpose, one.made_by, clock.moment(one.made_at), None if one.used_at is None else clock.moment(one.used_at),
            one.used_at is None and one.ended_at is None and one.expires_at > clock.stamp(now),
        )
        for one in rows
    ]


def _posts(today: date) -> QuerySet[Post]:
    day = today.isoformat()
    return Post.objects.filter(start__lte=day).exclude(until__lte=day)


def _row(account: Account, units: tuple[tuple[str, str], ...], link_until: datetime | None) -> PersonRow:
    if account.erased_at is not None:
        standing = Standing.ERASED
    elif account.closed_at is not None:
        standing = Standing.LEFT
    else:
        standing = Standing.HERE if account.joined_at is not None else Standing.INVITED
    return PersonRow(
        account.id, account.number, account.name, account.login if standing is not Standing.ERASED else "", standing,
        account.administrator, account.factor_since is not None, units, link_until,
    )
