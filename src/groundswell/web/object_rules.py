"""Whether the thing that an address names is there for this person, and theirs to change: asked before any view runs.

Not there and not for these eyes get the same page, byte for byte. The services behind the views ask the same decision again.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from django.http import HttpRequest, HttpResponse

from groundswell.domain.access.deciding import Right, Subject, decide
from groundswell.errors import UserError
from groundswell.records import clock
from groundswell.records.actors import Actor
from groundswell.records.selectors.batches import batch
from groundswell.records.selectors.definitions import subject_of
from groundswell.records.selectors.document_access import document_subject, map_of
from groundswell.records.selectors.edits import document
from groundswell.records.selectors.org_units import tree
from groundswell.records.selectors.recipes import recipe
from groundswell.records.selectors.uploads import run, upload
from groundswell.web.access import RULES, Rule
from groundswell.web.cookies import bound
from groundswell.web.errors import user_error_page
from groundswell.web.requests import PageRequest

WORKS_FOR: Final = "groundswell_unit"
"""The cookie that holds for which of several posts somebody works now."""
Named = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Thing:
    """How the rights on a thing are found, the codes of the two refusals, and by what its owning team is found, where it has one."""

    right: Callable[[Actor, Named], Right | None]
    unknown: str
    not_yours: str
    subject: Callable[[Named], Subject | None] = lambda _: None


class ObjectRules:
    """Asks the decision point about what the address names; and takes note of the unit that somebody works for."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: PageRequest) -> HttpResponse:
        if chosen := request.COOKIES.get(bound(WORKS_FOR)):
            request.actor = replace(request.actor, works_for=chosen)
        return self.get_response(request)

    def process_view(self, request: PageRequest, view: object, args: object, kwargs: dict[str, Any]) -> HttpResponse | None:
        """Called by Django before a view; an answer takes the view's place."""
        rule = RULES[request.route_name]
        right = right_on(request.actor, rule, kwargs)
        refusal = _refusal(rule, request.method or "", right)
        if refusal is None and right is Right.SEE:
            request.acts, request.owner = False, _owner(rule, kwargs)
        return None if refusal is None else user_error_page(request, refusal)


def right_on(actor: Actor, rule: Rule, named: Named) -> Right | None:
    """What somebody may do with what the address names: the page asks it for what it offers, and the post for what it does."""
    return Right.ACT if actor.alone or not rule.thing else THINGS[rule.thing].right(actor, named)


def refused(actor: Actor, rule: Rule, method: str, named: Named) -> UserError | None:
    """Why this person may not call that route on what its address names; None where they may."""
    return _refusal(rule, method, right_on(actor, rule, named))


def _refusal(rule: Rule, method: str, right: Right | None) -> UserError | None:
    if right is None:
        return UserError(THINGS[rule.thing].unknown)
    return UserError(THINGS[rule.thing].not_yours) if rule.changes(method) and right is not Right.ACT else None


def _owner(rule: Rule, named: Named) -> str:
    """The name of the unit whose thing it is, today; empty where it is nobody's."""
    subject = THINGS[rule.thing].subject(named)
    unit = None if subject is None or subject.team is None else tree().units.get(subject.team)
    return "" if unit is None else unit.name(clock.now().date())


def _on(actor: Actor, subject: Subject | None) -> Right | None:
    if subject is None or not decide(actor.viewer, subject).allowed:
        return None
    return Right.ACT if decide(actor.viewer, subject, Right.ACT).allowed else Right.SEE


def _of_measure(named: Named) -> Subject | None:
    return subject_of(named["measure_id"])


def _of_map(named: Named) -> Subject | None:
    return document_subject(document(named["map_id"]))


def _of_gallery(named: Named) -> Subject | None:
    return document_subject(document(named["gallery_id"]))


def _measure(actor: Actor, named: Named) -> Right | None:
    return _on(actor, _of_measure(named))


def _map(actor: Actor, named: Named) -> Right | None:
    return _document(actor, named["map_id"], "map")


def _result(actor: Actor, named: Named) -> Right | None:
    return _map(actor, named) if map_of(named["result_id"]) == named["map_id"] else None


def _gallery(actor: Actor, named: Named) -> Right | None:
    return _document(actor, named["gallery_id"], "gallery")


def _document(actor: Actor, document_id: str, kind: str) -> Right | None:
    one = document(document_id)
    return _on(actor, document_subject(one)) if one.live(kind) else None


def _upload(actor: Actor, named: Named) -> Right | None:
    return _found(lambda: upload(actor, named["upload_id"]))


def _run(actor: Actor, named: Named) -> Right | None:
    return _found(lambda: run(actor, named["run_id"]))


def _recipe(actor: Actor, named: Named) -> Right | None:
    return _found(lambda: recipe(actor, named["recipe_id"]))


def _found(look: Callable[[], object]) -> Right | None:
    """What belongs to a person or their team is theirs to change, or not there."""
    try:
        look()
    except UserError:
        return None
    return Right.ACT


def _batch(actor: Actor, named: Named) -> Right | None:
    try:
        return Right.ACT if batch(actor, named["batch_ref"]).yours else Right.SEE
    except UserError:
        return None


THINGS: Final[Mapping[str, Thing]] = {
    "measure": Thing(_measure, "measure_unknown", "not_your_measure", _of_measure),
    "map": Thing(_map, "item_unknown", "not_your_document", _of_map),
    "result": Thing(_result, "item_unknown", "not_your_document", _of_map),
    "gallery": Thing(_gallery, "item_unknown", "not_your_document", _of_gallery),
    "upload": Thing(_upload, "upload_unknown", "upload_unknown"),
    "run": Thing(_run, "run_unknown", "run_unknown"),
    "recipe": Thing(_recipe, "recipe_unknown", "recipe_unknown"),
    "batch": Thing(_batch, "batch_unknown", "not_your_batch"),
}
