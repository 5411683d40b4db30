"""The whole page "Check the reading" as one value for its template."""

from collections import Counter
from dataclasses import dataclass, field, replace

from groundswell.engine.long.offering import could_be_grouped
from groundswell.engine.proposal import Question
from groundswell.web.pages.bring.check import (
    PROBLEMS_SHOWN,
    BarPart,
    Cells,
    KeepMeasure,
    KeepPlace,
    Material,
    NextCard,
    ShownProblem,
    ShownQuestion,
    View,
    bar_of,
    cells_of,
    count_problems,
    headline_of,
    lead_of,
    left_out_lines,
    measures_of,
    next_card,
    percentages_of,
    places_of,
    shown_problems,
    shown_question,
    total_lines,
    totals_agree,
)
from groundswell.web.pages.bring.first_figures import FirstFigures, first_figures
from groundswell.web.pages.bring.step_words import step_text
from groundswell.web.pages.bring.window import PaintedSheet, painted_sheet
from groundswell.words import Words


@dataclass(frozen=True, slots=True)
class KeepPart:
    """What to keep, and under which name the recipe is remembered."""

    heading: str
    measures: list[KeepMeasure]
    places: list[KeepPlace]
    places_heading: str
    places_left_out: bool
    bounds_text: str
    bounds: bool
    remember: bool
    recipe_name: str


@dataclass(frozen=True, slots=True)
class CheckPage:
    """Everything the template shows."""

    id: str
    headline: str
    lead: str
    cells: Cells
    sum_says: str
    bar: list[BarPart]
    next: NextCard
    questions: list[ShownQuestion]
    questions_heading: str
    sheet: PaintedSheet
    changes: str
    step: str
    only_these: bool
    undoable: bool
    redoable: bool
    first: FirstFigures
    problems: list[ShownProblem]
    problems_heading: str
    more_problems: str
    totals: list[ShownProblem]
    totals_agree: bool
    left_out: list[str]
    keep: KeepPart
    rows_text: str = ""
    """The words of the link to where rows are counted or added up; empty where that makes no sense."""
    assumed: list[ShownQuestion] = field(default_factory=list)
    assumed_heading: str = ""
    first_rows: str = ""

    @property
    def can_confirm(self) -> bool:
        """Whether there is something that could be stored, and no question stands before it."""
        return not self.questions and bool(self.keep.measures)


def check_page(material: Material, view: View, words: Words) -> CheckPage:
    """The page of one upload, looking at one window of one sheet."""
    cells = cells_of(material.intake)
    questions = _asked(material, material.proposal.open_questions, view, words)
    problems = shown_problems(material, view, words)
    needs = sum(problem.needs for problem in problems)
    hidden = count_problems(material) - len(problems)
    return CheckPage(
        id=material.id,
        headline=headline_of(material, words),
        lead=lead_of(material, cells, words),
        cells=cells,
        sum_says=sum_of(cells, words),
        bar=bar_of(cells),
        next=next_card(material, cells, words),
        questions=questions,
        assumed=_asked(material, material.proposal.assumed_questions, view, words),
        assumed_heading=words.text("bring.assumed_heading", {"n": len(material.proposal.assumed_questions)}),
        questions_heading=words.text("bring.questions_heading", {"n": len(questions)}),
        sheet=painted_sheet(material, view, words),
        changes=words.text("bring.changes", {"n": len(material.proposal.corrections)}) if material.proposal.corrections else "",
        step=step_text(material, words),
        only_these=_reached_further(material),
        undoable=bool(material.choices.history.past),
        redoable=bool(material.choices.history.future),
        first=first_figures(material, words),
        problems=problems,
        problems_heading=words.text("bring.problems_heading", {"n": needs}) if problems else words.text("bring.no_problems_heading"),
        more_problems=words.text("bring.more_problems", {"n": hidden, "shown": PROBLEMS_SHOWN}) if hidden > 0 else "",
        totals=total_lines(material, view, words),
        totals_agree=totals_agree(material),
        left_out=left_out_lines(material.intake, words),
        keep=_keep(material, words),
        rows_text=_rows_text(material, words),
        first_rows=_first_rows(material, words),
    )


def _asked(material: Material, questions: list[Question], view: View, words: Words) -> list[ShownQuestion]:
    """Questions in words, each with its sheet, and with one button for all typed answers of a kind where several are open."""
    sheets = material.workbook.sheets
    typed = Counter(question.code for question in questions if question.is_open and not question.choices)
    leave = words.text("bring.leave_table_out") if material.proposal.may_leave_out else ""
    out = []
    for question in questions:
        alike = typed[question.code] if not question.choices else 0
        text = words.text("bring.answer_all", {"n": alike}) if alike > 1 else ""
        sheet = sheets[question.sheet].name if len(sheets) > 1 else ""
        shown = shown_question(question, view, words)
        out.append(replace(shown, sheet=sheet, all_text=text, leave_text=leave if question.is_open else ""))
    return out


def _rows_text(material: Material, words: Words) -> str:
    if material.proposal.grouped:
        return words.text("bring.rows_change")
    return words.text("bring.rows_count") if could_be_grouped(material.workbook, material.proposal) else ""


def _reached_further(material: Material) -> bool:
    note = material.choices.history.past[-1].note if material.choices.history.past else None
    return note is not None and bool(note.alike or note.sheets)


def sum_of(cells: Cells, words: Words) -> str:
    """The bar's name: the same sum as one sentence."""
    counts = {"read": cells.read, "kept": cells.kept, "missing": cells.missing, "left_out": cells.left_out, "n": cells.refused}
    said = words.text("bring.sum_says", counts)
    return words.text("bring.sum_waiting", {"said": said, "n": cells.waiting}) if cells.waiting else said


def _first_rows(material: Material, words: Words) -> str:
    """Of a large file the first rows alone are painted."""
    large = material.proposal.large
    if large is None:
        return ""
    return words.text("bring.first_rows", {"shown": len(material.workbook.sheets[0].rows) - 1, "n": int(large["rows"])})


def _keep(material: Material, words: Words) -> KeepPart:
    measures, places = measures_of(material, words), places_of(material)
    percentages = percentages_of(material.intake)
    kept_places = sum(place.kept for place in places)
    return KeepPart(
        heading=words.text("bring.keep_heading", {"n": len(measures)}),
        measures=measures,
        places=places,
        places_heading=words.text("bring.places_heading", {"n": len(places), "kept": kept_places}),
        places_left_out=kept_places < len(places),
        bounds_text=words.text("bring.bounds", {"n": len(percentages)}) if percentages else "",
        bounds=material.choices.percent_bounds,
        remember=material.choices.remember,
        recipe_name=material.choices.recipe_name or material.proposal.recipe or recipe_name_of(material.workbook.name),
    )


def recipe_name_of(file_name: str) -> str:
    """A first name for the recipe: the file's own, without its ending and the digits of its date."""
    stem = file_name.rpartition(".")[0] or file_name
    words = [word for word in stem.replace("_", " ").replace("-", " ").split() if not any(letter.isdigit() for letter in word)]
    name = " ".join(words)[:80] or stem[:80]
    return name[:1].upper() + name[1:]
