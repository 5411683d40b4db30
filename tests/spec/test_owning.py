"""Owners accept: every state with every move, and who may make it."""

import pytest

from groundswell.domain.authoring.owning import SEVERAL, Move, Role, Standing, State, after, ended_by, may, with_accepted
from groundswell.domain.measurement.definition import MeasureDefinition
from groundswell.domain.measurement.dictionary_entry import DictionaryEntry, People
from groundswell.errors import UserError

NEXT = {
    ("asked", "accept"): "held",
    ("asked", "decline"): "declined",
    ("asked", "suggest"): "suggested",
    ("asked", "withdraw"): "withdrawn",
    ("asked", "leave"): "withdrawn",
    ("held", "lay_down"): "laid_down",
    ("held", "hand_over"): "handed_over",
    ("held", "leave"): "left",
}
MOVERS = {  # move: (the person asked, the team, both, neither)
    "accept": (True, False, True, False),
    "decline": (True, False, True, False),
    "suggest": (True, False, True, False),
    "lay_down": (True, False, True, False),
    "withdraw": (False, True, True, False),
    "hand_over": (False, False, False, False),
    "leave": (False, False, False, False),
}


@pytest.mark.parametrize("state", list(State))
@pytest.mark.parametrize("move", list(Move))
def test_each_move_leads_from_one_state_to_one_other_or_is_refused(state: State, move: Move) -> None:
    expected = NEXT.get((state.value, move.value))
    if expected is None:
        with pytest.raises(UserError, match="role_moved_on"):
            after(state, move)
    else:
        assert after(state, move) == expected


def test_only_a_yes_of_ones_own_leads_to_holding() -> None:
    into = {(state, move) for (state, move), reached in NEXT.items() if reached == State.HELD}
    assert into == {("asked", "accept")}
    assert not may(Move.ACCEPT, Standing(team=True)), "a team cannot assign"


@pytest.mark.parametrize("move", list(Move))
def test_who_may_make_a_move(move: Move) -> None:
    standings = (Standing(own=True), Standing(team=True), Standing(own=True, team=True), Standing())
    assert tuple(may(move, one) for one in standings) == MOVERS[move.value]


@pytest.mark.parametrize("role", list(Role))
def test_one_person_at_a_time_except_where_several_hold_side_by_side(role: Role) -> None:
    assert ended_by(role, ["one", "other"]) == ([] if role in SEVERAL else ["one", "other"])
    assert "one" in ended_by(role, ["one", "other"], "one")
    assert {Role.DATA_OWNER} == SEVERAL


def test_who_accepted_fills_what_no_words_say_and_changes_no_words() -> None:
    written = MeasureDefinition("Days", entry=DictionaryEntry(people=People(reporter="the desk")))
    names = {Role.MEASURE_OWNER: ["Alice"], Role.DATA_OWNER: ["Alice", "Bob"], Role.REPORTER: ["Charlie"]}
    people = with_accepted(written, names).entry.people
    assert (people.measure_owner, people.data_owners, people.reporter, people.performance_owner) == ("Alice", "Alice, Bob", "the desk", "")
    assert with_accepted(written, {}) is written
