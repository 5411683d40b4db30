"""A chart shown to one other person: the link, the page it opens, first words, the answer, and the end of it."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from groundswell.records.actors import local_actor
from groundswell.records.clock import stamp
from groundswell.records.lines import Line
from groundswell.records.models import Share
from groundswell.records.opening import write
from groundswell.records.selectors.sharing import reactions, shares
from tests.web.filled import CALM, JUMP, bring, measure, observations
from tests.web.test_home import text_of

QUESTION = {"question": "believe", "days": "30", "sender": "Mara Quill"}


def make_link(pages: Client, measure_id: str, **changes: str) -> str:
    """The path of a new link, read off the page that shows it this once."""
    answer = pages.post(f"/measures/{measure_id}/share/", {**QUESTION, **changes})
    found = re.search(r'value="http://[^"/]+(/s/[^"]+/)"', answer.content.decode())
    assert found is not None
    return found[1]


def test_a_link_shows_the_chart_the_sentence_and_the_question_to_somebody_without_an_account(pages: Client, stranger: Client) -> None:
    one = measure("Days to answer", JUMP)
    path = make_link(pages, one)
    answer = stranger.get(path)
    said = text_of(answer.content)
    assert answer.status_code == 200
    assert "Mara Quill would like your eyes on this." in said
    assert "What would you have to hear from the people it is about, to believe this?" in said
    assert "The band shows what is normal." in said
    assert "It ends on" in said and "We count in which hour it is opened, and not by whom." in said
    page = answer.content.decode()
    assert page.count('role="group"') == 2
    assert page.count('name="kind"') == 9
    assert "/measures/" not in page and "Scorecard.xlsx" not in page, "nothing leads further"


def test_a_guest_page_keeps_to_itself(pages: Client, stranger: Client) -> None:
    path = make_link(pages, measure())
    answer = stranger.get(path)
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert "noindex" in answer.headers["X-Robots-Tag"]
    assert answer.headers["Cache-Control"] == "private, no-store"
    page = answer.content.decode()
    assert '<meta name="robots" content="noindex' in page
    assert re.findall(r'(?:src|href|action)="(?:https?:)?//', page) == []


def test_a_link_shows_the_chart_as_it_was_then(pages: Client, stranger: Client) -> None:
    one = measure("Days to answer", CALM)
    path = make_link(pages, one)
    before = stranger.get(path).content.decode()
    bring(observations("Days to answer", (*CALM[:3], "99")))
    pages.post(f"/measures/{one}/definition/", {"name": "Another name", "direction": "up"})
    after = stranger.get(path).content.decode()
    figure = re.compile(r"<figure.*?</figure>", re.DOTALL)
    assert figure.findall(before) == figure.findall(after)
    assert "Another name" not in after and "99" not in text_of(after.encode())


def test_first_words_reach_the_timeline_and_can_be_answered(pages: Client, stranger: Client) -> None:
    one = measure("Days to answer", CALM)
    path = make_link(pages, one)
    sent = stranger.post(path, {"words": "I thought it was luck.", "kind": "insight", "name": "Ines"})
    assert sent.status_code == 302
    assert "Your words are kept as you wrote them." in text_of(stranger.get(sent.headers["Location"]).content)
    page = pages.get(f"/measures/{one}/").content.decode()
    assert "Insight, from Ines" in page and "I thought it was luck." in page
    (address,) = re.findall(r'href="(/measures/[^"]+/answer/)"', page)
    assert "Answer Ines" in text_of(pages.get(address).content)
    pages.post(address, {"text": "Thank you. February will settle it."})
    said = text_of(pages.get(f"/measures/{one}/").content)
    assert "Thank you. February will settle it." in said
    assert "Answer Ines" not in said


def test_one_tap_is_enough(pages: Client, stranger: Client) -> None:
    one = measure()
    stranger.post(make_link(pages, one), {"kind": "worry", "words": "", "name": ""})
    assert "Worry, from a visitor with the link" in text_of(pages.get(f"/measures/{one}/").content)


def test_nothing_at_all_is_refused_with_a_way_on(pages: Client, stranger: Client) -> None:
    answer = stranger.post(make_link(pages, measure()), {"words": " ", "name": "Ines"})
    assert answer.status_code == 400
    assert answer.content.decode().count("Write your first words, even three are enough, or tap a kind.") == 2
    assert 'value="Ines"' in answer.content.decode()


@pytest.mark.parametrize("way", ["unknown", "ended", "expired", "altered"])
def test_a_link_that_shows_nothing_any_more_says_so_in_one_way(pages: Client, stranger: Client, way: str) -> None:
    one = measure()
    path = make_link(pages, one)
    assert stranger.get(path).status_code == 200
    (row,) = shares(local_actor(), Line(one, None))
    if way == "unknown":
        path = "/s/nothing-of-that-name/"
    elif way == "ended":
        pages.post(f"/measures/{one}/share/{row.id}/end/")
    elif way == "expired":
        past = stamp(datetime.now(UTC) - timedelta(minutes=1))
        write(lambda: Share.objects.update(expires_at=past))
    else:
        write(lambda: Share.objects.update(parts=b'{"picture": "<h2>Something else</h2>"}'))
    answer = stranger.get(path)
    assert answer.status_code == 404
    assert "This link shows nothing any more." in text_of(answer.content)
    assert stranger.post(path, {"words": "hello"}).status_code == 404
    assert reactions(local_actor(), Line(one, None)) == []


def test_the_link_is_shown_once_and_listed_without_its_secret(pages: Client) -> None:
    one = measure()
    path = make_link(pages, one)
    page = pages.get(f"/measures/{one}/share/").content.decode()
    assert path not in page
    assert "Links that work now" in page and "End the link" in page


def test_an_own_question_goes_along_as_written(pages: Client, stranger: Client) -> None:
    path = make_link(pages, measure(), question="own", own_question="What did  the crews\nnotice first?")
    assert "What did the crews notice first?" in text_of(stranger.get(path).content)


def test_without_a_reachable_address_a_file_goes_by_mail_and_counts_as_shown(pages: Client) -> None:
    one = measure("Days to answer", CALM)
    answer = pages.post(f"/measures/{one}/file/", QUESTION)
    page = answer.content.decode()
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert "What would you have to hear from the people it is about, to believe this?" in page
    assert "<script" not in page and not re.findall(r'(?:src|href)="(?:https?:)?//', page)
    assert "Saved as a file" in text_of(pages.get(f"/measures/{one}/").content)


def test_words_that_somebody_said_elsewhere_are_typed_in_by_the_owner(pages: Client) -> None:
    one = measure()
    pages.post(f"/measures/{one}/reactions/", {"words": "Do the hard ones wait longer?", "kind": "question", "name": ""})
    said = text_of(pages.get(f"/measures/{one}/").content)
    assert "Question, from somebody who saw it" in said
    assert "Somebody told you their first words. Answer them." in said or "Show this chart" in said
