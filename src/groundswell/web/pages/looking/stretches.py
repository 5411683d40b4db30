"""Two stretches held against each other: each one's figures against the other's limits, and how far their levels differ."""

from dataclasses import dataclass, replace

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from groundswell.charts.chart import Chart
from groundswell.charts.forms import forms_of
from groundswell.domain.measurement.chart_kind import PLAIN
from groundswell.domain.measurement.record import MeasureRecord
from groundswell.domain.measurement.segment import SegmentInput
from groundswell.domain.measurement.series import Series
from groundswell.domain.xmr.stretches import Held, Stretch, StretchesCompared, compare_stretches
from groundswell.errors import UserError, Value
from groundswell.reports.measure_page import build_measure_page
from groundswell.web.page_form import Choices, PageForm
from groundswell.web.pages.looking.changes import periods_told
from groundswell.web.pages.looking.pictures import Picture, picture
from groundswell.web.pages.measure.load import Loaded, load
from groundswell.web.requests import PageRequest
from groundswell.words import Words

NAMES = ("a_first", "a_last", "b_first", "b_last")
UNKNOWN = {"invalid_choice": gettext_lazy("That period is not on this chart. Choose one of the list.")}


class StretchesForm(PageForm):
    """First and last period of both stretches."""

    a_first = forms.ChoiceField(label=gettext_lazy("From"), error_messages=UNKNOWN)
    a_last = forms.ChoiceField(label=gettext_lazy("To"), error_messages=UNKNOWN)
    b_first = forms.ChoiceField(label=gettext_lazy("From"), error_messages=UNKNOWN)
    b_last = forms.ChoiceField(label=gettext_lazy("To"), error_messages=UNKNOWN)

    def __init__(self, data: object, *, periods: Choices) -> None:
        super().__init__(data)
        for name in NAMES:
            self.offer(name, periods)


@dataclass(frozen=True, slots=True)
class Told:
    """The comparison in words and drawings. ``verdict`` comes first; ``points`` are lines on points beyond the other's limits."""

    verdict: str
    difference: str
    points: tuple[str, ...]
    caution: str
    pictures: tuple[Picture, ...]


def stretches(request: PageRequest, measure_id: str) -> HttpResponse:
    """The page of the test; which stretches stand in the address."""
    loaded = load(request, measure_id)
    periods = loaded.periods()[::-1]
    if len(periods) < 2:
        raise UserError("stretch_too_short", {"needed": loaded.page.analysis.rule_set.fewest_figures})
    at_first = _at_first(loaded, periods)
    sent = {**at_first, **{name: value for name, value in request.GET.items() if name in NAMES}}
    form = StretchesForm(sent, periods=periods)
    told = None
    if form.is_valid():
        try:
            told = _told(request, loaded, form.cleaned_data)
        except UserError as refused:
            form.add_error("a_first", request.words.error(refused))
    refused_form = bool(form.errors) and any(name in request.GET for name in NAMES)
    context = {
        "section": "measures",
        "where": loaded.where,
        "place": loaded.line.org_unit_id or "",
        "form": form,
        "summary_errors": form.summary() if refused_form else [],
        "too_few": "" if told or refused_form else next(iter(form.summary()), {}).get("text", ""),
        "told": told,
        "rules": loaded.page.chart.rules,
    }
    return render(request, "looking/stretches.html", context, status=400 if refused_form else 200)


def _at_first(loaded: Loaded, periods: Choices) -> dict[str, str]:
    """The two newest stretches of the chart; where it has one, its two halves."""
    segments, points = loaded.page.analysis.segments, loaded.page.chart.points
    days = [day for day, _label in periods]
    if len(segments) > 1:
        cut = points[segments[-1].first].day
        begin = points[segments[-2].first].day
        before = [day for day in days if begin and cut and begin.isoformat() <= day < cut.isoformat()]
        after = [day for day in days if cut and day >= cut.isoformat()]
        if before and after:
            return dict(zip(NAMES, (before[0], before[-1], after[0], after[-1]), strict=True))
    half = len(days) // 2
    return dict(zip(NAMES, (days[0], days[half - 1], days[half], days[-1]), strict=True))


def _told(request: PageRequest, loaded: Loaded, sent: dict[str, str]) -> Told:
    chart, words, analysis = loaded.page.chart, request.words, loaded.page.analysis
    place = {point.day.isoformat(): point.index for point in chart.points if point.day is not None}
    ends = [place[sent[name]] for name in NAMES]
    if ends[0] > ends[1] or ends[2] > ends[3]:
        raise UserError("stretch_backwards")
    out = frozenset(at for segment in analysis.segments for at in segment.excluded)
    found = compare_stretches(analysis.series, Stretch(ends[0], ends[1]), Stretch(ends[2], ends[3]), analysis.rule_set, out)
    form = forms_of(analysis, loaded.record.definition, words, loaded.record.fiscal_start).lines
    values: dict[str, Value] = {
        "before": form.full(found.earlier.mean), "after": form.full(found.later.mean), "difference": form.close(abs(found.difference)),
        "low": form.close(min(abs(found.low), abs(found.high))), "high": form.close(max(abs(found.low), abs(found.high))),
    }
    if found.low <= 0 <= found.high:
        values |= {"less": form.close(abs(found.low)), "more": form.close(abs(found.high))}
    points = (_points(found.later, "later", chart, words), _points(found.earlier, "earlier", chart, words))
    return Told(
        verdict=words.text("stretches.differ" if found.differ else "stretches.alike"),
        difference=words.text(f"stretches.{_way(found)}", values),
        points=tuple(line for part in points for line in part),
        caution=words.text("stretches.caution") if found.earlier.own_signals or found.later.own_signals else "",
        pictures=_pictures(request, loaded, found),
    )


def _way(found: StretchesCompared) -> str:
    if found.low == found.high == 0:
        return "same"
    if found.low <= 0 <= found.high:
        return "unsure"
    return "higher" if found.difference > 0 else "lower"


def _points(held: Held, which: str, chart: Chart, words: Words) -> list[str]:
    """Points of one stretch beyond the other's limits, as a line for each side; one line where there are none."""
    found = []
    for side, points in (("above", held.above), ("below", held.below)):
        if points:
            values: dict[str, Value] = {"n": len(points), "figures": held.figures, "periods": periods_told(points, chart, words)}
            found.append(words.text(f"stretches.{which}.{side}", values))
    return found or [words.text(f"stretches.{which}.within")]


def _pictures(request: PageRequest, loaded: Loaded, found: StretchesCompared) -> tuple[Picture, ...]:
    """Both stretches under the limits of the earlier one, and of the later one."""
    first, last = found.earlier.stretch.first, found.later.stretch.last
    headings = {"earlier": _("Both by the limits of the earlier"), "later": _("Both by the limits of the later")}
    drawn = []
    for which, held in (("earlier", found.earlier), ("later", found.later)):
        record = _part(loaded.page.record, (first, last), held.stretch)
        page = build_measure_page(record, request.words.tag, None)
        drawn.append(picture(page.chart, headings[which], which, says_it=False))
    return tuple(drawn)


def _part(record: MeasureRecord, ends: tuple[int, int], calculated: Stretch) -> MeasureRecord:
    """The record from the first to the last of both stretches, as one segment of an XmR chart with limits from one of them."""
    series, (first, last) = record.series, ends
    part = Series(series.measure, series.org_unit, series.cadence, series.points[first:last + 1])
    days = {point.period.start for point in part.points if point.period is not None}
    out = {day: reason for day, reason in record.excluded.items() if day in days}
    segment = SegmentInput(calculated_from=calculated.first - first, calculated_to=calculated.last - first)
    return replace(
        record, series=part, segments=(segment,), excluded=out, baseline=None, targets=(), notes=(), kind=PLAIN, brought=None,
        open_last=False,
    )
