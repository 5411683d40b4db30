"""The tree as an outline of any day, one unit's page, and the tree as a file."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from io import StringIO

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from groundswell.domain.authoring.definition.texts import day as day_of
from groundswell.domain.organisation.peer_group import Consent
from groundswell.domain.organisation.standing import Standing
from groundswell.domain.organisation.tree import Tree, team_now
from groundswell.domain.organisation.unit import Change, Unit
from groundswell.records.actors import is_shared
from groundswell.records.selectors.definitions import catalogue
from groundswell.records.selectors.org_units import history, tree, units_of
from groundswell.records.selectors.org_units import unit as known_unit
from groundswell.records.selectors.places_seen import own_place, places_seen
from groundswell.records.selectors.posts import PostRow, posts_of
from groundswell.records.unit_export import as_csv
from groundswell.web.pages.units.showing import SECTION, level_name
from groundswell.web.pages.units.stories import told
from groundswell.web.requests import PageRequest

OPEN_ALL = 40
"""Units up to which the whole outline is open from the start."""
OPEN_DEPTH = 2
PLACES_SHOWN = 100


@dataclass(frozen=True, slots=True)
class Branch:
    """A unit of the outline with what hangs under it."""

    id: str
    name: str
    level: str
    open: bool
    below: Sequence["Branch"]


def outline(request: PageRequest) -> HttpResponse:
    """Every unit, as of today or of the day in the address; and the places that are not in the tree yet."""
    known = tree()
    day = day_of(request.GET.get("day", "").strip()) or request.today
    standing = known.on(day)
    told = places_seen(request.actor, catalogue(request.actor))
    places = [one for one in known.unplaced(day) if one in told]
    context = {
        "section": SECTION,
        "day": day.isoformat(),
        "past": "" if day == request.today else request.words.day(day),
        "branches": [_branch(known, standing, unit, 1) for unit in standing.roots],
        "count": len(standing.units),
        "places": [(one, known.units[one].name(), _may_place(request, one)) for one in places[:PLACES_SHOWN]],
        "more_places": max(0, len(places) - PLACES_SHOWN),
        "unseen_places": len(known.unplaced(day)) - len(places) if request.actor.administrator else 0,
        "may_change": request.actor.administrator,
    }
    return render(request, "units/outline.html", context)


def _branch(known: Tree, standing: Standing, unit: str, depth: int) -> Branch:
    below = [_branch(known, standing, one, depth + 1) for one in standing.children.get(unit, ())]
    opened = len(standing.units) <= OPEN_ALL or depth <= OPEN_DEPTH
    return Branch(unit, standing.name(unit), level_name(known.levels, standing.level(unit)), opened, below)


def unit(request: PageRequest, unit_id: str) -> HttpResponse:
    """Where it hangs, who works in it, what it owns as far as the viewer may see it, and what happened to it."""
    known, own = tree(), known_unit(request.actor, unit_id)
    day = request.today
    standing = known.on(day)
    told_places = places_seen(request.actor, catalogue(request.actor)) if known.same else frozenset()
    team = [one for one in catalogue(request.actor).measures.values() if one.in_use and one.team is not None]
    context = {
        "section": SECTION,
        "id": unit_id,
        "name": own.name(day),
        "above": [(one, standing.name(one)) for one in reversed(standing.ancestors(unit_id))],
        "level": level_name(known.levels, standing.level(unit_id)),
        "placed": unit_id in standing.units,
        "in_tree": own.placed,
        "facts": _facts(request, own),
        "successors": [(one, known.units[one].name()) for one in own.successors if one in known.units],
        "same_as": _named(known, known.unit_of(unit_id)) if unit_id in known.same else None,
        "same": [(one, known.units[one].name()) for one in known.same if known.unit_of(one) == unit_id and one in told_places],
        "below": [(one, standing.name(one)) for one in standing.children.get(unit_id, ())],
        "held": [(post, *_ends(request, post)) for post in posts_of(request.actor, unit_id, day)],
        "shared": is_shared(),
        "measures": sorted((one.definition.name, one.id) for one in team if team_now(known, str(one.team), day) == unit_id),
        "groups": [(one.name, one.asked[unit_id] is Consent.ACCEPTED) for one in known.groups.values() if unit_id in one.asked],
        "history": told(history(unit_id), known, request.words, request.time_zone),
        "may_change": request.actor.administrator,
        "may_place": not own.placed and _may_place(request, unit_id),
        "goes_on": own.until is None,
        "yours": unit_id in units_of(request.actor, day) and not request.actor.viewer.everything,
    }
    return render(request, "units/unit.html", context)


def _ends(request: PageRequest, post: PostRow) -> tuple[str, str]:
    """From when a post counts that does not yet, and its last day where it has one; empty otherwise."""
    begins = request.words.day(post.start) if post.start > request.today else ""
    return begins, request.words.day(post.until - timedelta(days=1)) if post.until is not None else ""


def _may_place(request: PageRequest, place: str) -> bool:
    """An administrator puts what they see into the tree, and a team what is its own."""
    return request.actor.administrator or own_place(request.actor, place)


def export(request: PageRequest) -> HttpResponse:
    """The tree of today as a file that can be brought again."""
    out = StringIO()
    csv.writer(out).writerows(as_csv(tree(), request.today))
    headers = {"Content-Disposition": 'attachment; filename="units.csv"'}
    return HttpResponse("\ufeff" + out.getvalue(), content_type="text/csv; charset=utf-8", headers=headers)


def _named(known: Tree, unit_id: str) -> tuple[str, str] | None:
    return (unit_id, known.units[unit_id].name()) if unit_id in known.units else None


def _facts(request: PageRequest, own: Unit) -> list[str]:
    words, found = request.words, []
    if own.start is not None:
        found.append(_("Since %(day)s.") % {"day": words.day(own.start)})
    if own.until is not None and own.ending is not None:
        said = {Change.MERGED: _("Merged on %(day)s."), Change.SPLIT: _("Split on %(day)s."), Change.CLOSED: _("Closed on %(day)s.")}
        found.append(said[own.ending] % {"day": words.day(own.until)})
    people = own.people(request.today)
    if people is not None:
        found.append(_("People: %(people)s.") % {"people": words.number(people)})
    if own.code:
        found.append(_("Code: %(code)s.") % {"code": own.code})
    return found
