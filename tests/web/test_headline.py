"""The home page's headline is a finding, whatever the counts."""

import pytest
from django.utils import translation

from groundswell.web.pages.home.headline import headline, spelled


@pytest.mark.parametrize(
    ("signals", "routine", "early", "finding", "rest"),
    [
        (
            3,
            9,
            1,
            "Three of thirteen measures really changed.",
            "Nine did what they normally do: their ups and downs need no explanation. One is too young to tell.",
        ),
        (1, 1, 0, "One of two measures really changed.", "One did what it normally does: its ups and downs need no explanation."),
        (1, 0, 0, "Your measure really changed.", ""),
        (2, 0, 0, "All of your two measures really changed.", ""),
        (0, 1, 0, "No signals. Everything did what it normally does.", "Ups and downs inside the band need no explanation."),
        (0, 5, 2, "No signals. Everything did what it normally does.", "Two are too young to tell."),
        (0, 0, 1, "Too early to tell.", "Limits appear from the fifth figure. With earlier years a chart can start today."),
        (24, 176, 0, "24 of 200 measures really changed.", "176 did what they normally do: their ups and downs need no explanation."),
        (1, 0, 1, "One of two measures really changed.", "One is too young to tell."),
    ],
)
def test_the_headline_counts_signals(signals: int, routine: int, early: int, finding: str, rest: str) -> None:
    with translation.override("en"):
        said = headline(signals, routine, early)
    assert (said.finding, said.rest) == (finding, rest)


def test_counts_are_spelled_up_to_twenty() -> None:
    with translation.override("en"):
        assert [spelled(n) for n in (0, 12, 20, 21)] == ["none", "twelve", "twenty", "21"]
