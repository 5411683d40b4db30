"""The pages of accounts as they are looked at: axe, narrow windows, refused forms; by whoever is signed in and by whoever is not."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from groundswell.records.models import Account
from groundswell.records.opening import write
from groundswell.records.services import people
from groundswell.records.services.signing_in import begin
from groundswell.web.signed_in import COOKIE
from tests.access.axe import wider_than_the_window
from tests.access.test_measure_pages import LONG_GERMAN, RIGHT_TO_LEFT
from tests.access.windows import Look
from tests.cast import gather
from tests.server import Served
from tests.signing_in import give_password
from tests.web.served_pages import filled_and_served

NOW = datetime.now(UTC)


def fill() -> dict[str, str]:
    """The cast, two who are invited, and an administrator who is signed in."""
    cast = gather()
    give_password(cast, "admin")
    admin = cast.actor("admin")
    for number, name in enumerate((LONG_GERMAN, RIGHT_TO_LEFT)):
        invitation = people.Invitation(name, f"person{number}@harbour.example", cast.units["Harbour"], LONG_GERMAN)
        made = people.invite(admin, invitation, now=NOW, today=NOW.date())
    people.close(admin, cast.accounts["charlie"], now=NOW)
    write(lambda: Account.objects.filter(id=cast.accounts["admin"]).update(name=LONG_GERMAN))
    token = write(lambda: begin(cast.accounts["admin"], "Firefox · Linux", now=NOW)).token
    return {"token": token, "join": f"join/{made.token}/", "person": f"people/{made.account_id}/", "bob": cast.accounts["bob"]}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, django_db_blocker: Any) -> Iterator[tuple[Served, dict[str, str]]]:
    """A server to which people sign in."""
    with filled_and_served(Path(tmp_path_factory.mktemp("accounts")) / "data", django_db_blocker, fill) as both:
        yield both


@pytest.mark.long
def test_the_pages_of_accounts_are_clean_and_fit(look: Look, site: tuple[Served, dict[str, str]]) -> None:
    (served, addresses), window = site, look.page
    look.over(("sign-in/", addresses["join"]))
    window.get_by_role("button", name="Keep it and sign in").click()
    expect(window.locator("#error-summary")).to_be_focused()
    assert look.broken() == []
    window.context.add_cookies([{"name": COOKIE, "value": addresses["token"], "url": served.base}])
    own = ("account/", "account/password/", "account/second-factor/", "account/erase/")
    look.over((*own, "people/", "people/invite/", addresses["person"], f"people/{addresses['bob']}/erase/"))


def test_a_password_can_be_looked_at_while_it_is_typed(desktop: Page, site: tuple[Served, dict[str, str]]) -> None:
    desktop.goto(site[0].at("sign-in/"))
    desktop.get_by_label("Password", exact=True).fill("four grey gulls")
    desktop.get_by_label("Show the password").check()
    expect(desktop.locator("#password")).to_have_attribute("type", "text")
    desktop.get_by_label("Show the password").uncheck()
    expect(desktop.locator("#password")).to_have_attribute("type", "password")


def test_the_head_of_the_page_fits_whatever_somebody_is_called(desktop: Page, site: tuple[Served, dict[str, str]]) -> None:
    served, addresses = site
    desktop.context.add_cookies([{"name": COOKIE, "value": addresses["token"], "url": served.base}])
    desktop.goto(served.at("help/"))
    for width in (320, 768, 860, 939, 940, 1024, 1280):
        desktop.set_viewport_size({"width": width, "height": 700})
        assert wider_than_the_window(desktop) == [], width
    desktop.set_viewport_size({"width": 768, "height": 700})
    desktop.goto(served.at("people/"))
    assert wider_than_the_window(desktop) == []
