"""What I was asked, and what I look after: for my own eyes."""

from http import HTTPStatus

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from groundswell.domain.authoring.owning import Move
from groundswell.errors import UserError
from groundswell.records.selectors.definitions import acting
from groundswell.records.selectors.owning import Holding, asked_of, held_by, people
from groundswell.records.services import owning
from groundswell.records.services.owning import Answer
from groundswell.web.pages.owners.forms import people_choices
from groundswell.web.pages.owners.presenter import person_name, role_name
from groundswell.web.requests import PageRequest
from groundswell.web.toasts import toast

ON_FORM = frozenset({"person_not_there", "suggest_somebody_else", "words_too_long"})
"""What is said beside the form; everything else has its own page."""


def asked(request: PageRequest) -> HttpResponse:
    """What waits for my answer, and what I have taken on."""
    return _page(request)


def answer(request: PageRequest, holding_id: str) -> HttpResponse:
    """My answer, my laying down; or the team's word that it no longer asks. Raises UserError ``role_unknown``."""
    move = request.POST.get("move", "")
    if move not in set(Move):
        raise Http404
    given = Answer(Move(move), request.POST.get("word", ""), request.POST.get("person", ""))
    try:
        measure_id = owning.answer(request.actor, holding_id, given, today=request.today)
    except UserError as refused:
        if refused.code not in ON_FORM:
            raise
        return _page(request, holding_id, request.words.error(refused))
    toast(request, request.words.text(f"owners.done.{move}"))
    return HttpResponseRedirect(_after(request, given.move, measure_id))


def _after(request: PageRequest, move: Move, measure_id: str) -> str:
    """To the measure after a yes; otherwise back to where the form stood, if one may still see it."""
    if move is Move.ACCEPT:
        return reverse("measure", args=[measure_id])
    if request.POST.get("back") == "owners" and measure_id in request.actor.viewer.roles | _team(request, measure_id):
        return reverse("measure_owners", args=[measure_id])
    return reverse("asked")


def _team(request: PageRequest, measure_id: str) -> frozenset[str]:
    try:
        acting(request.actor, measure_id)
    except UserError:
        return frozenset()
    return frozenset({measure_id})


def _page(request: PageRequest, refused_id: str = "", refused: str = "") -> HttpResponse:
    words = request.words
    context = {
        "section": "today",
        "asks": [_ask(request, one) for one in asked_of(request.actor)],
        "held": [
            {
                "id": one.id,
                "measure": one.measure,
                "href": reverse("measure", args=[one.measure_id]),
                "role": role_name(one.role, words),
                "since": words.day(one.start) if one.start else "",
                "owners": reverse("measure_owners", args=[one.measure_id]) + f"?role={one.role.value}&predecessor={one.id}#ask",
            }
            for one in held_by(request.actor)
        ],
        "people": people_choices(people(request.actor), request.actor.ref, words)[2:],
        "refused_id": refused_id,
        "refused": refused,
        "summary_errors": [{"field": f"person-{refused_id}", "text": refused}] if refused else [],
    }
    return render(request, "owners/asked.html", context, status=HTTPStatus.BAD_REQUEST if refused else HTTPStatus.OK)


def _ask(request: PageRequest, one: Holding) -> dict[str, object]:
    words = request.words
    return {
        "id": one.id,
        "measure": one.measure,
        "href": reverse("measure", args=[one.measure_id]) if one.may_see else "",
        "role": role_name(one.role, words),
        "about": words.text(f"owners.about.{one.role.value}"),
        "who": person_name(one.asked_by, words),
        "day": words.day(one.asked_on),
        "asking": one.asking,
    }
