"""Off to a SAML provider and back: the same journeys as OpenID Connect, with an answer that comes as a form of the provider's."""

import secrets
from dataclasses import asdict

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt

from groundswell.records.services import sign_on as journeys
from groundswell.records.services import signing_in
from groundswell.records.services.sign_on import Admission, Person
from groundswell.web.pages.accounts.sign_on import by_own_hand, tie, trip_cookie
from groundswell.web.requests import PageRequest
from groundswell.web.sign_on import saml
from groundswell.web.sign_on.config import SamlSettings, saml_settings
from groundswell.web.signed_in import NEXT, device_of, put_cookie, token_of, wanted_path

XML = "application/samlmetadata+xml"


def leave(request: PageRequest) -> HttpResponse:
    """Off to the provider."""
    settings = _configured(request)
    if not by_own_hand(request):
        return redirect("sign_in")
    state, secret = secrets.token_urlsafe(32), secrets.token_urlsafe(32)
    address, request_id = saml.departure(settings, _own(request), state)
    kept = {"request": request_id, "next": wanted_path(request.GET.get(NEXT))}
    journeys.depart(state, secret, kept, now=request.now)
    response = HttpResponse(status=302, headers={"Location": address})
    tie(response, secret, from_elsewhere=True)
    return response


@csrf_exempt
def back(request: PageRequest) -> HttpResponse:
    """The provider's form. What holds forged ones off is the journey: its state, its cookie, and the request that the answer names."""
    settings = _configured(request)
    trip = journeys.arrive(request.POST.get("RelayState", ""), request.COOKIES.get(trip_cookie(), ""), now=request.now)
    found = saml.identity_of(settings, _own(request), request.POST.get("SAMLResponse", ""), str(trip.kept.get("request", "")))
    admission = Admission(settings.domains, settings.make_accounts)
    done = journeys.sign_in_as(Person(**asdict(found)), admission, device_of(request), now=request.now)
    if before := token_of(request):
        signing_in.sign_out(before)
    response = HttpResponseRedirect(wanted_path(trip.kept["next"]))
    put_cookie(response, done)
    response.delete_cookie(trip_cookie())
    return response


def metadata(request: PageRequest) -> HttpResponse:
    """What the provider's administrator is given."""
    return HttpResponse(saml.metadata(_configured(request), _own(request)), content_type=XML)


def _configured(request: PageRequest) -> SamlSettings:
    settings = saml_settings() if request.shared else None
    if settings is None:
        raise Http404
    return settings


def _own(request: PageRequest) -> saml.Addresses:
    return saml.Addresses(request.build_absolute_uri(reverse("saml_metadata")), request.build_absolute_uri(reverse("saml_back")))
