"""Pages that a browser kept: 304 while nothing changed, for nobody else, and never after a change of figures, rights or people."""

from functools import partial

import pytest
from django.test import Client
from django.urls import reverse

from groundswell.domain.access.deciding import Audience
from groundswell.records import clock
from groundswell.records.ledger.kinds import Kind
from groundswell.records.ledger.sealing import ActDraft
from groundswell.records.models import Account, Post
from groundswell.records.opening import write
from groundswell.records.services.recording import seal_acts
from groundswell.records.services.signing_in import begin
from groundswell.web.signed_in import cookie_name
from tests.acting_as import Acting, acting_as
from tests.cast import Cast, cast
from tests.owned import owned_measure

__all__ = ["acting_as", "cast"]


@pytest.fixture
def measure(cast: Cast) -> str:
    """Harbour's, which it published to the organisation."""
    measure = owned_measure(cast)
    act = ActDraft(Kind.VISIBILITY, measure, payload={"audience": Audience.ORGANISATION.value})
    write(lambda: seal_acts(cast.actor("alice"), [act]))
    return measure


def _addresses(measure: str) -> list[str]:
    return [reverse("home"), reverse("measure", args=[measure]), reverse("definitions")]


def _tag(pages: Client, address: str) -> str:
    """After the page was seen once: from then on the browser has every cookie."""
    pages.get(address)
    return pages.get(address).headers["ETag"]


def _status(pages: Client, address: str, tag: str) -> int:
    return pages.get(address, headers={"if-none-match": tag}).status_code


def test_what_did_not_change_is_not_sent_again_and_no_cache_between_may_keep_it(pages: Client, acting_as: Acting, measure: str) -> None:
    acting_as("alice")
    for address in _addresses(measure):
        tag = _tag(pages, address)
        again = pages.get(address, headers={"if-none-match": tag})
        assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", tag), address
        assert again.headers["Cache-Control"] == "private, no-cache" and "Cookie" in again.headers["Vary"]
        assert _status(pages, address + "?more=1", tag) == 200


def test_nobody_else_and_no_other_sign_in_has_the_same_tag(pages: Client, acting_as: Acting, cast: Cast, measure: str) -> None:
    """Two who may see the very same page, and one of them in two browsers."""
    for name in ("alice", "bob"):
        write(partial(Account.objects.filter(id=cast.accounts[name]).update, name="The same"))
    for address in _addresses(measure):
        tags = set()
        tokens = [write(partial(begin, cast.accounts[name], "", now=clock.now())).token for name in ("alice", "alice", "bob")]
        for token in tokens:
            pages.cookies[cookie_name()] = token
            tags.add(_tag(pages, address))
        assert len(tags) == 3, address
        acting_as("charlie")
        assert {_status(pages, address, tag) for tag in tags} == {200}


@pytest.mark.parametrize("change", ["name", "post"])
def test_every_write_makes_every_page_another(change: str, pages: Client, acting_as: Acting, cast: Cast, measure: str) -> None:
    """Also of what the ledger does not hold: somebody's name, somebody else's post."""
    acting_as("alice")
    tags = {address: _tag(pages, address) for address in _addresses(measure)}
    account = cast.accounts["charlie"]
    if change == "name":
        write(lambda: Account.objects.filter(id=account).update(name="Renamed"))
    else:
        write(lambda: Post.objects.filter(account=account).delete())
    assert {_status(pages, address, tag) for address, tag in tags.items()} == {200}


def test_a_right_that_ended_is_not_there_instead_of_unchanged(pages: Client, acting_as: Acting, cast: Cast) -> None:
    hidden = owned_measure(cast)
    acting_as("bob")
    address = reverse("measure", args=[hidden])
    tag = _tag(pages, address)
    assert _status(pages, address, tag) == 304
    write(lambda: Post.objects.filter(account=cast.accounts["bob"]).delete())
    assert _status(pages, address, tag) == 404
    pages.cookies[cookie_name()] = "gone"
    assert _status(pages, address, tag) == 302


def test_a_line_that_is_said_once_is_on_a_page_that_is_not_kept(pages: Client, acting_as: Acting, measure: str) -> None:
    acting_as("alice")
    tag = _tag(pages, reverse("home"))
    pages.post(reverse("measure_put_away", args=[measure]), {"reason": "no longer counted"})
    said = pages.get(reverse("home"), headers={"if-none-match": tag})
    assert (said.status_code, said.headers["Cache-Control"]) == (200, "private, no-store")
    assert "ETag" not in said.headers and b"toast" in said.content


def test_over_https_too_a_line_that_is_said_once_is_on_a_page_that_is_not_kept(
    pages: Client, acting_as: Acting, measure: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in (("GROUNDSWELL_HTTPS", True), ("SESSION_COOKIE_SECURE", True)):
        monkeypatch.setattr(f"django.conf.settings.{name}", value)
    acting_as("alice")
    pages.post(reverse("measure_put_away", args=[measure]), {"reason": "no longer counted"}, secure=True)
    assert "__Host-messages" in pages.cookies
    said = pages.get(reverse("home"), secure=True)
    assert (said.status_code, said.headers["Cache-Control"]) == (200, "private, no-store")
    assert b"toast" in said.content
