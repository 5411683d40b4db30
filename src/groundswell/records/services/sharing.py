"""Show a chart to somebody by a deliberate act; keep their first words; answer; end the link; erase."""

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from groundswell.domain.access.link_policy import ends_at, refuse
from groundswell.domain.awareness.reactions import ReactionKind
from groundswell.errors import UserError
from groundswell.records import clock
from groundswell.records.actors import Actor
from groundswell.records.ids import new_id
from groundswell.records.ledger.kinds import Kind, What
from groundswell.records.ledger.sealing import ActDraft
from groundswell.records.lines import Line
from groundswell.records.models import Reaction, Share
from groundswell.records.opening import write
from groundswell.records.selectors.acts import live_acts
from groundswell.records.selectors.definitions import MeasureState, acting, known
from groundswell.records.selectors.link_policy import Standing, maker
from groundswell.records.selectors.sharing import live_share, token_hash
from groundswell.records.services.recording import needed, reasoned, seal_acts, short_enough

TOKEN_BYTES = 20
"""160 bits from the operating system's random source; at least 128 are asked for (ASVS V11.5.1)."""
LONGEST_NAME = 200
MOST_REACTIONS = 200
"""Of one link: a guest cannot fill the disk."""
A_MOMENT = timedelta(minutes=1)
"""Between the page that reckoned the end of a link and its being made."""
MOST_AN_HOUR = 100
"""First words by one link within an hour."""


@dataclass(frozen=True, slots=True)
class ShareContent:
    """What is shown: the question, the rendered parts under names of the page's own, and where the ledger stood."""

    question: str
    parts: Mapping[str, str]
    as_of_seq: int
    renderer_version: str


@dataclass(frozen=True, slots=True)
class ShareMade:
    """A new link. ``token`` is shown this once; it is not kept."""

    id: str
    token: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Words:
    """What somebody said: one of the nine kinds (or none), words (may be empty for a single tap) and a name (may be empty)."""

    kind: str
    text: str = ""
    name: str = ""


def new_token() -> str:
    """A token that nobody guesses."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def share(actor: Actor, line: Line, content: ShareContent, *, expires_at: datetime) -> ShareMade:
    """Make a link to this chart as it is now. The ledger keeps the digest of what is shown, its position and the expiry.

    Raises UserError("measure_unknown"), ("not_your_measure"), ("share_ends_in_the_past"), and where the organisation's policy says no
    ("links_switched_off"), ("links_by_owner_only"), ("link_too_long"), ("links_too_many").
    """
    token = new_token()
    stored = json.dumps(dict(content.parts), sort_keys=True, ensure_ascii=False).encode()
    digest = sha256(stored).hexdigest()
    share_id = new_id()

    def work() -> ShareMade:
        moment = clock.now()
        now = clock.stamp(moment)
        if clock.stamp(expires_at) <= now:
            raise UserError("share_ends_in_the_past")
        _by_policy(actor, acting(actor, line.measure_id), moment, expires_at)
        Share.objects.create(
            id=share_id,
            measure=line.measure_id,
            org_unit=line.org_unit_id,
            token_hash=token_hash(token),
            question=short_enough(content.question),
            parts=stored,
            digest=digest,
            as_of_seq=content.as_of_seq,
            renderer_version=content.renderer_version,
            made_by=actor.ref,
            made_at=now,
            expires_at=clock.stamp(expires_at),
        )
        payload = {
            "what": What.LINK.value,
            "share": share_id,
            "digest": digest,
            "as_of_seq": content.as_of_seq,
            "renderer": content.renderer_version,
            "expires": clock.stamp(expires_at),
        }
        seal_acts(actor, [ActDraft(Kind.SHARE, line.measure_id, line.org_unit_id, payload=payload)])
        return ShareMade(share_id, token, expires_at)

    return write(work)


def _by_policy(actor: Actor, measure: MeasureState, now: datetime, expires_at: datetime) -> None:
    standing = Standing(now)
    policy = standing.policy
    refuse(policy, maker(actor, measure))
    if ends_at(policy, now + A_MOMENT, expires_at) != expires_at:
        raise UserError("link_too_long", {"days": policy.longest_days})
    if policy.most_live is None:
        return
    others = Share.objects.filter(measure=measure.id, ended_at=None).defer("parts")
    if sum(standing.lives(one) for one in others) >= policy.most_live:
        raise UserError("links_too_many", {"n": policy.most_live})


def shown_as_file(actor: Actor, line: Line, content: bytes, as_of_seq: int) -> str:
    """The chart was saved as a file to be mailed: its digest goes on the record. Gives the act's id."""
    payload = {"what": What.FILE.value, "digest": sha256(content).hexdigest(), "as_of_seq": as_of_seq}
    act = ActDraft(Kind.SHARE, line.measure_id, line.org_unit_id, payload=payload)

    def work() -> str:
        acting(actor, line.measure_id)
        seal_acts(actor, [act])
        return act.id

    return write(work)


def end_share(actor: Actor, share_id: str, reason: str = "") -> None:
    """The link is dead from the next request on. Raises UserError("share_not_there"); ending twice is fine."""

    def work() -> None:
        share_row = Share.objects.filter(id=share_id).first()
        if share_row is None:
            raise UserError("share_not_there")
        acting(actor, share_row.measure, "share_not_there")
        if share_row.ended_at is not None:
            return
        share_row.ended_at = clock.stamp(clock.now())
        share_row.save(update_fields=["ended_at"])
        seal_acts(actor, [_ending(share_row, reason)])

    write(work)


def end_links(actor: Actor, measure_id: str) -> None:
    """Every live link to a measure is dead: it was put away, or is for fewer eyes from now on. Called inside a piece of work."""
    for share_id in list(Share.objects.filter(measure=measure_id, ended_at=None).values_list("id", flat=True)):
        end_share(actor, share_id)


def end_all_links(actor: Actor) -> None:
    """Every link of every measure is dead, because the organisation wants none. Called inside a piece of work."""
    rows = list(Share.objects.filter(ended_at=None).defer("parts"))
    if rows:
        Share.objects.filter(ended_at=None).update(ended_at=clock.stamp(clock.now()))
        seal_acts(actor, [_ending(row, "") for row in rows])


def _ending(share_row: Share, reason: str) -> ActDraft:
    begun = next(act for act in live_acts([Kind.SHARE], None, measure=share_row.measure) if act.payload.get("share") == share_row.id)
    payload = {"what": What.LINK.value, "ended": share_row.id}
    return ActDraft(Kind.SHARE, share_row.measure, share_row.org_unit, payload=payload, supersedes=begun.seq, words=reasoned(reason))


def react(token: str, words: Words, *, now: datetime) -> str:
    """A guest's first words by a live link; gives the reaction's id.

    Raises UserError("share_unknown"), ("guests_do_not_write"), ("reaction_kind_unknown"), ("too_many_reactions").
    """

    def work() -> str:
        shared, standing = live_share(token, now=now)
        if not standing.policy.guests_write:
            raise UserError("guests_do_not_write")
        told = Reaction.objects.filter(share=shared)
        lately = told.filter(made_at__gt=clock.stamp(now - timedelta(hours=1)))
        if told.count() >= MOST_REACTIONS or lately.count() >= MOST_AN_HOUR:
            raise UserError("too_many_reactions")
        return _keep(words, now, Line(shared.measure, shared.org_unit), shared)

    return write(work)


def type_reaction(actor: Actor, line: Line, words: Words, *, now: datetime) -> str:
    """First words that somebody said elsewhere, typed in by the owner; gives the reaction's id."""

    def work() -> str:
        known(actor, line.measure_id)
        return _keep(words, now, line, None, actor.ref)

    return write(work)


def _keep(words: Words, now: datetime, line: Line, shared: Share | None, typed_by: str = "") -> str:
    if words.kind and words.kind not in set(ReactionKind):
        raise UserError("reaction_kind_unknown")
    reaction = Reaction.objects.create(
        share=shared,
        measure=line.measure_id,
        org_unit=line.org_unit_id,
        kind=str(words.kind),
        text=short_enough(words.text),
        name=short_enough(words.name)[:LONGEST_NAME],
        made_at=clock.stamp(now),
        typed_by=typed_by,
    )
    return reaction.id


def answer(actor: Actor, reaction_id: str, text: str, *, now: datetime) -> None:
    """The owner's answer; a newer one takes its place. Raises UserError("reaction_unknown")."""

    def work() -> None:
        reaction = _reaction(actor, reaction_id)
        reaction.answer = needed(text, "answer_needed")
        reaction.answered_at, reaction.answered_by = clock.stamp(now), actor.ref
        reaction.save(update_fields=["answer", "answered_at", "answered_by"])

    write(work)


def erase_reaction(actor: Actor, reaction_id: str, *, now: datetime | None = None) -> None:
    """Words, name and answer go for good; that there was a reaction of that kind stays."""

    def work() -> None:
        reaction = _reaction(actor, reaction_id)
        reaction.text = reaction.name = reaction.answer = ""
        reaction.erased_at = clock.stamp(now or clock.now())
        reaction.save(update_fields=["text", "name", "answer", "erased_at"])

    write(work)


def _reaction(actor: Actor, reaction_id: str) -> Reaction:
    reaction = Reaction.objects.filter(id=reaction_id).first()
    if reaction is None:
        raise UserError("reaction_unknown")
    acting(actor, reaction.measure, "reaction_unknown")
    return reaction
