"""Definitions as a workbook: a row a measure, a row a data item, and the versions to read; texts stay texts, no cell is a formula.

Each sheet has two heads: words for people, and below them the codes by which the sheet is read again.
"""

from collections.abc import Iterable, Sequence
from io import BytesIO

from xlsxwriter import Workbook
from xlsxwriter.format import Format

from groundswell.domain.authoring.definition.change import Difference
from groundswell.domain.authoring.definition.fields import FIELDS, ITEM_FIELDS, Kind
from groundswell.domain.authoring.definition.texts import item_texts, texts_of
from groundswell.reports.definition_row import DefinitionRow
from groundswell.reports.writing.xlsx import CREATED, OPTIONS, for_paper
from groundswell.words import Words

ID, NAME, WIDE, NARROW = 28, 40, 24, 16
"""Widths of columns in characters: an id, a measure's name, and texts."""
LINE, MOST_LINES = 15, 12
"""Points of a line, and lines that a row shows at most; the rest is there to scroll to."""
OF, OF_NAME, VERSION_OF = "of", "of_name", "version_of"
Line = Sequence[str]


def definitions_xlsx(rows: Sequence[DefinitionRow], words: Words) -> bytes:
    """Three sheets: definitions, data items, versions."""
    out = BytesIO()
    with Workbook(out, OPTIONS) as workbook:
        workbook.set_properties({"title": words.text("definition.file.definitions"), "created": CREATED})
        codes = ["id", "version", *(spec.code for spec in FIELDS if spec.kind is not Kind.ITEMS)]
        heads = [*_heads(words, "file", codes[:2]), *_heads(words, "field", codes[2:])]
        _sheet(workbook, words.text("definition.file.definitions"), (heads, codes), map(_definition, rows))
        codes = [OF, OF_NAME, *(spec.code for spec in ITEM_FIELDS)]
        heads = [*_heads(words, "file", codes[:2]), *_heads(words, "item", codes[2:])]
        _sheet(workbook, words.text("definition.file.items"), (heads, codes), (line for row in rows for line in _items(row)))
        codes = [VERSION_OF, OF_NAME, "number", "effective_from", "reason", "changes"]
        heads = _heads(words, "file", codes)
        _sheet(workbook, words.text("definition.file.versions"), (heads, codes), (line for row in rows for line in _versions(row, words)))
    return out.getvalue()


def _heads(words: Words, room: str, codes: Line) -> list[str]:
    return [words.text(f"definition.{room}.{code}") for code in codes]


def _definition(row: DefinitionRow) -> Line:
    return [row.measure_id, str(row.definition.version), *texts_of(row.definition).values()]


def _items(row: DefinitionRow) -> Iterable[Line]:
    return ([row.measure_id, row.definition.name, *item_texts(item).values()] for item in row.definition.entry.items)


def _versions(row: DefinitionRow, words: Words) -> Iterable[Line]:
    for one in row.versions:
        changes = "\n".join(_change(change, words) for change in one.changes)
        day = "" if one.effective_from is None else one.effective_from.isoformat()
        yield [row.measure_id, row.definition.name, str(one.version), day, one.reason, changes]


def _change(change: Difference, words: Words) -> str:
    """A field that changed; one of a data item with the item's name."""
    if change.item:
        return f"{change.item}: {words.text(f'definition.item.{change.field}')}"
    return words.text(f"definition.field.{change.field}")


def _sheet(workbook: Workbook, title: str, heads: tuple[Line, Line], lines: Iterable[Line]) -> None:
    """``heads`` are words and codes. Every cell is written as text."""
    head = workbook.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    code = workbook.add_format({"font_color": "#5d6870", "bottom": 1})
    plain: Format = workbook.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
    sheet, widths = workbook.add_worksheet(title), [_width(name) for name in heads[1]]
    for at, (word, name) in enumerate(zip(*heads, strict=True)):
        sheet.write_string(0, at, word, head)
        sheet.write_string(1, at, name, code)
    for number, line in enumerate(lines, start=2):
        for at, text in enumerate(line):
            if text:
                sheet.write_string(number, at, text, plain)
        lines_needed = max(_lines(text, widths[at]) for at, text in enumerate(line))
        if lines_needed > 1:  # not every program works a row's height out from texts that wrap
            sheet.set_row(number, LINE * min(lines_needed, MOST_LINES))
    for at, width in enumerate(widths):
        sheet.set_column(at, at, width)
    sheet.freeze_panes(2, 2)
    for_paper(sheet, heads=2)


def _width(code: str) -> int:
    if code in ("id", OF, VERSION_OF):
        return ID
    return {"name": NAME, OF_NAME: NAME, "version": NARROW // 2, "number": NARROW // 2, "effective_from": NARROW}.get(code, WIDE)


def _lines(text: str, width: int) -> int:
    """How many lines a text takes in a column; words are not cut, so somewhat fewer characters fit."""
    return sum(max(1, -(-len(line) // (width - 2))) for line in text.split("\n"))
