"""Confirm: see what would change, then store it as one batch."""

from dataclasses import replace
from http import HTTPStatus

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from groundswell.domain.measurement.exact import Exact
from groundswell.engine.intake import Intake
from groundswell.engine.layouts import layout_of
from groundswell.records.selectors import portfolio
from groundswell.records.services import intake as intakes
from groundswell.records.services import layouts, measures, uploads
from groundswell.web.pages.bring import desk
from groundswell.web.pages.bring.check import Material, percentages_of
from groundswell.web.pages.bring.choices import Choices
from groundswell.web.pages.bring.confirm import REASONS, ConfirmPage, confirm_page, filtered, with_numbers
from groundswell.web.requests import PageRequest
from groundswell.web.toasts import toast

BOUNDS = (Exact.parse("0"), Exact.parse("100"))
SHARE_BOUNDS = (Exact.parse("0"), Exact.parse("1"))


def confirm(request: PageRequest, upload_id: str) -> HttpResponse:
    """Was → now before anything is stored; the button stores exactly what the page showed."""
    on_desk = desk.material(request.actor, upload_id)
    if on_desk.proposal.open_questions:
        return redirect("bring_sheet", upload_id)
    brought = filtered(on_desk.intake, on_desk.choices)
    diff = intakes.preview(request.actor, brought)
    if request.method != "POST":
        return _page(request, confirm_page(upload_id, diff, brought, on_desk.choices, portfolio.portfolio(request.actor), request.words))
    reasons = {change.key: request.POST.get(f"why-{number}", "") for number, change in enumerate(diff.changed)}
    chosen = replace(on_desk.choices, reasons={key: code for key, code in reasons.items() if code in REASONS})
    page = confirm_page(upload_id, diff, brought, chosen, portfolio.portfolio(request.actor), request.words)
    error = _refusal(request, page)
    if error:
        desk.choose(request.actor, upload_id, chosen)
        return _page(request, page, error)
    return _store(request, on_desk, brought, chosen)


def _refusal(request: PageRequest, page: ConfirmPage) -> str:
    """Why it cannot be stored as it was sent: the record moved on, or a full sheet was not confirmed."""
    if request.POST.get("as_of") != str(page.as_of_seq):
        return request.words.text("confirm.moved_on")
    if page.full_sheets and request.POST.get("whole") != "1":
        return request.words.text("confirm.whole_missing")
    return ""


def _page(request: PageRequest, page: ConfirmPage, error: str = "") -> HttpResponse:
    status = HTTPStatus.UNPROCESSABLE_ENTITY if error else HTTPStatus.OK
    return render(request, "bring/confirm.html", {"section": "bring", "page": page, "error": error}, status=status)


def _store(request: PageRequest, on_desk: Material, brought: Intake, chosen: Choices) -> HttpResponse:
    """One batch, all or nothing; then the layout is kept, the file goes, and a toast offers to undo."""
    words = request.words
    reasons = {key: words.text(f"change_reason.{code}") for key, code in chosen.reasons.items()}
    stored = intakes.store(request.actor, brought, reasons=reasons)
    if chosen.percent_bounds:
        _bound(request, brought, stored.measure_ids)
    if chosen.remember and chosen.layout_name:
        layout = layout_of(on_desk.proposal, on_desk.workbook, chosen.layout_name)
        layouts.keep(request.actor, chosen.layout_name, layout.to_json(), layout.signature)
    uploads.done(request.actor, on_desk.id, stored.batch_ref)
    if stored.batch_ref is not None:
        count = len(with_numbers(stored.diff.new)[0]) + len(stored.diff.changed)
        undo = reverse("record_undo", args=[stored.batch_ref]) + "?at_once=1"
        toast(request, words.text("confirm.stored_toast", {"n": count}), undo)
    return redirect("measure", stored.measure_ids[0]) if len(stored.measure_ids) == 1 else redirect("home")


def _bound(request: PageRequest, brought: Intake, measure_ids: tuple[str, ...]) -> None:
    """A person said that the percentages of this file lie between 0 and 100: said once, kept with each definition."""
    percentages = set(percentages_of(brought))
    for record in portfolio.portfolio(request.actor):
        definition = record.definition
        if record.measure_id in measure_ids and definition.name in percentages and definition.lower_bound is None:
            low, high = SHARE_BOUNDS if definition.measurement_unit == "share" else BOUNDS
            bounded = replace(definition, lower_bound=low, upper_bound=high)
            measures.define(request.actor, record.measure_id, bounded, reason=request.words.text("bring.bounds_reason"))
