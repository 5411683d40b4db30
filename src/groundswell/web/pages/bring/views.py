"""Bring, watch the reading, check it: each step a form that works by itself."""

from dataclasses import replace
from http import HTTPStatus
from pathlib import Path
from urllib.parse import urlencode

from django.core.files.uploadedfile import TemporaryUploadedFile
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse

from groundswell.engine.proposal import LEFT_FOR_NOW, ReadingOptions
from groundswell.engine.sources.guard import MAX_FILE, MIB
from groundswell.errors import UserError
from groundswell.records.selectors import recipes as kept_recipes
from groundswell.records.selectors import uploads as kept
from groundswell.records.services import uploads
from groundswell.web.pages.bring import acts, desk, storing
from groundswell.web.pages.bring.check import sheet_url
from groundswell.web.pages.bring.check_page import check_page
from groundswell.web.pages.bring.choices import Choices
from groundswell.web.pages.bring.confirm_views import stored_url
from groundswell.web.pages.bring.forms import role_form, view_of
from groundswell.web.pages.bring.history import Typed
from groundswell.web.pages.bring.recipe_part import next_url, recipe_part
from groundswell.web.pages.bring.start import STORE, open_uploads, reading_page
from groundswell.web.pages.bring.upload_handler import TOO_LARGE
from groundswell.web.pages.bring.window import painted_sheet, side_of
from groundswell.web.requests import PageRequest
from groundswell.web.toasts import toast

SECTION = {"section": "bring"}
LONGEST_ANSWER = 80
BLOCK_NAME = "Pasted block.tsv"


def start(request: PageRequest) -> HttpResponse:
    """The first page, and where a file or a pasted block is sent."""
    if request.method != "POST":
        return _start_page(request)
    try:
        name, source = _brought(request)
        wanted = replace(_wanted(request), table=_table(request) if isinstance(source, bytes) else "")
        begun = desk.begin(request.actor, name, source, wanted, request.now)
    except UserError as error:
        return _start_page(request, error)
    if not begun.ended:
        return redirect("run", begun.run_id)
    row = kept.upload(request.actor, begun.upload_id)
    if row.problem is not None:
        return _start_page(request, UserError(row.problem.code, row.problem.values))
    return redirect(next_url(request, begun.upload_id))


def _brought(request: PageRequest) -> tuple[str, Path | bytes]:
    """The file's own name (a label, never a path) and where it lies, or the pasted text."""
    sent = request.FILES.get("file")
    if request.META.get(TOO_LARGE):
        raise UserError("upload_too_large", {"limit_mib": MAX_FILE // MIB})
    if isinstance(sent, TemporaryUploadedFile):
        return sent.name or "file", Path(sent.temporary_file_path())
    block = request.POST.get("block", "")
    if block.strip():
        return BLOCK_NAME, block.encode("utf-8")
    raise UserError("upload_missing")


def _table(request: PageRequest) -> str:
    """The HTML of the pasted block, where what was copied is a table."""
    table = request.POST.get("table", "")
    return table if "<table" in table.lower() else ""


def _wanted(request: PageRequest) -> desk.Wanted:
    """How this organisation counts years, and the recipe that was asked for."""
    organisation = request.organisation
    options = ReadingOptions(fiscal_start=organisation.fiscal_year_start, school_start=organisation.school_year_start)
    return desk.Wanted(options, request.POST.get("recipe", ""), request.words.text("long.rows_name"))


def _start_page(request: PageRequest, error: UserError | None = None) -> HttpResponse:
    refused = request.words.error(error) if error is not None else ""
    context = {
        **SECTION,
        "refused": refused,
        "pasted": request.POST.get("block", "") if error is not None else "",
        "limit_mib": MAX_FILE // MIB,
        "recipes": kept_recipes.recipes(request.actor),
        "open_uploads": open_uploads(request),
    }
    return render(request, "bring/start.html", context, status=HTTPStatus.OK if error is None else HTTPStatus.UNPROCESSABLE_ENTITY)


def run(request: PageRequest, run_id: str) -> HttpResponse:
    """How far a reading or a storing is; htmx asks for the middle of the page alone, and goes on by itself when it is done."""
    row = storing.how_far(kept.run(request.actor, run_id))
    polled = "HX-Request" in request.headers
    if row.state == "done" and row.upload_id is not None:
        url = stored_url(request, row) if row.kind == STORE else next_url(request, row.upload_id)
        return HttpResponse(headers={"HX-Redirect": url}) if polled else HttpResponseRedirect(url)
    template = "bring/run_progress.html" if polled else "bring/run.html"
    return render(request, template, {**SECTION, **reading_page(request, row)})


def run_stop(request: PageRequest, run_id: str) -> HttpResponse:
    """Ends a reading or a storing; nothing of it is kept."""
    kept.run(request.actor, run_id)
    desk.stop(run_id)
    storing.stop(run_id)
    return redirect("run", run_id)


def check(request: PageRequest, upload_id: str) -> HttpResponse:
    """Check the reading, on the sheet as its owner knows it."""
    on_desk = desk.material(request.actor, upload_id)
    page = check_page(on_desk, view_of(request.GET, on_desk.workbook, on_desk.proposal), request.words)
    return render(request, "bring/check.html", {**SECTION, "page": page, "recipe": recipe_part(request, on_desk)})


def recipe(request: PageRequest, upload_id: str) -> HttpResponse:
    """Reads the file by the recipe that was chosen, or without one."""
    desk.read_by(request.actor, upload_id, _wanted(request))
    return redirect("bring_sheet", upload_id)


def window(request: PageRequest, upload_id: str) -> HttpResponse:
    """One window of a sheet alone, or what is said beside it, for a page that is open already; as quick as somebody scrolls."""
    on_desk = desk.material(request.actor, upload_id)
    view = view_of(request.GET, on_desk.workbook, on_desk.proposal)
    if request.GET.get("only") == "side":
        return render(request, "bring/look_side.html", {"id": upload_id, "side": side_of(on_desk, view, request.words)})
    sheet = painted_sheet(on_desk, view, request.words)
    return render(request, "bring/window.html", {"id": upload_id, "sheet": sheet, "side": sheet.side})


def roles(request: PageRequest, upload_id: str) -> HttpResponse:
    """Reads a column or a row another way, or takes the last such change back. Rows that are counted are changed where they are."""
    on_desk = desk.material(request.actor, upload_id)
    if on_desk.proposal.grouped:
        url = reverse("bring_long", args=[upload_id])
        return HttpResponse(headers={"HX-Redirect": url}) if "HX-Request" in request.headers else HttpResponseRedirect(url)
    form = role_form(request.POST, on_desk.workbook, on_desk.proposal)
    if form.act:
        {"undo": acts.undo, "redo": acts.redo, "only": acts.only_these}[form.act](request.actor, upload_id)
    else:
        acts.change_roles(request.actor, upload_id, form.corrections, only=form.only)
    return HttpResponseRedirect(sheet_url(upload_id, form.view))


def answer(request: PageRequest, upload_id: str) -> HttpResponse:
    """Settles a question."""
    on_desk = desk.material(request.actor, upload_id)
    question, given = request.POST.get("question", ""), request.POST.get("choice", "").strip()[:LONGEST_ANSWER]
    given = LEFT_FOR_NOW if "leave" in request.POST else given
    url = sheet_url(upload_id, view_of(request.POST, on_desk.workbook, on_desk.proposal))
    if acts.answer_question(request.actor, upload_id, question, given, alike="alike" in request.POST):
        return HttpResponseRedirect(url)
    return HttpResponseRedirect(f"{url}&{urlencode({'typed': given})}")


def figure(request: PageRequest, upload_id: str) -> HttpResponse:
    """A figure typed for a cell that could not be read, or the word that there is none."""
    on_desk = desk.material(request.actor, upload_id)
    typed = _typed(request, [sheet.name for sheet in on_desk.workbook.sheets])
    acts.type_figure(request.actor, upload_id, typed)
    return HttpResponseRedirect(sheet_url(upload_id, view_of(request.POST, on_desk.workbook, on_desk.proposal)))


def _typed(request: PageRequest, sheets: list[str]) -> Typed:
    name, cell = request.POST.get("cell_sheet", ""), request.POST.get("cell", "")
    if name not in sheets:
        raise UserError("form_not_ours")
    if request.POST.get("act") == "missing":
        return Typed(sheets.index(name), cell, "")
    text = request.POST.get("figure", "").strip()
    if not text or len(text) > 60 or not any(letter.isdigit() for letter in text):
        raise UserError("typed_no_figure", {"cell": cell})
    return Typed(sheets.index(name), cell, text)


def keep(request: PageRequest, upload_id: str) -> HttpResponse:
    """What to keep, and the recipe's name; then on to what would change."""
    on_desk = desk.material(request.actor, upload_id)
    chosen = _chosen(
        request,
        on_desk.choices,
        {one.measure for one in on_desk.intake.observations},
        {one.org_unit for one in on_desk.intake.observations if one.org_unit},
    )
    desk.choose(request.actor, upload_id, chosen)
    return redirect("bring_confirm", upload_id)


def _chosen(request: PageRequest, earlier: Choices, measures: set[str], places: set[str]) -> Choices:
    form = request.POST
    wanted_places = set(form.getlist("place")) if form.get("has_places") else places
    return replace(
        earlier,
        dropped_measures=frozenset(measures - set(form.getlist("measure"))),
        dropped_places=frozenset(places - wanted_places),
        percent_bounds=form.get("bounds") == "1",
        remember=form.get("remember") == "1",
        recipe_name=form.get("recipe_name", "").strip()[:80],
        looked=True,
    )


def give_up(request: PageRequest, upload_id: str) -> HttpResponse:
    """Deletes the file and what was read of it."""
    row = kept.upload(request.actor, upload_id)
    if row.run_id is not None:
        desk.stop(row.run_id)
        storing.stop(row.run_id)
    desk.forget(upload_id)
    uploads.give_up(request.actor, upload_id)
    toast(request, request.words.text("bring.given_up", {"name": row.name}))
    return redirect("bring")
