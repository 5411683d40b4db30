"""Who may have a link to a measure, and until when, by the organisation's policy."""

from datetime import UTC, datetime, timedelta

import pytest

from groundswell.domain.access.link_policy import ALONE, SHARED, LinkPolicy, MadeBy, Maker, check, ends_at, lets, refuse
from groundswell.errors import UserError

MEMBER, OWNER, FORMER, STRANGER = Maker(True, False), Maker(True, True), Maker(False, True), Maker(False, False)
NOON = datetime(2026, 11, 30, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("made_by", "member", "owner"), [("team", True, True), ("owner", False, True), ("nobody", False, False)]
)
def test_D11_who_may_have_a_link(made_by: str, member: bool, owner: bool) -> None:
    policy = LinkPolicy(MadeBy(made_by))
    assert [lets(policy, one) for one in (MEMBER, OWNER, FORMER, STRANGER)] == [member, owner, False, False]


@pytest.mark.parametrize(
    ("made_by", "maker", "code"),
    [
        ("nobody", OWNER, "links_switched_off"),
        ("owner", MEMBER, "links_by_owner_only"),
        ("owner", STRANGER, "not_your_measure"),
        ("team", FORMER, "not_your_measure"),
    ],
)
def test_each_no_has_its_reason(made_by: str, maker: Maker, code: str) -> None:
    with pytest.raises(UserError, match=code):
        refuse(LinkPolicy(MadeBy(made_by)), maker)


def test_a_link_ends_by_the_shorter_of_what_was_asked_and_what_holds() -> None:
    for policy, asked, ends in ((ALONE, 900, 900), (SHARED, 900, 30), (SHARED, 7, 7), (LinkPolicy(longest_days=1), 7, 1)):
        assert ends_at(policy, NOON, NOON + timedelta(days=asked)) == NOON + timedelta(days=ends)


def test_bounds_are_whole_numbers_within_reason() -> None:
    check(ALONE)
    check(SHARED)
    for wrong in (LinkPolicy(longest_days=0), LinkPolicy(longest_days=367), LinkPolicy(most_live=0), LinkPolicy(most_live=1001)):
        with pytest.raises(UserError, match="out_of_range"):
            check(wrong)
