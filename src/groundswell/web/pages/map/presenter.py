"""The map's page in words: headline, next step, outline, and what stands beside it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from groundswell.records.selectors.edits import moment_at
from groundswell.web.pages.bring.start import moment
from groundswell.web.pages.home.headline import spelled
from groundswell.web.pages.map.load import Loaded, hook_of
from groundswell.web.pages.map.outline_rows import OutlineView, outline_view
from groundswell.web.pages.map.remarks import step_of
from groundswell.web.pages.measure.steps import StepCard


@dataclass(frozen=True, slots=True)
class MapView:
    """``moment`` says which older state is shown, "" for today's. ``hanging`` are maps of teams as (name, result, address)."""

    id: str
    name: str
    lead: str
    step: StepCard | None
    outline: OutlineView
    moment: str
    hook: tuple[str, str, str] | None
    hanging: Sequence[tuple[str, str, str]]
    remarks: int
    initiatives: int
    goals: int
    results: int
    others: int
    seq: int


def present(loaded: Loaded) -> MapView:
    """Everything that the page of a map shows."""
    older = loaded.as_of is not None
    texts = {one.id: one.text for one in loaded.map.results}
    hanging = [
        (one.map.name, texts[one.map.hangs_on], reverse("map", args=[one.map.id])) for one in loaded.others if one.map.hangs_on in texts
    ]
    return MapView(
        id=loaded.map.id,
        name=loaded.map.name,
        lead=lead(loaded),
        step=None if older else step_of(loaded),
        outline=outline_view(loaded),
        moment=moment_of(loaded),
        hook=hook_of(loaded.request, loaded.map),
        hanging=hanging,
        remarks=len(loaded.open_remarks),
        initiatives=len(loaded.state.initiatives),
        goals=len(loaded.state.goals),
        results=len(loaded.map.results),
        others=len(loaded.others),
        seq=loaded.state.seq,
    )


def lead(loaded: Loaded) -> str:
    """``22 results. 13 are measured; three show a signal.``"""
    total = len(loaded.map.results)
    if total == 0:
        return _("No result yet. One is enough to begin.")
    counted = ngettext("%(n)s result.", "%(n)s results.", total) % {"n": total}
    if loaded.as_of is not None:
        return counted
    measured = sum(1 for state in loaded.states.values() if state.measured)
    signals = sum(1 for state in loaded.states.values() if state.signals)
    return f"{counted} {_measured(measured, signals)}"


def _measured(measured: int, signals: int) -> str:
    if measured == 0:
        return _("None is measured yet.")
    if measured == 1:
        return _("One is measured; it shows a signal.") if signals else _("One is measured; it shows no signal.")
    values = {"measured": measured, "signals": spelled(signals)}
    if signals == 0:
        return _("%(measured)s are measured; none shows a signal.") % values
    return ngettext(
        "%(measured)s are measured; %(signals)s shows a signal.", "%(measured)s are measured; %(signals)s show a signal.", signals
    ) % values


def moment_of(loaded: Loaded) -> str:
    """When an older state of the map was today's; empty for today's."""
    if loaded.as_of is None:
        return ""
    at = moment_at(loaded.map.id, loaded.as_of)
    return "" if at is None else moment(loaded.request, at)
