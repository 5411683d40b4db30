"""XLSX and XLSM: values by calamine, from an archive of our own making; the rest by one scan of each sheet.

Calamine never sees the file itself. It is handed a fresh archive that holds the parts the guard has counted
(sheets in plain form, shared texts) and a workbook part, relations and styles written here. So macros, outside
links, embedded files, entities and a second entry of the same name have no way in, and every number under a
date format arrives as a number, to become a day by one rule for all kinds of files.
"""

import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from functools import partial
from html import escape
from io import BytesIO
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Any

from python_calamine import CalamineError, CalamineWorkbook

from groundswell.engine.sources.cell_set import CellSet
from groundswell.engine.sources.guard import MIB, Archive, Room, damaged
from groundswell.engine.sources.number_formats import Shown
from groundswell.engine.sources.raised import mentions_raised, with_raised_runs
from groundswell.engine.sources.serials import moment
from groundswell.engine.sources.strict_xml import StrictXml
from groundswell.engine.sources.workbook import CellValue, Row, Sheet, clip_hidden, of_15_digits, shortest, shown_scaled, trim
from groundswell.engine.sources.xlsx_compact import Compact, is_sparse
from groundswell.engine.sources.xlsx_parts import Package, read_package
from groundswell.engine.sources.xlsx_plain import utf8, without_sections
from groundswell.engine.sources.xlsx_scan import SheetScan, SheetScanner
from groundswell.errors import Place, Problem, UserError

_NUMBERS = frozenset((int, float))
IN_MEMORY = 64 * MIB
_BATCH, _MOST_KNOWN = 4096, 65_536
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
    large = sum(archive.size(sheet.part) for sheet in package.sheets) > IN_MEMORY
    with TemporaryDirectory(prefix="groundswell-") if large else nullcontext("") as folder:
        path = Path(folder, "copy.xlsx")
        with path.open("w+b") if large else BytesIO() as copy:
            found = _copy(archive, package, copy, progress)
            copy.seek(0)
            try:
                # the reader takes a file in small pieces, and an open stream into memory as a whole
                book = CalamineWorkbook.from_path(path) if large else CalamineWorkbook.from_filelike(copy)
                sheets = [_sheet(book, package, index, one) for index, one in enumerate(found)]
                book.close()
            except CalamineError:
                damaged()
    problems = [Problem("macros_not_run")] if package.macros else []
    for sheet, (scan, _) in zip(sheets, found, strict=True):
        scaled = [(row, column) for (column, kind), places in scan.shown.items() if kind is Shown.SCALED for row in places]
        problems += shown_scaled(sheet, scaled)
    problems += [Problem("sheet_without_cells", Place(name)) for name in package.skipped_sheets]
    return sheets, problems


def _copy(archive: Archive, package: Package, target: IO[bytes], progress: Callable[[int], None]) -> list[_Found]:
    scanner = SheetScanner(package.shown, package.indents, stale_formulas=package.stale_formulas)
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
    """The part as it is; in one piece, with the text of its CDATA sections as plain text and raised digits as such, where it has any."""
    chunks = utf8(archive.chunks(part), part)
    before = b""
    for chunk in chunks:
        if b"<!" in before[-1:] + chunk or mentions_raised(before[-16:] + chunk):
            yield with_raised_runs(without_sections(before + chunk + b"".join(chunks), part))
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
    values = book.get_sheet_by_index(index)
    rows = _rows(values.iter_rows(), scan, 0 if values.start is None else values.start[1])
    if compact is not None:
        rows = compact.spread(rows)
    percent = _format(rows, scan.shown, package.date_1904)
    for special in (scan.errors, scan.uncalculated):
        for (row, column), value in special.items():
            _put(rows, row, column, value)
    trim(rows)
    part = package.sheets[index]
    return clip_hidden(Sheet(part.name, rows, scan.merges, scan.hidden_rows, scan.hidden_columns, part.hidden, percent, scan.indents))


def _rows(values: Iterator[list[Any]], scan: SheetScan, before: int) -> list[Row]:
    """Empty texts as None, numbers as the shortest decimal, equal texts as one; ``before`` empty columns stand to the left.

    Written out for speed: this is where the time of a long sheet goes. Each work is done only where the scan saw the need.
    """
    rows: list[Row] = []
    known: dict[str, str] = {}
    same = known.setdefault
    while batch := list(islice(values, _BATCH)):
        if scan.odd_numbers:
            rows += [[shortest(v) if type(v) is float else same(v, v) or None if type(v) is str else v for v in row] for row in batch]
        elif scan.long_numbers:
            rows += [
                [
                    (int(v) if v.is_integer() and -1e15 < v < 1e15 else of_15_digits(v))
                    if type(v) is float
                    else same(v, v) or None
                    if type(v) is str
                    else v
                    for v in row
                ]
                for row in batch
            ]
        else:
            rows += [
                [(int(v) if v.is_integer() else v) if type(v) is float else same(v, v) or None if type(v) is str else v for v in row]
                for row in batch
            ]
        if len(known) > _MOST_KNOWN:
            known.clear()
    if before:
        gap: Row = [None] * before
        rows = [gap + row for row in rows]
    return rows


def _format(rows: list[Row], shown: Mapping[tuple[int, Shown], Sequence[int]], date_1904: bool) -> CellSet:
    """Numbers under a date format become days (equal serials are worked out once); those under a percent format are given back."""
    percent = CellSet()
    for (column, kind), places in shown.items():
        if kind is Shown.SCALED:
            continue
        inside = [row for row in places if row < len(rows) and column < len(rows[row]) and type(rows[row][column]) in _NUMBERS]
        if kind is Shown.PERCENT:
            percent.add_rows(column, inside)
            continue
        known: dict[Any, CellValue] = {}
        for row in inside:
            serial: Any = rows[row][column]
            if serial not in known:
                if type(serial) not in _NUMBERS:
                    continue  # an unsound file may give one cell twice
                known[serial] = moment(serial, kind, date_1904)
            rows[row][column] = known[serial]
    return percent


def _put(rows: list[Row], row: int, column: int, value: CellValue) -> None:
    while len(rows) <= row:
        rows.append([])
    cells = rows[row]
    cells.extend([None] * (column + 1 - len(cells)))
    cells[column] = value
