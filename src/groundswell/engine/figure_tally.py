"""The figures of a table as they are found, and what all of them together settle: units, words, sums, problems of one kind."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from groundswell.domain.measurement.exact import Exact
from groundswell.domain.measurement.observation import Observation
from groundswell.engine.proposal import ColumnReading, Reason
from groundswell.engine.series_units import LENGTHS, Owner, SeriesUnits
from groundswell.engine.sources.workbook import CellError, CellValue, Sheet, Uncalculated, a1, parse_a1
from groundswell.errors import Place, Problem, Value

MOST_ALIKE = 200
"""Problems of one code of one table that are listed singly; the rest are counted in one more."""


class FigureTally:
    """What a pass over a table gathers. ``found``: observation, column, and how many cells share its fate."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.found: list[tuple[Observation, int, int]] = []
        self.attributes: dict[Owner, dict[str, str]] = {}
        self.problems: list[Problem] = []
        self.kept = self.refused = 0
        self.left_out: Counter[str] = Counter()
        self.rows: Counter[str] = Counter()
        self._rows_left_out: set[int] = set()
        self.sums_read: dict[int, Decimal] = {}
        self.sums_kept: dict[int, Decimal] = {}
        self._alike: Counter[str] = Counter()
        self._coef_read: dict[tuple[int, int], int] = defaultdict(int)
        self._coef_kept: dict[tuple[int, int], int] = defaultdict(int)
        self._forms: dict[Owner, set[str]] = defaultdict(set)
        self.words_left_out: set[str] = set()
        """Cells of series that hold words instead of figures."""
        self._units = SeriesUnits()
        self._times: list[int] = []
        """Places in ``found`` of figures that were time cells."""
        self._words: dict[Owner, list[tuple[int, int, str, str]]] = defaultdict(list)

    def settle(self, columns: Iterable[int]) -> None:
        """After the last row: words and units of each series, then the exact sums of these columns."""
        listed = len(self.problems)
        self._settle_words()
        self._settle_units()
        if len(self.problems) > listed:
            self.problems.sort(key=lambda problem: parse_a1(problem.place.cell or "A1"))
        for column in sorted(columns):
            self.sums_read[column] = _sum(self._coef_read, column)
            self.sums_kept[column] = _sum(self._coef_kept, column)

    def close(self) -> None:
        """The problems that are too many to be listed, and the forms of percentages."""
        for code, n in self._alike.items():
            if n > MOST_ALIKE:
                self.problems.append(Problem("and_more", Place(self.sheet.name), {"n": n - MOST_ALIKE, "problem": code}))
        for owner, forms in self._forms.items():
            named = self.attributes.setdefault(owner, {})
            named["percent_forms"] = " ".join(sorted(forms))
            if len(forms) == 1:
                named["measurement_unit"] = next(iter(forms))

    def _say(self, code: str, index: int, column: int, values: dict[str, Value]) -> None:
        self._alike[code] += 1
        if self._alike[code] <= MOST_ALIKE:
            self.problems.append(Problem(code, Place(self.sheet.name, a1(index, column)), values))

    def _keep_target_text(self, owner: Owner, column: ColumnReading, text: str, index: int) -> None:
        """A target that is no number ("<5", "5-6", "none set") stays beside; one with digits is said, in a column where it begins."""
        self.left_out[Reason.LABEL.value] += 1
        beside, head = self.attributes.setdefault(owner, {}), column.head or "target"
        if beside.get(head) != text and any(character.isdecimal() for character in text):
            self._say("target_not_a_number", index, column.index, {"text": shown(text), "measure": owner[0]})
        beside[head] = text

    def _add(self, sums: dict[tuple[int, int], int], column: int, number: Exact | None) -> None:
        if number is not None:
            sums[column, number.scale] += number.coef

    def _settle_words(self) -> None:
        """Words under a period: a series of nothing else is no series of figures and is left out; among figures they are refused."""
        measured = {(o.measure, o.org_unit) for o, _, _ in self.found} if self._words else set()
        for owner, cells in self._words.items():
            index, at, text, start = cells[0]
            if owner in measured:
                for index, at, text, start in cells:
                    self.refused += 1
                    if index in self._rows_left_out:
                        self._rows_left_out.remove(index)
                        self.rows.update(left_out=-1, refused=1)
                    self._say("not_a_number", index, at, {"text": shown(text), "measure": owner[0], "start": start})
                continue
            self.left_out[Reason.LABEL.value] += len(cells)
            self.words_left_out.update(a1(row, column) for row, column, _, _ in cells)
            words = tuple(dict.fromkeys(word.strip() for _, _, word, _ in cells))
            self._say("words_left_out", index, at, {"measure": owner[0], "text": ", ".join(words[:3]), "cells": len(cells)})

    def _settle_units(self) -> None:
        """One unit for each series; figures in another one are refused, lengths of time brought to the finest."""
        settled = self._units.settle(self.found)
        for place, value in settled.changed.items():
            observation, at, cells = self.found[place]
            for sums in (self._coef_read, self._coef_kept):
                self._take(sums, at, observation.value)
                self._add(sums, at, value)
            self.found[place] = (replace(observation, value=value, mark=observation.mark or self._written(observation)), at, cells)
        for place, unit in settled.refused.items():
            observation, at, cells = self.found[place]
            self.kept -= cells
            self.refused += cells
            self._take(self._coef_kept, at, observation.value)
            index, column = parse_a1(observation.cell)
            values: dict[str, Value] = {"measure": observation.measure, "text": self._written(observation), "unit": unit or ""}
            bare = "duration_cell" if self._units.by_place.get(place) in LENGTHS else "unit_unlike_others"
            self._say("units_mixed" if unit is None else "unit_differs" if unit else bare, index, column, values)
        read = next((self.found[place][0] for place in self._times if place not in settled.refused), None)
        if read is not None:
            values = {"text": self._written(read), "value": str(read.value), "unit": settled.units[read.measure, read.org_unit]}
            self._say("times_read", *parse_a1(read.cell), values)
        self.found = [one for place, one in enumerate(self.found) if place not in settled.refused] if settled.refused else self.found
        for owner, unit in settled.units.items():
            self.attributes.setdefault(owner, {})["measurement_unit"] = unit
        for owner in settled.shares:
            self._forms[owner].add("share")

    def _written(self, observation: Observation) -> str:
        index, column = parse_a1(observation.cell)
        return shown(self.sheet.cell(index, column)).strip()

    def _take(self, sums: dict[tuple[int, int], int], column: int, number: Exact | None) -> None:
        if number is not None:
            sums[column, number.scale] -= number.coef


def _sum(sums: dict[tuple[int, int], int], column: int) -> Decimal:
    """An exact sum of coefficients by scale."""
    scales = {scale: coef for (at, scale), coef in sums.items() if at == column}
    most = max(scales, default=0)
    total = sum(coef * 10 ** (most - scale) for scale, coef in scales.items())
    return Exact(total, most).decimal


def shown(value: CellValue) -> str:
    """A cell as problems quote it."""
    if isinstance(value, CellError):
        return value.code
    if isinstance(value, Uncalculated):
        return value.formula
    return str(value)[:200]
