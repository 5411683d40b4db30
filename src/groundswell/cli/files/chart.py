"""``groundswell chart``: one series of a sheet as a smart chart: SVG, PNG, or an HTML file that needs nothing else."""

from dataclasses import replace
from pathlib import Path

import click

from groundswell.charts.drawing.picture import picture_svg
from groundswell.charts.drawing.png import png
from groundswell.cli.files.series import SeriesOfFile, chosen, series_of_file
from groundswell.domain.measurement.definition import MeasureDefinition
from groundswell.domain.measurement.period import Cadence
from groundswell.domain.measurement.record import FigureOrigin, MeasureRecord
from groundswell.domain.measurement.series import Series
from groundswell.domain.xmr.rule_sets import rule_set
from groundswell.errors import UserError
from groundswell.reports.measure_page import MeasurePage, build_measure_page
from groundswell.reports.writing.html import html_file
from groundswell.words import DEFAULT_LOCALE

MOST_LISTED = 20


@click.command("chart")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path), help="The file to write: .svg, .png or .html.")
@click.option("--measure", metavar="NAME", help="The measure, where the file holds several.")
@click.option("--org-unit", metavar="NAME", help="The org unit, where a measure has several.")
@click.option("--rules", default="wheeler", show_default=True, metavar="NAME", help="The rule set.")
@click.option("--baseline", type=int, metavar="N", help="The first N figures make the limits.")
@click.option("--fiscal-start", type=click.IntRange(1, 12), default=1, metavar="MM", help="The month in which a fiscal year begins.")
@click.option("--locale", default=DEFAULT_LOCALE, show_default=True, metavar="TAG", help="How numbers and dates are written.")
def command(file: Path, output: Path, measure: str | None, org_unit: str | None, **given: str | int | None) -> None:
    """Draw one series of FILE. With several series and no choice it lists them and ends with 2."""
    kind = output.suffix.lower()
    if kind not in WRITERS:
        raise UserError("chart_file_kind", {"name": output.name})
    rule_set(str(given["rules"]))
    found = series_of_file(file)
    series = one_series(found.series, measure, org_unit)
    baseline, fiscal_start = given["baseline"], given["fiscal_start"]
    record = replace(
        record_of(series, found, file.name),
        rule_set=str(given["rules"]), baseline=baseline if isinstance(baseline, int) else None, fiscal_start=int(fiscal_start or 1),
    )
    content = WRITERS[kind](build_measure_page(record, str(given["locale"])))
    try:
        output.write_bytes(content)
    except OSError:
        raise UserError("chart_not_written", {"name": str(output)}) from None


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


WRITERS = {".svg": _svg, ".png": _png, ".html": _html, ".htm": _html}
"""What is written, by the ending of the file's name."""
