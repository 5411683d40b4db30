"""Roles that are asked for and accepted: what they give, how they move on, what the ledger keeps of them."""

import json
from datetime import date

import pytest

from groundswell.domain.authoring.owning import Move, Role, State
from groundswell.errors import UserError
from groundswell.records import clock, opening
from groundswell.records.databases import reading_connection
from groundswell.records.lines import Line
from groundswell.records.models import Account, RoleHolding
from groundswell.records.selectors import ledger
from groundswell.records.selectors.definitions import acting, catalogue
from groundswell.records.selectors.holdings import keeps_measure
from groundswell.records.selectors.own_data import own_data
from groundswell.records.selectors.owning import asked_of, held_by, holders, owners, people
from groundswell.records.selectors.timeline import timeline
from groundswell.records.services import limits, measures, owning
from groundswell.records.services.erasing import erase
from groundswell.records.services.owning import Answer, Wanted
from tests.cast import Cast
from tests.owned import MONDAY, TUESDAY, owned_measure


@pytest.fixture
def measure(cast: Cast) -> str:
    return owned_measure(cast)


def ask(cast: Cast, measure: str, who: str, role: Role = Role.MEASURE_OWNER, by: str = "alice", **more: str) -> str:
    return owning.ask(cast.actor(by), measure, Wanted(role, cast.accounts[who], **more), today=MONDAY)


def move(cast: Cast, who: str, holding: str, what: Move, day: date = TUESDAY, **more: str) -> None:
    owning.answer(cast.actor(who), holding, Answer(what, **more), today=day)


def test_nobody_has_a_role_until_they_say_yes_and_then_they_may_see_and_act(cast: Cast, measure: str) -> None:
    asked = ask(cast, measure, "charlie", asking="you know the cranes")
    assert measure not in catalogue(cast.actor("charlie")).measures
    (one,) = asked_of(cast.actor("charlie"))
    assert (one.measure, one.asking, one.asked_by, one.may_see) == ("Days to answer", "you know the cranes", "Alice", False)
    assert holders(cast.actor("bob"), measure) == ()
    move(cast, "charlie", asked, Move.ACCEPT)
    assert acting(cast.actor("charlie"), measure).id == measure
    (held,) = holders(cast.actor("bob"), measure)
    assert (held.person, held.start, held.until) == ("Charlie", TUESDAY, None)
    move(cast, "charlie", asked, Move.LAY_DOWN, date(2026, 12, 4))
    assert measure not in catalogue(cast.actor("charlie")).measures, "from the next request on"
    (past,) = owners(cast.actor("alice"), measure).past
    assert (past.state, past.start, past.until) == (State.LAID_DOWN, TUESDAY, date(2026, 12, 4))


def test_only_the_team_asks_and_only_the_person_answers(cast: Cast, measure: str) -> None:
    for stranger in ("charlie", "dana", "admin"):
        with pytest.raises(UserError, match="measure_unknown"):
            ask(cast, measure, "bob", by=stranger)
    asked = ask(cast, measure, "bob")
    for who, expected in (("alice", "role_not_yours"), ("charlie", "role_unknown"), ("dana", "role_unknown"), ("admin", "role_unknown")):
        with pytest.raises(UserError, match=expected):
            move(cast, who, asked, Move.ACCEPT)
        with pytest.raises(UserError, match=expected):
            move(cast, who, asked, Move.DECLINE)
    with pytest.raises(UserError, match="role_not_yours"):
        move(cast, "bob", asked, Move.HAND_OVER)
    with pytest.raises(UserError, match="role_unknown"):
        move(cast, "bob", "a" * 26, Move.ACCEPT)
    move(cast, "alice", asked, Move.WITHDRAW)
    with pytest.raises(UserError, match="role_moved_on"):
        move(cast, "bob", asked, Move.ACCEPT)


def test_whoever_asks_for_themselves_has_it_at_once(cast: Cast, measure: str) -> None:
    ask(cast, measure, "alice")
    (held,) = held_by(cast.actor("alice"))
    assert (held.role, held.start, held.own) == (Role.MEASURE_OWNER, MONDAY, True)
    with pytest.raises(UserError, match="already_asked"):
        ask(cast, measure, "alice")


def test_a_no_may_have_a_word_and_name_somebody_else_whom_the_team_then_asks(cast: Cast, measure: str) -> None:
    first = ask(cast, measure, "bob")
    with pytest.raises(UserError, match="suggest_somebody_else"):
        move(cast, "bob", first, Move.SUGGEST, suggested_id=cast.accounts["bob"])
    with pytest.raises(UserError, match="person_not_there"):
        move(cast, "bob", first, Move.SUGGEST, suggested_id="nobody")
    move(cast, "bob", first, Move.SUGGEST, word="she does it already", suggested_id=cast.accounts["charlie"])
    assert asked_of(cast.actor("charlie")) == (), "a suggestion asks nobody"
    (told,) = owners(cast.actor("alice"), measure).answered
    assert (told.state, told.suggested, told.answer) == (State.SUGGESTED, "Charlie", "she does it already")
    second = ask(cast, measure, told.suggested_id and "charlie")
    move(cast, "charlie", second, Move.DECLINE)
    assert {one.state for one in owners(cast.actor("alice"), measure).answered} == {State.SUGGESTED, State.DECLINED}


def test_the_next_ones_yes_ends_the_role_of_the_one_before_and_keeps_their_days(cast: Cast, measure: str) -> None:
    ask(cast, measure, "alice")
    second = ask(cast, measure, "bob")
    assert [one.person for one in holders(cast.actor("bob"), measure)] == ["Alice"], "until then she has it"
    move(cast, "bob", second, Move.ACCEPT)
    assert [one.person for one in holders(cast.actor("alice"), measure)] == ["Bob"]
    (past,) = owners(cast.actor("alice"), measure).past
    assert (past.person, past.state, past.start, past.until) == ("Alice", State.HANDED_OVER, MONDAY, TUESDAY)
    said = [(item.values["state"], item.values["who"]) for item in timeline(cast.actor("alice"), Line(measure)) if item.kind == "role"]
    assert sorted(said) == [("handed_over", "Alice"), ("held", "Alice"), ("held", "Bob")]


def test_data_owners_stand_side_by_side_and_one_is_followed_by_whom_they_hand_it_to(cast: Cast, measure: str) -> None:
    one = ask(cast, measure, "alice", Role.DATA_OWNER)
    move(cast, "bob", ask(cast, measure, "bob", Role.DATA_OWNER), Move.ACCEPT)
    assert [row.person for row in holders(cast.actor("alice"), measure)] == ["Alice", "Bob"]
    move(cast, "charlie", ask(cast, measure, "charlie", Role.DATA_OWNER, predecessor=one), Move.ACCEPT)
    assert [row.person for row in holders(cast.actor("alice"), measure)] == ["Bob", "Charlie"]


def test_a_closed_account_holds_nothing_whether_or_not_anybody_said_so(cast: Cast, measure: str) -> None:
    ask(cast, measure, "bob", Role.REPORTER)
    move(cast, "bob", ask(cast, measure, "bob"), Move.ACCEPT)
    opening.write(lambda: Account.objects.filter(id=cast.accounts["bob"]).update(closed_at=clock.stamp(clock.now())))
    assert holders(cast.actor("alice"), measure) == ()
    assert [one.state for one in owners(cast.actor("alice"), measure).past] == [State.LEFT]
    assert "Bob" not in {one.name for one in people(cast.actor("alice"))}
    owning.leave(cast.actor("admin"), cast.accounts["bob"], today=TUESDAY)
    assert {row.state for row in RoleHolding.objects.all()} == {State.LEFT, State.WITHDRAWN}
    with pytest.raises(UserError, match="person_not_there"):
        ask(cast, measure, "bob")


def test_closing_an_account_ends_its_roles_on_the_record_and_being_erased_takes_the_words(cast: Cast, measure: str) -> None:
    ask(cast, measure, "bob", Role.REPORTER, asking="you are good at this")
    move(cast, "bob", ask(cast, measure, "bob"), Move.ACCEPT, word="gladly")
    tables = own_data(cast.actor("bob"))
    assert {(row["role"], row["state"]) for row in tables["role_holding"]} == {("reporter", "asked"), ("measure_owner", "held")}
    erase(cast.actor("admin"), cast.accounts["bob"], now=clock.now())
    kept = reading_connection().execute("SELECT payload FROM act WHERE kind = 'role' ORDER BY seq").fetchall()
    assert sorted(json.loads(text)["state"] for (text,) in kept[3:]) == ["left", "withdrawn"]
    assert {row.asking + row.answer for row in RoleHolding.objects.all()} == {""}
    (past,) = owners(cast.actor("alice"), measure).past
    assert (past.person, past.state) == ("", State.LEFT)
    assert holders(cast.actor("alice"), measure) == ()
    assert ledger.verify().good


def test_people_of_the_team_come_first(cast: Cast, measure: str) -> None:
    assert [one.name for one in people(cast.actor("alice"), cast.units["Harbour"])] == ["Alice", "Bob", "Admin", "Charlie", "Dana"]


def test_the_ledger_keeps_who_by_reference_and_no_name_or_word(cast: Cast, measure: str) -> None:
    asked = ask(cast, measure, "bob", asking="you know the cranes")
    move(cast, "bob", asked, Move.DECLINE, word="too much on my desk")
    kept = [json.loads(text) for (text,) in reading_connection().execute("SELECT payload FROM act WHERE kind = 'role' ORDER BY seq")]
    assert [one["state"] for one in kept] == ["asked", "declined"]
    assert all(set(one) == {"what", "role", "person", "state", "holding"} for one in kept)
    assert all(one["person"] == cast.accounts["bob"] for one in kept)
    assert ledger.verify().good
    owning.erase_words_of(cast.accounts["bob"])
    row = RoleHolding.objects.get()
    assert (row.asking, row.answer) == ("", "")
    assert ledger.verify().good


def test_a_role_goes_along_when_the_measure_is_merged_and_comes_back_with_it(cast: Cast, measure: str) -> None:
    other = owned_measure(cast, "Days until the answer", figures=("6", "7", "8"))
    move(cast, "charlie", ask(cast, measure, "charlie"), Move.ACCEPT)
    assert other not in catalogue(cast.actor("charlie")).measures
    merged = measures.merge(cast.actor("alice"), measure, other, "one measure under two names")
    assert acting(cast.actor("charlie"), other).id == other
    assert [one.person for one in holders(cast.actor("bob"), other)] == ["Charlie"]
    assert [one.person for one in owners(cast.actor("bob"), other).held] == ["Charlie"]
    assert keeps_measure(cast.accounts["charlie"], other)
    limits.take_back(cast.actor("alice"), merged)
    assert other not in catalogue(cast.actor("charlie")).measures
    assert holders(cast.actor("bob"), other) == ()
