"""Charts that were shown, and what was said about them."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256

from django.db.models import Count

from groundswell.errors import UserError
from groundswell.records import clock
from groundswell.records.actors import Actor
from groundswell.records.lines import Line
from groundswell.records.models import Reaction, Share
from groundswell.records.selectors.corrections import corrected_since
from groundswell.records.selectors.definitions import catalogue
from groundswell.records.selectors.link_policy import Standing
from groundswell.records.tokens import hash_of


@dataclass(frozen=True, slots=True)
class SharedChart:
    """What a link opens: the stored parts as they were rendered then, and nothing that leads further. ``takes_words``: guests may write."""

    id: str
    question: str
    parts: Mapping[str, str]
    as_of_seq: int
    renderer_version: str
    made_at: datetime
    expires_at: datetime
    takes_words: bool


@dataclass(frozen=True, slots=True)
class CorrectedSince:
    """How many of the figures that a link shows were corrected after it was made, and on which days, newest first; not what they are."""

    figures: int
    days: tuple[date, ...]


@dataclass(frozen=True, slots=True)
class ShareRow:
    """A link as its owner sees it. The token is not here: only its hash was kept."""

    id: str
    question: str
    made_at: datetime
    expires_at: datetime
    ended_at: datetime | None
    live: bool
    reactions: int
    as_of_seq: int
    measure_id: str
    org_unit_id: str | None


@dataclass(frozen=True, slots=True)
class ReactionRow:
    """Somebody's first words. ``typed_in``: said elsewhere and written down by the owner."""

    id: str
    kind: str
    text: str
    name: str
    at: datetime
    typed_in: bool
    answer: str
    answered_at: datetime | None
    erased: bool
    measure_id: str
    org_unit_id: str | None


def token_hash(token: str) -> str:
    """What is kept of a token."""
    return hash_of("share", token)


def share_by_token(token: str, *, now: datetime) -> SharedChart:
    """What a live link opens; raises UserError("share_unknown"), one answer for unknown, ended, expired, and made by somebody who could
    not make it now.

    Also when the stored bytes no longer have their digest: a picture that was changed is not shown.
    """
    share, standing = live_share(token, now=now)
    content = bytes(share.parts)
    if sha256(content).hexdigest() != share.digest:
        raise UserError("share_unknown")
    parts = json.loads(content)
    made, ends = clock.moment(share.made_at), standing.ends(share)
    return SharedChart(share.id, share.question, parts, share.as_of_seq, share.renderer_version, made, ends, standing.policy.guests_write)


def corrected_since_made(shared: SharedChart) -> CorrectedSince:
    """Of a link that lives: what whoever holds it is told of corrections. Its chart stays as it was."""
    share = Share.objects.defer("parts").get(id=shared.id)
    found = corrected_since(Line(share.measure, share.org_unit), share.as_of_seq)
    return CorrectedSince(len({one.period.start for one in found}), tuple(dict.fromkeys(one.on for one in found)))


def live_share(token: str, *, now: datetime) -> tuple[Share, Standing]:
    """The row of a link that still works, and what that was judged by; raises UserError("share_unknown")."""
    share = Share.objects.filter(token_hash=token_hash(token)).first()
    if share is None or share.ended_at is not None:
        raise UserError("share_unknown")
    standing = Standing(now)
    if not standing.lives(share):
        raise UserError("share_unknown")
    return share, standing


def shares(actor: Actor, about: Line | str | None = None, *, now: datetime | None = None) -> list[ShareRow]:
    """Links of a line, of a measure (its id), or all of them, newest first; ``live`` as of ``now``."""
    standing = Standing(now or clock.now())
    rows = Share.objects.annotate(words=Count("reaction")).defer("parts").order_by("-made_at")
    if isinstance(about, Line):
        rows = rows.filter(measure=about.measure_id, org_unit=about.org_unit_id)
    elif about is not None:
        rows = rows.filter(measure=about)
    seen = catalogue(actor).theirs(actor).measures
    return [
        ShareRow(
            one.id, one.question, clock.moment(one.made_at), standing.ends(one),
            None if one.ended_at is None else clock.moment(one.ended_at), standing.lives(one),
            one.words, one.as_of_seq, one.measure, one.org_unit,
        )
        for one in rows
        if one.measure in seen
    ]


def reactions(actor: Actor, line: Line) -> list[ReactionRow]:
    """First words about a line, newest first: its own team's to read."""
    if line.measure_id not in catalogue(actor).theirs(actor).measures:
        return []
    return [_row(one) for one in Reaction.objects.filter(measure=line.measure_id, org_unit=line.org_unit_id).order_by("-made_at")]


def all_reactions(actor: Actor, *, unanswered: bool = False) -> list[ReactionRow]:
    """First words about any measure of this actor's, newest first."""
    rows = Reaction.objects.order_by("-made_at")
    if unanswered:
        rows = rows.filter(answered_at=None, erased_at=None)
    seen = catalogue(actor).theirs(actor).measures
    return [_row(one) for one in rows if one.measure in seen]


def _row(one: Reaction) -> ReactionRow:
    answered = None if one.answered_at is None else clock.moment(one.answered_at)
    return ReactionRow(
        one.id, one.kind, one.text, one.name, clock.moment(one.made_at), one.share_id is None, one.answer, answered,
        one.erased_at is not None, one.measure, one.org_unit,
    )
