"""Links that live, and how often they were opened: hours and counts, for the measure's own team."""

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from groundswell.domain.access.deciding import acts
from groundswell.records.selectors.definitions import catalogue
from groundswell.records.selectors.openings import OpenedRow, opened_links, opened_log
from groundswell.records.selectors.sharing import shares
from groundswell.web.pages.measure.load import Loaded, load
from groundswell.web.requests import PageRequest


@dataclass(frozen=True, slots=True)
class LinkView:
    """A link that lives, as its team sees it."""

    question: str
    place: str
    made: str
    ends: str
    opened: str
    end_address: str


@dataclass(frozen=True, slots=True)
class HourView:
    """What was opened or taken along in one hour."""

    when: str
    what: str
    times: str


def live_links(request: PageRequest, loaded: Loaded) -> list[LinkView]:
    """Every link to the measure that works now, at whatever place; none for whoever may only look."""
    everything = catalogue(request.actor)
    measure_id = loaded.line.measure_id
    if not acts(request.actor.viewer, everything.measures[measure_id].subject):
        return []
    sums, words = opened_links(request.actor, measure_id), request.words
    return [
        LinkView(
            question=row.question,
            place=everything.org_units.get(row.org_unit_id or "", ""),
            made=words.day(row.made_at.astimezone(request.time_zone).date()),
            ends=words.day(row.expires_at.astimezone(request.time_zone).date()),
            opened=words.text("opened.times", {"n": sums[row.id].times}) if row.id in sums else words.text("opened.never"),
            end_address=reverse("measure_share_end", args=[measure_id, row.id]) + loaded.query,
        )
        for row in shares(request.actor, measure_id, now=request.now)
        if row.live
    ]


def opened(request: PageRequest, measure_id: str) -> HttpResponse:
    """The log. Raises UserError ``measure_unknown``, ``not_your_measure``."""
    loaded = load(request, measure_id)
    questions = {row.id: row.question for row in shares(request.actor, loaded.line.measure_id, now=request.now)}
    context = {
        "section": "measures",
        "measure_name": loaded.record.definition.name,
        "back": loaded.address,
        "share": reverse("measure_share", args=[loaded.line.measure_id]) + loaded.query,
        "hours": [_hour(request, row, questions) for row in opened_log(request.actor, loaded.line.measure_id)],
    }
    return render(request, "measure/opened.html", context)


def _hour(request: PageRequest, row: OpenedRow, questions: dict[str, str]) -> HourView:
    words = request.words
    what = words.text(f"opened.what.{row.what}", {"question": questions.get(row.share_id, "")})
    return HourView(_when(request, row.hour), what, words.number(row.times))


def _when(request: PageRequest, hour: datetime) -> str:
    here = hour.astimezone(request.time_zone)
    return request.words.text("opened.hour", {"day": request.words.day(here.date()), "hour": f"{here.hour:02d}"})
