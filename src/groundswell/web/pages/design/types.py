"""The kind of measure that the rules of method 5.5 propose for a candidate; a person confirms it."""

from dataclasses import dataclass

from groundswell.domain.authoring.measure_design import Candidate
from groundswell.domain.authoring.measure_type import classify
from groundswell.domain.measurement.dictionary_entry import MeasureType
from groundswell.words import Words


@dataclass(frozen=True, slots=True)
class ProposedType:
    """A kind, the rule that proposed it and the word that made the rule fire."""

    kind: MeasureType
    rule: str
    word: str


def proposed_type(candidate: Candidate) -> ProposedType | None:
    """What the rules propose, None where no rule has a word to go by."""
    found = classify(candidate.name or candidate.wording, candidate.description)
    return None if found.kind is MeasureType.UNKNOWN else ProposedType(found.kind, found.rule, found.word)


def why_words(proposed: ProposedType, words: Words) -> str:
    """Which rule fired and by which word, as a sentence."""
    code = f"measure_type.rule.{proposed.rule}"
    return words.text(code if words.has(code) else "design_type.rule", {"word": proposed.word})
