"""What stands beside the map: the initiatives, and the goals that somebody brought."""

from dataclasses import dataclass, replace
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
KEPT_OPEN = frozenset({"result_needed", "text_too_long", "zone_unknown", "too_many_results"})
"""Refusals that whoever writes a result of a goal mends in its own form."""


@dataclass(frozen=True, slots=True)
class Refused:
    """What was sent for one goal and could not be kept: the sentence, the texts by line, and the zone."""

    goal_id: str
    error: str
    texts: list[str]
    zone: str


@dataclass(frozen=True, slots=True)
class GoalView:
    """A goal with what its wording raises and what came of it. ``lines``: what is typed in each line to write a result in."""

    id: str
    text: str
    source: str
    hints: list[HintView]
    is_action: bool
    lines: list[str]
    results: list[tuple[str, str]]
    initiatives: list[str]
    open: bool = False
    refused: Refused | None = None

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
    return _goals_page(loaded, form, form.summary() if form.is_bound and not form.is_valid() else [])


def _goals_page(loaded: Loaded, form: GoalsForm, errors: list[dict[str, str]], refused: Refused | None = None) -> HttpResponse:
    """The page; one goal is unfolded, the one that was refused or else the first that waits. 400 where something was refused."""
    views = goal_views(loaded)
    waiting = _unfolded([one for one in views if one.waits], refused)
    context = {
        "section": "map",
        "map": loaded.map,
        "waiting": waiting,
        "answered": [one for one in views if not one.waits],
        "headline": _headline(len(views), len(waiting)),
        "zones": loaded.zone_choices(),
        "zone": loaded.map.zones[1].key,
        "form": form,
        "summary_errors": errors,
    }
    return render(loaded.request, "map/goals.html", context, status=HTTPStatus.BAD_REQUEST if errors else HTTPStatus.OK)


def _unfolded(waiting: list[GoalView], refused: Refused | None) -> list[GoalView]:
    """The goals that wait, one of them open: what was refused keeps its words."""
    if refused is None:
        return [replace(one, open=at == 0) for at, one in enumerate(waiting)]
    return [
        replace(one, open=True, refused=refused, lines=(refused.texts + one.lines[len(refused.texts):])[:SPLIT_FIELDS])
        if one.id == refused.goal_id
        else one
        for one in waiting
    ]


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
    zone = request.POST.get("zone", "")
    try:
        made = map_goals.write_from_goal(request.actor, map_id, goal_id, texts, zone)
    except UserError as error:
        if error.code not in KEPT_OPEN or not any(one.id == goal_id and one.waits for one in goal_views(loaded)):
            raise
        said = request.words.error(error)
        refused = Refused(goal_id, said, texts[:SPLIT_FIELDS], zone)
        return _goals_page(loaded, GoalsForm(), [{"field": f"t0-{goal_id}", "text": said}], refused)
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
    lines = [""] * (SPLIT_FIELDS if SEVERAL in codes else 1)
    return GoalView(goal.id, goal.text, goal.source, hints, ACTION in codes, lines, results, done_by)


def _headline(total: int, waiting: int) -> str:
    if total == 0:
        return _("Bring the goals of your plan as they are.")
    if waiting == 0:
        return _("Something came of every goal.")
    return ngettext("%(n)s goal waits for its result.", "%(n)s goals wait for their results.", waiting) % {"n": waiting}
