"""Two versions of a definition side by side."""

from dataclasses import dataclass, replace

from django.http import HttpResponse
from django.shortcuts import render

from groundswell.domain.authoring.definition.change import Difference, differences
from groundswell.records.selectors.definitions import known
from groundswell.records.selectors.dictionary import definition_row, version_of
from groundswell.reports.definition_row import DefinitionRow
from groundswell.web.pages.dictionary.listing import SECTION
from groundswell.web.pages.dictionary.naming import naming_of
from groundswell.web.pages.dictionary.presenter import Naming, ShownVersion, label_of, spec_of, versions_of
from groundswell.web.requests import PageRequest


@dataclass(frozen=True, slots=True)
class ShownChange:
    """A field as it was and as it is; "" is nothing written."""

    label: str
    was: str
    now: str
    breaks: bool


def versions(request: PageRequest, measure_id: str) -> HttpResponse:
    """The newest beside the one before it, or the two that were chosen; raises UserError("version_unknown")."""
    state = known(request.actor, measure_id)
    row = definition_row(state)
    shown = versions_of(row, request.words)
    other = _number(request.GET.get("other", ""), shown[0].number)
    one = _number(request.GET.get("one", ""), next((each.number for each in shown if each.number < other), other))
    before, after = version_of(request.actor, measure_id, one), version_of(request.actor, measure_id, other)
    naming = naming_of(request)
    changes = [
        replace(change, breaks=(change.item, change.field) in _broken(row, one, other))
        for change in differences(before.definition, after.definition)
    ]
    context = {
        "section": SECTION,
        "measure_id": measure_id,
        "name": state.definition.name,
        "versions": shown,
        "one": _chosen(shown, one),
        "other": _chosen(shown, other),
        "changes": [shown_change(change, naming) for change in changes],
    }
    return render(request, "dictionary/versions.html", context)


def _broken(row: DefinitionRow, one: int, other: int) -> set[tuple[str, str]]:
    """The fields that broke the series in any version from the one after the first to the other."""
    low, high = sorted((one, other))
    steps = [version for version in row.versions if low < version.version <= high]
    return {(change.item, change.field) for version in steps for change in version.changes if change.breaks}


def shown_change(change: Difference, naming: Naming) -> ShownChange:
    """A change in words."""
    spec = spec_of(change)
    return ShownChange(label_of(change, naming.words), naming.shown(spec, change.was), naming.shown(spec, change.now), change.breaks)


def _chosen(shown: list[ShownVersion], number: int) -> ShownVersion:
    return next(each for each in shown if each.number == number)


def _number(text: str, otherwise: int) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else otherwise
