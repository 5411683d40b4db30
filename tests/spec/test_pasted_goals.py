"""Goals as people paste them: what each block gives, as text and what stood beside it."""

import pytest

from groundswell.domain.authoring.pasted_goals import PastedGoal, pasted_goals

ROWS = [
    ("one a line", "Be better\nBe faster", [("Be better", ""), ("Be faster", "")]),
    ("empty lines and other line ends", "Be better\r\n\r\n  \rBe faster", [("Be better", ""), ("Be faster", "")]),
    ("bullets are no words", "• Be better\n- Be faster\n– Be kind", [("Be better", ""), ("Be faster", ""), ("Be kind", "")]),
    ("numbers stand beside", "1. Be better\n2) Be faster\n3.1 Be kind", [("Be better", "1"), ("Be faster", "2"), ("Be kind", "3.1")]),
    ("letters with a number too", "SO-2 Be better\nKPI 4: Be faster", [("Be better", "SO-2"), ("Be faster", "KPI 4")]),
    ("a letter behind its number too", "CS02a % of calls\nCS02b % of letters", [("% of calls", "CS02a"), ("% of letters", "CS02b")]),
    ("a number that the goal is about stays", "500 homes stand\n12 parks are safe", [("500 homes stand", ""), ("12 parks are safe", "")]),
    ("a name with a number stays", "A30 is quiet at night\n1200 New homes", [("A30 is quiet at night", ""), ("1200 New homes", "")]),
    ("with a sign behind it is one of a list", "500. homes are built", [("homes are built", "500")]),
    ("a number that is not in front stays", "Answer within 5 days", [("Answer within 5 days", "")]),
    ("a number that is all of it stays", "2026", [("2026", "")]),
    ("the longest cell of a row is the goal", "3.1\tBe better than before\tPlan", [("Be better than before", "3.1 Plan")]),
    ("a quoted cell may hold lines", 'A\t"Be better\nthan before"', [("Be better than before", "A")]),
    ("a stray quotation mark swallows nothing", 'A\t"Be better\nB\tBe faster', [('"Be better', "A"), ("Be faster", "B")]),
    ("the same goal twice is one", "Be better\nBE BETTER", [("Be better", "")]),
    ("right to left", "• الشوارع نظيفة", [("الشوارع نظيفة", "")]),
    ("nothing but signs", "•\n - \n", []),
    ("nothing", "", []),
]


@pytest.mark.parametrize(("says", "block", "goals"), ROWS, ids=[row[0] for row in ROWS])
def test_pasted(says: str, block: str, goals: list[tuple[str, str]]) -> None:
    assert list(pasted_goals(block)) == [PastedGoal(*goal) for goal in goals]


def test_a_cell_of_any_length_is_read() -> None:
    (goal,) = pasted_goals("A\t" + "x" * 200_000)
    assert len(goal.text) == 200_000
