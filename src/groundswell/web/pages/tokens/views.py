"""Make a token, which is shown once; end one; and the page that says what the API can do."""

from datetime import timedelta
from http import HTTPStatus

from django.http import HttpResponse
from django.shortcuts import redirect, render

from groundswell.records.selectors import tokens as kept
from groundswell.records.selectors.portfolio import measures as measures_of
from groundswell.records.selectors.tokens import TokenRow
from groundswell.records.services import tokens
from groundswell.records.services.tokens import TokenMade, TokenWanted
from groundswell.web.api.told import forms as told_forms
from groundswell.web.api.told import routes
from groundswell.web.pages.tokens.forms import TokenForm
from groundswell.web.requests import PageRequest
from groundswell.web.toasts import toast

SECTION = {"section": "settings"}


def listing(request: PageRequest) -> HttpResponse:
    """One's own tokens, and the form of a new one."""
    names = [(row.measure_id, row.name) for row in measures_of(request.actor)]
    form = TokenForm(request.POST or None, measures=names)
    made: TokenMade | None = None
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        expires = request.now + timedelta(days=data["days"])
        made = tokens.make_token(request.actor, TokenWanted(data["name"], form.scopes(), expires, data["measures"] or None))
        form = TokenForm(measures=names)
    refused = form.is_bound and not form.is_valid()
    context = {
        **SECTION,
        "form": form,
        "measures": bool(names),
        "summary_errors": form.summary() if refused else [],
        "made": made,
        "tokens": [_shown(request, row, dict(names)) for row in kept.tokens(request.actor, now=request.now)],
    }
    return render(request, "tokens/list.html", context, status=HTTPStatus.UNPROCESSABLE_ENTITY if refused else HTTPStatus.OK)


def _shown(request: PageRequest, row: TokenRow, names: dict[str, str]) -> dict[str, str]:
    words = request.words
    may = words.listed([words.text(f"token.may.{scope.value}") for scope in sorted(row.scopes)])
    reach = words.text("token.reach_all")
    if row.measures is not None:
        known = sorted(names[one] for one in row.measures if one in names)
        reach = words.listed(known) if known else words.text("token.none")
    return {
        "id": row.id,
        "name": row.name,
        "may": may,
        "reach": reach,
        "ends": words.day(row.expires_at.astimezone(request.time_zone).date()),
        "last": words.day(row.last_day) if row.last_day is not None else words.text("token.not_used"),
    }


def end(request: PageRequest, token_id: str) -> HttpResponse:
    """The token opens nothing from the next request on."""
    tokens.end_token(request.actor, token_id)
    toast(request, request.words.text("token.ended"))
    return redirect("tokens")


def about(request: PageRequest) -> HttpResponse:
    """Every route and form of the API, from its schema."""
    return render(request, "tokens/about.html", {**SECTION, "routes": routes(), "forms": told_forms()})
