"""The measure design sheet: the whole of it, what stands once on it, moving a part, taking a gesture back."""

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_safe

from groundswell.domain.authoring.design_rules import Part, order_of
from groundswell.errors import UserError
from groundswell.records.selectors.designs import CANDIDATE, EVIDENCE, PICTURE
from groundswell.records.selectors.edits import gesture_rows
from groundswell.records.services import designs, editing
from groundswell.records.services.editing import Edited
from groundswell.web.pages.design.forms import SHEET_FORMS
from groundswell.web.pages.design.lines import NEW
from groundswell.web.pages.design.load import load
from groundswell.web.pages.design.one_form import FormPage, answer
from groundswell.web.pages.design.presenter import FIRST_MOVABLE, present
from groundswell.web.requests import PageRequest
from groundswell.web.toasts import toast

STEPS = {"up": -1, "down": 1}


@require_safe
def design(request: PageRequest, map_id: str, result_id: str) -> HttpResponse:
    """The sheet of one result."""
    loaded = load(request, map_id, result_id)
    context = {
        "section": "map",
        "map": loaded.map,
        "page": present(loaded),
        "new_evidence": loaded.to("design_line", EVIDENCE, NEW),
        "new_candidate": loaded.to("design_line", CANDIDATE, NEW),
        "new_picture": loaded.to("design_line", PICTURE, NEW),
        "sheet_address": loaded.to("design_sheet"),
        "move_address": loaded.to("design_move"),
    }
    return render(request, "design/sheet.html", context)


def change(request: PageRequest, map_id: str, result_id: str) -> HttpResponse:
    """What stands once on the sheet: the reason of the choice, or how far one can move it and how many were asked."""
    loaded = load(request, map_id, result_id)
    part = request.POST.get("part", "")
    if part not in SHEET_FORMS:
        raise UserError("item_unknown")
    text = request.words.text
    form = SHEET_FORMS[part](request.words, loaded.design, request.POST)
    page = FormPage(
        text(f"design_part.{part}"), text(f"design_part.{part}.help"), text("design_page.keep"), part, {"hidden": {"part": part}}
    )

    def writing(fields: dict[str, Any], seen: int) -> Edited:
        return designs.change_sheet(request.actor, result_id, fields, seen=seen)

    return answer(loaded, page, form, writing, text("design_page.kept"))


def move(request: PageRequest, map_id: str, result_id: str) -> HttpResponse:
    """The bigger picture goes one place up or down, never before the evidence."""
    loaded = load(request, map_id, result_id)
    order, by = order_of(loaded.design), STEPS.get(request.POST.get("to", ""), 0)
    at = order.index(Part.PICTURE) + by
    if not by or not FIRST_MOVABLE <= at < len(order):
        return HttpResponseRedirect(f"{loaded.address}#{Part.PICTURE.value}")
    edited = designs.move_part(request.actor, result_id, order, Part.PICTURE, by)
    return loaded.done(edited, request.words.text("design_page.moved"), Part.PICTURE.value)


def undo(request: PageRequest, map_id: str, result_id: str, gesture: str) -> HttpResponse:
    """What a gesture changed on this sheet stands again as before; a field changed again since stays as it is."""
    loaded = load(request, map_id, result_id)
    rows = gesture_rows(gesture)
    if not rows or rows[0][1] != result_id:
        raise UserError("gesture_unknown")
    undone = editing.undo(request.actor, gesture)
    said = "design_page.undone_in_part" if undone.conflicts else "design_page.undone"
    toast(request, request.words.text(said))
    return HttpResponseRedirect(loaded.address)
