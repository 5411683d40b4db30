"""What a share link opens: that chart as it was then, a question, and room for first words. Nothing else is behind it."""

from http import HTTPStatus

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.debug import sensitive_variables

from groundswell.errors import UserError
from groundswell.records.selectors.sharing import SharedChart, corrected_since_made, share_by_token, token_hash
from groundswell.records.services.openings import count_opening
from groundswell.records.services.sharing import Words, react
from groundswell.web.drawn import drawn
from groundswell.web.guest_limits import WAIT_SECONDS, lets_in
from groundswell.web.pages.shared.forms import KINDS, GuestForm
from groundswell.web.requests import PageRequest

MOST_DAYS = 3
"""So many days of corrections are named."""


@sensitive_variables("token")
def shared(request: PageRequest, token: str) -> HttpResponse:
    """The guest's page, its answer to first words, and one calm page for a link that shows nothing any more."""
    if not lets_in(request.META.get("REMOTE_ADDR", ""), token_hash(token)):
        return _wait(request)
    try:
        found = share_by_token(token, now=request.now)
    except UserError:
        return _private(render(request, "shared/ended.html", status=HTTPStatus.NOT_FOUND))
    thanked = request.method != "POST" and request.GET.get("thanks") == "1"
    if request.method == "GET" and not thanked and not count_opening(found.id, now=request.now):
        return _wait(request)
    kinds = [(kind.value, request.words.text(f"reaction_tap.{kind.value}")) for kind in KINDS]
    form = GuestForm(request.POST or None, kinds=kinds)
    context: dict[str, object] = {"share": _share(request, found), "address": request.path}
    if request.method == "POST" and found.takes_words and form.is_valid():
        return _keep(request, token, form)
    if thanked:
        return _private(render(request, "shared/thanks.html", context))
    refused = form.is_bound
    context |= {"form": form, "summary_errors": form.summary() if refused and found.takes_words else []}
    return _private(render(request, "shared/guest.html", context, status=HTTPStatus.BAD_REQUEST if refused else HTTPStatus.OK))


def _keep(request: PageRequest, token: str, form: GuestForm) -> HttpResponse:
    """First words go to the team; a link that was given too many in an hour takes some more later."""
    data = form.cleaned_data
    try:
        react(token, Words(kind=data["kind"], text=data["words"], name=data["name"]), now=request.now)
    except UserError as refused:
        if refused.code != "too_many_reactions":
            raise
        return _wait(request)
    return _private(HttpResponseRedirect(f"{request.path}?thanks=1"))


def _wait(request: PageRequest) -> HttpResponse:
    response = _private(render(request, "shared/wait.html", status=HTTPStatus.TOO_MANY_REQUESTS))
    response.headers["Retry-After"] = str(WAIT_SECONDS)
    return response


def _share(request: PageRequest, found: SharedChart) -> dict[str, object]:
    return {
        **{name: text for name, text in found.parts.items() if name != "picture"},
        # Rendered by our own templates when the link was made, and checked against its digest when it was read.
        "picture": drawn(found.parts["picture"]),
        "question": found.question,
        "takes_words": found.takes_words,
        "corrected": _corrected(request, found),
        "ends": request.words.day(found.expires_at.astimezone(request.time_zone).date()),
    }


def _corrected(request: PageRequest, found: SharedChart) -> str:
    """How many of its figures were corrected since it was made, and when; empty where none was."""
    since, words = corrected_since_made(found), request.words
    if not since.figures:
        return ""
    days = [words.day(day) for day in since.days[:MOST_DAYS]]
    if len(since.days) > MOST_DAYS:
        days.append(words.text("correction.earlier_days"))
    return words.text("correction.since_link", {"n": since.figures, "days": words.listed(days)})


def _private(response: HttpResponse) -> HttpResponse:
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    response.headers["Cache-Control"] = "private, no-store"
    return response
