"""A file of definitions: what it would change, field by field; nothing is stored until that is confirmed."""

from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from groundswell.domain.authoring.definition.texts import day
from groundswell.engine.definition_files.incoming import DefinitionFile
from groundswell.errors import UserError
from groundswell.records.services import looked_at
from groundswell.records.services.definition_import import Plan, Why, plan, store
from groundswell.web.pages.dictionary.forms import trouble_field, trouble_words
from groundswell.web.pages.dictionary.listing import SECTION
from groundswell.web.pages.dictionary.naming import naming_of
from groundswell.web.pages.dictionary.presenter import Naming
from groundswell.web.pages.dictionary.versions import ShownChange, shown_change
from groundswell.web.people_reason import PEOPLE
from groundswell.web.requests import PageRequest
from groundswell.web.sent_file import LIMIT_MIB, read_sent
from groundswell.web.toasts import toast

SHOWN = 200
"""Measures whose changes are shown; a file may bring more, and says how many."""
SHOWN_PERSONS = 3


@dataclass(frozen=True, slots=True)
class ShownMeasure:
    """One measure that a file would change or make."""

    name: str
    is_new: bool
    changes: list[ShownChange]


def bring(request: PageRequest) -> HttpResponse:
    """Bring a file; see what it would change; confirm."""
    if request.method != "POST":
        return _first(request)
    if "token" in request.POST:
        return _confirm(request)
    try:
        plain = read_sent(request, "definitions")
        brought = DefinitionFile.of_plain(plain)
        token = looked_at.keep(request.actor, plain, now=request.now)
    except UserError as error:
        return _first(request, request.words.error(error))
    return _look(request, token, brought, plan(request.actor, brought))


def _confirm(request: PageRequest) -> HttpResponse:
    """Stores what was shown; what is still to be said is asked on the same page."""
    token = request.POST["token"]
    plain = looked_at.kept(request.actor, token)
    if plain is None:
        return _first(request, request.words.error(UserError("definitions_gone")))
    brought = DefinitionFile.of_plain(plain)
    why = Why(request.POST.get("reason", ""), day(request.POST.get("effective_from", "").strip()), request.POST.get(PEOPLE, ""))
    try:
        done = store(request.actor, brought, request.POST.get("seal", ""), why)
    except UserError as error:
        return _look(request, token, brought, plan(request.actor, brought), error)
    looked_at.let_go(request.actor, token)
    counts = (("changed", done.changed), ("made", done.made))
    toast(request, " ".join(request.words.text(f"definition.file.{code}", {"n": n}) for code, n in counts if n))
    return HttpResponseRedirect(reverse("definitions"))


def _first(request: PageRequest, refused: str = "") -> HttpResponse:
    status = HTTPStatus.UNPROCESSABLE_ENTITY if refused else HTTPStatus.OK
    return render(request, "dictionary/import.html", {"section": SECTION, "refused": refused, "limit_mib": LIMIT_MIB}, status=status)


def _look(request: PageRequest, token: str, brought: DefinitionFile, found: Plan, error: UserError | None = None) -> HttpResponse:
    """Was and now, measure by measure."""
    words, naming = request.words, naming_of(request)
    place = "by_line" if brought.by_line else "by_cell"
    context: dict[str, Any] = {
        "section": SECTION,
        "token": token,
        "plan": found,
        "measures": [_shown(one.name, not one.measure_id, list(one.changes), naming) for one in found.planned[:SHOWN]],
        "more": max(0, len(found.planned) - SHOWN),
        "new": sum(not one.measure_id for one in found.planned),
        "troubles": [
            {
                "place": words.text(f"definition.file.{place}", {"place": one.place}),
                "name": one.name,
                "field": trouble_field(one.trouble, words),
                "text": trouble_words(one.trouble, words),
            }
            for one in found.troubles[:SHOWN]
        ],
        "unknown": [
            words.text(
                "definition.file.unknown", {"place": words.text(f"definition.file.{place}", {"place": one.place}), "field": one.field}
            )
            for one in brought.unknown[:SHOWN]
        ],
        "error": _sentence(request, error),
        "reason": request.POST.get("reason", ""),
        "persons": words.text("definition.file.persons", {"names": found.persons[:SHOWN_PERSONS], "n": len(found.persons)})
        if found.persons
        else "",
        "people_reason": request.POST.get(PEOPLE, ""),
        "effective_from": request.POST.get("effective_from", ""),
    }
    status = HTTPStatus.OK if error is None else HTTPStatus.UNPROCESSABLE_ENTITY
    return render(request, "dictionary/import_diff.html", context, status=status)


def _sentence(request: PageRequest, error: UserError | None) -> str:
    if error is None:
        return ""
    found = day(str(error.values.get("day", "")))
    return request.words.error(UserError(error.code, {"day": request.words.day(found)} if found else error.values))


def _shown(name: str, is_new: bool, changes: list[Any], naming: Naming) -> ShownMeasure:
    return ShownMeasure(name, is_new, [shown_change(change, naming) for change in changes])
