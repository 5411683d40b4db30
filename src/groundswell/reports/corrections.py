"""Corrections of a measure page in words: the notice under its chart, a cell of its table, and rows of its files."""

from dataclasses import dataclass
from datetime import date

from groundswell.domain.measurement.correction import Correction
from groundswell.domain.measurement.exact import Exact
from groundswell.reports.measure_page import MeasurePage
from groundswell.words.numbers import FigureForm

MOST_TOLD = 3
"""So many of the newest stand under a chart."""


PLACE = "\ue000"
"""Holds the place of the reason in its sentence until it is known where it stands; a private sign, which no message has."""


@dataclass(frozen=True, slots=True)
class CorrectionTold:
    """One correction as a sentence, and the reason in a person's own words: these are set apart on a page, whichever way they run."""

    before: str
    reason: str = ""
    after: str = ""

    def __str__(self) -> str:
        return f"{self.before}{self.reason}{self.after}"


@dataclass(frozen=True, slots=True)
class CorrectionNotice:
    """What stands under a chart: the newest corrections, a sentence each, and how many there are where these are not all."""

    label: str
    told: tuple[CorrectionTold, ...] = ()
    more: str = ""

    @property
    def lines(self) -> tuple[str, ...]:
        """The corrections as plain text."""
        return tuple(map(str, self.told))


def notice(page: MeasurePage) -> CorrectionNotice:
    """The notice of a page; without lines where nothing was corrected."""
    label, found = page.words.text("correction.label"), page.corrections
    more = page.words.text("correction.more", {"n": len(found)}) if len(found) > MOST_TOLD else ""
    return CorrectionNotice(label, tuple(in_parts(page, one) for one in found[:MOST_TOLD]), more)


def told(page: MeasurePage, one: Correction) -> str:
    """One correction as a sentence, with its reason: ``Corrected on 3 March 2026: January 2026 was 12.4, is 11.9 (−0.5).``"""
    return str(in_parts(page, one))


def in_parts(page: MeasurePage, one: Correction) -> CorrectionTold:
    """One correction as a page shows it."""
    words, record = page.words, page.record
    values = {
        "day": words.day(one.on),
        "period": words.period(one.period, record.series.cadence, "long", record.fiscal_start),
        "was": _figure(page, one.was),
        "now": _figure(page, one.now, full=True),
        "change": _change(page, one.change),
    }
    sentence = words.text(f"correction.{_kind(one)}", values)
    if not one.reason:
        return CorrectionTold(sentence)
    before, _, after = words.text("correction.reason", {"reason": PLACE}).partition(PLACE)
    return CorrectionTold(f"{sentence} {before}", one.reason, after)


def by_day(page: MeasurePage) -> dict[date, list[Correction]]:
    """Corrections by the first day of their period, newest first."""
    found: dict[date, list[Correction]] = {}
    for one in page.corrections:
        found.setdefault(one.period.start, []).append(one)
    return found


def cell(page: MeasurePage, found: list[Correction]) -> str:
    """What a table says beside a period: ``12.4 until 3 March 2026; 12.6 until 1 March 2026``."""
    words, told_of = page.words, []
    for one in found:
        code = "correction.cell_withheld" if one.withheld else "correction.cell"
        told_of.append(words.text(code, {"was": _figure(page, one.was), "day": words.day(one.on)}))
    return "; ".join(told_of)


def _kind(one: Correction) -> str:
    if one.withheld:
        return "withheld"
    if one.now is None:
        return "taken_back"
    return "changed" if one.stands else "changed_again"


def _form(page: MeasurePage) -> FigureForm:
    """With every digit that a figure has: rounded as on the chart, two that differ could look alike."""
    return page.words.figure_form(page.record.definition.measurement_unit, None)


def _figure(page: MeasurePage, figure: Exact | None, *, full: bool = False) -> str:
    if figure is None:
        return ""
    form = _form(page)
    return form.full(figure) if full else form.close(figure)


def _change(page: MeasurePage, change: Exact | None) -> str:
    """With its sign; of a percentage in points, since −0.2% would be something else."""
    if change is None:
        return ""
    form = _form(page)
    points = form.suffix.endswith("%")
    sign = "+" if change.coef > 0 else ""
    text = sign + (form.bare(change) if points else form.close(change))
    return page.words.text("correction.points", {"change": text}) if points else text
