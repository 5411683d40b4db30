"""A file of definitions: what it would change, field by field; nothing is stored until that is confirmed."""

from collections import OrderedDict
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from threading import Lock
from typing import Any

from django.core.files.uploadedfile import TemporaryUploadedFile
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from groundswell.domain.authoring.definition.texts import day
from groundswell.engine.child import Limits, read_in_child
from groundswell.engine.definition_files.incoming import DefinitionFile
from groundswell.engine.limits import MIB
from groundswell.engine.sources.guard import MAX_FILE
from groundswell.errors import UserError
from groundswell.records.databases import current
from groundswell.records.ids import new_id
from groundswell.records.services.definition_import import Plan, Why, plan, store
from groundswell.web.pages.bring.upload_handler import TOO_LARGE
from groundswell.web.pages.dictionary.forms import trouble_field, trouble_words
from groundswell.web.pages.dictionary.listing import SECTION
from groundswell.web.pages.dictionary.naming import naming_of
from groundswell.web.pages.dictionary.presenter import Naming
from groundswell.web.pages.dictionary.versions import ShownChange, shown_change
from groundswell.web.people_reason import PEOPLE
from groundswell.web.requests import PageRequest
from groundswell.web.toasts import toast

SECONDS = 60.0
KEPT = 4
SHOWN = 200
"""Measures whose changes are shown; a file may bring more, and says how many."""
SHOWN_PERSONS = 3

_kept: OrderedDict[tuple[str, str, str], DefinitionFile] = OrderedDict()
_lock = Lock()


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
        brought = _read(request)
    except UserError as error:
        return _first(request, request.words.error(error))
    token = new_id()
    with _lock:
        _kept[current(), request.actor.ref, token] = brought
        while len(_kept) > KEPT:
            _kept.popitem(last=False)
    return _look(request, token, brought, plan(request.actor, brought))


def _read(request: PageRequest) -> DefinitionFile:
    """The file that was sent, read in a child process with limits."""
    if request.META.get(TOO_LARGE):
        raise UserError("upload_too_large", {"limit_mib": MAX_FILE // MIB})
    sent = request.FILES.get("file")
    if not isinstance(sent, TemporaryUploadedFile):
        raise UserError("upload_missing")
    path = Path(sent.temporary_file_path())
    return DefinitionFile.of_plain(read_in_child(path, "definitions", {"name": sent.name or "file"}, limits=Limits(seconds=SECONDS)))


def _confirm(request: PageRequest) -> HttpResponse:
    """Stores what was shown; what is still to be said is asked on the same page."""
    token = request.POST["token"]
    with _lock:
        brought = _kept.get((current(), request.actor.ref, token))
    if brought is None:
        return _first(request, request.words.error(UserError("definitions_gone")))
    why = Why(request.POST.get("reason", ""), day(request.POST.get("effective_from", "").strip()), request.POST.get(PEOPLE, ""))
    try:
        done = store(request.actor, brought, request.POST.get("seal", ""), why)
    except UserError as error:
        return _look(request, token, brought, plan(request.actor, brought), error)
    with _lock:
        _kept.pop((current(), request.actor.ref, token), None)
    counts = (("changed", done.changed), ("made", done.made))
    toast(request, " ".join(request.words.text(f"definition.file.{code}", {"n": n}) for code, n in counts if n))
    return HttpResponseRedirect(reverse("definitions"))


def _first(request: PageRequest, refused: str = "") -> HttpResponse:
    status = HTTPStatus.UNPROCESSABLE_ENTITY if refused else HTTPStatus.OK
    return render(request, "dictionary/import.html", {"section": SECTION, "refused": refused, "limit_mib": MAX_FILE // MIB}, status=status)


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
