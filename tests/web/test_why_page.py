"""Why this measure, on its own page and as the whole answer: what is there, what is not yet, and whose words are not named."""

import html
import re
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test import Client

from groundswell.domain.measurement.dictionary_entry import DictionaryEntry
from groundswell.records.actors import local_actor
from groundswell.records.databases import reading_connection
from groundswell.records.lines import Line
from groundswell.records.selectors.portfolio import measure_record
from groundswell.records.selectors.why import why_of
from groundswell.records.services import designs, measures, sharing
from groundswell.records.services import results_maps as writing
from tests.web.acting_markup import acting
from tests.web.filled import measure
from tests.web.payloads import PAYLOADS
from tests.web.test_home import text_of

QUESTIONS = (
    "What should be true?",
    "How would one notice?",
    "What was considered?",
    "Why this one?",
    "What could go wrong?",
    "What did people say?",
    "What has changed?",
)


def said(pages: Client, address: str) -> str:
    answer = pages.get(address)
    assert answer.status_code == 200, address
    return html.unescape(text_of(answer.content))


def linked(measure_id: str, *, text: str = "People get a straight answer soon") -> tuple[str, str]:
    """A purpose and the result below it that the measure shows; gives the ids of map and result."""
    actor = local_actor()
    map_id = writing.make_map(actor, "Marram").id
    purpose = writing.write_result(actor, map_id, "People can make a living here", "purpose").id
    return map_id, writing.write_result(actor, map_id, text, "strategic", drives=purpose, measures=(measure_id,)).id


def test_a_measure_that_nobody_linked_says_so_and_asks(pages: Client) -> None:
    one = measure()
    whole = said(pages, f"/measures/{one}/why/")
    assert [whole.index(question) for question in QUESTIONS] == sorted(whole.index(question) for question in QUESTIONS)
    assert "Nobody has linked it to a result yet. Which one does it show? Open the results map" in whole
    assert "Nobody has asked yet who or what could suffer." in whole
    assert "Write one thing that could go wrong" not in whole, "without a result there is no sheet to write it on"
    assert "Nobody has linked it to a result yet." in said(pages, f"/measures/{one}/")


def test_the_whole_chain_is_told_in_its_order(pages: Client) -> None:
    one, actor = measure(), local_actor()
    _, result = linked(one)
    designs.write_line(actor, result, "evidence", {"text": "Nobody rings to ask", "side": "true", "degree": "less"})
    designs.write_line(actor, result, "evidence", {"text": "It lies in three inboxes", "side": "not", "degree": "more"})
    chosen = designs.write_line(
        actor, result, "candidate", {"statistic": "Median days", "period": "by month", "strength": 6, "feasibility": 5}
    )
    designs.write_line(actor, result, "candidate", {"statistic": "Number of letters", "why_not": "Says how many, not how soon."})
    designs.write_line(actor, result, "picture", {"aspect": "gaming", "text": "Holding letters", "counter": "Full answers count"})
    designs.change_line(actor, result, ("candidate", chosen.id), {"chosen": True, "measure_id": one})
    designs.change_sheet(actor, result, {"reason": "It is what people feel."})
    stored = measure_record(actor, Line(one, None)).definition
    named = replace(stored, entry=DictionaryEntry(users="The harbour board", decisions="How many read the post"))
    measures.define(actor, one, named, reason="The board asked who uses it.", effective_from=date(2024, 3, 1))
    whole = said(pages, f"/measures/{one}/why/")
    told = (
        "People can make a living here",
        "People get a straight answer soon",
        "Nobody rings to ask",
        "It lies in three inboxes",
        "Median days, by month",
        "Chosen.",
        "Strength 6, feasibility 5 of 7.",
        "Says how many, not how soon.",
        "It is what people feel.",
        "Used by: The harbour board",
        "Holding letters",
        "Full answers count",
        "Nobody has said anything yet.",
        "Version 3, in force from 1 March 2024.",
        "Changed: who uses it and for what.",
        "The board asked who uses it.",
        "Version 1",
    )
    assert [text for text in told if text not in whole] == []
    assert sorted(told, key=whole.index) == list(told)
    short = said(pages, f"/measures/{one}/")
    assert "Of 2 candidates: It is what people feel." in short and "Nobody rings to ask And 1 more." in short
    lines = re.search(r'id="why-title".*?</dl>', pages.get(f"/measures/{one}/").content.decode(), re.DOTALL)
    assert lines and 0 < lines[0].count("<dt>") <= 5 and lines[0].count("<dt>") == lines[0].count("<a ")


def test_what_is_missing_on_the_sheet_leads_to_the_result(pages: Client) -> None:
    one = measure()
    map_id, result = linked(one)
    page = pages.get(f"/measures/{one}/why/").content.decode()
    assert f"/maps/{map_id}/" in page and result in page
    assert "Write what one would notice" in page


def test_words_are_counted_and_quoted_without_a_name(pages: Client) -> None:
    one, now = measure(), datetime(2024, 7, 1, 9, tzinfo=UTC)
    line = Line(one, None)
    first = sharing.type_reaction(local_actor(), line, sharing.Words("insight", "I thought it was luck.", "Ines Marlow"), now=now)
    sharing.answer(local_actor(), first, "Four more months will tell.", now=now)
    whole = said(pages, f"/measures/{one}/why/")
    assert "1 reaction is kept." in whole and "waits" not in whole
    assert "“I thought it was luck.”" in whole and "Four more months will tell." in whole
    assert "Ines Marlow" not in whole
    later = datetime(2024, 7, 2, 9, tzinfo=UTC)
    sharing.type_reaction(local_actor(), line, sharing.Words("question", "Do the hard ones wait?", ""), now=later)
    whole = said(pages, f"/measures/{one}/why/")
    assert "2 reactions are kept. 1 waits for an answer." in whole and "Do the hard ones wait?" in whole and "luck" not in whole


def test_a_result_that_leads_nowhere_is_asked_about(pages: Client) -> None:
    one, actor = measure(), local_actor()
    map_id = writing.make_map(actor, "Marram").id
    writing.write_result(actor, map_id, "Letters are read at once", "team", measures=(one,))
    whole = said(pages, f"/measures/{one}/why/")
    assert "The way ends at “Letters are read at once”: nobody has linked it up to the purpose yet. What does it drive?" in whole


def test_a_result_that_was_taken_out_is_gone_from_the_answer(pages: Client) -> None:
    one = measure()
    map_id, result = linked(one)
    writing.take_out(local_actor(), map_id, "result", result)
    assert "Nobody has linked it to a result yet." in said(pages, f"/measures/{one}/why/")


def test_an_unknown_measure_is_not_found(pages: Client) -> None:
    assert pages.get(f"/measures/{'a' * 26}/why/").status_code == 404


def test_hostile_words_stay_text(pages: Client) -> None:
    actor = local_actor()
    for payload in PAYLOADS[::4]:
        one = measure(f"{payload} counted")
        _, result = linked(one, text=payload)
        for kind, leading in (("evidence", "text"), ("picture", "text"), ("candidate", "statistic")):
            designs.write_line(actor, result, kind, {leading: payload})
        designs.change_sheet(actor, result, {"reason": payload})
        for address in ("", "why/"):
            page = pages.get(f"/measures/{one}/{address}").content.decode()
            assert acting(page) == [], (payload, address)


@pytest.mark.sqlite_only("counts statements by SQLite's own trace")
def test_the_answer_takes_a_handful_of_queries_whatever_is_written(pages: Client) -> None:
    one, actor = measure(), local_actor()
    map_id, _ = linked(one)
    why_of(actor, one)  # what stands of measures is kept in memory from here on
    counts = []
    for _ in range(2):
        for number in range(8):
            below = writing.write_result(actor, map_id, f"Result {number}", "team", measures=(one,)).id
            designs.write_line(actor, below, "evidence", {"text": "Seen"})
        asked: list[str] = []
        for each in (reading_connection(), connection.connection):
            each.set_trace_callback(asked.append)
        why_of(actor, one)
        for each in (reading_connection(), connection.connection):
            each.set_trace_callback(None)
        counts.append(len([query for query in asked if query.lstrip().startswith("SELECT")]))
    assert 5 <= counts[0] == counts[1] <= 12, counts
