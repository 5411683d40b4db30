"""What the tools of the measure page have in common: a heading, a form, a way back, perhaps a look ahead."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus

from django.http import HttpResponse
from django.shortcuts import render

from groundswell.web.page_form import PageForm
from groundswell.web.pages.measure.looking_ahead import LookAhead
from groundswell.web.requests import PageRequest


@dataclass(frozen=True, slots=True)
class Act:
    """The words of one tool's page. ``preview``: the form has a second button that only looks ahead.

    ``more``: words and address of a page to read first, or empty.
    ``second``: what another button does that is named ``second``; empty where there is none.
    """

    title: str
    lead: str
    button: str
    preview: bool = False
    more: tuple[str, str] = ("", "")
    second: str = ""


@dataclass(frozen=True, slots=True)
class Where:
    """The measure that a tool works on, as its page needs it: its name and the address to go back to."""

    name: str
    back: str


@dataclass(frozen=True, slots=True)
class Ahead:
    """What is said before it is done: the chart as it would be, or the stored figures that would become other ones."""

    preview: LookAhead | None = None
    changes: Sequence[str] = ()


NOTHING_AHEAD = Ahead()


def act_page(request: PageRequest, where: Where, act: Act, form: PageForm, ahead: Ahead = NOTHING_AHEAD) -> HttpResponse:
    """The tool's page; 400 where the form was refused, with everything typed still in it."""
    refused = form.is_bound and not form.is_valid()
    context: Mapping[str, object] = {
        "section": "measures",
        "measure_name": where.name,
        "back": where.back,
        "act": {
            "title": act.title, "lead": act.lead, "button": act.button, "address": request.get_full_path(), "preview_url": act.preview,
            "second": act.second, "more": act.more,
        },
        "form": form,
        "summary_errors": form.summary() if refused else [],
        "preview": ahead.preview,
        "changes": ahead.changes,
    }
    return render(request, "measure/act.html", context, status=HTTPStatus.BAD_REQUEST if refused else HTTPStatus.OK)
