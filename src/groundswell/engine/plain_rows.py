"""The short way through the rows of a long table: full rows of plain figures whose period and names were met before.

The careful way (:mod:`groundswell.engine.table_reader`) reads any row; this one reads most rows of a long file, and says the same.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence

from groundswell.domain.measurement.exact import Exact
from groundswell.domain.measurement.observation import Observation, Presence, Status
from groundswell.domain.measurement.period import Period
from groundswell.engine.numbers import NumberRead, Refused
from groundswell.engine.proposal import ColumnReading
from groundswell.engine.series_units import Found, Owner
from groundswell.engine.sources.workbook import CellValue, Row, column_name
from groundswell.engine.table_names import Labels

ReadNumber = Callable[[CellValue, int], NumberRead | Refused]


class PlainRows:
    """``rows``: how many were read. ``sums``: by column and scale, the sum of their coefficients."""

    def __init__(self, sheet: str, period: int, values: Sequence[ColumnReading], number: ReadNumber) -> None:
        self._sheet, self._period, self._values, self._number = sheet, period, values, number
        self._columns = [column.index for column in values]
        self._letters = {at: column_name(at) for at in self._columns}
        self._periods: dict[CellValue, Period] = {}
        self._owners: dict[int, tuple[Labels, list[Owner]]] = {}
        self._texts: dict[int, dict[str, Exact]] = defaultdict(dict)
        self.rows = 0
        self.sums: dict[tuple[int, int], int] = defaultdict(int)

    def remember(self, cells: Row, period: Period, labels: Labels) -> None:
        """A period without a mark, and names, that a row was read with on the careful way."""
        self._periods[cells[self._period]] = period
        if id(labels) not in self._owners:
            self._owners[id(labels)] = labels, [(labels.measure_of(column), labels.org_unit_of(column)) for column in self._values]

    def read(self, index: int, cells: Row, labels: Labels, found: list[Found]) -> bool:
        """Add the figures of a full row to ``found``; False, and nothing added, where it is any other row."""
        period, owned = self._periods.get(cells[self._period]), self._owners.get(id(labels))
        if period is None or owned is None:
            return False
        figures = []
        for column in self._columns:
            value = cells[column]
            figure = self._texts[column].get(value) if type(value) is str else None
            if figure is None:
                figure = self._plain(value, column)
                if figure is None:
                    return False
            figures.append(figure)
        sums, sheet, row = self.sums, self._sheet, index + 1
        for column, figure, (measure, org_unit) in zip(self._columns, figures, owned[1], strict=True):
            sums[column, figure.scale] += figure.coef
            cell = f"{self._letters[column]}{row}"
            observation = Observation(
                measure, org_unit, period, figure, Presence.VALUE, Status.FINAL, None, None, None, "", sheet, cell
            )
            found.append((observation, column, 1))
        self.rows += 1
        return True

    def _plain(self, value: CellValue, column: int) -> Exact | None:
        """The number of a cell that says nothing but a number."""
        read = self._number(value, column)
        if not isinstance(read, NumberRead) or read.mark or read.unit or read.status is not Status.FINAL:
            return None
        figure = read.value if read.presence is Presence.VALUE else None
        if figure is not None and type(value) is str:
            self._texts[column][value] = figure
        return figure
