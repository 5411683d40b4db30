"""What stands beside the map: the initiatives, and the goals that somebody brought."""

from dataclasses import dataclass
from http import HTTPStatus

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from groundswell.domain.authoring.map_checks import ACTION
from groundswell.errors import UserError
from groundswell.records.selectors.results_maps import GOAL, INITIATIVE, Goal
from groundswell.records.services import map_goals
from groundswell.records.services import results_maps as writing
from groundswell.web.pages.map.doing import done, refuse
from groundswell.web.pages.map.forms import GoalsForm, InitiativeForm
from groundswell.web.pages.map.hints import HintView, hints_of
from groundswell.web.pages.map.load import Loaded, load
from groundswell.web.pages.map.outline_rows import shortened
from groundswell.web.requests import PageRequest

SPLIT_FIELDS = 3
"""Lines offered to write the results of one goal: one goal may give two or three (method 1.1, step 2)."""
SEVERAL = "several"


@dataclass(frozen=True, slots=True)
class GoalView:
    """A goal with what its wording raises and what came of it. ``lines``: how many results are offered to be written."""

    id: str
    text: str
    source: str
    hints: list[HintView]
    is_action: bool
    lines: range
    results: list[tuple[str, str]]
    initiatives: list[str]

    @property
    def waits(self) -> bool:
        """Whether nothing has come of it yet."""
        return not self.results and not self.initiatives


def initiatives(request: PageRequest, map_id: str) -> HttpResponse:
    """What we do, kept off the map."""
    loaded = load(request, map_id)
    form = InitiativeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = writing.add_initiative(request.actor, map_id, form.cleaned_data["text"])
        except UserError as error:
            refuse(form, error, request, "text")
        else:
            return done(loaded, made.edited, _("It is on the list."), reverse("initiatives", args=[map_id]))
    refused = form.is_bound and not form.is_valid()
    context = {
        "section": "map",
        "map": loaded.map,
        "initiatives": loaded.state.initiatives,
        "zones": loaded.zone_choices(),
        "form": form,
        "summary_errors": form.summary() if refused else [],
    }
    return render(request, "map/initiatives.html", context, status=HTTPStatus.BAD_REQUEST if refused else HTTPStatus.OK)


def initiative(request: PageRequest, map_id: str, initiative_id: str) -> HttpResponse:
    """An initiative becomes a result again, or leaves the list."""
    loaded = load(request, map_id)
    back = reverse("initiatives", args=[map_id])
    if "out" in request.POST:
        edited = writing.take_out(request.actor, map_id, INITIATIVE, initiative_id)
        return done(loaded, edited, _("It is off the list."), back)
    text, zone = request.POST.get("text", ""), request.POST.get("zone", "")
    made = writing.initiative_to_result(request.actor, map_id, initiative_id, text, zone)
    return done(loaded, made.edited, _("“%(result)s” is on the map.") % {"result": shortened(text)}, back)


def goals(request: PageRequest, map_id: str) -> HttpResponse:
    """Goals as they were brought, each with what it raises and what comes next."""
    loaded = load(request, map_id)
    form = GoalsForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            count, edited = map_goals.bring_goals(request.actor, map_id, data["block"], source=data["source"])
        except UserError as error:
            refuse(form, error, request, "block")
        else:
            said = ngettext("%(n)s goal is here.", "%(n)s goals are here.", count) % {"n": count} if count else _("They are here already.")
            return done(loaded, edited, said, reverse("goals", args=[map_id]))
    refused = form.is_bound and not form.is_valid()
    views = goal_views(loaded)
    waiting = [one for one in views if one.waits]
    context = {
        "section": "map",
        "map": loaded.map,
        "waiting": waiting,
        "answered": [one for one in views if not one.waits],
        "headline": _headline(len(views), len(waiting)),
        "zones": loaded.zone_choices(),
        "zone": loaded.map.zones[1].key,
        "form": form,
        "summary_errors": form.summary() if refused else [],
    }
    return render(request, "map/goals.html", context, status=HTTPStatus.BAD_REQUEST if refused else HTTPStatus.OK)


def goal(request: PageRequest, map_id: str, goal_id: str) -> HttpResponse:
    """What comes of one goal: results in plain words, an initiative, or nothing."""
    loaded = load(request, map_id)
    if "out" in request.POST:
        edited = writing.take_out(request.actor, map_id, GOAL, goal_id)
        return done(loaded, edited, _("The goal is off the list."), reverse("goals", args=[map_id]))
    back = f"{reverse('goals', args=[map_id])}#goals"
    if "initiative" in request.POST:
        moved = map_goals.goal_to_initiatives(request.actor, map_id, goal_id)
        return done(loaded, moved.edited, _("It is on the list of initiatives."), back)
    texts = request.POST.getlist("text")
    made = map_goals.write_from_goal(request.actor, map_id, goal_id, texts, request.POST.get("zone", ""))
    count = sum(1 for text in texts if text.strip())
    said = ngettext("%(n)s result is on the map, with its goal.", "%(n)s results are on the map, with their goal.", count) % {"n": count}
    return done(loaded, made.edited, said, back)


def goal_views(loaded: Loaded) -> list[GoalView]:
    """Every goal in the order in which it was brought."""
    return [_view(loaded, one) for one in loaded.state.goals]


def _view(loaded: Loaded, goal: Goal) -> GoalView:
    hints = hints_of(loaded.request, goal.text)
    codes = {hint.code for hint in hints}
    map_id = loaded.map.id
    results = [
        (shortened(one.text), reverse("result", args=[map_id, one.id])) for one in loaded.map.results if one.source_goal == goal.text
    ]
    done_by = [shortened(one.text) for one in loaded.state.initiatives if one.source_goal == goal.text]
    lines = range(SPLIT_FIELDS if SEVERAL in codes else 1)
    return GoalView(goal.id, goal.text, goal.source, hints, ACTION in codes, lines, results, done_by)


def _headline(total: int, waiting: int) -> str:
    if total == 0:
        return _("Bring the goals of your plan as they are.")
    if waiting == 0:
        return _("Something came of every goal.")
    return ngettext("%(n)s goal waits for its result.", "%(n)s goals wait for their results.", waiting) % {"n": waiting}
