"""The earlier picture: what the chart showed at the end of a day, or before something was done, from what was on record then."""

from dataclasses import dataclass
from datetime import date

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from groundswell.domain.measurement.exact import Exact
from groundswell.domain.measurement.record import MeasureRecord
from groundswell.errors import UserError
from groundswell.records.selectors.earlier import end_of, position_before, position_on
from groundswell.records.selectors.portfolio import measure_record
from groundswell.records.selectors.timeline import timeline
from groundswell.reports.measure_page import build_measure_page
from groundswell.web.page_form import PageForm
from groundswell.web.pages.looking.changes import changes
from groundswell.web.pages.looking.pictures import picture
from groundswell.web.pages.measure.happenings import QUIET, Told, head_of
from groundswell.web.pages.measure.load import Loaded, load
from groundswell.web.requests import PageRequest
from groundswell.words import Words

MOST_MOMENTS = 40
"""So many of the newest happenings are offered; a date reaches every other."""


class EarlierForm(PageForm):
    """The day at whose end the picture is wanted."""

    on = forms.DateField(
        label=gettext_lazy("As it was at the end of"),
        widget=forms.DateInput(attrs={"type": "date", "class": "short"}, format="%Y-%m-%d"),
        error_messages={
            "required": gettext_lazy("Choose a day, such as 2026-03-31."), "invalid": gettext_lazy("Choose a day, such as 2026-03-31."),
        },
    )


@dataclass(frozen=True, slots=True)
class Moment:
    """Something that happened, and the id under which the picture before it is found."""

    id: str
    when: str
    what: str
    current: bool


def earlier(request: PageRequest, measure_id: str) -> HttpResponse:
    """The page; the day or the happening stands in the address."""
    loaded = load(request, measure_id)
    asked, before = "on" in request.GET, request.GET.get("before", "")
    form = EarlierForm(request.GET if asked else None)
    refused = asked and not form.is_valid()
    context = {
        "section": "measures",
        "where": loaded.where,
        "place": loaded.line.org_unit_id or "",
        "form": form,
        "summary_errors": form.summary() if refused else [],
        "moments": _moments(request, loaded, before),
        "title": _("The earlier picture"),
    }
    if before:
        context |= _then(request, loaded, position_before(request.actor, before))
    elif asked and not refused:
        context |= _then(request, loaded, _end_of(request, loaded, form.cleaned_data["on"]))
    return render(request, "looking/earlier.html", context, status=400 if refused else 200)


def _end_of(request: PageRequest, loaded: Loaded, day: date) -> int:
    return position_on(request.actor, end_of(day, loaded.time_zone))


def _then(request: PageRequest, loaded: Loaded, seq: int) -> dict[str, object]:
    """Both pictures and what differs; a plain sentence where the measure was not there yet."""
    try:
        record = measure_record(request.actor, loaded.line, seq)
    except UserError as refused:
        if refused.code != "measure_unknown":
            raise
        return {"none": _("The measure was not on record then.")}
    if record.org_unit_id != loaded.line.org_unit_id or not len(record.series):
        return {"none": _("There was no figure on record then.")}
    page = build_measure_page(record, request.words.tag, None)
    new, revised = _differing(record, loaded.record)
    return {
        "pictures": [picture(page.chart, _("Then"), "then", worded=not page.too_few),
                     picture(loaded.page.chart, _("Now"), "now", worded=not loaded.page.too_few)],
        "changes": changes(page, loaded.page, request.words, "since"),
        "figures_say": _figures_say(new, revised, request.words),
        "before_head": _("Then"),
        "after_head": _("Now"),
    }


def _figures_say(new: int, revised: int, words: Words) -> str:
    """How many figures came since, and how many of the earlier ones changed."""
    if not new and not revised:
        return words.text("earlier.same")
    parts = [words.text("earlier.new", {"n": new})] if new else []
    return " ".join([*parts, words.text("earlier.revised", {"n": revised})] if revised else parts)


def _differing(then: MeasureRecord, now: MeasureRecord) -> tuple[int, int]:
    """How many figures came since, and how many are others now or gone."""
    was, are = _figures(then), _figures(now)
    return len(are.keys() - was.keys()), sum(1 for day, value in was.items() if are.get(day) != value)


def _figures(record: MeasureRecord) -> dict[date, Exact]:
    return {point.period.start: point.value for point in record.series.points if point.period is not None and point.value is not None}


def _moments(request: PageRequest, loaded: Loaded, chosen: str) -> list[Moment]:
    record = loaded.record
    told = Told(request.words, record.series.cadence, record.measure_id, loaded.query, loaded.time_zone, record.fiscal_start)
    items = [item for item in timeline(request.actor, loaded.line) if item.kind not in QUIET and item.reaction is None]
    return [
        Moment(item.id, request.words.day(item.at.astimezone(loaded.time_zone).date()), head_of(item, told), item.id == chosen)
        for item in items[:MOST_MOMENTS]
    ]
