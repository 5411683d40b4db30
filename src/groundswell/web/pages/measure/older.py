"""The paste box for older figures: read, shown where it would change something, then stored as one batch."""

import hashlib

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from groundswell.engine.intake import Intake
from groundswell.engine.periods import Calendar
from groundswell.errors import UserError
from groundswell.records.services import intake as intakes
from groundswell.records.services.diff import Change, Diff
from groundswell.records.services.named_persons import FOR_PEOPLE
from groundswell.web.pages.measure.act import Act, Ahead, act_page
from groundswell.web.pages.measure.forms import PasteForm
from groundswell.web.pages.measure.load import Loaded, load
from groundswell.web.pages.measure.pasting import Pasted, read_pasted
from groundswell.web.people_reason import PEOPLE, REFUSALS, ask_if_sent, ask_why
from groundswell.web.requests import PageRequest
from groundswell.web.toasts import toast


def paste(request: PageRequest, measure_id: str) -> HttpResponse:
    """Stores pasted figures under this measure and place. Figures that would change stored ones are shown first."""
    loaded = load(request, measure_id)
    form = PasteForm(request.POST or None)
    act = Act(
        _("Add older figures"),
        _("With earlier figures the chart can start today. They are stored as one batch, which you can undo."),
        _("Store these figures"),
    )
    ask_if_sent(form, request)
    if request.method != "POST" or not form.is_valid():
        return act_page(request, loaded.where, act, form)
    calendar = Calendar(fiscal_start=request.organisation.fiscal_year_start, school_start=request.organisation.school_year_start)
    pasted = read_pasted(form.cleaned_data["pasted"], loaded.record, calendar)
    for text in paste_errors(request, pasted):
        form.add_error("pasted", text)
    if form.errors:
        return act_page(request, loaded.where, act, form)
    intake = figures_of_paste(request, form.cleaned_data["pasted"], pasted)
    diff = intakes.preview(request.actor, intake)
    if diff.changed and "confirm" not in request.POST:
        return act_page(request, loaded.where, act, form, Ahead(changes=_changes(request, loaded, diff)))
    try:
        stored = intakes.store(request.actor, intake, confirmed=diff, reasons={FOR_PEOPLE: form.cleaned_data.get(PEOPLE, "")})
    except UserError as error:
        if error.code not in REFUSALS:
            raise
        ask_why(form, error, request.words)
        return act_page(request, loaded.where, act, form, Ahead(changes=_changes(request, loaded, diff)))
    if stored.batch_ref is None:
        toast(request, request.words.text("paste.same"))
    else:
        count = len(diff.new) + len(diff.changed)
        toast(request, request.words.text("paste.stored", {"n": count}), reverse("record_undo", args=[stored.batch_ref]))
    return HttpResponseRedirect(loaded.address)


def paste_errors(request: PageRequest, pasted: Pasted) -> list[str]:
    """What is wrong with a paste, line by line; empty where it can be stored."""
    if pasted.errors:
        return [request.words.text(f"paste.{one.code}", {"line": one.line, "written": one.written}) for one in pasted.errors]
    return [] if pasted.observations else [request.words.text("paste.nothing")]


def figures_of_paste(request: PageRequest, text: str, pasted: Pasted) -> Intake:
    """The figures of a paste, ready to be stored."""
    name = _("pasted on %(day)s") % {"day": request.words.day(request.today)}
    return Intake(file_name=name, file_sha256=hashlib.sha256(text.encode()).hexdigest(), observations=list(pasted.observations))


def _changes(request: PageRequest, loaded: Loaded, diff: Diff) -> list[str]:
    return [_change(request, loaded, change) for change in diff.changed]


def _change(request: PageRequest, loaded: Loaded, change: Change) -> str:
    words, cadence = request.words, loaded.record.series.cadence
    new = change.figure.observation
    return words.text(
        "paste.change",
        {
            "period": words.period(change.figure.period, cadence, "long", loaded.record.fiscal_start),
            "old": words.number(change.old.value) if change.old.value is not None else words.text("table.none"),
            "new": words.number(new.value) if new.value is not None else words.text("table.none"),
        },
    )
