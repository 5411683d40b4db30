"""Django's client as one of the cast, signed in: the row of a sign-in and its cookie, without the work of a password."""

from django.test import Client

from groundswell.records import clock, passwords
from groundswell.records.models import Account
from groundswell.records.opening import write
from groundswell.records.services.signing_in import begin
from groundswell.web.signed_in import cookie_name
from tests.cast import Cast

PASSWORD = "four grey gulls at noon"


def signed_in(cast: Cast, name: str, *, checks_csrf: bool = False) -> Client:
    """The pages as that person sees them."""
    client = not_signed_in(checks_csrf=checks_csrf)
    done = write(lambda: begin(cast.accounts[name], "", now=clock.now()))
    client.cookies[cookie_name()] = done.token
    return client


def not_signed_in(*, checks_csrf: bool = False) -> Client:
    """Anybody who reaches the pages."""
    return Client(enforce_csrf_checks=checks_csrf, raise_request_exception=False, headers={"host": "localhost"})


def give_password(cast: Cast, name: str, password: str = PASSWORD) -> str:
    """That person can sign in with it; gives their login."""
    kept = passwords.hashed(password)
    write(lambda: Account.objects.filter(id=cast.accounts[name]).update(password=kept, joined_at=clock.stamp(clock.now())))
    return f"{name}@harbour.example"
