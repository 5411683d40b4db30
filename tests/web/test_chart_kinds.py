"""What a measure page recognises in its figures: the sentence, the one click, the way back, and what the chart then says."""

import csv
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from io import BytesIO, StringIO

import openpyxl
import pytest
from django.test import Client

from groundswell.domain.measurement.chart_kind import PLAIN, ChartKind, DrawnFrom, KindName
from groundswell.domain.measurement.exact import Exact
from groundswell.domain.measurement.record import MeasureRecord
from groundswell.domain.measurement.target import Standard, Target
from groundswell.errors import UserError
from groundswell.records.actors import local_actor
from groundswell.records.lines import Line
from groundswell.records.selectors.portfolio import measure_record
from groundswell.records.services import chart_kinds, limits
from groundswell.reports.measure_page import build_measure_page
from groundswell.reports.writing.csv import values_csv
from groundswell.web.pages.measure.kind_names import kind_label
from groundswell.words import words_for
from tests.web.filled import CALM, bring, measure, observations
from tests.web.test_home import text_of

SEASON = (10, 14, 19, 25, 30, 33, 31, 26, 20, 15, 11, 9)
WOBBLE = (0, 1, -1, 1, 0, -1, 1, 0, -1, 0, 1, 0, -1, 1, 0, 1, -1)
SEASONAL = tuple(str(SEASON[at % 12] * 4 + WOBBLE[at % 17]) for at in range(48))
ADDED = (20, 23, 19, 22, 18, 21, 24, 20, 17, 22, 21, 19)
TO_DATE = tuple(str(sum(ADDED[:at % 12 + 1]) + at // 12 * (at % 12 + 1)) for at in range(30))
RARE = tuple("1" if at in (2, 7, 11, 19, 22, 30, 41) else "2" if at == 35 else "0" for at in range(48))
HIDDEN = re.compile(r'name="(kind|reason)" value="([^"]*)"')


def record_of(measure_id: str) -> MeasureRecord:
    return measure_record(local_actor(), Line(measure_id, None))


def take_offer(pages: Client, measure_id: str) -> str:
    """Presses the first button under the sentence; gives the page that follows."""
    page = pages.get(f"/measures/{measure_id}/").content.decode()
    sent = dict(HIDDEN.findall(page))
    return pages.post(f"/measures/{measure_id}/kind/", sent, follow=True).content.decode()


def test_a_routine_measure_says_nothing_about_its_chart(pages: Client) -> None:
    assert 'class="fit' not in pages.get(f"/measures/{measure(values=CALM)}/").content.decode()


@pytest.mark.parametrize(
    ("values", "seen", "kind", "drawn"),
    [
        (SEASONAL, "The seasons repeat over 4 cycles", ChartKind(KindName.SEASONAL), "by its season"),
        (TO_DATE, "These figures look like a year to date", ChartKind(drawn_from=DrawnFrom.YEAR_TO_DATE), "Drawn from differences"),
        (RARE, "9 events in 48 periods", ChartKind(KindName.T, DrawnFrom.EVENT_COUNTS), "Drawn as the days between events"),
    ],
    ids=["seasonal", "year to date", "rare"],
)
def test_a_better_chart_is_one_click_away_and_one_click_back(
    pages: Client, values: Sequence[str], seen: str, kind: ChartKind, drawn: str
) -> None:
    one = measure("Jobs", values)
    assert seen in text_of(pages.get(f"/measures/{one}/").content)
    after = take_offer(pages, one)
    assert record_of(one).kind == kind
    assert drawn in text_of(after.encode()) or kind.name is KindName.SEASONAL
    assert "Somebody chose this chart" in text_of(after.encode())
    assert f"Another chart chosen: {kind_label(kind, words_for())}." in text_of(after.encode()), "it stands on the timeline with its reason"
    undo = re.search(r'action="([^"]*take-back[^"]*)"', after)
    assert undo is not None
    pages.post(undo[1].replace("&amp;", "&"))
    assert record_of(one).kind == PLAIN


def test_the_page_with_all_charts_offers_only_those_that_the_figures_allow_and_shows_them_first(pages: Client) -> None:
    one = measure("Jobs", SEASONAL)
    page = pages.get(f"/measures/{one}/kind/").content.decode()
    offered = set(re.findall(r'name="kind" value="([^"]*)"', page))
    assert {"xmr-figures", "seasonal-figures", "trended-figures", "c-figures", "t-figures"} <= offered
    assert not {token for token in offered if token.startswith(("p-", "u-", "p_prime", "u_prime"))}, "nothing came with denominators"
    ahead = pages.post(f"/measures/{one}/kind/", {"kind": "seasonal-figures", "preview": "1"})
    assert "What it would do" in text_of(ahead.content)
    assert record_of(one).kind == PLAIN
    refused = pages.post(f"/measures/{one}/kind/", {"kind": "p-figures", "reason": "shares"})
    assert refused.status_code == 400 and "do not allow that chart" in text_of(refused.content)


def test_a_chart_that_the_figures_do_not_allow_is_refused_with_its_reason(pages: Client) -> None:
    one = Line(measure("Jobs", CALM), None)
    for kind, code in ((KindName.P, "no_denominators"), (KindName.SEASONAL, "two_cycles")):
        with pytest.raises(UserError, match=code):
            chart_kinds.set_kind(local_actor(), one, ChartKind(kind), "try")
    with pytest.raises(UserError, match="chart_kind_same"):
        chart_kinds.set_kind(local_actor(), one, PLAIN, "try")
    with pytest.raises(UserError, match="reason_needed"):
        chart_kinds.set_kind(local_actor(), one, ChartKind(KindName.TRENDED), " ")


def test_differences_keep_the_figures_as_they_were_brought(pages: Client) -> None:
    one = measure("Jobs this year", TO_DATE)
    take_offer(pages, one)
    record = record_of(one)
    assert [str(point.value) for point in record.series.points] == list(TO_DATE), "stored as they came"
    page = build_measure_page(record)
    assert [row.exact for row in page.rows[12:15]] == ["21", "24", "20"]
    assert [row.brought for row in page.rows[12:15]] == list(TO_DATE[12:15])
    assert "Value as brought" in values_csv(page).decode("utf-8-sig").splitlines()[0]
    wanted = replace(record, targets=(Target(Exact(300), date(2025, 12, 1)),), standards=(Standard(Exact(5), date(2023, 1, 1)),))
    own = build_measure_page(wanted).record
    assert (own.targets, own.standards) == ((), ()), "they speak of the year to date"
    assert "As brought" in text_of(pages.get(f"/measures/{one}/").content)


def test_fewer_events_are_more_time_between_them(pages: Client) -> None:
    one = measure("Spills", RARE)
    take_offer(pages, one)
    page = build_measure_page(record_of(one))
    assert page.record.definition.direction == "up", "less was better of the count"
    assert page.chart.points[-1].provisional and "so far, and no event since" in page.chart.points[-1].text
    assert page.chart.unit == "days"
    for address in ("", "split/", "leave-out/", "note/", "rules/", "kind/", "values.csv", "values.xlsx", "chart.svg"):
        assert pages.get(f"/measures/{one}/{address}").status_code == 200, address


def test_a_split_of_a_period_moves_along_to_the_drawn_events(pages: Client) -> None:
    one = measure("Spills", RARE)
    line = Line(one, None)
    chart_kinds.set_kind(local_actor(), line, ChartKind(KindName.T, DrawnFrom.EVENT_COUNTS), "rare")
    day = record_of(one).series.points[20].period
    assert day is not None
    limits.split(local_actor(), line, day.start, "new valves")
    page = build_measure_page(record_of(one))
    begins = page.record.series.points[page.analysis.segments[1].first].period
    assert begins is not None and begins.start.isoformat() == "2024-11-16", "the first event after September 2024"


def test_shares_of_varying_size_have_limits_by_their_size(pages: Client) -> None:
    sizes = [40 + 37 * at % 300 for at in range(24)]
    hits = [round(size * (0.8 + 0.03 * WOBBLE[at % 17])) for at, size in enumerate(sizes)]
    shares = observations("In time", [str(round(100 * hit / size, 1)) for hit, size in zip(hits, sizes, strict=True)])
    figures = [
        replace(seen, numerator=Exact(hit), denominator=Exact(size)) for seen, hit, size in zip(shares, hits, sizes, strict=True)
    ]
    (one,) = bring(figures)
    said = text_of(pages.get(f"/measures/{one}/").content)
    assert f"very different counts, from {min(sizes)} to {max(sizes)}" in said
    after = take_offer(pages, one)
    assert record_of(one).kind.name is KindName.P
    assert "by its size" in text_of(after.encode())
    rows = build_measure_page(record_of(one)).rows
    assert len({row.lower for row in rows}) > 10, "each row has its own limits"


@pytest.mark.parametrize(
    ("values", "held_against", "signal", "named"),
    [
        (SEASONAL, "In the season of the next period 39.5 is typical.", "A next figure above 40.9 would", "Limits by season"),
        (RARE, "The next figure is that of the interval that has not ended yet, once it ends.", "figure above 985", "Time between events"),
    ],
    ids=["seasonal", "rare"],
)
def test_the_page_says_what_would_be_a_signal_next_and_the_files_name_the_kind(
    pages: Client, values: Sequence[str], held_against: str, signal: str, named: str
) -> None:
    one = measure("Jobs", values)
    assert ",Plain chart," in pages.get(f"/measures/{one}/values.csv").content.decode("utf-8-sig")
    told = text_of(take_offer(pages, one).encode())
    assert held_against in told and signal in told
    rows = list(csv.DictReader(StringIO(pages.get(f"/measures/{one}/values.csv").content.decode("utf-8-sig"))))
    assert {row["Chart kind"] for row in rows} == {named}
    sheet = openpyxl.load_workbook(BytesIO(pages.get(f"/measures/{one}/values.xlsx").content))["Values"]
    heads = [cell.value for cell in sheet[1]]
    assert sheet.cell(2, heads.index("Chart kind") + 1).value == named
