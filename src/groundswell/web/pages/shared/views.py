"""What a share link opens: that chart as it was then, a question, and room for first words. Nothing else is behind it."""

from http import HTTPStatus

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.debug import sensitive_variables

from groundswell.errors import UserError
from groundswell.records.selectors.sharing import SharedChart, share_by_token
from groundswell.records.services.sharing import Words, react
from groundswell.web.drawn import drawn
from groundswell.web.pages.shared.forms import KINDS, GuestForm
from groundswell.web.requests import PageRequest


@sensitive_variables("token")
def shared(request: PageRequest, token: str) -> HttpResponse:
    """The guest's page, its answer to first words, and one calm page for a link that shows nothing any more."""
    try:
        found = share_by_token(token, now=request.now)
    except UserError:
        return _private(render(request, "shared/ended.html", status=HTTPStatus.NOT_FOUND))
    kinds = [(kind.value, request.words.text(f"reaction_tap.{kind.value}")) for kind in KINDS]
    form = GuestForm(request.POST or None, kinds=kinds)
    context: dict[str, object] = {"share": _share(request, found), "address": request.path}
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        react(token, Words(kind=data["kind"], text=data["words"], name=data["name"]), now=request.now)
        return _private(HttpResponseRedirect(f"{request.path}?thanks=1"))
    if "thanks" in request.GET and request.method != "POST":
        return _private(render(request, "shared/thanks.html", context))
    refused = form.is_bound
    context |= {"form": form, "summary_errors": form.summary() if refused else []}
    return _private(render(request, "shared/guest.html", context, status=HTTPStatus.BAD_REQUEST if refused else HTTPStatus.OK))


def _share(request: PageRequest, found: SharedChart) -> dict[str, object]:
    return {
        **{name: text for name, text in found.parts.items() if name != "picture"},
        # Rendered by our own templates when the link was made, and checked against its digest when it was read.
        "picture": drawn(found.parts["picture"]),
        "question": found.question,
        "ends": request.words.day(found.expires_at.astimezone(request.time_zone).date()),
    }


def _private(response: HttpResponse) -> HttpResponse:
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    response.headers["Cache-Control"] = "private, no-store"
    return response
