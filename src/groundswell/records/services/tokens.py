"""Tokens that a person makes for programs of their own: shown once, kept as a hash, ended at any time."""

import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from groundswell.domain.access.scopes import Scope
from groundswell.errors import UserError
from groundswell.records import clock
from groundswell.records.actors import Actor
from groundswell.records.ids import new_id
from groundswell.records.models import Account, Token
from groundswell.records.opening import write
from groundswell.records.selectors.definitions import known
from groundswell.records.selectors.organisation import settings
from groundswell.records.selectors.tokens import PREFIX, Program, hash_of
from groundswell.records.services.recording import needed
from groundswell.records.services.second_factor import is_missing

TOKEN_BYTES = 24
"""192 bits from the operating system's random source."""
LONGEST_NAME = 100
LONGEST_LIFE = timedelta(days=366)
MOST_TOKENS = 50
"""Of one person at a time."""


@dataclass(frozen=True, slots=True)
class TokenWanted:
    """What a token is to reach: its name, scopes, the measures (None: all that the person sees), and until when."""

    name: str
    scopes: Collection[Scope]
    expires_at: datetime
    measures: Collection[str] | None = None


@dataclass(frozen=True, slots=True)
class TokenMade:
    """A new token. ``token`` is shown this once; it is not kept."""

    id: str
    token: str
    expires_at: datetime


def make_token(actor: Actor, wanted: TokenWanted) -> TokenMade:
    """A token for a program that acts for this person.

    Raises UserError("token_name_needed"), ("token_name_too_long"), ("token_scope_needed"), ("token_life"), ("token_measure_needed"),
    ("too_many_tokens"), ("measure_unknown"), ("not_allowed"), ("factor_first").
    """
    token, token_id = PREFIX + secrets.token_urlsafe(TOKEN_BYTES), new_id()

    def work() -> TokenMade:
        now = clock.now()
        name, measures = _checked(actor, wanted, now)
        Token.objects.create(
            id=token_id,
            account=Account.objects.get(id=actor.ref),
            name=name,
            token_hash=hash_of(token),
            scopes=" ".join(sorted(str(one) for one in set(wanted.scopes))),
            measures=measures,
            made_at=clock.stamp(now),
            expires_at=clock.stamp(wanted.expires_at),
        )
        return TokenMade(token_id, token, wanted.expires_at)

    return write(work)


def _checked(actor: Actor, wanted: TokenWanted, now: datetime) -> tuple[str, str | None]:
    """The name and the measures as they are kept."""
    account = Account.objects.filter(id=actor.ref, closed_at=None).first()
    if account is None:
        raise UserError("not_allowed")
    if is_missing(account, settings().second_factor):
        raise UserError("factor_first")
    name = " ".join(needed(wanted.name, "token_name_needed").split())
    if len(name) > LONGEST_NAME:
        raise UserError("token_name_too_long", {"most": LONGEST_NAME})
    if not wanted.scopes:
        raise UserError("token_scope_needed")
    if not now < wanted.expires_at <= now + LONGEST_LIFE:
        raise UserError("token_life")
    if Token.objects.filter(account=actor.ref, ended_at=None, expires_at__gt=clock.stamp(now)).count() >= MOST_TOKENS:
        raise UserError("too_many_tokens", {"most": MOST_TOKENS})
    if wanted.measures is None:
        return name, None
    if not wanted.measures:
        raise UserError("token_measure_needed")
    return name, " ".join(known(actor, one).id for one in sorted(set(wanted.measures)))


def end_token(actor: Actor, token_id: str) -> None:
    """The token is dead from the next request on. Raises UserError("token_unknown"), also for another's; ending twice is fine."""

    def work() -> None:
        row = Token.objects.filter(id=token_id, account=actor.ref).first()
        if row is None:
            raise UserError("token_unknown")
        if row.ended_at is None:
            row.ended_at = clock.stamp(clock.now())
            row.save(update_fields=["ended_at"])

    write(work)


def used(program: Program, today: date) -> None:
    """That the token was used today, for its owner's own page; written once a day."""
    if program.last_day != today.isoformat():
        write(lambda: Token.objects.filter(id=program.token_id).update(last_day=today.isoformat()))
