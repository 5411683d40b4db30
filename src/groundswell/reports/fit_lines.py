"""What was recognised in a measure's figures, in plain sentences, each with the chart that fits better or what would."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from groundswell.charts.forms import forms_of
from groundswell.domain.measurement.chart_kind import DIFFERENCES, ChartKind, KindName
from groundswell.domain.measurement.record import MeasureRecord
from groundswell.domain.xmr.analysis import XmrAnalysis
from groundswell.domain.xmr.fit.recognising import Looked, recognised
from groundswell.domain.xmr.fit.seen import Seen, SeenCode
from groundswell.errors import Value
from groundswell.words import Words


@dataclass(frozen=True, slots=True)
class FitLine:
    """One thing recognised. ``offer`` and ``button`` are the better chart; ``instead`` says what would help where there is none."""

    code: str
    text: str
    offer: ChartKind | None = None
    button: str = ""
    instead: str = ""


@dataclass(frozen=True, slots=True)
class Fit:
    """What is drawn where a kind was chosen (empty for the plain chart), and what was recognised.

    ``act``: the act that chose the kind. ``refused``: why the chosen kind is not the one that is drawn.
    """

    drawn: str = ""
    kind_name: str = ""
    act: str = ""
    refused: str = ""
    lines: tuple[FitLine, ...] = ()

    @property
    def offers(self) -> tuple[FitLine, ...]:
        """Lines with a better chart."""
        return tuple(line for line in self.lines if line.offer is not None)


NOTHING_SEEN = Fit()


def fit_of(record: MeasureRecord, analysis: XmrAnalysis, words: Words) -> Fit:
    """The fit of a record as it is drawn. A chart that somebody chose is not looked at again, but for differences drawn plainly."""
    lines = tuple(_line(seen, record, analysis, words) for seen in _seen(record, analysis))
    refused = record.kind_refused or (analysis.working.refused if analysis.working is not None else "")
    if record.kind.plain and not refused:
        return Fit(lines=lines, act=record.kind_act)
    name = words.text(f"kind.{record.kind.name.value}")
    source = "" if record.kind.drawn_from.value == "figures" else words.text(f"drawn.{record.kind.drawn_from.value}")
    return Fit(source, name, record.kind_act, words.text(f"refused.{refused}") if refused else "", lines)


def _seen(record: MeasureRecord, analysis: XmrAnalysis) -> tuple[Seen, ...]:
    if record.kind.name is not KindName.XMR or record.open_last:
        return ()
    definition = record.definition
    bounds = tuple(None if bound is None else float(bound) for bound in (definition.lower_bound, definition.upper_bound))
    differences = record.kind.drawn_from in DIFFERENCES
    name = "" if differences else definition.name
    found = recognised(Looked(record.series, analysis, name, definition.measurement_unit, (bounds[0], bounds[1])))
    if not differences:
        return found
    return tuple(
        one if one.offer is None else replace(one, offer=replace(
            one.offer, drawn_from=record.kind.drawn_from, year_start=record.kind.year_start))
        for one in found if one.code not in (SeenCode.YEAR_TO_DATE, SeenCode.RUNNING_TOTAL, SeenCode.RARE, SeenCode.EVENT_DATES)
    )


def _line(seen: Seen, record: MeasureRecord, analysis: XmrAnalysis, words: Words) -> FitLine:
    code = f"seen.{seen.code.value}"
    text = words.text(_text_code(code, seen), _told(seen, record, analysis, words))
    if seen.offer is not None:
        return FitLine(seen.code.value, text, seen.offer, words.text(f"{code}.offer"))
    return FitLine(seen.code.value, text, instead=words.text(f"{code}.none") if words.has(f"{code}.none") else "")


def _text_code(code: str, seen: Seen) -> str:
    """The sentence that the values call for, where a code has several."""
    values = seen.values
    narrower = values.get("narrower")
    if seen.code is SeenCode.TREND:
        return f"{code}.rising" if values.get("rising") else f"{code}.falling"
    if seen.code is SeenCode.ROLLING and values.get("named"):
        return f"{code}_named"
    if seen.code is SeenCode.SEASONAL and isinstance(narrower, int) and narrower >= 30:
        return f"{code}_narrower"
    return f"{code}_twice" if seen.code is SeenCode.IRREGULAR and values.get("twice") else code


def _told(seen: Seen, record: MeasureRecord, analysis: XmrAnalysis, words: Words) -> Mapping[str, Value]:
    """The values of a sentence as they are written."""
    forms = forms_of(analysis, record.definition, words, record.fiscal_start)
    told: dict[str, Value] = dict(seen.values)
    month, slope, r = seen.values.get("month"), seen.values.get("slope"), seen.values.get("r")
    if isinstance(month, int):
        told["month"] = words.dates.month_name(month)
    if isinstance(slope, float):
        told["slope"] = forms.fine(abs(slope))
    if isinstance(r, float):
        told["r"] = words.number(r, 2)
    for name in ("step", "bound"):
        value = seen.values.get(name)
        if isinstance(value, float):
            told[name] = forms.fine(value) if name == "step" else forms.figures.close(value)
    for name in ("least", "most"):
        value = seen.values.get(name)
        if isinstance(value, float):
            told[name] = words.number(round(value))
    for name in ("cycles", "events", "times"):
        if name in told:
            told["n_all"], told["n"] = told.get("n", ""), told[name]
    return told


