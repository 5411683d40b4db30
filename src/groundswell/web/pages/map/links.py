"""Links between two results: made from a result's page or from "Link two", changed, taken out."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from groundswell.domain.authoring.results_map import Link, LinkKind
from groundswell.errors import UserError
from groundswell.records.selectors.results_maps import LINK
from groundswell.records.services import results_maps as writing
from groundswell.web.pages.map.doing import FormPage, done, form_page, next_address, refuse
from groundswell.web.pages.map.forms import LinkForm
from groundswell.web.pages.map.load import Loaded, load
from groundswell.web.pages.map.outline_rows import shortened
from groundswell.web.requests import PageRequest


def link_new(request: PageRequest, map_id: str) -> HttpResponse:
    """Links two results of the map."""
    loaded = load(request, map_id)
    initial = {"first": request.GET.get("first", ""), "second": request.GET.get("second", "")}
    form = LinkForm(request.POST or None, results=_results(loaded), initial=initial)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        more = {"strength": data["strength"] or "medium", "reason": data["reason"], "loop": data["loop"]}
        try:
            made = writing.link(request.actor, map_id, LinkKind(data["kind"]), data["first"], data["second"], **more)
        except UserError as error:
            refuse(form, error, request, "second")
        else:
            return done(loaded, made.edited, _said(bool(made.edited.gesture)), loaded.address)
    page = FormPage(
        _("Link two results"),
        _("A link is something somebody believes. The reason can follow later."),
        _("Link them"),
        loaded.address,
    )
    return form_page(loaded, page, form)


def result_link(request: PageRequest, map_id: str, result_id: str) -> HttpResponse:
    """A link between this result and another one, from its own page. ``way`` is how it reads: drives, driven_by, or a kind."""
    loaded = load(request, map_id)
    loaded.result(result_id)
    way, other = request.POST.get("way", ""), request.POST.get("other", "")
    ends = (other, result_id) if way == "driven_by" else (result_id, other)
    kind = LinkKind(way) if way in set(LinkKind) else LinkKind.CAUSE_EFFECT
    made = writing.link(request.actor, map_id, kind, *ends)
    back = reverse("result", args=[map_id, result_id]) + "#links"
    return done(loaded, made.edited, _said(bool(made.edited.gesture)), next_address(request, back))


def link(request: PageRequest, map_id: str, link_id: str) -> HttpResponse:
    """Kind, ends, strength, reason of one link."""
    loaded = load(request, map_id)
    own = _link(loaded, link_id)
    initial = {"first": own.first, "kind": own.kind.value, "second": own.second, "strength": own.strength.value,
               "reason": own.reason, "loop": own.loop}
    form = LinkForm(request.POST or None, results=_results(loaded), initial=initial)
    back = reverse("result", args=[map_id, own.first]) + "#links"
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        if data["first"] == data["second"]:
            refuse(form, UserError("link_to_itself"), request, "second")
        else:
            fields = {"link_kind": data["kind"], "first": data["first"], "second": data["second"],
                      "strength": data["strength"] or "medium", "reason": data["reason"], "loop": data["loop"]}
            edited = writing.change_link(request.actor, map_id, link_id, fields)
            return done(loaded, edited, _("Kept.") if edited.gesture else _("Nothing was different."), back)
    page = FormPage(_("Why do these two hang together?"), "", _("Keep this"), back)
    return form_page(loaded, page, form, out=reverse("link_take_out", args=[map_id, link_id]), out_button=_("Take the link out"))


def link_take_out(request: PageRequest, map_id: str, link_id: str) -> HttpResponse:
    """A link goes; Undo brings it back."""
    loaded = load(request, map_id)
    own = _link(loaded, link_id)
    edited = writing.take_out(request.actor, map_id, LINK, link_id)
    back = reverse("result", args=[map_id, own.first]) + "#links"
    return done(loaded, edited, _("The link is taken out."), next_address(request, back))


def _link(loaded: Loaded, link_id: str) -> Link:
    found = next((one for one in loaded.map.links if one.id == link_id), None)
    if found is None:
        raise UserError("item_unknown")
    return found


def _results(loaded: Loaded) -> list[tuple[str, str]]:
    return [(one.id, shortened(one.text)) for one in loaded.map.results]


def _said(new: bool) -> str:
    return _("Linked.") if new else _("They are linked like that already.")
