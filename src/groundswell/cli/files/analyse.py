"""``groundswell analyse``: limits and signals of a sheet's series, in words or as JSON (contracts 2)."""

import json
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from groundswell.cli.files.series import SeriesOfFile, place_of_period, series_of_file
from groundswell.domain.measurement.series import Series
from groundswell.domain.xmr.analyse import AnalysisRequest, analyse_many
from groundswell.domain.xmr.analysis import Origin, SegmentInput, XmrAnalysis
from groundswell.domain.xmr.rule_sets import rule_set
from groundswell.errors import Problem, UserError, Value
from groundswell.words import Words, words_for

MOST_TOLD = 10
"""Problems of the reading that are told; ``groundswell read`` lists them all."""


@dataclass(frozen=True, slots=True)
class AnalyseOptions:
    """What was asked for on the command line."""

    rules: str
    baseline: int | None
    splits: tuple[str, ...]
    lower_bound: float | None
    upper_bound: float | None


@click.command("analyse")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--rules", default="wheeler", show_default=True, metavar="NAME", help="The rule set.")
@click.option("--baseline", type=int, metavar="N", help="The first N figures of each segment make its limits.")
@click.option("--split", "splits", multiple=True, metavar="PERIOD", help="A new segment begins here: an ISO date or a label of the file.")
@click.option("--lower-bound", metavar="X", help="No figure can be lower.")
@click.option("--upper-bound", metavar="X", help="No figure can be higher.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def command(file: Path, as_json: bool, **given: Any) -> None:
    """Limits and signals of every series in FILE."""
    options = AnalyseOptions(
        given["rules"], given["baseline"], given["splits"], _bound(given["lower_bound"]), _bound(given["upper_bound"])
    )
    found = series_of_file(file)
    analyses, words = analysed(found, options), words_for()
    for line in _in_doubt(found.problems, file, words):
        click.echo(line, err=True)
    if as_json:
        click.echo(json.dumps(as_document(options.rules, analyses), ensure_ascii=False, allow_nan=False))
        return
    for analysis in analyses:
        for line in _told(analysis, words):
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
    rules = rule_set(options.rules)
    _check_splits(found, options.splits)
    return analyse_many([
        AnalysisRequest(series, rules, _segments(series, options.splits, found), options.baseline, options.lower_bound, options.upper_bound)
        for series in found.series
    ])


def _check_splits(found: SeriesOfFile, splits: Sequence[str]) -> None:
    """Each split has to begin a period of at least one series of the file."""
    for split in splits:
        if all(place_of_period(series, split, found.calendar) is None for series in found.series):
            first = found.series[0]
            names = [str(name) for name in period_names(first)]
            raise UserError("split_without_period", {"measure": first.measure, "split": split, "first": names[0], "last": names[-1]})


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


def as_document(name: str, analyses: Sequence[XmrAnalysis]) -> dict[str, Any]:
    """The JSON form of contracts 2."""
    rules = analyses[0].rule_set if analyses else rule_set(name)
    return {
        "rule_set": rules.name,
        "rule_set_version": rules.version,
        "constants": {
            "limits": rules.constants.limits,
            "moving_range_upper": rules.constants.range_limit,
            "screening": None if rules.screening is None else rules.screening.factor,
        },
        "series": [_series_document(analysis) for analysis in analyses],
    }


def _series_document(analysis: XmrAnalysis) -> dict[str, Any]:
    series = analysis.series
    return {
        "measure": series.measure,
        "org_unit": series.org_unit,
        "periods": period_names(series),
        "values": [None if math.isnan(value) else value for value in series.values.tolist()],
        "segments": [
            {
                "first": segment.first,
                "last": segment.last,
                "calculated_from": segment.calculated_from,
                "calculated_to": segment.calculated_to,
                "central_line": segment.central_line,
                "lower": segment.lower,
                "upper": segment.upper,
                "moving_range": segment.moving_range,
                "moving_range_upper": segment.moving_range_upper,
                "provisional": segment.provisional,
            }
            for segment in analysis.segments
        ],
        "signals": [
            {
                "rule": signal.rule,
                "segment": signal.segment,
                "first": signal.first,
                "last": signal.last,
                "side": signal.side.value,
                "points": list(signal.points),
            }
            for signal in analysis.signals
        ],
    }


def period_names(series: Series) -> list[str | int]:
    """ISO start dates; 0, 1, 2 … for an undated series."""
    return [point.period.start.isoformat() if point.period else at for at, point in enumerate(series.points)]


def _told(analysis: XmrAnalysis, words: Words) -> Iterator[str]:
    series, names = analysis.series, [str(name) for name in period_names(analysis.series)]
    head = "analyse.head" if series.org_unit else "analyse.head_alone"
    yield words.text(head, {
        "measure": series.measure, "org_unit": series.org_unit or "", "figures": series.figures,
        "rules": analysis.rule_set.name, "version": analysis.rule_set.version,
    })
    for segment in analysis.segments:
        values: dict[str, Value] = {"first": names[segment.first], "last": names[segment.last], "figures": segment.figures}
        if segment.central_line is None or segment.drawn_lower is None or segment.drawn_upper is None:
            yield words.text("analyse.segment_few", values)
            continue
        lines: dict[str, Value] = {
            "typical": words.number(segment.central_line, 2),
            "lower": words.number(segment.drawn_lower, 2),
            "upper": words.number(segment.drawn_upper, 2),
        }
        yield words.text("analyse.segment_provisional" if segment.provisional else "analyse.segment", {**values, **lines})
    for signal in analysis.signals:
        yield words.text("analyse.signal", {
            "rule": signal.rule, "side": signal.side.value, "first": names[signal.first], "last": names[signal.last],
        })
    if not analysis.signals:
        yield words.text("analyse.no_signal")
