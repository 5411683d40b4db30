"""Links under the organisation's policy: refused with a sentence when made, dead on the next request when their reason ends. D11."""

from datetime import UTC, datetime, timedelta

import pytest

from groundswell.domain.access.link_policy import ALONE, SHARED, LinkPolicy, MadeBy
from groundswell.domain.authoring.owning import Move, Role
from groundswell.errors import UserError
from groundswell.records import clock, opening
from groundswell.records.actors import local_actor
from groundswell.records.lines import Line
from groundswell.records.models import Account, Post
from groundswell.records.selectors import ledger
from groundswell.records.selectors import sharing as shown
from groundswell.records.selectors.link_policy import live_links, policy, policy_history
from groundswell.records.services import intake, owning, sharing
from groundswell.records.services.link_policy import change_policy
from groundswell.records.services.owning import Answer, Wanted
from tests.cast import Cast
from tests.intakes import months_of
from tests.owned import MONDAY, TUESDAY, owned_measure

CONTENT = sharing.ShareContent("What would you ask?", {"svg": "<svg>12</svg>"}, 7, "test 1")


@pytest.fixture
def measure(cast: Cast) -> str:
    return owned_measure(cast)


def link(cast: Cast, measure: str, by: str = "alice", days: int = 30) -> str:
    return sharing.share(cast.actor(by), Line(measure), CONTENT, expires_at=clock.now() + timedelta(days=days)).token


def dead(token: str, later: timedelta = timedelta()) -> bool:
    try:
        shown.share_by_token(token, now=clock.now() + later)
    except UserError as error:
        return error.code == "share_unknown"
    return False


def say(cast: Cast, wanted: LinkPolicy, by: str = "admin") -> None:
    change_policy(cast.actor(by), wanted, today=MONDAY, reason="the board asked")


@pytest.mark.usefixtures("data_directory")
def test_alone_there_is_no_bound_as_ever() -> None:
    assert policy() == ALONE
    line = Line(intake.store(local_actor(), months_of("Ferries", ["1"])).measure_ids[0])
    made = [sharing.share(local_actor(), line, CONTENT, expires_at=clock.now() + timedelta(days=900)) for _ in range(11)]
    assert not dead(made[0].token, timedelta(days=899))


def test_shared_it_is_the_team_for_thirty_days_and_ten_links(cast: Cast, measure: str) -> None:
    assert policy() == SHARED == LinkPolicy(MadeBy.TEAM, 30, 10, True)
    with pytest.raises(UserError, match="link_too_long"):
        link(cast, measure, days=31)
    made = [link(cast, measure, by="bob") for _ in range(10)]
    with pytest.raises(UserError, match="links_too_many"):
        link(cast, measure)
    (first, *_) = shown.shares(cast.actor("alice"), Line(measure))
    sharing.end_share(cast.actor("alice"), first.id)
    assert not dead(link(cast, measure))
    assert sum(dead(token) for token in made) == 1


def test_D11_only_who_may_change_the_measure_makes_and_ends_links(cast: Cast, measure: str) -> None:
    token = link(cast, measure)
    (row,) = shown.shares(cast.actor("alice"), Line(measure))
    for stranger in ("charlie", "dana", "admin"):
        with pytest.raises(UserError, match="measure_unknown"):
            link(cast, measure, by=stranger)
        with pytest.raises(UserError, match="share_not_there"):
            sharing.end_share(cast.actor(stranger), row.id)
        assert shown.shares(cast.actor(stranger), Line(measure)) == []
    assert not dead(token)


def test_D11_the_policy_is_the_administrators_and_holds_at_once(cast: Cast, measure: str) -> None:
    token = link(cast, measure)
    with pytest.raises(UserError, match="not_allowed"):
        say(cast, LinkPolicy(MadeBy.NOBODY), by="alice")
    assert not dead(token)
    say(cast, LinkPolicy(MadeBy.NOBODY))
    assert dead(token)
    with pytest.raises(UserError, match="links_switched_off"):
        link(cast, measure)
    say(cast, SHARED)
    assert dead(token), "what ended does not come back"
    assert [one.policy.made_by for one in policy_history(cast.actor("admin"))] == [MadeBy.TEAM, MadeBy.NOBODY]
    assert ledger.verify().good


def test_D11_where_the_owner_alone_makes_links_the_others_links_are_dead(cast: Cast, measure: str) -> None:
    owning.ask(cast.actor("alice"), measure, Wanted(Role.MEASURE_OWNER, cast.accounts["alice"]), today=MONDAY)
    hers, his = link(cast, measure), link(cast, measure, by="bob")
    say(cast, LinkPolicy(MadeBy.OWNER, 30, 10))
    assert (dead(hers), dead(his)) == (False, True)
    with pytest.raises(UserError, match="links_by_owner_only"):
        link(cast, measure, by="bob")
    asked = owning.ask(cast.actor("alice"), measure, Wanted(Role.MEASURE_OWNER, cast.accounts["bob"]), today=MONDAY)
    owning.answer(cast.actor("bob"), asked, Answer(Move.ACCEPT), today=TUESDAY)
    assert dead(hers), "she handed the measure over"
    assert not dead(link(cast, measure, by="bob"))


def test_D11_a_shorter_life_holds_for_links_that_live(cast: Cast, measure: str) -> None:
    token = link(cast, measure)
    say(cast, LinkPolicy(MadeBy.TEAM, 7, 10))
    assert (dead(token, timedelta(days=6, hours=23)), dead(token, timedelta(days=7, hours=1))) == (False, True)
    (row,) = shown.shares(cast.actor("alice"), Line(measure))
    assert row.expires_at - row.made_at == timedelta(days=7)


@pytest.mark.parametrize("way", ["account closed", "post ended", "moved away"])
def test_D11_a_link_is_dead_when_its_maker_leaves(cast: Cast, measure: str, way: str) -> None:
    token, bobs = link(cast, measure), link(cast, measure, by="bob")
    bob = cast.accounts["bob"]

    def leave() -> None:
        if way == "account closed":
            Account.objects.filter(id=bob).update(closed_at=clock.stamp(clock.now()))
        elif way == "post ended":
            Post.objects.filter(account=bob).update(until=clock.now().date().isoformat())
        else:
            Post.objects.filter(account=bob).update(unit=cast.units["Docks"])

    assert not dead(bobs)
    opening.write(leave)
    assert (dead(token), dead(bobs)) == (False, True)
    assert sorted(row.live for row in shown.shares(cast.actor("alice"), Line(measure))) == [False, True]
    with pytest.raises(UserError, match="share_unknown"):
        sharing.react(bobs, sharing.Words("insight"), now=clock.now())


def test_guests_leave_words_only_where_the_policy_lets_them(cast: Cast, measure: str) -> None:
    token = link(cast, measure)
    assert shown.share_by_token(token, now=clock.now()).takes_words
    say(cast, LinkPolicy(MadeBy.TEAM, 30, 10, guests_write=False))
    assert not shown.share_by_token(token, now=clock.now()).takes_words
    with pytest.raises(UserError, match="guests_do_not_write"):
        sharing.react(token, sharing.Words("insight"), now=clock.now())


def test_a_policy_out_of_bounds_is_refused(cast: Cast) -> None:
    for days, most, code in ((0, 10, "link_days"), (367, 10, "link_days"), (30, 0, "link_number"), (30, 1001, "link_number")):
        with pytest.raises(UserError, match=code):
            say(cast, LinkPolicy(MadeBy.TEAM, days, most))


def test_an_administrator_sees_how_many_links_live_and_not_what_they_show(cast: Cast, measure: str) -> None:
    link(cast, measure)
    link(cast, measure, by="bob")
    (row,) = live_links(cast.actor("admin"), clock.now())
    assert (row.name, row.team, row.live) == ("", "Harbour", 2)
    with pytest.raises(UserError, match="not_allowed"):
        live_links(cast.actor("alice"), clock.now())
    assert live_links(cast.actor("admin"), datetime(2099, 1, 1, tzinfo=UTC)) == []
