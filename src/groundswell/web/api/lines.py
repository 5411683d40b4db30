"""The line of a measure that a program asks for, as its page reads it."""

import re
from dataclasses import replace
from datetime import date
from typing import Annotated

from ninja import Query

from groundswell.domain.measurement.record import MeasureRecord
from groundswell.errors import UserError
from groundswell.records.lines import Line
from groundswell.records.selectors.corrections import corrections
from groundswell.records.selectors.earlier import end_of, position_on
from groundswell.records.selectors.portfolio import measure_record, places
from groundswell.records.services.openings import count_taking
from groundswell.reports.measure_page import MeasurePage, build_measure_page
from groundswell.web.api.auth import ProgramRequest
from groundswell.web.api.measures import seen
from groundswell.web.api.schemas import Id

OrgUnitAsked = Annotated[Id | None, Query(description="The place; needed where a measure has figures at several.")]
AsOf = Annotated[
    str | None,
    Query(
        pattern=r"^([0-9]{1,15}|[0-9]{4}-[0-9]{2}-[0-9]{2})$",
        description="As the record stood at the end of a day (YYYY-MM-DD), or at an entry (its number).",
    ),
]


def record_of(request: ProgramRequest, measure_id: str, org_unit: str | None, as_of: str | None) -> MeasureRecord:
    """One line, as the record stands or stood; whether it may be seen is decided by how things are now. What is the team's alone is
    counted as taken along.

    Raises UserError("measure_unknown"), ("line_unknown"), ("org_unit_needed"), ("as_of_no_day").
    """
    actor = request.actor
    seen(actor, measure_id)
    seq = _position(request, as_of)
    record = measure_record(actor, Line(measure_id, org_unit), seq)
    if record.org_unit_id != org_unit:
        if org_unit is not None:
            raise UserError("line_unknown")
        if len(places(actor, measure_id, seq)) > 1:
            raise UserError("org_unit_needed")
    count_taking(actor, record.measure_id, "api", now=request.now)
    return record


def page_of(request: ProgramRequest, record: MeasureRecord) -> MeasurePage:
    """What every surface shows of a line."""
    page = build_measure_page(record, request.words.tag, request.today)
    return replace(page, corrections=corrections(request.actor, record))


def _position(request: ProgramRequest, as_of: str | None) -> int | None:
    if as_of is None:
        return None
    if re.fullmatch(r"[0-9]+", as_of):
        return int(as_of)
    try:
        day = date.fromisoformat(as_of)
    except ValueError:
        raise UserError("as_of_no_day") from None
    return position_on(request.actor, end_of(day, request.time_zone))
