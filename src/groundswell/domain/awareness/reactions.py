"""The kinds of first words that a shown chart meets (method 6.5). One tap each; none is needed."""

from enum import StrEnum


class ReactionKind(StrEnum):
    """What somebody's first words are; the catalogue has ``reaction.<kind>`` for the list and ``reaction_tap.<kind>`` for the chip."""

    INSIGHT = "insight"
    QUESTION = "question"
    DOUBT_DATA = "doubt_data"
    DOUBT_PURPOSE = "doubt_purpose"
    CAUSE = "cause"
    HELP = "help"
    WISH = "wish"
    INDIFFERENCE = "indifference"
    WORRY = "worry"
