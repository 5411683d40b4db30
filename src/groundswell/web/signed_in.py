"""Who is signed in, by a cookie that only its hash is kept of; and what a browser calls itself, in two words."""

from datetime import datetime
from typing import Final
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from groundswell.records import databases
from groundswell.records.actors import is_shared
from groundswell.records.models import SignIn
from groundswell.records.services.signing_in import LONGEST, SignedIn, signed_in_by
from groundswell.web.cookies import bound
from groundswell.web.proxies import place_of

COOKIE: Final = "groundswell_session"
NEXT: Final = "next"
CLEARED: Final = '"cache", "storage"'
"""What a browser is told to forget at the end of a sign-in; browsers heed it over https."""
BROWSERS: Final = (("Edg", "Edge"), ("OPR", "Opera"), ("Firefox", "Firefox"), ("Chrome", "Chrome"), ("Safari", "Safari"))
SYSTEMS: Final = (
    ("Windows", "Windows"), ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Mac OS", "Mac"), ("Linux", "Linux"),
)  # fmt: skip

_shared_here: set[str] = set()


def people_sign_in() -> bool:
    """Whether people sign in to the organisation's own data directory. Once they do, they always do: that is asked once a process."""
    with databases.working_on(databases.DEFAULT):
        here = str(databases.folder())
        if here not in _shared_here and is_shared():
            _shared_here.add(here)
        return here in _shared_here


def signed_in(request: HttpRequest, now: datetime) -> SignIn | None:
    """The row of whoever this browser is signed in as."""
    with databases.working_on(databases.DEFAULT):
        return signed_in_by(token_of(request), now=now)


def token_of(request: HttpRequest) -> str:
    """What the browser holds; "" where it holds nothing."""
    return request.COOKIES.get(cookie_name(), "")


def cookie_name() -> str:
    """By whether the pages are reached over https."""
    return bound(COOKIE)


def put_cookie(response: HttpResponse, done: SignedIn) -> None:
    """The browser is signed in from now on. ``Lax``, so that a link in a mail opens its page; forms carry a token of their own."""
    response.set_cookie(
        cookie_name(), done.token, max_age=int(LONGEST.total_seconds()), httponly=True, samesite="Lax", secure=settings.GROUNDSWELL_HTTPS
    )


def drop_cookie(response: HttpResponse) -> None:
    """The browser forgets it, and what else it kept of our pages."""
    response.headers["Clear-Site-Data"] = CLEARED
    response.set_cookie(cookie_name(), "", max_age=0, httponly=True, samesite="Lax", secure=settings.GROUNDSWELL_HTTPS)


def to_sign_in(request: HttpRequest) -> HttpResponse:
    """Sign in first, then go on to where you wanted to."""
    path = request.get_full_path()
    query = "" if path == "/" else "?" + urlencode({NEXT: path})
    return HttpResponseRedirect(reverse("sign_in") + query)


def wanted_path(given: str | None) -> str:
    """Where to go on to: a path of our own pages, else home."""
    path = given or ""
    own = path.startswith("/") and not path.startswith(("//", "/\\")) and url_has_allowed_host_and_scheme(path, allowed_hosts=None)
    return path if own else reverse("home")


def device_of(request: HttpRequest) -> str:
    """``Firefox · Linux``; what else a browser says of itself is not kept."""
    said = request.META.get("HTTP_USER_AGENT", "")
    parts = [next((name for mark, name in names if mark in said), "") for names in (BROWSERS, SYSTEMS)]
    return " · ".join(part for part in parts if part)


def address_of(request: HttpRequest) -> str:
    """The network address that a request came from, of IPv6 one subscriber's network; behind a named proxy, what the proxy says."""
    return place_of(str(request.META.get("REMOTE_ADDR", "")))
