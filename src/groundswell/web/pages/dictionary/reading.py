"""One definition: what is written, what is to be written next, its versions; and the same as a printed sheet."""

from django.http import HttpResponse
from django.shortcuts import render

from groundswell.domain.authoring.owning import with_accepted
from groundswell.records.selectors.definitions import MeasureState, known
from groundswell.records.selectors.dictionary import definition_row
from groundswell.records.selectors.owning import holder_names, holders
from groundswell.web.pages.dictionary.listing import SECTION
from groundswell.web.pages.dictionary.naming import naming_of
from groundswell.web.pages.dictionary.presenter import ShownGroup, accepted_of, gap_texts, groups_of, holds_from, step_of, versions_of
from groundswell.web.requests import PageRequest


def definition(request: PageRequest, measure_id: str) -> HttpResponse:
    """Every group; the next field as the next step."""
    state = known(request.actor, measure_id)
    definition = with_accepted(state.definition, holder_names(request.actor, measure_id))
    step = step_of(measure_id, definition, request.words)
    context = {
        "section": SECTION,
        "measure_id": measure_id,
        "name": state.definition.name,
        "description": state.definition.description,
        "status": request.words.text(f"definition.choice.status.{state.definition.entry.status.value}"),
        "groups": _groups(request, state),
        "step": step,
        "complete": "" if step else request.words.text("definition.next.none"),
        "gaps": gap_texts(definition, request.words),
        "versions": versions_of(definition_row(state), request.words),
    }
    return render(request, "dictionary/definition.html", context)


def _groups(request: PageRequest, state: MeasureState) -> list[ShownGroup]:
    accepted = accepted_of(holders(request.actor, state.id), request.words)
    return groups_of(state.id, state.definition, naming_of(request), accepted)


def printed(request: PageRequest, measure_id: str) -> HttpResponse:
    """The sheet: one A4 page where little is written."""
    state = known(request.actor, measure_id)
    newest = definition_row(state).versions[-1]
    context = {
        "section": SECTION,
        "measure_id": measure_id,
        "name": state.definition.name,
        "description": state.definition.description,
        "status": request.words.text(f"definition.choice.status.{state.definition.entry.status.value}"),
        "version": newest.version,
        "holds_from": holds_from(newest, request.words),
        "today": request.words.day(request.today),
        "groups": _groups(request, state),
    }
    return render(request, "dictionary/sheet.html", context)
