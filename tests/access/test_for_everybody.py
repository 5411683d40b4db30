"""What holds for everybody: each member reads it, an administrator changes it, and nobody is offered a form that would be refused."""

from dataclasses import asdict

import pytest

from groundswell.domain.xmr.own_rule_set import rule_set_to_mapping
from groundswell.domain.xmr.rule_sets import DEFAULT, RULE_SETS
from groundswell.errors import UserError
from groundswell.records.selectors.allowed_words import allowed_words as listed
from groundswell.records.selectors.rule_sets import own_rule_sets
from groundswell.records.services import allowed_words, rule_sets
from tests.cast import Cast
from tests.signing_in import signed_in

OURS = {**rule_set_to_mapping(RULE_SETS[DEFAULT]), "name": "Our rules", "source": "The board"}


def test_D5_rules_and_words_for_everybody_are_an_administrators(cast: Cast) -> None:
    alice, admin = cast.actor("alice"), cast.actor("admin")
    made = rule_sets.create(admin, OURS, "agreed")
    gesture = allowed_words.allow(admin, "accessible", "As the code says").gesture
    refused = (
        lambda: rule_sets.create(alice, {**OURS, "name": "Mine"}, "why not"),
        lambda: rule_sets.change(alice, made.id, {**OURS, "source": "Me"}, "why not"),
        lambda: rule_sets.put_away(alice, made.id, "why not"),
        lambda: allowed_words.allow(alice, "soon", "Some day"),
        lambda: allowed_words.disallow(alice, "accessible"),
        lambda: allowed_words.undo(alice, gesture),
    )
    for one in refused:
        with pytest.raises(UserError, match="administrator_only"):
            one()
    assert [asdict(one.newest)["number"] for one in own_rule_sets(alice)] == [1]
    assert dict(listed(alice)) == {"accessible": "As the code says"}


def test_D5_a_member_reads_them_and_finds_no_form(cast: Cast) -> None:
    made = rule_sets.create(cast.actor("admin"), OURS, "agreed")
    allowed_words.allow(cast.actor("admin"), "accessible", "As the code says")
    client, keeper = signed_in(cast, "alice"), signed_in(cast, "admin")
    for address, says in {"/rules/": "Our rules", f"/rules/{made.id}/": "Our rules", "/map-words/": "accessible"}.items():
        page, theirs = client.get(address).content.decode(), keeper.get(address).content.decode()
        assert says in page
        assert "An administrator can" in page
        assert "An administrator can" not in theirs
        for form in ("/rules/new/", "/edit/", "/put-away/", 'action="/map-words/'):
            assert form not in page, (address, form)
        assert "/rules/new/" in theirs or 'action="/map-words/' in theirs
    assert client.post("/map-words/", {"word": "soon", "definition": "Some day"}).status_code in (400, 403)
    assert client.post("/map-words/out/", {"word": "accessible"}).status_code == 404
    assert client.get("/rules/new/").status_code == 404
