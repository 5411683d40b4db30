"""What the measures of one's own team still wait for: by measure, and no person in it."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from groundswell.records.selectors.owed import OwedLine
from groundswell.records.selectors.owed import owed as owed_lines
from groundswell.web.requests import PageRequest


@dataclass(frozen=True, slots=True)
class OwedView:
    """A measure, at a place where it has several, and what it waits for."""

    name: str
    place: str
    href: str
    waits: list[str]


def owed(request: PageRequest) -> HttpResponse:
    """The list; nothing in it is late, it only is not there yet."""
    lines = [_view(request, line) for line in owed_lines(request.actor, request.today)]
    return render(request, "owners/owed.html", {"section": "today", "lines": lines})


def _view(request: PageRequest, line: OwedLine) -> OwedView:
    words, fiscal = request.words, request.organisation.fiscal_year_start
    found = line.owed
    waits = []
    if found.reading:
        waits.append(words.text("owed.reading"))
    if found.figure is not None:
        waits.append(words.text("owed.figure", {"period": words.period(found.figure, line.cadence, "long", fiscal)}))
    if found.signal is not None:
        waits.append(words.text("owed.signal", {"period": words.period(found.signal, line.cadence, "long", fiscal)}))
    if found.answers:
        waits.append(words.text("owed.answers", {"n": found.answers}))
    query = f"?{urlencode({'place': line.org_unit_id})}" if line.org_unit_id else ""
    return OwedView(line.name, line.place, reverse("measure", args=[line.measure_id]) + query, waits)
