"""Several tables on a sheet: each has a rectangle of its own, is read from it alone, and the sheet still adds up."""

import json

from groundswell.engine.intake import apply
from groundswell.engine.mapping import propose
from groundswell.engine.painting import Paint, paint
from groundswell.engine.proposal import Proposal, Region
from groundswell.engine.sources.workbook import Merge, Sheet
from groundswell.engine.tables.masking import filled, masked
from tests.unit.engine.sheets import workbook

CALLS = [["Month", "Calls"], ["Jan 2024", 5], ["Feb 2024", 7], ["Mar 2024", 7]]
VISITS = [["Month", "Visits"], ["Jan 2024", 1], ["Feb 2024", 2], ["Mar 2024", 2]]
SIDE_BY_SIDE = [[*ours, None, *theirs] for ours, theirs in zip(CALLS, VISITS, strict=True)]


def test_a_masked_sheet_shows_one_region_at_its_own_place():
    sheet = Sheet("S", [["a", 1, "x"], [None, 2], ["b", 3, "y", 4]], [Merge(0, 0, 1, 0), Merge(2, 2, 2, 3)])
    shown = masked(sheet, Region(1, 1, 2, 2))
    assert shown.rows == [[], [None, 2], [None, 3, "y"]]
    assert shown.merges == [Merge(2, 2, 2, 3)]
    assert filled(sheet, Region(1, 1, 2, 2)) == shown.filled == 3
    assert masked(sheet, Region(0, 0, 2, 3)) is sheet


def test_two_tables_of_a_sheet_are_read_and_counted_apart():
    book = workbook([*SIDE_BY_SIDE, [], ["Source: the harbour office"]])
    proposal = propose(book)
    intake = apply(book, proposal)
    assert [(o.measure, str(o.value), o.cell) for o in intake.observations] == [
        ("Calls", "5", "B2"), ("Calls", "7", "B3"), ("Calls", "7", "B4"),
        ("Visits", "1", "E2"), ("Visits", "2", "E3"), ("Visits", "2", "E4"),
    ]  # fmt: skip
    count = intake.reconciliation[0]
    assert (count.read, count.kept, count.refused) == (17, 6, 0)
    assert dict(count.left_out) == {"head": 4, "label": 6, "note": 1}
    assert count.adds_up
    assert [(table.cells, table.read, table.kept) for table in count.tables] == [("A1:C6", 9, 3), ("D1:E6", 8, 3)]
    assert all(table.adds_up for table in count.tables)
    assert [(letter, str(read), str(kept)) for letter, read, kept in count.columns] == [("B", "19", "19"), ("E", "5", "5")]
    paints = [[cell.paint for cell in row] for row in paint(book, proposal, 0, range(1, 2), range(5))]
    assert paints == [[Paint.PERIOD, Paint.FIGURE, Paint.EMPTY, Paint.PERIOD, Paint.FIGURE]]
    assert Proposal.from_json(proposal.to_json()) == proposal


def test_figures_that_contradict_each_other_in_two_tables_are_taken_out_of_both():
    again = [["Month", "Calls"], ["Jan 2024", 6], ["Feb 2024", 7], ["Mar 2024", 7]]
    book = workbook([[*ours, None, *theirs] for ours, theirs in zip(CALLS, again, strict=True)])
    intake = apply(book, propose(book))
    assert [(o.cell, str(o.value)) for o in intake.observations] == [("B3", "7"), ("B4", "7")]
    first, second = intake.reconciliation[0].tables
    assert (first.kept, first.refused, [str(kept) for _, _, kept in first.columns]) == (2, 1, ["14"])
    assert (second.kept, second.refused, second.left_out["duplicate"], [str(kept) for _, _, kept in second.columns]) == (0, 1, 2, ["0"])
    assert first.adds_up
    assert second.adds_up
    assert intake.reconciliation[0].adds_up


ROW_OF_0_2_0 = ("role", "reason", "numerator", "denominator", "corrected")


def test_a_proposal_of_0_2_0_that_waits_in_an_upload_is_still_understood():
    book = workbook([*CALLS, ["Average", 3]], [["KPI", "This quarter", "Target"], ["Calls", 3, 5], ["Visits", 4, 6]])
    proposal = propose(book)
    assert proposal.sheets[0].tables[0].rows
    plain = json.loads(proposal.to_json())
    for sheet in plain["sheets"]:
        sheet["table"] = next(iter(sheet.pop("tables")), None)
        sheet["draft"] = next(iter(sheet.pop("drafts")), None)
        sheet["signature"] = next(iter(sheet.pop("signatures")), "")
        for table in filter(None, (sheet["table"], sheet["draft"])):
            del table["region"]
            table["rows"] = {at: {name: row[name] for name in ROW_OF_0_2_0} for at, row in table["rows"].items()}
        del sheet["waiting"], sheet["refused"]
    again = Proposal.from_json(json.dumps(plain))
    assert [question.code for question in again.open_questions] == ["which_quarter"]
    assert [[column.role for column in table.columns] for table in again.sheets[0].tables] == [["period", "value"]]
    now, before = apply(book, proposal), apply(book, again)
    assert before.observations == now.observations
    assert [(count.kept, count.refused, count.waiting) for count in before.reconciliation] == [
        (count.kept, count.refused, count.waiting) for count in now.reconciliation
    ]
