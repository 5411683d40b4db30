"""``groundswell analyse``: limits and signals of a sheet's series, in words or as JSON (contracts 2)."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from groundswell.charts.drawing.terminal import TerminalLook, spark_text
from groundswell.cli.files.aims import AimOptions, aim_options, aims_document, aims_of, aims_told
from groundswell.cli.files.denominators import divided
from groundswell.cli.files.explaining import explained, explained_document, points_asked, told_decimals
from groundswell.cli.files.kinds import kind_given, kind_options
from groundswell.cli.files.proposing import proposals_document, proposals_of, proposals_told
from groundswell.cli.files.rules import LINES, chosen_rules, constants_told
from groundswell.cli.files.series import SeriesOfFile, place_of_period, series_of_file
from groundswell.cli.files.terminal import look_of_terminal
from groundswell.cli.json_answer import as_json as json_option
from groundswell.cli.json_answer import print_json
from groundswell.domain.measurement.chart_kind import DrawnFrom
from groundswell.domain.measurement.drawn_series import drawn_series
from groundswell.domain.measurement.series import Series
from groundswell.domain.xmr.analyse import AnalysisRequest, analyse_many
from groundswell.domain.xmr.analysis import Origin, SegmentInput, XmrAnalysis
from groundswell.domain.xmr.as_values import analysis_values, period_names, rule_set_values
from groundswell.domain.xmr.rule_set import RuleSet
from groundswell.errors import Problem, UserError, Value
from groundswell.words import Words, words_for

MOST_BARS = 60
"""Figures shown as bars: the newest."""
MOST_TOLD = 10
"""Problems of the reading that are told; ``groundswell read`` lists them all."""


@dataclass(frozen=True, slots=True)
class AnalyseOptions:
    """What was asked for on the command line."""

    rules: RuleSet
    baseline: int | None
    splits: tuple[str, ...]
    lower_bound: float | None
    upper_bound: float | None
    why: tuple[str, ...] = ()
    ahead: bool = False
    kind: str = "xmr"
    drawn_from: str = "figures"


@click.command("analyse")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--rules", default="wheeler", show_default=True, metavar="NAME", help="The rule set.")
@click.option("--rules-file", type=click.Path(path_type=Path), metavar="PATH", help="Rules of your own, as JSON, instead of --rules.")
@click.option("--lines", type=click.Choice(list(LINES)), default="mean", show_default=True, help="What limits are made of.")
@click.option("--exact-constants", is_flag=True, help="Unrounded limit factors instead of the rule set's own.")
@click.option("--baseline", type=int, metavar="N", help="The first N figures of each segment make its limits.")
@click.option("--split", "splits", multiple=True, metavar="PERIOD", help="A new segment begins here: an ISO date or a label of the file.")
@click.option("--lower-bound", metavar="X", help="No figure can be lower.")
@click.option("--upper-bound", metavar="X", help="No figure can be higher.")
@click.option("--why", multiple=True, metavar="PERIOD", help="Why this figure is flagged, or not, and what other rules would say.")
@click.option("--next", "ahead", is_flag=True, help="What the next figure would have to be for a signal.")
@kind_options
@aim_options
@click.option("--propose", is_flag=True, help="Say which splits an algorithm would propose, and why it turned others down.")
@json_option
def command(file: Path, as_json: bool, **given: Any) -> None:
    """Limits and signals of every series in FILE."""
    rules = chosen_rules(given["rules"], given["rules_file"], given["lines"], exact=given["exact_constants"])
    options = AnalyseOptions(
        rules, given["baseline"], given["splits"], _bound(given["lower_bound"]), _bound(given["upper_bound"]), given["why"], given["ahead"],
        given["kind"], given["drawn_from"],
    )
    aims = aims_of(given)
    found = divided(series_of_file(file), given["denominator"])
    analyses, words = analysed(found, options), words_for()
    for line in _in_doubt(found.problems, file, words):
        click.echo(line, err=True)
    proposals = proposals_of(analyses) if given["propose"] else [None] * len(analyses)
    if as_json:
        document = as_document(options.rules, analyses, aims)
        for told, analysis, proposed in zip(document["series"], analyses, proposals, strict=True):
            told.update(explained_document(analysis, points_asked(analysis, options.why, found), options.ahead))
            told.update({} if proposed is None else {"proposed": proposals_document(proposed)})
        print_json(document)
        return
    look = look_of_terminal()
    for analysis, proposed in zip(analyses, proposals, strict=True):
        lines = [] if proposed is None else proposals_told(proposed, analysis, words)
        asked = points_asked(analysis, options.why, found)
        for line in (*_told(analysis, words, look), *lines, *explained(analysis, asked, options.ahead, words)):
            click.echo(line)
        unit = found.measurement_units.get((analysis.series.measure, analysis.series.org_unit), "")
        for line in aims_told(analysis, aims, unit, words) if aims.asked else ():
            click.echo(line)


def _in_doubt(problems: Sequence[Problem], file: Path, words: Words) -> Iterator[str]:
    """What the reading could not keep, said beside the answer: nobody is left to find it out."""
    for problem in problems[:MOST_TOLD]:
        place = " ".join(part for part in (problem.place.sheet, problem.place.cell) if part) or file.name
        yield words.text("read.problem", {"place": place, "message": words.problem(problem), "hint": words.hint(problem)}).rstrip()
    if len(problems) > MOST_TOLD:
        yield words.text("analyse.more_problems", {"n": len(problems) - MOST_TOLD, "file": file.name})


def analysed(found: SeriesOfFile, options: AnalyseOptions) -> list[XmrAnalysis]:
    """Every series of the file under the options; raises UserError("split_without_period") and ("unknown_rule_set")."""
    _check_periods(found, options.splits, "split_without_period")
    _check_periods(found, options.why, "why_without_period")
    return analyse_many([_request(series, options, found) for series in found.series])


def _request(series: Series, options: AnalyseOptions, found: SeriesOfFile) -> AnalysisRequest:
    """What is analysed of one series: the series that its chart kind draws; splits move along to it."""
    kind = kind_given(options.kind, options.drawn_from, series)
    drawn = drawn_series(series, kind)
    if drawn.refused:
        raise UserError(f"chart_kind.{drawn.refused}")
    segments = _segments(series, options.splits, found)
    if kind.drawn_from is not DrawnFrom.FIGURES:
        firsts = {next((at for at, source in enumerate(drawn.source) if source >= one.first), 0) for one in segments} - {0}
        segments = tuple(SegmentInput(first=first, origin=Origin.KNOWN_CHANGE) for first in sorted(firsts))
    return AnalysisRequest(
        drawn.series, options.rules, segments, options.baseline, options.lower_bound, options.upper_bound, kind, drawn.open_last
    )


def _check_periods(found: SeriesOfFile, periods: Sequence[str], code: str) -> None:
    """Each period that was named has to begin one of at least one series of the file."""
    for period in periods:
        if all(place_of_period(series, period, found.calendar) is None for series in found.series):
            first = found.series[0]
            names = [str(name) for name in period_names(first)]
            raise UserError(code, {"measure": first.measure, "split": period, "first": names[0], "last": names[-1]})


def _segments(series: Series, splits: Sequence[str], found: SeriesOfFile) -> tuple[SegmentInput, ...]:
    """A series that lacks a split's period, while another of the file has it, stays whole."""
    starts = {place_of_period(series, split, found.calendar) for split in splits} - {None}
    return tuple(SegmentInput(first=start, origin=Origin.KNOWN_CHANGE) for start in sorted(filter(None, starts)))


def _bound(text: str | None) -> float | None:
    """A bound as a number; NaN and infinity are none."""
    if text is None:
        return None
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise UserError("bad_bound", {"value": text})
    return value


def as_document(rules: RuleSet, analyses: Sequence[XmrAnalysis], aims: AimOptions | None = None) -> dict[str, Any]:
    """The JSON form of contracts 2; a series has further keys only where a chart kind, targets or a standard were asked for."""
    series = [analysis_values(analysis) | aims_document(analysis, aims or AimOptions()) for analysis in analyses]
    return {**rule_set_values(rules), "series": series}


def _told(analysis: XmrAnalysis, words: Words, look: TerminalLook) -> Iterator[str]:
    series, names = analysis.series, [str(name) for name in period_names(analysis.series)]
    head = "analyse.head" if series.org_unit else "analyse.head_alone"
    yield words.text(head, {
        "measure": series.measure, "org_unit": series.org_unit or "", "n": series.figures,
        "rules": analysis.rule_set.name, "version": analysis.rule_set.version,
    })
    yield constants_told(analysis.rule_set, words)
    values_there = [None if math.isnan(value) else value for value in series.values.tolist()]
    yield f"  {spark_text(values_there, width=min(MOST_BARS, look.width - 2), ascii_only=look.ascii)}"
    if not analysis.kind.plain:
        refused = analysis.working.refused if analysis.working is not None else ""
        kind = words.text(f"rests.kind.{analysis.kind.name.value}")
        yield words.text("analyse.kind", {"kind": kind}) if not refused else words.text(f"error.chart_kind.{refused}")
    decimals = told_decimals(analysis)
    for segment in analysis.segments:
        values: dict[str, Value] = {"first": names[segment.first], "last": names[segment.last], "figures": segment.figures}
        if segment.central_line is None or segment.drawn_lower is None or segment.drawn_upper is None:
            yield words.text("analyse.segment_few", values)
            continue
        lines: dict[str, Value] = {
            "typical": words.number(segment.central_line, decimals),
            "lower": words.number(segment.drawn_lower, decimals),
            "upper": words.number(segment.drawn_upper, decimals),
        }
        yield words.text("analyse.segment_provisional" if segment.provisional else "analyse.segment", {**values, **lines})
    for signal in analysis.signals:
        yield words.text("analyse.signal", {
            "rule": signal.rule, "side": signal.side.value, "first": names[signal.first], "last": names[signal.last],
        })
    if not analysis.signals:
        yield words.text("analyse.no_signal")
