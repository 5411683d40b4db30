"""What kind of thing a measure counts, proposed by rules that can be read; a person confirms (method 5.5).

The rules are tried in order and the first that finds its word decides, so a page can say why. Perception is tried before the
things that people are asked about: *staff who are satisfied* is no input.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from groundswell.domain.measurement.dictionary_entry import MeasureType as MeasureType


class Confidence(StrEnum):
    """How much the proposal leans on: a word of the name, a word of the description alone, or no word at all."""

    NAME = "name"
    DESCRIPTION = "description"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class TypeProposal:
    """A kind with the rule that proposed it, and the word that made it; without any word it is unknown, by ``no_word``."""

    kind: MeasureType
    rule: str
    word: str
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class _Rule:
    code: str
    kind: MeasureType
    pattern: re.Pattern[str]
    head: bool = False
    """Whether the word counts only in the head: what is counted, before *per*, *who*, *with*."""


def _rule(code: str, kind: MeasureType, words: str, *, head: bool = False) -> _Rule:
    return _Rule(code, kind, re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE), head)


RULES = (
    _rule(
        "milestone", MeasureType.ACTION,
        r"(?:%|percent|percentage) (?:complete|completion|implemented)|milestones?|on track|yes ?/ ?no|yes or no|go[- ]live|in place"
        r"|implemented|established|rolled out"
        r"|(?:plan|strategy|policy|framework|system|programme|project) (?:approved|adopted|launched|completed)"
        r"|completion of (?:the )?(?:plan|project|programme|strategy|review)",
    ),
    _rule(
        "asked", MeasureType.PERCEPTION,
        r"satisf(?:ied|action)|dissatisf(?:ied|action)|survey\w*|perceiv\w+|perception\w*|feel(?:s|ing)?|felt|agree(?:s|ing)?"
        r"|confiden(?:t|ce)|trust|happy|opinions?|recommend|say(?:s|ing)?|report(?:s|ing)? (?:a high|feeling|that)"
        r"|self-identif\w+|net promoter|rated? by",
    ),
    _rule(
        "put_in", MeasureType.INPUT,
        r"budgets?|spend|spending|spent|expenditures?|costs?|funding|investments?|fte|ftes|full[- ]time equivalents?|staff|staffing"
        r"|headcount|hours worked|staff hours|equipment|vacanc(?:y|ies)|positions? (?:that are )?filled|grants?",
        head=True,
    ),
    _rule(
        "received", MeasureType.OUTCOME,
        r"re-?offend\w*|injur\w+|killed|deaths?|died|dying|mortality|waits?|waited|waiting times?|found work|in work|employed|unemploy\w+"
        r"|employment rate|readmi\w+|on time at door|arriv\w+|homeless\w*|poverty|illness|incidence|prevalence|obes\w+|crimes?|offences"
        r"|accidents?|casualt(?:y|ies)|complaints?|pollution|concentration|emissions|life expectancy|literacy|answered within|live in"
        r"|recycled|smok\w+|unresolved|repeat calls|still",
    ),
    _rule(
        "doing", MeasureType.ACTIVITY,
        r"trained|training sessions?|held|conducted|carried out|inspected|inspections?|visited|visits made|processed|reports? produced"
        r"|meetings?|calls made|reviewed|reviews|audits?|audited|attended|workshops?|campaigns?|assess(?:ed|ments)|consultations?|monitored"
        r"|processing",
    ),
    _rule(
        "handed_over", MeasureType.OUTPUT,
        r"issued|closed|resurfaced|delivered|completed|built|completions|repaired|installed|published|produced|determined|collected|resolved"
        r"|processed within|paid|granted|answered|responded|collections|transactions?|decided|tests done|served|fixed|supplied",
    ),
    _rule(
        "state", MeasureType.OUTCOME,
        r"(?:people|residents|adults|children|pupils|patients|customers|families|households|users|women|men|population|tenants|students)"
        r"(?: (?:who|that|which) \w+)?|quality of life",
    ),
)
"""In the order in which they are tried."""
_WITHIN = re.compile(r"processed (?:with)?in \d+", re.IGNORECASE)
_TAIL = re.compile(r"\b(?:per|who|that|which|with|for each|as a share of|compared)\b", re.IGNORECASE)
_LONGEST = 2_000
"""So many characters of a name and of a description are read."""
NO_WORD = "no_word"


def classify(name: str, description: str = "") -> TypeProposal:
    """The kind that the name proposes; the description is asked only where the name says nothing."""
    for text, confidence in ((name, Confidence.NAME), (description, Confidence.DESCRIPTION)):
        read = text[:_LONGEST]
        if _WITHIN.search(read):
            return TypeProposal(MeasureType.OUTPUT, "handed_over", "processed", confidence)
        for rule in RULES:
            part = _TAIL.split(read, maxsplit=1)[0] if rule.head else read
            if found := rule.pattern.search(part):
                return TypeProposal(rule.kind, rule.code, found.group(), confidence)
    return TypeProposal(MeasureType.UNKNOWN, NO_WORD, "", Confidence.NONE)
