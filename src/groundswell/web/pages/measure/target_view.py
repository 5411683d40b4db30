"""What is wanted of a measure, as its page shows it: the target aimed at, the others, the standard with its sign, and the history."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.safestring import SafeString

from groundswell.charts.chart import ChartAim
from groundswell.charts.drawing.symbols import symbol_svg
from groundswell.charts.wanted import standard_kind, target_upward
from groundswell.domain.measurement.exact import Exact
from groundswell.domain.measurement.target import Fate, Standard, TargetChange
from groundswell.reports.measure_page import MeasurePage
from groundswell.web.drawn import drawn
from groundswell.words import Words
from groundswell.words.target_words import target_named

REPEATED = 3
"""A sheet that names one value so often asks the same of every period: that is a standard rather than a target."""
MOST_LISTED = 12
"""A sheet may name a target for each month: so many of the newest are listed."""


@dataclass(frozen=True, slots=True)
class AimView:
    """One target with the addresses where it is changed or withdrawn."""

    aim: ChartAim
    change: str
    withdraw: str


@dataclass(frozen=True, slots=True)
class PastLine:
    """One line of the history: what was wanted, and what became of it."""

    what: str
    text: str


@dataclass(frozen=True, slots=True)
class TargetView:
    """The section under the chart. ``aim`` None: no target stands; ``standard`` and ``band`` empty: none is wanted.

    ``repeated``: the sheet names one value again and again, which asks whether it is a standard; ``repeated_href`` sets it as one.
    """

    aim: AimView | None
    others: Sequence[AimView]
    standard: str
    standard_sentence: str
    standard_certainty: str
    sign: SafeString | str
    sign_word: str
    history: Sequence[PastLine]
    repeated: str = ""
    repeated_href: str = ""
    band: str = ""

    @property
    def empty(self) -> bool:
        """Whether no target and no standard is set, and none ever was."""
        return self.aim is None and not self.standard and not self.history

    @property
    def nothing(self) -> bool:
        """Whether nothing is wanted and nothing ever was, a band included."""
        return self.empty and not self.band


def target_view(page: MeasurePage, words: Words, *, query: str) -> TargetView:
    """The section of one measure at one place."""
    wanted = page.chart.wanted
    aims = [_aim(aim, page.record.measure_id, query) for aim in wanted.aims]
    sign = wanted.assurance
    repeated = _repeated(page) if not page.record.standards else None
    figure = words.figure_form(page.record.definition.measurement_unit, None)
    return TargetView(
        aim=next((each for each in aims if each.aim.aimed), None),
        others=[each for each in aims if not each.aim.aimed][-MOST_LISTED:],
        standard=wanted.standard,
        standard_sentence=wanted.standard_sentence,
        standard_certainty=wanted.standard_certainty,
        sign=drawn(symbol_svg(sign, named=False)) if sign is not None else "",
        sign_word=sign.text if sign is not None else "",
        history=[*_targets(page, words), *_standards(page, words)],
        band=wanted.band,
        repeated="" if repeated is None else words.text("target.repeated", {"target": figure.full(repeated)}),
        repeated_href="" if repeated is None else _standard_href(page, query, figure.bare(repeated)),
    )


def _repeated(page: MeasurePage) -> Exact | None:
    """The value that a sheet's targets all name, where they are so many that it is rather a standard."""
    values = {target.value for target in page.record.targets if not target.by_hand}
    count = sum(not target.by_hand for target in page.record.targets)
    return values.pop() if len(values) == 1 and count >= REPEATED else None


def _standard_href(page: MeasurePage, query: str, figure: str) -> str:
    first = min(target.day for target in page.record.targets if not target.by_hand)
    return reverse("measure_standard", args=[page.record.measure_id]) + query + ("&" if query else "?") + urlencode(
        {"figure": figure, "day": first.replace(day=1).isoformat()}
    )


def _aim(aim: ChartAim, measure_id: str, query: str) -> AimView:
    day = f"{'&' if query else '?'}{urlencode({'day': aim.day.isoformat()})}"
    change, withdraw = (reverse(name, args=[measure_id]) + query + day for name in ("measure_target", "measure_target_withdraw"))
    return AimView(aim, change, withdraw)


def _targets(page: MeasurePage, words: Words) -> Iterator[PastLine]:
    """Every target, the newest first."""
    record = page.record
    figure = words.figure_form(record.definition.measurement_unit, None)
    for change in list(reversed(record.target_changes))[:MOST_LISTED]:
        target = change.target
        period = words.period(target.day, record.series.cadence, "long", record.fiscal_start)
        up = target_upward(target, record.definition)
        named = target_named(words, target.kind, {"target": figure.full(target.value), "period": period}, up=up)
        yield PastLine(named[:1].upper() + named[1:], " ".join(part for part in (_begun(change, words), _ended(change, words)) if part))


def _begun(change: TargetChange, words: Words) -> str:
    target = change.target
    if target.set_on is not None:
        code = "target.history.set" if target.reason else "target.history.set_on"
        return words.text(code, {"day": words.day(target.set_on), "reason": target.reason})
    if target.by_hand:
        return words.text("target.history.because", {"reason": target.reason}) if target.reason else ""
    return words.text("target.history.sheet" if target.label else "target.history.unknown", {"label": target.label})


def _ended(change: TargetChange, words: Words) -> str:
    if change.fate is Fate.STANDS:
        return ""
    values = {
        "fate": words.text(f"target.fate.{change.fate.value}"), "reason": change.ended_because,
        "day": words.day(change.until) if change.until else "",
    }
    if change.until is not None:
        return words.text("target.history.ended" if change.ended_because else "target.history.ended_on", values)
    return words.text("target.history.ended_because" if change.ended_because else "target.history.ended_plain", values)


def _standards(page: MeasurePage, words: Words) -> Iterator[PastLine]:
    for standard in reversed(page.record.standards):
        yield PastLine(_named(standard, page, words), _why(standard, words))


def _named(standard: Standard, page: MeasurePage, words: Words) -> str:
    record = page.record
    period = words.period(standard.valid_from, record.series.cadence, "long", record.fiscal_start)
    if standard.value is None:
        return words.text("standard.history.none", {"period": period})
    value = words.figure_form(record.definition.measurement_unit, None).full(standard.value)
    return words.text(f"standard.history.{standard_kind(record.definition.way, standard.value)}", {"value": value, "period": period})


def _why(standard: Standard, words: Words) -> str:
    if standard.set_on is None:
        return words.text("target.history.because", {"reason": standard.reason}) if standard.reason else ""
    code = "target.history.set" if standard.reason else "target.history.set_on"
    return words.text(code, {"day": words.day(standard.set_on), "reason": standard.reason})
