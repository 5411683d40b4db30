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
from groundswell.reports.writing.xlsx import CREATED, OPTIONS
from groundswell.words import Words

WIDE, NARROW = 40, 16
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
    sheet = workbook.add_worksheet(title)
    for at, (word, name) in enumerate(zip(*heads, strict=True)):
        sheet.write_string(0, at, word, head)
        sheet.write_string(1, at, name, code)
    for number, line in enumerate(lines, start=2):
        for at, text in enumerate(line):
            if text:
                sheet.write_string(number, at, text, plain)
    sheet.set_column(0, 0, NARROW)
    sheet.set_column(1, len(heads[0]) - 1, NARROW if len(heads[0]) < 8 else WIDE // 2)
    sheet.freeze_panes(2, 2)
