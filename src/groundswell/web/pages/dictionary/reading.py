"""One definition: what is written, what is to be written next, its versions; and the same as a printed sheet."""

from django.http import HttpResponse
from django.shortcuts import render

from groundswell.records.selectors.definitions import known
from groundswell.records.selectors.dictionary import definition_row
from groundswell.web.pages.dictionary.listing import SECTION
from groundswell.web.pages.dictionary.naming import naming_of
from groundswell.web.pages.dictionary.presenter import gap_texts, groups_of, holds_from, step_of, versions_of
from groundswell.web.requests import PageRequest


def definition(request: PageRequest, measure_id: str) -> HttpResponse:
    """Every group; the next field as the next step."""
    state = known(request.actor, measure_id)
    step = step_of(measure_id, state.definition, request.words)
    context = {
        "section": SECTION,
        "measure_id": measure_id,
        "name": state.definition.name,
        "description": state.definition.description,
        "status": request.words.text(f"definition.choice.status.{state.definition.entry.status.value}"),
        "groups": groups_of(measure_id, state.definition, naming_of(request)),
        "step": step,
        "complete": "" if step else request.words.text("definition.next.none"),
        "gaps": gap_texts(state.definition, request.words),
        "versions": versions_of(definition_row(state), request.words),
    }
    return render(request, "dictionary/definition.html", context)


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
        "groups": groups_of(measure_id, state.definition, naming_of(request)),
    }
    return render(request, "dictionary/sheet.html", context)
