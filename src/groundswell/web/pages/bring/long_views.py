"""Count or add up the rows of a file: one page of questions with what they give beside it. Works by plain forms."""

from http import HTTPStatus

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse

from groundswell.engine.proposal import ReadingOptions
from groundswell.errors import UserError
from groundswell.web.pages.bring import desk, long_desk
from groundswell.web.pages.bring.long_form import LongForm
from groundswell.web.pages.bring.long_page import long_page, told_apart
from groundswell.web.requests import PageRequest

SECTION = {"section": "bring"}


def long(request: PageRequest, upload_id: str) -> HttpResponse:
    """Shows the questions; a change sent keeps the answers, "take" makes them the reading, "as_it_stands" gives them up."""
    if request.method == "POST" and request.POST.get("act") == "as_it_stands":
        begun = long_desk.as_it_stands(request.actor, upload_id, _wanted(request))
        return redirect("bring_sheet", upload_id) if begun is None or begun.ended else redirect("run", begun.run_id)
    material = long_desk.long_material(request.actor, upload_id, request.words.text("long.rows_name"))
    if request.method != "POST":
        return _page(request, material)
    form = LongForm(request.POST, material.found.profile, request.organisation.time_zone, request.words)
    grouping = form.grouping(material.grouping)
    if request.POST.get("act") == "take":
        error = told_apart(grouping, request.words)
        if not error:
            try:
                long_desk.take(material, grouping)
                return redirect("bring_sheet", upload_id)
            except UserError as refused:
                error = request.words.error(refused)
        long_desk.keep_grouping(material, grouping)
        return _page(request, long_desk.long_material(request.actor, upload_id, ""), error)
    long_desk.keep_grouping(material, grouping)
    return HttpResponseRedirect(reverse("bring_long", args=[upload_id]) + "#result")


def _wanted(request: PageRequest) -> desk.Wanted:
    organisation = request.organisation
    return desk.Wanted(ReadingOptions(fiscal_start=organisation.fiscal_year_start, school_start=organisation.school_year_start))


def _page(request: PageRequest, material: long_desk.LongMaterial, error: str = "") -> HttpResponse:
    page = long_page(material, request.organisation.time_zone, request.words)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if error else HTTPStatus.OK
    return render(request, "bring/long.html", {**SECTION, "page": page, "error": error}, status=status)
