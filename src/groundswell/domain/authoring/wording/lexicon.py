"""What the wording tests know of one language: lists and patterns, no rule. A further language is one more such value."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from groundswell.domain.authoring.wording.phrases import Phrases

NOTHING = Phrases.of()


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
    openings: Phrases = NOTHING
    """What may stand before a verb or a noun, with or without a comma: *further*, *in partnership*."""
    openings_of: Phrases = NOTHING
    """What opens a sentence up to its comma: *in partnership with the police,*."""
    bodies: Phrases = NOTHING
    """The last word of an authority's name: *Council*."""
    third: Phrases = NOTHING
    """The verbs as they follow such a name: *provides*."""
    attributes: Phrases = NOTHING
    """Verbs that may be a noun or an adjective before a noun: *support staff*, *complete strangers*."""
    causes: Phrases = NOTHING
    """Those of them that may make somebody do something: *help people find work*."""
    finite: Phrases = NOTHING
    """Behind a noun, words that make it a subject."""
    finite_of_object: Phrases = NOTHING
    """Words that do so only before one of ``determiners``: *pay*, *help*."""
    being: Phrases = NOTHING
    """Words that do so even behind ``causes``: *are*."""
    determiners: Phrases = NOTHING
    tells: Phrases = NOTHING
    """Verbs beside ``states`` that make the doing before them a subject: *being a carer makes people tired*."""
    not_done: Phrases = NOTHING
    """Phrases that hold one of ``done`` and count no doing unless one of ``verbs`` follows: *time taken to decide*."""


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
