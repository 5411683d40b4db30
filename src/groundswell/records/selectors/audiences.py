"""Who can see a measure now, by name of group, and what somebody opened or was offered of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from groundswell.domain.access.deciding import Audience, Decision, Right, Subject, decide
from groundswell.records import clock
from groundswell.records.actors import Actor
from groundswell.records.ledger.kinds import Kind, What
from groundswell.records.models import Account
from groundswell.records.selectors.acts import stories
from groundswell.records.selectors.definitions import Catalogue, acting, catalogue, known
from groundswell.records.selectors.org_units import tree
from groundswell.records.selectors.owning import looked_after_outside
from groundswell.records.selectors.places_seen import places_seen
from groundswell.records.selectors.standing_acts import standing_about


@dataclass(frozen=True, slots=True)
class Group:
    """An org unit by its name."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class SeenBy:
    """For whose eyes something is: the owning team (None where nobody has taken it on) and the units above that it was named to.

    ``roles``: somebody outside the team looks after it, and so sees it too.
    """

    audience: Audience
    team: Group | None
    upward: tuple[Group, ...] = ()
    roles: bool = False


@dataclass(frozen=True, slots=True)
class Opened:
    """A break-glass: who opened the measure, when, until when, why."""

    who: str
    at: datetime
    until: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class Offer:
    """A measure that another unit would hand over to one of this person's."""

    id: str
    measure: str
    giver: str
    taker: str
    reason: str


def seen_by(actor: Actor, measure_id: str) -> SeenBy:
    """Who can see a measure; raises UserError("measure_unknown")."""
    subject = known(actor, measure_id).subject
    return told(catalogue(actor), subject, roles=looked_after_outside(measure_id, subject.team))


def told(everything: Catalogue, subject: Subject, *, roles: bool = False) -> SeenBy:
    """A subject by the names of its groups."""
    team = None if subject.team is None else _group(everything, subject.team)
    return SeenBy(subject.audience, team, tuple(_groups(everything, subject.upward)), roles)


def why_seen(actor: Actor, measure_id: str) -> tuple[Decision, Decision, str]:
    """Why somebody sees a measure, whether they may change it, and the name of the unit that decided.

    Raises UserError("measure_unknown").
    """
    subject = known(actor, measure_id).subject
    seeing, changing = decide(actor.viewer, subject), decide(actor.viewer, subject, Right.ACT)
    unit = changing.unit if changing.allowed else seeing.unit
    return seeing, changing, catalogue(actor).org_units.get(unit or "", "")


def units_above(actor: Actor, team: str | None, day: date) -> list[Group]:
    """Units that a team can report up to on a day, the nearest first: those above it in the tree; before somebody put it into the tree,
    every other unit that people made, by name."""
    everything, known_tree = catalogue(actor), tree()
    own = known_tree.unit_of(team) if team is not None else ""
    standing = known_tree.on(day)
    if own in standing.units:
        return [Group(one, standing.name(one)) for one in standing.ancestors(own)]
    return [one for one in _groups(everything, places_seen(actor, everything)) if one.id != team]


def units_to_choose(actor: Actor, day: date) -> list[Group]:
    """Units that stand that day, each by its path in the order of the tree; then those that nobody has put into it, by name."""
    known_tree = tree()
    standing, loose = known_tree.on(day), set(known_tree.unplaced(day))
    placed = [Group(unit, standing.path_text(unit)) for unit, _depth in standing.outline()]
    return [*placed, *(one for one in units_told(actor) if one.id in loose)]


def units_told(actor: Actor) -> list[Group]:
    """Every unit whose name this person may be told, by name."""
    everything = catalogue(actor)
    return list(_groups(everything, places_seen(actor, everything)))


def own_units(actor: Actor) -> list[Group]:
    """The units in which somebody holds a post, by name."""
    return list(_groups(catalogue(actor), actor.viewer.units)) if actor.viewer.units else []


def opened_by(actor: Actor, measure_id: str) -> list[Opened]:
    """Every break-glass of a measure, newest first, for its own team. Raises UserError("measure_unknown"), ("not_your_measure")."""
    acting(actor, measure_id)
    names = dict(Account.objects.values_list("id", "name"))
    return [
        Opened(names.get(one.actor_ref, ""), one.recorded_at, clock.moment(one.act.payload["until"]), one.act.reason)
        for one in stories(measure_id, None)
        if one.act.kind == Kind.VISIBILITY and one.act.what == What.GLASS
    ]


def offers(actor: Actor) -> list[Offer]:
    """Measures that wait to be taken on by a unit of this person: the name is what its team chose to tell them."""
    if not actor.viewer.units:
        return []
    whole, found = catalogue(actor).whole, []
    for act in standing_about(What.HANDOVER):
        if act.payload["team"] in actor.viewer.units and str(act.measure) in whole.measures:
            state = whole.measures[str(act.measure)]
            giver, taker = (whole.org_units.get(unit or "", "") for unit in (state.team, act.payload["team"]))
            found.append(Offer(act.id, state.definition.name, giver, taker, act.reason))
    return found


def _groups(everything: Catalogue, units: Iterable[str]) -> list[Group]:
    return sorted((_group(everything, unit) for unit in units), key=lambda one: (one.name.casefold(), one.id))


def _group(everything: Catalogue, unit: str) -> Group:
    return Group(unit, everything.org_units.get(unit, ""))
