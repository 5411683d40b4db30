"""The page of words that mean one thing here: adding, refusing, taking out and undoing by plain forms."""

import html
import re

from django.test import Client

from groundswell.records.actors import local_actor
from groundswell.records.selectors.allowed_words import allowed_words
from groundswell.records.services import results_maps as writing
from groundswell.records.services.allowed_words import allow
from tests.web.acting_markup import acting
from tests.web.payloads import PAYLOADS
from tests.web.test_home import text_of

LAW = "As the building code says: a step-free way from the street."


def said(pages: Client, address: str = "/map-words/") -> str:
    answer = pages.get(address)
    assert answer.status_code == 200
    return html.unescape(text_of(answer.content))


def undo_address(page: bytes) -> str:
    found = re.search(r'class="toast".*?action="([^"]+)"', page.decode(), re.DOTALL)
    assert found, "the line on what was done has its Undo"
    return found[1]


def test_a_word_is_added_taken_out_and_brought_back(pages: Client) -> None:
    assert "No word is on the list yet." in said(pages)
    answer = pages.post("/map-words/", {"word": "Accessible", "definition": LAW}, follow=True)
    assert "“Accessible” is on the list." in html.unescape(text_of(answer.content))
    assert "1 word means one thing here." in said(pages) and LAW in said(pages)
    answer = pages.post("/map-words/out/", {"word": "Accessible"}, follow=True)
    assert dict(allowed_words(local_actor())) == {}
    pages.post(undo_address(answer.content))
    assert dict(allowed_words(local_actor())) == {"accessible": LAW}


def test_a_word_without_a_meaning_is_refused_and_stays_in_the_form(pages: Client) -> None:
    answer = pages.post("/map-words/", {"word": "accessible", "definition": " "})
    assert answer.status_code == 400
    assert "Write what it means here" in text_of(answer.content) and 'value="accessible"' in answer.content.decode()
    answer = pages.post("/map-words/", {"word": "w" * 61, "definition": LAW})
    assert answer.status_code == 400
    assert "A word may have 60 characters; this has 61." in text_of(answer.content) and LAW in text_of(answer.content)
    assert dict(allowed_words(local_actor())) == {}


def test_what_is_not_there_is_one_plain_page(pages: Client) -> None:
    for address, sent in (("/map-words/out/", {"word": "safe"}), ("/map-words/out/", {}), (f"/map-words/undo/{'a' * 26}/", {})):
        assert pages.post(address, sent).status_code in (400, 404), address


def test_map_and_settings_lead_here(pages: Client) -> None:
    map_id = writing.make_map(local_actor(), "Marram").id
    for address in (f"/maps/{map_id}/", "/settings/"):
        assert 'href="/map-words/"' in pages.get(address).content.decode(), address


def test_one_solid_button_and_hostile_words_stay_text(pages: Client) -> None:
    for payload in PAYLOADS[::3]:
        allow(local_actor(), payload[:60], payload)
    page = pages.get("/map-words/").content.decode()
    assert len(re.findall(r'class="btn main"', page)) == 1
    assert acting(page) == []


def test_the_reader_finds_what_would_act() -> None:
    page = '<script>x</script><p onclick="x"><a href="javascript:x"><a href="/own/"><script src="/static/a.js"></script><b title="on=1">'
    assert acting(page) == ["script", "p onclick=x", "a href=javascript:x"]
