"""What was done to a map, newest first, each with its Undo and the map as it was."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from groundswell.errors import UserError
from groundswell.records.selectors.edits import GONE, FieldChange, Gesture, Item, document, gesture_rows, history
from groundswell.records.selectors.results_maps import LINK, NOTED, ORDER
from groundswell.records.services.editing import undo
from groundswell.web.pages.bring.start import moment
from groundswell.web.pages.map.doing import next_address
from groundswell.web.pages.map.load import Loaded, load
from groundswell.web.pages.map.outline_rows import shortened
from groundswell.web.pages.map.result_page import field_words
from groundswell.web.requests import PageRequest
from groundswell.web.toasts import toast

A_PAGE = 50
LINES = 6
"""Lines that one gesture shows; what came with it beyond that is counted."""
PLACE = "at"


@dataclass(frozen=True, slots=True)
class ChangeView:
    """One line: what was done, and for a field was → now."""

    says: str
    was: str = ""
    now: str = ""


@dataclass(frozen=True, slots=True)
class GestureView:
    """One press of a button, in words."""

    id: str
    when: str
    seq: int
    lines: Sequence[ChangeView]


@require_safe
def map_history(request: PageRequest, map_id: str) -> HttpResponse:
    """The gestures of a map, a page of them."""
    loaded = load(request, map_id)
    pages = Paginator(history(map_id), A_PAGE)
    shown = pages.get_page(request.GET.get("page"))
    items = document(map_id).items
    gestures = [_gesture(loaded, one, items) for one in shown.object_list]
    context = {"section": "map", "map": loaded.map, "gestures": gestures, "pages": shown, "count": pages.count}
    return render(request, "map/history.html", context)


def gesture_undo(request: PageRequest, map_id: str, gesture: str) -> HttpResponse:
    """What a gesture changed stands again as before; what was changed again since stays, and that is said."""
    rows = gesture_rows(gesture)
    if not rows or rows[0][1] != map_id:
        raise UserError("gesture_unknown")
    edited = undo(request.actor, gesture)
    again = reverse("gesture_undo", args=[map_id, edited.gesture]) if edited.gesture else ""
    if edited.conflicts:
        toast(request, _("Some of it was changed again since and stays as it is. The rest is undone."), again)
    else:
        toast(request, _("Undone. The history keeps both.") if edited.gesture else _("It stood like that already."), again)
    try:
        load(request, map_id)
    except UserError:
        return HttpResponseRedirect(reverse("maps"))
    return HttpResponseRedirect(next_address(request, reverse("map", args=[map_id])))


def _gesture(loaded: Loaded, one: Gesture, items: Mapping[str, Item]) -> GestureView:
    lines = list(_lines(loaded, one, items))
    if len(lines) > LINES:
        more = loaded.request.words.text("map_done.more", {"n": len(lines) - LINES + 1})
        lines = [*lines[: LINES - 1], ChangeView(more)]
    return GestureView(one.id, moment(loaded.request, one.recorded_at), one.last_seq, lines)


def _lines(loaded: Loaded, gesture: Gesture, items: Mapping[str, Item]) -> Iterator[ChangeView]:
    words = loaded.request.words
    by_item: dict[str, list[FieldChange]] = {}
    for change in gesture.changes:
        by_item.setdefault(change.item, []).append(change)
    placed = [item for item, changes in by_item.items() if all(change.field == PLACE for change in changes)]
    if placed:
        yield ChangeView(words.text("map_done.placed", {"n": len(placed)}))
    ordered = [item for item, changes in by_item.items() if all(change.field == ORDER for change in changes)]
    if ordered:
        yield ChangeView(words.text("map_done.ordered"))
    for item_id, changes in by_item.items():
        if item_id not in placed and item_id not in ordered:
            yield from _of_item(loaded, items[item_id], changes)


def _of_item(loaded: Loaded, item: Item, changes: Sequence[FieldChange]) -> Iterator[ChangeView]:
    words = loaded.request.words
    name = _name(loaded, item)
    gone = next((change for change in changes if change.field == GONE), None)
    if gone is not None:
        yield ChangeView(words.text(f"map_done.{'out' if gone.after else 'back'}.{item.kind}", {"name": name}))
    elif changes[0].seq == item.first_seq:
        yield ChangeView(words.text(f"map_done.written.{item.kind}", {"name": name}))
    else:
        for change in changes:
            field = words.text(f"map_field.{change.field}")
            was, now = (shortened(field_words(loaded, change.field, value), 300) for value in (change.before, change.after))
            yield ChangeView(words.text("map_done.changed", {"field": field, "name": name}), was, now)


def _name(loaded: Loaded, item: Item) -> str:
    """What the item is called today, taken out or not."""
    if item.kind == LINK:
        kind = field_words(loaded, "link_kind", item.text("link_kind"))
        return f"{field_words(loaded, 'first', item.text('first'))} {kind} {field_words(loaded, 'second', item.text('second'))}"
    if item.kind == NOTED:
        return f"“{shortened(item.text('because'))}”"
    return shortened(item.text("text") or item.text("name"))
