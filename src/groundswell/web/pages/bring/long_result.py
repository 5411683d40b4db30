"""What a grouping gives, before it is taken: how many figures, the first rows and the first chart, and what is left out."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.safestring import SafeString

from groundswell.domain.measurement.observation import Observation
from groundswell.domain.measurement.period import cadence_by_length
from groundswell.engine.intake import Intake
from groundswell.engine.long.grouping import Count
from groundswell.engine.long.outcome import rows_of
from groundswell.errors import UserError
from groundswell.web.pages.bring.check import BarPart, Cells, bar_of
from groundswell.web.pages.bring.first_figures import TidyRow, first_chart, longest_line, tidy_row
from groundswell.web.pages.bring.long_desk import LongMaterial, preview
from groundswell.words import Words

FIRST_ROWS = 8
MOST_PROBLEMS = 12


@dataclass(frozen=True, slots=True)
class Said:
    """What could not be read or was left out, in words. ``needs``: a person has to say something first."""

    text: str
    hint: str
    needs: bool


@dataclass(frozen=True, slots=True)
class Result:
    """What the grouping gives. ``error``: why it gives nothing at all. ``adds_up``: whether several rows make one figure of a column."""

    headline: str
    ask: str
    why: str
    can_take: bool
    error: str = ""
    bar: list[BarPart] = field(default_factory=list)
    sum_says: str = ""
    rows: list[TidyRow] = field(default_factory=list)
    more_rows: str = ""
    has_places: bool = False
    has_measures: bool = False
    chart: SafeString | None = None
    chart_name: str = ""
    chart_says: SafeString | None = None
    said: list[Said] = field(default_factory=list)
    not_used: str = ""
    adds_up: bool = False


def result_of(material: LongMaterial, words: Words) -> Result:
    """The preview of one grouping."""
    if not material.grouping.measures:
        return _nothing(words.text("long.nothing_counted"), words)
    try:
        intake = preview(material)
    except UserError as error:
        return _nothing(words.error(error), words)
    figures = intake.observations
    rows = rows_of(intake)
    open_questions = [problem for problem in intake.problems if problem.question]
    counts = {"read": rows["read"], "kept": rows["kept"], "left_out": rows["left_out"], "refused": rows["refused"]}
    cells = Cells(rows["read"], rows["kept"], 0, rows["left_out"], rows["refused"])
    can_take = bool(figures) and not open_questions
    chart, name, sentence = first_chart(longest_line(figures), words)
    measures = {one.measure for one in figures}
    places = {one.org_unit for one in figures if one.org_unit is not None}
    return Result(
        headline=_headline(figures, measures, places, words),
        ask=words.text("long.take_ask" if can_take else "long.first_ask", {"n": len(figures)}),
        why=words.text("long.take_why") if can_take else words.hint(open_questions[0]) if open_questions else words.text("long.none"),
        can_take=can_take,
        bar=bar_of(cells),
        sum_says=words.text("long.sum_says", counts),
        rows=[tidy_row(one, words) for one in figures[:FIRST_ROWS]],
        more_rows=words.text("long.more_rows", {"n": len(figures) - FIRST_ROWS}) if len(figures) > FIRST_ROWS else "",
        has_places=bool(places),
        has_measures=len(measures) > 1,
        chart=chart,
        chart_name=name,
        chart_says=sentence,
        said=_said(intake, words),
        not_used=_not_used(material, words),
        adds_up=_adds_up(material, intake),
    )


def _nothing(error: str, words: Words) -> Result:
    return Result(words.text("long.no_figures"), words.text("long.first_ask"), error, can_take=False, error=error)


def _headline(figures: Sequence[Observation], measures: set[str], places: set[str], words: Words) -> str:
    if not figures:
        return words.text("long.no_figures")
    periods = {one.period for one in figures if one.period is not None}
    cadence = Counter(cadence_by_length(period).value for period in periods).most_common(1)[0][0]
    values = {
        "figures": words.text("long.n_figures", {"n": len(figures)}),
        "measures": words.text("bring.n_measures", {"n": len(measures)}),
        "places": words.text("bring.n_places", {"n": len(places)}),
        "periods": words.text(f"bring.n_{cadence}", {"n": len({period.start for period in periods})}),
    }
    return words.text("long.result_places" if places else "long.result", values)


def _adds_up(material: LongMaterial, intake: Intake) -> bool:
    """Whether sums, averages or shares are made of more than one row somewhere."""
    if all(one.count in (Count.ROWS, Count.ONLY) for one in material.grouping.measures):
        return False
    measure = intake.observations[0].measure if intake.observations else ""
    cells = sum(one.measure == measure for one in (*intake.observations, *intake.states, *intake.blanks))
    return rows_of(intake)["kept"] > cells


def _said(intake: Intake, words: Words) -> list[Said]:
    ordered = sorted(intake.problems, key=lambda problem: not problem.question)
    said = [Said(words.problem(problem), words.hint(problem), problem.question) for problem in ordered[:MOST_PROBLEMS]]
    without = len(intake.states) + len(intake.blanks)
    marks = ", ".join(dict.fromkeys(one.mark for one in intake.states if one.mark))[:60]
    if without:
        text = words.text("long.without_figure_marks" if marks else "long.without_figure", {"n": without, "marks": marks})
        said.append(Said(text, "", needs=False))
    return said


def _not_used(material: LongMaterial, words: Words) -> str:
    used = set(material.grouping.columns)
    names = [column.name for column in material.found.profile.columns if column.name not in used and column.filled]
    return words.text("long.not_used", {"columns": ", ".join(names)}) if names else ""
