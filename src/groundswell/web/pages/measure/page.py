"""The measure page: what the chart says, the one next step, what people said and what happened, what it rests on."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from groundswell.charts.chart import Chart
from groundswell.records.selectors.audiences import seen_by
from groundswell.records.selectors.owning import holders
from groundswell.records.selectors.portfolio import places, put_away, records_of
from groundswell.records.selectors.timeline import timeline
from groundswell.records.selectors.why import why_of
from groundswell.records.services.openings import count_look
from groundswell.reports.measure_page import build_many
from groundswell.web.conditional import unless_known
from groundswell.web.pages.audience.telling import open_now, seen_line
from groundswell.web.pages.looking.rule_choices import newer_version
from groundswell.web.pages.measure.load import Loaded, load, with_corrections
from groundswell.web.pages.measure.presenter import Standing, present
from groundswell.web.pages.measure.proposal_card import proposal_card
from groundswell.web.pages.measure.why import why_lines
from groundswell.web.pages.owners.presenter import looks_after
from groundswell.web.requests import PageRequest


@require_safe
@unless_known
def measure(request: PageRequest, measure_id: str) -> HttpResponse:
    """One measure at one place. Raises UserError ``measure_unknown``."""
    loaded = with_corrections(request, load(request, measure_id))
    count_look(request.actor, loaded.line.measure_id, now=request.now)
    away = put_away(request.actor, loaded.line.measure_id)
    found = places(request.actor, loaded.line.measure_id)
    view = present(
        loaded,
        words=request.words,
        places=found,
        charts=_charts(request, loaded) if len(found) > 1 else {},
        events=timeline(request.actor, loaded.line),
        standing=Standing(away.reason if away is not None else "", newer_version(request, loaded.record)),
    )
    lines = why_lines(why_of(request.actor, loaded.line.measure_id), request.words, query=loaded.query)
    proposal = proposal_card(loaded, request.words)
    yours = loaded.record.yours
    context = {
        "section": "measures", "page": view, "why": lines, "proposal": proposal, "looks": _looks(request, loaded), "yours": yours,
        "alone": request.actor.alone,
        "seen_by": seen_line(seen_by(request.actor, loaded.line.measure_id), request.actor, request.words),
        "opened": open_now(request, loaded.line.measure_id) if yours else [],
        "glass": loaded.line.measure_id in request.actor.viewer.glass,
    }
    return render(request, "measure/measure.html", context)


def _looks(request: PageRequest, loaded: Loaded) -> dict[str, object]:
    """Who looks after it; whoever may change it is led to the page where people are asked."""
    measure_id = loaded.line.measure_id
    who = looks_after(holders(request.actor, measure_id), request.words)
    return {"who": who, "href": reverse("measure_owners", args=[measure_id]) if loaded.record.yours else ""}


def _charts(request: PageRequest, loaded: Loaded) -> dict[str | None, Chart]:
    """The small chart of each place of the measure, for the mark beside its name."""
    records = records_of(request.actor, loaded.line.measure_id)
    return {page.record.org_unit_id: page.chart for page in build_many(records, request.words.tag, request.today)}
