"""A file of org units: what it would do, row by row; nothing is stored until that is confirmed."""

from http import HTTPStatus
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from groundswell.engine.sources.workbook import workbook_of_plain
from groundswell.engine.unit_files import UnitFile, unit_file
from groundswell.errors import Problem, UserError
from groundswell.records.services import looked_at
from groundswell.records.services.unit_import import Does, PlannedUnit, UnitPlan, plan, store
from groundswell.web.pages.units.showing import SECTION
from groundswell.web.requests import PageRequest
from groundswell.web.sent_file import LIMIT_MIB, read_sent
from groundswell.web.toasts import toast

SHOWN = 300

def bring(request: PageRequest) -> HttpResponse:
    """Bring a file; see what it would do; confirm."""
    if not request.actor.administrator:
        raise UserError("administrator_only")
    if request.method != "POST":
        return _first(request)
    if "token" in request.POST:
        return _again(request)
    try:
        plain = read_sent(request, "workbook")
        brought = _of(plain)
        token = looked_at.keep(request.actor, plain, now=request.now)
    except UserError as error:
        return _first(request, request.words.error(error))
    return _look(request, token, brought, plan(brought, request.today))


def _of(plain: Any) -> UnitFile:
    """The file, from what the child handed over."""
    return unit_file(workbook_of_plain(plain))


def _again(request: PageRequest) -> HttpResponse:
    """Shows the plan with the other choice about units that are missing, or stores what was shown."""
    token, closing = request.POST["token"], request.POST.get("close_missing") == "1"
    plain = looked_at.kept(request.actor, token)
    if plain is None:
        return _first(request, request.words.error(UserError("units_gone")))
    brought = _of(plain)
    if "store" not in request.POST:
        return _look(request, token, brought, plan(brought, request.today, close_missing=closing), closing=closing)
    try:
        store(request.actor, brought, request.today, request.POST.get("seal", ""), close_missing=closing)
    except UserError as error:
        found = plan(brought, request.today, close_missing=closing)
        return _look(request, token, brought, found, closing=closing, error=request.words.error(error))
    looked_at.let_go(request.actor, token)
    toast(request, _("The units are stored."))
    return HttpResponseRedirect(reverse("units"))


def _first(request: PageRequest, refused: str = "") -> HttpResponse:
    context = {"section": SECTION, "refused": refused, "limit_mib": LIMIT_MIB}
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
