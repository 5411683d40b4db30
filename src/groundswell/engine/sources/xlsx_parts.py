"""The small parts of an XLSX package: which sheets there are, which part holds each, which formats the cells use."""

import posixpath
from dataclasses import dataclass

from groundswell.engine.sources.guard import MIB, Archive, damaged
from groundswell.engine.sources.number_formats import Shown, shown_by
from groundswell.engine.sources.strict_xml import start_tags

SMALL_PART = 16 * MIB
_ROOT_RELATIONS = "_rels/.rels"
_OUTSIDE = "External"


@dataclass(frozen=True, slots=True)
class SheetPart:
    """A worksheet: its name as people see it, the part with its cells, and whether it is hidden."""

    name: str
    part: str
    hidden: bool


@dataclass(frozen=True, slots=True)
class Package:
    """What the small parts say. ``shown`` maps the style number of a cell to how its number is shown, plain numbers left out;
    ``indents`` to the steps by which its text is set in.

    ``stale_formulas``: the writer asks for all formulas to be worked out on opening, so a kept 0 is no figure.
    """

    sheets: tuple[SheetPart, ...]
    shown: dict[bytes, Shown]
    indents: dict[bytes, int]
    shared_strings: str | None
    date_1904: bool
    stale_formulas: bool
    macros: bool
    skipped_sheets: tuple[str, ...]


def read_package(archive: Archive) -> Package:
    """Read the workbook part and those it points to; raises UserError where they do not fit together."""
    book = main_part(archive)
    relations = relations_of(archive, book)
    sheets: list[SheetPart] = []
    skipped: list[str] = []
    date_1904 = stale = False
    for parent, tag, attributes in start_tags(archive.read(book, SMALL_PART), book):
        if tag == "workbookPr":
            date_1904 = attributes.get("date1904") in ("1", "true")
        elif tag == "calcPr":
            stale = attributes.get("fullCalcOnLoad") in ("1", "true")
        elif tag == "sheet" and parent == "sheets":
            kind, part = relations.get(attributes.get("id", ""), ("", ""))
            name = attributes.get("name", "")
            if kind != "worksheet":
                skipped.append(name)
                continue
            sheets.append(SheetPart(name, part, attributes.get("state", "visible") != "visible"))
    if len({sheet.part.lower() for sheet in sheets}) != len(sheets) or not (sheets or skipped):
        damaged(book)
    shown, indents = _styles(archive, first_of(relations, "styles"))
    return Package(
        sheets=tuple(sheets),
        shown=shown,
        indents=indents,
        shared_strings=first_of(relations, "sharedStrings"),
        date_1904=date_1904,
        stale_formulas=stale,
        macros=has_macros(archive, relations),
        skipped_sheets=tuple(skipped),
    )


def main_part(archive: Archive) -> str:
    """The workbook part of a package, by its root relations."""
    part = first_of(relations_of(archive, ""), "officeDocument")
    if part is None:
        damaged(_ROOT_RELATIONS)
    return part


def relations_of(archive: Archive, part: str) -> dict[str, tuple[str, str]]:
    """Relation id → (kind, part name) of one part; targets outside the package are left out, never followed."""
    folder, name = posixpath.split(part)
    path = posixpath.join(folder, "_rels", f"{name}.rels")
    if not archive.has(path):
        return {}
    found = {}
    for _, tag, attributes in start_tags(archive.read(path, SMALL_PART), path):
        if tag != "Relationship" or attributes.get("TargetMode") == _OUTSIDE:
            continue
        target = attributes.get("Target", "").replace("\\", "/")
        full = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
        found[attributes.get("Id", "")] = (posixpath.basename(attributes.get("Type", "")), full)
    return found


def has_macros(archive: Archive, relations: dict[str, tuple[str, str]]) -> bool:
    """Whether there are macros in it, new or old; they are never run."""
    old_macros = any(kind == "xlMacrosheet" for kind, _ in relations.values())
    return old_macros or any(name.lower().endswith("vbaproject.bin") for name in archive.names())


def first_of(relations: dict[str, tuple[str, str]], wanted: str) -> str | None:
    """The part of the first relation of a kind."""
    return next((part for kind, part in relations.values() if kind == wanted), None)


def _styles(archive: Archive, styles: str | None) -> tuple[dict[bytes, Shown], dict[bytes, int]]:
    """By the number of a cell's style: how it shows its number, where not plainly, and how far it sets its text in."""
    if styles is None or not archive.has(styles):
        return {}, {}
    codes: dict[int, str] = {}
    formats: list[int] = []
    indents: dict[bytes, int] = {}
    of_cells = False
    for parent, tag, attributes in start_tags(archive.read(styles, SMALL_PART), styles):
        if tag == "numFmt" and parent == "numFmts":
            codes[_number(attributes.get("numFmtId"))] = attributes.get("formatCode", "")
        elif tag == "xf":
            of_cells = parent == "cellXfs"
            if of_cells:
                formats.append(_number(attributes.get("numFmtId")))
        elif tag == "alignment" and parent == "xf" and of_cells and _number(attributes.get("indent")):
            indents[b"%d" % (len(formats) - 1)] = _number(attributes.get("indent"))
    kinds = {number: shown_by(number, codes) for number in set(formats)}
    return {b"%d" % style: kinds[number] for style, number in enumerate(formats) if kinds[number] is not Shown.NUMBER}, indents


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() else 0
