"""What is said of a formula while it is typed: that it cannot be read, or what a stranger would still have to ask."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from groundswell.domain.authoring.definition.gaps import formula_gaps, parses
from groundswell.domain.authoring.definition.texts import longest, tidy
from groundswell.domain.measurement.definition import MeasureDefinition
from groundswell.words import Words


@dataclass(frozen=True, slots=True)
class FormulaSays:
    """``problem`` is why it cannot be read, "" where it can; ``gaps`` are what is missing to work it out; ``good``: neither."""

    problem: str
    gaps: Sequence[str]
    good: bool


def says_of(definition: MeasureDefinition, typed: str, words: Words) -> FormulaSays:
    """Of a formula over this definition's data items."""
    text = tidy(typed)
    if len(text) > longest("formula"):
        return FormulaSays(words.text("definition.trouble.text_too_long", {"most": longest("formula")}), [], False)
    if not text:
        return FormulaSays("", [], False)
    typed_in = replace(definition, entry=replace(definition.entry, formula=text))
    told = [words.text(gap.code, gap.values) for gap in formula_gaps(typed_in)]
    if not parses(typed_in):
        return FormulaSays(told[0], [], False)
    return FormulaSays("", told, bool(definition.entry.items) and not told)
