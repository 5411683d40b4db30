"""Places of a cross-section that are the sum of others: they stay, and it is said."""

from tests.unit.engine.sheets import codes, read, workbook

HEAD = [["Dwellings 2010"], [], ["Code", "Region", "Council", "A", "B", "C", "D"]]
COUNCILS = [["E1", "NE", "Hill", 1, 2, 3, 5], ["E2", "SW", "Vale", 2, 3, 4, 6], ["E3", "NE", "Moor", 3, 4, 5, 7]]
COUNCILS += [["E4", "SW", "Cove", 4, 5, 6, 9]]
COUNCILS += [["E5", "NE", "Tor", 9, 8, 7, 6]]


def test_a_region_that_is_the_sum_of_its_councils_stays_and_is_said():
    _, intake = read(workbook([*HEAD, *COUNCILS, [], [None, "NE", "North East", 13, 14, 15, 18], [None, "SW", "South West", 6, 8, 10, 15]]))
    assert {figure.org_unit for figure in intake.observations} >= {"NE / Hill", "NE / North East"}
    assert [(p.code, p.place.cell, p.values["levels"]) for p in intake.problems if p.code == "levels_mixed"] == [
        ("levels_mixed", "C10", "North East: Hill …")
    ]


def test_a_region_that_is_not_the_sum_is_no_whole():
    _, intake = read(workbook([*HEAD, *COUNCILS, [], [None, "NE", "North East", 13, 14, 15, 19], [None, "SW", "South West", 6, 8, 10, 16]]))
    assert "levels_mixed" not in codes(intake)


def test_councils_alone_say_nothing():
    _, intake = read(workbook([*HEAD, *COUNCILS]))
    assert "levels_mixed" not in codes(intake)
