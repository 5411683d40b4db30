"""The one decision, over everything that it can be asked."""

from itertools import product

import pytest

from groundswell.domain.access.deciding import (
    EVERYTHING,
    NOBODY,
    Audience,
    Because,
    Right,
    Subject,
    Viewer,
    acts,
    decide,
    narrows,
    sees,
    widens,
)

HARBOUR, DOCKS, BOARD = "harbour", "docks", "board"
CAST = {
    "alice": Viewer(signed_in=True, units=frozenset({HARBOUR})),
    "bob": Viewer(signed_in=True, units=frozenset({HARBOUR, DOCKS})),
    "charlie": Viewer(signed_in=True, units=frozenset({DOCKS})),
    "dana": Viewer(signed_in=True, units=frozenset({BOARD})),
    "nobody": NOBODY,
    "alone": EVERYTHING,
}
SEEN_BY = {
    Audience.TEAM: {"alice", "bob", "alone"},
    Audience.UPWARD: {"alice", "bob", "dana", "alone"},
    Audience.ORGANISATION: {"alice", "bob", "charlie", "dana", "alone"},
    Audience.PUBLIC: set(CAST),
}


def measure(audience: Audience, upward: frozenset[str] = frozenset({BOARD})) -> Subject:
    return Subject("berths", audience, HARBOUR, upward)


@pytest.mark.parametrize(("audience", "who"), list(product(Audience, CAST)))
def test_who_sees_it(audience: Audience, who: str) -> None:
    assert sees(CAST[who], measure(audience)) is (who in SEEN_BY[audience])


@pytest.mark.parametrize(("audience", "who"), list(product(Audience, CAST)))
def test_the_team_alone_changes_it(audience: Audience, who: str) -> None:
    assert acts(CAST[who], measure(audience)) is (who in {"alice", "bob", "alone"})


def test_a_role_in_the_measure_is_as_good_as_the_team() -> None:
    reporter = Viewer(signed_in=True, units=frozenset({DOCKS}), roles=frozenset({"berths"}))
    assert decide(reporter, measure(Audience.TEAM), Right.ACT).because is Because.OWN_ROLE
    assert not sees(reporter, Subject("other", Audience.TEAM, HARBOUR))


def test_a_broken_glass_shows_and_gives_no_hand() -> None:
    administrator = Viewer(signed_in=True, glass=frozenset({"berths"}))
    assert decide(administrator, measure(Audience.TEAM)).because is Because.BREAK_GLASS
    assert not acts(administrator, measure(Audience.TEAM))


def test_units_above_see_it_only_where_it_was_named_to_them_and_published_upward() -> None:
    assert not sees(CAST["dana"], measure(Audience.UPWARD, frozenset({"somebody else"})))
    assert not sees(CAST["dana"], measure(Audience.TEAM))


def test_what_nobody_has_taken_on_is_seen_by_nobody() -> None:
    assert not sees(CAST["alice"], Subject("berths", Audience.TEAM, None))


def test_roles_and_units_are_nothing_without_signing_in() -> None:
    assert not sees(Viewer(units=frozenset({HARBOUR}), roles=frozenset({"berths"})), measure(Audience.TEAM))


def test_widening_and_narrowing() -> None:
    assert widens(Audience.TEAM, Audience.UPWARD)
    assert narrows(Audience.PUBLIC, Audience.ORGANISATION)
    one, two = frozenset({BOARD}), frozenset({BOARD, DOCKS})
    assert widens(Audience.UPWARD, Audience.UPWARD, one, two)
    assert narrows(Audience.UPWARD, Audience.UPWARD, two, one)
    assert not widens(Audience.UPWARD, Audience.UPWARD, two, one)
    assert not narrows(Audience.TEAM, Audience.TEAM)
