"""The drawing of a map on its page, and what the editor asks of us: gestures, hints, the drawing anew, files to take along.

The editor is a script on top of a drawing that is there without it; why, docs/decisions/0072-the-map-editor-is-an-island.md.
"""

import json
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from django.http import HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from groundswell.charts.chart import Mark
from groundswell.charts.drawing.map_svg import map_svg
from groundswell.charts.drawing.png import png
from groundswell.charts.map_chart import Colouring, MapChart, MapLook, NodeState, map_chart
from groundswell.domain.authoring.results_map import LinkKind, ResultsMap
from groundswell.errors import UserError
from groundswell.records.selectors.results_maps import MapState, map_state
from groundswell.records.services.editing import LONGEST_TEXT, Conflict
from groundswell.web.drawn import drawn
from groundswell.web.pages.map.gestures import Message, done, read_message
from groundswell.web.pages.map.hints import hints_of
from groundswell.web.pages.map.states import ResultState, measure_states, states_of
from groundswell.web.requests import PageRequest

LONGEST_SHOWN = 200
"""Characters of a text that a sentence about a conflict quotes."""
PLAIN_STEM = "results map"


States = Mapping[str, ResultState]


def island_context(request: PageRequest, state: MapState, states: States, *, editable: bool = True) -> dict[str, Any]:
    """What ``map/island.html`` shows, to be handed to the page's template as ``island``. An older state is not ``editable``."""
    chart = _chart(request, state.map, states)
    words = request.words
    return {
        "id": state.map.id,
        "drawing": drawn(map_svg(chart)),
        "editable": editable,
        "colouring": chart.colouring.value,
        "colourings": [
            (Colouring.SIGNAL.value, _("by signal")),
            (Colouring.MEASURED.value, _("by what is measured")),
            (Colouring.NOTHING.value, _("by nothing")),
        ],
        "key": chart.words.key,
        "data": {
            **_data(chart, state),
            "editable": editable,
            "urls": {
                "gesture": reverse("map_gesture", args=[state.map.id]),
                "drawing": reverse("map_drawing", args=[state.map.id]),
                "hints": reverse("map_wording", args=[state.map.id]),
            },
            "kinds": [[kind.value, words.text(f"link_kind.{kind}")] for kind in LinkKind],
            "words": _script_words(request),
        },
    }


def paper_drawing(request: PageRequest, state: MapState, states: States) -> SafeString:
    """The map drawn for one A3 sheet, with its name and its key; the page below it says the day."""
    return drawn(map_svg(_chart(request, state.map, states, dated=False), "print", ident="map-paper"))


def map_gesture(request: PageRequest, map_id: str) -> HttpResponse:
    """One gesture of the editor; the answer holds the map as it stands now, or the sentence of why nothing was done."""
    before = map_state(request.actor, map_id)
    message: Message | None = None
    try:
        message = read_message(request.actor, before, request.body)
        edited = done(message)
    except UserError as error:
        status = HTTPStatus.NOT_FOUND if error.code.endswith("_unknown") else HTTPStatus.BAD_REQUEST
        return JsonResponse({"error": request.words.error(error)}, status=status)
    state = map_state(request.actor, map_id)
    answer = {
        **_drawing(request, state),
        "gesture": edited.gesture,
        "conflicts": [_told(request, one) for one in edited.conflicts],
        "elsewhere": message.seen is not None and message.seen < before.seq,
    }
    return JsonResponse(answer)


def map_drawing(request: PageRequest, map_id: str) -> HttpResponse:
    """The drawing with its data; nothing (204) where the window shows that position already."""
    state = map_state(request.actor, map_id)
    if request.GET.get("seen") == str(state.seq):
        return HttpResponse(status=HTTPStatus.NO_CONTENT)
    return JsonResponse(_drawing(request, state))


def map_wording(request: PageRequest, map_id: str) -> HttpResponse:
    """What the wording tests ask about a text, while it is written; nothing is kept."""
    try:
        fields = json.loads(request.body)
        text = fields["text"] if isinstance(fields["text"], str) else ""
    except (ValueError, TypeError, KeyError, RecursionError):
        return JsonResponse({"error": request.words.error(UserError("gesture_unreadable"))}, status=HTTPStatus.BAD_REQUEST)
    map_state(request.actor, map_id)
    hints = hints_of(request, text[:LONGEST_TEXT])
    return JsonResponse({"hints": [{"start": one.start, "end": one.end, "question": one.question} for one in hints]})


def map_as_svg(request: PageRequest, map_id: str) -> HttpResponse:
    """The map as a drawing of its own, in the light palette."""
    own = map_state(request.actor, map_id).map
    chart = _chart(request, own, _states(request, own))
    return _download(map_svg(chart, "file").encode(), "image/svg+xml", "svg")


def map_as_png(request: PageRequest, map_id: str) -> HttpResponse:
    """The map as a picture; a large one at its own size, others at twice that."""
    own = map_state(request.actor, map_id).map
    chart = _chart(request, own, _states(request, own))
    return _download(png(map_svg(chart, "file"), 2.0 if chart.width < 3_000 else 1.0), "image/png", "png")


def _chart(request: PageRequest, results_map: ResultsMap, states: States, *, dated: bool = True) -> MapChart:
    hrefs = {one.id: reverse("result", args=[results_map.id, one.id]) for one in results_map.results}
    look = MapLook(_colouring(request), hrefs, request.today if dated else None)
    shown = {key: NodeState(one.measured, Mark(one.mark), one.word if one.signals else "") for key, one in states.items()}
    return map_chart(results_map, shown, request.words, look)


def _states(request: PageRequest, results_map: ResultsMap) -> States:
    """What each result's measures show; the portfolio is read only where a result names a measure."""
    named = any(one.measure_ids for one in results_map.results)
    return states_of(results_map.results, measure_states(request, results_map.results)) if named else {}


def _colouring(request: PageRequest) -> Colouring:
    """What ``?colour=`` asks for; by signal where it asks for nothing that there is."""
    wanted = request.GET.get("colour", "")
    return next((one for one in Colouring if one.value == wanted), Colouring.SIGNAL)


def _drawing(request: PageRequest, state: MapState) -> dict[str, Any]:
    chart = _chart(request, state.map, _states(request, state.map))
    return {"svg": map_svg(chart), "data": _data(chart, state)}


def _data(chart: MapChart, state: MapState) -> dict[str, Any]:
    """What the editor goes by: the position, each result's words, the zones."""
    return {
        "seq": state.seq,
        "texts": {node.id: node.text for node in chart.nodes},
        "zones": [{"key": zone.key, "name": zone.name, "rx": zone.rx, "ry": zone.ry} for zone in chart.zones],
    }


def _told(request: PageRequest, conflict: Conflict) -> dict[str, str]:
    """A field that another window changed meanwhile: the sentence, and what was typed here, which is kept on the page."""
    mine, theirs = (value if isinstance(value, str) else "" for value in (conflict.mine, conflict.theirs))
    moment = conflict.changed_at.astimezone(request.time_zone)
    values = {"time": f"{moment:%H:%M}", "theirs": theirs[:LONGEST_SHOWN]}
    says = request.words.text("map_island.conflict_text" if conflict.field == "text" and theirs else "map_island.conflict", values)
    return {"item": conflict.item, "field": conflict.field, "mine": mine, "theirs": theirs, "says": says}


def _script_words(request: PageRequest) -> dict[str, str]:
    """Every sentence that the editor says by itself."""
    words = request.words
    return {
        "elsewhere": words.text("map_island.elsewhere"),
        "lost": words.text("map_island.lost"),
        "linking": words.pattern("map_island.linking"),
        "moved": words.pattern("map_island.moved"),
        "nothing_to_undo": words.text("map_island.nothing_to_undo"),
        "nothing_to_redo": words.text("map_island.nothing_to_redo"),
        "undone": words.text("map_island.undone"),
        "redone": words.text("map_island.redone"),
        "taken_out": words.text("map_island.taken_out"),
        "linked": words.text("map_island.linked"),
        "unlinked": words.text("map_island.unlinked"),
        "kept": words.text("map_island.kept"),
        "to_initiatives": words.text("map_island.to_initiatives"),
        "write_in": words.pattern("map_island.write_in"),
        "change": words.pattern("map_island.change"),
        "unlink": words.pattern("map_island.unlink"),
        "how_linked": words.pattern("map_island.how_linked"),
    }


def _download(content: bytes, kind: str, ending: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response.headers["Content-Disposition"] = f'attachment; filename="{PLAIN_STEM}.{ending}"'
    return response
