"""Share links under a policy, on pages: refused with a sentence, opened and counted, the same bytes whatever is asked. D10, D11, D12."""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client

from groundswell.domain.access.link_policy import LinkPolicy, MadeBy
from groundswell.records import clock, opening
from groundswell.records.lines import Line
from groundswell.records.models import Account, Opened
from groundswell.records.services import sharing
from groundswell.records.services.link_policy import change_policy
from groundswell.web.guest_limits import BY_ADDRESS, BY_LINK
from tests.acting_as import Acting, acting_as
from tests.cast import Cast
from tests.owned import MONDAY, owned_measure
from tests.web.payloads import PAYLOADS
from tests.web.test_guest import QUESTION, make_link
from tests.web.test_home import text_of

__all__ = ["acting_as"]
CSRF = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]+"')


@pytest.fixture(autouse=True)
def full_buckets() -> Iterator[None]:
    BY_LINK.forget()
    BY_ADDRESS.forget()
    yield
    BY_LINK.forget()
    BY_ADDRESS.forget()


@pytest.fixture
def measure(cast: Cast, acting_as: Acting) -> str:
    acting_as("alice")
    return owned_measure(cast)


def same(page: bytes) -> bytes:
    return CSRF.sub(b"", page)


ALL = ("", "1", "all", "../", "%00", "9999-12-31", "' OR 1=1 --", "[]", "-1", "{}", *PAYLOADS)
NAMES = ("place", "as_of", "from", "to", "measure", "org_unit", "lang", "format", "next", "q", "n", "page", "token", "s", "id")


@pytest.mark.parametrize("payloads", [pytest.param(ALL[::15], id="some"), pytest.param(ALL, id="all", marks=pytest.mark.long)])
def test_D10_whatever_is_added_to_a_link_it_shows_the_same_bytes(
    pages: Client, stranger: Client, measure: str, monkeypatch: pytest.MonkeyPatch, payloads: tuple[str, ...]
) -> None:
    path = make_link(pages, measure)
    monkeypatch.setattr(BY_LINK, "at_once", 10_000)
    BY_LINK.forget()
    plain = same(stranger.get(path).content)
    for payload in payloads:
        answer = stranger.get(path, {**dict.fromkeys(NAMES, payload), "thanks": f"{payload} "})
        assert answer.status_code == 400 or (answer.status_code, same(answer.content)) == (200, plain), payload
        # within the path it is another token
        assert stranger.get(f"{path[:-1]}{quote(payload.replace('/', '_'))}x/").status_code == 404, payload
    for name, value in (("Accept-Language", "fr"), ("X-Forwarded-Host", "evil.example"), ("X-Original-URL", "/"), ("Range", "bytes=0-9")):
        assert same(stranger.get(path, headers={name: value}).content) == plain, name
    assert len(stranger.get(path, {"thanks": "1"}).content) < len(plain), "says thank you, and shows less"


def test_D12_no_link_leads_out_and_an_opening_leaves_no_trace_of_who(pages: Client, stranger: Client, measure: str) -> None:
    path = make_link(pages, measure)
    answer = stranger.get(path, headers={"Referer": "https://mail.example/inbox?user=dana", "User-Agent": "Peculiar/7"})
    assert answer.headers["Referrer-Policy"] == "no-referrer" and "noindex" in answer.headers["X-Robots-Tag"]
    assert not answer.cookies.get("sessionid")
    stored = [str(value) for row in Opened.objects.values_list() for value in row]
    assert stored and not re.search(r"Peculiar|127\.0\.0\.1|mail\.example|dana", " ".join(stored))
    assert "We count in which hour it is opened, and not by whom." in text_of(answer.content)


def test_the_team_sees_how_often_and_in_which_hour(pages: Client, stranger: Client, measure: str, acting_as: Acting) -> None:
    path = make_link(pages, measure)
    assert "not yet" in text_of(pages.get(f"/measures/{measure}/share/").content)
    for _ in range(2):
        stranger.get(path)
    stranger.head(path)
    assert "2 times" in text_of(pages.get(f"/measures/{measure}/share/").content)
    pages.get(f"/measures/{measure}/values.csv")
    said = text_of(pages.get(f"/measures/{measure}/opened/").content)
    assert "The link was opened: What would you have to hear" in said and "Values taken along as CSV" in said
    assert "in the hour from" in said
    for other in ("charlie", "admin"):
        acting_as(other)
        assert pages.get(f"/measures/{measure}/opened/").status_code == 404


def test_A6_too_many_guests_wait_with_one_sentence(pages: Client, stranger: Client, measure: str, monkeypatch: pytest.MonkeyPatch) -> None:
    path = make_link(pages, measure)
    monkeypatch.setattr(BY_LINK, "at_once", 2)
    monkeypatch.setattr(BY_LINK, "a_second", 0.0)
    answers = [stranger.get(path) for _ in range(3)]
    assert [one.status_code for one in answers] == [200, 200, 429]
    assert "Wait half a minute, then open the link again." in text_of(answers[2].content)
    assert answers[2].headers["Retry-After"] == "30" and "noindex" in answers[2].headers["X-Robots-Tag"]
    assert stranger.post(path, {"words": "hello"}).status_code == 429
    assert pages.get(f"/measures/{measure}/").status_code == 200, "nobody else waits"
    opening.write(lambda: Opened.objects.update(times=10_000))
    BY_LINK.forget()
    assert stranger.get(path).status_code == 429, "the hour's own bound holds whichever process is asked"


def test_D11_the_page_says_what_the_policy_lets_and_refuses_the_rest(pages: Client, cast: Cast, measure: str) -> None:
    page = pages.get(f"/measures/{measure}/share/").content.decode()
    assert re.findall(r'<option value="(\d+)"', page) == ["7", "30"]
    change_policy(cast.actor("admin"), LinkPolicy(MadeBy.TEAM, 14, 1), today=MONDAY)
    assert re.findall(r'<option value="(\d+)"', pages.get(f"/measures/{measure}/share/").content.decode()) == ["7", "14"]
    assert pages.post(f"/measures/{measure}/share/", QUESTION).status_code == 400, "30 days are not offered"
    make_link(pages, measure, days="14")
    refused = pages.post(f"/measures/{measure}/share/", {**QUESTION, "days": "7"})
    assert refused.status_code == 400
    assert "One link to this measure works already" in text_of(refused.content)
    change_policy(cast.actor("admin"), LinkPolicy(MadeBy.OWNER), today=MONDAY)
    said = text_of(pages.get(f"/measures/{measure}/share/").content)
    assert "only the measure owner makes links" in said and "Make the link" not in said and "Save as a file to mail" in said


def test_D11_the_administrators_page_switches_links_off_and_they_are_dead(
    pages: Client, stranger: Client, cast: Cast, measure: str, acting_as: Acting
) -> None:
    path = make_link(pages, measure)
    acting_as("admin")
    said = text_of(pages.get("/settings/links/").content)
    assert "A measure of Harbour 1" in said and "Days to answer" not in said and "What would you have to hear" not in said
    wrong = pages.post("/settings/links/", {"made_by": "team", "longest_days": "0", "most_live": "x"})
    assert wrong.status_code == 400 and "Write a number of days from 1 to 366" in text_of(wrong.content)
    assert stranger.get(path).status_code == 200
    sent = pages.post("/settings/links/", {"made_by": "nobody", "longest_days": "30", "most_live": "10", "reason": "the board asked"})
    assert sent.status_code == 302
    assert stranger.get(path).status_code == 404
    said = text_of(pages.get("/settings/links/").content)
    assert "Nobody makes links." in said and "the board asked" in said
    acting_as("alice")
    assert "Your organisation makes no links to charts." in text_of(pages.get(f"/measures/{measure}/share/").content)
    answer = pages.post("/settings/links/", {"made_by": "team"})
    assert answer.status_code in (400, 403, 404), "she does not administer"
    assert stranger.get(path).status_code == 404


def test_D11_guests_write_only_where_they_may(pages: Client, stranger: Client, cast: Cast, measure: str) -> None:
    path = make_link(pages, measure)
    change_policy(cast.actor("admin"), LinkPolicy(MadeBy.TEAM, 30, 10, guests_write=False), today=MONDAY)
    page = stranger.get(path)
    assert "this page takes no words" in text_of(page.content) and "<textarea" not in page.content.decode()
    assert stranger.post(path, {"words": "hello"}).status_code == 400


def test_D11_a_link_of_somebody_who_left_is_the_page_of_ended_links(pages: Client, stranger: Client, cast: Cast, measure: str) -> None:
    content = sharing.ShareContent("Why?", {"picture": "", "sender": "Bob"}, 7, "test 1")
    token = sharing.share(cast.actor("bob"), Line(measure), content, expires_at=clock.now() + timedelta(days=3)).token
    assert stranger.get(f"/s/{token}/").status_code == 200
    opening.write(lambda: Account.objects.filter(id=cast.accounts["bob"]).update(closed_at=clock.stamp(clock.now())))
    gone, never = stranger.get(f"/s/{token}/"), stranger.get("/s/no-such-token/")
    assert (gone.status_code, same(gone.content)) == (404, same(never.content))


def test_the_link_is_said_to_work_here_alone_only_where_it_does(pages: Client, measure: str, settings: Any) -> None:
    address = f"/measures/{measure}/share/"
    made = pages.post(address, QUESTION).content.decode()
    assert 'value="http://localhost/s/' in made and "works on this computer alone" in made
    settings.GROUNDSWELL_SHARE_ADDRESS = "192.0.2.7:9000"
    made = pages.post(address, QUESTION).content.decode()
    assert 'value="http://192.0.2.7:9000/s/' in made and "works on this computer alone" not in made
    settings.GROUNDSWELL_SHARE_ADDRESS, settings.GROUNDSWELL_HOSTS = "", frozenset({"figures.example"})
    settings.ALLOWED_HOSTS = ["figures.example"]
    made = pages.post(address, QUESTION, headers={"host": "figures.example"}).content.decode()
    assert 'value="http://figures.example/s/' in made and "works on this computer alone" not in made
