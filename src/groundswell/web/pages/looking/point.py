"""One point of a chart: what it is, why it is flagged or not, what other rules would say, where it came from, its neighbours."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.shortcuts import render

from groundswell.charts.chart import ChartPoint
from groundswell.charts.drawing.full import LinkOf
from groundswell.charts.forms import forms_of
from groundswell.domain.xmr.analysis import line_at
from groundswell.domain.xmr.explaining import why_flagged
from groundswell.domain.xmr.rule_sets import RULE_SETS
from groundswell.records.selectors.rule_sets import own_rule_sets
from groundswell.web.pages.measure.load import Loaded, load, point_links
from groundswell.web.requests import PageRequest
from groundswell.words.explaining_words import WhyTold, tell_why


@dataclass(frozen=True, slots=True)
class Beside:
    """A neighbour as a link; ``href`` empty: there is none."""

    href: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True)
class PointView:
    """The point in words. ``lines`` are pairs of a name and a text; ``why`` says what its own rules say, ``others`` the other sets."""

    label: str
    headline: str
    reading: str
    flagged: bool
    why: Sequence[str]
    others: Sequence[str]
    lines: Sequence[tuple[str, str]]
    earlier: Beside
    later: Beside


def point(request: PageRequest, measure_id: str, at: str) -> HttpResponse:
    """The page of a point, by its period's first day (by its place, in an undated series)."""
    loaded = load(request, measure_id)
    found = next((one for one in loaded.page.chart.points if at in (one.day.isoformat() if one.day else "", str(one.index))), None)
    if found is None:
        raise Http404
    context = {
        "section": "measures",
        "where": loaded.where,
        "query": loaded.query,
        "id": loaded.line.measure_id,
        "view": _view(request, loaded, found),
        "rules": loaded.page.chart.rules,
        "day": found.day.isoformat() if found.day else "",
    }
    return render(request, "looking/point.html", context)


def _view(request: PageRequest, loaded: Loaded, found: ChartPoint) -> PointView:
    points, links = loaded.page.chart.points, point_links(loaded)
    with_figure = [one for one in points if one.y is not None or one.index == found.index]
    at = with_figure.index(found)
    headline, dot, reading = found.text.partition(". ")
    flagged, why = _why(request, loaded, found)
    return PointView(
        label=found.label,
        headline=headline + dot.strip(),
        reading=reading,
        flagged=flagged,
        why=why.sentences,
        others=why.others,
        lines=_lines(request, loaded, found),
        earlier=_beside(with_figure[at - 1], links) if at else Beside(),
        later=_beside(with_figure[at + 1], links) if at + 1 < len(with_figure) else Beside(),
    )


def _beside(one: ChartPoint, links: LinkOf) -> Beside:
    return Beside(links(one), one.label)


def _why(request: PageRequest, loaded: Loaded, found: ChartPoint) -> tuple[bool, WhyTold]:
    """What the chart's own rules say, and what all others would. Of another chart kind than XmR no others are asked: they judge XmR."""
    analysis, record = loaded.page.analysis, loaded.record
    own = [one.newest.rules for one in own_rule_sets(request.actor) if not one.away]
    others = [rules for rules in (*RULE_SETS.values(), *own) if rules.name != analysis.rule_set.name]
    explained = why_flagged(analysis, found.index, others if analysis.drawn_kind == "xmr" else [])
    forms = forms_of(analysis, record.definition, request.words, record.fiscal_start)
    return explained.flagged, tell_why(request.words, explained, forms.telling_close(analysis, found.mark.value))


def _lines(request: PageRequest, loaded: Loaded, found: ChartPoint) -> list[tuple[str, str]]:
    """State, the lines that hold here, why it is left out, its source."""
    words, row, analysis = request.words, loaded.page.rows[found.index], loaded.page.analysis
    lines = [(words.text("twin.state"), row.state_text)]
    here = line_at(analysis, found.index)
    if here is not None:
        form = forms_of(analysis, loaded.record.definition, words, loaded.record.fiscal_start).lines
        lines.append((words.text("looking.line.typical"), form.full(here.central_line)))
        limits = [form.close(limit) for limit, cut in ((here.lower, here.lower_cut), (here.upper, here.upper_cut)) if not cut]
        if limits:
            lines.append((words.text("point.limits"), words.listed(limits)))
    if row.left_out:
        lines.append((words.text("twin.left_out"), row.left_out))
    if row.origin_text:
        lines.append((words.text("point.from"), row.origin_text))
    return lines
