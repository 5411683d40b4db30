"""What a share link keeps: the rendered part of the page as bytes that never change afterwards."""

from collections.abc import Mapping
from typing import Final

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from groundswell.charts.drawing.svg import full_svg
from groundswell.reports.corrections import notice
from groundswell.reports.measure_page import MeasurePage
from groundswell.web.drawn import drawn, readout, says
from groundswell.web.pages.measure.table import corrected_column, values_table
from groundswell.web.requests import PageRequest

RENDERER_VERSION: Final = "2"
"""Goes up when the rendered part changes its form; a link keeps the bytes it was made with."""


def parts(request: PageRequest, page: MeasurePage, *, sender: str, organisation: str) -> Mapping[str, str]:
    """The rendered pieces of a shared page by name: the picture with its table, and the words around it."""
    chart = page.chart
    provisional = any(segment.provisional for segment in chart.segments)
    limits = any(segment.central_line is not None for segment in chart.segments)
    table, corrected = values_table(page, request.words), corrected_column(page)
    picture = {
        "name": chart.title,
        "description": page.record.definition.description,
        "readout": readout(chart),
        "chart_print": drawn(full_svg(chart, "print", ident="shared-wide")),
        "chart_narrow": drawn(full_svg(chart, "narrow", ident="shared-narrow")),
        "notes": chart.notes,
        "rules": chart.rules,
        "mark": chart.word.value,
        "word": "" if page.too_few else chart.word_text,
        "sentence": says(chart),
        "how_to_read": _how_to_read(limits, provisional),
        "table": table,
        "rows": [(row, drawn(corrected.cell(row))) for row in table.rows],
        "corrected": corrected.head if page.corrections else "",
        "notice": notice(page),
    }
    return {
        "picture": render_to_string("shared/picture.html", {"picture": picture}),
        "name": chart.title,
        "sentence": chart.sentence,
        "sender": sender,
        "organisation": organisation,
        "as_on": request.words.day(request.today),
    }


def _how_to_read(limits: bool, provisional: bool) -> str:
    if not limits:
        return _("Each dot is a figure. There are too few of them yet to say what is normal.")
    if provisional:
        return _("The band shows what is normal. Dots inside it are ordinary ups and downs. The dashed lines are provisional.")
    return _("The band shows what is normal. Dots inside it are ordinary ups and downs.")
