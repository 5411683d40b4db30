"""What the forms of the map have in common: a line with its Undo after each gesture, and a page for one form."""

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from groundswell.errors import UserError
from groundswell.records.services.editing import Edited
from groundswell.web.page_form import PageForm
from groundswell.web.pages.map.load import Loaded
from groundswell.web.requests import PageRequest
from groundswell.web.toasts import toast


@dataclass(frozen=True, slots=True)
class FormPage:
    """The words of a page that holds one form."""

    title: str
    lead: str
    button: str
    back: str


def form_page(loaded: Loaded, page: FormPage, form: PageForm, **more: object) -> HttpResponse:
    """The page; 400 where the form was refused, with everything typed still in it."""
    refused = form.is_bound and not form.is_valid()
    context: Mapping[str, object] = {
        "section": "map",
        "map": loaded.map,
        "page": page,
        "form": form,
        "summary_errors": form.summary() if refused else [],
        **more,
    }
    return render(loaded.request, "map/form.html", context, status=HTTPStatus.BAD_REQUEST if refused else HTTPStatus.OK)


def done(loaded: Loaded, edited: Edited, said: str, address: str) -> HttpResponse:
    """Back to a page, with one line on what was done and its Undo."""
    say(loaded.request, loaded.map.id, edited, said)
    return HttpResponseRedirect(address)


def say(request: PageRequest, map_id: str, edited: Edited, said: str) -> None:
    """One line on what was done; without Undo where nothing differed."""
    undo = reverse("gesture_undo", args=[map_id, edited.gesture]) if edited.gesture else ""
    toast(request, said, undo)


def refuse(form: PageForm, error: UserError, request: PageRequest, field: str) -> None:
    """Puts the one sentence of a refusal of the record below a field."""
    if error.code.endswith("_unknown"):
        raise error
    form.add_error(field if field in form.fields else None, request.words.error(error))


def next_address(request: PageRequest, otherwise: str) -> str:
    """Where a form asks to go afterwards, if that is a page of this product."""
    wanted = request.POST.get("next", "")
    own = wanted.startswith("/") and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
    return wanted if own else otherwise
