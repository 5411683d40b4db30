"""Who asks: alone, or one of the cast; what they hold counts from the next question on."""

import pytest

from groundswell.domain.measurement.definition import MeasureDefinition
from groundswell.errors import UserError
from groundswell.records.actors import PRODUCT, actor_of, is_shared, local_actor
from groundswell.records.ledger.kinds import Kind, What
from groundswell.records.ledger.sealing import ActDraft
from groundswell.records.models import Account, Post
from groundswell.records.opening import write
from groundswell.records.selectors.acts import newest_seq
from groundswell.records.selectors.definitions import acting, catalogue, known
from groundswell.records.services import limits, measures
from groundswell.records.services.recording import seal_acts
from tests.cast import Cast


def test_alone_one_person_sees_everything(data_directory: object) -> None:
    assert not is_shared()
    assert local_actor().viewer.everything


def test_where_people_sign_in_nobody_is_everybody(cast: Cast) -> None:
    assert is_shared()
    with pytest.raises(UserError, match="shared_needs_person"):
        local_actor()
    assert not cast.actor("admin").viewer.everything


def test_a_measure_is_its_teams_alone(cast: Cast) -> None:
    alice = cast.actor("alice")
    berths = measures.create(alice, MeasureDefinition("Berths taken"))
    team = ActDraft(Kind.VISIBILITY, berths, payload={"what": What.TEAM.value, "team": cast.units["Harbour"]})
    write(lambda: seal_acts(alice, [team]))
    for name, sees in {"alice": True, "bob": True, "charlie": False, "dana": False, "admin": False}.items():
        if sees:
            assert acting(cast.actor(name), berths).team == cast.units["Harbour"]
        else:
            with pytest.raises(UserError, match="measure_unknown"):
                known(cast.actor(name), berths)


def test_a_post_that_ended_counts_from_the_next_question_on(cast: Cast) -> None:
    write(lambda: Post.objects.filter(account=cast.accounts["bob"]).update(until="2020-02-01"))
    assert cast.actor("bob").viewer.units == frozenset()
    write(lambda: Account.objects.filter(id=cast.accounts["bob"]).update(closed_at="2026-01-01T00:00:00Z"))
    with pytest.raises(UserError, match="account_unknown"):
        actor_of(cast.accounts["bob"])


def test_what_is_kept_in_memory_of_work_that_was_rolled_back_is_forgotten(cast: Cast) -> None:
    alice = cast.actor("alice")

    def half() -> None:
        measures.create(alice, MeasureDefinition("Half done"))
        raise UserError("not_allowed")

    before = catalogue(PRODUCT).measures
    with pytest.raises(UserError, match="not_allowed"):
        write(half)
    other = measures.create(alice, MeasureDefinition("Whole"))
    assert catalogue(PRODUCT).measures.keys() == before.keys() | {other}


def test_what_is_kept_in_memory_grows_with_new_acts_and_shrinks_with_those_taken_back(cast: Cast) -> None:
    alice = cast.actor("alice")
    one = measures.create(alice, MeasureDefinition("Whole"))
    first = catalogue(PRODUCT)
    act = measures.put_away(PRODUCT, one, "nobody uses it")
    assert not catalogue(PRODUCT).measures[one].in_use
    assert first.measures[one].in_use
    limits.take_back(PRODUCT, act, "they do")
    assert catalogue(PRODUCT).measures[one].in_use
    assert not catalogue(PRODUCT, newest_seq() - 2).measures[one].in_use
