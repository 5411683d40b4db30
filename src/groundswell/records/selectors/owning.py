"""Who looks after a measure, who was asked, and what one was asked oneself. Nothing here counts people or what a person left undone."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from groundswell.domain.authoring.owning import Role, State
from groundswell.records import clock
from groundswell.records.actors import Actor
from groundswell.records.models import Account, Post, RoleHolding
from groundswell.records.selectors.definitions import MeasureState, acting, catalogue, known


@dataclass(frozen=True, slots=True)
class Holding:
    """One role between a measure and a person, as its team and the person see it. Names are empty where they were erased.

    ``own``: it is the reader's. ``may_see``: the reader may open the measure; until then its name is all there is.
    """

    id: str
    measure_id: str
    measure: str
    role: Role
    state: State
    person_id: str
    person: str
    own: bool
    may_see: bool
    asked_by: str
    asked_on: date
    asking: str = ""
    answer: str = ""
    suggested_id: str = ""
    suggested: str = ""
    start: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Owners:
    """Of one measure, each by role and then in order: who holds, who was asked, who suggested somebody else or declined, who held."""

    held: tuple[Holding, ...] = ()
    asked: tuple[Holding, ...] = ()
    answered: tuple[Holding, ...] = ()
    past: tuple[Holding, ...] = ()


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who can be asked. ``near``: they hold a post in the team of the measure."""

    id: str
    name: str
    near: bool


def holders(actor: Actor, measure_id: str) -> tuple[Holding, ...]:
    """Who holds which role now, for whoever may see the measure. Raises UserError("measure_unknown")."""
    known(actor, measure_id)
    rows = _rows(actor, RoleHolding.objects.filter(measure__in=_together(actor, measure_id), state=State.HELD, account__closed_at=None))
    return tuple(sorted(rows, key=_by_role))


def holder_names(actor: Actor, measure_id: str) -> dict[Role, list[str]]:
    """The names of those who hold a role now, by role."""
    found: dict[Role, list[str]] = defaultdict(list)
    for one in holders(actor, measure_id):
        if one.person:
            found[one.role].append(one.person)
    return dict(found)


def owners(actor: Actor, measure_id: str) -> Owners:
    """All of it, for the measure's own team. Raises UserError("measure_unknown"), ("not_your_measure")."""
    acting(actor, measure_id)
    rows = sorted(_rows(actor, RoleHolding.objects.filter(measure__in=_together(actor, measure_id))), key=_by_role)
    return Owners(
        held=tuple(one for one in rows if one.state is State.HELD and one.until is None),
        asked=tuple(one for one in rows if one.state is State.ASKED),
        answered=tuple(one for one in rows if one.state in (State.DECLINED, State.SUGGESTED)),
        past=tuple(one for one in rows if one.until is not None),
    )


def asked_of(actor: Actor) -> tuple[Holding, ...]:
    """What this person was asked and has not answered, oldest first."""
    return tuple(_rows(actor, RoleHolding.objects.filter(account=actor.ref, state=State.ASKED).order_by("asked_at")))


def held_by(actor: Actor) -> tuple[Holding, ...]:
    """What this person has taken on, for their own eyes."""
    return tuple(sorted(_rows(actor, RoleHolding.objects.filter(account=actor.ref, state=State.HELD)), key=lambda one: one.measure))


def people(actor: Actor, team: str | None = None) -> list[Person]:
    """Who can be asked: everybody with an open account, those of the team first, by name. Nobody before signing in."""
    if not actor.ref:
        return []
    near = set(_posts_in(team).values_list("account_id", flat=True))
    rows = Account.objects.filter(closed_at=None).only("id", "name", "login")
    found = [Person(one.id, one.name, one.id in near) for one in rows if one.name or one.id == actor.ref]
    return sorted(found, key=lambda one: (not one.near, one.name.casefold()))


def _together(actor: Actor, measure_id: str) -> tuple[str, ...]:
    """A measure and those that were merged into it: who looks after one of them looks after the whole."""
    return (measure_id, *catalogue(actor).whole.sources.get(measure_id, ()))


def looked_after_outside(measure_id: str, team: str | None) -> bool:
    """Whether somebody without a post in the team holds a role in the measure, and so sees it whatever its audience is."""
    held = RoleHolding.objects.filter(measure=measure_id, state=State.HELD, account__closed_at=None)
    return held.exclude(account_id__in=_posts_in(team).values("account_id")).exists()


def _posts_in(team: str | None) -> QuerySet[Post]:
    """The posts of a unit that are held today."""
    today = clock.now().date().isoformat()
    return Post.objects.filter(unit=team or "", start__lte=today).exclude(until__lte=today)


def _by_role(one: Holding) -> tuple[int, date, str]:
    return list(Role).index(one.role), one.start or one.asked_on, one.person.casefold()


def _rows(actor: Actor, rows: Iterable[RoleHolding]) -> list[Holding]:
    """Those of measures that are there, with names. The name of a measure is told to whoever was asked about it by its team."""
    found = list(rows)
    if not found:
        return []
    everything = catalogue(actor)
    whole = everything.whole.measures
    ids = {one.account_id for one in found} | {one.asked_by for one in found} | {one.suggested or "" for one in found}
    accounts = {one.id: one for one in Account.objects.filter(id__in=ids).only("id", "name", "closed_at")}
    return [_holding(actor, one, accounts, whole[one.measure], one.measure in everything.measures) for one in found if one.measure in whole]


def _holding(actor: Actor, one: RoleHolding, accounts: Mapping[str, Account], measure: MeasureState, may_see: bool) -> Holding:
    """A person whose account was closed holds nothing any more, from that day on."""
    closed = accounts[one.account_id].closed_at
    left = closed[:10] if closed is not None and one.state == State.HELD else None

    def name(account_id: str | None) -> str:
        return accounts[account_id].name if account_id is not None and account_id in accounts else ""

    return Holding(
        id=one.id,
        measure_id=one.measure,
        measure=measure.definition.name,
        role=Role(one.role),
        state=State.LEFT if left else State(one.state),
        person_id=one.account_id,
        person=name(one.account_id),
        own=one.account_id == actor.ref,
        may_see=may_see,
        asked_by=name(one.asked_by),
        asked_on=clock.moment(one.asked_at).date(),
        asking=one.asking,
        answer=one.answer,
        suggested_id=one.suggested or "",
        suggested=name(one.suggested),
        start=clock.day(one.start),
        until=clock.day(one.until or left),
    )
