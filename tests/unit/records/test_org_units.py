"""Org units in the record: a tree on the chain, reorganised with a day and a reason, by administrators who gain no eyes by it."""

from datetime import UTC, date, datetime, timedelta

import pytest

from groundswell.domain.measurement.definition import MeasureDefinition
from groundswell.domain.organisation.tree import UnitChange, team_now
from groundswell.domain.organisation.unit import Change
from groundswell.errors import UserError
from groundswell.records import clock
from groundswell.records.actors import GUEST, Actor, local_actor
from groundswell.records.databases import other_connection
from groundswell.records.ledger import verifying
from groundswell.records.ledger.kinds import Kind, What
from groundswell.records.ledger.sealing import ActDraft
from groundswell.records.models import Post
from groundswell.records.opening import write
from groundswell.records.selectors.acts import newest_seq, organisation_acts
from groundswell.records.selectors.definitions import catalogue, known
from groundswell.records.selectors.org_units import history, people_in, tree, unit, units_of
from groundswell.records.selectors.organisation import OrganisationSettings
from groundswell.records.selectors.posts import people, posts_held, posts_of
from groundswell.records.services import measures, org_units, organisation, peer_groups, posts
from groundswell.records.services.matching import matching
from groundswell.records.services.measures import org_unit_act
from groundswell.records.services.posts import NewPost
from groundswell.records.services.recording import seal_acts
from tests.cast import Cast

TODAY = clock.now().date()
YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)


def new(actor: Actor, name: str, parent: str | None = None, day: date | None = None) -> str:
    return org_units.open_unit(actor, UnitChange(Change.OPENED, "", day, name, parent))


def planted(cast: Cast) -> Actor:
    """The cast's units in a tree: Board over Harbour and Docks."""
    admin = cast.actor("admin")
    for name, parent in (("Board", None), ("Harbour", "Board"), ("Docks", "Board")):
        org_units.open_unit(admin, UnitChange(Change.OPENED, cast.units[name], parent=cast.units[parent] if parent else None))
    return admin


def owned(cast: Cast, name: str = "Berths taken", team: str = "Harbour") -> str:
    """A measure that a team owns."""
    alice = cast.actor("alice")
    measure = measures.create(alice, MeasureDefinition(name))
    act = ActDraft(Kind.VISIBILITY, measure, payload={"what": What.TEAM.value, "team": cast.units[team]})
    write(lambda: seal_acts(alice, [act]))
    return measure


def refused(code: str) -> "pytest.RaisesContext[UserError]":
    return pytest.raises(UserError, match=f"^{code}$")


def test_the_tree_grows_act_by_act_and_can_be_asked_as_of_any(data_directory: object) -> None:
    me = local_actor()
    agency = new(me, "Agency")
    harbour = new(me, " Harbour \n Division ", agency)
    before = newest_seq()
    org_units.rename(me, harbour, "Ports", TODAY, "New law")
    org_units.set_levels(me, ["Agency", "Directorate", ""])
    org_units.set_titles(me, {2: ["Head of directorate", ""], 1: []})
    org_units.head_count(me, harbour, 4, YESTERDAY)
    now = tree()
    assert now.on(TODAY).path_text(harbour) == "Agency / Ports"
    assert now.on(YESTERDAY).name(harbour) == "Harbour Division"
    assert now.levels.names == ("Agency", "Directorate")
    assert dict(now.levels.titles) == {2: ("Head of directorate",)}
    assert (now.units[harbour].people(TODAY), now.units[agency].people(TODAY)) == (4, None)
    assert tree(before).on(TODAY).path_text(harbour) == "Agency / Harbour Division"
    assert [story.act.payload.get("change") for story in history(harbour)] == [None, "renamed", "opened"]
    assert catalogue(me).org_units[harbour] == "Ports"
    assert (people_in(harbour, TODAY), people_in(harbour, date(2000, 1, 1)), people_in("nobody", TODAY)) == (4, None, None)
    assert tree() is now
    with other_connection() as connection:
        assert verifying.verify(connection).good


def test_an_act_that_only_names_a_place_puts_it_nowhere_and_one_with_a_parent_opens_it(data_directory: object) -> None:
    me = local_actor()
    top = ActDraft(Kind.DEFINE, org_unit="top", payload={"what": "org_unit", "name": "Council"})
    under = ActDraft(Kind.DEFINE, org_unit="under", payload={"what": "org_unit", "name": "Team", "parent": "top"})
    write(lambda: seal_acts(me, [top, under, org_unit_act("place", "Pier 4")]))
    assert tree().on(TODAY).path_text("under") == "Council / Team"
    assert tree().on(TODAY).roots == ("top",)
    assert tree().unplaced(TODAY) == ("place",)
    org_units.open_unit(me, UnitChange(Change.OPENED, "place", parent="under"))
    assert tree().on(TODAY).path_text("place") == "Council / Team / Pier 4"
    with refused("unit_placed_already"):
        org_units.open_unit(me, UnitChange(Change.OPENED, "place", parent="top"))


def test_what_the_tree_cannot_be_is_refused_and_nothing_is_stored(data_directory: object) -> None:
    me = local_actor()
    agency = new(me, "Agency")
    harbour = new(me, "Harbour", agency)
    before = newest_seq()
    for code, call in {
        "unit_circle": lambda: org_units.move(me, agency, harbour, TODAY, "Why not"),
        "unit_name_twice": lambda: new(me, "harbour", agency),
        "unit_parent_unknown": lambda: new(me, "Docks", "nobody"),
        "reason_needed": lambda: org_units.move(me, harbour, None, TODAY, " "),
        "name_needed": lambda: new(me, " "),
        "name_too_long": lambda: new(me, "x" * 201),
        "rename_ahead": lambda: org_units.rename(me, harbour, "Ports", TODAY + timedelta(days=3)),
        "unit_unknown": lambda: org_units.rename(me, "nobody", "Ports", TODAY),
        "closing_needs_team": lambda: org_units.close(me, agency, TODAY, "Gone"),
        "split_needs_two": lambda: org_units.split(me, harbour, ["One", " "], TODAY, "Too large"),
        "level_twice": lambda: org_units.set_levels(me, ["Team", "team"]),
        "too_many_levels": lambda: org_units.set_levels(me, [str(at) for at in range(13)]),
        "head_count_out_of_range": lambda: org_units.head_count(me, harbour, -1, TODAY),
        "not_said_same": lambda: org_units.not_same(me, harbour),
    }.items():
        with refused(code):
            call()
    assert newest_seq() == before


def test_D3_only_an_administrator_changes_the_tree_and_whoever_is_signed_in_looks(cast: Cast) -> None:
    planted(cast)
    harbour, docks = cast.units["Harbour"], cast.units["Docks"]
    for name in ("alice", "charlie", "dana"):
        actor = cast.actor(name)
        assert unit(actor, harbour).name() == "Harbour"
        for call in (
            lambda a=actor: new(a, "Mine"), lambda a=actor: org_units.rename(a, docks, "Mine", TODAY),
            lambda a=actor: org_units.merge(a, docks, harbour, TODAY, "Mine"), lambda a=actor: org_units.close(a, docks, TODAY, "x"),
            lambda a=actor: org_units.split(a, docks, ["a", "b"], TODAY, "x"), lambda a=actor: org_units.set_levels(a, ["x"]),
            lambda a=actor: org_units.head_count(a, docks, 3, TODAY), lambda a=actor: org_units.same_as(a, docks, harbour),
            lambda a=actor: posts.give(a, NewPost(a.ref, docks, "", TODAY), today=TODAY),
        ):  # fmt: skip
            with refused("administrator_only"):
                call()
        assert people(actor) == []
    with refused("unit_unknown"):
        unit(GUEST, harbour)
    assert posts_of(GUEST, harbour, TODAY) == []


def test_D3_measures_and_people_of_a_merged_team_follow(cast: Cast) -> None:
    admin, berths = planted(cast), owned(cast)
    harbour, docks = cast.units["Harbour"], cast.units["Docks"]
    cranes = new(admin, "Cranes", harbour)
    org_units.merge(admin, harbour, docks, TODAY, "One port")
    now = tree()
    assert team_now(now, harbour, TODAY) == docks
    assert {known(cast.actor(name), berths).team for name in ("alice", "bob", "charlie")} == {docks}
    assert now.parent_on(cranes, TODAY) == docks
    assert now.parent_on(cranes, YESTERDAY) == harbour
    assert org_units.measures_of(now, docks, TODAY) == [berths]
    assert {one.name for one in posts_of(admin, docks, TODAY)} == {"Alice", "Bob", "Charlie"}
    assert cast.actor("alice").viewer.units == {docks}
    assert units_of(cast.actor("alice"), TODAY) == {docks}
    assert posts_of(admin, harbour, TODAY) == []


def test_a_merge_that_lies_ahead_leaves_everything_as_it_is_until_then(cast: Cast) -> None:
    admin, berths = planted(cast), owned(cast)
    harbour, docks, ahead = cast.units["Harbour"], cast.units["Docks"], TODAY + timedelta(days=30)
    org_units.merge(admin, harbour, docks, ahead, "One port in spring")
    assert known(cast.actor("alice"), berths).team == harbour
    assert cast.actor("alice").viewer.units == {harbour}
    assert [org_units.measures_of(tree(), docks, day) for day in (TODAY, ahead)] == [[], [berths]]
    assert {one.name for one in posts_of(admin, docks, ahead)} == {"Alice", "Bob", "Charlie"}


def test_D3_what_a_merged_unit_owned_or_was_told_follows_on_the_day(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    admin, berths, cranes = planted(cast), owned(cast), owned(cast, "Cranes idle")
    harbour, docks, board, ahead = cast.units["Harbour"], cast.units["Docks"], cast.units["Board"], TODAY + timedelta(days=30)
    upward = ActDraft(Kind.VISIBILITY, cranes, payload={"audience": "upward", "upward": [board]})
    write(lambda: seal_acts(cast.actor("alice"), [upward]))
    council = new(admin, "Council")
    org_units.merge(admin, harbour, docks, ahead, "One port in spring")
    org_units.merge(admin, board, council, ahead, "The board goes")
    seen = lambda name: set(catalogue(cast.actor(name)).measures)  # noqa: E731
    assert [seen(name) for name in ("alice", "charlie", "dana")] == [{berths, cranes}, set(), {cranes}]
    monkeypatch.setattr(clock, "now", lambda: datetime(ahead.year, ahead.month, ahead.day, 9, tzinfo=UTC))
    assert cast.actor("alice").viewer.units == {docks}
    assert cast.actor("dana").viewer.units == {council}
    assert [seen(name) for name in ("alice", "charlie", "dana", "admin")] == [{berths, cranes}, {berths, cranes}, {cranes}, set()]


def test_D13_a_merge_of_today_counts_at_once_also_far_from_greenwich(cast: Cast) -> None:
    admin, berths = planted(cast), owned(cast)
    for zone in ("Pacific/Pago_Pago", "Pacific/Kiritimati"):
        organisation.change(admin, OrganisationSettings(time_zone=zone), effective_from=TODAY)
        harbour, docks = cast.units["Harbour"], cast.units["Docks"]
        org_units.merge(admin, harbour, docks, posts.here_today(), "One port")
        assert cast.actor("alice").viewer.units == {docks}
        assert known(cast.actor("alice"), berths).team == docks
        cast.units["Harbour"], cast.units["Docks"] = docks, new(admin, f"Quays {zone}", cast.units["Board"])


def test_E8_closing_a_unit_asks_where_its_measures_go_and_keeps_the_reason(cast: Cast) -> None:
    admin, berths = planted(cast), owned(cast)
    harbour, docks = cast.units["Harbour"], cast.units["Docks"]
    with refused("closing_needs_team"):
        org_units.close(admin, harbour, TODAY, "No money")
    org_units.close(admin, harbour, TODAY, "No money", to=docks)
    assert known(cast.actor("charlie"), berths).team == docks
    assert cast.actor("alice").viewer.units == frozenset()
    assert history(harbour)[0].act.reason == "No money"
    assert tree().units[harbour].ending is Change.CLOSED
    with refused("unit_ended"):
        org_units.move(admin, harbour, docks, TODAY, "Back")


def test_D3_splitting_ends_posts_and_hands_measures_to_the_first(cast: Cast) -> None:
    admin, berths = planted(cast), owned(cast)
    first, second = org_units.split(admin, cast.units["Harbour"], ["North quay", "South quay"], TODAY, "Too large")
    assert cast.actor("alice").viewer.units == frozenset()
    assert org_units.measures_of(tree(), first, TODAY) == [berths]
    assert tree().on(TODAY).children[cast.units["Board"]] == (cast.units["Docks"], first, second)


def test_D3_no_administrator_opens_figures_to_themselves(cast: Cast) -> None:
    admin = planted(cast)
    owned(cast)
    harbour, docks, board = (cast.units[name] for name in ("Harbour", "Docks", "Board"))
    with refused("post_for_oneself"):
        posts.give(admin, NewPost(admin.ref, harbour, "Head", TODAY), today=TODAY)
    write(lambda: Post.objects.create(account_id=admin.ref, unit=docks, start="2020-01-01", made_by=admin.ref, made_at=""))
    admin = cast.actor("admin")
    for call in (
        lambda: org_units.merge(admin, harbour, docks, TODAY, "Mine"), lambda: org_units.merge(admin, docks, harbour, TODAY, "Mine"),
        lambda: org_units.close(admin, harbour, TODAY, "Mine", to=docks),
    ):  # fmt: skip
        with refused("reorganise_own_unit"):
            call()
    org_units.close(admin, harbour, TODAY, "Not mine", to=board)


def test_D13_a_post_that_ends_today_counts_no_more_and_one_that_begins_today_counts(cast: Cast) -> None:
    admin = planted(cast)
    harbour, docks = cast.units["Harbour"], cast.units["Docks"]
    ahead = clock.now().date() + timedelta(days=1)
    (held,) = posts_held(cast.actor("bob"), TODAY)
    posts.end(admin, held.id, ahead, today=ahead)
    assert cast.actor("bob").viewer.units == frozenset()
    given = posts.give(admin, NewPost(cast.accounts["bob"], docks, "Clerk", ahead), today=ahead)
    assert cast.actor("bob").viewer.units == {docks}
    posts.move(admin, given, harbour, TODAY, today=TODAY)
    assert cast.actor("bob").viewer.units == {harbour}
    later = posts.give(admin, NewPost(cast.accounts["bob"], docks, "", ahead + timedelta(days=9)), today=TODAY)
    assert cast.actor("bob").viewer.units == {harbour}
    assert {one.id for one in posts_of(admin, docks, TODAY) if one.name == "Bob"} == {later}
    payloads = [act.payload for act in organisation_acts(Kind.DEFINE, None) if act.what == What.POST]
    assert [(one["change"], one["account"]) for one in payloads][:1] == [("ended", cast.accounts["bob"])]
    assert not any("Clerk" in str(one) or "Bob" in str(one) for one in payloads)


def test_what_a_post_cannot_be(cast: Cast) -> None:
    admin = planted(cast)
    harbour, bob, docks = cast.units["Harbour"], cast.accounts["bob"], cast.units["Docks"]
    for code, wanted in {
        "account_unknown": NewPost("nobody", harbour, "", TODAY),
        "unit_unknown": NewPost(bob, "nobody", "", TODAY),
        "post_there_already": NewPost(bob, harbour, "", TODAY),
        "post_ends_before_it_begins": NewPost(bob, docks, "", TODAY, YESTERDAY),
    }.items():
        with refused(code):
            posts.give(admin, wanted, today=TODAY)
    (held,) = posts_held(cast.actor("bob"), TODAY)
    with refused("post_unknown"):
        posts.end(cast.actor("charlie"), held.id, TODAY, today=TODAY)
    posts.end(cast.actor("bob"), held.id, TODAY, today=TODAY)
    assert cast.actor("bob").viewer.units == frozenset()


def test_peers_are_those_whose_own_people_accepted(cast: Cast) -> None:
    planted(cast)
    harbour, docks = cast.units["Harbour"], cast.units["Docks"]
    alice, charlie = cast.actor("alice"), cast.actor("charlie")
    group = peer_groups.propose(alice, "Quays", "Both moor ships of one size", [harbour, docks], today=TODAY)
    assert tree().groups[group].members == frozenset()
    peer_groups.answer(charlie, group, docks, peer_groups.Consent.ACCEPTED, today=TODAY)
    assert tree().groups[group].members == {docks}
    assert tree().groups[group].similar == "Both moor ships of one size"
    for code, call in {
        "not_your_unit": lambda: peer_groups.answer(charlie, group, harbour, peer_groups.Consent.ACCEPTED, today=TODAY),
        "not_asked": lambda: peer_groups.answer(charlie, group, docks, peer_groups.Consent.DECLINED, today=TODAY),
        "group_unknown": lambda: peer_groups.answer(charlie, "none", docks, peer_groups.Consent.LEFT, today=TODAY),
        "not_among_them": lambda: peer_groups.propose(charlie, "x", "y", [harbour, cast.units["Board"]], today=TODAY),
        "similar_needed": lambda: peer_groups.propose(alice, "x", " ", [harbour, docks], today=TODAY),
        "group_needs_two": lambda: peer_groups.propose(alice, "x", "y", [harbour], today=TODAY),
    }.items():
        with refused(code):
            call()
    peer_groups.answer(charlie, group, docks, peer_groups.Consent.LEFT, today=TODAY)
    assert tree().groups[group].members == frozenset()


def test_a_place_that_is_said_to_be_a_unit_answers_to_the_units_names(data_directory: object) -> None:
    me = local_actor()
    docks = new(me, "Docks Division")
    write(lambda: seal_acts(me, [org_unit_act("place", "Docks")]))
    org_units.same_as(me, "place", docks)
    assert tree().unplaced(TODAY) == ()
    assert tree().unit_of("place") == docks
    matched = matching(me)
    assert matched.line("Any", "docks division").org_unit_id == matched.line("Any", "Docks").org_unit_id == "place"
    org_units.not_same(me, "place")
    assert tree().unplaced(TODAY) == ("place",)
    assert matching(me).line("Any", "Docks Division").org_unit_id == docks


def test_D3_where_units_hang_opens_nothing_and_posts_alone_decide(cast: Cast) -> None:
    """Own, ancestor, descendant, sibling, moved unit, two posts: the tree says who is above, an audience and a post say who sees."""
    admin, berths = planted(cast), owned(cast)
    harbour, docks, board = (cast.units[name] for name in ("Harbour", "Docks", "Board"))
    cranes = new(admin, "Cranes", harbour)
    write(lambda: Post.objects.create(account_id=cast.accounts["charlie"], unit=cranes, start="2020-01-01", made_by="", made_at=""))
    names = ("alice", "bob", "charlie", "dana", "admin")

    def seeing() -> set[str]:
        return {name for name in names if berths in catalogue(cast.actor(name)).measures}

    own, told = {"alice", "bob"}, {"alice", "bob", "dana"}
    assert seeing() == own
    org_units.move(admin, harbour, docks, TODAY, "Nearer the ships")
    assert tree().on(TODAY).path_text(cranes) == "Board / Docks / Harbour / Cranes"
    assert seeing() == own
    upward = ActDraft(Kind.VISIBILITY, berths, payload={"audience": "upward", "upward": [board]})
    write(lambda: seal_acts(cast.actor("alice"), [upward]))
    assert seeing() == told
    posts.give(admin, NewPost(cast.accounts["charlie"], harbour, "", TODAY), today=TODAY)
    assert cast.actor("charlie").viewer.units == {docks, cranes, harbour}
    assert seeing() == {*told, "charlie"}
    given = next(one for one in posts_held(cast.actor("charlie"), TODAY) if one.unit == harbour)
    posts.end(admin, given.id, TODAY, today=TODAY)
    assert seeing() == told
