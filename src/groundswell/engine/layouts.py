"""A remembered layout: what people said about a file of this shape, so that next month's file is one click.

It holds heads and answers, never figures. A column is known by its head and a row by its label, because a month more
moves every column after it.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field

from groundswell.engine.periods import folded
from groundswell.engine.proposal import Proposal, Role
from groundswell.engine.sources.workbook import Workbook
from groundswell.engine.tables.context import memory_key
from groundswell.engine.tables.grid import Grid, blank
from groundswell.engine.tables.vocabulary import words
from groundswell.errors import Place, Problem, UserError, Value

VERSION = 1
PASSING = frozenset({"which_quarter", "which_month", "which_year", "which_period", "year_missing"})
"""Questions whose answer is another one each time; they are asked again."""
SEARCH_ROWS = 60


@dataclass(frozen=True, slots=True)
class Remembered:
    """One correction: the folded head of a column, or label of a row, which of several alike, and its role."""

    axis: str
    text: str
    occurrence: int
    role: Role


@dataclass(frozen=True, slots=True)
class Layout:
    """``signatures``: the shapes of the tables, in sheet order. ``answers``: by question and head."""

    name: str
    signatures: tuple[str, ...]
    corrections: tuple[Remembered, ...] = ()
    answers: Mapping[tuple[str, str], str] = field(default_factory=dict)

    def to_json(self) -> str:
        """Readable JSON: keys in order, one a line."""
        plain = {
            "groundswell_layout": VERSION,
            "name": self.name,
            "signatures": list(self.signatures),
            "corrections": [asdict(one) for one in self.corrections],
            "answers": [{"question": code, "about": about, "answer": given} for (code, about), given in sorted(self.answers.items())],
        }
        return json.dumps(plain, ensure_ascii=False, indent=2)

    @classmethod
    def from_json(cls, text: str) -> "Layout":
        """What :meth:`to_json` wrote; raises UserError for anything else."""
        try:
            plain = json.loads(text)
            if plain["groundswell_layout"] != VERSION:
                raise UserError("layout_version", {"version": str(plain["groundswell_layout"])})
            corrections = tuple(Remembered(c["axis"], c["text"], c["occurrence"], Role(c["role"])) for c in plain["corrections"])
            answers = {(a["question"], a["about"]): a["answer"] for a in plain["answers"]}
            return cls(plain["name"], tuple(plain["signatures"]), corrections, answers)
        except (KeyError, TypeError, ValueError):
            raise UserError("layout_unreadable") from None

    @property
    def signature(self) -> str:
        """One text for the whole shape, for looking it up."""
        return "\n".join(self.signatures)


def signature_of(proposal: Proposal) -> str:
    """The shape of a workbook: those of its tables, in sheet order."""
    return "\n".join(sheet.signature for sheet in proposal.sheets if sheet.signature)


def layout_of(proposal: Proposal, workbook: Workbook, name: str) -> Layout:
    """What to remember of a proposal under a name a person gave."""
    corrections = []
    for correction in proposal.corrections:
        grid = Grid(workbook.sheets[correction.sheet])
        texts = _heads(grid) if correction.axis == "column" else _labels(grid)
        text = texts.get(correction.index, "")
        if text:
            before = sum(1 for index, other in texts.items() if other == text and index < correction.index)
            corrections.append(Remembered(correction.axis, text, before, correction.role))
    answers = {
        (question.code, memory_key(question.cell, question.values)): question.answer
        for question in proposal.questions
        if question.answer is not None and question.code not in PASSING
    }
    return Layout(name, tuple(sheet.signature for sheet in proposal.sheets if sheet.signature), tuple(corrections), answers)


def fits(layout: Layout, proposal: Proposal) -> bool:
    """Whether a workbook, proposed on its own, has the shape this layout was made for."""
    return signature_of(proposal) == layout.signature


def misfits(layout: Layout, proposal: Proposal) -> list[Problem]:
    """What of a workbook does not fit its layout: columns that are new, and columns that are gone."""
    found = [(sheet.name, sheet.signature) for sheet in proposal.sheets if sheet.signature]
    problems = []
    for (name, ours), theirs in zip(found, layout.signatures, strict=False):
        here, there = ours.split("|"), theirs.split("|")
        gone = tuple(head for head in there[1:] if head not in here)
        new = tuple(head for head in here[1:] if head not in there)
        if gone or new or here[0] != there[0]:
            problems.append(Problem("layout_differs", Place(name), {"layout": layout.name, "gone": ", ".join(gone), "new": ", ".join(new)}))
    if len(found) != len(layout.signatures):
        values: dict[str, Value] = {"layout": layout.name, "tables": len(found), "remembered": len(layout.signatures)}
        problems.append(Problem("layout_sheets_differ", Place(), values))
    return problems


def _heads(grid: Grid) -> dict[int, str]:
    """The lowest text of each column's upper rows that looks like a head: the first row with most texts."""
    row = max(range(min(SEARCH_ROWS, grid.height)), key=lambda r: (sum(isinstance(v, str) for v in grid.sheet.rows[r]), -r), default=0)
    return {column: words(grid.text(row, column)) for column in grid.filled(row)} if grid.height else {}


def _labels(grid: Grid) -> dict[int, str]:
    out = {}
    for row in range(grid.height):
        texts = [value for value in grid.sheet.rows[row] if isinstance(value, str) and not blank(value)]
        if texts:
            out[row] = folded(texts[0])
    return out


def _found(texts: Mapping[int, str], layout: Layout, axis: str) -> dict[int, Role]:
    out: dict[int, Role] = {}
    for one in layout.corrections:
        if one.axis == axis:
            places = [index for index, text in texts.items() if text == one.text]
            if one.occurrence < len(places):
                out[places[one.occurrence]] = one.role
    return out


def column_corrections(layout: Layout, grid: Grid) -> dict[int, Role]:
    """Roles by column of this sheet that the layout remembers."""
    return _found(_heads(grid), layout, "column")


def row_corrections(layout: Layout, grid: Grid) -> dict[int, Role]:
    """Roles by row of this sheet that the layout remembers."""
    return _found(_labels(grid), layout, "row")
