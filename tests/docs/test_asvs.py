"""The answers to the ASVS are complete, name what exists, and their page is fresh."""

from tests.docs import asvs
from tests.docs.generated import holds


def test_the_page_of_the_asvs_is_fresh() -> None:
    holds("docs/asvs.md", asvs.page())


def test_every_answer_has_its_ground() -> None:
    assert asvs.wrong() == []


def test_each_requirement_of_two_levels_and_the_picked_ones_are_answered_once() -> None:
    everything = [one for requirements in asvs.chapters().values() for one in requirements]
    assert len({one.id for one in everything}) == len(everything)
    assert sum(one.level == 1 for one in everything) == asvs.LEVEL_1
    assert sum(one.level == 2 for one in everything) == asvs.LEVEL_2 - asvs.WEBRTC
    assert {one.id for one in everything if one.level == 3} == asvs.PICKED
