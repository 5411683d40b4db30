"""Posts: give somebody one in a unit, end it, move it. A post that ended today does not count any more at the next request (D13).

The title and who holds it are rows, because they tell of a person; the ledger keeps the account's reference, the unit and the day.
"""

from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from groundswell.domain.organisation.tree import Tree
from groundswell.errors import UserError
from groundswell.records import clock
from groundswell.records.actors import Actor
from groundswell.records.ids import new_id
from groundswell.records.ledger.kinds import Kind, What
from groundswell.records.ledger.sealing import ActDraft
from groundswell.records.models import Account, Post
from groundswell.records.opening import write
from groundswell.records.selectors.org_units import tree
from groundswell.records.selectors.organisation import settings
from groundswell.records.services.recording import seal_acts, short_enough

LONGEST_TITLE = 200
GIVEN, ENDED = "given", "ended"


@dataclass(frozen=True, slots=True)
class NewPost:
    """A post to be given, from ``start`` on, until ``until`` where that is known."""

    account_id: str
    unit: str
    title: str
    start: date
    until: date | None = None


def give(actor: Actor, wanted: NewPost, *, today: date) -> str:
    """Give somebody a post; gives its id.

    Raises UserError("administrator_only"), ("account_unknown"), ("unit_unknown"), ("unit_ended"), ("post_ends_before_it_begins"),
    ("post_there_already"), ("post_for_oneself"): nobody opens a team's figures to themselves.
    """
    return write(lambda: _give(actor, wanted, today))


def end(actor: Actor, post_id: str, day: date, *, today: date) -> None:
    """End a post on a day, which is no longer in it. An administrator, or whoever holds it."""

    def work() -> None:
        row = _post(post_id)
        if not actor.administrator and row.account_id != actor.ref:
            raise UserError("post_unknown")
        seal_acts(actor, [_end(row, _counts_from(day, today))])

    write(work)


def move(actor: Actor, post_id: str, to: str, day: date, *, today: date) -> str:
    """End a post and give the same person one in another unit, with the same title, from the same day on; gives the new one's id."""

    def work() -> str:
        row = _post(post_id)
        moved = _give(actor, NewPost(row.account_id, to, row.title, day), today)
        seal_acts(actor, [_end(row, _counts_from(day, today))])
        return moved

    return write(work)


def end_all(unit_id: str, day: date) -> list[ActDraft]:
    """End every post of a unit that ends on a day; called while writing, gives the acts to be sealed with it."""
    day = _counts_from(day, here_today())
    return [_end(row, day) for row in _lasting(unit_id, day)]


def follow_all(actor: Actor, unit_id: str, into: str, day: date) -> list[ActDraft]:
    """Every post of a unit that is merged goes on in the other; called while writing, gives the acts to be sealed with it."""
    acts, day = [], _counts_from(day, here_today())
    for row in _lasting(unit_id, day):
        until = clock.day(row.until)
        acts.append(_end(row, day))
        there = Post.objects.filter(account=row.account_id, unit=into, start__lte=day.isoformat()).exclude(until__lte=day.isoformat())
        if not there.exists():
            acts.append(_begin(actor, NewPost(row.account_id, into, row.title, max(day, date.fromisoformat(row.start)), until)))
    return acts


def here_today() -> date:
    """The day that it is where the organisation is."""
    return clock.now().astimezone(ZoneInfo(settings().time_zone)).date()


def _give(actor: Actor, wanted: NewPost, today: date) -> str:
    if not actor.administrator:
        raise UserError("administrator_only")
    if not Account.objects.filter(id=wanted.account_id, closed_at=None).exists():
        raise UserError("account_unknown")
    start = _counts_from(wanted.start, today)
    if wanted.until is not None and wanted.until <= start:
        raise UserError("post_ends_before_it_begins")
    _unit_stands(tree(), wanted.unit, wanted.start)
    same = Post.objects.filter(account=wanted.account_id, unit=wanted.unit).exclude(until__lte=start.isoformat())
    if wanted.until is not None:
        same = same.filter(start__lt=wanted.until.isoformat())
    if same.exists():
        raise UserError("post_there_already")
    if wanted.account_id == actor.ref and not actor.viewer.everything and wanted.unit not in actor.viewer.units:
        raise UserError("post_for_oneself")
    act = _begin(actor, NewPost(wanted.account_id, wanted.unit, wanted.title, start, wanted.until))
    seal_acts(actor, [act])
    return str(act.payload["post"])


def _unit_stands(known: Tree, unit_id: str, day: date) -> None:
    unit = known.units.get(unit_id)
    if unit is None or unit_id in known.same:
        raise UserError("unit_unknown")
    if unit.until is not None and unit.until <= day:
        raise UserError("unit_ended", {"unit": unit.name()})


def _counts_from(day: date, today: date) -> date:
    """A day that has come where the organisation is has come: rights are worked out by the day in UTC, which may be one behind."""
    return day if day > today else min(day, clock.now().date())


def _begin(actor: Actor, wanted: NewPost) -> ActDraft:
    title = short_enough(wanted.title)
    if len(title) > LONGEST_TITLE:
        raise UserError("name_too_long", {"most": LONGEST_TITLE})
    row = Post.objects.create(
        id=new_id(),
        account_id=wanted.account_id,
        unit=wanted.unit,
        title=title,
        start=wanted.start.isoformat(),
        until=None if wanted.until is None else wanted.until.isoformat(),
        made_by=actor.ref,
        made_at=clock.stamp(clock.now()),
    )
    return _act(row, GIVEN, row.start)


def _end(row: Post, day: date) -> ActDraft:
    until = day.isoformat() if row.until is None else min(row.until, day.isoformat())
    Post.objects.filter(id=row.id).update(until=until)
    return _act(row, ENDED, until)


def _act(row: Post, change: str, day: str) -> ActDraft:
    payload = {"what": What.POST.value, "change": change, "post": row.id, "account": row.account_id}
    if change == GIVEN and row.until is not None:
        payload["until"] = row.until
    return ActDraft(Kind.DEFINE, org_unit=row.unit, day=day, payload=payload)


def _lasting(unit_id: str, day: date) -> list[Post]:
    return list(Post.objects.filter(unit=unit_id).exclude(until__lte=day.isoformat()).order_by("start", "id"))


def _post(post_id: str) -> Post:
    row = Post.objects.filter(id=post_id).first()
    if row is None:
        raise UserError("post_unknown")
    return row
