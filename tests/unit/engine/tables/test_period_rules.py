"""What rows and heads say about periods: years written once, months among dates, marks and what the notes say by them, summary rows."""

from datetime import date

import pytest

from groundswell.domain.measurement.observation import Presence, Status
from groundswell.engine.intake import apply
from groundswell.engine.mapping import answer
from groundswell.engine.proposal import Proposal
from tests.unit.engine.sheets import codes, figures, read, workbook

MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun"]
FOUR = [f"{month} 2024" for month in MONTHS[:4]]


def test_a_year_on_january_alone_goes_on_though_words_stand_below_it():
    rows = [
        ["Year", "Month", "Visits"],
        *[[year if month == "Jan" else None, month, 10] for year in (2023, 2024) for month in MONTHS],
        [],
        ["Latest three months", None, 30],
        ["% change from year earlier", None, 0],
        [],
        ["Year to date", None, 60],
        ["% change from year earlier", None, 0],
    ]
    _, intake = read(workbook(rows))
    assert codes(intake) == []
    assert [start for _, _, start in figures(intake)] == [f"{year}-{n:02d}-01" for year in (2023, 2024) for n in range(1, 7)]
    assert intake.reconciliation[0].left_out["derived"] == 8


@pytest.mark.parametrize(
    ("mark", "note", "status"),
    [
        ("¹", "1 Provisional figure", Status.PROVISIONAL),
        ("†", "† point of earliest revision", Status.REVISED),
        (" (2)", "(2) Estimate rounded to the nearest 10", Status.ESTIMATED),
        (" (p)", "Source: harbour office", Status.PROVISIONAL),
        (" (1)", "1. Includes the north pier", Status.FINAL),
        ("*", "* New definition: not comparable with earlier months", Status.BREAK_BEFORE),
    ],
)
def test_a_mark_on_a_period_says_how_settled_its_figures_are(mark, note, status):
    rows = [["Month", "Visits"], *[[f"{month} 2024", 10] for month in MONTHS[:5]], [f"Jun 2024{mark}", 11], [], [note]]
    _, intake = read(workbook(rows))
    assert codes(intake) == (["break_proposed"] if status is Status.BREAK_BEFORE else [])
    last = intake.observations[-1]
    assert (last.period.start, last.status, last.mark) == (date(2024, 6, 1), status, mark.strip())
    assert {o.status for o in intake.observations[:-1]} == {Status.FINAL}


def test_a_mark_on_a_head_across_says_it_too():
    rows = [["Measure", "Jan 2024", "Feb 2024", "Mar 2024 (r)"], ["Visits", 1, 2, 3], ["Calls", 4, 5, 6]]
    _, intake = read(workbook(rows))
    assert [(o.status, o.mark) for o in intake.observations if o.period.start.month == 3] == [(Status.REVISED, "(r)")] * 2


def _quarters(day_of):
    return [day_of(year, month) for year in (2022, 2023) for month in (3, 6, 9, 12)]


@pytest.mark.parametrize("last", [False, True])
@pytest.mark.parametrize("down", [False, True])
def test_months_typed_as_text_among_full_dates_are_such_dates(last, down):
    ends = {3: 31, 6: 30, 9: 30, 12: 31}
    days = _quarters(lambda year, month: date(year, month, ends[month] if last else 1))
    heads = [*days, "Mar-24", "Jun-24"]
    if down:
        rows = [["Quarter", "Benefits paid"], *[[head, n] for n, head in enumerate(heads, 100)]]
    else:
        rows = [["Measure", *heads], ["Benefits paid", *range(100, 110)], ["Claims", *range(200, 210)]]
    _, intake = read(workbook(rows))
    assert codes(intake) == []
    starts = [o.period.start for o in intake.observations if o.measure == "Benefits paid"]
    assert starts == [*days, date(2024, 3, 31 if last else 1), date(2024, 6, 30 if last else 1)]
    assert {round((o.period.end - o.period.start).days / 30) for o in intake.observations} == {3}


def test_a_month_among_dates_that_make_no_calendar_is_asked():
    rows = [["Date", "Calls"], [date(2024, 1, 1), 5], [date(2024, 2, 1), 6], [date(2024, 4, 1), 6], ["Dec-24", 9]]
    _, intake = read(workbook(rows))
    assert codes(intake) == ["two_cadences"]
    assert intake.observations == []


def test_a_first_row_whose_month_is_misspelt_is_no_head():
    rows = [["Month", "Calls", "Visits"], ["Janury 2024", 5, 6], *[[f"{month} 2024", 7, 8] for month in MONTHS[1:]]]
    _, intake = read(workbook(rows))
    assert {name for name, _, _ in figures(intake)} == {"Calls", "Visits"}
    assert [(p.code, p.place.cell) for p in intake.problems] == [("period_not_read", "B2"), ("period_not_read", "C2")]


FISCAL = ["Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec", "Jan", "Feb", "Mar"]


@pytest.mark.parametrize("month", ["3", "March", "03"])
def test_year_month_and_day_in_three_columns(month):
    rows = [["Year", "Month", "Day", "Calls"], *[[2024, month, day, day * 2] for day in range(1, 32)]]
    _, intake = read(workbook(rows))
    assert codes(intake) == []
    assert [o.period.start for o in intake.observations] == [date(2024, 3, day) for day in range(1, 32)]
    assert {(o.period.end - o.period.start).days for o in intake.observations} == {1}


def test_the_31st_of_a_short_month_is_refused():
    rows = [["Year", "Month", "Day", "Calls"], *[[2024, 2, day, 5] for day in (27, 28, 29, 30)]]
    _, intake = read(workbook(rows))
    assert [(p.code, p.place.cell) for p in intake.problems] == [("period_not_read", "D5")]


HEADS = ["Month", "Calls", "Visits"]


@pytest.mark.parametrize("between", [[HEADS], [[], HEADS], [["Page 2"], HEADS]])
def test_heads_printed_again_between_the_rows_are_heads(between):
    rows = [HEADS, ["Jan 2024", 1, 2], ["Feb 2024", 3, 4], *between, ["Mar 2024", 5, 6], ["Apr 2024", 7, 8]]
    _, intake = read(workbook(rows))
    assert codes(intake) == []
    assert len(figures(intake)) == 8


def _title(text, months):
    return [[text], [], ["Ward", *months], ["North", *range(len(months))], ["South", *range(len(months))]]


@pytest.mark.parametrize(
    ("title", "months", "first", "last"),
    [
        ("Complaints, January to June 2024", MONTHS, "2024-01-01", "2024-06-01"),
        ("Complaints, July to December 2024", ["Jul", "Aug", "Sep", "Oct", "Nov", "Dec"], "2024-07-01", "2024-12-01"),
        ("Complaints, April 2023 to March 2024", FISCAL, "2023-04-01", "2024-03-01"),
        ("Complaints (April to March 2024)", FISCAL, "2023-04-01", "2024-03-01"),
        ("Complaints 2024", MONTHS, "2024-01-01", "2024-06-01"),
        ("Complaints 2023/24", FISCAL, "2023-04-01", "2024-03-01"),
    ],
)
def test_the_rest_of_a_period_in_the_title(title, months, first, last):
    _, intake = read(workbook(_title(title, months)), fiscal_start=4)
    assert codes(intake) == []
    assert {o.measure for o in intake.observations} == {"Complaints"}
    starts = [o.period.start.isoformat() for o in intake.observations if o.org_unit == "North"]
    assert (len(starts), starts[0], starts[-1]) == (len(months), first, last)


def test_months_that_a_title_does_not_name_get_no_year_from_it():
    _, intake = read(workbook(_title("Complaints, April 2023 to June 2023", MONTHS)))
    assert codes(intake) == ["year_missing"]


def _down(title, year=None):
    rows = [[year if at == 0 else None, month, at] for at, month in enumerate(FISCAL)]
    heads = ["Year", "Month", "North"]
    return [[title], [], *([heads, *rows] if year else [heads[1:], *[row[1:] for row in rows]])]


def test_months_down_get_their_years_from_the_months_of_a_title():
    _, intake = read(workbook(_down("Complaints, April 2023 to March 2024")))
    assert codes(intake) == []
    assert [o.period.start.isoformat() for o in intake.observations][::11] == ["2023-04-01", "2024-03-01"]


@pytest.mark.parametrize("year", [None, 2023])
@pytest.mark.parametrize(("choice", "first", "last"), [("starts", "2023-04-01", "2024-03-01"), ("ends", "2022-04-01", "2023-03-01")])
def test_april_to_march_down_under_a_calendar_year_is_asked(year, choice, first, last):
    book = workbook(_down("Complaints", year) if year else _down("Complaints 2023"))
    proposal, intake = read(book)
    assert codes(intake) == ["year_wraps"]
    assert intake.observations == []
    starts = [o.period.start.isoformat() for o in apply(book, answer(proposal, book, proposal.questions[0].id, choice)).observations]
    assert (len(starts), starts[0], starts[8], starts[-1]) == (12, first, f"{first[:4]}-12-01", last)


def test_years_across_over_months_that_begin_in_july_are_asked():
    months = FISCAL[3:] + FISCAL[:3]
    book = workbook([["Month", 2022, 2023], *[[month, n, n + 50] for n, month in enumerate(months)]])
    proposal, intake = read(book)
    assert codes(intake) == ["year_wraps"]
    found = figures(apply(book, answer(proposal, book, proposal.questions[0].id, "starts")))
    assert {start: value for (_, _, start), value in found.items()}["2023-01-01"] == "6"
    assert {start: value for (_, _, start), value in found.items()}["2024-06-01"] == "61"


def test_heads_from_july_to_june_under_one_year():
    months = FISCAL[3:] + FISCAL[:3]
    book = workbook([[None, 2023], ["Ward", *months], ["North", *range(12)], ["South", *range(12)]])
    proposal, intake = read(book)
    assert codes(intake) == ["year_wraps"]
    north = [o for o in apply(book, answer(proposal, book, proposal.questions[0].id, "ends")).observations if o.org_unit == "North"]
    assert [(o.period.start.isoformat(), str(o.value)) for o in north][::11] == [("2022-07-01", "0"), ("2023-06-01", "11")]


def test_a_column_of_flags_says_how_settled_figures_are_and_why_there_is_none():
    rows = [
        ["Month", "Calls", None, "Visits", "Flag"],
        ["Jan 2024", 1, None, 2, "p"],
        ["Feb 2024", 3, "p", None, "c"],
        ["Mar 2024", 4, "e", 5, None],
    ]
    proposal, intake = read(workbook(rows))
    assert codes(intake) == []
    assert {(o.measure, o.period.start.month, o.status) for o in intake.observations if o.mark} == {
        ("Visits", 1, Status.PROVISIONAL),
        ("Calls", 2, Status.PROVISIONAL),
        ("Calls", 3, Status.ESTIMATED),
    }
    assert [(o.period.start.month, o.presence, o.mark) for o in intake.states] == [(2, Presence.SUPPRESSED, "c")]
    again = apply(workbook(rows), Proposal.from_json(proposal.to_json()))
    assert [(o.status, o.mark) for o in again.observations] == [(o.status, o.mark) for o in intake.observations]


def test_a_column_of_traffic_lights_is_no_column_of_flags():
    rows = [["KPI", "Jan 2024", "RAG", "Feb 2024", "RAG"], ["Calls", 1, "G", 3, "R"], ["Visits", 4, "A", 6, "A"]]
    _, intake = read(workbook(rows))
    assert {o.status for o in intake.observations} == {Status.FINAL}
    assert len(intake.observations) == 4


def test_the_numbers_of_footnotes_are_no_figures():
    rows = [["KPI", "Jan 2024", "Feb 2024", "Mar 2024", "Footnote"], ["Calls", 1, 2, 3, "1"], ["Visits", 4, 5, 6, None]]
    _, intake = read(workbook(rows))
    assert codes(intake) == []
    assert len(intake.observations) == 6


def test_flags_of_long_data_belong_to_its_one_column_of_figures():
    marks = [None, None, "p"]
    rows = [["Month", "Area", "Value", "OBS_FLAG"]]
    rows += [[f"{month} 2024", area, 5, mark] for month, mark in zip(MONTHS, marks, strict=False) for area in ("A", "B")]
    _, intake = read(workbook([["Calls"], [], *rows]))
    assert {o.measure for o in intake.observations} == {"Calls"}
    assert [o.period.start.month for o in intake.observations if o.status is Status.PROVISIONAL] == [3, 3]


def test_years_of_what_is_counted_by_the_school_year_begin_in_september():
    rows = [["Year", "Measure", "Count"], *[[f"20{n}/{n + 1}", "Permanent exclusions of pupils", n] for n in range(15, 20)]]
    _, intake = read(workbook(rows))
    assert [(p.code, p.values["kind"]) for p in intake.problems] == [("assumed_year_start", "school")]
    assert intake.observations[0].period.start == date(2015, 9, 1)


def _dated(*dates):
    return workbook([["Week beginning", "Calls"], *[[day, n] for n, day in enumerate(dates, 10)]])


def test_dates_of_which_a_program_took_days_for_months_are_not_read():
    """Weeks from 1 April 2024 on, as a spreadsheet of another country opens them: 1/4 is 4 January, 15/4 stays text."""
    turned = [date(2024, 1, 4), date(2024, 8, 4), "15/04/2024", "22/04/2024", "29/04/2024", date(2024, 6, 5), "13/05/2024"]
    _, intake = read(_dated(*turned))
    assert (codes(intake), figures(intake)) == (["dates_half_turned"], {})


@pytest.mark.parametrize(
    "dates",
    [
        [date(2024, 4, 1), date(2024, 4, 8), date(2024, 4, 15), "22/04/2024", "29/04/2024"],
        [date(2024, 4, 1), date(2024, 4, 8), "15 April 2024", "22 April 2024"],
        [date(2024, 1, 1), date(2024, 2, 1), "31/03/2024", "30/04/2024"],
        [date(2024, 4, 1), date(2024, 4, 8), "15/04/2024"],
    ],
    ids=["a real date past the 12th", "months as words", "one day of the month", "a single text"],
)
def test_dates_and_texts_that_show_no_such_turn_are_read(dates):
    _, intake = read(_dated(*dates))
    assert len(figures(intake)) == len(dates)


JULY_TO_JUNE = ["Jul", "Aug", "Sep", "Oct", "Nov", "Dec", *MONTHS]


def _year_of_months(form, months, years=("2022/23", "2023/24")):
    """Two years of months, numbered from 1, as people lay them out."""
    n = len(months)
    if form == "title":
        return [["Report 2023/24"], ["Month", "Visits"], *[[month, i + 1] for i, month in enumerate(months)]]
    if form == "months by years":
        return [["Month", *years], *[[month, i + 1, n + i + 1] for i, month in enumerate(months)]]
    if form == "year column":
        rows = [[year, month, n * y + i + 1] for y, year in enumerate(years) for i, month in enumerate(months)]
        return [["Year", "Month", "Visits"], *rows]
    if form == "years above":
        heads = [None, *[year if month == months[0] else None for year in years for month in months]]
        return [heads, ["KPI", *months, *months], ["Visits", *range(1, 2 * n + 1)], ["Calls", *range(101, 101 + 2 * n)]]
    return [["Year", "KPI", *months], *[[year, "Visits", *range(n * y + 1, n * y + n + 1)] for y, year in enumerate(years)]]


FORMS = ["title", "months by years", "year column", "years above", "years in rows"]


@pytest.mark.parametrize("form", FORMS)
def test_the_order_of_its_months_shows_when_a_year_of_two_starts(form):
    _, intake = read(workbook(_year_of_months(form, JULY_TO_JUNE)))
    found = sorted((o.period.start, int(o.value.coef)) for o in intake.observations if int(o.value.coef) < 100)
    first = 2023 if form == "title" else 2022
    assert [start for start, _ in found] == [date(first + (6 + n) // 12, (6 + n) % 12 + 1, 1) for n in range(len(found))]
    assert [n for _, n in found] == list(range(1, len(found) + 1))
    assert "assumed_year_start" not in codes(intake)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("months", [[*JULY_TO_JUNE[9:], *JULY_TO_JUNE[:9]], JULY_TO_JUNE[3:8]], ids=["Apr to Mar", "Oct to Feb"])
def test_months_in_the_order_of_the_assumed_start_keep_it(form, months):
    _, intake = read(workbook(_year_of_months(form, months)))
    start = min(o.period.start for o in intake.observations)
    assert (start.year, "assumed_year_start" in codes(intake)) == (2023 if form == "title" else 2022, True)


def test_months_of_one_calendar_year_under_a_year_of_two_stay_as_assumed():
    _, intake = read(workbook(_year_of_months("title", [*MONTHS, *JULY_TO_JUNE[:6]])))
    starts = [o.period.start for o in intake.observations]
    assert (min(starts), max(starts), len(set(starts))) == (date(2023, 4, 1), date(2024, 3, 1), 12)


@pytest.mark.parametrize("texts", [["▲ 3", "▼ 2", "▲ 1", "4 ↑"], ["3 (of 5)", "2 (of 5)", "1 (of 5)", "4"], ["3/5", "2/5", "1/5", "4/6"]])
def test_numbers_with_something_beside_them_are_asked_about_and_part_no_line(texts):
    rows = [["Month", "Admissions", "Seen"], *[[month, 10 + n, text] for n, (month, text) in enumerate(zip(FOUR, texts, strict=True))]]
    proposal, _ = read(workbook(rows))
    assert [(question.code, question.cell) for question in proposal.questions] == [("column_role", "C2")]
    settled = answer(proposal, workbook(rows), proposal.questions[0].id, "left_out")
    assert {o.measure for o in apply(workbook(rows), settled).observations} == {"Admissions"}


def test_a_change_with_its_arrow_is_left_out_as_derived():
    _, intake = read(workbook([["Month", "Admissions", "Change"], *[[month, 10 + n, f"▲ {n + 1}"] for n, month in enumerate(FOUR)]]))
    assert (codes(intake), intake.reconciliation[0].left_out["derived"]) == ([], 4)
    assert {o.measure for o in intake.observations} == {"Admissions"}


@pytest.mark.parametrize("texts", [["A/1", "A/2", "A/3", "A/4"], ["18-24", "25+ (old)", "18-24", "x"], ["3 wards", "2 wards", "a", "4"]])
def test_codes_kinds_and_words_beside_figures_are_not_asked_about(texts):
    rows = [["Month", "Admissions", "Remark"], *[[month, 10 + n, text] for n, (month, text) in enumerate(zip(FOUR, texts, strict=True))]]
    proposal, _ = read(workbook(rows))
    assert proposal.questions == []


def _with_below(*below):
    return workbook([["KPI", *FOUR[:3]], ["Visits", 1, 2, 3], ["Calls", 4, 5, 6], *below])


def test_figures_below_a_table_under_its_first_period_alone_are_none_of_its_figures():
    _, intake = read(_with_below([], ["Population 2023", 50000], ["Staff", 120]))
    assert ([p.place.cell for p in intake.problems], codes(intake)) == (["B5:B6"], ["figures_apart"])
    assert {o.measure for o in intake.observations} == {"Visits", "Calls"}


@pytest.mark.parametrize(
    "below",
    [
        [["Closed", 5]],
        [[], ["Falls", 7, 8, 9]],
        [[], ["Falls", None, None, 9]],
        [[], ["Falls", 7], ["Ulcers", 7, 8]],
        [["Closed", 5], [], ["Falls", 7, 8]],
    ],
)
def test_rows_below_an_empty_one_that_go_with_the_periods_are_read(below):
    _, intake = read(_with_below(*below))
    assert codes(intake) == []
    assert {o.measure for o in intake.observations} == {"Visits", "Calls", *(row[0] for row in below if row)}


def test_rows_that_all_have_the_first_period_alone_so_far_are_read():
    _, intake = read(workbook([["KPI", *FOUR], ["Visits", 1], ["Calls", 2], [], ["Falls", 3], ["Ulcers", 4]]))
    assert len(intake.observations) == 4
