"""The page that says who can see a measure, and why whoever reads it can."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from groundswell.records.selectors.audiences import Group, opened_by, seen_by, units_to_choose, why_seen
from groundswell.records.selectors.definitions import known
from groundswell.web.pages.audience.telling import opened_line, seen_line
from groundswell.web.requests import PageRequest


@require_safe
def who(request: PageRequest, measure_id: str) -> HttpResponse:
    """Who can see it now, why you see it, what you may do, who opened it; and for the team the ways on."""
    actor, words = request.actor, request.words
    state = known(actor, measure_id)
    seen = seen_by(actor, measure_id)
    seeing, changing, unit = why_seen(actor, measure_id)
    yours = changing.allowed
    opened = opened_by(actor, measure_id) if yours else []
    context = {
        "section": "measures",
        "measure_id": measure_id,
        "name": state.definition.name,
        "seen_by": seen_line(seen, actor, words),
        "because": words.text(f"because.{(changing if yours else seeing).because.value}", {"unit": unit}),
        "may": words.text("because.may_change" if yours else "because.may_look"),
        "yours": yours,
        "alone": actor.alone,
        "eyes": _eyes(request, seen.team) if yours and not actor.alone else [],
        "opened": [opened_line(request, one) for one in opened],
    }
    return render(request, "audience/who.html", context)


def _eyes(request: PageRequest, team: Group | None) -> list[Group]:
    """Units as whose people the team can look at its own measure."""
    return [one for one in units_to_choose(request.actor, request.today) if team is None or one.id != team.id]
