"""What finding a table needs beside its cells: the calendar, what people already said, and where to put questions and problems."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from groundswell.engine.periods import Calendar, PeriodParser, Writing
from groundswell.engine.proposal import LEFT_FOR_NOW, WHOLE_SHEET, Choice, Question, ReadingOptions, Reason, Region, Role
from groundswell.engine.sources.workbook import a1
from groundswell.engine.tables.grid import Grid
from groundswell.errors import Place, Problem, Value


@dataclass(slots=True)
class Context:
    """The work on one region of a sheet, of which ``grid`` shows the cells alone, at their places on the sheet.

    ``columns`` and ``rows`` hold the roles a person gave; ``answers`` those to questions, by id.

    ``remembered``: answers of a recipe, by question and :func:`memory_key`.
    ``signature``: the shape of the table, once its heads are known. ``alone``: whether the sheet has no other region.
    """

    grid: Grid
    sheet: int
    options: ReadingOptions
    file_stem: str
    decimal_mark: str | None = None
    columns: Mapping[int, Role] = field(default_factory=dict)
    rows: Mapping[int, Role] = field(default_factory=dict)
    answers: Mapping[str, str] = field(default_factory=dict)
    remembered: Mapping[tuple[str, str], str] = field(default_factory=dict)
    questions: list[Question] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    region: Region = WHOLE_SHEET
    alone: bool = True
    signature: str = ""
    writings: dict[tuple[str, int], Writing] = field(default_factory=dict)
    """How the labels of rows and columns are written, by "row" or "column" and its index: see :mod:`.writings`."""
    parser: PeriodParser = field(init=False)

    def __post_init__(self) -> None:
        options = self.options
        self.parser = PeriodParser(Calendar(options.fiscal_start, options.school_start, options.day_first))

    @property
    def name(self) -> str:
        return self.grid.sheet.name

    def answered(self, code: str, cell: str | None, values: Mapping[str, str]) -> str | None:
        """What somebody, or the recipe, already said to a question; None where nobody did."""
        return self.answers.get(f"{code}:{self.sheet}:{cell or ''}") or self.remembered.get((code, memory_key(cell, values)))

    def ask(self, code: str, cell: str | None, values: Mapping[str, str], choices: Sequence[Choice] = ()) -> str | None:
        """Put a question (once); the answer, where somebody gave a good one already. An open question is a problem too."""
        place = cell or ""
        identity = f"{code}:{self.sheet}:{place}"
        answer = self.answered(code, cell, values)
        if answer == LEFT_FOR_NOW or (answer is not None and choices and answer not in {choice.value for choice in choices}):
            answer = None
        if all(question.id != identity for question in self.questions):
            self.questions.append(Question(identity, code, self.sheet, cell, dict(values), tuple(choices), answer))
            if answer is None:
                self.problems.append(Problem(code, Place(self.name, cell), dict(values), question=True))
        return answer

    def assume(self, code: str, cell: str | None, values: Mapping[str, str], choices: Sequence[Choice], assumed: str) -> str:
        """Read on by one answer, and say so: the question can be answered otherwise, and the problem ``<code>_assumed`` shows where."""
        place = cell or ""
        identity = f"{code}:{self.sheet}:{place}"
        answer = self.answered(code, cell, values)
        if answer not in {choice.value for choice in choices}:
            answer = None
        if all(question.id != identity for question in self.questions):
            self.questions.append(Question(identity, code, self.sheet, cell, dict(values), tuple(choices), answer, assumed))
            if answer is None:
                self.problems.append(Problem(f"{code}_assumed", Place(self.name, cell), dict(values)))
        return answer or assumed

    def offer(self, code: str, cell: str, values: Mapping[str, str]) -> str | None:
        """Say what is not read and that a typed word would have it read: nothing waits for the answer, None until there is one."""
        identity = f"{code}:{self.sheet}:{cell}"
        answer = self.answered(code, cell, values)
        if all(question.id != identity for question in self.questions):
            self.questions.append(Question(identity, code, self.sheet, cell, dict(values), (), answer, ""))
            if answer is None:
                self.problems.append(Problem(code, Place(self.name, cell), dict(values)))
        return answer

    def reopen(self, code: str, cell: str | None) -> None:
        """An answer that does not fit: the question is open again."""
        identity = f"{code}:{self.sheet}:{cell or ''}"
        for index, question in enumerate(self.questions):
            if question.id == identity and question.answer is not None:
                self.questions[index] = replace(question, answer=None)
                self.problems.append(Problem(code, Place(self.name, cell), question.values, question=question.assumed is None))

    def leave_for_now(self) -> bool:
        """Whether an open question is answered by leaving its table out: then it alone stays, answered, and the problem says so."""
        for question in self.questions:
            if question.is_open and self.answered(question.code, question.cell, question.values) == LEFT_FOR_NOW:
                self.questions[:] = [replace(question, answer=LEFT_FOR_NOW)]
                self.problems[:] = [problem for problem in self.problems if not problem.question]
                self.refuse("table_left_out", self.region.a1)
                return True
        return False

    def refuse(self, code: str, cell: str | None = None, **values: Value) -> None:
        """A plain reason why the table is not read."""
        self.problems.append(Problem(code, Place(self.name, cell), values))

    def column_cells(self, column: int, first: int, last: int) -> str:
        """``C3:C14``."""
        return f"{a1(first, column)}:{a1(last, column)}"


def memory_key(cell: str | None, values: Mapping[str, str]) -> str:
    """What a question is known by in next month's file: the head it is about, else its column."""
    return values.get("head") or (cell or "").split(":")[0].rstrip("0123456789")


def forced(role: Role | None) -> Reason | None:
    """The reason that a person's "left out" carries."""
    return Reason.CHOSEN if role is Role.LEFT_OUT else None
