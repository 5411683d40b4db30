"""Writing a definition field by field: two windows come together, and a change that breaks the series needs a day and a reason."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from groundswell.domain.authoring.definition.change import Clash, breaks, merge
from groundswell.domain.authoring.definition.texts import MOST_ITEMS, Trouble, item_texts, item_with, texts_of, tidy, with_texts
from groundswell.domain.measurement.data_item import DataItem
from groundswell.domain.measurement.definition import MeasureDefinition
from groundswell.domain.measurement.dictionary_entry import DefinitionStatus
from groundswell.errors import UserError
from groundswell.records.actors import Actor
from groundswell.records.opening import write
from groundswell.records.selectors.definitions import MeasureState, acting
from groundswell.records.selectors.designs import CANDIDATE
from groundswell.records.selectors.edits import document
from groundswell.records.selectors.figures import has_figures
from groundswell.records.selectors.results_maps import map_of_result
from groundswell.records.services.editing import FieldEdit, edit
from groundswell.records.services.measures import create, define
from groundswell.records.services.recording import needed
from groundswell.records.services.results_maps import change_result


class ItemAct(StrEnum):
    """What is done to a data item."""

    ADD = "add"
    WRITE = "write"
    PUT = "put"
    """Write the one of that name, or add it."""
    REMOVE = "remove"
    UP = "up"
    DOWN = "down"


@dataclass(frozen=True, slots=True)
class ItemChange:
    """One act on the data item of that name; ``texts`` by field for adding and writing."""

    act: ItemAct
    name: str
    texts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Revision:
    """What a window or a program sends: the version it showed, fields as texts, acts on data items in their order, and why.

    ``effective_from`` and a reason are needed where the change breaks; ``usual_reason`` stands where none is.
    ``people_reason``: why the measure may name a person.
    """

    seen: int
    texts: Mapping[str, str] = field(default_factory=dict)
    items: tuple[ItemChange, ...] = ()
    reason: str = ""
    effective_from: date | None = None
    usual_reason: str = ""
    people_reason: str = ""


@dataclass(frozen=True, slots=True)
class Revised:
    """The version that stands now. With troubles or clashes nothing was stored."""

    version: int
    stored: bool
    troubles: tuple[Trouble, ...] = ()
    clashes: tuple[Clash, ...] = ()


class DayNeededError(UserError):
    """UserError("effective_day_needed"): the change breaks the series, and no day or reason came with it."""


def revise(actor: Actor, measure_id: str, revision: Revision) -> Revised:
    """Store what this window changed, if everything in it can be kept; a field that another window changed too is a clash.

    Raises UserError("measure_unknown"), ("effective_day_needed"), ("effective_too_early", day), ("item_taken"), ("item_gone"),
    ("too_many_items").
    """

    def work() -> Revised:
        state = acting(actor, measure_id)
        now = state.definition
        then = next((one.definition for one in state.versions if one.definition.version == revision.seen), now)
        taken, clashes = merge(texts_of(then), _tidied(revision.texts), texts_of(now))
        wanted, troubles = with_texts(now, taken)
        for change in revision.items:
            wanted, more, clashing = with_item(then, wanted, change)
            troubles, clashes = (*troubles, *more), (*clashes, *clashing)
        troubles = (*troubles, *cadence_trouble(measure_id, now, wanted))
        if troubles or clashes:
            return Revised(now.version, False, troubles, clashes)
        if wanted == now:
            return Revised(now.version, False)
        reason, day = _why(state, wanted, revision)
        return Revised(define(actor, measure_id, wanted, reason=reason, effective_from=day, people_reason=revision.people_reason), True)

    return write(work)


def needs_day(state: MeasureState, wanted: MeasureDefinition) -> bool:
    """Whether going over to that definition needs an effective day and a reason.

    It does where the change breaks the series, unless it is a draft without any figure: there is no series to break.
    """
    if not breaks(state.definition, wanted):
        return False
    return state.definition.entry.status is not DefinitionStatus.DRAFT or has_figures(state.id)


def cadence_trouble(measure_id: str, before: MeasureDefinition, after: MeasureDefinition) -> tuple[Trouble, ...]:
    """A measure that has figures keeps the cadence they came in; another cadence is another measure."""
    if before.cadence is after.cadence or not has_figures(measure_id):
        return ()
    return (Trouble("cadence_has_figures", "cadence", after.cadence.value),)


def checked_day(state: MeasureState, day: date | None) -> date:
    """An effective day that does not reach behind the day of the newest version; raises UserError otherwise."""
    if day is None:
        raise DayNeededError("effective_day_needed")
    last = state.versions[-1].effective_from
    if last is not None and day < last:
        raise UserError("effective_too_early", {"day": last.isoformat()})
    return day


def _why(state: MeasureState, wanted: MeasureDefinition, revision: Revision) -> tuple[str, date | None]:
    if not needs_day(state, wanted):
        return revision.reason or revision.usual_reason, revision.effective_from
    if not revision.reason.strip():
        raise DayNeededError("effective_day_needed")
    return needed(revision.reason), checked_day(state, revision.effective_from)


def _tidied(texts: Mapping[str, str]) -> dict[str, str]:
    return {code: tidy(text) for code, text in texts.items()}


Outcome = tuple[MeasureDefinition, tuple[Trouble, ...], tuple[Clash, ...]]


def with_item(then: MeasureDefinition, now: MeasureDefinition, change: ItemChange) -> Outcome:
    """The definition after one act on its data items; raises as :func:`revise`."""
    items = list(now.entry.items)
    at = next((place for place, item in enumerate(items) if item.name == change.name), None)
    troubles: tuple[Trouble, ...] = ()
    clashes: tuple[Clash, ...] = ()
    if change.act is ItemAct.ADD or (change.act is ItemAct.PUT and at is None):
        added, troubles = item_with(DataItem(""), {"name": change.name, **change.texts})
        if len(items) >= MOST_ITEMS:
            raise UserError("too_many_items", {"most": MOST_ITEMS})
        items.append(added)
    elif at is None:
        raise UserError("item_gone", {"name": change.name})
    elif change.act in (ItemAct.WRITE, ItemAct.PUT):
        base = next((item for item in then.entry.items if item.name == change.name), items[at])
        taken, found = merge(item_texts(base), _tidied(change.texts), item_texts(items[at]))
        clashes = tuple(replace(one, item=change.name) for one in found)
        items[at], troubles = item_with(items[at], taken)
    elif change.act is ItemAct.REMOVE:
        del items[at]
    else:
        to = at - 1 if change.act is ItemAct.UP else at + 1
        if 0 <= to < len(items):
            items[at], items[to] = items[to], items[at]
    names = [item.name.casefold() for item in items]
    taken_twice = next((item.name for item in items if names.count(item.name.casefold()) > 1), None)
    if taken_twice is not None:
        raise UserError("item_taken", {"name": taken_twice})
    return replace(now, entry=replace(now.entry, items=tuple(items))), troubles, clashes


def create_for_result(actor: Actor, definition: MeasureDefinition, candidate_id: str = "", *, people_reason: str = "") -> str:
    """A new measure; the result that it tells about, and the candidate of its design, then lead to it. Gives its id.

    Raises UserError("item_unknown") where the result or the candidate is not there, ("measure_named_like_person") without a reason.
    """
    result_id = definition.entry.result_id

    def work() -> str:
        measure_id = create(actor, definition, people_reason=people_reason)
        if result_id:
            state = map_of_result(actor, result_id).map
            standing = next(one.measure_ids for one in state.results if one.id == result_id)
            change_result(actor, state.id, result_id, {"measures": [*standing, measure_id]})
        if candidate_id:
            document(result_id).one(CANDIDATE, candidate_id)
            edit(actor, result_id, [FieldEdit(candidate_id, CANDIDATE, "measure_id", measure_id)])
        return measure_id

    return write(work)
