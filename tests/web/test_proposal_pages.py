"""A proposed split on the measure page: what it says, what can be answered, and how it can be followed afterwards."""

import re
from dataclasses import replace

import pytest
from django.test import Client

from groundswell.domain.access.deciding import NOBODY
from groundswell.records.actors import local_actor
from groundswell.records.selectors.batches import batches
from groundswell.records.selectors.deeds import Deed, deeds
from groundswell.records.selectors.portfolio import portfolio
from tests.web.filled import bring, measure, observations
from tests.web.test_home import text_of
from tests.web.test_measure_page import record_of

LOW, HIGH = ("16", "18") * 15, ("13", "11") * 15


def shifted() -> str:
    return measure("Days to answer", (*LOW, *HIGH))


def said(pages: Client, address: str) -> str:
    return text_of(pages.get(address).content)


def address_of(measure_id: str, answer: str) -> str:
    (proposal,) = record_of(measure_id).proposals
    return f"/measures/{measure_id}/proposals/{proposal.id}/{answer}/"


def test_the_card_says_what_the_figures_look_like_and_why_there(pages: Client) -> None:
    one = shifted()
    page = said(pages, f"/measures/{one}/")
    assert "A proposed split The 30 figures from July 2025 on look like a new level. Typical would go from 17 to 12." in page
    assert "Found by the stable shift algorithm, version 1" in page
    assert "No other period came into question." in page
    assert "Look at the proposed split at July 2025." in page
    markup = pages.get(f"/measures/{one}/").content.decode()
    assert "Looks different since Jul 2025" in markup
    assert len(re.findall(r'class="btn main"', markup)) == 1
    assert "Looks different" not in pages.get(f"/measures/{one}/chart.svg").content.decode(), "only until somebody decides, and only here"


def test_a_calm_measure_has_no_card(pages: Client) -> None:
    assert "A proposed split" not in said(pages, f"/measures/{measure('Days to answer', (*LOW, *LOW))}/")


def test_home_offers_to_look_at_a_proposed_split(pages: Client) -> None:
    one = shifted()
    page = pages.get("/").content.decode()
    assert "Look at a proposed split of “Days to answer”." in text_of(page.encode())
    assert f"/measures/{one}/#proposal" in page


def test_accepting_needs_a_cause_and_can_be_followed_and_taken_back(pages: Client) -> None:
    one = shifted()
    accept = address_of(one, "accept")
    assert "What it would do" in said(pages, accept)
    refused = pages.post(accept, {"reason": " "})
    assert refused.status_code == 400
    assert "A split without a cause convinces nobody later." in text_of(refused.content)
    pages.post(accept, {"reason": "A second clerk since July"})
    page = said(pages, f"/measures/{one}/")
    assert "Split at July 2025, as proposed. “A second clerk since July”" in page
    assert "A split at July 2025 was proposed." in page
    assert "A proposed split" not in page
    assert record_of(one).segments[1].locked
    record = said(pages, "/record/")
    assert "Splits were proposed" in record
    assert "Split at a date" in record
    act = re.search(r'name="act" value="(\w+)"', pages.get(f"/measures/{one}/").content.decode())
    assert act is not None
    pages.post(f"/measures/{one}/take-back/", {"act": act.group(1)})
    assert "A proposed split" in said(pages, f"/measures/{one}/")
    rows = re.findall(r'<tr id="batch-.*?</tr>', pages.get("/record/").content.decode(), re.DOTALL)
    back, split = (" ".join(re.sub("<[^>]+>", " ", row).split()) for row in rows[:2])
    assert back.startswith("Taken back: Split at a date")
    assert split.startswith("Split at a date Days to answer “A second clerk since July”")
    assert "Taken back" in split, "what was taken back does not stand"
    assert f"/measures/{one}/log/" in rows[1]


def test_the_record_names_no_measure_that_somebody_may_not_see(pages: Client) -> None:
    one = shifted()
    pages.post(address_of(one, "refuse"), {"reason": "The counting changed"})
    rows = batches(local_actor())
    (refused,) = [row.id for row in rows if row.kind == "refusal"]
    seen = deeds(local_actor(), rows)[refused]
    assert (seen.name, seen.reason) == ("Days to answer", "The counting changed")
    assert deeds(replace(local_actor(), viewer=NOBODY), rows)[refused] == Deed()


def test_refusing_needs_a_reason_and_stands_on_record(pages: Client) -> None:
    one = shifted()
    refuse = address_of(one, "refuse")
    assert pages.post(refuse, {"reason": ""}).status_code == 400
    pages.post(refuse, {"reason": "The counting changed, not the work"})
    page = said(pages, f"/measures/{one}/")
    assert "The proposed split at July 2025 was refused. “The counting changed, not the work”" in page
    assert "Found by the stable shift" not in page
    assert len(record_of(one).segments) == 1
    assert pages.get(refuse, follow=True).redirect_chain, "what is decided leads back to the measure"


@pytest.mark.parametrize(("given", "told"), [
    ({"until": "2099-03-31"}, "was put off until 31 March 2099."),
    ({"more": "6"}, "was put off until 6 more figures are there."),
], ids=["until_a_day", "until_more_figures"])
def test_not_yet_rests_until_a_day_or_more_figures(pages: Client, given: dict[str, str], told: str) -> None:
    one = shifted()
    later = address_of(one, "not-yet")
    assert pages.post(later, {"reason": ""}).status_code == 400
    assert pages.post(later, {"until": "soon"}).status_code == 400
    assert pages.post(later, {"more": "0"}).status_code == 400
    pages.post(later, given)
    page = said(pages, f"/measures/{one}/")
    assert told in page
    assert "Found by the stable shift" not in page


def test_a_date_that_somebody_knows_answers_it(pages: Client) -> None:
    one = shifted()
    other = address_of(one, "another-date")
    assert pages.post(other, {"period": "1999-01-01", "reason": "x"}).status_code == 400
    pages.post(other, {"period": "2025-06-01", "reason": "A second clerk since June"})
    assert [one.started_on.isoformat() for one in record_of(one).segments[1:]] == ["2025-06-01"]
    assert "A proposed split" not in said(pages, f"/measures/{one}/")


def test_an_unknown_answer_is_not_found(pages: Client) -> None:
    assert pages.get(address_of(shifted(), "perhaps")).status_code == 404


def test_limits_are_kept_and_freed_by_reasoned_acts(pages: Client) -> None:
    one = measure("Days to answer", LOW)
    keep = f"/measures/{one}/keep/"
    assert pages.post(keep, {"period": "2023-01-01", "reason": ""}).status_code == 400
    pages.post(keep, {"period": "2023-01-01", "reason": "Long enough"})
    assert record_of(one).segments[0].locked
    assert "Jan 2023 (limits kept)" in said(pages, keep)
    pages.post(keep, {"period": "2023-01-01", "reason": "Calibrated anew", "second": "1"})
    assert not record_of(one).segments[0].locked
    page = said(pages, f"/measures/{one}/")
    assert "The limits from January 2023 on are kept as they are. “Long enough”" in page
    assert "The limits from January 2023 on follow all their figures again. “Calibrated anew”" in page


def test_a_few_figures_cannot_be_kept_and_the_page_says_how_many_it_takes(pages: Client) -> None:
    one = measure("Days to answer", LOW[:8])
    answer = pages.post(f"/measures/{one}/keep/", {"period": "2023-01-01", "reason": "Now"})
    assert "Limits can be kept from 12 figures on. This stretch has 8." in text_of(answer.content)


def test_a_withdrawn_signal_is_told_in_plain_words(pages: Client) -> None:
    one = measure("Days to answer", (*LOW[:20], "60", *LOW[:4]))
    bring(observations("Days to answer", (*LOW[:20], "17", *LOW[:4])), file_name="Revised.xlsx")
    page = said(pages, f"/measures/{one}/")
    assert "A revised figure withdrew the signal “above the upper limit” at September 2024. It stood until then." in page


def test_kept_limits_that_a_revised_figure_moved_are_told_with_the_figure(pages: Client) -> None:
    one = measure("Days to answer", LOW[:24])
    pages.post(f"/measures/{one}/keep/", {"period": "2023-01-01", "reason": "Long enough"})
    bring(observations("Days to answer", (*LOW[:3], "17", *LOW[4:24])), file_name="Revised.xlsx")
    page = said(pages, f"/measures/{one}/")
    assert "The limits kept from Jan 2023 on rest on a figure that changed after they were kept: Apr 2023." in page
    assert "A revised figure moved the limits kept from January 2023 on: typical" in page
    assert "keep them anew" in said(pages, f"/measures/{one}/keep/")
    pages.post(f"/measures/{one}/keep/", {"period": "2023-01-01", "reason": "Still right"})
    assert "changed after they were kept" not in said(pages, f"/measures/{one}/")


def test_places_have_proposals_of_their_own(pages: Client) -> None:
    (one,) = bring(observations("Waits", (*LOW, *HIGH), org_unit="North"), observations("Waits", (*LOW, *LOW), org_unit="South"))
    units = {record.org_unit: record.org_unit_id for record in portfolio(local_actor())}
    assert "A proposed split" in said(pages, f"/measures/{one}/?place={units['North']}")
    assert "A proposed split" not in said(pages, f"/measures/{one}/?place={units['South']}")


def test_a_step_that_is_hardly_one_is_said_to_be_small(pages: Client) -> None:
    """The algorithm looks at sides, not at sizes: eight figures above the line begin a stretch whose mean is the old one."""
    eight, rest = ("17.1",) * 8, ("16", "18") * 15
    one = measure("Days to answer", (*LOW, *eight, *rest))
    proposals = record_of(one).proposals
    assert [proposal.day.isoformat() for proposal in proposals] == ["2025-06-01"]
    assert "The new typical value would hardly differ from the old one." in said(pages, f"/measures/{one}/")
    assert "hardly differ" not in said(pages, f"/measures/{shifted()}/")
