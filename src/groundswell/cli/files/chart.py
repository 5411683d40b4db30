"""``groundswell chart``: one series of a sheet as a smart chart: a picture, a page that needs nothing else, Vega-Lite, or characters."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from groundswell.charts.drawing.picture import picture_svg
from groundswell.charts.drawing.png import png
from groundswell.charts.drawing.terminal import NARROWEST, WIDEST, terminal_text
from groundswell.charts.drawing.vega_lite import as_json
from groundswell.cli.files.aims import aim_options, aims_of, standards_of, with_targets
from groundswell.cli.files.denominators import divided
from groundswell.cli.files.kinds import kind_given, kind_options
from groundswell.cli.files.series import SeriesOfFile, chosen, series_of_file
from groundswell.cli.files.terminal import look_of_terminal
from groundswell.cli.json_answer import as_json as json_option
from groundswell.cli.json_answer import print_json
from groundswell.domain.measurement.definition import MeasureDefinition
from groundswell.domain.measurement.period import Cadence
from groundswell.domain.measurement.record import FigureOrigin, MeasureRecord
from groundswell.domain.measurement.series import Series
from groundswell.domain.xmr.as_values import analysis_values, rule_set_values
from groundswell.domain.xmr.rule_sets import rule_set
from groundswell.errors import UserError
from groundswell.reports.measure_page import MeasurePage, build_measure_page
from groundswell.reports.writing.html import html_file
from groundswell.words import DEFAULT_LOCALE

MOST_LISTED = 20


@click.command("chart")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("-o", "--output", type=click.Path(path_type=Path), help="The file to write: .svg, .png, .html, .vl.json (Vega-Lite) or .txt.")
@click.option("--terminal", is_flag=True, help="Draw it here, in characters; NO_COLOR is honoured.")
@click.option("--width", type=click.IntRange(NARROWEST, WIDEST), metavar="N", help="Columns of the drawing.  [default: the terminal's]")
@click.option("--ascii", "plain", is_flag=True, help="Draw with ASCII alone; taken by itself where the terminal knows no more.")
@click.option("--measure", metavar="NAME", help="The measure, where the file holds several.")
@click.option("--org-unit", metavar="NAME", help="The org unit, where a measure has several.")
@click.option("--rules", default="wheeler", show_default=True, metavar="NAME", help="The rule set.")
@click.option("--baseline", type=int, metavar="N", help="The first N figures make the limits.")
@kind_options
@click.option("--fiscal-start", type=click.IntRange(1, 12), default=1, metavar="MM", help="The month in which a fiscal year begins.")
@aim_options
@click.option("--locale", default=DEFAULT_LOCALE, show_default=True, metavar="TAG", help="How numbers and dates are written.")
@json_option
def command(file: Path, output: Path | None, measure: str | None, org_unit: str | None, **given: Any) -> None:
    """Draw one series of FILE. With several series and no choice it lists them and ends with 2."""
    if output is None and not given["terminal"] and not given["as_json"]:
        raise UserError("chart_no_output")
    if given["terminal"] and given["as_json"]:
        raise UserError("two_answers")
    writer = None if output is None else _writer(output)
    rule_set(str(given["rules"]))
    aims = aims_of(given)
    found = divided(series_of_file(file), given["denominator"])
    series = one_series(found.series, measure, org_unit)
    plain = record_of(series, found, file.name)
    record = replace(
        plain, kind=kind_given(str(given["kind"]), str(given["drawn_from"]), series),
        rule_set=str(given["rules"]), baseline=given["baseline"], fiscal_start=given["fiscal_start"],
        definition=replace(plain.definition, direction=aims.direction, band=aims.band), targets=with_targets(plain.targets, aims),
        standards=standards_of(aims, series),
    )
    page = build_measure_page(record, str(given["locale"]))
    if output is not None and writer is not None:
        try:
            output.write_bytes(writer(page))
        except OSError:
            raise UserError("chart_not_written", {"name": str(output)}) from None
    if given["terminal"]:
        look = look_of_terminal(given["width"], plain=given["plain"])
        click.echo(terminal_text(page.chart, look), nl=False, color=look.colour)
    elif given["as_json"]:
        print_json(_answer(page, output))


def _writer(output: Path) -> Callable[[MeasurePage], bytes]:
    """What writes a file of that name; raises UserError("chart_file_kind")."""
    for ending, writer in WRITERS.items():
        if output.name.lower().endswith(ending):
            return writer
    raise UserError("chart_file_kind", {"name": output.name})


def _answer(page: MeasurePage, output: Path | None) -> dict[str, Any]:
    """What the chart says, for programs, with the analysis that it draws."""
    chart = page.chart
    return {
        "file": None if output is None else str(output),
        "word": chart.word.value, "sentence": chart.sentence, "detail": chart.detail, "readout": chart.readout,
        "rests_on": [{"name": name, "text": text} for name, text in page.rests_on],
        **rule_set_values(page.analysis.rule_set),
        **analysis_values(page.analysis),
    }


def one_series(found: tuple[Series, ...], measure: str | None, org_unit: str | None) -> Series:
    """The one series that was asked for; raises UserError("chart_which") or ("chart_none") with those there are."""
    wanted = chosen(found, measure, org_unit)
    if len(wanted) == 1:
        return wanted[0]
    listed = [_named(series) for series in (wanted or found)]
    shown = tuple(listed[:MOST_LISTED]) + (("…",) if len(listed) > MOST_LISTED else ())
    raise UserError("chart_which" if wanted else "chart_none", {"n": len(wanted), "series": "; ".join(shown)})


def _named(series: Series) -> str:
    return f"{series.measure} ({series.org_unit})" if series.org_unit else series.measure


def record_of(series: Series, found: SeriesOfFile, file_name: str) -> MeasureRecord:
    """A series of a file as a record that nothing has been decided about yet, with the unit and targets that the sheet gives it."""
    origins = {
        point.period.start: FigureOrigin(file_name, point.observation.sheet, point.observation.cell)
        for point in series.points if point.period is not None and point.observation is not None
    }
    cadence = series.cadence if series.cadence is not Cadence.UNDATED else Cadence.IRREGULAR
    name = series.measure, series.org_unit
    definition = MeasureDefinition(series.measure, measurement_unit=found.measurement_units.get(name, ""), cadence=cadence)
    return MeasureRecord(
        "", None, series.org_unit, definition, series, targets=found.targets.get(name, ()), origins=origins
    )


def _svg(page: MeasurePage) -> bytes:
    return picture_svg(page.chart).encode()


def _png(page: MeasurePage) -> bytes:
    return png(picture_svg(page.chart))


def _html(page: MeasurePage) -> bytes:
    return html_file(page).encode()


def _vega_lite(page: MeasurePage) -> bytes:
    return as_json(page.chart).encode()


def _text(page: MeasurePage) -> bytes:
    return terminal_text(page.chart).encode()


WRITERS: Mapping[str, Callable[[MeasurePage], bytes]] = {
    ".svg": _svg, ".png": _png, ".html": _html, ".htm": _html, ".vl.json": _vega_lite, ".txt": _text,
}
"""What is written, by the ending of the file's name."""
