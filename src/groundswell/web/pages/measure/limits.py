"""The tools that change limits: split, leave out, rules and baseline, and taking any of them back."""

from dataclasses import replace

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from groundswell.domain.measurement.record import MeasureRecord
from groundswell.errors import UserError
from groundswell.records.services import limits
from groundswell.reports.measure_page import build_measure_page
from groundswell.web.page_form import PageForm
from groundswell.web.pages.looking.rule_choices import offered, with_rule_choice
from groundswell.web.pages.measure.act import Act, Ahead, act_page
from groundswell.web.pages.measure.forms import LeaveOutForm, RulesForm, SplitForm
from groundswell.web.pages.measure.load import Loaded, day_of, load
from groundswell.web.pages.measure.looking_ahead import look_ahead, with_split, without
from groundswell.web.requests import PageRequest
from groundswell.web.toasts import toast


def split(request: PageRequest, measure_id: str) -> HttpResponse:
    """New limits from a period on, with a reason."""
    loaded = load(request, measure_id)
    form = SplitForm(request.POST or None, periods=loaded.periods()[:-1], initial={"period": request.GET.get("period", "")})
    act = Act(
        _("Split at a date"),
        _("For a process that has become another one: you know the cause, and it will stay. Limits are worked out anew from there."),
        _("Split here"),
        preview=True,
    )
    if _sent(request, form):
        day, reason = day_of(form.cleaned_data["period"]), form.cleaned_data["reason"]
        if "preview" in request.POST:
            return act_page(request, loaded.where, act, form, _ahead(request, loaded, with_split(loaded.record, day, reason)))
        done = limits.split(request.actor, loaded.line, day, reason)
        return _back(request, loaded, done, _("Split at %(period)s.") % {"period": _label(loaded, day.isoformat())})
    return act_page(request, loaded.where, act, form)


def leave_out(request: PageRequest, measure_id: str) -> HttpResponse:
    """One period out of the limits, with a reason; it stays on the chart as a cross."""
    loaded = load(request, measure_id)
    form = LeaveOutForm(request.POST or None, periods=loaded.periods(), initial={"period": request.GET.get("period", "")})
    act = Act(
        _("Leave a period out of the limits"),
        _("For a figure that does not come from your process. It stays on the chart as a cross, with your reason."),
        _("Leave it out"),
        preview=True,
    )
    if _sent(request, form):
        day, reason = day_of(form.cleaned_data["period"]), form.cleaned_data["reason"]
        if "preview" in request.POST:
            return act_page(request, loaded.where, act, form, _ahead(request, loaded, without(loaded.record, day, reason)))
        done = limits.leave_out(request.actor, loaded.line, day, reason)
        return _back(request, loaded, done, _("%(period)s left out of the limits.") % {"period": _label(loaded, day.isoformat())})
    return act_page(request, loaded.where, act, form)


def rules(request: PageRequest, measure_id: str) -> HttpResponse:
    """Other rules, or limits from the first figures alone. What it would do to the signals is shown before it is done."""
    loaded = load(request, measure_id)
    sets = offered(request, loaded.record)
    current = next(one.value for one in sets if one.current)
    initial = {"rule_set": request.GET.get("rule_set", current), "baseline": loaded.record.baseline}
    form = RulesForm(request.POST or None, rule_sets=[(one.value, one.label) for one in sets], initial=initial)
    act = Act(
        _("Rules and baseline"),
        _("Rules say which patterns count as a signal. The figures that the limits come from say what counts as normal."),
        _("Use these"),
        preview=True,
        more=(_("What each rule set asks for"), reverse("rule_sets")),
    )
    if _sent(request, form):
        rule_set, baseline, reason = (form.cleaned_data[name] for name in ("rule_set", "baseline", "reason"))
        if "preview" in request.POST:
            changed = replace(with_rule_choice(loaded.record, sets, rule_set), baseline=baseline)
            return act_page(request, loaded.where, act, form, _ahead(request, loaded, changed))
        done = ""
        if rule_set != current:
            chosen = next(one for one in sets if one.value == rule_set)
            done = limits.set_rules(request.actor, loaded.line, chosen.name, reason, chosen.version)
        if baseline != loaded.record.baseline:
            done = limits.set_baseline(request.actor, loaded.line, baseline, reason)
        return _back(request, loaded, done, _("Rules and baseline changed.") if done else _("Nothing was different."))
    return act_page(request, loaded.where, act, form)


def take_back(request: PageRequest, measure_id: str) -> HttpResponse:
    """Ends an act by a later entry; both stay on record. The act's id comes in the form or, from a line with Undo, in the address."""
    act_id = request.POST.get("act") or request.GET.get("act", "")
    address = reverse("measure", args=[measure_id])
    if place := request.GET.get("place"):
        address += f"?place={place}"
    try:
        limits.take_back(request.actor, act_id)
    except UserError as refused:
        if refused.code != "act_already_taken_back":
            raise
    toast(request, _("Taken back. The record keeps both."))
    return HttpResponseRedirect(address)


def undo_address(loaded: Loaded, act_id: str) -> str:
    """Where a line's Undo button sends to."""
    address = reverse("measure_take_back", args=[loaded.line.measure_id])
    separator = "&" if loaded.query else "?"
    return f"{address}{loaded.query}{separator}act={act_id}"


def _sent(request: PageRequest, form: PageForm) -> bool:
    """Whether the form came and can be followed; only looking ahead needs no reason."""
    if "preview" in request.POST:
        form.fields["reason"].required = False
    return request.method == "POST" and form.is_valid()


def _ahead(request: PageRequest, loaded: Loaded, changed: MeasureRecord) -> Ahead:
    return Ahead(preview=look_ahead(loaded.page, build_measure_page(changed, request.words.tag, request.today), request.words, asked=True))


def _back(request: PageRequest, loaded: Loaded, act_id: str, said: str) -> HttpResponse:
    toast(request, said, undo_address(loaded, act_id) if act_id else "")
    return HttpResponseRedirect(loaded.address)


def _label(loaded: Loaded, day: str) -> str:
    return dict(loaded.periods()).get(day, day)
