"""The one next step as a card: a request, its reason, how long it takes, and the address where it is done."""

from dataclasses import dataclass

from django.urls import reverse

from groundswell.domain.improvement.next_step import NextStep
from groundswell.reports.measure_page import MeasurePage
from groundswell.words import Words

PAGES = {
    "few_figures": "measure_paste",
    "no_direction": "measure_definition",
    "new_signal_without_note": "measure_note",
    "target_passed": "measure_target",
    "not_shown": "measure_share",
}
RANK = (
    "open_reading_question",
    "reaction_unanswered",
    "proposed_split",
    "new_signal_without_note",
    "target_passed",
    "no_direction",
    "few_figures",
    "not_shown",
    "period_due",
    "none",
)
"""The order on the home page, where many measures each offer a step: people who wait come first, then what is new."""


@dataclass(frozen=True, slots=True)
class StepCard:
    """The next-step card. ``href`` empty: nothing needs a hand."""

    caption: str
    ask: str
    why: str
    button: str
    href: str


def step_card(page: MeasurePage, words: Words, *, query: str, named: bool = False) -> StepCard:
    """The card of one measure's step. ``named``: it says which measure (home page)."""
    step, record = page.next_step, page.record
    href = "" if step.code == "none" else _address(step, record.measure_id, query)
    ask = words.text(f"step_home.{step.code}", {"name": record.definition.name}) if named and href else page.step.request
    return StepCard(page.step.caption, ask, page.step.why, page.step.button, href)


def _address(step: NextStep, measure_id: str, query: str) -> str:
    if step.code in ("open_reading_question", "period_due"):
        return reverse("bring")
    if step.code == "reaction_unanswered":
        return reverse("measure", args=[measure_id]) + query + "#talk"
    if step.code == "proposed_split":
        return reverse("measure", args=[measure_id]) + query + "#proposal"
    period = step.values.get("period")
    address = reverse(PAGES[step.code], args=[measure_id]) + query
    if step.code == "new_signal_without_note" and period:
        address += f"{'&' if query else '?'}period={period}"
    return address
