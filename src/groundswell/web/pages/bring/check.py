"""What the page "Check the reading" shows: a headline, the sum, what is asked, the painted sheet, what to keep."""

from collections import Counter
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from groundswell.domain.measurement.period import cadence_by_length
from groundswell.engine.intake import Intake
from groundswell.engine.proposal import LEFT_FOR_NOW, Proposal, Question
from groundswell.engine.recipes.following import NOT_FITTING
from groundswell.engine.sources.workbook import Workbook, parse_a1
from groundswell.errors import Problem, Value
from groundswell.web.pages.bring.choices import Choices
from groundswell.web.pages.bring.counts import Looked
from groundswell.web.pages.bring.grid import window_around
from groundswell.words import Words

PROBLEMS_SHOWN = 60
EMPTY_STATE = "empty_state"
REFUSED_CELLS = frozenset(
    {
        "date_cell",
        "date_not_real",
        "decimal_mark_unclear",
        "duration_cell",
        "duration_unclear",
        "error_cell",
        "leading_zeros",
        "minus_behind",
        "not_a_number",
        "not_calculated",
        "number_too_long",
        "range_cell",
        "time_of_day",
        "two_figures",
        "unit_differs",
        "unit_unclear",
        "unit_unlike_others",
        "units_mixed",
        "zero_or_missing",
    }
)
"""Problems of one cell whose figure a person may type instead."""
REFUSED = REFUSED_CELLS | {
    "and_more",
    "column_without_period",
    "conflicting_figures",
    "denominator_not_positive",
    "figure_without_period",
    "merged_figures_down",
    "period_missing",
    "period_not_read",
    "row_without_name",
    "two_figures_one_period",
}
"""Problems that keep a figure out; the others are worth knowing and keep nothing out."""
TOTAL_DIFFERS = "total_differs"


@dataclass(frozen=True, slots=True)
class View:
    """Which part of which sheet is looked at.

    ``picked``: the row or column for the plain form; ``typed``: an answer that settled nothing; ``cell``: the one asked about.
    """

    sheet: int
    top: int
    left: int
    picked: str = ""
    typed: str = ""
    cell: str = ""


@dataclass(frozen=True, slots=True)
class Material:
    """Everything one page is made from."""

    id: str
    workbook: Workbook
    proposal: Proposal
    intake: Intake
    choices: Choices
    looked: Looked


@dataclass(frozen=True, slots=True)
class Cells:
    """Filled cells of the whole file: read = kept + missing + left out + refused + waiting for an answer."""

    read: int
    kept: int
    missing: int
    left_out: int
    refused: int
    waiting: int = 0


@dataclass(frozen=True, slots=True)
class BarPart:
    """A part of the reconciliation bar, in thousandths."""

    css: str
    x: float
    width: float


def cells_of(intake: Intake) -> Cells:
    """The sum over all sheets; cells that say "no figure" are kept as missing and counted apart."""
    sheets = intake.reconciliation
    missing = sum(sheet.left_out[EMPTY_STATE] for sheet in sheets)
    left_out = sum(sheet.left_out.total() for sheet in sheets) - missing
    waiting = sum(sheet.waiting for sheet in sheets)
    return Cells(
        sum(s.read for s in sheets), sum(s.kept for s in sheets), missing, left_out, sum(s.refused for s in sheets) - waiting, waiting
    )


def bar_of(cells: Cells) -> list[BarPart]:
    """In proportion; a part that is there is never too thin to be seen."""
    parts = [("k", cells.kept), ("m", cells.missing), ("o", cells.left_out), ("q", cells.refused + cells.waiting)]
    shown = [(css, count) for css, count in parts if count]
    gap, least = 4.0, 8.0
    room = 1000.0 - gap * (len(shown) - 1)
    widths = [max(least, room * count / max(cells.read, 1)) for _, count in shown]
    scale = room / sum(widths) if widths else 1.0
    out, x = [], 0.0
    for (css, _), width in zip(shown, widths, strict=True):
        out.append(BarPart(css, round(x, 1), round(width * scale, 1)))
        x += width * scale + gap
    return out


def headline_of(material: Material, words: Words) -> str:
    """How much the file holds, in its own kinds of things."""
    counts = material.looked.counts
    if not counts.periods:
        return words.text("bring.headline_question" if material.proposal.open_questions else "bring.headline_nothing")
    values = {
        "measures": words.text("bring.n_measures", {"n": len(counts.measures)}),
        "places": words.text("bring.n_places", {"n": len(counts.places)}),
        "periods": words.text(f"bring.n_{counts.cadence}", {"n": counts.periods}),
    }
    return words.text("bring.headline_places" if len(counts.places) > 1 else "bring.headline", values)


def lead_of(material: Material, cells: Cells, words: Words) -> str:
    """What is still wanted from the reader."""
    open_questions = len(material.proposal.open_questions)
    if open_questions:
        return words.text("bring.lead_questions", {"n": open_questions})
    return words.text("bring.lead_cells", {"n": cells.refused}) if cells.refused else words.text("bring.lead_ready")


@dataclass(frozen=True, slots=True)
class NextCard:
    """The one obvious next step. Without ``url`` its button sends the form of what to keep."""

    caption: str
    ask: str
    why: str
    button: str
    url: str = ""


def next_card(material: Material, cells: Cells, words: Words) -> NextCard:
    """A question first, then cells that could not be read, then on to what would change."""
    if material.proposal.open_questions:
        values = {"n": len(material.proposal.open_questions)}
        return NextCard(
            words.text("bring.next_minutes", {"n": 1}),
            words.text("bring.next_question", values),
            "",
            words.text("bring.go_to_question"),
            "#questions",
        )
    if not material.intake.observations:
        return NextCard(
            words.text("bring.next"),
            words.text("bring.next_nothing"),
            words.text("bring.next_nothing_why"),
            words.text("bring.go_to_roles"),
            "#roles",
        )
    refused = [problem for problem in material.intake.problems if can_type(problem, material.workbook)]
    if cells.refused and refused and not material.choices.looked:
        first = refused[0].place.cell or ""
        ask = words.text("bring.next_cell", {"cell": first}) if cells.refused == 1 else words.text("bring.next_cells", {"n": cells.refused})
        why = words.text("bring.next_cells_why")
        return NextCard(
            words.text("bring.next_minutes", {"n": 1}), ask, why, words.text("bring.go_to_cells", {"n": cells.refused}), "#needs"
        )
    return NextCard(
        words.text("bring.next"), words.text("bring.next_confirm"), words.text("bring.next_confirm_why"), words.text("bring.see_changes")
    )


@dataclass(frozen=True, slots=True)
class ShownQuestion:
    """A question with its words and answers."""

    id: str
    text: str
    hint: str
    choices: tuple[tuple[str, str], ...]
    typed: str
    error: str
    assumed: str = ""
    """The choice by which the sheet is read until somebody says otherwise."""
    sheet: str = ""
    """The sheet it is about, where there are several."""
    leave_text: str = ""
    """The words of the button that leaves the table out for now; empty where it is the only one, or holds nothing up."""
    all_text: str = ""
    """The words of the button by which one typed answer holds for all questions of its kind; empty where it is the only one."""


def shown_question(question: Question, view: View, words: Words) -> ShownQuestion:
    """Words for a question; without choices a label is typed."""
    values = {**question.values, "cell": question.cell or ""}
    choices = tuple((choice.value, words.text(f"choice.{choice.code}", choice.values)) for choice in question.choices)
    hint = "" if choices else words.text("bring.type_period")
    if question.answer == LEFT_FOR_NOW:
        hint = f"{words.text('bring.table_is_out')} {hint}".rstrip()
    error = words.text("bring.typed_unread", {"typed": view.typed}) if view.typed and not choices else ""
    text = words.text(f"question.{question.code}", values)
    return ShownQuestion(question.id, text, hint, choices, view.typed, error, question.assumed or "")


@dataclass(frozen=True, slots=True)
class ShownProblem:
    """A problem with its address, its words and what can be done about it."""

    sheet: str
    cell: str
    text: str
    hint: str
    url: str
    needs: bool
    can_type: bool


def can_type(problem: Problem, workbook: Workbook) -> bool:
    """Whether a figure can be typed in its place: it names one cell that was refused."""
    if problem.place.cell is None or problem.code not in REFUSED_CELLS:
        return False
    try:
        parse_a1(problem.place.cell)
    except ValueError:
        return False
    return any(sheet.name == problem.place.sheet for sheet in workbook.sheets)


def listed_problems(material: Material) -> list[Problem]:
    """All but those that are asked as a question above, or of what is said elsewhere on the page."""
    asked = {(question.code, question.cell) for question in material.proposal.open_questions}
    asked |= {(f"{question.code}_assumed", question.cell) for question in material.proposal.assumed_questions}
    elsewhere = NOT_FITTING | {TOTAL_DIFFERS}
    return [one for one in material.intake.problems if (one.code, one.place.cell) not in asked and one.code not in elsewhere]


def count_problems(material: Material) -> int:
    """How many there are, shown or not."""
    return len(listed_problems(material))


def shown_problems(material: Material, view: View, words: Words) -> list[ShownProblem]:
    """Those that need a hand first, in sheet order; the first sixty."""
    shown = [_shown(problem, material, view, words) for problem in listed_problems(material)]
    return sorted(shown, key=lambda one: not one.needs)[:PROBLEMS_SHOWN]


def _shown(problem: Problem, material: Material, view: View, words: Words) -> ShownProblem:
    typed = can_type(problem, material.workbook)
    needs = typed or problem.question or problem.code in REFUSED
    url = cell_url(material, problem, view)
    place = problem.place
    return ShownProblem(
        place.sheet or "", place.cell or "", words.problem(problem), words.hint(problem), url, needs, typed
    )


def cell_url(material: Material, problem: Problem, view: View) -> str:
    """A link to the window that shows the cell, where it is explained."""
    names = [sheet.name for sheet in material.workbook.sheets]
    index = names.index(problem.place.sheet) if problem.place.sheet in names else view.sheet
    first = (problem.place.cell or "").partition(":")[0]
    try:
        parse_a1(first)
    except ValueError:
        return sheet_url(material.id, View(index, 0, 0))
    at = cell_view(material, index, first)
    here = (at.sheet, at.top, at.left) == (view.sheet, view.top, view.left)
    return ("" if here else sheet_url(material.id, at)) + f"#cell-{first}"


def cell_view(material: Material, sheet: int, cell: str) -> View:
    """The window, of those that follow each other, that shows the cell, with the cell explained."""
    window = window_around(material.workbook.sheets[sheet], *parse_a1(cell))
    return View(sheet, window.top, window.left, cell=cell)


def sheet_url(upload_id: str, view: View) -> str:
    """The page of one window of one sheet."""
    further = {name: value for name, value in (("top", view.top), ("left", view.left), ("cell", view.cell)) if value}
    return reverse("bring_sheet", args=[upload_id]) + "?" + urlencode({"sheet": view.sheet, **further})


@dataclass(frozen=True, slots=True)
class KeepMeasure:
    """A measure that can be kept or taken off."""

    key: str
    name: str
    says: str
    kept: bool


@dataclass(frozen=True, slots=True)
class KeepPlace:
    """A place that can be kept or taken off."""

    key: str
    name: str
    kept: bool


def measures_of(material: Material, words: Words) -> list[KeepMeasure]:
    """Each measure of the file, with how many figures it has and of when."""
    shown = []
    for name, found in material.looked.counts.measures.items():
        places = len(found.places)
        values: dict[str, Value] = {"n": found.figures, "places": words.text("bring.n_places", {"n": places})}
        says = words.text("bring.figures_places" if places > 1 else "bring.figures", values)
        if found.first is not None and found.last is not None:
            cadence = cadence_by_length(found.last)
            ends = {"first": words.period(found.first, cadence), "last": words.period(found.last, cadence)}
            code = "bring.figures_of_one" if found.first == found.last else "bring.figures_span"
            says = words.text(code, {"figures": says, **ends})
        shown.append(KeepMeasure(name, name, says, name not in material.choices.dropped_measures))
    return shown


def places_of(material: Material) -> list[KeepPlace]:
    """Each place of the file, in its order; none where it has only one."""
    names = material.looked.counts.places
    return [KeepPlace(name, name, name not in material.choices.dropped_places) for name in names] if len(names) > 1 else []


def percentages_of(intake: Intake) -> list[str]:
    """Measures whose measurement unit is a percentage: 0 and 100 can be their bounds, if a person says so."""
    units = {measure: said.get("measurement_unit", "") for (measure, _), said in intake.attributes.items()}
    return [measure for measure, unit in units.items() if unit in ("%", "share")]


def left_out_lines(intake: Intake, words: Words) -> list[str]:
    """How many cells were left out, by reason, most first."""
    reasons: Counter[str] = Counter()
    for sheet in intake.reconciliation:
        reasons.update(sheet.left_out)
    reasons.pop(EMPTY_STATE, None)
    return [words.text(f"bring.left_out_{reason}", {"n": n}) for reason, n in reasons.most_common() if n]


def total_lines(material: Material, view: View, words: Words) -> list[ShownProblem]:
    """Where the sheet's own totals are not the sum of their parts."""
    found = [problem for problem in material.intake.problems if problem.code == TOTAL_DIFFERS]
    return [_shown(problem, material, view, words) for problem in found[:PROBLEMS_SHOWN]]


def totals_agree(material: Material) -> bool:
    """Whether there are totals, and each is the sum of its parts."""
    checked = any(sheet.left_out["total"] for sheet in material.intake.reconciliation)
    return checked and all(problem.code != TOTAL_DIFFERS for problem in material.intake.problems)
