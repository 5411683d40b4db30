"""One result: writing it, changing each of its fields, moving it, taking it out."""

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from groundswell.domain.authoring.map_checks import ACTION
from groundswell.domain.authoring.outline import neighbour, outline
from groundswell.domain.authoring.results_map import Result, ResultStatus
from groundswell.errors import UserError
from groundswell.records.selectors.results_maps import RESULT
from groundswell.records.services import results_maps as writing
from groundswell.records.services.editing import Conflict
from groundswell.web.page_form import PageForm
from groundswell.web.pages.map.doing import FormPage, done, form_page, next_address, refuse, say
from groundswell.web.pages.map.forms import NewResultForm, ResultForm
from groundswell.web.pages.map.hints import hints_of, marked
from groundswell.web.pages.map.load import Loaded, load
from groundswell.web.pages.map.outline_rows import shortened
from groundswell.web.pages.map.result_page import field_words, present
from groundswell.web.requests import PageRequest
from groundswell.web.toasts import toast

FIELDS = ("text", "zone", "team", "source_goal", "priority", "status", "measures")


@dataclass(frozen=True, slots=True)
class ConflictView:
    """A field that two windows changed: what is typed here, what stands there now, and when it was changed."""

    field: str
    label: str
    mine: str
    theirs: str
    time: str


def result_new(request: PageRequest, map_id: str) -> HttpResponse:
    """A new result; after it is kept, the same page offers the next one of that zone."""
    loaded = load(request, map_id)
    results = [(one.id, shortened(one.text)) for one in loaded.map.results]
    form = NewResultForm(_sent_result(loaded), zones=loaded.zone_choices(), results=results, initial=_initial(loaded))
    _ask_while_typing(form, map_id)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            made = writing.write_result(request.actor, map_id, data["text"], data["zone"], drives=data.get("drives", ""))
        except UserError as error:
            refuse(form, error, request, "text")
        else:
            say(request, map_id, made.edited, _("“%(result)s” is on the map.") % {"result": shortened(data["text"])})
            if "and_next" in request.POST:
                query = f"?zone={data['zone']}" + (f"&drives={data['drives']}" if data.get("drives") else "")
                return HttpResponseRedirect(reverse("result_new", args=[map_id]) + query)
            return HttpResponseRedirect(next_address(request, f"{loaded.address}#r-{made.id}"))
    page = FormPage(
        _("What do you want to be true?"),
        _("One sentence, in the present, as though it were so already. It can be changed as often as you like."),
        _("Put it on the map"),
        loaded.address,
    )
    return form_page(loaded, page, form, second_button=_("Put it on the map and write the next"), hinted=True)


def map_hints(request: PageRequest, map_id: str) -> HttpResponse:
    """What the wording tests ask about a text that is still being typed, as the part of the page below its field."""
    load(request, map_id)
    hints = hints_of(request, request.POST.get("text", ""))
    is_action = any(hint.code == ACTION for hint in hints)
    shown = marked(request.POST.get("text", ""), hints)
    context = {"hints": hints, "marked": shown, "is_action": is_action, "of_result": "seen" in request.POST}
    return render(request, "map/hints.html", context)


def _ask_while_typing(form: PageForm, map_id: str) -> None:
    """The text field sends itself a moment after a pause; without a script the hints follow when the text is kept."""
    form.fields["text"].widget.attrs |= {
        "hx-post": reverse("map_hints", args=[map_id]),
        "hx-trigger": "input changed delay:300ms",
        "hx-target": "#text-hints",
        "hx-swap": "outerHTML",
        "hx-sync": "this:replace",
    }


def _sent_result(loaded: Loaded) -> Mapping[str, Any] | None:
    """What was sent, with the zone that follows from what it drives where none was chosen."""
    if loaded.request.method != "POST":
        return None
    sent = loaded.request.POST.copy()
    if not sent.get("zone"):
        sent["zone"] = _zone_outside(loaded, sent.get("drives", ""))
    return sent


def _initial(loaded: Loaded) -> dict[str, str]:
    asked, drives = loaded.request.GET.get("zone", ""), loaded.request.GET.get("drives", "")
    known = asked in {zone.key for zone in loaded.map.zones}
    return {"zone": asked if known else _zone_outside(loaded, drives), "drives": drives}


def _zone_outside(loaded: Loaded, drives: str) -> str:
    """The zone next outside the result that is driven; the centre of an empty map, else the second zone."""
    zones = loaded.map.zones
    above = loaded.map.result_of(drives)
    at = loaded.map.zone_index(above.zone) + 1 if above else int(bool(loaded.map.results))
    return zones[min(at, len(zones) - 1)].key


def result(request: PageRequest, map_id: str, result_id: str) -> HttpResponse:
    """Every field of one result. Two windows merge field by field; what both changed is shown line by line and chosen."""
    loaded = load(request, map_id)
    own = loaded.result(result_id)
    initial = _fields_of(own)
    form = ResultForm(_sent(loaded, own), zones=loaded.zone_choices(), measures=_measures(loaded, own), initial=initial)
    _ask_while_typing(form, map_id)
    conflicts: list[ConflictView] = []
    seen = loaded.state.seq
    if request.method == "POST" and form.is_valid():
        wanted = {name: form.cleaned_data[name] for name in FIELDS if request.POST.get(f"keep_{name}") != "theirs"}
        try:
            edited = writing.change_result(request.actor, map_id, result_id, wanted, seen=_seen(request, seen))
        except UserError as error:
            refuse(form, error, request, "text")
        else:
            if not edited.conflicts:
                gone = wanted.get("status") == ResultStatus.RETIRED
                address = loaded.address if gone else reverse("result", args=[map_id, result_id])
                said = _("Kept.") if edited.gesture else _("Nothing was different.")
                return done(loaded, edited, said, next_address(request, address))
            conflicts = [_conflict(loaded, one) for one in edited.conflicts]
            seen = edited.seq
    refused = form.is_bound and not form.is_valid()
    context = {
        "section": "map",
        "map": loaded.map,
        "form": form,
        "summary_errors": form.summary() if refused else [],
        "conflicts": conflicts,
        "seen": seen,
        "page": present(loaded, own, str(form["text"].value() or "")),
        "written": [] if request.acts else _written(form),
    }
    status = HTTPStatus.BAD_REQUEST if refused else HTTPStatus.CONFLICT if conflicts else HTTPStatus.OK
    return render(request, "map/result.html", context, status=status)


def _written(form: ResultForm) -> list[tuple[str, str]]:
    """What the fields say that stand nowhere else on the page, for whoever only looks."""
    said = [(str(form[name].label), str(form[name].value() or "")) for name in ("team", "source_goal")]
    status = dict(form.fields["status"].choices)  # type: ignore[attr-defined]
    said.append((str(form["status"].label), str(status.get(form["status"].value(), ""))))
    return [(label, text) for label, text in said if text]


def map_move(request: PageRequest, map_id: str, result_id: str) -> HttpResponse:
    """A result goes up or down among its neighbours, under another result that it then drives, or to another zone."""
    loaded = load(request, map_id)
    own = loaded.result(result_id)
    back = next_address(request, f"{loaded.address}#r-{result_id}")
    to = request.POST.get("to", "")
    if to == "under":
        edited = writing.drive_another(request.actor, map_id, own.id, request.POST.get("from", ""), request.POST.get("other", ""))
        return done(loaded, edited, _("Moved.") if edited.gesture else _("It stands there already."), back)
    if to not in ("up", "down"):
        edited = writing.change_result(request.actor, map_id, result_id, {"zone": to})
        return done(loaded, edited, _("Moved.") if edited.gesture else _("It stands there already."), back)
    beside = neighbour(outline(loaded.map), own.id, up=to == "up")
    if not beside:
        toast(request, _("There is no other result of its zone on that side."))
        return HttpResponseRedirect(back)
    return done(loaded, writing.swap_results(request.actor, map_id, own.id, beside), _("Moved."), back)


def result_take_out(request: PageRequest, map_id: str, result_id: str) -> HttpResponse:
    """A result leaves the map with its links; Undo brings all of it back."""
    loaded = load(request, map_id)
    text = shortened(loaded.result(result_id).text)
    edited = writing.take_out(request.actor, map_id, RESULT, result_id)
    return done(loaded, edited, _("“%(result)s” is taken out.") % {"result": text}, loaded.address)


def result_to_initiatives(request: PageRequest, map_id: str, result_id: str) -> HttpResponse:
    """What we do goes to the list of initiatives."""
    loaded = load(request, map_id)
    text = shortened(loaded.result(result_id).text)
    moved = writing.move_to_initiatives(request.actor, map_id, result_id)
    return done(loaded, moved.edited, _("“%(result)s” is on the list of initiatives.") % {"result": text}, loaded.address)


def _sent(loaded: Loaded, own: Result) -> Mapping[str, Any] | None:
    """What was sent. A form that leaves out fields, as the outline does with all but the wording, leaves those as they are."""
    if loaded.request.method != "POST":
        return None
    if "only" not in loaded.request.POST:
        return loaded.request.POST
    sent = loaded.request.POST.copy()
    for name, value in _fields_of(own).items():
        if name not in sent:
            if isinstance(value, list):
                sent.setlist(name, value)
            elif value is not False:
                sent[name] = "on" if value is True else str(value)
    return sent


def _fields_of(own: Result) -> dict[str, Any]:
    return {
        "text": own.text, "zone": own.zone, "team": own.team, "source_goal": own.source_goal, "priority": own.priority,
        "status": own.status.value, "measures": list(own.measure_ids),
    }


def _measures(loaded: Loaded, own: Result) -> list[tuple[str, str]]:
    """Measures in use by name, those of the result first; one that is no longer in use stays with it and says so."""
    gone = [(one, _("a measure that is no longer in use")) for one in own.measure_ids if one not in loaded.measures]
    listed = [(one, state.name) for one, state in loaded.measures.items()]
    return sorted([*listed, *gone], key=lambda each: (each[0] not in own.measure_ids, each[1].casefold()))


def _seen(request: PageRequest, now: int) -> int:
    sent = request.POST.get("seen", "")
    return int(sent) if sent.isascii() and sent.isdigit() and len(sent) < len(str(now)) + 1 else now


def _conflict(loaded: Loaded, one: Conflict) -> ConflictView:
    at = one.changed_at.astimezone(loaded.request.time_zone)
    return ConflictView(
        one.field,
        loaded.request.words.text(f"map_field.{one.field}"),
        field_words(loaded, one.field, one.mine),
        field_words(loaded, one.field, one.theirs),
        f"{at:%H:%M}",
    )
