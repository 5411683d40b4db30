"""Why any cell is read as it is: a scorecard, a long list, a sheet that waits. Every other test of reading counts the fates too."""


import pytest

from groundswell.engine.explaining import explain
from groundswell.engine.intake import apply
from groundswell.engine.mapping import correct, propose
from groundswell.engine.proposal import Correction, Role
from groundswell.engine.sources.opening import open_workbook
from groundswell.engine.sources.workbook import CellError, Workbook
from groundswell.errors import UserError
from groundswell.words import words_for
from tests.e2e.harbour_files import scorecard
from tests.unit.engine.sheets import Rows, workbook

NEVER_ZERO = "Kept as missing, never as zero"
LIST: Rows = [
    ["Month", "Ward", "Calls", "Answered", "Percentage answered", "Comment"],
    ["Jan 2026", "North", 50, 40, 80, None],
    ["Jan 2026", "South", 80, 60, 75, "storm"],
    ["Feb 2026", "North", 40, 30, 75, None],
    ["Feb 2026", "South", "<5", "*", None, None],
    ["Mar 2026", "North", 20, 10, 50, None],
    ["Mar 2026", "South", 20, 15, 75, None],
]


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Workbook:
    """The harbour council's scorecard."""
    file = tmp_path_factory.mktemp("explained") / "scorecard.xlsx"
    file.write_bytes(scorecard())
    return open_workbook(file)


def said(book: Workbook, cell: str, *corrections: Correction) -> str:
    """The sentence about one cell."""
    proposal = propose(book)
    for correction in corrections:
        proposal = correct(proposal, book, correction)
    return words_for("en").explanation(explain(book, proposal, 0, cell))


@pytest.mark.parametrize(
    ("cell", "sentence"),
    [
        ("A1", "Left out: a title or a note outside the figures."),
        ("C3", "A heading: the figures below are for October 2025."),
        ("A5", "Read as a section heading: it becomes part of the names below it."),
        ("A6", "Read as the name of a measure."),
        ("B6", "Read as the unit of this row's figures."),
        ("D6", "Read as 25.7: CUSTOMER | Complaints, median days, November 2025."),
        ("E11", f"No figure: “..” says that there is none to be had. {NEVER_ZERO}: HARBOUR | Near misses reported, December 2025."),
        ("F10", "Refused: The cell is #DIV/0!. The spreadsheet could not work it out, so there is no figure to keep."),
        ("P6", "Left out: worked out from other figures."),
        ("Q6", "Kept as the sheet's own mark on CUSTOMER | Complaints, median days, October 2026."),
        ("C14", "Left out: the total of C12:C13, and it matches."),
        ("O14", "Left out: the total of O12:O13, and it matches."),
        ("Z99", "Empty, and no figure is expected here."),
    ],
)
def test_a_scorecards_cells_are_explained_in_one_sentence(book: Workbook, cell: str, sentence: str) -> None:
    assert said(book, cell) == sentence


@pytest.mark.parametrize(
    ("cell", "code", "fate"),
    [
        ("A2", "row_period", "left_out"),
        ("B3", "org_unit_name", "left_out"),
        ("D2", "count_numerator", "kept"),
        ("E3", "figure", "kept"),
        ("E5", "blank", "empty"),
        ("F3", "comment", "left_out"),
        ("F2", "empty", "empty"),
    ],
)
def test_a_list_with_a_percentage_and_its_counts(cell: str, code: str, fate: str) -> None:
    book = workbook(LIST)
    explained = explain(book, propose(book), 0, cell)
    assert (explained.code, explained.fate) == (code, fate)


def test_the_same_figure_twice_names_the_cell_that_is_kept_and_two_figures_are_both_refused() -> None:
    book = workbook([["Month", "Calls"], ["Jan 2026", 5], ["Jan 2026", 5], ["Feb 2026", 6], ["Feb 2026", 7], ["Mar 2026", 8]])
    assert said(book, "B3") == "Left out: the same figure stands in B2. It is kept once: Calls, January 2026."
    for cell in ("B4", "B5"):
        assert said(book, cell).startswith("Refused: Calls has two figures for the period from 2026-02-01")


def test_what_a_person_left_out_says_so(book: Workbook) -> None:
    assert said(book, "D6", Correction(0, "row", 5, Role.LEFT_OUT)) == "Left out: you said so of this row."
    assert said(book, "D6", Correction(0, "column", 3, Role.LEFT_OUT)) == "Left out: you said so of this column."


def test_a_sheet_that_waits_and_a_sheet_that_is_not_read() -> None:
    waiting = workbook([["Month", "Calls"], ["Jan", 1], ["Feb", 2], ["Mar", 3]])
    assert said(waiting, "B2").startswith("Not read yet, it waits for an answer: ")
    undated = workbook([["Ward", "Calls", "Visits"], ["North", 1, 2], ["South", 3, 4], ["East", 5, 6]])
    explained = explain(undated, propose(undated), 0, "B2")
    assert explained.fate == "refused"
    assert explained.problem is not None
    text = workbook([["Read me"], ["Figures may be revised."]])
    assert said(text, "A2") == "Left out: a title or a note outside the figures."


def test_cells_beyond_those_listed_singly_are_refused_all_the_same() -> None:
    book = workbook([["Month", "Calls"], *[[f"{2000 + n // 12}-{n % 12 + 1:02}", CellError("#REF!")] for n in range(300)], ["2025-01", 4]])
    proposal = propose(book)
    intake = apply(book, proposal)
    assert explain(book, proposal, 0, "B290", intake).fate == "refused"
    assert explain(book, proposal, 0, "B302", intake).code == "figure"


@pytest.mark.parametrize("cell", ["", "12", "F0", "F", "A1:B2", "💥", "ABCD1"])
def test_an_address_that_is_none_is_said(book: Workbook, cell: str) -> None:
    with pytest.raises(UserError) as refused:
        explain(book, propose(book), 0, cell)
    assert refused.value.code == "cell_unknown"


def test_a_sheet_that_is_not_there_is_said(book: Workbook) -> None:
    with pytest.raises(UserError):
        explain(book, propose(book), 7, "A1")
