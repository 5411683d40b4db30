"""What a step is called on its page, and what it is about."""

from groundswell.domain.authoring.sessions.facts import (
    DefinitionFacts,
    GoalFacts,
    MapFacts,
    MeasureFacts,
    ResultFacts,
)
from groundswell.errors import UserError
from groundswell.records.selectors.definitions import known
from groundswell.web.pages.today.around import Around


def title(around: Around) -> str:
    """The step as a request."""
    return around.request.words.text(f"step.{around.step}")


def about(around: Around) -> str:
    """What it is about: the result, the measure, the goal; or what the step is for, where there is nothing yet."""
    words, found = around.request.words, around.material
    subject = ""
    if isinstance(found, ResultFacts | GoalFacts):
        subject = found.text
    elif isinstance(found, MeasureFacts | MapFacts):
        subject = found.name
    elif isinstance(found, DefinitionFacts) and found.measure_id:
        subject = _name(around, found.measure_id)
    return subject or words.text(f"step.{around.step}.why")


def _name(around: Around, measure_id: str) -> str:
    try:
        return known(around.request.actor, measure_id).definition.name
    except UserError:
        return ""
