"""The decimal mark where no figure says it alone: sums that add up one way only, sizes, other tables of the file; else asked."""

import pytest

from groundswell.engine.intake import apply
from groundswell.engine.mapping import answer
from tests.unit.engine.sheets import figures, read, workbook

MONTHS = ["Jan 2025", "Feb 2025", "Mar 2025", "Apr 2025"]
SIZES = [["Hill", "1.234", "1.301", "987", "998"], ["Vale", "1.034", "1.011", "888", "1.298"]]


def values(intake, name):
    return [str(figure.value) for figure in intake.observations if name in (figure.org_unit, figure.measure)]


@pytest.mark.parametrize(("mark", "decimal"), [(".", ","), (",", ".")])
def test_a_total_that_adds_up_by_one_mark_only_proves_it(mark, decimal):
    rows = [["Team", *MONTHS], ["Hill", "1.234", "1.301", "1.288", "2"], ["Vale", "1.034", "900", "888", "1"]]
    rows.append(["Total", "2.268", "2.201", "2.176", "3"])
    proposal, intake = read(workbook([[str(cell).replace(".", mark) for cell in row] for row in rows]))
    assert proposal.questions == []
    assert values(intake, "Hill") == ["1234", "1301", "1288", "2"]
    assert {figure.org_unit for figure in intake.observations} == {"Hill", "Vale"}, "the total is left out"
    assert {column.decimal_mark for column in proposal.sheets[0].tables[0].columns} >= {decimal}


def test_a_total_that_adds_up_both_ways_proves_nothing():
    rows = [["Team", *MONTHS[:2]], ["Hill", "1.234", "1.301"], ["Vale", "1.034", "1.011"], ["Total", "2.268", "2.312"]]
    proposal, intake = read(workbook(rows))
    assert [question.code for question in proposal.open_questions] == ["decimal_mark"]
    assert intake.observations == []


def test_a_column_of_totals_proves_the_mark():
    rows = [["Month", "Hill", "Vale", "Total"]]
    rows += [[month, "1,200", n, f"1,{200 + n}"] for month, n in zip(MONTHS, (1, 5, 9, 7), strict=True)]
    proposal, intake = read(workbook([[str(cell) for cell in row] for row in rows]))
    assert proposal.questions == []
    assert values(intake, "Hill")[0] == "1200"


def test_figures_with_a_mark_from_a_thousand_on_and_none_below_prove_it():
    proposal, intake = read(workbook([["Team", *MONTHS], *SIZES]))
    assert (proposal.questions, values(intake, "Vale")) == ([], ["1034", "1011", "888", "1298"])
    texts = ["1,234", "998", "1,301", "876", "2,288", "1,002"]
    down = [["Month", "Calls"], *([month, text] for month, text in zip([*MONTHS, "May 2025", "Jun 2025"], texts, strict=True))]
    proposal, intake = read(workbook(down))
    assert (proposal.questions, values(intake, "Calls")) == ([], [text.replace(",", "") for text in texts])


@pytest.mark.parametrize(
    "texts",
    [
        ["1,234", "998", "1,301", "1,876", "2,288", "1,002"],
        ["1,234", "998", "1,301", "876", "2,288", "4002"],
        ["1,234", "12", "1,301", "7", "2,288", "1,002"],
        ["1,234", "1,998", "1,301", "1,876", "2,288", "1,002"],
    ],
    ids=["one whole", "four digits", "two digits", "all"],
)
def test_sizes_that_fit_both_marks_are_asked_about(texts):
    rows = [["Month", "Calls"], *([month, text] for month, text in zip([*MONTHS, "May 2025", "Jun 2025"], texts, strict=True))]
    proposal, _ = read(workbook(rows))
    assert [question.code for question in proposal.open_questions] == ["decimal_mark"]


def test_sizes_of_several_measures_prove_nothing():
    rows = [["Month", "Measure", "Value"]]
    rows += [[month, "Calls", n] for month, n in zip(MONTHS, ("998", "887", "776", "665"), strict=True)]
    rows += [[month, "Rate", n] for month, n in zip(MONTHS, ("1.234", "2.345", "3.456", "4.567"), strict=True)]
    proposal, _ = read(workbook(rows))
    assert [question.code for question in proposal.open_questions] == ["decimal_mark"]


def test_another_table_of_the_file_proves_the_mark():
    hanging = [["Month", "Calls"], *([month, text] for month, text in zip(MONTHS, ("1,234", "2,998", "1,301", "1,876"), strict=True))]
    proving = [["Month", "Wait"], *([month, text] for month, text in zip(MONTHS, ("1.5", "2.75", "3.1", "4.2"), strict=True))]
    proposal, intake = read(workbook(hanging, proving, names=["Calls", "Wait"]))
    assert (proposal.questions, figures(intake)["Calls", None, "2025-01-01"]) == ([], "1234")
    proposal, _ = read(workbook(hanging, [["Month", "Wait"], *([month, 5] for month in MONTHS)], names=["Calls", "Wait"]))
    assert [question.code for question in proposal.open_questions] == ["decimal_mark"]


def test_an_answer_holds_for_the_totals_too():
    rows = [["Team", *MONTHS[:3]], ["Hill", "1.234", "1.301", "1.001"], ["Vale", "1.034", "1.011", "1.002"]]
    rows.append(["Total", "2.268", "2.312", "2.003"])
    book = workbook(rows)
    proposal, _ = read(book)
    (question,) = proposal.open_questions
    intake = apply(book, answer(proposal, book, question.id, ","))
    assert {figure.org_unit for figure in intake.observations} == {"Hill", "Vale"}
    assert values(intake, "Hill") == ["1234", "1301", "1001"]
