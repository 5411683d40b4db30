"""How the lines of a chart were worked out: the steps from one figure to the next as a chart, and the sum of each stretch."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.http import HttpResponse
from django.shortcuts import render

from groundswell.charts.drawing.svg import full_svg
from groundswell.charts.forms import MOST_DECIMALS, Forms, forms_of
from groundswell.charts.range_chart import range_chart
from groundswell.domain.xmr.analysis import Segment
from groundswell.domain.xmr.line_sums import LineSums, line_sums
from groundswell.domain.xmr.rule_set import Average
from groundswell.errors import Value
from groundswell.web.drawn import drawn, readout, says
from groundswell.web.pages.measure.load import Loaded, load, point_links
from groundswell.web.requests import PageRequest
from groundswell.words import Words

MORE_DIGITS = 2
"""A sum is shown with so many decimals more than the line it leads to, so that one can follow it."""


@dataclass(frozen=True, slots=True)
class SumRow:
    """One step: what it is, how it is reckoned, and what comes out."""

    name: str
    how: str
    result: str


@dataclass(frozen=True, slots=True)
class SumOf:
    """The working of one stretch. ``rows`` is empty where it has too few figures; ``lead`` says which figures count."""

    heading: str
    lead: str
    rows: Sequence[SumRow]


def lines(request: PageRequest, measure_id: str) -> HttpResponse:
    """The page of the working."""
    loaded = load(request, measure_id)
    page, words = loaded.page, request.words
    ranges = range_chart(page.analysis, page.chart, loaded.record.definition, loaded.record.fiscal_start)
    links = point_links(loaded)
    context = {
        "section": "measures",
        "where": loaded.where,
        "query": loaded.query,
        "id": loaded.line.measure_id,
        "ranges": {
            "name": ranges.chart.title,
            "sentence": says(ranges.chart),
            "detail": ranges.chart.detail,
            "readout": readout(ranges.chart),
            "wide": drawn(full_svg(ranges.chart, "wide", ident="range-wide", links=links)),
            "middle": drawn(full_svg(ranges.chart, "print", ident="range-print", links=links)),
            "narrow": drawn(full_svg(ranges.chart, "narrow", ident="range-narrow", links=links)),
            "rows": ranges.rows[::-1],
        },
        "sums": sums(loaded, words) if page.analysis.drawn_kind == "xmr" else [],
        "other_kind": page.analysis.drawn_kind != "xmr",
        "rests": page.rests_on,
        "rules": page.chart.rules,
        "source": page.analysis.rule_set.constants.source,
    }
    return render(request, "looking/lines.html", context)


def sums(loaded: Loaded, words: Words) -> list[SumOf]:
    """The working of each stretch, the newest first."""
    analysis, record = loaded.page.analysis, loaded.record
    forms = forms_of(analysis, record.definition, words, record.fiscal_start)
    found, needed = [], analysis.rule_set.fewest_figures
    label = [point.label for point in loaded.page.chart.points]
    for segment, head in zip(analysis.segments, loaded.page.chart.segments, strict=False):
        steps = line_sums(analysis, segment)
        values: dict[str, Value] = {
            "n": segment.figures, "first": label[segment.calculated_from], "last": label[segment.calculated_to], "needed": needed,
        }
        lead = words.text("working.lead" if steps else "working.too_few", values)
        if segment.excluded:
            lead += " " + words.text("working.left_out", {"n": len(segment.excluded)})
        rows = _rows(steps, segment, forms, words) if steps else ()
        found.append(SumOf(head.head_dates, lead, rows))
    return found[::-1]


def _rows(steps: LineSums, segment: Segment, forms: Forms, words: Words) -> list[SumRow]:
    form = replace(forms.figures, decimals=min(max(forms.decimals, forms.lines.decimals or 0) + MORE_DIGITS, MOST_DECIMALS))

    def told(value: float | None) -> str:
        return "" if value is None else form.close(value)

    def factor(value: float) -> str:
        return words.number(round(value, 4))

    v: dict[str, Value] = {
        "total": told(steps.total), "figures": steps.figures, "typical": told(segment.central_line),
        "range_total": told(steps.range_total), "ranges": steps.ranges, "range": told(segment.moving_range),
        "plain": told(steps.plain_range), "dropped": steps.dropped, "n": steps.dropped, "kept": steps.ranges - steps.dropped,
        "kept_total": told(steps.kept_total), "threshold": told(steps.threshold), "limits": factor(steps.limits),
        "range_limit": factor(steps.range_limit), "reach": told(steps.reach),
    }

    def row(name: str, how: str, value: float | None) -> SumRow:
        return SumRow(words.text(f"working.{name}"), words.text(f"working.{how}", v), told(value) + forms.figures.unit_after)

    rows = [row("typical", f"typical.{steps.centre.value}", segment.central_line)]
    if steps.dispersion is Average.MEDIAN:
        rows.append(row("step", "step.median", segment.moving_range))
    else:
        rows.append(row("step", "step.mean", steps.plain_range))
        if steps.dropped:
            rows.append(row("step_again", "step.screened", segment.moving_range))
    rows.append(row("reach", "reach.how", steps.reach))
    rows.append(row("upper", "upper.cut" if segment.upper_cut else "upper.how", segment.upper))
    rows.append(row("lower", "lower.cut" if segment.lower_cut else "lower.how", segment.lower))
    rows.append(row("largest", "largest.how", segment.moving_range_upper))
    return rows
