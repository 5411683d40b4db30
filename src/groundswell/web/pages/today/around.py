"""What surrounds a step on its page: the facts, the suggestion, and the material that the step works on."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from groundswell.domain.authoring.sessions.criteria import Criteria, Material, criteria
from groundswell.domain.authoring.sessions.facts import Facts
from groundswell.domain.authoring.sessions.steps import STEPS
from groundswell.domain.authoring.sessions.suggest import Suggestion, material_of, others, suggest
from groundswell.errors import UserError
from groundswell.records.lines import Line
from groundswell.records.selectors.session_facts import facts
from groundswell.web.page_form import PageForm
from groundswell.web.pages.today.judging import judging
from groundswell.web.requests import PageRequest


@dataclass(frozen=True, slots=True)
class Around:
    """One step with everything it looks at."""

    request: PageRequest
    facts: Facts
    suggestion: Suggestion
    material: Material

    @property
    def step(self) -> str:
        """The step's number."""
        return self.suggestion.step.id

    @property
    def subject(self) -> str:
        """The id of what the step works on, "" where the step makes it."""
        return self.suggestion.subject

    @property
    def line(self) -> Line:
        """The measure and place that the step works on."""
        return Line(self.suggestion.subject, self.suggestion.place or None)

    @property
    def criteria(self) -> Criteria:
        """When the step is done, and how far it is."""
        return criteria(self.step, self.material)

    @property
    def others(self) -> tuple[Suggestion, ...]:
        """What there is instead."""
        return others(self.facts, self.suggestion)


Save = Callable[[Around, Mapping[str, Any]], str]
"""Keeps what a step's form holds; gives the id of what the step works on from now on."""


@dataclass(frozen=True, slots=True)
class Desk:
    """What lies on the table for a step: a form (None where the work is done on another page), a part to look at, a way there."""

    form: PageForm | None = None
    save: Save | None = None
    part: str = ""
    shown: Mapping[str, Any] = field(default_factory=dict)
    there: str = ""
    there_words: str = ""


def around(request: PageRequest, *, step: str = "", subject: str = "", place: str = "") -> Around:
    """The step that was asked for, or the suggested one. Raises UserError("step_unknown")."""
    found = facts(request.actor, request.today, judging(request))
    if not step:
        suggestion = suggest(found)
    elif step in STEPS:
        suggestion = Suggestion(STEPS[step], "chosen", subject, place)
    else:
        raise UserError("step_unknown")
    return Around(request, found, suggestion, material_of(found, suggestion))
