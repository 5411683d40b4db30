"""An organisation asks its people for a second factor: whoever has none sets it up before anything else, and cannot switch it off."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pyotp
import pytest
from django.test import Client

from groundswell.domain.access.scopes import Scope
from groundswell.domain.access.second_factor import AskedOf
from groundswell.errors import UserError
from groundswell.records.models import Account
from groundswell.records.opening import write
from groundswell.records.selectors.organisation import settings
from groundswell.records.services import people, tokens
from groundswell.records.services.tokens import TokenWanted
from tests.cast import Cast
from tests.signing_in import PASSWORD, give_password, not_signed_in, signed_in

SETTINGS: Mapping[str, object] = {
    "name": "Harbour", "locale": "en-GB", "time_zone": "Europe/London", "fiscal_year_start": 4, "school_year_start": 9, "week_start": 0,
}  # fmt: skip
FACTOR = "/account/second-factor/"


def wanted_token() -> TokenWanted:
    return TokenWanted("Nightly", [Scope.READ], datetime.now(UTC) + timedelta(days=30))


@pytest.fixture
def admin(cast: Cast) -> Client:
    """The administrator, who has a password, as everybody here."""
    for name in cast.accounts:
        give_password(cast, name)
    return signed_in(cast, "admin")


def ask(admin: Client, of: str) -> None:
    assert admin.post("/settings/", {**SETTINGS, "second_factor": of}).status_code == 302


def set_up(client: Client, account_id: str, **further: str) -> str:
    assert client.get(FACTOR).status_code == 200
    secret = client.get(FACTOR).context["secret"].replace(" ", "")
    answer = client.post(FACTOR, {"code": pyotp.TOTP(secret).now(), "current": PASSWORD, **further})
    assert answer.status_code == 200, account_id
    return answer.content.decode()


def test_whoever_has_none_sets_it_up_first_and_goes_on_to_where_they_wanted(cast: Cast, admin: Client) -> None:
    alice, before = signed_in(cast, "alice"), tokens.make_token(cast.actor("alice"), wanted_token())
    ask(admin, "everybody")
    assert settings().second_factor is AskedOf.EVERYBODY
    for path in ("/", "/record/?from=3", "/account/", "/tokens/", "/account/my-data/", "/settings/"):
        answer = alice.get(path)
        assert answer.status_code == 302 and answer.headers["Location"].startswith(FACTOR), path
    answer = alice.get("/record/?from=3")
    assert parse_qs(urlsplit(answer.headers["Location"]).query)["next"] == ["/record/?from=3"]
    refused = alice.post("/tokens/", {"name": "x"})
    assert refused.status_code == 403 and "A second factor is needed first" in refused.content.decode()
    assert alice.get("/", headers={"hx-request": "true"}).status_code == 403
    with pytest.raises(UserError, match="factor_first"):
        tokens.make_token(cast.actor("alice"), wanted_token())
    program = not_signed_in().get("/api/v1/measures", headers={"authorization": f"Bearer {before.token}"})
    assert program.status_code == 200, "a program goes on"
    page = alice.get(answer.headers["Location"]).content.decode()
    assert "Your organisation asks you for one before you go on." in page
    assert "Not now" not in page and 'action="/sign-out/"' in page
    assert 'value="/record/?from=3"' in page
    assert 'href="/record/?from=3"' in set_up(alice, cast.accounts["alice"], next="/record/?from=3")
    assert alice.get("/record/?from=3").status_code == 200
    tokens.make_token(cast.actor("alice"), wanted_token())


def test_it_stays_on_while_it_is_asked_and_is_ones_own_again_after(cast: Cast, admin: Client) -> None:
    ask(admin, "administrators")
    assert signed_in(cast, "bob").get("/").status_code == 200, "bob manages nothing"
    assert admin.get("/people/").headers["Location"].startswith(FACTOR), "nor does an administrator go around it"
    set_up(admin, cast.accounts["admin"])
    assert "Switch it off" not in admin.get(FACTOR).content.decode()
    answer = admin.post(f"{FACTOR}off/", {"current": PASSWORD})
    assert answer.status_code == 422 and "so it stays on" in answer.content.decode()
    assert Account.objects.get(id=cast.accounts["admin"]).factor_since is not None
    people.make_administrator(cast.actor("admin"), cast.accounts["bob"], True)
    assert signed_in(cast, "bob").get("/").headers["Location"].startswith(FACTOR), "from the moment on which he does"
    ask(admin, "")
    assert settings().second_factor is None
    assert signed_in(cast, "bob").get("/").status_code == 200
    assert admin.post(f"{FACTOR}off/", {"current": PASSWORD}).status_code == 302


def test_a_new_start_leads_there_and_a_providers_people_are_the_providers(cast: Cast, admin: Client) -> None:
    ask(admin, "everybody")
    set_up(admin, cast.accounts["admin"])
    made = people.invite_again(cast.actor("admin"), cast.accounts["charlie"], now=datetime.now(UTC))
    charlie = not_signed_in()
    assert charlie.post(f"/join/{made.token}/", {"password": "seven boats in fog"}).status_code == 302
    assert charlie.get("/").headers["Location"].startswith(FACTOR)
    account = Account.objects.get(id=cast.accounts["dana"])
    account.set_unusable_password()
    write(account.save)
    assert signed_in(cast, "dana").get("/").status_code == 200

