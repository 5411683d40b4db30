"""Definitions: the one that holds, earlier versions, and a new version with its reason."""

from typing import Annotated

from ninja import Query, Router

from groundswell.domain.access.scopes import Scope
from groundswell.domain.authoring.definition.texts import item_texts, texts_of
from groundswell.errors import UserError
from groundswell.records.selectors import definitions as selected
from groundswell.records.selectors.definitions import acting
from groundswell.records.services.dictionary import Revision, revise
from groundswell.web.api.answering import conditional
from groundswell.web.api.auth import ProgramRequest, needs
from groundswell.web.api.declared import declared
from groundswell.web.api.measures import item_changes, known_fields, seen, told_errors
from groundswell.web.api.problems import RefusedError
from groundswell.web.api.schemas import DefinitionGiven, DefinitionVersion, Revised, Versions, VersionShort

router = Router(tags=["Definitions"])
PATH = "/measures/{measure_id}/definition"


@router.get(PATH, response=declared(DefinitionVersion, 404, 422), url_name="api_definition", summary="A measure's definition")
@needs(Scope.READ)
@conditional
def one(
    request: ProgramRequest,
    measure_id: str,
    version: Annotated[int | None, Query(ge=1, le=1_000_000, description="An earlier version; without it the newest.")] = None,
) -> DefinitionVersion:
    """Every field as text, by the codes of the docs, and the data items."""
    versions = seen(request.actor, measure_id).versions
    found = versions[-1] if version is None else next((one for one in versions if one.definition.version == version), None)
    if found is None:
        raise UserError("version_unknown")
    return _shown(found)


def _shown(found: selected.DefinitionVersion) -> DefinitionVersion:
    definition = found.definition
    return DefinitionVersion(
        version=definition.version, effective_from=found.effective_from, reason=found.reason, fields=texts_of(definition),
        items=[item_texts(item) for item in definition.entry.items],
    )


@router.get(f"{PATH}/versions", response=declared(Versions, 404), url_name="api_definition_versions", summary="Its versions")
@needs(Scope.READ)
@conditional
def versions(request: ProgramRequest, measure_id: str) -> Versions:
    """Number, day and reason of each, oldest first."""
    found = seen(request.actor, measure_id).versions
    return Versions(
        versions=[VersionShort(version=one.definition.version, effective_from=one.effective_from, reason=one.reason) for one in found]
    )


@router.put(PATH, response=declared(Revised, 404, 409, 422), url_name="api_definition", summary="A new version")
@needs(Scope.WRITE_DEFINITIONS)
def put(request: ProgramRequest, measure_id: str, body: DefinitionGiven) -> Revised:
    """Fields that are named change, others stay. One that somebody else changed since the version you saw is a conflict (409).

    A change that breaks the series needs `effective_from`. Data items are told apart by name: those named are written field by field, or
    added.
    """
    acting(request.actor, measure_id)
    revision = Revision(
        body.seen, known_fields(body.fields, request), item_changes(body.items, body.items_removed, request), reason=body.reason,
        effective_from=body.effective_from, people_reason=body.people_reason,
    )
    revised = revise(request.actor, measure_id, revision)
    if revised.clashes:
        raise RefusedError("definition_clash", told_errors(revised.clashes, body.items, request))
    if revised.troubles:
        raise RefusedError("definition_not_valid", told_errors(revised.troubles, body.items, request))
    return Revised(version=revised.version, stored=revised.stored)
