"""The tree of org units as the ledger tells it. Whoever is signed in may look at it; it names no person."""

from collections.abc import Collection, Iterable
from datetime import date
from types import MappingProxyType

from groundswell.domain.organisation.levels import Levels
from groundswell.domain.organisation.peer_group import Consent, PeerGroup
from groundswell.domain.organisation.tree import Tree, UnitChange, changed, counted, team_now
from groundswell.domain.organisation.unit import Change, Counted, Unit
from groundswell.domain.privacy.few import too_few_people
from groundswell.engine.name_likeness import folded
from groundswell.errors import UserError
from groundswell.records import clock
from groundswell.records.actors import Actor
from groundswell.records.databases import identity, reading_connection
from groundswell.records.ledger.kinds import Kind, What
from groundswell.records.selectors.acts import ActRow, ActStory, organisation_acts, unit_stories
from groundswell.records.selectors.definitions import catalogue
from groundswell.records.selectors.kept import Kept
from groundswell.records.selectors.places_seen import places_seen

_kept: Kept[Tree] = Kept(4)
_NEWEST = "SELECT " + ", ".join(f"(SELECT max(seq) FROM act WHERE kind = '{kind}')" for kind in (Kind.DEFINE, Kind.RETRACT, Kind.ERASE))
"""How far whatever can change the tree has come: figures and reactions leave it as it is."""


def tree(as_of_seq: int | None = None) -> Tree:
    """Every unit, level, title, peer group and alias that stood at that position; the newest is kept."""
    if as_of_seq is not None:
        return tree_of(organisation_acts(Kind.DEFINE, as_of_seq))
    newest = reading_connection().execute(_NEWEST).fetchone()
    key = (*identity(), *newest)
    return _kept.get(key) or _kept.put(key, tree_of(organisation_acts(Kind.DEFINE, None)))


def tree_of(acts: Iterable[ActRow]) -> Tree:
    """The tree that acts leave, in their order."""
    units: dict[str, Unit] = {}
    groups: dict[str, PeerGroup] = {}
    same: dict[str, str] = {}
    names: tuple[str, ...] = ()
    titles: dict[int, tuple[str, ...]] = {}
    for act in acts:
        if act.what in (What.ORG_UNIT, What.UNIT):
            changed(units, change_of(act))
        elif act.what == What.HEAD_COUNT:
            counted(units, str(act.org_unit), Counted(act.day, act.payload["people"]))
        elif act.what == What.SAME_UNIT:
            same[str(act.org_unit)] = act.payload["unit"]
        elif act.what == What.LEVELS:
            names = tuple(act.payload["names"])
        elif act.what == What.TITLES:
            titles = {int(level): tuple(said) for level, said in act.payload["titles"].items()}
        elif act.what == What.PEER_GROUP:
            _say(groups, act)
    return Tree(MappingProxyType(units), Levels(names, MappingProxyType(titles)), MappingProxyType(groups), MappingProxyType(same))


def change_of(act: ActRow) -> UnitChange:
    """What an act did to a unit. One that only names a place puts it nowhere; one that says a parent opens a unit under it."""
    payload = act.payload
    own = Change.OPENED if "parent" in payload else Change.RENAMED
    return UnitChange(
        Change(payload.get("change", own)),
        str(act.org_unit),
        act.day,
        payload.get("name", ""),
        payload.get("parent"),
        payload.get("level"),
        tuple(payload.get("into", ())),
        payload.get("code", ""),
    )


def _say(groups: dict[str, PeerGroup], act: ActRow) -> None:
    payload = act.payload
    group = groups.get(payload["group"])
    if "name" in payload:
        group = PeerGroup(payload["group"], payload["name"], act.words.get("text", ""), group.asked if group else MappingProxyType({}))
    if group is not None:
        for unit, consent in payload.get("asked", {}).items():
            group = group.says(unit, Consent(consent))
        groups[group.id] = group


def unit(actor: Actor, unit_id: str) -> Unit:
    """A unit of the tree, or a place that is not in it yet; raises UserError("unit_unknown"), also for whoever is not signed in, and for a
    place that only measures of other teams have."""
    found = tree().units.get(unit_id) if actor.viewer.signed_in else None
    if found is None or not (found.placed or unit_id in places_seen(actor, catalogue(actor))):
        raise UserError("unit_unknown")
    return found


def units_of(actor: Actor, day: date) -> frozenset[str]:
    """Units whose people this actor is one of that day, where a merge has put them; alone, everybody is of every unit."""
    known = tree()
    held = known.units if actor.viewer.everything else actor.viewer.units
    return frozenset(team_now(known, one, day) for one in held)


def is_asked_into_group(actor: Actor, day: date) -> bool:
    """Whether a unit of this actor's was asked into a peer group and has not answered."""
    own = units_of(actor, day)
    return any(unit in own and consent is Consent.ASKED for group in tree().groups.values() for unit, consent in group.asked.items())


def people_in(place: str, day: date) -> int | None:
    """How many people work in the unit that a place of the figures is, where somebody said so."""
    known = tree()
    found = known.units.get(known.unit_of(place))
    return None if found is None else found.people(day)


def units_of_few(day: date) -> frozenset[str]:
    """Units that have too few people on a day for figures of their own, where somebody said how many they have."""
    return frozenset(one.id for one in tree().units.values() if too_few_people(one.people(day)))


def owners_of(actor: Actor, measure_ids: Collection[str]) -> dict[str, str]:
    """The name of the unit that owns each of these measures, as far as it is not a unit of this actor's own."""
    if actor.alone:
        return {}
    day, units, measures = clock.now().date(), tree().units, catalogue(actor).measures
    teams = {one: measures[one].team for one in measure_ids if one in measures}
    others = {one: team for one, team in teams.items() if team is not None and team in units and team not in actor.viewer.units}
    return {one: units[team].name(day) for one, team in others.items()}


def history(unit_id: str) -> list[ActStory]:
    """What happened to a unit, newest first; posts are people's and not among it."""
    return [story for story in unit_stories(unit_id, None) if story.act.what != What.POST and not story.taken_back]


def place_has_figures(place: str) -> bool:
    """Whether figures were ever stored at a place."""
    return reading_connection().execute("SELECT 1 FROM observation WHERE org_unit = ? LIMIT 1", (place,)).fetchone() is not None


def names_of_places(known: Tree) -> dict[str, str]:
    """Folded names of units that somebody said a place of the figures to be, with the place, where their figures are."""
    return {folded(named.name): place for place in known.same if (own := known.units.get(known.unit_of(place))) for named in own.names}
