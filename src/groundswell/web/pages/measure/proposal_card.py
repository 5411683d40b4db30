"""A proposed split as a quiet card: what the figures look like, what it would do, why not elsewhere, and what one can answer."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString

from groundswell.charts.chart import Chart, ChartProposed
from groundswell.charts.drawing.svg import full_svg
from groundswell.domain.measurement.split_proposal import SplitProposal, TurnedDown
from groundswell.domain.xmr.shift_rules import RANGE_TO_SIGMA, SMALL_STEP
from groundswell.reports.measure_page import MeasurePage, build_measure_page
from groundswell.web.drawn import drawn
from groundswell.web.pages.measure.load import Loaded
from groundswell.web.pages.measure.looking_ahead import with_proposal
from groundswell.words import Words


@dataclass(frozen=True, slots=True)
class ProposalCard:
    """What the include shows; ``answers`` are addresses by name."""

    says: str
    typical: str
    warnings: Sequence[str]
    turned_down: Sequence[str]
    found_by: str
    further: str
    accept: str
    not_yet: str
    refuse: str
    another_date: str
    chart: SafeString
    chart_narrow: SafeString


def open_proposals(loaded: Loaded) -> list[SplitProposal]:
    """Those that wait for an answer today, the earliest first."""
    record = loaded.record
    drawn_days = {point.day for point in loaded.page.chart.points}
    waiting = [one for one in record.proposals if record.kind.plain and not one.waits(loaded.today, record.series.figures)]
    return [one for one in waiting if {one.day, one.calculated_to or one.day} <= drawn_days]


def page_with(loaded: Loaded, proposal: SplitProposal, locale: str) -> MeasurePage:
    """The measure's page as it would be if the split were accepted."""
    return build_measure_page(with_proposal(loaded.record, proposal, ""), locale, loaded.today)


def proposal_card(loaded: Loaded, words: Words) -> ProposalCard | None:
    """The card of the earliest open proposal; None where there is none."""
    waiting = open_proposals(loaded)
    if not waiting:
        return None
    proposal, further = waiting[0], len(waiting) - 1
    told = _Told(loaded, words)
    page = page_with(loaded, proposal, words.tag)
    ahead = page.chart
    return ProposalCard(
        says=words.text("proposal.says", {"n": told.figures_from(proposal.day), "period": told.period(proposal.day)}),
        typical=_typical(ahead, loaded, proposal, words),
        warnings=_warnings(told, proposal, page),
        turned_down=[told.turned_down(one) for one in proposal.turned_down] or [words.text("proposal.turned_down.none")],
        found_by=words.text(f"proposal.found_by.{proposal.algorithm}", {"version": proposal.version}),
        further=words.text("proposal.several", {"n": further}) if further > 1 else words.text("proposal.one_more") if further else "",
        **{name: answer_address(loaded, proposal, answer) for name, answer in ANSWERS.items()},
        chart=drawn(full_svg(ahead, "print", ident="proposed-wide")),
        chart_narrow=drawn(full_svg(ahead, "narrow", ident="proposed-narrow")),
    )


ANSWERS = {"accept": "accept", "not_yet": "not-yet", "refuse": "refuse", "another_date": "another-date"}
"""What one can answer, and the part of the address that says so."""


def answer_address(loaded: Loaded, proposal: SplitProposal, answer: str) -> str:
    """The page on which a proposal is answered."""
    return reverse("measure_proposal", args=[loaded.line.measure_id, proposal.id, answer]) + loaded.query


def chart_with_proposal(loaded: Loaded, words: Words) -> Chart:
    """The measure's chart with a dotted line where a split is proposed; the lines stay those that people confirmed."""
    chart, waiting = loaded.page.chart, open_proposals(loaded)
    if not waiting:
        return chart
    index = next(point.index for point in chart.points if point.day == waiting[0].day)
    position = (chart.points[index - 1].position + chart.points[index].position) / 2 if index else -0.5
    label = words.text("proposal.chart_label", {"period": chart.points[index].label})
    return replace(chart, proposed=ChartProposed(position, label))


def _typical(ahead: Chart, loaded: Loaded, proposal: SplitProposal, words: Words) -> str:
    """The typical value before and after, as the chart would write them."""
    first = next(point.index for point in loaded.page.chart.points if point.day == proposal.day)
    number = next((at for at, segment in enumerate(ahead.segments) if segment.first == first), 0)
    before, after = ahead.segments[number - 1], ahead.segments[number]
    if not number or not before.typical_label or not after.typical_label:
        return ""
    return words.text("proposal.typical", {"before": before.typical_label, "after": after.typical_label})


def _warnings(told: "_Told", proposal: SplitProposal, page: MeasurePage) -> list[str]:
    found, figures = [], told.figures_from(proposal.day)
    if _is_small(page, proposal):
        found.append(told.words.text("proposal.small_step"))
    if figures < proposal.warns_under:
        found.append(told.words.text("proposal.few", {"n": figures}))
    if proposal.outlying:
        periods = tuple(told.period(day) for day in proposal.outlying)
        found.append(told.words.text("proposal.outlying", {"n": len(periods), "periods": periods}))
    return found


def _is_small(page: MeasurePage, proposal: SplitProposal) -> bool:
    """Whether the new central line lies hardly away from the old one."""
    segments, points = page.analysis.segments, page.chart.points
    number = next((at for at, segment in enumerate(segments) if points[segment.first].day == proposal.day), 0)
    before, after = segments[number - 1].central_line, segments[number].central_line
    spread = segments[number].moving_range
    if not number or before is None or after is None or spread is None:
        return False
    return abs(after - before) < SMALL_STEP * spread * RANGE_TO_SIGMA


@dataclass(frozen=True, slots=True)
class _Told:
    """Periods and figures of a line in words."""

    loaded: Loaded
    words: Words

    def period(self, day: date) -> str:
        record = self.loaded.record
        return self.words.period(day, record.series.cadence, "long", record.fiscal_start)

    def figures_from(self, day: date) -> int:
        """How many figures there are by now from a day on."""
        points = self.loaded.record.series.points
        return sum(point.value is not None and point.period is not None and point.period.start >= day for point in points)

    def turned_down(self, one: TurnedDown) -> str:
        period = self.period(one.day)
        if one.last != one.day:
            period = self.words.text("proposal.periods", {"first": period, "last": self.period(one.last)})
        values: dict[str, Any] = {"period": period, "shows": self.period(one.shows_on or one.day)}
        return self.words.text(f"proposal.turned_down.{one.reason}", values)
