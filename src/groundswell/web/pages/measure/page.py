"""The measure page: what the chart says, the one next step, what people said and what happened, what it rests on."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from groundswell.records.selectors.portfolio import measures, places
from groundswell.records.selectors.timeline import timeline
from groundswell.web.pages.measure.load import load
from groundswell.web.pages.measure.presenter import present
from groundswell.web.requests import PageRequest


@require_safe
def measure(request: PageRequest, measure_id: str) -> HttpResponse:
    """One measure at one place. Raises UserError ``measure_unknown``."""
    loaded = load(request, measure_id)
    away = next((row for row in measures(request.actor, away=True) if row.measure_id == loaded.line.measure_id), None)
    view = present(
        loaded,
        words=request.words,
        places=places(request.actor, loaded.line.measure_id),
        events=timeline(request.actor, loaded.line),
        put_away=away.reason if away is not None else "",
    )
    return render(request, "measure/measure.html", {"section": "measures", "page": view})
