"""First words about a line: those that were heard, and those that somebody writes down."""

from typing import Annotated

from ninja import Query, Router
from ninja.responses import Status

from groundswell.domain.access.scopes import Scope
from groundswell.errors import UserError
from groundswell.records import clock
from groundswell.records.lines import Line
from groundswell.records.selectors import sharing as shown
from groundswell.records.selectors.portfolio import places
from groundswell.records.services import sharing
from groundswell.records.services.sharing import Words
from groundswell.web.api.answering import keyed
from groundswell.web.api.auth import ProgramRequest, needs
from groundswell.web.api.declared import KeyHeader, declared
from groundswell.web.api.measures import seen
from groundswell.web.api.schemas import Id, Made, Reaction, ReactionGiven, Reactions

router = Router(tags=["Reactions"])
PATH = "/measures/{measure_id}/reactions"


@router.get(PATH, response=declared(Reactions, 404, 422), url_name="api_reactions", summary="First words about a line")
@needs(Scope.READ)
def listing(
    request: ProgramRequest, measure_id: str, org_unit: Annotated[Id | None, Query(description="The place.")] = None
) -> Reactions:
    """Newest first, without those that were erased."""
    line = _line(request, measure_id, org_unit)
    return Reactions(reactions=[_shown(one) for one in shown.reactions(request.actor, line) if not one.erased])


def _shown(one: shown.ReactionRow) -> Reaction:
    answered = None if one.answered_at is None else clock.stamp(one.answered_at)
    return Reaction(
        id=one.id, kind=one.kind, text=one.text, name=one.name, at=clock.stamp(one.at), typed_in=one.typed_in, answer=one.answer,
        answered_at=answered,
    )


@router.post(PATH, response=declared({201: Made}, 404, 409, 422), url_name="api_reactions", summary="Write down what somebody said")
@needs(Scope.WRITE_REACTIONS)
@keyed
def create(request: ProgramRequest, measure_id: str, body: ReactionGiven, idempotency_key: KeyHeader = None) -> Status[Made]:
    """A kind, or words, or both; a name only if they agree."""
    line = _line(request, measure_id, body.org_unit)
    if not body.kind and not body.text.strip():
        raise UserError("reaction_says_nothing")
    words = Words(kind=body.kind, text=body.text, name=body.name)
    return Status(201, Made(id=sharing.type_reaction(request.actor, line, words, now=request.now)))


def _line(request: ProgramRequest, measure_id: str, org_unit: str | None) -> Line:
    seen(request.actor, measure_id)
    if org_unit is not None and org_unit not in {one.org_unit_id for one in places(request.actor, measure_id)}:
        raise UserError("line_unknown")
    return Line(measure_id, org_unit)
