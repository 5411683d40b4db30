"""Signing in by an identity provider that is really there: the whole journey, and every way in which it could be faked."""

import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from groundswell.records.models import Account, SignIn, SignOnIdentity, SignOnTrip
from groundswell.records.opening import write
from groundswell.records.services import people
from groundswell.web.pages.accounts.sign_on import TRIP_COOKIE
from groundswell.web.sign_on.config import FILE_NAME, is_trustworthy
from groundswell.web.sign_on.fetching import fetch
from tests.cast import Cast
from tests.identity_provider import CLIENT, FOREIGN_KEY, SECRET, Provider, provider, signed, signed_with_the_public_key, unsigned
from tests.signing_in import give_password, not_signed_in, signed_in

ERIK = {"sub": "erik-17", "email": "Erik@harbour.example", "email_verified": True, "name": "Erik Månsson"}
NOW = datetime.now(UTC)


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: Any) -> None:
        """The browser is ours."""


def at_provider(address: str) -> str:
    """What the browser gets there: the address it is sent back to, as a path of our own."""
    try:
        urllib.request.build_opener(_Stay).open(address, timeout=5)
    except urllib.error.HTTPError as answer:
        back = urlsplit(answer.headers["Location"])
        return f"{back.path}?{back.query}"
    raise AssertionError("the provider sent nobody back")


def journey(client: Client, wanted: str = "/record/") -> Any:
    """All of it; the answer of the last step."""
    return client.get(at_provider(client.get(f"/sign-on/?next={wanted}").headers["Location"]))


def configure(folder: Path, found: Provider, *further: str) -> None:
    kept = folder / FILE_NAME
    lines = ["[oidc]", 'name = "Harbour Council"', f'issuer = "{found.issuer}"', f'client_id = "{CLIENT}"', f'client_secret = "{SECRET}"']
    kept.unlink(missing_ok=True)
    kept.touch(0o600)
    kept.write_text("\n".join([*lines, *further]) + "\n", encoding="utf-8")


@pytest.fixture
def op(cast: Cast, data_directory: Path) -> Iterator[Provider]:
    """A provider that knows Erik, whom an administrator has invited."""
    people.invite(cast.actor("admin"), people.Invitation("Erik", "erik@harbour.example"), now=NOW, today=NOW.date())
    with provider() as found:
        found.claims = dict(ERIK)
        configure(data_directory, found, 'domains = ["harbour.example"]')
        yield found


def test_an_invited_person_comes_in_by_the_provider_and_again_by_what_was_connected(op: Provider) -> None:
    client = not_signed_in()
    assert "Go on with Harbour Council" in client.get("/sign-in/").content.decode()
    answer = journey(client)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/record/")
    assert client.get("/record/").status_code == 200
    account = Account.objects.get(login="erik@harbour.example")
    assert account.joined_at
    assert not account.has_usable_password()
    op.claims["email"], op.claims["email_verified"] = "renamed@elsewhere.example", False
    again = not_signed_in()
    assert journey(again).status_code == 302
    assert SignIn.objects.filter(account=account).count() == 2
    assert SignOnTrip.objects.count() == 0


def changed(**claims: Any) -> Callable[[dict[str, Any]], dict[str, Any]]:
    return lambda found: {name: value for name, value in {**found, **claims}.items() if value is not None}


TAMPERED = {
    "another nonce": changed(nonce="another"),
    "no nonce": changed(nonce=None),
    "for somebody else": changed(aud="another-client"),
    "for several, without saying whose": changed(aud=[CLIENT, "another-client"]),
    "meant for another party": changed(azp="another-client"),
    "by another issuer": changed(iss="https://evil.example"),
    "expired": changed(exp=int(time.time()) - 3600),
    "never expires": changed(exp=None),
    "from the future": changed(iat=int(time.time()) + 3600),
    "of nobody": changed(sub=""),
}
SIGNED = {
    "alg none": unsigned,
    "the public key as a secret": signed_with_the_public_key,
    "a foreign key": lambda claims: signed(claims, FOREIGN_KEY),
    "rubbish": lambda claims: "not.a.token",
}


def test_a_token_that_does_not_fit_lets_nobody_in(op: Provider) -> None:
    for lie, tamper in TAMPERED.items():
        op.tamper = tamper
        refused(lie)
    op.tamper = changed()
    assert journey(not_signed_in()).status_code == 302, "what is true goes through"


def test_a_token_that_the_provider_did_not_sign_lets_nobody_in(op: Provider) -> None:
    for lie, sign in SIGNED.items():
        op.sign = sign
        refused(lie)
    op.sign = signed
    assert journey(not_signed_in()).status_code == 302, "what is true goes through"


def refused(lie: str) -> None:
    client = not_signed_in()
    answer = journey(client)
    assert answer.status_code == 400, lie
    assert "does not fit, or came too late" in answer.content.decode(), lie
    assert SignIn.objects.count() == SignOnIdentity.objects.count() == 0, lie
    assert client.get("/record/").status_code == 302, lie


def test_a_journey_is_good_once_in_the_browser_that_began_it(op: Provider) -> None:
    victim, attacker = not_signed_in(), not_signed_in()
    back = at_provider(attacker.get("/sign-on/").headers["Location"])
    victim.get("/sign-on/")
    assert victim.get(back).status_code == 400, "somebody else's journey"
    assert attacker.get(back).status_code == 400, "and it is over by the try"
    back = at_provider(attacker.get("/sign-on/").headers["Location"])
    assert attacker.get(back.replace("iss=", "iss=https://evil.example/")).status_code == 400
    back = at_provider(attacker.get("/sign-on/").headers["Location"])
    cookie = attacker.cookies[TRIP_COOKIE].value
    assert attacker.get(back).status_code == 302
    attacker.cookies[TRIP_COOKIE] = cookie
    assert attacker.get(back).status_code == 400, "replayed"
    assert attacker.get("/sign-on/back/").status_code == attacker.get("/sign-on/back/?state=x&code=y").status_code == 400
    late = at_provider(attacker.get("/sign-on/").headers["Location"])
    write(lambda: SignOnTrip.objects.update(expires_at="2026-01-01T00:00:00.000000Z"))
    assert attacker.get(late).status_code == 400
    assert SignIn.objects.count() == 1


@pytest.mark.parametrize(("led_by", "leaves"), [("none", True), ("same-origin", True), ("cross-site", False), ("same-site", False)])
def test_no_page_of_somebody_else_begins_a_journey(op: Provider, led_by: str, leaves: bool) -> None:
    answer = not_signed_in().get("/sign-on/", headers={"sec-fetch-site": led_by})
    assert answer.status_code == 302
    assert (answer.headers["Location"] == "/sign-in/") is not leaves
    assert SignOnTrip.objects.exists() is leaves


def test_the_code_cannot_be_used_without_our_secret_verifier(op: Provider) -> None:
    client = not_signed_in()
    sent = parse_qs(urlsplit(client.get("/sign-on/").headers["Location"]).query)
    assert {"state", "nonce", "code_challenge"} <= set(sent)
    kept = SignOnTrip.objects.get()
    assert sent["state"][0] not in (kept.state_hash, kept.kept)
    answered = op.authorize({name: values[0] for name, values in sent.items()})
    code = parse_qs(urlsplit(answered).query)["code"][0]
    assert op.token({"code": code, "redirect_uri": sent["redirect_uri"][0], "code_verifier": "guessed"}, "") is None


ADDRESSES = (
    ({"email_verified": False}, "has verified"),
    ({"email_verified": "true"}, "has verified"),
    ({"email": "erik@elsewhere.example"}, "has verified"),
    ({"email": "somebody@harbour.example"}, "no account here yet"),
    ({"email": "alice@harbour.example"}, "connect the two under Your account"),
)


def test_an_address_lets_in_whom_it_should_and_takes_over_nobody(op: Provider, cast: Cast) -> None:
    give_password(cast, "alice")
    for claims, says in ADDRESSES:
        op.claims = ERIK | claims
        answer = journey(not_signed_in())
        assert answer.status_code == 400, claims
        assert says in answer.content.decode(), claims
        assert SignIn.objects.count() == SignOnIdentity.objects.count() == 0, claims


def test_who_has_a_password_connects_while_signed_in_and_who_left_stays_out(op: Provider, cast: Cast) -> None:
    give_password(cast, "alice")
    op.claims = {"sub": "alice-1"}
    alice = signed_in(cast, "alice")
    assert "Sign in with Harbour Council" in alice.get("/account/").content.decode()
    assert alice.get("/account/sign-on/").status_code == 405, "no foreign page begins it"
    page = alice.post("/account/sign-on/").content.decode()
    address = page.split('class="btn main" href="')[1].split('"')[0].replace("&amp;", "&")
    bob = signed_in(cast, "bob")
    bob.cookies[TRIP_COOKIE] = alice.cookies[TRIP_COOKIE].value
    assert bob.get(at_provider(address)).status_code == 400, "in another person's browser"
    page = alice.post("/account/sign-on/").content.decode()
    address = page.split('class="btn main" href="')[1].split('"')[0].replace("&amp;", "&")
    assert alice.get(at_provider(address)).headers["Location"] == "/account/"
    client = not_signed_in()
    assert journey(client).status_code == 302
    assert "Alice" in client.get("/account/").content.decode()
    people.close(cast.actor("admin"), cast.accounts["alice"], now=datetime.now(UTC))
    assert client.get("/account/").status_code == 302
    assert journey(not_signed_in()).status_code == 400


def test_accounts_are_made_only_where_the_file_says_so(op: Provider, data_directory: Path) -> None:
    op.claims |= {"sub": "dora", "email": "dora@harbour.example", "name": "Dora"}
    assert journey(not_signed_in()).status_code == 400
    configure(data_directory, op, "make_accounts = true")
    assert journey(not_signed_in()).status_code == 302
    dora = Account.objects.get(login="dora@harbour.example")
    assert (dora.name, dora.administrator) == ("Dora", False)
    assert dora.post_set.count() == 0


ELSEWHERE = (
    {"issuer": "https://evil.example"}, {"token_endpoint": "http://192.0.2.1/token"}, {"jwks_uri": "file:///etc/passwd"},
    {"authorization_endpoint": "javascript:alert(1)"}, {"jwks_uri": None},
)  # fmt: skip


def test_a_provider_that_points_elsewhere_is_not_followed(op: Provider) -> None:
    for discovery in ELSEWHERE:
        op.discovery = discovery
        answer = not_signed_in().get("/sign-on/")
        assert answer.status_code == 400, discovery
        assert "does not answer as it should" in answer.content.decode(), discovery


def test_redirects_are_not_followed_and_only_https_or_this_machine_is_asked(op: Provider) -> None:
    op.discovery = {"jwks_uri": f"{op.issuer}/elsewhere"}
    op.asked.clear()
    assert journey(not_signed_in()).status_code == 400
    assert "/elsewhere" in op.asked
    assert "/keys" not in op.asked
    assert fetch(f"{op.issuer}/keys")["keys"]
    for address in ("http://id.example", "ftp://127.0.0.1/", "https://user:pass@id.example", "https://", "//id.example", "http://127.0.0.1.evil"):
        assert not is_trustworthy(address), address
    assert is_trustworthy("https://id.example/realms/council")


BAD_FILES = ("[oidc]\nissuer = 3", "[oidc]\nissuer = 'https://id.example'", "[oidc", "oidc = 1", "[oidc]\nsecret = ''")


def test_a_file_that_is_not_right_offers_nothing(op: Provider, data_directory: Path) -> None:
    for text in BAD_FILES:
        (data_directory / FILE_NAME).write_text(text)
        client = not_signed_in()
        assert "Go on with" not in client.get("/sign-in/").content.decode(), text
        assert client.get("/sign-on/").status_code == 400, text


def test_a_file_that_others_can_read_is_not_used(op: Provider, data_directory: Path) -> None:
    (data_directory / FILE_NAME).chmod(0o644)
    assert "can be read by others" in not_signed_in().get("/sign-on/").content.decode()
    (data_directory / FILE_NAME).unlink()
    assert not_signed_in().get("/sign-on/").status_code == 404
