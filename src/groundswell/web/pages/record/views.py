"""The record of changes: look, check, undo a batch with a reason."""

from http import HTTPStatus

from django.http import HttpResponse
from django.shortcuts import redirect, render

from groundswell.errors import UserError
from groundswell.records.selectors import batches as kept
from groundswell.records.selectors import ledger
from groundswell.records.services import intake
from groundswell.web.pages.record.presenter import SHOWN, Answer, answer_of, context_of, shown_batch
from groundswell.web.requests import PageRequest
from groundswell.web.toasts import toast

REASON_LENGTH = 500
ANCHOR_LENGTH = 100_000


def record(request: PageRequest) -> HttpResponse:
    """All batches, newest first."""
    context = context_of(request, kept.batches(request.actor, limit=SHOWN), ledger.head())
    return render(request, "record/record.html", context)


def verify(request: PageRequest) -> HttpResponse:
    """Works every entry out again, and holds it against anchors that were kept elsewhere where some are given."""
    given = request.POST.get("anchor", "").strip()[:ANCHOR_LENGTH]
    context = context_of(request, kept.batches(request.actor, limit=SHOWN), ledger.head())
    status = HTTPStatus.OK
    try:
        answer = answer_of(ledger.verify(given or None), request.words)
    except UserError as error:
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        answer = Answer(False, request.words.text("record.not_checked_heading"), request.words.error(error), "")
    return render(request, "record/record.html", {**context, "answer": answer, "given_anchor": given}, status=status)


def undo(request: PageRequest, batch_ref: str) -> HttpResponse:
    """Takes a whole batch back by new entries; the reason is asked for and kept."""
    batch = kept.batch(request.actor, batch_ref)
    at_once = "at_once" in request.GET
    reason = request.words.text("record.undone_at_once") if at_once else request.POST.get("reason", "").strip()[:REASON_LENGTH]
    error = ""
    if request.method == "POST":
        if reason:
            intake.retract(request.actor, batch_ref, reason)
            toast(request, request.words.text("record.undone_toast", {"n": batch.figures}))
            return redirect("record")
        error = request.words.text("record.reason_missing")
    if not batch.undoable:
        raise UserError("batch_not_undoable")
    words = request.words
    context = {
        "section": "record",
        "batch": shown_batch(request, batch),
        "headline": words.text("record.undo_headline", {"n": batch.figures, "file": batch.file_name or ""}),
        "sentence": words.text("record.undo_sentence", {"new": batch.new, "changed": batch.changed}),
        "button": words.text("record.undo_button", {"n": batch.figures}),
        "reason": reason,
        "error": error,
    }
    return render(request, "record/undo.html", context, status=HTTPStatus.UNPROCESSABLE_ENTITY if error else HTTPStatus.OK)
