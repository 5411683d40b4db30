"""A page with one form of the sheet: a line, what stands once on it, or the choice. Conflicts are chosen line by line."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from groundswell.errors import UserError
from groundswell.records.services.editing import Edited
from groundswell.web.pages.design.conflicts import ConflictView, kept, shown_conflicts
from groundswell.web.pages.design.forms import LineForm
from groundswell.web.pages.design.load import Loaded

Writing = Callable[[dict[str, Any], int], Edited]
"""Stores fields, given the position that the window showed."""


@dataclass(frozen=True, slots=True)
class FormPage:
    """The words of the page, and ``part``: where on the sheet it leads back to. ``more`` is what else the page shows."""

    title: str
    lead: str
    button: str
    part: str
    more: Mapping[str, object] = field(default_factory=dict)


def answer(loaded: Loaded, page: FormPage, form: LineForm, writing: Writing, said: str) -> HttpResponse:
    """Stores what was sent; a refusal and a conflict come back with everything typed still in the form."""
    if loaded.request.method != "POST" or not form.is_valid():
        return form_page(loaded, page, form)
    try:
        edited = writing(kept(loaded, form.wanted()), loaded.seen())
    except UserError as error:
        if error.code.endswith("_unknown"):
            raise
        form.add_error(form.leading if form.leading in form.fields else None, loaded.request.words.error(error))
        return form_page(loaded, page, form)
    conflicts = shown_conflicts(loaded, form, edited.conflicts)
    if conflicts:
        return form_page(loaded, page, form, conflicts, seen=edited.seq)
    return loaded.done(edited, said, page.part)


def form_page(
    loaded: Loaded, page: FormPage, form: LineForm, conflicts: Sequence[ConflictView] = (), *, seen: int | None = None
) -> HttpResponse:
    """The page: 400 where the form was refused, 409 where another window changed the same fields."""
    refused = form.is_bound and not form.is_valid()
    if seen is None:
        seen = loaded.seen() if form.is_bound else loaded.state.seq
    context = {
        "section": "map",
        "map": loaded.map,
        "result": loaded.result,
        "back": f"{loaded.address}#{page.part}",
        "page": page,
        "form": form,
        "summary_errors": form.summary() if refused else [],
        "conflicts": conflicts,
        "seen": seen,
        "address": loaded.request.path,
        **page.more,
    }
    status = HTTPStatus.BAD_REQUEST if refused else HTTPStatus.CONFLICT if conflicts else HTTPStatus.OK
    return render(loaded.request, "design/form.html", context, status=status)
