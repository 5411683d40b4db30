"""Open a file somebody brings: find out what it is, guard, read, and say in one sentence why not."""

import hashlib
import os
import stat
from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import Any

from groundswell.engine.sources.csv_source import dialect_of, read_csv, read_pasted
from groundswell.engine.sources.delivery import Found, read_folder, read_zip
from groundswell.engine.sources.guard import MAX_FILE, MIB, Archive, refuse
from groundswell.engine.sources.gzip_source import gunzipped
from groundswell.engine.sources.html_table import html_of_mail, page_of, read_html
from groundswell.engine.sources.json_source import is_json_list, read_json
from groundswell.engine.sources.kinds import kind_of, kind_of_text, kind_of_zip
from groundswell.engine.sources.ods import read_flat_ods, read_ods
from groundswell.engine.sources.workbook import Dialect, Workbook, check_whole, full_sheet, workbook_plain
from groundswell.engine.sources.xls import read_biff, read_ole
from groundswell.engine.sources.xlsb import read_xlsb
from groundswell.engine.sources.xlsx import read_xlsx
from groundswell.engine.sources.xml_2003 import read_xml_2003
from groundswell.errors import Problem, UserError

Progress = Callable[[int], None]

LATER = MappingProxyType({"parquet": "groundswell.engine.sources.parquet:read_parquet"})
"""Readers that load much, by kind, as ``module:function``: a reading of another kind does without."""


def open_workbook(path: str | os.PathLike[str], *, name: str | None = None, progress: Progress = lambda _: None) -> Workbook:
    """Read a file of any kind that holds a table, or a folder or zip of such files; ``progress`` hears how many rows were read so far.

    Raises UserError, one sentence each: not there, empty, too large, locked, damaged, another kind of file.
    """
    file = Path(path)
    if file.is_dir():
        digest, found = read_folder(file, _read, progress)
        return _checked(_workbook(found, name or file.resolve().name, digest))
    return read_bytes(_content(file), name or file.name, progress)


def read_bytes(data: bytes, name: str, progress: Progress = lambda _: None) -> Workbook:
    """The same for a file's content; ``name`` is the file's name as the person knows it."""
    return _checked(_workbook(_read(data, name, progress), name, hashlib.sha256(data).hexdigest()))


def paste_workbook(text: str, *, name: str = "") -> Workbook:
    """A block copied from a spreadsheet, a document or a web page (as text or as HTML), or typed as CSV or JSON.

    Raises UserError when nothing is in it or a quote stays open.
    """
    written = text.encode("utf-8", errors="surrogatepass")
    kind = kind_of_text(text[text.find("<") :] if text.startswith("Version:") else text)
    problems: list[Problem] = []
    dialect = None
    if kind == "html":
        return _of_page(text, name)
    if kind == "json":
        _, sheets, problems = read_json(written, name, lambda _: None)
    else:
        sheets, dialect = read_pasted(text, name)
    return _checked(Workbook("paste", name, hashlib.sha256(written).hexdigest(), sheets, problems, dialect))


def _of_page(page: str, name: str) -> Workbook:
    sheets, problems = read_html(page, name, lambda _: None)
    dialect = dialect_of([row for sheet in sheets for row in sheet.rows], Dialect("utf-8", True, "", ""))
    digest = hashlib.sha256(page.encode("utf-8", errors="surrogatepass")).hexdigest()
    return _checked(Workbook("paste", name, digest, sheets, problems, dialect))


def _read(data: bytes, name: str, progress: Progress, inside: str = "") -> Found:
    """What a file holds; ``inside`` says what it was packed in, where it was: what is packed twice is refused."""
    kind = kind_of(data)
    stem = Path(name).stem
    if kind == "gzip":
        if inside:
            refuse(kind)
        return _read(gunzipped(data), stem, progress, kind)
    if kind == "zip":
        return _read_packed(Archive(data), name, progress, inside)
    if kind in ("ole", "biff"):
        sheets, problems = read_ole(data, progress) if kind == "ole" else read_biff(data, progress)
        return Found("xls", sheets, problems)
    if kind in LATER:
        module, _, function = LATER[kind].partition(":")
        sheets, problems = getattr(import_module(module), function)(data, stem, progress)
        return Found(kind, sheets, problems)
    return _read_text(kind, data, stem, progress)


def _read_packed(archive: Archive, name: str, progress: Progress, inside: str) -> Found:
    mimetype = archive.read("mimetype", 1024) if archive.has("mimetype") else b""
    kind = kind_of_zip(archive.names(), mimetype)
    if kind == "zip":
        if inside:
            refuse(kind)
        return read_zip(archive, _read, progress)
    reader = {"ods": read_ods, "xlsb": read_xlsb}.get(kind, read_xlsx)
    sheets, problems = reader(archive, progress)
    return Found(kind, sheets, problems, packed=archive)


def _read_text(kind: str, data: bytes, name: str, progress: Progress) -> Found:
    if kind in ("flat_ods", "xml_spreadsheet"):
        reader = read_flat_ods if kind == "flat_ods" else read_xml_2003
        return Found("fods" if kind == "flat_ods" else "xml", *reader(data, progress))
    if kind == "html" or kind == "mhtml":
        page, encoding, sure = page_of(html_of_mail(data) if kind == "mhtml" else data)
        sheets, problems = read_html(page, name, progress)
        rows = [row for sheet in sheets for row in sheet.rows]
        return Found("html", sheets, problems, dialect_of(rows, Dialect(encoding, sure, "", "")))
    if kind == "json" or (kind == "lists" and is_json_list(data)):
        kind, sheets, problems = read_json(data, name, progress)
        return Found(kind, sheets, problems)
    sheets, dialect, problems = read_csv(data, name, progress)
    return Found("csv", sheets, problems, dialect)


def _workbook(found: Found, name: str, digest: str) -> Workbook:
    return Workbook(found.kind, name, digest, found.sheets, found.problems, found.dialect)


def _content(file: Path) -> bytes:
    """The file's bytes; its size and kind are looked at before anything is read."""
    values = {"name": file.name}
    try:
        state = file.stat()  # before opening: to open a pipe is to wait for somebody to write
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
        check_whole(sheet)
        workbook.problems += full_sheet(sheet.name, len(sheet.rows))
    return workbook


def workbook_job(path: str, options: Mapping[str, Any], progress: Progress) -> dict[str, Any]:
    """The child's job "workbook": the whole workbook as plain values (``options["name"]``: the name the person knows)."""
    return workbook_plain(open_workbook(path, name=options.get("name"), progress=progress))


def paste_job(path: str, options: Mapping[str, Any], progress: Progress) -> dict[str, Any]:
    """The child's job "paste": a block copied from a spreadsheet, a document or a web page, kept as UTF-8 text.

    ``options["table"]``: the block as HTML, where the clipboard had it; read where it holds a table with more than one cell.
    """
    name = str(options.get("name", ""))
    plain = Path(path).read_text(encoding="utf-8")
    copied = _copied_table(str(options.get("table") or ""), name)
    return workbook_plain(paste_workbook(plain, name=name) if copied is None else copied)


def _copied_table(page: str, name: str) -> Workbook | None:
    """The table of a copied piece of a page; None where it is no table, or cannot be read: its text is."""
    if not page:
        return None
    try:
        found = _of_page(page, name)
    except UserError:
        return None
    return found if sum(sheet.filled for sheet in found.sheets) > 1 else None
