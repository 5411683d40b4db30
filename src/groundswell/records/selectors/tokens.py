"""Who a program acts for, by its token; and a person's own tokens."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from groundswell.domain.access.scopes import Scope
from groundswell.errors import UserError
from groundswell.records import clock
from groundswell.records import tokens as secret_texts
from groundswell.records.actors import Actor, Viewer, actor_of, is_shared, local_actor
from groundswell.records.models import Token

PREFIX = "gs_"
"""What every token begins with, so that programs that look for leaked secrets know one."""


@dataclass(frozen=True, slots=True)
class Program:
    """A program at this moment: for whom it acts, no further than its token reaches, and the token's id."""

    actor: Actor
    token_id: str
    scopes: frozenset[Scope]
    only: frozenset[str] | None
    last_day: str | None


@dataclass(frozen=True, slots=True)
class TokenRow:
    """A token as its owner sees it. The token itself is not here: only its hash was kept. ``measures`` None: all that they see."""

    id: str
    name: str
    scopes: frozenset[Scope]
    measures: frozenset[str] | None
    made_at: datetime
    expires_at: datetime
    last_day: date | None


def hash_of(token: str) -> str:
    """What is kept of a token."""
    return secret_texts.hash_of("token", token)


def program_by(token: str, *, now: datetime) -> Program:
    """The program that holds a token, as its person stands now.

    Raises UserError("token_refused"), one answer for a token that is unknown, ended or run out, and for a person who has left.
    """
    row = Token.objects.filter(token_hash=hash_of(token), ended_at=None, expires_at__gt=clock.stamp(now)).first()
    if row is None or not token.startswith(PREFIX):
        raise UserError("token_refused")
    person, only = standing(row.account_id), None if row.measures is None else frozenset(row.measures.split())
    viewer = person.viewer
    if only is not None and viewer.everything:  # whoever sees everything is asked nothing: such a token sees what it lists
        viewer = Viewer(signed_in=True, roles=only)
    actor = replace(person, viewer=replace(viewer, only=only), administrator=False)
    return Program(actor, row.id, _scopes(row), only, row.last_day)


def standing(account_id: str) -> Actor:
    """The person whose program it is, as they stand now, alone or among others; raises UserError("token_refused") for one who left."""
    try:
        if is_shared():
            return actor_of(account_id)
        alone = local_actor()
    except UserError:
        raise UserError("token_refused") from None
    if alone.ref != account_id:
        raise UserError("token_refused")
    return alone


def tokens(actor: Actor, *, now: datetime) -> list[TokenRow]:
    """A person's own tokens that work, newest first. Nobody sees those of another."""
    rows = Token.objects.filter(account=actor.ref, ended_at=None, expires_at__gt=clock.stamp(now)).order_by("-made_at", "id")
    return [
        TokenRow(
            one.id, one.name, _scopes(one), None if one.measures is None else frozenset(one.measures.split()),
            clock.moment(one.made_at), clock.moment(one.expires_at), clock.day(one.last_day),
        )
        for one in rows
    ]


def _scopes(row: Token) -> frozenset[Scope]:
    return frozenset(Scope(one) for one in row.scopes.split())
