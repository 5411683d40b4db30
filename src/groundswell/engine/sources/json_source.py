"""JSON as a sheet: a list of flat objects (or one a line), a list of lists, or an object of columns. Numbers keep every digit.

The first row holds the names, in the order in which they first appear. An object inside an object becomes names with a point
between them (``area.name``); a list inside a row is no cell, and is refused with its place.
"""

import json
import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any, NoReturn

from groundswell.engine.sources.csv_dialect import decoded
from groundswell.engine.sources.guard import Room
from groundswell.engine.sources.workbook import ERROR_TEXTS, CellError, CellValue, Row, Sheet, exactly, trim
from groundswell.errors import Place, Problem, UserError

DEEPEST = 4
"""Objects inside objects; beyond it is a document, no table."""
LONGEST_NUMBER = 400
_PROGRESS_ROWS = 5_000
_OBJECTS = re.compile(r"\s*(?:\[\s*\{\s*[\"}]|\{\s*\"(?:[^\"\\]|\\.){0,500}\"\s*:)")
_LISTS = re.compile(r"\s*\[\s*(?:[\[\"\]]|-?\d|true|false|null)")

_Record = dict[str, Any]


def looks_like_json(head: str) -> bool:
    """Whether a text begins as JSON objects do, and as no other table does."""
    return _OBJECTS.match(head) is not None


def may_be_lists(head: str) -> bool:
    """Whether a text begins as a JSON list does; the first cell of a CSV may too."""
    return _LISTS.match(head) is not None


def is_json_list(data: bytes) -> bool:
    """Whether a text as a whole is a JSON list, or one on each line."""
    text = decoded(data)[0]
    if not text.rstrip().endswith("]"):
        return False
    return _whole(text) or all(_whole(line) for line in text.split("\n") if line.strip())


def read_json(data: bytes, name: str, progress: Callable[[int], None]) -> tuple[str, list[Sheet], list[Problem]]:
    """The kind (``json``, ``jsonl``), the one sheet and what was left out; raises UserError with the line that is no JSON or no row."""
    text, _, _ = decoded(data)
    try:
        return "json", *_document(_load(text), name, progress)
    except RecursionError:
        raise UserError("json_nested", {"name": "", "row": 1}) from None
    except ValueError as error:
        if not _whole(text.lstrip().partition("\n")[0]):
            line = error.lineno if isinstance(error, json.JSONDecodeError) else 1
            raise UserError("json_broken", {"line": line}) from None
    return "jsonl", [_sheet(name, _lines(text), progress)], []


def _load(text: str) -> Any:
    return json.loads(text, parse_float=_number, parse_int=_number, parse_constant=str, object_pairs_hook=_object)


def _number(written: str) -> int | float | str:
    return exactly(Decimal(written)) if len(written) <= LONGEST_NUMBER else written


def _object(pairs: list[tuple[str, Any]]) -> _Record:
    made = dict(pairs)
    if len(made) != len(pairs):
        names = [name for name, _ in pairs]
        raise UserError("json_name_twice", {"name": next(name for name in names if names.count(name) > 1)})
    return made


def _whole(line: str) -> bool:
    """Whether the line alone is a JSON object, or a list of anything but objects."""
    try:
        found = _load(line)
    except (ValueError, RecursionError):
        return False
    return isinstance(found, dict) or (isinstance(found, list) and not any(isinstance(cell, dict) for cell in found))


def _lines(text: str) -> Iterator[tuple[int, Any]]:
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            try:
                yield number, _load(line)
            except (ValueError, RecursionError):
                raise UserError("json_broken", {"line": number}) from None


def _document(document: Any, name: str, progress: Callable[[int], None]) -> tuple[list[Sheet], list[Problem]]:
    if isinstance(document, list):
        return [_sheet(name, enumerate(document, start=1), progress)], []
    if not isinstance(document, dict):
        raise UserError("json_no_table")
    lists = {key: value for key, value in document.items() if isinstance(value, list) and value}
    columns = [value for value in lists.values() if not any(isinstance(cell, dict | list) for cell in value)]
    if columns and len(columns) == len(document) and len({len(column) for column in columns}) == 1:
        records = (dict(zip(document, cells, strict=True)) for cells in zip(*columns, strict=True))
        return [_sheet(name, enumerate(records, start=1), progress)], []
    tables = {key: value for key, value in lists.items() if all(isinstance(record, dict) for record in value)}
    if not tables:
        if document and not any(isinstance(value, dict | list) for value in document.values()):
            return [_sheet(name, iter([(1, document)]), progress)], []
        _no_table()
    beside = tuple(key for key in document if key not in tables)
    problems = [Problem("json_parts_left_out", Place(), {"names": beside, "n": len(beside)})] if beside else []
    return [_sheet(key, enumerate(records, start=1), progress) for key, records in tables.items()], problems


def _no_table() -> NoReturn:
    raise UserError("json_no_table")


def _sheet(name: str, records: Iterator[tuple[int, Any]] | enumerate[Any], progress: Callable[[int], None]) -> Sheet:
    columns: dict[str, int] = {}
    rows: list[Row] = []
    room = Room()
    listed = False
    for number, record in records:
        if isinstance(record, dict) and not (listed and rows):
            row: Row = [None] * len(columns)
            for key, value in _flat(record, number, "", DEEPEST):
                if key not in columns:
                    columns[key] = len(columns)
                    row.append(None)
                row[columns[key]] = _cell(value)
        elif isinstance(record, list) and not columns:
            listed = True
            row = [_cell(value) for value in record if not _nested(value, "", number)]
        else:
            raise UserError("json_no_row", {"line": number})
        rows.append(row)
        room.take(1, len(row))
        if number % _PROGRESS_ROWS == 0:
            progress(number)
    if columns:
        rows.insert(0, list(columns))
    if not trim(rows):
        raise UserError("file_empty")
    progress(len(rows))
    return Sheet(name, rows)


def _flat(record: _Record, number: int, before: str, deep: int) -> Iterator[tuple[str, Any]]:
    for key, value in record.items():
        if isinstance(value, dict):
            if deep == 0:
                raise UserError("json_nested", {"name": before + key, "row": number})
            yield from _flat(value, number, f"{before}{key}.", deep - 1)
        elif not _nested(value, before + key, number):
            yield before + key, value


def _nested(value: Any, name: str, number: int) -> bool:
    if isinstance(value, list | dict):
        raise UserError("json_nested", {"name": name, "row": number})
    return False


def _cell(value: Any) -> CellValue:
    if isinstance(value, str):
        return CellError(value) if value in ERROR_TEXTS else value or None
    return value if value is None or isinstance(value, bool | int | float) else str(value)
