"""Signing in by a SAML provider: the journey, and answers that are unsigned, for others, replayed, or wrapped around a signed one."""

import re
import zlib
from base64 import b64decode
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from groundswell.records.models import Account, SignIn, SignOnIdentity
from groundswell.records.services import people
from groundswell.web.sign_on.config import FILE_NAME
from tests.cast import Cast
from tests.saml_provider import ENTITY, SIGN_ON, SIGNER, Said, assertion, key_pair, response, sign
from tests.signing_in import give_password, not_signed_in

BACK, OURS = "http://localhost/saml/back/", "http://localhost/saml/metadata/"
NOW = datetime.now(UTC)


@pytest.fixture
def configured(cast: Cast, data_directory: Path) -> Cast:
    """Erik is invited, and the provider is named."""
    people.invite(cast.actor("admin"), people.Invitation("Erik", "erik@harbour.example"), now=NOW, today=NOW.date())
    kept = data_directory / FILE_NAME
    kept.touch(0o600)
    certificate = f"certificate = '''{key_pair(SIGNER)[1]}'''"
    named = ('name = "Harbour Council"', f'entity_id = "{ENTITY}"', f'sign_on = "{SIGN_ON}"', 'full_name = "displayName"')
    kept.write_text("\n".join(["[saml]", *named, certificate, ""]), encoding="utf-8")
    return cast


def leave(client: Client) -> tuple[str, Said]:
    """The state, and a true answer to the request that the browser carries."""
    address = urlsplit(client.get("/saml/?next=/record/").headers["Location"])
    assert f"{address.scheme}://{address.netloc}{address.path}" == SIGN_ON
    query = parse_qs(address.query)
    asked = zlib.decompress(b64decode(query["SAMLRequest"][0]), -15).decode()
    found = re.search(r'\bID="([^"]+)"', asked)
    assert found is not None
    assert f'AssertionConsumerServiceURL="{BACK}"' in asked
    return query["RelayState"][0], Said(found[1], BACK, OURS)


def come_back(client: Client, state: str, answer: str) -> Any:
    return client.post("/saml/back/", {"RelayState": state, "SAMLResponse": answer})


def test_an_invited_person_comes_in_by_a_signed_answer_and_again(configured: Cast) -> None:
    assert 'href="/saml/?next=' in not_signed_in().get("/sign-in/").content.decode()
    for _ in range(2):
        client = Client(enforce_csrf_checks=True, headers={"host": "localhost"})
        state, said = leave(client)
        answer = come_back(client, state, response(said, sign(assertion(said))))
        assert (answer.status_code, answer.headers["Location"]) == (302, "/record/")
        assert client.get("/record/").status_code == 200
    erik = Account.objects.get(login="erik@harbour.example")
    assert SignOnIdentity.objects.get().subject == "erik@harbour.example"
    assert SignIn.objects.filter(account=erik).count() == 2


def lies(said: Said) -> dict[str, str]:
    """Answers that must let nobody in."""
    true, evil = sign(assertion(said)), assertion(replace(said, subject="alice@harbour.example", id="_evil"))
    signature = re.search(r"<ds:Signature.*?</ds:Signature>", true, re.DOTALL)
    assert signature is not None

    def signed(**changed: Any) -> str:
        other = replace(said, **changed)
        return response(said, sign(assertion(other)))

    stolen = evil.replace("<saml:Subject>", f"{signature[0]}<saml:Subject>", 1)
    wrapping = evil.replace("</saml:Assertion>", f"<saml:Advice>{true}</saml:Advice></saml:Assertion>")
    return {
        "unsigned": response(said, assertion(said)),
        "signed by another key": response(said, sign(assertion(said), "evil.example")),
        "for another audience": signed(audience="https://elsewhere.example"),
        "by another issuer": signed(issuer="https://evil.example"),
        "over": signed(minutes=-10),
        "for another address": signed(back="https://elsewhere.example/saml/back/"),
        "its signed part names another request": signed(confirms="_another"),
        "its signed part names no request": signed(confirms=""),
        "to another request": response(replace(said, request="_another"), sign(assertion(replace(said, request="_another")))),
        "to no request": response(replace(said, request=""), true),
        "changed after signing": response(said, true.replace("erik@", "alice@")),
        "a comment in the name": response(said, true.replace("erik@harbour.example", "alice@harbour.example<!---->.evil")),
        "an evil assertion before the signed one": response(said, evil, true),
        "an evil assertion after the signed one": response(said, true, evil),
        "the signed one wrapped in an evil one": response(said, wrapping),
        "an evil one under the signature of the true one": response(said, stolen),
        "nothing": "",
        "rubbish": "PHg+",
        "an entity": "PCFET0NUWVBFIHggWzwhRU5USVRZIGUgU1lTVEVNICJmaWxlOi8vL2V0Yy9wYXNzd2QiPl0+PHg+JmU7PC94Pg==",
    }


def test_answers_that_are_forged_stolen_or_wrapped_let_nobody_in(configured: Cast) -> None:
    names = list(lies(Said("_x", BACK, OURS)))
    assert len(names) > 15
    for name in names:
        client = not_signed_in()
        state, said = leave(client)
        answer = come_back(client, state, lies(said)[name])
        assert answer.status_code == 400, name
        assert "does not fit" in answer.content.decode(), name
        assert SignIn.objects.count() == SignOnIdentity.objects.count() == 0, name
    state, said = leave(client)
    assert come_back(client, state, response(said, sign(assertion(said)))).status_code == 302, "what is true goes through"


def test_an_answer_is_good_once_in_the_browser_that_asked(configured: Cast) -> None:
    client, other = not_signed_in(), not_signed_in()
    state, said = leave(client)
    answer = response(said, sign(assertion(said)))
    second_state, _ = leave(other)
    assert come_back(other, state, answer).status_code == 400, "another browser"
    assert come_back(client, state, answer).status_code == 400, "and the journey is over by that"
    state, said = leave(client)
    answer = response(said, sign(assertion(said)))
    assert come_back(client, state, answer).status_code == 302
    assert come_back(client, state, answer).status_code == 400, "replayed"
    assert come_back(other, second_state, answer).status_code == 400
    again, new = leave(other)
    covered = response(replace(said, request=new.request), sign(assertion(said)))
    assert come_back(other, again, covered).status_code == 400, "an old assertion under a new cover"
    assert SignIn.objects.count() == 1


def test_an_address_takes_over_nobody_and_our_metadata_is_ours(configured: Cast) -> None:
    give_password(configured, "alice")
    client = not_signed_in()
    state, said = leave(client)
    answer = come_back(client, state, response(said, sign(assertion(replace(said, subject="alice@harbour.example")))))
    assert answer.status_code == 400
    assert "with this address and a password" in answer.content.decode()
    found = client.get("/saml/metadata/")
    assert found.headers["Content-Type"] == "application/samlmetadata+xml"
    assert OURS in found.content.decode()
    assert BACK in found.content.decode()
    assert 'WantAssertionsSigned="true"' in found.content.decode()
