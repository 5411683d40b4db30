"""Steps on the map: one well-worded result, a link, the checks (S06 to S08)."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from groundswell.domain.authoring.results_map import LinkKind, ResultsMap
from groundswell.domain.authoring.sessions.facts import ResultFacts
from groundswell.records.selectors.results_maps import Goal, map_of_result, map_state, maps
from groundswell.records.services import map_goals, results_maps
from groundswell.web.page_form import PageForm
from groundswell.web.pages.map.hints import hints_of, marked
from groundswell.web.pages.map.outline_rows import shortened
from groundswell.web.pages.today.around import Around, Desk
from groundswell.web.pages.today.beginnings import first_map
from groundswell.web.pages.today.fields import choice_field, optional, words_field
from groundswell.web.requests import PageRequest


class ResultForm(PageForm):
    """One result, as though it were already true, and its zone."""

    text = words_field(
        _("The result, as though it were already true"),
        _("Write it in a few words, such as “Streets are clean by breakfast”."),
        about=_("Whom or what it happens to, and what is different. No number, no date, no “improve”."),
    )
    zone = choice_field(_("Where does it belong?"), _("Choose one of the zones."), [])
    source_goal = optional(choice_field(_("Which goal does it come from?"), _("Choose a goal of the list."), [], radio=False))


class LinkForm(PageForm):
    """Two results and why they hang together."""

    first = choice_field(_("This result"), _("Choose a result."), [], radio=False)
    kind = choice_field(_("does what"), _("Choose how they hang together."), [], radio=False)
    second = choice_field(_("with that one"), _("Choose another result."), [], radio=False)
    reason = words_field(_("Why do you believe it?"), _("Write what makes you believe it."))

    def clean(self) -> dict[str, Any]:
        """Two different results."""
        data = super().clean() or {}
        if data.get("first") and data.get("first") == data.get("second"):
            self.add_error("second", _("A result cannot be linked to itself. Choose another result."))
        return data


def result(around: Around, request: PageRequest) -> Desk:
    """S06: a new result, or the one last worked on."""
    there = around.material
    zones = _map_of(request, there).zones if isinstance(there, ResultFacts) else ()
    own = {"text": there.text, "zone": there.zone} if isinstance(there, ResultFacts) else {}
    form = ResultForm(request.POST or None, initial=own)
    form.offer("zone", [(zone.key, zone.name or request.words.text(f"zone.{zone.key}")) for zone in zones])
    _offer_goals(form, _goals_for(request, there))
    return Desk(form, _keep_result, "today/wording.html", _wording(request, own.get("text", "")))


def _goals_for(request: PageRequest, there: object) -> list[Goal]:
    """The goals that wait for a result that is not written yet: those put to the test first, the last one of them before all."""
    known = maps(request.actor)
    if (isinstance(there, ResultFacts) and there.id) or not known:
        return []
    waiting = known[0].waiting_goals()
    return [*reversed([goal for goal in waiting if goal.verdicts]), *(goal for goal in waiting if not goal.verdicts)]


def _offer_goals(form: ResultForm, goals: list[Goal]) -> None:
    if not goals:
        del form.fields["source_goal"]
        return
    form.offer("source_goal", [("", gettext("None of them")), *((goal.id, shortened(goal.text)) for goal in goals)])
    form.initial["source_goal"] = goals[0].id if goals[0].verdicts else ""


def _wording(request: PageRequest, text: str) -> dict[str, Any]:
    """The wording as it was kept, marked, with its questions."""
    hints = hints_of(request, text) if text else []
    return {"hints": hints, "marked": marked(text, hints) if hints else ""}


def _map_of(request: PageRequest, there: ResultFacts) -> ResultsMap:
    if there.id:
        return map_of_result(request.actor, there.id).map
    known = maps(request.actor)
    return known[0].map if known else ResultsMap("", "")


def _keep_result(around: Around, data: Mapping[str, Any]) -> str:
    actor = around.request.actor
    if around.subject:
        state = map_of_result(actor, around.subject)
        results_maps.change_result(actor, state.map.id, around.subject, {"text": data["text"], "zone": data["zone"]})
        return around.subject
    map_id = first_map(around.request)
    if goal_id := data.get("source_goal"):
        return map_goals.write_from_goal(actor, map_id, goal_id, [data["text"]], data["zone"]).id
    return results_maps.write_result(actor, map_id, data["text"], data["zone"]).id


def link(around: Around, request: PageRequest) -> Desk:
    """S07."""
    state = map_state(request.actor, around.subject)
    form = LinkForm(request.POST or None)
    for name in ("first", "second"):
        form.offer(name, [("", gettext("Choose a result")), *((one.id, one.text) for one in state.map.results)])
    form.offer("kind", [(kind.value, request.words.text(f"link_kind.{kind.value}")) for kind in LinkKind])
    return Desk(form, _keep_link, there=reverse("map", args=[around.subject]), there_words=gettext("See the map"))


def _keep_link(around: Around, data: Mapping[str, Any]) -> str:
    kind = LinkKind(data["kind"])
    results_maps.link(around.request.actor, around.subject, kind, data["first"], data["second"], reason=data["reason"])
    return around.subject


def check(around: Around, request: PageRequest) -> Desk:
    """S08: the checks have a page of their own."""
    return Desk(there=reverse("map_checks", args=[around.subject]), there_words=gettext("Go through the map’s questions"))
