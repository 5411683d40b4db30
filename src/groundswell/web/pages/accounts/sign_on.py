"""Off to the organisation's identity provider and back: to sign in, or to connect it with the account that is signed in."""

import secrets
from dataclasses import asdict
from typing import Final

from django.conf import settings as django_settings
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.middleware.csrf import rotate_token
from django.shortcuts import redirect, render
from django.urls import reverse

from groundswell.errors import UserError
from groundswell.records.services import sign_on as journeys
from groundswell.records.services import signing_in
from groundswell.records.services.sign_on import Admission, Person
from groundswell.web.cookies import bound
from groundswell.web.pages.accounts.account import own_row
from groundswell.web.requests import PageRequest
from groundswell.web.sign_on import openid
from groundswell.web.sign_on.config import OpenIdSettings, openid_settings
from groundswell.web.signed_in import NEXT, device_of, put_cookie, token_of, wanted_path
from groundswell.web.toasts import toast

TRIP_COOKIE: Final = "groundswell_trip"


def leave(request: PageRequest) -> HttpResponse:
    """Off to the provider. A link and no form: our own policy lets no form end at another host."""
    settings = _configured(request)
    if not by_own_hand(request):
        return redirect("sign_in")
    secret = secrets.token_urlsafe(32)
    address = _depart(request, settings, secret, wanted_path(request.GET.get(NEXT)))
    response = HttpResponse(status=302, headers={"Location": address})
    tie(response, secret)
    return response


def connect(request: PageRequest) -> HttpResponse:
    """The same for somebody who is signed in: a form of our own begins it, so that no foreign page can."""
    row, settings = own_row(request), _configured(request)
    secret = secrets.token_urlsafe(32)
    address = _depart(request, settings, secret, reverse("account"), row.id)
    response = render(request, "accounts/connect.html", {"section": "account", "address": address, "name": settings.name})
    tie(response, secret)
    return response


def back(request: PageRequest) -> HttpResponse:
    """What the provider says of whoever comes back. Each journey is good once, in the browser that began it."""
    settings = _configured(request)
    trip = journeys.arrive(request.GET.get("state", ""), request.COOKIES.get(trip_cookie(), ""), now=request.now)
    if request.GET.get("iss", settings.issuer) != settings.issuer or not request.GET.get("code"):
        raise UserError("sign_on_refused")
    leaving = openid.Departure(request.GET["state"], trip.kept["nonce"], trip.kept["verifier"])
    found = openid.identity_of(settings, leaving, request.GET["code"], trip.kept["back"], now=request.now)
    person = Person(**asdict(found))
    if trip.account_id is not None:
        return _connected(request, trip.account_id, person)
    done = journeys.sign_in_as(person, Admission(settings.domains, settings.make_accounts), device_of(request), now=request.now)
    if before := token_of(request):
        signing_in.sign_out(before)
    rotate_token(request)
    response = HttpResponseRedirect(wanted_path(trip.kept["next"]))
    put_cookie(response, done)
    response.delete_cookie(trip_cookie())
    return response


def _connected(request: PageRequest, account_id: str, person: Person) -> HttpResponse:
    if request.sign_in is None or request.sign_in.account_id != account_id:
        raise UserError("sign_on_refused")
    journeys.connect(account_id, person)
    toast(request, request.words.text("accounts.connected"))
    return redirect("account")


def _configured(request: PageRequest) -> OpenIdSettings:
    settings = openid_settings() if request.shared else None
    if settings is None:
        raise Http404
    return settings


def _depart(request: PageRequest, settings: OpenIdSettings, secret: str, wanted: str, account_id: str | None = None) -> str:
    leaving, where = openid.departure(), request.build_absolute_uri(reverse("sign_on_back"))
    address = openid.address_of(settings, leaving, where)
    kept = {"nonce": leaving.nonce, "verifier": leaving.verifier, "back": where, "next": wanted}
    journeys.depart(leaving.state, secret, kept, now=request.now, account_id=account_id)
    return address


def by_own_hand(request: PageRequest) -> bool:
    """Whether nobody else's page led here, as far as the browser says: a journey begins by a link of ours or an address that was typed."""
    return request.headers.get("Sec-Fetch-Site", "none") in ("none", "same-origin")


def tie(response: HttpResponse, secret: str, *, from_elsewhere: bool = False) -> None:
    """The journey belongs to this browser: a secret that is new at each departure.

    ``from_elsewhere``: it has to come back with a form of another site, which needs https.
    """
    https = django_settings.GROUNDSWELL_HTTPS
    seconds = int(journeys.LIFE.total_seconds())
    response.set_cookie(
        trip_cookie(), secret, max_age=seconds, httponly=True, samesite="None" if from_elsewhere and https else "Lax", secure=https
    )


def trip_cookie() -> str:
    """Its name, by whether the pages are reached over https."""
    return bound(TRIP_COOKIE)
