"""Who holds which post on a day: names and titles, never a count by person."""

from dataclasses import dataclass
from datetime import date

from groundswell.errors import UserError
from groundswell.records import clock
from groundswell.records.actors import Actor
from groundswell.records.models import Account, Post


@dataclass(frozen=True, slots=True)
class PostRow:
    """A post with who holds it. ``until`` is its end, the first day no more in it."""

    id: str
    account_id: str
    name: str
    unit: str
    title: str
    start: date
    until: date | None


def posts_of(actor: Actor, unit: str, day: date) -> list[PostRow]:
    """Posts in a unit that count on a day or begin after it, by title and name; nothing for whoever is not signed in."""
    rows = Post.objects.select_related("account").filter(unit=unit).exclude(until__lte=day.isoformat())
    found = [_row(row) for row in rows if row.until is None or row.start < row.until] if actor.viewer.signed_in else []
    return sorted(found, key=lambda one: (one.title.casefold(), one.name.casefold(), one.id))


def posts_held(actor: Actor, day: date) -> list[PostRow]:
    """The actor's own posts on a day."""
    rows = Post.objects.select_related("account").filter(account=actor.ref, start__lte=day.isoformat()).exclude(until__lte=day.isoformat())
    return [_row(row) for row in rows.order_by("start", "id")]


def post(actor: Actor, post_id: str) -> PostRow:
    """A post by its id; raises UserError("post_unknown")."""
    row = Post.objects.select_related("account").filter(id=post_id).first() if actor.viewer.signed_in else None
    if row is None:
        raise UserError("post_unknown")
    return _row(row)


def people(actor: Actor) -> list[tuple[str, str]]:
    """Accounts that are open, as (id, name), for whoever gives posts; nobody for anybody else."""
    if not actor.administrator:
        return []
    found = [(one.id, one.name or one.login) for one in Account.objects.only("id", "name", "login").filter(closed_at=None)]
    return sorted(found, key=lambda pair: pair[1].casefold())


def _row(row: Post) -> PostRow:
    return PostRow(row.id, row.account_id, row.account.name, row.unit, row.title, date.fromisoformat(row.start), clock.day(row.until))
