"""What the wording tests know of one language: lists and patterns, no rule. A further language is one more such value."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from groundswell.domain.authoring.wording.phrases import Phrases


@dataclass(frozen=True, slots=True, eq=False)
class ActionWords:
    """How a language says that somebody does something."""

    leads: Phrases
    """What may stand before the verb: *we will*, *to*."""
    verbs: Phrases
    """As an order or an infinitive: *implement*; with the forms that follow *we*."""
    doing: Phrases
    """The doing as a noun at the head: *implementation*, *implementing*."""
    done: Phrases
    """Our own doing as something counted: *inspections carried out*."""
    behind_done: Phrases | None
    """What may follow ``done`` where it stands behind its noun; None where the language always puts it there."""
    also_nouns: Phrases
    """Verbs that are nouns too (*support*): they count only before a word of ``objects`` or after a lead."""
    objects: Phrases
    """Words that follow a verb and not a noun: *the*, *our*, *all*."""


@dataclass(frozen=True, slots=True, eq=False)
class JoinWords:
    """How a language puts two things into one sentence."""

    conjunctions: Phrases
    pairs: Phrases
    """Pairs that are one thing: *black and white*."""
    breakdowns: Phrases
    """After these a list only says how figures are divided: *by age and sex*."""
    means: re.Pattern[str]
    """A doing smuggled in: *through training*."""
    states: Phrases
    """Verbs of a state, where a sentence divides into whom and what: *are*, *feel*."""


@dataclass(frozen=True, slots=True, eq=False)
class HardWords:
    """What a child of ten may not know."""

    words: Phrases
    everyday: Phrases
    """Long words that children know."""
    abbreviations: frozenset[str]
    """Those that everybody knows."""
    syllables: int
    """From this many on a word is hard unless it is everyday; one fewer is enough with a learned ending."""
    endings: re.Pattern[str]
    silent: re.Pattern[str]
    """Endings whose vowels are not spoken."""


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """One language. ``weasels`` by the groups of method 1.3."""

    language: str
    action: ActionWords
    weasels: Mapping[str, Phrases]
    concrete: Phrases
    """Fixed terms in which a weasel word is none: *air quality*."""
    joins: JoinWords
    future: Phrases
    """Words of what is yet to come: *will*."""
    target: re.Pattern[str]
    no_target: re.Pattern[str]
    """Numbers that say who or when is counted: *aged 16 to 64*, *in the last 12 months*."""
    statistics: Phrases
    counted: Phrases
    """Statistics of things that can be watched or counted; *degree to which* is not one of them."""
    hard: HardWords
    general: Phrases
    """Words that name neither whom nor what: *satisfaction*, *rate*, *of*."""
    unseen: Phrases
    """Words that nobody sees or hears, beyond weasel words: *impact*, *mindset*."""
    never_counted: Phrases
    """Words that stay unseen even where a share of something is counted: *% of fleets that are ready*."""
    people: Phrases
    """Words that name whom or where it happens: *children*, *streets*."""
