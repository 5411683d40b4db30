"""Places that go on under a new name: proposed as the same, joined only when a person says so, remembered by a recipe's question."""

import pytest

from groundswell.engine.intake import apply
from groundswell.engine.mapping import answer
from groundswell.engine.proposal import Proposal
from tests.unit.engine.sheets import codes, figures, read, workbook

MONTHS = ["2024-01-01", "2024-02-01", "2024-03-01", "2024-04-01"]


def _book(old="Newport NHS Trust", new="Newport NHS Foundation Trust", codes_of=("", "")):
    rows = [["Month", "Provider code", "Provider", "Waiting"]] if any(codes_of) else [["Month", "Provider", "Waiting"]]
    for at, month in enumerate(MONTHS):
        late = at >= 2
        for name, code in ((new if late else old, codes_of[late]), ("Oldbridge Hospital", "RX9")):
            rows.append([month, *([code] if any(codes_of) else []), name, 10 * at + len(code)])
    return workbook(rows)


def _units(intake):
    return {place for _, place, _ in figures(intake)}


@pytest.mark.parametrize(
    ("old", "new", "codes_of"),
    [
        ("Newport NHS Trust", "Newport NHS Foundation Trust", ("", "")),
        ("NEWPORT AND COAST STP", "NHS Newport and Coast Integrated Care Board", ("", "")),
        ("Hill Road Surgery", "The Elms Practice", ("RA1", "RA1")),
    ],
)
def test_a_name_that_ends_where_a_like_one_begins_is_proposed_and_joined_on_a_word(old, new, codes_of):
    book = _book(old, new, codes_of)
    proposal, intake = read(book)
    assert codes(intake) == ["same_place_assumed"]
    assert _units(intake) == {old, new, "Oldbridge Hospital"}
    (question,) = proposal.assumed_questions
    assert (question.values["n"], question.values["start"]) == ("1", "2024-03-01")
    joined = answer(proposal, book, question.id, "same")
    assert _units(apply(book, Proposal.from_json(joined.to_json()))) == {new, "Oldbridge Hospital"}
    assert _units(apply(book, answer(proposal, book, question.id, "apart"))) == {old, new, "Oldbridge Hospital"}


def test_another_place_that_begins_then_is_not_proposed():
    _, intake = read(_book("Newport NHS Trust", "Harbour Town Council"))
    assert codes(intake) == []


def test_two_names_that_could_both_go_on_are_not_proposed():
    rows = [["Month", "Provider", "Waiting"], ["2024-01-01", "Newport Trust", 1], ["2024-01-01", "Coast", 1]]
    rows += [["2024-02-01", "Newport Council", 1], ["2024-02-01", "Newport Service", 1], ["2024-02-01", "Coast", 1]]
    rows += [["2024-03-01", "Newport Council", 1], ["2024-03-01", "Newport Service", 1], ["2024-03-01", "Coast", 1]]
    proposal, _ = read(workbook(rows))
    assert proposal.assumed_questions == []
