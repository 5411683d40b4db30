"""The measure and place that a request is about, read once."""

from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.http import Http404
from django.urls import reverse

from groundswell.charts.chart import ChartPoint
from groundswell.charts.drawing.full import LinkOf
from groundswell.domain.measurement.chart_kind import EVENTS
from groundswell.domain.measurement.record import MeasureRecord
from groundswell.records.lines import Line
from groundswell.records.selectors.corrections import corrections
from groundswell.records.selectors.portfolio import as_guests_see, measure_record
from groundswell.reports.measure_page import MeasurePage, build_measure_page
from groundswell.web.pages.measure.act import Where
from groundswell.web.pages.measure.addresses import points_address
from groundswell.web.requests import PageRequest


@dataclass(frozen=True, slots=True)
class Loaded:
    """One line of one measure: what is stored, and its page in the organisation's words."""

    line: Line
    record: MeasureRecord
    page: MeasurePage
    time_zone: ZoneInfo
    today: date

    @property
    def query(self) -> str:
        """The part of an address that keeps the place."""
        return f"?{urlencode({'place': self.line.org_unit_id})}" if self.line.org_unit_id else ""

    @property
    def address(self) -> str:
        """The measure's own page, at this place."""
        return reverse("measure", args=[self.line.measure_id]) + self.query

    @property
    def where(self) -> Where:
        """What a tool's page says about the measure it works on."""
        return Where(self.record.definition.name, self.address)

    def periods(self) -> list[tuple[str, str]]:
        """Each period with a figure as (ISO start, label), newest first; those that were brought, where each event is drawn."""
        if self.page.record.kind.drawn_from in EVENTS and self.page.record.brought is not None:
            days = [point.period.start for point in self.record.series.points if point.period is not None and point.value is not None]
            cadence, words = self.record.series.cadence, self.page.words
            return [(day.isoformat(), words.period(day, cadence, "long", self.record.fiscal_start)) for day in reversed(days)]
        points = [point for point in self.page.chart.points if point.day is not None and point.y is not None]
        return [(point.day.isoformat(), point.label) for point in reversed(points) if point.day is not None]


def load(request: PageRequest, measure_id: str) -> Loaded:
    """Reads the line that the address names. Raises UserError ``measure_unknown``."""
    return load_line(request, Line(measure_id, request.GET.get("place") or None))


def load_line(request: PageRequest, line: Line) -> Loaded:
    """Reads one line. Raises UserError ``measure_unknown``."""
    record = measure_record(request.actor, line)
    page = build_measure_page(record, request.words.tag, request.today)
    return Loaded(Line(record.measure_id, record.org_unit_id), record, page, request.time_zone, request.today)


def with_corrections(request: PageRequest, loaded: Loaded, *, guests: bool = False) -> Loaded:
    """The same with what was corrected since it was published, as far as whoever it is shown to may be told."""
    found = corrections(request.actor, loaded.record, guests=guests)
    return replace(loaded, page=replace(loaded.page, corrections=found)) if found else loaded


def for_guests(request: PageRequest, loaded: Loaded) -> Loaded:
    """The same line as it is shown to others by a link or a file."""
    record = as_guests_see(request.actor, loaded.record)
    if record is loaded.record:
        return loaded
    return replace(loaded, record=record, page=build_measure_page(record, request.words.tag, request.today))


def point_links(loaded: Loaded) -> LinkOf:
    """From a point of the measure's charts to the page about it."""

    address, query = points_address(loaded.line.measure_id), loaded.query

    def link(point: ChartPoint) -> str:
        return f"{address}{point.day.isoformat() if point.day else point.index}/{query}"

    return link


def day_of(text: str) -> date:
    """A period's start from a form or an address; an impossible one is not found."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Http404 from None
