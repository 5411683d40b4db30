"""What one asks for beyond the chart: each page by plain links, what it says, what it refuses, and that looking changes nothing."""

import re
from datetime import date

import pytest
from django.test import Client

from groundswell.domain.measurement.chart_kind import ChartKind, KindName
from groundswell.records.actors import local_actor
from groundswell.records.lines import Line
from groundswell.records.selectors.acts import newest_seq
from groundswell.records.selectors.portfolio import measure_record
from groundswell.records.services import limits, splits
from groundswell.records.services.chart_kinds import set_kind
from tests.web.filled import CALM, JUMP, measure
from tests.web.test_home import text_of

PAGES = ("lines/", "log/", "compare/", "stretches/", "earlier/", "points/2023-06-01/")
STEP = (*CALM, *(str(int(value) + 9) for value in CALM))


def said(pages: Client, address: str, status: int = 200) -> str:
    """The words of a page."""
    answer = pages.get(address)
    assert answer.status_code == status, address
    return text_of(answer.content)


def test_every_page_is_reached_from_the_measure_and_only_looks(pages: Client) -> None:
    one = measure(values=STEP)
    front = pages.get(f"/measures/{one}/").content.decode()
    seq = newest_seq()
    for page in PAGES:
        assert f'href="/measures/{one}/{page}"' in front
        assert pages.get(f"/measures/{one}/{page}").status_code == 200
        assert pages.post(f"/measures/{one}/{page}").status_code == 405
    assert newest_seq() == seq


@pytest.mark.parametrize("values", [("3",), ("3", "4", "5"), ("5",) * 9, (*CALM[:6], None, *CALM[:6])])
def test_no_series_is_a_fault(pages: Client, values: tuple[str | None, ...]) -> None:
    one = measure(values=values)
    for page in ("lines/", "log/", "compare/", "earlier/?on=2099-01-01", "points/2023-01-01/"):
        assert "nan" not in said(pages, f"/measures/{one}/{page}").lower().split()
    assert pages.get(f"/measures/{one}/stretches/").status_code in (200, 400)


def test_a_chart_of_another_kind_says_so_where_steps_mean_nothing(pages: Client) -> None:
    one = measure(values=[str(20 + month % 12 + month // 12 % 2) for month in range(36)])
    set_kind(local_actor(), Line(one, None), ChartKind(KindName.SEASONAL), "every summer")
    assert "This chart is of another kind" in said(pages, f"/measures/{one}/lines/")
    for page in ("", "log/", "compare/", "stretches/", "points/2024-06-01/", "earlier/?on=2099-01-01"):
        assert pages.get(f"/measures/{one}/{page}").status_code == 200, page


def test_the_sums_can_be_followed(pages: Client) -> None:
    words = said(pages, f"/measures/{measure(values=CALM[:12])}/lines/")
    assert "From 12 figures, Jan 2023 to Dec 2023." in words
    assert "the average: 194.00 ÷ 12 figures 16.17 days" in words
    assert "the average distance from one figure to the next: 21.00 ÷ 11 steps 1.91 days" in words
    assert "typical 16.17 + reach 5.08 21.24 days" in words
    assert "and no step of the newest stretch is larger." in words


def test_a_point_says_what_it_is_and_leads_to_its_neighbours(pages: Client) -> None:
    one = measure(values=JUMP)
    page = pages.get(f"/measures/{one}/points/2024-01-01/")
    words = text_of(page.content)
    assert "Jan 2024: 31 days." in words and "above the upper limit" in words
    assert "Scorecard.xlsx, sheet Figures, B14" in words
    assert "Why this point is flagged" in words and "January 2024 is 31, above the upper limit of 25." in words
    assert "What other rules would say" in words and "Nelson" in words
    assert "Why this point is not flagged" in said(pages, f"/measures/{one}/points/2023-06-01/")
    assert f'href="/measures/{one}/points/2023-12-01/"' in page.content.decode()
    assert pages.get(f"/measures/{one}/points/1999-01-01/").status_code == 404


def test_each_point_of_the_chart_and_each_row_of_the_table_is_a_link(pages: Client) -> None:
    one = measure(values=(*CALM, None, "15"))
    page = pages.get(f"/measures/{one}/").content.decode()
    links = re.findall(rf'<a class="pt" tabindex="-?\d" href="/measures/{one}/points/([\d-]+)/">', page)
    assert len(links) == 3 * 17 and len(set(links)) == 17, "in each of three drawings; a period without a figure has none"
    assert page.count(f'<th scope="row"><a href="/measures/{one}/points/') == 17


def test_the_page_says_what_would_be_a_signal_next(pages: Client) -> None:
    words = said(pages, f"/measures/{measure(values=CALM)}/")
    assert "What would be a signal next" in words and "would lie outside the upper limit." in words
    assert "What would be a signal next" not in said(pages, f"/measures/{measure('Young', ('3', '4'))}/"), "without limits there is none"


def test_the_log_says_who_when_why_and_what_was_taken_back(pages: Client) -> None:
    one = measure(values=STEP)
    line = Line(one, None)
    limits.split(local_actor(), line, date(2024, 5, 1), "a new form")
    limits.set_baseline(local_actor(), line, 12, "as agreed")
    act = limits.set_rules(local_actor(), line, "nhs_2023", "as our board reads it")
    limits.take_back(local_actor(), act, "too many trends")
    words = said(pages, f"/measures/{one}/log/")
    assert "Split at May 2024." in words and "a new form" in words
    assert "Limits from the first 12 figures of a stretch alone." in words
    assert "Rules changed: NHS rules of 2023, average moving range (version 1)." in words
    assert "Taken back on" in words and "too many trends" in words
    assert words.count("Stands.") == 3, "the definition's second version too"


def test_the_log_follows_a_proposal_that_was_refused(pages: Client) -> None:
    one = measure(values=(*("16", "18") * 15, *("13", "11") * 15))
    line = Line(one, None)
    (proposal,) = measure_record(local_actor(), line).proposals
    splits.refuse(local_actor(), line, proposal.id, "the form was new, not the work")
    words = said(pages, f"/measures/{one}/log/")
    assert "July 2025" in words and "the form was new, not the work" in words


def test_two_rule_sets_beside_each_other(pages: Client) -> None:
    rising = tuple(str(10 + number) for number in range(7))
    one = measure(values=(*CALM, *rising))
    words = said(pages, f"/measures/{one}/compare/?left_rules=wheeler&right_rules=nhs_2023&left_split=now&right_split=now")
    assert "On the right alone" in words and "in a row that rise" in words
    assert "Wheeler rules" in words and "NHS rules of 2023" in words
    refused = said(pages, f"/measures/{one}/compare/?left_rules=invented", 400)
    assert "This is not in the list." in refused


def test_two_ways_to_split_beside_each_other(pages: Client) -> None:
    one = measure(values=STEP)
    words = said(pages, f"/measures/{one}/compare/?right_split=2024-05-01")
    assert "signals are on the left alone" in words and "As now, and split at May 2024" in words
    limits.split(local_actor(), Line(one, None), date(2024, 5, 1), "a new form")
    assert "on the right alone" in said(pages, f"/measures/{one}/compare/?right_split=one")


def test_two_stretches_in_words(pages: Client) -> None:
    one = measure(values=STEP)
    words = said(pages, f"/measures/{one}/stretches/?a_first=2023-01-01&a_last=2024-04-01&b_first=2024-05-01&b_last=2025-08-01")
    assert "The two stretches differ" in words
    assert "The earlier averages 16.1 days, the later 25.1 days: higher by 9.0, and likely by 8.2 to 9.8." in words
    assert "16 of the 16 later figures are above the earlier upper limit: May 2024 to Aug 2025." in words
    for query, refusal in (
        ("a_first=2023-01-01&a_last=2024-06-01&b_first=2024-05-01&b_last=2025-08-01", "The two stretches share a period."),
        ("a_first=2023-01-01&a_last=2023-02-01&b_first=2024-05-01&b_last=2025-08-01", "Each needs at least 5."),
        ("a_first=2024-01-01&a_last=2023-02-01&b_first=2024-05-01&b_last=2025-08-01", "A stretch ends before it begins."),
        ("a_first=1999-01-01", "That period is not on this chart."),
    ):
        assert refusal in said(pages, f"/measures/{one}/stretches/?{query}", 400)


def test_a_left_out_figure_of_a_stretch_is_not_judged(pages: Client) -> None:
    one = measure(values=STEP)
    limits.leave_out(local_actor(), Line(one, None), date(2024, 6, 1), "records down")
    words = said(pages, f"/measures/{one}/stretches/?a_first=2023-01-01&a_last=2024-04-01&b_first=2024-05-01&b_last=2025-08-01")
    assert "15 of the 15 later figures" in words


def test_E6_the_earlier_picture_is_as_it_was(pages: Client) -> None:
    one = measure(values=STEP)
    act = limits.split(local_actor(), Line(one, None), date(2024, 5, 1), "a new form")
    words = said(pages, f"/measures/{one}/earlier/?before={act}")
    assert "The figures are the same." in words and "Gone since" in words
    assert "one of 16 in a row above typical" in words
    assert "The measure was not on record then." in said(pages, f"/measures/{one}/earlier/?on=2020-01-01")
    assert "The figures are the same." in said(pages, f"/measures/{one}/earlier/?on=9999-12-31")
    assert "The measure was not on record then." in said(pages, f"/measures/{one}/earlier/?on=0001-01-01")
    assert "Choose a day" in said(pages, f"/measures/{one}/earlier/?on=soon", 400)
    assert pages.get(f"/measures/{one}/earlier/?before=nothing").status_code in (400, 404)


def test_the_name_and_version_of_the_rules_stand_on_the_chart_and_in_every_file(pages: Client) -> None:
    one = measure(values=CALM)
    told = "Wheeler rules, average moving range (version 1)"
    for path in ("", "chart.svg"):
        assert told in pages.get(f"/measures/{one}/{path}").content.decode(), path
    rows = pages.get(f"/measures/{one}/values.csv").content.decode("utf-8-sig").splitlines()
    assert rows[0].endswith("Rules,Version of the rules,Chart kind,Anchor of the record") and ",wheeler,1,Plain chart," in rows[1]


def test_what_a_change_does_to_the_signals_is_named_before_it_is_made(pages: Client) -> None:
    one = measure(values=STEP)
    answer = pages.post(f"/measures/{one}/split/", {"period": "2024-05-01", "reason": "", "preview": "1"})
    words = text_of(answer.content)
    assert "Would go" in words and "Jan 2023 to Apr 2024: each one of 16 in a row below typical" in words
    assert "Limits of the newest stretch" in words
