"""The data items of a definition: each its own short form; added, written, moved and taken out by plain buttons."""

from dataclasses import replace
from http import HTTPStatus

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from groundswell.domain.authoring.definition.fields import ITEM_FIELDS, Group
from groundswell.domain.authoring.definition.texts import day, item_texts, tidy
from groundswell.domain.authoring.formula.parsing import parse
from groundswell.domain.authoring.formula.syntax import item_key
from groundswell.domain.measurement.data_item import DataItem
from groundswell.errors import UserError
from groundswell.records.selectors.definitions import MeasureState, known
from groundswell.records.services.dictionary import ItemAct, ItemChange, Revision, revise
from groundswell.web.pages.dictionary.editing import EFFECTIVE
from groundswell.web.pages.dictionary.forms import DAY, REASON, FieldsForm, Offers, initial_of
from groundswell.web.pages.dictionary.listing import SECTION
from groundswell.web.pages.dictionary.naming import item_offers, naming_of
from groundswell.web.pages.dictionary.presenter import item_of
from groundswell.web.pages.dictionary.writing import Sheet, again, asks_for_day, clashing, whole
from groundswell.web.requests import PageRequest
from groundswell.web.toasts import toast

NOTHING = Offers({})
WRITES = frozenset((ItemAct.ADD, ItemAct.WRITE))


def data_items(request: PageRequest, measure_id: str) -> HttpResponse:
    """The list; with ``?item=`` the form of one, with ``?add=1`` an empty one."""
    state = known(request.actor, measure_id)
    if request.method == "POST":
        return _do(request, state)
    wanted = request.GET.get("item", "")
    if wanted:
        standing = _item(state, wanted)
        sheet = _sheet(request, state, ItemAct.WRITE, wanted)
        initial = initial_of(item_texts(standing), sheet.specs)
        return again(request, sheet, FieldsForm(None, sheet.specs, request.words, sheet.offers, initial=initial, room="item"))
    if "add" in request.GET:
        sheet = _sheet(request, state, ItemAct.ADD, "")
        named = {"name": request.GET["add"]} if request.GET["add"] in _undescribed(state) else {}
        return again(request, sheet, FieldsForm(None, sheet.specs, request.words, sheet.offers, initial=named, room="item"))
    return _list(request, state)


def _undescribed(state: MeasureState) -> tuple[str, ...]:
    """The items that the formula names and that nobody described; none where it cannot be read."""
    there = {item_key(item.name) for item in state.definition.entry.items}
    try:
        named = parse(state.definition.entry.formula).item_names
    except UserError:
        return ()
    return tuple(name for name in named if item_key(name) not in there)


def _list(request: PageRequest, state: MeasureState, refused: str = "") -> HttpResponse:
    naming = naming_of(request)
    here = reverse("definition_items", args=[state.id])
    shown = [
        {"item": item_of(item, naming), "address": f"{here}?{urlencode({'item': item.name})}"} for item in state.definition.entry.items
    ]
    context = {
        "section": SECTION,
        "name": state.definition.name,
        "title": request.words.text("definition.group.items"),
        "lead": request.words.text("definition.group_lead.items"),
        "here": here,
        "back": f"{reverse('definition', args=[state.id])}#items",
        "items": shown,
        "undescribed": [(name, f"{here}?{urlencode({'add': name})}") for name in _undescribed(state)],
        "seen": state.definition.version,
        "refused": refused,
    }
    return render(request, "dictionary/items.html", context, status=HTTPStatus.BAD_REQUEST if refused else HTTPStatus.OK)


def _do(request: PageRequest, state: MeasureState) -> HttpResponse:
    """One act on one item."""
    sent = request.POST.get("act", "")
    if sent not in set(ItemAct) - {ItemAct.PUT}:
        return _list(request, state)
    act, of = ItemAct(sent), request.POST.get("of", "")
    seen = whole(request.POST.get("seen", "")) or state.definition.version
    sheet = replace(_sheet(request, state, act, of), seen=seen)
    form = FieldsForm(request.POST, sheet.specs, request.words, sheet.offers, with_day=DAY in request.POST, room="item")
    typed = form.texts()
    change = ItemChange(act, typed.get("name", "") if act is ItemAct.ADD else of, typed)
    when = day(request.POST.get(DAY, "").strip())
    try:
        done = revise(
            request.actor, state.id, Revision(seen, {}, (change,), request.POST.get(REASON, ""), when, _("written in the dictionary"))
        )
    except UserError as error:
        return _refused(request, state, sheet, error)
    if done.clashes:
        then = next((one.definition for one in state.versions if one.definition.version == seen), state.definition)
        base = next((item_texts(item) for item in then.entry.items if item.name == of), {})
        tidied = {code: tidy(text) for code, text in typed.items()}
        form = clashing(request, sheet, tidied, (base, item_texts(_item(state, of))), done.clashes)
        return again(request, replace(sheet, seen=done.version), form, done.clashes, naming_of(request))
    if done.troubles:
        form.refuse(done.troubles, request.words)
        return again(request, sheet, form)
    toast(request, _("Kept as version %(version)s.") % {"version": done.version} if done.stored else _("Nothing was different."))
    return HttpResponseRedirect(reverse("definition_items", args=[state.id]))


def _refused(request: PageRequest, state: MeasureState, sheet: Sheet, error: UserError) -> HttpResponse:
    """The same form with the day asked for, with a sentence at the name, or the list with a sentence above it."""
    if error.code in EFFECTIVE:
        return again(request, sheet, asks_for_day(request, sheet, error))
    if not sheet.specs or error.code not in ("item_taken", "item_gone", "too_many_items"):
        return _list(request, known(request.actor, state.id), request.words.error(error))
    form = FieldsForm(request.POST, sheet.specs, request.words, sheet.offers, with_day=DAY in request.POST, room="item")
    form.full_clean()
    form.add_error("name", request.words.error(error))
    return again(request, sheet, form)


def _item(state: MeasureState, name: str) -> DataItem:
    found = next((item for item in state.definition.entry.items if item.name == name), None)
    if found is None:
        raise UserError("item_unknown")
    return found


def _sheet(request: PageRequest, state: MeasureState, act: ItemAct, of: str) -> Sheet:
    """The page of one act. Taking out and moving have no fields of their own."""
    writes = act in WRITES
    standing = next((item.measure_id for item in state.definition.entry.items if item.name == of), "")
    titles = {ItemAct.ADD: _("Add a data item"), ItemAct.WRITE: of, ItemAct.REMOVE: _("Take out %(name)s") % {"name": of}}
    buttons = {ItemAct.ADD: _("Add it"), ItemAct.REMOVE: _("Take it out")}
    return Sheet(
        name=state.definition.name,
        title=titles.get(act, of),
        lead=request.words.text(f"definition.group_lead.{Group.ITEMS.value}"),
        button=buttons.get(act, _("Keep this")),
        address=reverse("definition_items", args=[state.id]),
        back=reverse("definition_items", args=[state.id]),
        specs=ITEM_FIELDS if writes else (),
        offers=item_offers(request, standing) if writes else NOTHING,
        seen=state.definition.version,
        hidden={"act": act.value, "of": of},
        room="item",
    )
