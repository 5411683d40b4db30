"""Measures: the list that a program walks through, one of them, and a new one."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Annotated

from ninja import Query, Router
from ninja.responses import Status

from groundswell.domain.access.deciding import acts
from groundswell.domain.access.scopes import Scope
from groundswell.domain.authoring.definition.change import Clash
from groundswell.domain.authoring.definition.fields import ITEM_SPECS
from groundswell.domain.authoring.definition.texts import Trouble, tidy, with_texts
from groundswell.domain.measurement.definition import MeasureDefinition
from groundswell.errors import UserError
from groundswell.records.actors import Actor
from groundswell.records.selectors.acts import newest_seq
from groundswell.records.selectors.changes import changed_after
from groundswell.records.selectors.definition_search import search
from groundswell.records.selectors.definitions import Catalogue, MeasureState, catalogue
from groundswell.records.selectors.portfolio import places, portfolio
from groundswell.records.services import measures
from groundswell.records.services.dictionary import ItemAct, ItemChange, with_item
from groundswell.web.api.answering import conditional, keyed
from groundswell.web.api.auth import ProgramRequest, needs
from groundswell.web.api.declared import KeyHeader, declared
from groundswell.web.api.problems import RefusedError
from groundswell.web.api.schemas import WRITTEN, Id, Made, Measure, MeasureGiven, Measures, MeasureShort, OrgUnit

router = Router(tags=["Measures"])
PAGE, MOST = 50, 200


@router.get("/measures", response=declared(Measures, 422), url_name="api_measures", summary="Measures that you see")
@needs(Scope.READ)
@conditional
def listing(
    request: ProgramRequest,
    text: Annotated[str, Query(max_length=200, description="Every word of it stands in the definition.")] = "",
    org_unit: Annotated[Id | None, Query(description="Measures that have figures at this place.")] = None,
    changed_since: Annotated[int | None, Query(ge=0, le=2**53, description="Of which the record says more since this entry.")] = None,
    cursor: Annotated[Id | None, Query(description="`next` of the page before.")] = None,
    limit: Annotated[int, Query(ge=1, le=MOST, description="Measures on a page.")] = PAGE,
) -> Measures:
    """Measures in use, in the order of their ids, so that a walk through all of them misses none while names change."""
    entry, everything = newest_seq(), catalogue(request.actor)
    found = {state.id: state for state in everything.measures.values() if state.in_use}
    wanted = set(found) & _filtered(request, text, org_unit)
    if changed_since is not None:
        wanted &= {everything.merged_into(one) for one in changed_after(request.actor, changed_since)}
    ordered = sorted(one for one in wanted if cursor is None or one > cursor)
    page = ordered[:limit]
    return Measures(
        measures=[short_of(found[one]) for one in page], next=page[-1] if len(ordered) > len(page) else None, entry=entry
    )


def _filtered(request: ProgramRequest, text: str, org_unit: str | None) -> set[str]:
    actor = request.actor
    wanted = set(catalogue(actor).measures)
    if text.strip():
        wanted &= {one.measure_id for one in search(actor, text, request.words.language)}
    if org_unit is not None:
        wanted &= {one.measure_id for one in portfolio(actor) if one.org_unit_id == org_unit}
    return wanted


@router.get("/measures/{measure_id}", response=declared(Measure, 404), url_name="api_measure", summary="One measure")
@needs(Scope.READ)
@conditional
def one(request: ProgramRequest, measure_id: str) -> Measure:
    """What it is, and the places at which it has figures."""
    everything = catalogue(request.actor)
    state = seen(request.actor, measure_id, everything)
    into = everything.merged_into(measure_id)
    return Measure(
        **short_of(state).model_dump(),
        org_units=[OrgUnit(id=one.org_unit_id, name=one.name, figures=one.figures) for one in places(request.actor, measure_id)],
        may_change=acts(request.actor.viewer, state.subject),
        put_away=state.away is not None,
        merged_into=None if into == measure_id else into,
    )


@router.post("/measures", response=declared({201: Made}, 403, 409, 422), url_name="api_measures", summary="A new measure")
@needs(Scope.WRITE_DEFINITIONS)
@keyed
def create(request: ProgramRequest, body: MeasureGiven, idempotency_key: KeyHeader = None) -> Status[Made]:
    """A measure without figures. A token of listed measures can make none: it would not see it."""
    if request.program.only is not None:
        raise UserError("token_of_measures")
    definition, troubles = with_texts(MeasureDefinition(""), known_fields(body.fields, request))
    for change in item_changes(body.items, [], request):
        definition, more, _ = with_item(definition, definition, change)
        troubles = (*troubles, *more)
    if troubles:
        raise RefusedError("definition_not_valid", told_errors(troubles, body.items, request))
    actor = _at_work(request.actor, body.unit)
    return Status(201, Made(id=measures.create(actor, definition, body.reason, people_reason=body.people_reason)))


def _at_work(actor: Actor, unit: str | None) -> Actor:
    """The same, at work for that unit of theirs; raises UserError("unit_field_not_yours"), ("unit_field_needed")."""
    if unit is not None and unit not in actor.viewer.units:
        raise UserError("unit_field_not_yours")
    if unit is None and not actor.alone and len(actor.viewer.units) > 1:
        raise UserError("unit_field_needed")
    return actor if unit is None else replace(actor, works_for=unit)


def seen(actor: Actor, measure_id: str, everything: Catalogue | None = None) -> MeasureState:
    """A measure that the program may see now; raises UserError("measure_unknown")."""
    found = (everything or catalogue(actor)).measures.get(measure_id)
    if found is None:
        raise UserError("measure_unknown")
    return found


def short_of(state: MeasureState) -> MeasureShort:
    """A measure as lists show it."""
    definition, band = state.definition, state.definition.band
    return MeasureShort(
        id=state.id, name=definition.name, description=definition.description, measurement_unit=definition.measurement_unit,
        direction=definition.direction.value, cadence=definition.cadence.value, audience=state.audience.value, version=definition.version,
        band_lower=None if band is None else str(band.lower), band_upper=None if band is None else str(band.upper),
    )


def known_fields(texts: dict[str, str], request: ProgramRequest) -> dict[str, str]:
    """The texts, once each of them is a field's that can be written as text; raises RefusedError("definition_not_valid")."""
    strange = [code for code in texts if code not in WRITTEN]
    if strange:
        raise RefusedError("definition_not_valid", field_errors([(code, "field_unknown") for code in strange], request))
    return texts


def item_changes(items: list[dict[str, str]], removed: list[str], request: ProgramRequest) -> tuple[ItemChange, ...]:
    """What is done to data items, once each has a name and fields that there are; raises RefusedError("definition_not_valid")."""
    wrong = [(at, code, "field_unknown") for at, item in enumerate(items) for code in item if code not in ITEM_SPECS]
    wrong += [(at, "name", "item_without_name") for at, item in enumerate(items) if not tidy(item.get("name", ""))]
    if wrong:
        told = [(f"items.{at}.{field}", code) for at, field, code in wrong]
        raise RefusedError("definition_not_valid", placed_errors(told, request))
    going = [ItemChange(ItemAct.REMOVE, tidy(name)) for name in removed]
    return (*going, *(ItemChange(ItemAct.PUT, tidy(item["name"]), item) for item in items))


def field_errors(troubles: list[tuple[str, str]], request: ProgramRequest) -> list[dict[str, str]]:
    """Fields with what is wrong with each, in words."""
    return placed_errors([(f"fields.{field}", code) for field, code in troubles], request)


def told_errors(troubles: Sequence[Trouble | Clash], items: list[dict[str, str]], request: ProgramRequest) -> list[dict[str, str]]:
    """The same of what a definition could not take, in the places of what was sent."""
    at = {tidy(item["name"]): place for place, item in enumerate(items)}
    places = [f"fields.{one.field}" if one.item is None else f"items.{at[one.item]}.{one.field}" for one in troubles]
    codes = [one.code if isinstance(one, Trouble) else "field_changed" for one in troubles]
    return placed_errors(list(zip(places, codes, strict=True)), request)


def placed_errors(found: list[tuple[str, str]], request: ProgramRequest) -> list[dict[str, str]]:
    """Places in what was sent, with what is wrong at each, in words."""
    return [{"where": where, "code": code, "detail": request.words.text(f"api.field.{code}")} for where, code in found]
