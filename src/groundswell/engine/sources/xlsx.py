"""XLSX and XLSM: values by calamine, from an archive of our own making; the rest by one scan of each sheet.

Calamine never sees the file itself. It is handed a fresh archive that holds the parts the guard has counted
(sheets in plain form, shared texts) and a workbook part, relations and styles written here. So macros, outside
links, embedded files, entities and a second entry of the same name have no way in, and every number under a
date format arrives as a number, to become a day by one rule for all kinds of files.
"""

import zipfile
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from html import escape
from tempfile import SpooledTemporaryFile
from typing import IO

from python_calamine import CalamineError, CalamineWorkbook

from groundswell.engine.sources.guard import MIB, Archive, Room, damaged
from groundswell.engine.sources.number_formats import Shown
from groundswell.engine.sources.serials import moment
from groundswell.engine.sources.strict_xml import StrictXml
from groundswell.engine.sources.workbook import CellValue, Row, Sheet, shortest, trim
from groundswell.engine.sources.xlsx_compact import Compact, is_sparse
from groundswell.engine.sources.xlsx_parts import Package, read_package
from groundswell.engine.sources.xlsx_plain import utf8, without_sections
from groundswell.engine.sources.xlsx_scan import SheetScan, SheetScanner
from groundswell.errors import Place, Problem, UserError

_NUMBERS = frozenset((int, float))
IN_MEMORY = 64 * MIB
MAX_SHARED = 256 * MIB
MAX_SHARED_TEXTS = 2_500_000

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
_STYLES = f'<styleSheet xmlns="{_MAIN}"><cellXfs count="1"><xf numFmtId="0"/></cellXfs></styleSheet>'


_Found = tuple[SheetScan, Compact | None]


def read_xlsx(archive: Archive, progress: Callable[[int], None]) -> tuple[list[Sheet], list[Problem]]:
    """All worksheets, and what was left out of the reading; raises UserError for a damaged or hostile file."""
    package = read_package(archive)
    with SpooledTemporaryFile(max_size=IN_MEMORY) as copy:
        found = _copy(archive, package, copy, progress)
        copy.seek(0)
        try:
            book = CalamineWorkbook.from_filelike(copy)
            sheets = [_sheet(book, package, index, scan) for index, scan in enumerate(found)]
        except CalamineError:
            damaged()
    problems = [Problem("macros_not_run")] if package.macros else []
    problems += [Problem("sheet_without_cells", Place(name)) for name in package.skipped_sheets]
    return sheets, problems


def _copy(archive: Archive, package: Package, target: IO[bytes], progress: Callable[[int], None]) -> list[_Found]:
    scanner = SheetScanner(package.shown, stale_formulas=package.stale_formulas)
    found: list[_Found] = []
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as copy:
        if package.shared_strings is not None:
            with copy.open("xl/sharedStrings.xml", "w", force_zip64=True) as out:
                _copy_shared(archive, package.shared_strings, out)
        seen, room = 0, Room()
        parts: list[str] = []
        for index, sheet in enumerate(package.sheets):
            name = f"sheet{index + 1}.xml"
            with copy.open(f"xl/worksheets/{name}", "w", force_zip64=True) as out:
                scan = scanner.scan(sheet.part, archive.chunks(sheet.part), out.write, partial(_tell, progress, seen))
            compact = Compact() if is_sparse(scan) else None
            if compact is not None:
                name = f"compact{index + 1}.xml"
                with copy.open(f"xl/worksheets/{name}", "w", force_zip64=True) as out:
                    compact.copy(sheet.part, archive.chunks(sheet.part), out.write)
            room.take(scan.rows, compact.cells if compact else scan.rows * scan.columns)
            seen += scan.rows
            parts.append(name)
            found.append((scan, compact))
        for name, text in _own_parts(package, parts).items():
            copy.writestr(name, text)
    return found


def _tell(progress: Callable[[int], None], before: int, rows: int) -> None:
    progress(before + rows)


def _copy_shared(archive: Archive, part: str, out: IO[bytes]) -> None:
    if archive.size(part) > MAX_SHARED:
        raise UserError("file_unpacks_too_large", {"limit_mib": MAX_SHARED // MIB})
    xml = StrictXml(part, namespaces=False)
    texts = 0
    for chunk in _shared_chunks(archive, part):
        texts += chunk.count(b"<si>") + chunk.count(b"<si/>") + chunk.count(b":si>")
        if texts > MAX_SHARED_TEXTS:
            raise UserError("file_unpacks_too_large", {"limit_mib": MAX_SHARED // MIB})
        xml.feed(chunk)
        out.write(chunk)
    xml.feed(b"", last=True)


def _shared_chunks(archive: Archive, part: str) -> Iterator[bytes]:
    """The part as it is; in one piece, with the text of its CDATA sections as plain text, where it has such."""
    chunks = utf8(archive.chunks(part), part)
    before = b""
    for chunk in chunks:
        if b"<!" in before[-1:] + chunk:
            yield without_sections(before + chunk + b"".join(chunks), part)
            return
        if before:
            yield before
        before = chunk
    yield before


def _own_parts(package: Package, parts: list[str]) -> dict[str, str]:
    relations = [(f"rId{i + 1}", "worksheet", f"worksheets/{part}") for i, part in enumerate(parts)]
    relations.append(("rIdStyles", "styles", "styles.xml"))
    if package.shared_strings is not None:
        relations.append(("rIdTexts", "sharedStrings", "sharedStrings.xml"))
    sheets = "".join(
        f'<sheet name="{escape(sheet.name)}" sheetId="{i + 1}" r:id="rId{i + 1}"/>' for i, sheet in enumerate(package.sheets)
    )
    return {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _relations([("rId1", "officeDocument", "xl/workbook.xml")]),
        "xl/_rels/workbook.xml.rels": _relations(relations),
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{sheets}</sheets></workbook>',
        "xl/styles.xml": _STYLES,
    }


def _relations(relations: list[tuple[str, str, str]]) -> str:
    inner = "".join(f'<Relationship Id="{name}" Type="{_OFFICE}/{kind}" Target="{target}"/>' for name, kind, target in relations)
    return f'<Relationships xmlns="{_RELATIONS}">{inner}</Relationships>'


def _sheet(book: CalamineWorkbook, package: Package, index: int, found: _Found) -> Sheet:
    scan, compact = found
    rows = _rows(book.get_sheet_by_index(index).to_python(skip_empty_area=False), scan)
    if compact is not None:
        rows = compact.spread(rows)
    percent = {(r, c) for r, c in scan.percent if r < len(rows) and c < len(rows[r]) and type(rows[r][c]) in _NUMBERS}
    _date(rows, scan.dated, package.date_1904)
    for special in (scan.errors, scan.uncalculated):
        for (row, column), value in special.items():
            _put(rows, row, column, value)
    trim(rows)
    part = package.sheets[index]
    return Sheet(part.name, rows, scan.merges, scan.hidden_rows, scan.hidden_columns, part.hidden, percent)


def _rows(values: Sequence[Sequence[CellValue]], scan: SheetScan) -> list[Row]:
    """Empty texts as None, numbers as the shortest decimal; the work is done only where the scan saw the need."""
    if scan.odd_numbers:
        return [[None if v == "" else shortest(v) if type(v) is float else v for v in row] for row in values]
    if scan.long_numbers:
        # the work of ``shortest``, in line: this is where the time of a long sheet goes
        return [
            [
                None
                if v == ""
                else (int(v) if v.is_integer() and -1e15 < v < 1e15 else float(f"{v:.15g}"))
                if type(v) is float
                else v
                for v in row
            ]
            for row in values
        ]
    return [[None if v == "" else int(v) if type(v) is float and v.is_integer() else v for v in row] for row in values]


def _put(rows: list[Row], row: int, column: int, value: CellValue) -> None:
    while len(rows) <= row:
        rows.append([])
    cells = rows[row]
    cells.extend([None] * (column + 1 - len(cells)))
    cells[column] = value


def _date(rows: list[Row], dated: list[tuple[int, int, Shown]], date_1904: bool) -> None:
    """Numbers under a date format become days; equal serials are worked out once."""
    known: dict[tuple[CellValue, Shown], CellValue] = {}
    for row, column, shown in dated:
        if row >= len(rows) or column >= len(rows[row]):
            continue
        serial = rows[row][column]
        if (serial, shown) in known:
            rows[row][column] = known[serial, shown]
        elif isinstance(serial, (int, float)) and not isinstance(serial, bool):
            rows[row][column] = known[serial, shown] = moment(serial, shown, date_1904)
