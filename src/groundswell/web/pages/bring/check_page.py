"""The whole page "Check the reading" as one value for its template."""

from dataclasses import dataclass

from groundswell.engine.painting import Paint, paint
from groundswell.engine.proposal import Role
from groundswell.engine.sources.workbook import column_name
from groundswell.web.pages.bring.check import (
    LAYOUT_DIFFERS,
    PROBLEMS_SHOWN,
    REFUSED,
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
    sheet_url,
    shown_problems,
    shown_question,
    total_lines,
    totals_agree,
)
from groundswell.web.pages.bring.grid import GridRow, Letter, Painter, RoleSpan, Window, letters_of, rows_of, steps_around, window_of
from groundswell.web.pages.bring.painted import (
    LineRole,
    RangeChoice,
    RoleChoice,
    column_roles,
    columns_say,
    role_choices,
    row_role,
    spans_of,
)
from groundswell.words import Words

PAINTS = {
    Paint.EMPTY: "empty",
    Paint.NAME: "name",
    Paint.UNIT: "unit",
    Paint.PERIOD: "period",
    Paint.FIGURE: "figure",
    Paint.MISSING: "missing",
    Paint.LEFT_OUT: "out",
    Paint.PROBLEM: "problem",
    Paint.OTHER: "kept",
}
"""How a cell was read → its class in the style sheet."""


@dataclass(frozen=True, slots=True)
class Link:
    """A plain link; ``current`` where we are."""

    url: str
    text: str
    note: str = ""
    current: bool = False


@dataclass(frozen=True, slots=True)
class ShownLetter:
    """A column's letter as a button."""

    letter: Letter
    line: LineRole


@dataclass(frozen=True, slots=True)
class ShownRow:
    """A row with its number as a button."""

    row: GridRow
    line: LineRole


@dataclass(frozen=True, slots=True)
class PaintedSheet:
    """One window of one sheet, painted."""

    index: int
    heading: str
    here: str
    window: Window
    window_says: str
    tabs: list[Link]
    steps: list[Link]
    spans: list[RoleSpan]
    letters: list[ShownLetter]
    rows: list[ShownRow]
    roles: list[RoleChoice]
    ranges: list[RangeChoice]
    picked: str


@dataclass(frozen=True, slots=True)
class KeepPart:
    """What to keep, and under which name the layout is remembered."""

    heading: str
    measures: list[KeepMeasure]
    places: list[KeepPlace]
    places_heading: str
    places_left_out: bool
    bounds_text: str
    bounds: bool
    remember: bool
    layout_name: str


@dataclass(frozen=True, slots=True)
class CheckPage:
    """Everything the template shows."""

    id: str
    headline: str
    lead: str
    remembered: list[str]
    cells: Cells
    sum_says: str
    bar: list[BarPart]
    next: NextCard
    questions: list[ShownQuestion]
    questions_heading: str
    sheet: PaintedSheet
    changes: str
    problems: list[ShownProblem]
    problems_heading: str
    more_problems: str
    totals: list[ShownProblem]
    totals_agree: bool
    left_out: list[str]
    keep: KeepPart

    @property
    def can_confirm(self) -> bool:
        """Whether there is something that could be stored, and no question stands before it."""
        return not self.questions and bool(self.keep.measures)


def check_page(material: Material, view: View, words: Words) -> CheckPage:
    """The page of one upload, looking at one window of one sheet."""
    cells = cells_of(material.intake, material.proposal)
    questions = [shown_question(question, view, words) for question in material.proposal.open_questions]
    problems = shown_problems(material, view, words)
    needs = sum(problem.needs for problem in problems)
    hidden = count_problems(material) - len(problems)
    return CheckPage(
        id=material.id,
        headline=headline_of(material, words),
        lead=lead_of(material, cells, words),
        remembered=remembered_of(material, words),
        cells=cells,
        sum_says=sum_of(cells, words),
        bar=bar_of(cells),
        next=next_card(material, cells, words),
        questions=questions,
        questions_heading=words.text("bring.questions_heading", {"n": len(questions)}),
        sheet=painted_sheet(material, view, words),
        changes=words.text("bring.changes", {"n": len(material.proposal.corrections)}) if material.proposal.corrections else "",
        problems=problems,
        problems_heading=words.text("bring.problems_heading", {"n": needs}) if problems else words.text("bring.no_problems_heading"),
        more_problems=words.text("bring.more_problems", {"n": hidden, "shown": PROBLEMS_SHOWN}) if hidden > 0 else "",
        totals=total_lines(material, view, words),
        totals_agree=totals_agree(material),
        left_out=left_out_lines(material.intake, words),
        keep=_keep(material, words),
    )


def sum_of(cells: Cells, words: Words) -> str:
    """The bar's name: the same sum as one sentence."""
    counts = {"read": cells.read, "kept": cells.kept, "missing": cells.missing, "left_out": cells.left_out, "n": cells.refused}
    said = words.text("bring.sum_says", counts)
    return words.text("bring.sum_waiting", {"said": said, "n": cells.waiting}) if cells.waiting else said


def remembered_of(material: Material, words: Words) -> list[str]:
    """Which remembered layout the sheet was read as, and what is different this time."""
    if not material.proposal.layout:
        return []
    differs = [words.problem(problem) for problem in material.intake.problems if problem.code in LAYOUT_DIFFERS]
    return [words.text("bring.read_as", {"name": material.proposal.layout}), *differs]


def painted_sheet(material: Material, view: View, words: Words) -> PaintedSheet:
    """The window, painted; every cell with the reason for its paint."""
    sheet, reading = material.workbook.sheets[view.sheet], material.proposal.sheets[view.sheet]
    window = window_of(sheet, view.top, view.left)
    painted = _painter(material, view.sheet, window, words)
    roles = column_roles(reading, max(sheet.width, 1))
    spans = spans_of(reading, roles, window, words)
    letters = [
        ShownLetter(
            letter,
            LineRole(roles[letter.column], columns_say(letter.column, letter.column, words.text(f"role.{roles[letter.column]}"), words)),
        )
        for letter in letters_of(sheet, window)
    ]
    rows = [ShownRow(row, _row_line(reading.table, row.row, words)) for row in rows_of(sheet, window, painted, words)]
    return PaintedSheet(
        index=view.sheet,
        heading=_heading(material, sheet.name, words),
        here=sheet_url(material.id, View(view.sheet, window.top, window.left)),
        window=window,
        window_says=words.text("bring.window", {"range": window.a1, "rows": len(sheet.rows), "n": sheet.width}),
        tabs=_tabs(material, view, words),
        steps=[
            Link(
                sheet_url(material.id, View(view.sheet, step.top, step.left)),
                words.text(f"bring.step_{step.direction}", {"range": step.a1}),
            )
            for step in steps_around(sheet, window)
        ],
        spans=spans,
        letters=letters,
        rows=rows,
        roles=role_choices(words),
        ranges=_ranges(spans, letters, rows),
        picked=view.picked,
    )


def _painter(material: Material, index: int, window: Window, words: Words) -> Painter:
    """How each cell of the window was read, and why, in words. Empty rows and headings of sections hold no missing figures."""
    sheet, table = material.workbook.sheets[index], material.proposal.sheets[index].table
    needs = [problem for problem in material.intake.problems if problem.question or problem.code in REFUSED]
    rows, columns = range(window.top, window.bottom), range(window.left, window.right)
    painted = paint(material.workbook, material.proposal, index, rows, columns, problems=needs)
    sections = {row for row, reading in table.rows.items() if reading.role is Role.SECTION} if table is not None else set()
    spaces = sections | {row for row in rows if not any(value is not None for value in sheet.rows[row])}

    def paint_at(row: int, column: int) -> tuple[str, str]:
        if row in spaces and sheet.cell(row, column) is None:
            return PAINTS[Paint.EMPTY], ""
        one = painted[row - window.top][column - window.left]
        return PAINTS[one.paint], _reason(one.reason, words)

    return paint_at


def _heading(material: Material, sheet: str, words: Words) -> str:
    """The file, and the sheet where a file has sheets of its own naming."""
    if material.workbook.kind in ("csv", "paste") or not sheet:
        return material.workbook.name
    return words.text("bring.sheet_heading", {"file": material.workbook.name, "sheet": sheet})


def _reason(code: str, words: Words) -> str:
    """Why a cell is left out, or what is wrong with it; empty where its paint says it all."""
    for known in (f"paint.{code}", f"problem.{code}"):
        if code and words.has(known):
            return words.text(known)
    return ""


def _row_line(table: object, row: int, words: Words) -> LineRole:
    role = row_role(table, row)  # type: ignore[arg-type]
    return LineRole(role, words.text("bring.row_says", {"row": row + 1, "role": words.text(f"row_role.{role}")}))


def _tabs(material: Material, view: View, words: Words) -> list[Link]:
    if len(material.workbook.sheets) < 2:
        return []
    tabs = []
    for index, sheet in enumerate(material.workbook.sheets):
        reading = material.proposal.sheets[index]
        note = words.text("bring.tab_hidden") if sheet.hidden else "" if reading.table else words.text("bring.tab_no_table")
        tabs.append(Link(sheet_url(material.id, View(index, 0, 0)), sheet.name, note, index == view.sheet))
    return tabs


def _ranges(spans: list[RoleSpan], letters: list[ShownLetter], rows: list[ShownRow]) -> list[RangeChoice]:
    """The plain form's list: spans of columns, single columns, rows."""
    choices = [
        RangeChoice(f"column-{span.first}-{span.last}", f"{column_name(span.first)}–{column_name(span.last)}: {span.text}")
        for span in spans
        if span.columns > 1
    ]
    choices += [RangeChoice(f"column-{one.letter.column}-{one.letter.column}", one.line.says) for one in letters]
    return choices + [RangeChoice(f"row-{one.row.row}-{one.row.row}", one.line.says) for one in rows]


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
        layout_name=material.choices.layout_name or material.proposal.layout or layout_name_of(material.workbook.name),
    )


def layout_name_of(file_name: str) -> str:
    """A first name for the layout: the file's own, without its ending and the digits of its date."""
    stem = file_name.rpartition(".")[0] or file_name
    words = [word for word in stem.replace("_", " ").replace("-", " ").split() if not any(letter.isdigit() for letter in word)]
    name = " ".join(words)[:80] or stem[:80]
    return name[:1].upper() + name[1:]
