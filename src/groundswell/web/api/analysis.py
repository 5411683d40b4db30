"""What the figures say: the analysis as a document, and the chart as a picture or as a specification."""

from typing import Any, Literal

from django.http import HttpResponse
from ninja import Router

from groundswell.charts.drawing.picture import picture_svg
from groundswell.charts.drawing.png import png
from groundswell.charts.drawing.vega_lite import as_json
from groundswell.domain.access.scopes import Scope
from groundswell.domain.xmr.as_values import analysis_values, rule_set_values
from groundswell.reports.corrections import notice
from groundswell.reports.measure_page import MeasurePage
from groundswell.web.api.answering import conditional
from groundswell.web.api.auth import ProgramRequest, needs
from groundswell.web.api.declared import declared
from groundswell.web.api.lines import AsOf, OrgUnitAsked, page_of, record_of
from groundswell.web.api.schemas import Analysis

router = Router(tags=["Analysis"])
MEDIA_TYPES = {"svg": "image/svg+xml", "png": "image/png", "vega-lite": "application/vnd.vegalite.v6+json"}
Form = Literal["svg", "png", "vega-lite"]


@router.get(
    "/measures/{measure_id}/analysis", response=declared(Analysis, 404, 422), url_name="api_analysis", summary="Limits and signals"
)
@needs(Scope.READ)
@conditional
def analysis(request: ProgramRequest, measure_id: str, org_unit: OrgUnitAsked = None, as_of: AsOf = None) -> dict[str, Any]:
    """The document that `groundswell analyse --json` prints, under the rules, splits and left-out figures of the record."""
    return document(page_of(request, record_of(request, measure_id, org_unit, as_of)))


def document(page: MeasurePage) -> dict[str, Any]:
    """Contracts 2: rule set, constants, and the one series."""
    return {**rule_set_values(page.analysis.rule_set), "series": [analysis_values(page.analysis)]}


@router.get(
    "/measures/{measure_id}/chart.{form}", response=declared({200: str}, 404, 422), url_name="api_chart", summary="The chart"
)
@needs(Scope.READ)
@conditional
def chart(
    request: ProgramRequest, measure_id: str, form: Form, org_unit: OrgUnitAsked = None, as_of: AsOf = None
) -> HttpResponse:
    """As `svg`, `png` or `vega-lite`; the pictures bear the anchor of where the record stood."""
    page = page_of(request, record_of(request, measure_id, org_unit, as_of))
    content = {"svg": _svg, "png": _png, "vega-lite": _vega_lite}[form](page)
    return HttpResponse(content, content_type=MEDIA_TYPES[form])


def _svg(page: MeasurePage) -> bytes:
    return picture_svg(page.chart, page.origin, notice(page).lines).encode()


def _png(page: MeasurePage) -> bytes:
    return png(picture_svg(page.chart, told=notice(page).lines), origin=page.origin)


def _vega_lite(page: MeasurePage) -> bytes:
    return as_json(page.chart, notice(page).lines).encode()
