"""Steps about one's own beginning: the plan, an area, the diagnostic, goals that exist (S01 to S05)."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from groundswell.domain.authoring.sessions.criteria import DIAGNOSTIC, WORDING_RULES
from groundswell.domain.authoring.sessions.facts import BeginningFacts, GoalFacts
from groundswell.records.selectors.results_maps import maps
from groundswell.records.selectors.sessions import session_plan
from groundswell.records.services import map_goals, sessions, writings
from groundswell.records.services.results_maps import make_map
from groundswell.web.page_form import PageForm
from groundswell.web.pages.map.hints import hints_of
from groundswell.web.pages.today.around import Around, Desk
from groundswell.web.pages.today.fields import choice_field, line_field, lines_of, words_field
from groundswell.web.requests import PageRequest

WEEKDAYS = [
    ("1", _("Monday")),
    ("2", _("Tuesday")),
    ("3", _("Wednesday")),
    ("4", _("Thursday")),
    ("5", _("Friday")),
    ("6", _("Saturday")),
    ("7", _("Sunday")),
]
RATINGS = [("1", _("not at all")), ("2", _("a little")), ("3", _("half")), ("4", _("mostly")), ("5", _("fully"))]


class PlanForm(PageForm):
    """If this happens, I do my fifteen minutes: time, place, trigger, days."""

    trigger = line_field(
        _("When this happens"), _("Write what comes just before."), about=_("For instance: I have poured my first coffee.")
    )
    time = forms.TimeField(
        label=_("At about"),
        widget=forms.TimeInput(attrs={"type": "time", "class": "short"}, format="%H:%M"),
        error_messages={"required": _("Write a time, such as 09:10."), "invalid": _("Write a time, such as 09:10.")},
    )
    place = line_field(_("Where"), _("Write where you will sit."), about=_("For instance: at my desk, before the first mail."))
    weekdays = forms.MultipleChoiceField(
        label=_("On these days"),
        choices=WEEKDAYS,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one day."), "invalid_choice": _("Choose days of the week.")},
    )


class AreaForm(PageForm):
    """An area, whom it serves, and what they want."""

    area = line_field(_("One area that you know"), _("Write one area, such as complaints."))
    receivers = words_field(_("Whom does it serve? One a line"), _("Write one group of people."))
    wishes = words_field(_("What do they want, in their own words? One a line"), _("Write two plain wishes."), rows=3)


class GoalsForm(PageForm):
    """Goal sentences that exist already."""

    goals = words_field(_("Up to five goals that exist already, one a line"), _("Copy one goal sentence."), rows=5)
    source = line_field(_("Where they stand"), _("Write where they come from."), about=_("For instance: Corporate plan 2026, page 4."))


def plan(around: Around, request: PageRequest) -> Desk:
    """S01."""
    there = session_plan(request.actor)
    initial: dict[str, Any] = {"time": "09:10", "weekdays": list("12345")}
    if there is not None:
        initial = {"time": there.time, "place": there.place, "trigger": there.trigger, "weekdays": list(there.weekdays)}
    return Desk(
        PlanForm(request.POST or None, initial=initial), _keep_plan, part="today/calendar.html", shown={"planned": there is not None}
    )


def _keep_plan(around: Around, data: Mapping[str, Any]) -> str:
    request = around.request
    time = data["time"].strftime("%H:%M")
    sessions.plan(request.actor, time, data["place"], data["trigger"], "".join(data["weekdays"]), now=request.now)
    return ""


def area(around: Around, request: PageRequest) -> Desk:
    """S02."""
    facts = around.material
    initial = {}
    if isinstance(facts, BeginningFacts):
        initial = {"area": facts.area, "receivers": "\n".join(facts.receivers), "wishes": "\n".join(facts.wishes)}
    return Desk(AreaForm(request.POST or None, initial=initial), _keep_area)


def _keep_area(around: Around, data: Mapping[str, Any]) -> str:
    fields = {"area": data["area"], "receivers": lines_of(data["receivers"]), "wishes": lines_of(data["wishes"])}
    writings.write_beginning(around.request.actor, fields)
    return ""


def diagnostic(around: Around, request: PageRequest) -> Desk:
    """S03: eight statements of good practice, each rated for one's own place."""
    facts = around.material
    form = PageForm(request.POST or None)
    for statement in DIAGNOSTIC:
        needed = gettext("Choose how far this holds where you work.")
        field = choice_field(request.words.text(f"diagnostic.{statement}"), needed, RATINGS)
        field.help_text = request.words.text(f"diagnostic.{statement}.poor")
        field.initial = str(facts.ratings.get(statement, "")) if isinstance(facts, BeginningFacts) else ""
        form.fields[statement] = field
    remark = words_field(_("What strikes you most?"), _("Write one remark."))
    remark.widget.attrs["class"] = "field"
    remark.initial = facts.remark if isinstance(facts, BeginningFacts) else ""
    form.fields["remark"] = remark
    return Desk(form, _keep_diagnostic)


def _keep_diagnostic(around: Around, data: Mapping[str, Any]) -> str:
    ratings = [f"{statement}={data[statement]}" for statement in DIAGNOSTIC]
    writings.write_beginning(around.request.actor, {"ratings": ratings, "remark": data["remark"]})
    return ""


def goals(around: Around, request: PageRequest) -> Desk:
    """S04."""
    return Desk(GoalsForm(request.POST or None), _keep_goals)


def _keep_goals(around: Around, data: Mapping[str, Any]) -> str:
    map_goals.bring_goals(around.request.actor, first_map(around.request), data["goals"], source=data["source"])
    return ""


def first_map(request: PageRequest) -> str:
    """The map that is written on: the first there is, or a new one of one's own."""
    there = maps(request.actor)
    return there[0].map.id if there else make_map(request.actor, gettext("What we want to be true")).id


def goal_tests(around: Around, request: PageRequest) -> Desk:
    """S05: one goal, five tests; where there is no goal yet, it is copied here."""
    goal = around.material
    known = isinstance(goal, GoalFacts) and bool(goal.id)
    form = PageForm(request.POST or None)
    if not known:
        text = words_field(_("A goal that exists already, word for word"), _("Copy one goal sentence."))
        source = line_field(_("Where it stands"), _("Write where it comes from."), about=_("For instance: Corporate plan 2026, page 4."))
        for name, copied in (("text", text), ("source", source)):
            copied.widget.attrs["class"] = "field"
            form.fields[name] = copied
    hints = hints_of(request, goal.text) if isinstance(goal, GoalFacts) and known else []
    for rule in WORDING_RULES:
        label = request.words.text(f"goal_test.{rule}")
        choices: list[tuple[str, Any]] = [("yes", gettext("Yes")), ("no", gettext("No"))]
        asked = [hint.question for hint in hints if hint.code == rule]
        field = choice_field(label, gettext("Answer yes or no."), choices, about=" ".join(asked[:2]))
        field.initial = goal.verdicts.get(rule, "") if isinstance(goal, GoalFacts) else ""
        form.fields[f"test_{rule}"] = field
    if not known or (isinstance(goal, GoalFacts) and goal.actions_left):
        label = gettext("It is something we do: put it on the list of initiatives")
        form.fields["to_initiatives"] = forms.BooleanField(label=label, required=False)
    shown: dict[str, Any] = {"goal": goal.text, "source": goal.source} if isinstance(goal, GoalFacts) and known else {}
    there = maps(request.actor)
    address = reverse("goals", args=[there[0].map.id]) if there else ""
    return Desk(form, _keep_verdicts, "today/goal.html", shown, address, gettext("All goals, and the results written from them"))


def _keep_verdicts(around: Around, data: Mapping[str, Any]) -> str:
    actor, goal_id = around.request.actor, around.subject
    map_id = first_map(around.request)
    if not goal_id:
        goal_id = map_goals.bring_one_goal(actor, map_id, data["text"], source=data["source"]).id
    map_goals.keep_verdicts(actor, goal_id, {rule: data[f"test_{rule}"] for rule in WORDING_RULES})
    if data.get("to_initiatives"):
        map_goals.goal_to_initiatives(actor, map_id, goal_id)
    return goal_id
