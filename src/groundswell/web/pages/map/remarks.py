"""A remark of the checks in words, with the place where it is answered; and the next step of the whole map."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from groundswell.domain.authoring.links_between import drives
from groundswell.domain.authoring.map_checks import MapRemark
from groundswell.errors import Value
from groundswell.web.pages.map.load import Loaded, design_address, zone_name
from groundswell.web.pages.map.outline_rows import shortened
from groundswell.web.pages.measure.steps import StepCard

MINUTES = 10
"""How long one step on the map takes (method 7.3: steps of at most 15 minutes)."""
ABOUT_LINKS = frozenset({"undriven", "pathless", "circle", "orphan"})


@dataclass(frozen=True, slots=True)
class RemarkView:
    """What is so, the question, the way to the place, and why it may stand where somebody has noted it."""

    key: str
    says: str
    ask: str
    button: str
    href: str
    because: str = ""


def remark_views(loaded: Loaded) -> tuple[list[RemarkView], list[RemarkView]]:
    """The open remarks, and those that somebody has noted."""
    views = [remark_view(loaded, one) for one in loaded.remarks]
    return [one for one in views if not one.because], [one for one in views if one.because]


def remark_view(loaded: Loaded, remark: MapRemark) -> RemarkView:
    """One remark in words."""
    words, values = loaded.request.words, _values(loaded, remark)
    return RemarkView(
        key=remark.key,
        says=words.text(_says(remark), values),
        ask=words.text(f"map_check.{remark.code}.ask", values),
        button=words.text(f"map_check.{remark.code}.button"),
        href=_place(loaded, remark),
        because=loaded.map.noted.get(remark.key, ""),
    )


def step_of(loaded: Loaded) -> StepCard:
    """The one next step: the first result, a goal that waits, what a check asks, or nothing."""
    caption = _("Next step, about %(n)s minutes") % {"n": MINUTES}
    map_id = loaded.map.id
    if not loaded.map.results:
        why = _("One is enough for today. You can change every word of it later.")
        return StepCard(
            caption, _("What do you want to be true, and for whom?"), why, _("Write the first result"), reverse("result_new", args=[map_id])
        )
    if waiting := waiting_goals(loaded):
        why = _("You brought it, and no result comes from it yet.")
        ask = _("What would be different if “%(goal)s” had happened?") % {"goal": shortened(waiting[0])}
        return StepCard(caption, ask, why, _("Write it as a result"), reverse("goals", args=[map_id]))
    if not loaded.open_remarks:
        why = _("Every check is answered or noted.")
        return StepCard(_("Next step"), _("Nothing needs you here."), why, "", "")
    remark = loaded.open_remarks[0]
    view = remark_view(loaded, remark)
    why = view.says
    if remark.code == "unmeasured" and (driven := drives(loaded.map)[remark.subjects[0]]):
        other = shortened(loaded.result(driven[0]).text)
        why = loaded.request.words.text("map_check.unmeasured.driving", {"other": other})
    return StepCard(caption, view.ask, why, view.button, view.href)


def waiting_goals(loaded: Loaded) -> list[str]:
    """The goals from which neither a result nor an initiative has come."""
    return [goal.text for goal in loaded.state.waiting_goals()]


def _says(remark: MapRemark) -> str:
    alone = remark.code == "pathless" and remark.values["n"] == 0
    return f"map_check.{remark.code}.alone" if alone else f"map_check.{remark.code}"


def _values(loaded: Loaded, remark: MapRemark) -> Mapping[str, Value]:
    values = dict(remark.values)
    for name in ("result", "other"):
        if isinstance(text := values.get(name), str):
            values[name] = shortened(text)
    if "zone" in values:
        zone = next(zone for zone in loaded.map.zones if zone.key == values["zone"])
        values["zone"] = zone_name(zone, loaded.request.words)
    if "measure" in values:
        values["measure"] = loaded.measures[str(values["measure"])].name
    return values


def _place(loaded: Loaded, remark: MapRemark) -> str:
    map_id, subject = loaded.map.id, remark.subjects[0]
    if remark.code == "loose_measure":
        return reverse("measure", args=[subject])
    if "zone" in remark.values or remark.code == "team_full":
        return f"{loaded.address}#outline"
    if remark.code in ("unmeasured", "one_sided"):
        return design_address(map_id, subject)
    if remark.code == "double":
        return reverse("result", args=[map_id, remark.subjects[1]])
    address = reverse("result", args=[map_id, subject])
    if remark.code in ABOUT_LINKS:
        return f"{address}#links"
    return f"{address}#measures" if remark.code == "many_measures" else address
