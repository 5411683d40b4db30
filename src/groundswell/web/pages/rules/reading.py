"""Read the rule sets: all of them on one page, and each on a page of its own."""

from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from groundswell.domain.xmr.rule_sets import RULE_SETS
from groundswell.records.selectors.definitions import board
from groundswell.records.selectors.portfolio import portfolio
from groundswell.records.selectors.rule_sets import OwnRuleSet, OwnVersion, own_rule_set, own_rule_sets
from groundswell.web.pages.rules.presenter import RuleSetView, rule_set_view
from groundswell.web.requests import PageRequest


@dataclass(frozen=True, slots=True)
class Listed:
    """One line of the list."""

    href: str
    view: RuleSetView
    used: int
    own: bool
    away: bool = False


@dataclass(frozen=True, slots=True)
class ShownVersion:
    """One version of a rule set of one's own, with who made it, when and why."""

    number: int
    href: str
    when: str
    who: str
    reason: str
    shown: bool
    used: int


def rule_sets(request: PageRequest) -> HttpResponse:
    """Every rule set: the default first, then the shipped ones, then one's own."""
    used = _used(request)
    shipped = [
        Listed(reverse("rule_set", args=[name]), rule_set_view(rules, request.words), _count(used, name), own=False)
        for name, rules in RULE_SETS.items()
    ]
    own = [
        Listed(
            reverse("rule_set", args=[one.id]), rule_set_view(one.newest.rules, request.words), _count(used, one.name), own=True,
            away=one.away,
        )
        for one in own_rule_sets(request.actor)
    ]
    return render(request, "rules/list.html", {"section": "settings", "shipped": shipped, "own": own})


def rule_set(request: PageRequest, rule_set_id: str) -> HttpResponse:
    """One rule set; of one's own the newest version, or the one that the address names."""
    if rule_set_id in RULE_SETS:
        view = rule_set_view(RULE_SETS[rule_set_id], request.words)
        context = {"view": view, "from": rule_set_id, "own": None, "versions": [], "used": _count(_used(request), rule_set_id)}
        return render(request, "rules/one.html", {"section": "settings", **context})
    own = own_rule_set(request.actor, rule_set_id)
    version = _version(own, request.GET.get("version", ""))
    used = _used(request)
    context = {
        "view": rule_set_view(version.rules, request.words),
        "from": own.id,
        "own": own,
        "newest": version.number == own.newest.number,
        "versions": [_shown(own, each, version, used, request) for each in own.versions[::-1]],
        "used": used.get((own.name, version.number), 0),
    }
    return render(request, "rules/one.html", {"section": "settings", **context})


def _version(own: OwnRuleSet, asked: str) -> OwnVersion:
    if not asked:
        return own.newest
    found = next((one for one in own.versions if str(one.number) == asked), None)
    if found is None:
        raise Http404
    return found


def _shown(own: OwnRuleSet, each: OwnVersion, shown: OwnVersion, used: dict[tuple[str, int], int], request: PageRequest) -> ShownVersion:
    day = request.words.day(each.at.astimezone(request.time_zone).date())
    href = f"{reverse('rule_set', args=[own.id])}?version={each.number}"
    return ShownVersion(each.number, href, day, each.who, each.reason, each is shown, used.get((own.name, each.number), 0))


def _used(request: PageRequest) -> dict[tuple[str, int], int]:
    """How many lines in use have each rule set in each version; the product's default has its newest."""
    found: dict[tuple[str, int], int] = {}
    for record in portfolio(request.actor, only=board(request.actor)):
        version = record.rule_set_version or RULE_SETS[record.rule_set].version
        found[record.rule_set, version] = found.get((record.rule_set, version), 0) + 1
    return found


def _count(used: dict[tuple[str, int], int], name: str) -> int:
    return sum(count for (one, _), count in used.items() if one == name)
