"""What one can take along: values as XLSX and CSV, the chart as SVG and PNG."""

import re
import unicodedata

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from groundswell.charts.drawing.picture import picture_svg
from groundswell.charts.drawing.png import png
from groundswell.records.services.openings import count_taking
from groundswell.reports.corrections import notice
from groundswell.reports.writing.csv import values_csv
from groundswell.reports.writing.xlsx import values_xlsx
from groundswell.web.pages.measure.load import Loaded, load, with_corrections
from groundswell.web.requests import PageRequest

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LONGEST_STEM = 80


def values_as_xlsx(request: PageRequest, measure_id: str) -> HttpResponse:
    """The values table as a workbook; numbers stay numbers."""
    loaded = _taken(request, measure_id, "xlsx")
    return _download(values_xlsx(loaded.page), XLSX, f"{file_stem(loaded)}.xlsx")


def values_as_csv(request: PageRequest, measure_id: str) -> HttpResponse:
    """The values table as CSV, safe to open in a spreadsheet."""
    loaded = _taken(request, measure_id, "csv")
    return _download(values_csv(loaded.page), "text/csv; charset=utf-8", f"{file_stem(loaded)}.csv")


def chart_as_svg(request: PageRequest, measure_id: str) -> HttpResponse:
    """The chart as a drawing of its own, in the light palette."""
    loaded = _taken(request, measure_id, "svg")
    picture = picture_svg(loaded.page.chart, loaded.page.origin, notice(loaded.page).lines)
    return _download(picture.encode(), "image/svg+xml", f"{file_stem(loaded)}.svg")


def chart_as_png(request: PageRequest, measure_id: str) -> HttpResponse:
    """The chart as a picture at twice the size, in the light palette."""
    loaded = _taken(request, measure_id, "png")
    picture = picture_svg(loaded.page.chart, told=notice(loaded.page).lines)
    return _download(png(picture, origin=loaded.page.origin), "image/png", f"{file_stem(loaded)}.png")


def _taken(request: PageRequest, measure_id: str, what: str) -> Loaded:
    """What is taken along, counted where it is the team's alone."""
    loaded = load(request, measure_id)
    count_taking(request.actor, loaded.line.measure_id, what, now=request.now)
    return with_corrections(request, loaded)


def file_stem(loaded: Loaded) -> str:
    """A file name out of the measure's name and place that every system takes."""
    name = " ".join(part for part in (loaded.record.definition.name, loaded.record.org_unit) if part)
    safe = re.sub(r"[^\w .,()-]+", " ", unicodedata.normalize("NFC", name), flags=re.UNICODE)
    return " ".join(safe.split())[:LONGEST_STEM].strip(" .") or "measure"


def _download(content: bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response.headers["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return response
