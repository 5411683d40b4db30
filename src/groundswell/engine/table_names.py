"""The names of a row's figures: measure and place, from its label cells, the section it stands in, and the table itself."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from operator import itemgetter

from groundswell.engine.proposal import ColumnReading, Role, RowReading, TableReading
from groundswell.engine.sources.workbook import CellValue, Row, Sheet
from groundswell.engine.tables import vocabulary
from groundswell.engine.tables.grid import Grid, blank, text_of
from groundswell.engine.tables.levels import named
from groundswell.engine.tables.naming import explained_marks, tidy, without_mark
from groundswell.engine.tables.nesting import parents

MEASURE_JOIN = " | "
ORG_UNIT_JOIN = " / "


@dataclass(slots=True)
class Labels:
    """Names of one row; parts of the measure's name before and after what a column's head adds."""

    before: tuple[str, ...]
    after: tuple[str, ...]
    org_unit: str | None
    table_measure: str
    title: str
    _names: dict[str, str]

    def measure_of(self, column: ColumnReading) -> str:
        """The measure of a figure of that column."""
        name = self._names.get(column.name)
        if name is None:
            before = self.before or ((self.title,) if self.title and column.name and vocabulary.only_how(column.name) else ())
            if before == (self.table_measure,) and not self.title and column.name:
                before = ()  # the file's or sheet's name stands in for a name that is missing: the head over the column is one
            parts = [*before, column.name, *self.after] if before else [column.name or self.table_measure, *self.after]
            name = self._names[column.name] = MEASURE_JOIN.join(part for part in parts if part) or self.table_measure
        return name

    def org_unit_of(self, column: ColumnReading) -> str | None:
        """The place of a figure of that column: the row's, or the one its head names."""
        if not column.org_unit:
            return self.org_unit
        return column.org_unit if self.org_unit is None else f"{self.org_unit}{ORG_UNIT_JOIN}{column.org_unit}"


class RowNames:
    """Reads label cells in row order (sections reach down to the next one), each combination of texts once.

    ``sheet`` shows the table's region alone; ``around``, where it is another, is the whole sheet, whose notes explain footnote marks.
    """

    def __init__(self, sheet: Sheet, table: TableReading, around: Sheet | None = None) -> None:
        self.sheet, self.table = sheet, table
        self._measures = table.with_role(Role.MEASURE)
        self._places = table.with_role(Role.ORG_UNIT)
        categories = table.with_role(Role.CATEGORY)
        self._of_measure = [c for c in categories if c.names != "org_unit"]
        self._of_place = [c for c in categories if c.names == "org_unit"]
        codes = table.with_role(Role.CODE)
        finest = table.levels[-1] if table.levels else None
        place_codes = [c for c in codes if c.names == "org_unit"]
        self._place_code = min(place_codes, key=lambda c: 0 if finest is None else abs(c.index - finest), default=None)
        self._measure_code = next((c for c in codes if c.names != "org_unit"), None)
        self._columns = [*self._measures, *self._places, *categories, *codes]
        self._indexes = [c.index for c in self._columns]
        self._units = table.with_role(Role.MEASUREMENT_UNIT)
        grid = Grid(sheet)
        self._merged = self._spread(grid)
        noted = grid if around is None or around is sheet else Grid(around)
        self._marks = explained_marks(noted, table.last, min(table.head_rows, default=0))
        self._fill: dict[int, CellValue] = {}
        self._filled_down = {c.index for c in self._columns if c.fill_down}
        self._sections: list[str] = []
        self._opened = 0
        self._seen: dict[tuple[object, ...], Labels | None] = {}
        self._parents = parents(sheet, table, self._measures[-1].index) if self._measures and table.form == "across" else {}
        self._place_parents = self._parents_of_alike() if table.sections == "org_unit" and self._places else {}
        self._several_parents = self._places_of_several_parents() if table.levels else set()
        self._two_kinds = self._kinds_that_tell_apart()
        self._two_units = self._rows_that_units_tell_apart()
        self._shared_names = self._names_of_several_codes()
        self._of_cells = itemgetter(*self._indexes) if self._indexes and self._by_cells_alone() else None
        self._by_cells: dict[object, Labels | None] = {}

    def _spread(self, grid: Grid) -> dict[tuple[int, int], CellValue]:
        """Values of merged label cells, for the rows below the first."""
        out: dict[tuple[int, int], CellValue] = {}
        for merge in self.sheet.merges:
            if merge.bottom > merge.top and merge.left in self._indexes and merge.top >= self.table.first:
                for row in range(merge.top + 1, merge.bottom + 1):
                    out[row, merge.left] = grid.value(merge.top, merge.left)
        return out

    def pass_row(self, index: int, reading: RowReading) -> None:
        """A row that is not read; a heading opens its section."""
        if reading.depth is not None:
            del self._sections[reading.depth :]
        if reading.role is not Role.SECTION:
            return
        cells = self.sheet.rows[index]
        named = [cells[c] for c in self._indexes if self.table.sections and c < len(cells) and not blank(cells[c])]
        text = self._name(next((text_of(cell) for cell in named or cells if not blank(cell)), "")).rstrip(":")
        if reading.depth is not None:
            self._sections = [*self._sections, text]
            return
        self._opened += 1
        depth = (
            max(0, len(self._sections) - 1)
            if self._opened == 1 and len(self._sections) > 1
            else len(self._sections)
            if self._opened > 1
            else 0
        )
        self._sections = [*self._sections[:depth], text]

    def of(self, index: int, cells: Row) -> Labels | None:
        """The names of a row; None where its label cells are all empty though the table has some."""
        self._opened = 0
        if self._of_cells is not None and not self._sections:
            try:
                return self._by_cells[self._of_cells(cells)]
            except (KeyError, IndexError):  # the first of its kind, or a short row
                pass
        reading = self.table.rows.get(index)
        if reading is not None and reading.label_row is not None:
            self.pass_row(index, RowReading(Role.SECTION))
            self._opened, cells = 0, self.sheet.rows[reading.label_row]
        width = len(cells)
        values = tuple([cells[i] if i < width else None for i in self._indexes])
        if self._merged or self._filled_down:
            values = self._completed(index, values)
        unit = self._unit_text(cells) if self._two_kinds or values in self._two_units else ""
        above = [*self._sections, *map(self._name, self._parents.get(index, self._place_parents.get(index, ())))]
        key = (values, unit, tuple(above))
        try:
            return self._seen[key]
        except KeyError:
            labels = self._seen[key] = self._labels(values, unit, above)
            if self._of_cells is not None and not self._sections:
                self._by_cells[values if len(values) > 1 else values[0]] = labels
            return labels

    def _by_cells_alone(self) -> bool:
        """Whether the names of a row hang on nothing but its label cells, as in a long table; sections may still open above it."""
        elsewhere = self._merged or self._filled_down or self._two_kinds or self._two_units or self._parents or self._place_parents
        return not elsewhere and all(reading.label_row is None for reading in self.table.rows.values())

    def _completed(self, index: int, values: tuple[CellValue, ...]) -> tuple[CellValue, ...]:
        out = list(values)
        for place, column in enumerate(self._indexes):
            if blank(out[place]):
                out[place] = self._merged.get((index, column), self._fill.get(column) if column in self._filled_down else None)
            elif column in self._filled_down:
                self._fill[column] = out[place]
        return tuple(out)

    def _labels(self, values: tuple[CellValue, ...], unit: str, sections: list[str]) -> Labels | None:
        texts = {column: self._name(text_of(value)) for column, value in zip(self._indexes, values, strict=True)}
        measures = [texts[c.index] for c in self._measures if texts[c.index]]
        if not measures and self._measures and self._measure_code is not None and texts[self._measure_code.index]:
            measures = [texts[self._measure_code.index]]
        places = self._finest(texts) if self.table.levels else [texts[c.index] for c in self._places if texts[c.index]]
        places = [self.table.renames.get(place, place) for place in places]
        code = texts[self._place_code.index] if self._place_code is not None else ""
        if not places and code:
            places = [code]
        elif code and places and places[-1] in self._shared_names:
            places.append(code)
        places += [texts[c.index] for c in self._of_place if texts[c.index]]
        after = [texts[c.index] for c in self._of_measure if texts[c.index]]
        named = bool(measures or places or after)
        if self.table.sections:
            return self._cross_section(sections, measures, places, after)
        if not named and (self._measures or (self._places and self.table.form == "across")):
            return None
        if not self._measures and self._places and self.table.form == "across":
            places, sections = [*sections, *places], []
        if unit and (values in self._two_units or (measures and measures[-1] in self._two_kinds)):
            after.append(unit)
        place = ORG_UNIT_JOIN.join(dict.fromkeys(places)) or None
        if self.table.org_unit:
            place = self.table.org_unit if place is None else f"{self.table.org_unit}{ORG_UNIT_JOIN}{place}"
        before = (*sections, *measures)
        if not before and self.table.form == "across":
            before = (self.table.measure,)
        if self.table.caption and self.table.caption not in before:
            before = (self.table.caption, *before)
        return Labels(before, tuple(after), place, self.table.measure, self.table.title, {})

    def _parents_of_alike(self) -> dict[int, tuple[str, ...]]:
        """By row, the places under which one is set in whose name comes several times ("Other"); any other name is enough by itself."""
        column = self._places[-1].index
        found = parents(self.sheet, self.table, column)
        names = Counter(text_of(self.sheet.cell(row, column)) for row in range(self.table.first, self.table.last + 1))
        return {row: above for row, above in found.items() if names[text_of(self.sheet.cell(row, column))] > 1}

    def _finest(self, texts: dict[int, str]) -> list[str]:
        """The finest place that a row names; with the wider ones before it where its name alone stands for several."""
        found = [texts[column] for column in self.table.levels if named(texts[column])]
        return found if found and (len(found), found[-1]) in self._several_parents else found[-1:]

    def _places_of_several_parents(self) -> set[tuple[int, str]]:
        """Names of places, with their depth, that stand for more than one place at one time."""
        times = [c.index for c in self.table.with_role(Role.PERIOD, Role.YEAR, Role.PERIOD_PART)]
        found: dict[tuple[object, ...], set[tuple[str, ...]]] = defaultdict(set)
        depths: dict[str, set[int]] = defaultdict(set)
        for cells in self.sheet.rows[self.table.first : self.table.last + 1]:
            texts = [self._name(text_of(cells[at])) if at < len(cells) else "" for at in self.table.levels]
            path = tuple(text for text in texts if named(text))
            if path:
                when = tuple(cells[at] if at < len(cells) else None for at in times)
                found[(len(path), path[-1], *when)].add(path)
                depths[path[-1]].add(len(path))
        several = {(key[0], key[1]) for key, paths in found.items() if len(paths) > 1}
        several |= {(depth, name) for name, at in depths.items() if len(at) > 1 for depth in at}
        return several  # type: ignore[return-value]

    def _cross_section(self, sections: list[str], measures: list[str], places: list[str], after: list[str]) -> Labels | None:
        """A row of a table without dates: its headings go before what its rows name; the column's head names the rest."""
        kind = self.table.sections
        if not (measures or places or after):
            return None
        if kind == "org_unit":
            places = [*sections, *places]
        else:
            measures = [*sections, *measures]
        if self.table.caption and self.table.caption not in measures:
            measures = [self.table.caption, *measures]
        place = ORG_UNIT_JOIN.join(dict.fromkeys(places)) or None
        if self.table.org_unit:
            place = self.table.org_unit if place is None else f"{self.table.org_unit}{ORG_UNIT_JOIN}{place}"
        return Labels(tuple(dict.fromkeys(measures)), tuple(dict.fromkeys(after)), place, self.table.measure, self.table.title, {})

    def _name(self, text: str) -> str:
        return without_mark(tidy(text), self._marks) if text else ""

    def _unit_text(self, cells: Row) -> str:
        column = self._units[0].index
        return self._name(text_of(cells[column])) if column < len(cells) else ""

    def _kinds_that_tell_apart(self) -> set[str]:
        """Measures that one table gives in two kinds of counting (Percentage and Frequency): the kind becomes part of their name."""
        if not self._units or not self._measures or self.table.form != "down":
            return set()
        kinds: dict[str, set[str]] = defaultdict(set)
        measure, unit = self._measures[-1].index, self._units[0].index
        pairs = {
            (cells[measure], cells[unit])
            for cells in self.sheet.rows[self.table.first : self.table.last + 1]
            if max(measure, unit) < len(cells)
        }
        for name, kind in pairs:
            kinds[self._name(text_of(name))].add(text_of(kind))
        return {name for name, found in kinds.items() if len(found) > 1}

    def _rows_that_units_tell_apart(self) -> set[tuple[CellValue, ...]]:
        """Labels that several rows of a table with periods across share, of which each counts in another unit (thousands, per cent)."""
        if not self._units or self.table.form != "across":
            return set()
        found: dict[tuple[CellValue, ...], list[str]] = defaultdict(list)
        for cells in self.sheet.rows[self.table.first : self.table.last + 1]:
            found[tuple([cells[i] if i < len(cells) else None for i in self._indexes])].append(self._unit_text(cells))
        return {labels for labels, units in found.items() if len(set(units)) == len(units) > 1 and all(units)}

    def _names_of_several_codes(self) -> set[str]:
        """Place names that stand for two codes at one time: the code tells them apart. (A code that changed is still one place.)"""
        if self._place_code is None or not self._places:
            return set()
        times = [c.index for c in self.table.with_role(Role.PERIOD, Role.YEAR, Role.PERIOD_PART)]
        name, code = self._places[-1].index, self._place_code.index
        widest = max(name, code, *times)
        found: dict[tuple[object, ...], set[CellValue]] = defaultdict(set)
        for cells in self.sheet.rows[self.table.first : self.table.last + 1]:
            if widest < len(cells) and cells[name] is not None and cells[code] is not None:
                found[cells[name], *(cells[at] for at in times)].add(cells[code])
        return {self._name(text_of(key[0])) for key, codes in found.items() if len(codes) > 1}  # type: ignore[arg-type]

    def unit_of(self, cells: Row) -> str:
        """The measurement unit a row states: what is counted ("Persons"), or "%" where its kind is a percentage."""
        texts = [text_of(cells[c.index]) for c in self._units if c.index < len(cells) and not blank(cells[c.index])]
        kinds = [vocabulary.KIND_WORDS.get(vocabulary.words(text), "") for text in texts]
        if "%" in kinds:
            return "%"
        things = [text for text, kind in zip(texts, kinds, strict=True) if not kind]
        return things[0] if things else (texts[0] if texts else "")
