"""The list of definitions, by where each stands, and the search over them."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render

from groundswell.domain.measurement.dictionary_entry import DefinitionStatus
from groundswell.records.selectors.definition_search import search
from groundswell.records.selectors.definitions import catalogue
from groundswell.web.conditional import unless_known
from groundswell.web.pages.dictionary.presenter import ShownLine, line_of
from groundswell.web.requests import PageRequest

SECTION = "definitions"
SHOWN = 100
"""Lines of one page; a search narrows the rest."""
ORDER = (
    DefinitionStatus.LIVE,
    DefinitionStatus.PILOTING,
    DefinitionStatus.DRAFT,
    DefinitionStatus.PAUSED,
    DefinitionStatus.RETIRED,
)


@dataclass(frozen=True, slots=True)
class Part:
    """Definitions that stand alike, or (title "") those that a search found, best first."""

    title: str
    code: str
    lines: list[ShownLine]


@unless_known
def definitions(request: PageRequest) -> HttpResponse:
    """All of them, or those that answer to what was typed; htmx takes the list alone out of the page."""
    typed = request.GET.get("q", "").strip()
    found = search(request.actor, typed, request.words.language)
    start = _whole(request.GET.get("from", ""))
    states = catalogue(request.actor).measures
    on_page = [states[one.measure_id] for one in found[start : start + SHOWN] if one.measure_id in states]
    if typed:
        parts = [Part("", "found", [line_of(state, request.words) for state in on_page])] if on_page else []
    else:
        parts = [
            Part(request.words.text(f"definition.status.{status.value}"), status.value, lines)
            for status in ORDER
            if (lines := [line_of(state, request.words) for state in on_page if state.definition.entry.status is status])
        ]
    context = {
        "section": SECTION,
        "typed": typed,
        "parts": parts,
        "found": len(found),
        "first": start + 1,
        "last": start + len(on_page),
        "next_from": start + SHOWN if start + SHOWN < len(found) else None,
        "before_from": max(0, start - SHOWN) if start else None,
        "empty": not found and not typed,
    }
    return render(request, "dictionary/list.html", context)


def _whole(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 0
