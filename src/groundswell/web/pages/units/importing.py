"""A file of org units: what it would do, row by row; nothing is stored until that is confirmed."""

from collections import OrderedDict
from http import HTTPStatus
from pathlib import Path
from threading import Lock

from django.core.files.uploadedfile import TemporaryUploadedFile
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from groundswell.engine.child import Limits, read_in_child
from groundswell.engine.limits import MIB
from groundswell.engine.sources.guard import MAX_FILE
from groundswell.engine.sources.workbook import workbook_of_plain
from groundswell.engine.unit_files import UnitFile, unit_file
from groundswell.errors import Problem, UserError
from groundswell.records.databases import current
from groundswell.records.ids import new_id
from groundswell.records.services.unit_import import Does, PlannedUnit, UnitPlan, plan, store
from groundswell.web.pages.bring.upload_handler import TOO_LARGE
from groundswell.web.pages.units.showing import SECTION
from groundswell.web.requests import PageRequest
from groundswell.web.toasts import toast

SECONDS = 60.0
KEPT = 4
SHOWN = 300
_kept: OrderedDict[tuple[str, str, str], UnitFile] = OrderedDict()
_lock = Lock()


def bring(request: PageRequest) -> HttpResponse:
    """Bring a file; see what it would do; confirm."""
    if not request.actor.administrator:
        raise UserError("administrator_only")
    if request.method != "POST":
        return _first(request)
    if "token" in request.POST:
        return _again(request)
    try:
        brought = _read(request)
    except UserError as error:
        return _first(request, request.words.error(error))
    token = new_id()
    with _lock:
        _kept[current(), request.actor.ref, token] = brought
        while len(_kept) > KEPT:
            _kept.popitem(last=False)
    return _look(request, token, brought, plan(brought, request.today))


def _read(request: PageRequest) -> UnitFile:
    """The file that was sent, opened in a child process with limits."""
    if request.META.get(TOO_LARGE):
        raise UserError("upload_too_large", {"limit_mib": MAX_FILE // MIB})
    sent = request.FILES.get("file")
    if not isinstance(sent, TemporaryUploadedFile):
        raise UserError("upload_missing")
    plain = read_in_child(Path(sent.temporary_file_path()), "workbook", {"name": sent.name or "file"}, limits=Limits(seconds=SECONDS))
    return unit_file(workbook_of_plain(plain))


def _again(request: PageRequest) -> HttpResponse:
    """Shows the plan with the other choice about units that are missing, or stores what was shown."""
    token, closing = request.POST["token"], request.POST.get("close_missing") == "1"
    with _lock:
        brought = _kept.get((current(), request.actor.ref, token))
    if brought is None:
        return _first(request, request.words.error(UserError("units_gone")))
    if "store" not in request.POST:
        return _look(request, token, brought, plan(brought, request.today, close_missing=closing), closing=closing)
    try:
        store(request.actor, brought, request.today, request.POST.get("seal", ""), close_missing=closing)
    except UserError as error:
        found = plan(brought, request.today, close_missing=closing)
        return _look(request, token, brought, found, closing=closing, error=request.words.error(error))
    with _lock:
        _kept.pop((current(), request.actor.ref, token), None)
    toast(request, _("The units are stored."))
    return HttpResponseRedirect(reverse("units"))


def _first(request: PageRequest, refused: str = "") -> HttpResponse:
    context = {"section": SECTION, "refused": refused, "limit_mib": MAX_FILE // MIB}
    return render(request, "units/import.html", context, status=HTTPStatus.UNPROCESSABLE_ENTITY if refused else HTTPStatus.OK)


def _look(
    request: PageRequest, token: str, brought: UnitFile, found: UnitPlan, *, closing: bool = False, error: str = ""
) -> HttpResponse:
    context = {
        "section": SECTION,
        "token": token,
        "read": brought.read,
        "plan": found,
        "lines": _lines(request, found),
        "more": max(0, len(found.planned) - SHOWN),
        "problems": [_problem(request, one) for one in found.problems[:SHOWN]],
        "missing": found.missing[:SHOWN],
        "closing": closing,
        "error": error,
    }
    return render(request, "units/import_plan.html", context, status=HTTPStatus.UNPROCESSABLE_ENTITY if error else HTTPStatus.OK)


def _lines(request: PageRequest, found: UnitPlan) -> list[dict[str, str]]:
    """A line for each thing that happens; the people of a new unit stand in its own."""
    new = {one.unit for one in found.planned if one.does in (Does.NEW, Does.PLACED)}
    people = {one.unit: one.people for one in found.planned if one.does is Does.COUNTED and one.unit in new}
    shown = [one for one in found.planned if not (one.does is Does.COUNTED and one.unit in new)]
    lines = []
    for one in shown[:SHOWN]:
        line = _line(request, one)
        count = people.get(one.unit)
        if count is not None and one.does in (Does.NEW, Does.PLACED):
            line["does"] = request.words.text("unit.with_people", {"does": line["does"], "n": count})
        lines.append(line)
    return lines


def _line(request: PageRequest, one: PlannedUnit) -> dict[str, str]:
    words = request.words
    return {
        "does": words.text(f"unit.does_{one.does.value}"),
        "path": one.path,
        "before": one.before,
        "now": "" if one.people is None else words.number(one.people),
        "day": "" if one.day is None else words.day(one.day),
    }


def _problem(request: PageRequest, problem: Problem) -> dict[str, str]:
    return {"place": problem.place.cell or "", "text": request.words.problem(problem), "hint": request.words.hint(problem)}
