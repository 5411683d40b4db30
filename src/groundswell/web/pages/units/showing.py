"""What the pages of org units have in common: the choices, the page of a form, and who may change something."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from http import HTTPStatus

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from groundswell.domain.organisation.levels import Levels
from groundswell.domain.organisation.tree import Tree
from groundswell.errors import UserError
from groundswell.web.page_form import Choices
from groundswell.web.pages.units.forms import UnitForm
from groundswell.web.requests import PageRequest
from groundswell.web.toasts import toast

SECTION = "settings"


@dataclass(frozen=True, slots=True)
class FormPage:
    """What stands around a form. ``about``: the unit it is about, by id and name; empty for none. ``open``: not for administrators alone;
    its page says for whom."""

    title: str
    button: str
    done: str
    lead: str = ""
    about: tuple[str, str] = ("", "")
    open: bool = False


def unit_choices(known: Tree, day: date, *, without: str = "") -> Choices:
    """Units that stand, by their path, in the order of the outline; ``without`` leaves out one and everything under it."""
    standing = known.on(day)
    under = {without, *standing.descendants(without)} if without else set()
    return [(unit, standing.path_text(unit)) for unit, _depth in standing.outline() if unit not in under]


def level_name(levels: Levels, number: int) -> str:
    """What a level is called; its number where nobody named it."""
    return levels.name(number) or (_("Level %(number)s") % {"number": number} if number else "")


def form_page(request: PageRequest, form: UnitForm, page: FormPage, do: Callable[[UnitForm], str]) -> HttpResponse:
    """The form, or, once it is sent and taken, the page whose address ``do`` gives."""
    if not request.actor.administrator and not page.open:
        raise UserError("administrator_only")
    if request.method == "POST" and form.is_valid():
        try:
            address = do(form)
        except UserError as error:
            form.refuse(error, request.words)
        else:
            toast(request, page.done)
            return HttpResponseRedirect(address)
    refused = form.is_bound and bool(form.errors)
    back = reverse("unit", args=[page.about[0]]) if page.about[0] else reverse("units")
    context = {
        "section": SECTION, "form": form, "page": page, "back": back, "summary_errors": form.summary() if refused else [],
    }  # fmt: skip
    return render(request, "units/form.html", context, status=HTTPStatus.UNPROCESSABLE_ENTITY if refused else HTTPStatus.OK)


def sent(request: PageRequest) -> object:
    """What a form was sent with; None where it is only shown."""
    return request.POST if request.method == "POST" else None
