"""The period parser by tables: what a label says, what it could say, and what is no period."""

from datetime import date, datetime

import pytest

from groundswell.domain.measurement.period import Cadence
from groundswell.engine.periods import (
    Ambiguous,
    Calendar,
    Form,
    Part,
    PeriodParser,
    PeriodRead,
    YearLabel,
    combined,
    parse_part,
    parse_year,
)
from groundswell.engine.tables.spans import day_order

READ = [
    # label, first day, day after the last, form
    ("2026-01-05", "2026-01-05", "2026-01-06", Form.DAY),
    ("2026/01/05", "2026-01-05", "2026-01-06", Form.DAY),
    ("2026-01-05 00:00:00", "2026-01-05", "2026-01-06", Form.DAY),
    ("20260105", "2026-01-05", "2026-01-06", Form.DAY),
    ("5 January 2026", "2026-01-05", "2026-01-06", Form.DAY),
    ("5th Jan 2026", "2026-01-05", "2026-01-06", Form.DAY),
    ("05-Jan-26", "2026-01-05", "2026-01-06", Form.DAY),
    ("January 5, 2026", "2026-01-05", "2026-01-06", Form.DAY),
    ("Monday 5 January 2026", "2026-01-05", "2026-01-06", Form.DAY),
    ("as at 30 September 2007", "2007-09-30", "2007-10-01", Form.DAY),
    ("30/09/07", "2007-09-30", "2007-10-01", Form.DAY),
    ("31.12.2025", "2025-12-31", "2026-01-01", Form.DAY),
    ("12/31/2025", "2025-12-31", "2026-01-01", Form.DAY),
    ("05/05/2026", "2026-05-05", "2026-05-06", Form.DAY),
    ("06/26/2018 10:58:54 AM", "2018-06-26", "2018-06-27", Form.DAY),
    ("2004-04", "2004-04-01", "2004-05-01", Form.MONTH),
    ("2004M04", "2004-04-01", "2004-05-01", Form.MONTH),
    ("1978M04", "1978-04-01", "1978-05-01", Form.MONTH),
    ("202512", "2025-12-01", "2026-01-01", Form.MONTH),
    ("12/2024", "2024-12-01", "2025-01-01", Form.MONTH),
    ("Jan-18", "2018-01-01", "2018-02-01", Form.MONTH),
    ("Jan 2018", "2018-01-01", "2018-02-01", Form.MONTH),
    ("Jan '18", "2018-01-01", "2018-02-01", Form.MONTH),
    ("March 2023", "2023-03-01", "2023-04-01", Form.MONTH),
    ("Sept 2018 ", "2018-09-01", "2018-10-01", Form.MONTH),
    ("2004April", "2004-04-01", "2004-05-01", Form.MONTH),
    ("février 2020", "2020-02-01", "2020-03-01", Form.MONTH),
    ("März 2021", "2021-03-01", "2021-04-01", Form.MONTH),
    ("mrt 2021", "2021-03-01", "2021-04-01", Form.MONTH),
    ("enero 2021", "2021-01-01", "2021-02-01", Form.MONTH),
    ("٢٠٢٤-٠١", "2024-01-01", "2024-02-01", Form.MONTH),
    ("2024-Q1", "2024-01-01", "2024-04-01", Form.QUARTER),
    ("Q3 2024", "2024-07-01", "2024-10-01", Form.QUARTER),
    ("1st quarter 2023", "2023-01-01", "2023-04-01", Form.QUARTER),
    ("2022/23 Q3", "2022-10-01", "2023-01-01", Form.FISCAL_QUARTER),
    ("Q1 25/26", "2025-04-01", "2025-07-01", Form.FISCAL_QUARTER),
    ("Q4 2024-25", "2025-01-01", "2025-04-01", Form.FISCAL_QUARTER),
    ("Q3 FY24", "2023-10-01", "2024-01-01", Form.FISCAL_QUARTER),
    ("2018", "2018-01-01", "2019-01-01", Form.YEAR),
    ("2013/14", "2013-04-01", "2014-04-01", Form.FISCAL_YEAR),
    ("2013/2014", "2013-04-01", "2014-04-01", Form.FISCAL_YEAR),
    ("2023-24", "2023-04-01", "2024-04-01", Form.FISCAL_YEAR),
    ("1999/00", "1999-04-01", "2000-04-01", Form.FISCAL_YEAR),
    ("FY24", "2023-04-01", "2024-04-01", Form.FISCAL_YEAR),
    ("FY2023/24", "2023-04-01", "2024-04-01", Form.FISCAL_YEAR),
    ("202526", "2025-04-01", "2026-04-01", Form.FISCAL_YEAR),
    ("year ending March 2024", "2023-04-01", "2024-04-01", Form.FISCAL_YEAR),
    ("Academic year 2023/24", "2023-09-01", "2024-09-01", Form.SCHOOL_YEAR),
    ("AY 2023/24", "2023-09-01", "2024-09-01", Form.SCHOOL_YEAR),
    ("2024-W05", "2024-01-29", "2024-02-05", Form.WEEK),
    ("2020W53", "2020-12-28", "2021-01-04", Form.WEEK),
    ("week ending 5 Jan 2024", "2023-12-30", "2024-01-06", Form.WEEK_ENDING),
    ("w/e 26/01/2024", "2024-01-20", "2024-01-27", Form.WEEK_ENDING),
    ("week commencing 1 Jan 2024", "2024-01-01", "2024-01-08", Form.WEEK),
    (2018, "2018-01-01", "2019-01-01", Form.YEAR),
    (date(1984, 12, 1), "1984-12-01", "1984-12-02", Form.DAY),
    (datetime(2020, 1, 31, 12, 0), "2020-01-31", "2020-02-01", Form.DAY),
]

NOT_PERIODS = [
    "2026-02-30",
    "2026-13-01",
    "2026-13",
    "2024/13",
    "31/02/2026",
    "13/13/2026",
    "2024-W54",
    "2025-W53",
    "Q5 2024",
    "2024M13",
    "32 January 2024",
    "0 Jan 2024",
    "Foo 2024",
    "18-24",
    "2018-24",
    "2013/15",
    "16/00650/B",
    "0001",
    "1234567",
    "Route 2018",
    "",
    "   ",
    "n/a",
    "May",
    "Q1",
    "12",
    "1400000",
    "24-2024",
    "Week 5",
    "2024 total",
    "9999",
    "1066",
    3.5,
    True,
    None,
    1400000,
    12,
    -2018,
]


@pytest.mark.parametrize(("label", "start", "end", "form"), READ)
def test_labels_are_read_as_their_period(label, start, end, form):
    read = PeriodParser().read(label)
    assert isinstance(read, PeriodRead)
    assert (read.period.start.isoformat(), read.period.end.isoformat(), read.form) == (start, end, form)


@pytest.mark.parametrize("label", NOT_PERIODS)
def test_what_is_no_period_is_refused(label):
    assert PeriodParser().read(label) is None


@pytest.mark.parametrize(
    ("label", "starts"),
    [
        ("2011-12", ("2011-12-01", "2011-04-01")),
        ("2009/10", ("2009-10-01", "2009-04-01")),
        ("201112", ("2011-12-01", "2011-04-01")),
        ("w/e 05/01/2024", ("2023-12-30", "2024-04-25")),
    ],
)
def test_labels_of_two_readings_stay_ambiguous(label, starts):
    read = PeriodParser().read(label)
    assert isinstance(read, Ambiguous)
    assert tuple(one.period.start.isoformat() for one in read.readings) == starts


SEPARATORS = ("/", "-", ".")
AMBIGUOUS_DATES = [f"{a}{s}{b}{s}{y}" for s in SEPARATORS for a, b in (("03", "04"), ("3", "4"), ("11", "12")) for y in ("2026", "26")] + [
    "03/04/2026 00:00",
    "01/02/2026 11:30",
]
LOCALE_TEXTS = {
    "en": str,
    "ar": lambda t: t.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")),
    "fa": lambda t: t.translate(str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")),
    "hi": lambda t: t.translate(str.maketrans("0123456789", "०१२३४५६७८९")),
    "ja": lambda t: t.translate(str.maketrans("0123456789", "０１２３４５６７８９")),
}


@pytest.mark.parametrize("locale", LOCALE_TEXTS)
@pytest.mark.parametrize("text", AMBIGUOUS_DATES)
def test_C13_day_and_month_are_never_guessed(text, locale):
    written = LOCALE_TEXTS[locale](text)
    assert isinstance(PeriodParser().read(written), Ambiguous)
    day, month = (PeriodParser(Calendar(day_first=first)).read(written) for first in (True, False))
    assert isinstance(day, PeriodRead)
    assert isinstance(month, PeriodRead)
    assert (day.period.start.day, day.period.start.month) == (month.period.start.month, month.period.start.day)


@pytest.mark.parametrize("day_first", [None, True, False])
def test_C13_a_day_that_does_not_exist_is_no_date(day_first):
    parser = PeriodParser(Calendar(day_first=day_first))
    assert all(parser.read(text) is None for text in ("2026-02-30", "30/02/2026", "2026-04-31", "32/13/2026"))


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["03/04/2026"] * 5, None),
        (["03/04/2026", "25/04/2026"], True),
        (["03/04/2026", "04/25/2026"], False),
        ([f"01/{m:02d}/{y}" for y in (2024, 2025) for m in range(1, 13)], True),
        ([f"{m:02d}/01/{y}" for y in (2024, 2025) for m in range(1, 13)], False),
        ([f"01/{m:02d}/2024" for m in range(1, 13)], None),  # twelve first days of months, or twelve days of January
        (["01/02/2024", "05/03/2024", "07/08/2024"], None),
    ],
)
def test_C13_the_order_of_day_and_month_needs_proof(texts, expected):
    assert day_order(texts).day_first is expected


def test_C13_a_column_of_both_orders_is_mixed():
    assert day_order(["25/04/2026", "04/25/2026"]).mixed


def test_a_year_start_that_nobody_stated_is_marked_as_assumed():
    assert PeriodParser().read("2013/14").assumed == "fiscal"
    assert PeriodParser().read("2022/23 Q3").assumed == "fiscal"
    assert PeriodParser().read("AY 2013/14").assumed == "school"
    stated = PeriodParser(Calendar(fiscal_start=10, school_start=8))
    assert stated.read("2013/14") == PeriodRead(stated.read("2013/14").period, Form.FISCAL_YEAR)
    assert stated.read("2013/14").period.start == date(2013, 10, 1)
    assert stated.read("AY 2013/14").period.start == date(2013, 8, 1)
    assert stated.read("FY24").period.start == date(2023, 10, 1)
    assert PeriodParser(Calendar(fiscal_start=1)).read("FY24").period.start == date(2024, 1, 1)


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("Apr", Part("month", 4)),
        ("September", Part("month", 9)),
        ("Q1", Part("quarter", 1)),
        ("Qtr 3", Part("quarter", 3)),
        ("3rd quarter", Part("quarter", 3)),
        ("Total", None),
        ("Q5", None),
        ("Apr 2024", None),
    ],
)
def test_parts_of_a_year(text, part):
    assert parse_part(text) == part


@pytest.mark.parametrize(
    ("label", "year"),
    [
        (2018, YearLabel(2018)),
        ("2018", YearLabel(2018)),
        ("2018/19", YearLabel(2018, "fiscal")),
        ("18/19", YearLabel(2018, "fiscal")),
        ("FY19", YearLabel(2018, "fiscal", True)),
        ("School year 2018/19", YearLabel(2018, "school")),
        ("18", None),
        (18, None),
        ("x", None),
    ],
)
def test_years(label, year):
    assert parse_year(label) == year


def test_a_month_of_a_fiscal_year_may_lie_in_the_next_calendar_year():
    fiscal = YearLabel(2025, "fiscal")
    assert combined(fiscal, Part("month", 10), Calendar()).period.start == date(2025, 10, 1)
    assert combined(fiscal, Part("month", 1), Calendar()).period.start == date(2026, 1, 1)
    assert combined(fiscal, Part("quarter", 4), Calendar()).period.start == date(2026, 1, 1)
    assert combined(YearLabel(2025), Part("quarter", 4), Calendar()).period.start == date(2025, 10, 1)


def test_each_form_has_its_cadence():
    assert PeriodParser().read("2022/23 Q3").cadence is Cadence.QUARTER
    assert PeriodParser().read("2024-W05").cadence is Cadence.WEEK
