"""Open a file somebody brings: find out what it is, guard, read, and say in one sentence why not."""

import hashlib
import os
import stat
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from groundswell.engine.sources.csv_source import read_csv, read_pasted
from groundswell.engine.sources.guard import MAX_FILE, MIB, Archive
from groundswell.engine.sources.kinds import kind_of, kind_of_zip
from groundswell.engine.sources.ods import read_ods
from groundswell.engine.sources.workbook import Workbook, workbook_plain
from groundswell.engine.sources.xls import read_biff, read_ole
from groundswell.engine.sources.xlsx import read_xlsx
from groundswell.errors import Place, Problem, UserError

FULL_SHEETS = (65_536, 1_048_576)
"""Rows of a full sheet, old and new. A source with more was cut off there without a word (contact tracing, England, October 2020)."""

Progress = Callable[[int], None]


def open_workbook(path: str | os.PathLike[str], *, name: str | None = None, progress: Progress = lambda _: None) -> Workbook:
    """Read a CSV, TSV, XLSX, XLSM, XLS or ODS file; ``progress`` hears how many rows were read so far.

    Raises UserError, one sentence each: not there, a folder, empty, too large, locked, damaged, another kind of file.
    """
    file = Path(path)
    return read_bytes(_content(file), name or file.name, progress)


def read_bytes(data: bytes, name: str, progress: Progress = lambda _: None) -> Workbook:
    """The same for a file's content; ``name`` is the file's name as the person knows it."""
    digest = hashlib.sha256(data).hexdigest()
    kind = kind_of(data)
    if kind == "text":
        sheets, dialect = read_csv(data, Path(name).stem, progress)
        return _checked(Workbook("csv", name, digest, sheets, dialect=dialect))
    if kind in ("ole", "biff"):
        sheets, problems = read_ole(data, progress) if kind == "ole" else read_biff(data, progress)
        return _checked(Workbook("xls", name, digest, sheets, problems))
    archive = Archive(data)
    mimetype = archive.read("mimetype", 1024) if archive.has("mimetype") else b""
    kind = kind_of_zip(archive.names(), mimetype)
    sheets, problems = read_ods(archive, progress) if kind == "ods" else read_xlsx(archive, progress)
    return _checked(Workbook(kind, name, digest, sheets, problems))


def paste_workbook(text: str, *, name: str = "") -> Workbook:
    """A block copied from a spreadsheet, or typed as CSV; raises UserError when nothing is in it or a quote stays open."""
    digest = hashlib.sha256(text.encode("utf-8", errors="surrogatepass")).hexdigest()
    sheets, dialect = read_pasted(text, name)
    return _checked(Workbook("paste", name, digest, sheets, dialect=dialect))


def _content(file: Path) -> bytes:
    """The file's bytes; its size and kind are looked at before anything is read."""
    values = {"name": file.name}
    try:
        state = file.stat()  # before opening: to open a pipe is to wait for somebody to write
        if stat.S_ISDIR(state.st_mode):
            raise UserError("file_is_folder", values)
        if not stat.S_ISREG(state.st_mode):
            raise UserError("file_not_regular", values)
        if state.st_size > MAX_FILE:
            raise UserError("file_too_large", {"limit_mib": MAX_FILE // MIB})
        with file.open("rb") as opened:
            return opened.read(MAX_FILE)
    except FileNotFoundError:
        raise UserError("file_not_there", values) from None
    except OSError:
        raise UserError("file_not_readable", values) from None


def _checked(workbook: Workbook) -> Workbook:
    for sheet in workbook.sheets:
        if len(sheet.rows) in FULL_SHEETS:
            workbook.problems.append(Problem("rows_may_be_missing", Place(sheet.name), {"rows": len(sheet.rows)}, question=True))
    return workbook


def workbook_job(path: str, options: Mapping[str, Any], progress: Progress) -> dict[str, Any]:
    """The child's job "workbook": the whole workbook as plain values (``options["name"]``: the name the person knows)."""
    return workbook_plain(open_workbook(path, name=options.get("name"), progress=progress))


def paste_job(path: str, options: Mapping[str, Any], progress: Progress) -> dict[str, Any]:
    """The child's job "paste": a block copied from a spreadsheet, kept as UTF-8 text."""
    return workbook_plain(paste_workbook(Path(path).read_text(encoding="utf-8"), name=str(options.get("name", ""))))
