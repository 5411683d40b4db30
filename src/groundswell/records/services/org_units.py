"""The tree of org units: open, rename, move, merge, split and close a unit; name the levels. An administrator's work, on the record."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Final

from groundswell.domain.organisation.checks import new_problems
from groundswell.domain.organisation.levels import LONGEST_NAME, MOST_LEVELS
from groundswell.domain.organisation.tree import Tree, UnitChange, team_now
from groundswell.domain.organisation.unit import ENDINGS, Change, Unit
from groundswell.errors import UserError
from groundswell.records.actors import GUEST, Actor
from groundswell.records.ids import new_id
from groundswell.records.ledger.kinds import Kind, What
from groundswell.records.ledger.sealing import ActDraft
from groundswell.records.opening import write
from groundswell.records.selectors.acts import organisation_acts
from groundswell.records.selectors.definitions import catalogue
from groundswell.records.selectors.org_units import place_has_figures, tree, units_of
from groundswell.records.selectors.places_seen import own_place
from groundswell.records.services.posts import end_all, follow_all, here_today
from groundswell.records.services.recording import for_everybody, needed, reasoned, seal_acts

MOST_PEOPLE: Final = 10_000_000
FEWEST_PARTS: Final = 2


def open_unit(actor: Actor, opening: UnitChange, reason: str = "") -> str:
    """A new unit, or a place of the figures that now hangs somewhere; gives its id. ``opening.unit`` is empty for a new one.

    A place at which only their own measures have figures a team puts under a unit of its own, or one below that.

    Raises what :func:`record` raises, and UserError("name_needed"), ("name_too_long"), ("unit_placed_already").
    """

    def work() -> str:
        known = tree()
        unit_id = opening.unit or new_id()
        if not opening.unit:
            may(actor)
        else:
            may_place(actor, unit_id, opening.parent)
            standing = _known(known, unit_id)
            if standing.placed:
                raise UserError("unit_placed_already", {"unit": standing.name()})
        name = opening.name or (known.units[unit_id].name() if opening.unit else "")
        one = UnitChange(Change.OPENED, unit_id, opening.day, named(name), opening.parent, opening.level, code=opening.code)
        _recorded(actor, [one], reason)
        return unit_id

    return write(work)


def rename(actor: Actor, unit_id: str, name: str, day: date, reason: str = "") -> None:
    """Another name from a day on, which is today or earlier: figures call it so at once. Raises UserError("rename_ahead") too."""

    def work() -> None:
        if day > here_today():
            raise UserError("rename_ahead")
        _known(tree(), unit_id)
        record(actor, [UnitChange(Change.RENAMED, unit_id, day, named(name))], reason)

    write(work)


def move(actor: Actor, unit_id: str, parent: str | None, day: date, reason: str, level: int | None = None) -> None:
    """It hangs under another unit, or at the top, from a day on; whatever hangs under it comes along."""

    def work() -> None:
        _placed(tree(), unit_id)
        record(actor, [UnitChange(Change.MOVED, unit_id, day, parent=parent, level=level)], needed(reason))

    write(work)


def merge(actor: Actor, unit_id: str, into: str, day: date, reason: str) -> None:
    """Its people, its measures and the units under it belong to another unit from a day on.

    Measures change hands by acts where the day has come; where it lies ahead :func:`team_now` follows the successor from that day on.
    Raises UserError("reorganise_own_unit") where it would open one unit's figures to the person who does it.
    """

    def work() -> None:
        may(actor)
        known = tree()
        for one in (unit_id, into):
            _placed(known, one)
        _gains_nothing(actor, known, unit_id, {into})
        ended = UnitChange(Change.MERGED, unit_id, day, into=(into,))
        more = [*(_handed_over(known, unit_id, into, day, reason) if day <= here_today() else ()), *follow_all(actor, unit_id, into, day)]
        record(actor, [*_children_to(known, unit_id, into, day), ended], needed(reason), more)

    write(work)


def split(actor: Actor, unit_id: str, names: Sequence[str], day: date, reason: str) -> tuple[str, ...]:
    """New units in its place from a day on; gives their ids. Its measures and the units under it go to the first of them.

    Posts end: whoever works where is said anew. Raises UserError("split_needs_two").
    """

    def work() -> tuple[str, ...]:
        may(actor)
        known = tree()
        unit = _placed(known, unit_id)
        parts = [named(name) for name in names if name.strip()]
        if len(parts) < FEWEST_PARTS:
            raise UserError("split_needs_two")
        hung = unit.where(day)
        parent, level = (hung.parent, hung.level) if hung else (None, None)
        opened = [UnitChange(Change.OPENED, new_id(), day, name, parent, level) for name in parts]
        ids = tuple(one.unit for one in opened)
        changes = [*opened, *_children_to(known, unit_id, ids[0], day), UnitChange(Change.SPLIT, unit_id, day, into=ids)]
        record(actor, changes, needed(reason), [*_handed_over(known, unit_id, ids[0], day, reason), *end_all(unit_id, day)])
        return ids

    return write(work)


def close(actor: Actor, unit_id: str, day: date, reason: str, *, to: str = "") -> None:
    """It is no more from a day on. Measures that it owns go to the team ``to``, and so do the units under it.

    Raises UserError("closing_needs_team") where there are any and nobody says where they go, ("reorganise_own_unit").
    """

    def work() -> None:
        may(actor)
        known = tree()
        _placed(known, unit_id)
        standing = known.on(day)
        if not to and (measures_of(known, unit_id, day) or standing.children.get(unit_id)):
            raise UserError("closing_needs_team", {"unit": known.units[unit_id].name()})
        if to:
            _placed(known, to)
            _gains_nothing(actor, known, unit_id, {to})
        changes = [*(_children_to(known, unit_id, to, day) if to else ()), UnitChange(Change.CLOSED, unit_id, day)]
        handed_over = _handed_over(known, unit_id, to, day, reason) if to else []
        record(actor, changes, needed(reason), [*handed_over, *end_all(unit_id, day)])

    write(work)


def set_levels(actor: Actor, names: Sequence[str]) -> None:
    """What the levels are called, from the top down. Raises UserError("too_many_levels"), ("level_twice")."""
    wanted = [named(name) for name in names if name.strip()]
    if len(wanted) > MOST_LEVELS:
        raise UserError("too_many_levels", {"most": MOST_LEVELS})
    if len({name.casefold() for name in wanted}) < len(wanted):
        raise UserError("level_twice")
    _say(actor, What.LEVELS, {"names": wanted}, lambda known: list(known.levels.names) == wanted)


def set_titles(actor: Actor, titles: Mapping[int, Sequence[str]]) -> None:
    """Titles that are usual on each level, offered where somebody is given a post."""
    wanted = {str(level): [named(one) for one in said if one.strip()] for level, said in titles.items()}
    wanted = {level: said for level, said in wanted.items() if said}
    _say(actor, What.TITLES, {"titles": wanted}, lambda known: {str(k): list(v) for k, v in known.levels.titles.items()} == wanted)


def head_count(actor: Actor, unit_id: str, people: int | None, day: date) -> None:
    """How many people a unit has from a day on. Raises UserError("head_count_out_of_range")."""

    def work() -> None:
        may(actor)
        _known(tree(), unit_id)
        seal_acts(actor, [head_count_act(unit_id, people, day)])

    write(work)


def same_as(actor: Actor, place: str, unit_id: str, reason: str = "") -> None:
    """A place that figures were met at is that unit: the unit's names in files find the place, where its figures are.

    A team says so of a place of its own, as with :func:`open_unit`.

    Raises UserError("both_have_figures") where the unit has figures of its own: lines are never mixed without a word.
    """

    def work() -> None:
        may_place(actor, place, unit_id)
        known = tree()
        standing = _known(known, place)
        _placed(known, unit_id)
        if standing.placed or place == unit_id:
            raise UserError("unit_placed_already", {"unit": standing.name()})
        others = [one for one, to in known.same.items() if known.unit_of(to) == unit_id and one != place]
        if place_has_figures(unit_id) or (others and place_has_figures(place)):
            raise UserError("both_have_figures", {"place": standing.name(), "unit": known.units[unit_id].name()})
        act = ActDraft(Kind.DEFINE, org_unit=place, payload={"what": What.SAME_UNIT.value, "unit": unit_id}, words=reasoned(reason))
        seal_acts(actor, [act])

    write(work)


def not_same(actor: Actor, place: str) -> None:
    """What was said of a place does not hold any more. Raises UserError("not_said_same")."""

    def work() -> None:
        may(actor)
        said = [act for act in organisation_acts(Kind.DEFINE, None) if act.what == What.SAME_UNIT and act.org_unit == place]
        if not said:
            raise UserError("not_said_same")
        seal_acts(actor, [ActDraft(Kind.RETRACT, org_unit=place, supersedes=act.seq) for act in said])

    write(work)


def record(actor: Actor, changes: Sequence[UnitChange], reason: str = "", more: Iterable[ActDraft] = ()) -> None:
    """Changes as one batch, where they leave the tree sound; called while writing.

    Raises UserError("administrator_only"), and the first new problem of the tree (``unit_circle``, ``unit_name_twice`` …) as an error.
    """
    may(actor)
    _recorded(actor, changes, reason, more)


def _recorded(actor: Actor, changes: Sequence[UnitChange], reason: str, more: Iterable[ActDraft] = ()) -> None:
    before = tree()
    found = new_problems(before, before.after(changes))
    if found:
        raise UserError(found[0].code, found[0].values)
    seal_acts(actor, [*(act_of(one, reason) for one in changes), *more])


def act_of(one: UnitChange, reason: str = "") -> ActDraft:
    """A change of the tree as the ledger keeps it."""
    opens = one.change is Change.OPENED
    payload: dict[str, Any] = {"what": (What.ORG_UNIT if opens or one.change is Change.RENAMED else What.UNIT).value}
    payload["change"] = one.change.value
    if one.name:
        payload["name"] = one.name
    if opens or one.change is Change.MOVED:
        payload["parent"] = one.parent
    if one.change in ENDINGS and one.into:
        payload["into"] = list(one.into)
    payload |= {key: value for key, value in (("level", one.level), ("code", one.code)) if value}
    day = None if one.day is None else one.day.isoformat()
    return ActDraft(Kind.DEFINE, org_unit=one.unit, day=day, payload=payload, words=reasoned(reason))


def head_count_act(unit_id: str, people: int | None, day: date) -> ActDraft:
    """How many people there are, as the ledger keeps it."""
    if people is not None and not 0 <= people <= MOST_PEOPLE:
        raise UserError("head_count_out_of_range", {"most": MOST_PEOPLE})
    payload = {"what": What.HEAD_COUNT.value, "people": people}
    return ActDraft(Kind.DEFINE, org_unit=unit_id, day=day.isoformat(), payload=payload)


def measures_of(known: Tree, unit_id: str, day: date) -> list[str]:
    """Ids of the measures that a unit's team owns, whoever may see them."""
    whole = catalogue(GUEST).whole.measures.values()
    return [one.id for one in whole if one.team is not None and team_now(known, one.team, day) == unit_id]


def owning_teams(known: Tree, day: date) -> frozenset[str]:
    """Units whose teams own any measure."""
    whole = catalogue(GUEST).whole.measures.values()
    return frozenset(team_now(known, one.team, day) for one in whole if one.team is not None)


def may(actor: Actor) -> None:
    """Raises UserError("administrator_only")."""
    for_everybody(actor)


def may_place(actor: Actor, place: str, to: str | None) -> None:
    """Raises UserError("administrator_only") for others than administrators, but for a team's own place that comes to its own unit ``to``
    or one below it: then nobody else has to be told its name beforehand."""
    own = units_of(actor, here_today())
    below = to is not None and bool(own & {to, *tree().on(here_today()).ancestors(to)})
    if not (actor.administrator or (below and own_place(actor, place))):
        raise UserError("administrator_only")


def named(name: str) -> str:
    """A name as it is kept; raises UserError("name_needed"), ("name_too_long")."""
    kept = " ".join(needed(name, "name_needed").split())
    if len(kept) > LONGEST_NAME:
        raise UserError("name_too_long", {"most": LONGEST_NAME})
    return kept


def _say(actor: Actor, what: What, payload: Mapping[str, Any], holds: Callable[[Tree], bool]) -> None:
    def work() -> None:
        may(actor)
        if not holds(tree()):
            seal_acts(actor, [ActDraft(Kind.DEFINE, payload={"what": what.value, **payload})])

    write(work)


def _known(known: Tree, unit_id: str) -> Unit:
    if unit_id not in known.units:
        raise UserError("unit_unknown")
    return known.units[unit_id]


def _placed(known: Tree, unit_id: str) -> Unit:
    unit = _known(known, unit_id)
    if not unit.placed:
        raise UserError("unit_not_placed", {"unit": unit.name()})
    if unit.until is not None:
        raise UserError("unit_ended", {"unit": unit.name()})
    return unit


def _children_to(known: Tree, unit_id: str, to: str, day: date) -> list[UnitChange]:
    """The units that hang under one go under another; those that will hang there later are for the checks to name."""
    return [UnitChange(Change.MOVED, one, day, parent=to) for one in known.on(day).children.get(unit_id, ()) if one != to]


def _handed_over(known: Tree, unit_id: str, to: str, day: date, reason: str) -> list[ActDraft]:
    payload = {"what": What.TEAM.value, "team": to}
    return [ActDraft(Kind.VISIBILITY, one, payload=payload, words=reasoned(reason)) for one in measures_of(known, unit_id, day)]


def _gains_nothing(actor: Actor, known: Tree, unit_id: str, others: set[str]) -> None:
    """Nobody opens the figures of one unit to themselves by putting it together with their own."""
    if actor.viewer.everything:
        return
    own = units_of(actor, here_today())
    if (unit_id in own) != bool(others & own):
        raise UserError("reorganise_own_unit", {"unit": known.units[unit_id].name()})
