"""Another chart for the same figures: all that they allow, the one recognised as better in one click, and the way back."""

from typing import Any

import numpy as np
from django import forms
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from groundswell.domain.measurement.chart_kind import PLAIN, ChartKind, DrawnFrom, KindName
from groundswell.domain.measurement.drawn_record import with_kind
from groundswell.domain.measurement.period import Cadence
from groundswell.domain.measurement.record import MeasureRecord
from groundswell.domain.measurement.series import Series
from groundswell.records.services.chart_kinds import set_kind, why_refused
from groundswell.reports.fit_lines import FitLine
from groundswell.reports.measure_page import build_measure_page
from groundswell.web.page_form import Choices, PageForm
from groundswell.web.pages.measure.act import Act, Ahead, act_page
from groundswell.web.pages.measure.forms import REASON_LENGTH, reason_field
from groundswell.web.pages.measure.kind_names import kind_label
from groundswell.web.pages.measure.limits import undo_address
from groundswell.web.pages.measure.load import Loaded, load
from groundswell.web.pages.measure.looking_ahead import look_ahead
from groundswell.web.requests import PageRequest
from groundswell.web.toasts import toast
from groundswell.words import Words

OFFERED = (
    PLAIN, ChartKind(KindName.SEASONAL), ChartKind(KindName.SEASONAL, additive=True), ChartKind(KindName.TRENDED),
    ChartKind(KindName.P), ChartKind(KindName.P_PRIME), ChartKind(KindName.U), ChartKind(KindName.U_PRIME), ChartKind(KindName.C),
    ChartKind(KindName.T), ChartKind(KindName.G), ChartKind(KindName.T, DrawnFrom.EVENT_COUNTS),
    ChartKind(KindName.T, DrawnFrom.EVENT_DATES), ChartKind(drawn_from=DrawnFrom.RUNNING_TOTAL),
)
"""Charts that can be chosen on any page whose figures allow them; a year to date has one for the month with which its year begins."""

FEW_EVENTS = 5
"""Counts larger than these on average tell more as counts than as the time between single events."""


class KindForm(PageForm):
    """Which chart, and why."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Chart"),
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Choose a chart."),
            "invalid_choice": gettext_lazy("These figures do not allow that chart. Choose one of the list."),
        },
    )
    reason = reason_field(gettext_lazy("Reason"), gettext_lazy("Write why. It stands on the record beside the change."))

    def __init__(self, *args: Any, kinds: Choices, **options: Any) -> None:
        super().__init__(*args, **options)
        self.offer("kind", kinds)


def kind(request: PageRequest, measure_id: str) -> HttpResponse:
    """Chooses the chart that a line is judged by; what it would show is shown before it is done."""
    loaded = load(request, measure_id)
    allowed = {token_of(one): one for one in _allowed(loaded)}
    choices = [(token, kind_label(one, request.words)) for token, one in allowed.items()]
    wanted = request.GET.get("kind", "")
    start = {"kind": wanted if wanted in allowed else token_of(loaded.record.kind), "reason": _because(loaded, wanted, request.words)}
    form = KindForm(request.POST or None, kinds=choices, initial=start)
    act = Act(
        _("Another chart for these figures"),
        _("The figures stay as they are. Only the lines that they are judged by change, and you can go back."),
        _("Use this chart"),
        preview=True,
    )
    if "preview" in request.POST:
        form.fields["reason"].required = False
    if request.method == "POST" and form.is_valid():
        chosen = allowed[form.cleaned_data["kind"]]
        if "preview" in request.POST:
            return act_page(request, loaded.where, act, form, _ahead(request, loaded, chosen))
        return _done(request, loaded, chosen, form.cleaned_data["reason"])
    if request.method == "GET" and wanted in allowed:
        return act_page(request, loaded.where, act, form, _ahead(request, loaded, allowed[wanted]))
    return act_page(request, loaded.where, act, form)


def _done(request: PageRequest, loaded: Loaded, chosen: ChartKind, reason: str) -> HttpResponse:
    if chosen == loaded.record.kind:
        toast(request, _("Nothing was different."))
    else:
        done = set_kind(request.actor, loaded.line, chosen, reason)
        toast(request, _("Drawn as: %(kind)s.") % {"kind": kind_label(chosen, request.words)}, undo_address(loaded, done))
    return HttpResponseRedirect(loaded.address)


def _ahead(request: PageRequest, loaded: Loaded, chosen: ChartKind) -> Ahead:
    changed = build_measure_page(with_kind(loaded.record, chosen), request.words.tag, request.today)
    return Ahead(preview=look_ahead(loaded.page, changed, request.words, asked=True))


def _allowed(loaded: Loaded) -> list[ChartKind]:
    """Charts that the figures allow: what was recognised as better first behind the plain one."""
    record: MeasureRecord = loaded.record
    offers = [line.offer for line in loaded.page.fit.offers if line.offer is not None]
    ways = dict.fromkeys([PLAIN, record.kind, *offers, *OFFERED])
    held = {PLAIN, record.kind, *offers}
    return [one for one in ways if one in held or (_sensible(record.series, one) and not why_refused(record, one))]


def _sensible(series: Series, one: ChartKind) -> bool:
    """Whether a chart of other figures than those brought can be meant: what never falls may be a running total, small counts events."""
    values = series.values[~np.isnan(series.values)]
    if one.drawn_from is DrawnFrom.RUNNING_TOTAL:
        return bool((np.diff(values) >= 0).all())
    if one.drawn_from is DrawnFrom.EVENT_DATES:
        return series.cadence in (Cadence.IRREGULAR, Cadence.DAY)
    return one.drawn_from is not DrawnFrom.EVENT_COUNTS or (len(values) > 0 and float(np.mean(values)) <= FEW_EVENTS)


def _because(loaded: Loaded, token: str, words: Words) -> str:
    """What was recognised, as a reason to begin with, where that chart is the one offered for it."""
    line = next((line for line in loaded.page.fit.offers if line.offer is not None and token_of(line.offer) == token), None)
    return "" if line is None else reason_of(line, words)


def reason_of(line: FitLine, words: Words) -> str:
    """The reason that stands on record when an offer is taken in one click."""
    return words.text("kind.offered_because", {"seen": line.text})[:REASON_LENGTH]


def token_of(one: ChartKind) -> str:
    """A kind as a form carries it."""
    parts = [one.name.value, one.drawn_from.value, "additive" if one.additive else "", str(one.year_start) if one.year_start > 1 else ""]
    return "-".join(part for part in parts if part)
