"""Files made to hurt, each read as the product reads it: in a child with 300 MiB and little time.

Every one must end in the guard's own refusal (never in the child being killed) within a second or two of
processor time; the child's whole address space is held to 300 MiB, so it never takes more. The red controls show
that the bombs are real: what they would have become is measured.
"""

import gzip
import resource
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from groundswell.engine.child import Limits, read_in_child
from groundswell.engine.sources.guard import MIB
from groundswell.errors import UserError
from tests.forging import (
    MAIN,
    ODS_TYPE,
    RELATIONS,
    Entry,
    bomb,
    cells_xml,
    deflated,
    forged_zip,
    ods,
    sheet_xml,
    xlsx,
    xlsx_parts,
    zipped,
)
from tests.forging_xlsb import brt, real, row, sheet_bin, wide, xlsb, xlsb_parts

SHEET = "xl/worksheets/sheet1.xml"
TEXTS = "xl/sharedStrings.xml"
SMALL = xlsx_parts({"Data": sheet_xml(cells_xml({"A1": "><v>1</v>"}))})
LIMITS = Limits(memory=300 * MIB, seconds=20)


def entries(*, leave_out: str = "") -> list[Entry]:
    return [Entry(name, part) for name, part in SMALL.items() if name != leave_out]


AROUND = {
    SHEET: (f'<worksheet xmlns="{MAIN}"><sheetData><row r="1">'.encode(), b"</row></sheetData></worksheet>"),
    TEXTS: (f'<sst xmlns="{MAIN}">'.encode(), b"</sst>"),
}


def with_bomb(name: str, mebibytes: int, *, lie: int | None = None, pattern: bytes = b" ") -> bytes:
    """A small workbook one of whose parts unpacks to that many MiB; ``lie`` is the size the headers give instead."""
    head, tail = AROUND.get(name, (b"", b""))
    packed = bomb(mebibytes, pattern, head, tail)
    size = mebibytes * MIB + len(head) + len(tail) if lie is None else lie
    return forged_zip([*entries(leave_out=name), Entry(name, packed=packed, declared_size=size)])


def many_sheets(count: int, mebibytes: int) -> bytes:
    parts = xlsx_parts({f"S{i}": "" for i in range(count)})
    packed = bomb(mebibytes)
    return forged_zip(
        [
            Entry(name, packed=packed, declared_size=mebibytes * MIB) if name.startswith("xl/worksheets/") else Entry(name, part)
            for name, part in parts.items()
        ]
    )


def overlapping(count: int) -> bytes:
    kernel = Entry("xl/worksheets/k.xml", packed=bomb(10), declared_size=10 * MIB)
    return forged_zip(
        [*entries(), kernel, *(Entry(f"xl/worksheets/k{i}.xml", packed=b"", share_offset_of=len(SMALL)) for i in range(count))]
    )


def one_part_for_many_sheets(count: int) -> bytes:
    listed = "".join(f'<sheet name="S{i}" sheetId="{i}" r:id="rId1"/>' for i in range(count))
    parts = dict(SMALL)
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace(b'<sheet name="Data" sheetId="1" r:id="rId1"/>', listed.encode())
    return zipped(parts)


def spread_over_a_diagonal() -> bytes:
    rows = "".join(f'<row r="{i * 60}"><c r="{_letters(i)}{i * 60}"><v>1</v></c></row>' for i in range(1, 16_000))
    return xlsx(rows)


def _letters(index: int) -> str:
    letters = ""
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def ods_content(packed: bytes, size: int) -> bytes:
    return forged_zip([Entry("mimetype", ODS_TYPE, method=0), Entry("content.xml", packed=packed, declared_size=size)])


FULL_ODS = (
    '<table:table><table:table-row table:number-rows-repeated="1048576">'
    '<table:table-cell office:value-type="float" office:value="1" table:number-columns-repeated="16384"/></table:table-row></table:table>'
)
BOMBS: dict[str, tuple[Callable[[], bytes], str]] = {
    "flat": (lambda: with_bomb(SHEET, 700), "file_unpacks_too_large"),
    "flat, below the size limit": (lambda: with_bomb(SHEET, 500), "file_unpacks_too_large"),
    "shared texts": (lambda: with_bomb(TEXTS, 700, pattern=b"<si><t>a</t></si>"), "file_unpacks_too_large"),
    "millions of empty texts": (lambda: with_bomb(TEXTS, 15, pattern=b"<si/><si/><si/> "), "file_unpacks_too_large"),
    "many sheets": (lambda: many_sheets(200, 15), "file_unpacks_too_large"),
    "one part for many sheets": (lambda: one_part_for_many_sheets(20_000), "file_damaged"),
    "overlapping parts": (lambda: overlapping(5_000), "file_damaged"),
    "many parts": (lambda: forged_zip([*entries(), *(Entry(f"x/{i}", b"") for i in range(20_000))]), "file_unpacks_too_large"),
    "nested in a zip": (lambda: zipped({"a.zip": zipped({"b.zip": with_bomb(SHEET, 700)})}), "file_is_zip"),
    "embedded": (lambda: forged_zip([*entries(), Entry("xl/a.png", packed=bomb(1), declared_size=3 << 30)]), "file_unpacks_too_large"),
    "styles": (lambda: with_bomb("xl/styles.xml", 300), "file_unpacks_too_large"),
    "relations": (lambda: with_bomb("xl/_rels/workbook.xml.rels", 17), "file_unpacks_too_large"),
    "one row without end": (lambda: with_bomb(SHEET, 15, pattern=b"<c><v>1</v></c> "), "file_damaged"),
    "one text without end": (lambda: ods_content(bomb(15, b"x", b"<x>", b"</x>"), 15 * MIB + 7), "file_damaged"),
    "cells on a diagonal": (spread_over_a_diagonal, "sheets_too_large"),
    "ODS content": (lambda: ods_content(bomb(700), 700 * MIB), "file_unpacks_too_large"),
    "ODS repeated cells": (lambda: ods(FULL_ODS), "sheets_too_large"),
    "XLSB sheet": (lambda: xlsb_bomb("xl/worksheets/sheet1.bin", bomb(700)), "file_unpacks_too_large"),
    "XLSB texts": (lambda: xlsb_bomb("xl/sharedStrings.bin", bomb(300, brt(19, b"\0" + wide("a")))), "file_unpacks_too_large"),
    "XLSB cells far to the right": (lambda: xlsb(b"".join(row(i) + real(16_383, 1) for i in range(2_000))), "sheets_too_large"),
    "XLSB record without end": (lambda: xlsb(brt(0, b"")[:1] + b"\xff\xff\xff\x7f" + bytes(100)), "file_damaged"),
    "files of a zip": (lambda: many_files(12, 95), "file_unpacks_too_large"),
    "gzip": (lambda: gzip.compress(bytes(300 * MIB), 1), "file_unpacks_too_large"),
    "spans of a web page": (lambda: b"<table>" + (b"<tr>" + b"<td colspan=1000 rowspan=60000>1" * 25) * 2_000, "file_damaged"),
    "tables inside tables": (lambda: b"<html>" + b"<table><tr><td>" * 100_000, "file_damaged"),
    "comments without end": (lambda: b"<html>" + b"<!--" * 1_000_000, "file_damaged"),
    "tags without end": (lambda: b"<html>" + b"<a title='" * 1_000_000, "file_damaged"),
    "quotes inside tags": (lambda: b"<table><tr><td>" + b"<a b='\">" * 100_000, "file_damaged"),
    "names of JSON": (lambda: b"[" + b",".join(b'{"k%d":1}' % i for i in range(20_000)) + b"]", "sheets_too_large"),
    "objects inside objects": (lambda: b'[{"a":' * 500_000, "json_nested"),
    "a number of JSON": (lambda: b'[{"a":' + b"1" * 5_000_000 + b"}", "json_broken"),
    "hidden rows of an old XML sheet": (lambda: old_xml('<Row ss:Hidden="1" ss:Span="1000000"/>' * 20_000), "file_damaged"),
}


def xlsb_bomb(name: str, packed: bytes) -> bytes:
    """A small binary workbook one of whose parts unpacks to hundreds of MiB."""
    parts = xlsb_parts({"Data": sheet_bin(row(0) + real(0, 1))})
    size = {"xl/worksheets/sheet1.bin": 700 * MIB}.get(name, 300 * MIB)
    around = [Entry(part, content) for part, content in parts.items() if part != name]
    return forged_zip([*around, Entry(name, packed=packed, declared_size=size)])


def many_files(count: int, mebibytes: int) -> bytes:
    """A delivery of files none of which is too large alone."""
    packed = bomb(mebibytes)
    return forged_zip([Entry(f"{i}.csv", packed=packed, declared_size=mebibytes * MIB) for i in range(count)])


def old_xml(rows: str) -> bytes:
    """An XML spreadsheet of 2003 that ends inside a cell."""
    space = "urn:schemas-microsoft-com:office:spreadsheet"
    head = f'<?xml version="1.0"?><Workbook xmlns="{space}" xmlns:ss="{space}"><Worksheet ss:Name="Data"><Table>'
    return f"{head}{rows}<Row><Cell>".encode()


def refused_in_child(data: bytes, tmp_path: Path, seconds: float) -> str:
    """The code of the refusal, with its processor time and memory held to the pass mark."""
    file = tmp_path / "hostile.xlsx"
    file.write_bytes(data)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    with pytest.raises(UserError) as caught:
        read_in_child(file, "workbook", {}, limits=LIMITS)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime < seconds
    return caught.value.code


@pytest.mark.parametrize("name", BOMBS)
def test_C1_bombs_are_refused_within_a_second_and_300_MiB(name: str, tmp_path: Path) -> None:
    make, code = BOMBS[name]
    assert refused_in_child(make(), tmp_path, 1.0) == code


def test_C1_red_control_the_bombs_are_real() -> None:
    unpacker, real = zlib.decompressobj(-15), 0
    waiting = bomb(64)
    assert len(waiting) < 80_000
    while waiting and not unpacker.eof:
        real += len(unpacker.decompress(waiting, MIB))
        waiting = unpacker.unconsumed_tail
    assert unpacker.eof and real == 64 * MIB


def _two_ends() -> bytes:
    inner = forged_zip([Entry("[Content_Types].xml", b"other")])
    whole = zipped(SMALL)
    return whole[:-2] + len(inner).to_bytes(2, "little") + inner


def _late_bytes() -> bytes:
    return forged_zip([*entries(leave_out=SHEET), Entry(SHEET, SMALL[SHEET], packed=deflated(SMALL[SHEET]) + b"<more/>")])


LIES: dict[str, tuple[Callable[[], bytes], str]] = {
    "says 1,000 bytes, is a GiB": (lambda: with_bomb(SHEET, 1024, lie=1000), "file_damaged"),
    "says 1,000 bytes, is a GiB, in the shared texts": (lambda: with_bomb(TEXTS, 1024, lie=1000), "file_damaged"),
    "says more than it is": (
        lambda: forged_zip([*entries(leave_out=SHEET), Entry(SHEET, SMALL[SHEET], declared_size=10_000)]),
        "file_damaged",
    ),
    "two entries of one name": (lambda: forged_zip([*entries(), Entry(SHEET, SMALL[SHEET].replace(b"<v>1", b"<v>2"))]), "file_damaged"),
    "two names but for case": (lambda: forged_zip([*entries(), Entry(SHEET.upper(), SMALL[SHEET])]), "file_damaged"),
    "another name in the entry itself": (
        lambda: forged_zip([*entries(leave_out=SHEET), Entry(SHEET, SMALL[SHEET], local_name="xl/worksheets/sheet2.xml")]),
        "file_damaged",
    ),
    "wrong checksum": (lambda: forged_zip([*entries(leave_out=SHEET), Entry(SHEET, SMALL[SHEET], declared_crc=1)]), "file_damaged"),
    "packed size reaches into the next": (lambda: forged_zip([Entry("_rels/x", b"x", declared_packed=400), *entries()]), "file_damaged"),
    "bytes after the end of the stream": (_late_bytes, "file_damaged"),
    "fewer entries than there are": (lambda: forged_zip(entries(), declared_count=3), "file_damaged"),
    "directory elsewhere": (lambda: forged_zip(entries(), shift=40), "file_damaged"),
    "two ends": (_two_ends, "file_damaged"),
    "a name that climbs out": (lambda: forged_zip([*entries(), Entry("../../etc/passwd", b"x")]), "file_damaged"),
    "an absolute name": (lambda: forged_zip([*entries(), Entry("/etc/passwd", b"x")]), "file_damaged"),
    "an unknown packing": (lambda: forged_zip([*entries(), Entry("x", b"x", method=99)]), "file_damaged"),
}


@pytest.mark.parametrize("name", LIES)
def test_C2_archives_that_lie_are_refused_within_two_seconds(name: str, tmp_path: Path) -> None:
    make, code = LIES[name]
    assert refused_in_child(make(), tmp_path, 2.0) == code


def test_C2_red_control_the_honest_twin_is_read(tmp_path: Path) -> None:
    file = tmp_path / "honest.xlsx"
    file.write_bytes(forged_zip(entries()))
    assert read_in_child(file, "workbook", {}, limits=LIMITS)["sheets"][0]["rows"] == [[1]]


def _laughs() -> bytes:
    lines = ['<!ENTITY l0 "ha">', *(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, 10))]
    return f"<!DOCTYPE sst [{''.join(lines)}]>".encode()


def _xxe(name: str, document_type: bytes, old: bytes = b"", new: bytes = b"") -> bytes:
    part = SMALL[name]
    head, _, rest = part.rpartition(b"?>") if part.startswith(b"<?xml") else (b"", b"", part)
    return zipped(SMALL | {name: (head + b"?>" if head else b"") + document_type + (rest.replace(old, new) if old else rest)})


FILE_ENTITY = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>'
WEB_ENTITY = b'<!DOCTYPE x [<!ENTITY e SYSTEM "http://127.0.0.1:9/e">]>'
XML_TRICKS: dict[str, Callable[[], bytes]] = {
    "laughs in the shared texts": lambda: _xxe(TEXTS, _laughs(), b"</sst>", b"<si><t>&l9;</t></si></sst>"),
    "laughs in the sheet": lambda: _xxe(SHEET, _laughs(), b"<v>1</v>", b"<v>&l9;</v>"),
    "laughs in the workbook part": lambda: _xxe("xl/workbook.xml", _laughs()),
    "a local file in the sheet": lambda: _xxe(SHEET, FILE_ENTITY, b"<v>1</v>", b"<v>&e;</v>"),
    "a local file in the shared texts": lambda: _xxe(TEXTS, FILE_ENTITY, b"</sst>", b"<si><t>&e;</t></si></sst>"),
    "an address in the relations": lambda: _xxe("xl/_rels/workbook.xml.rels", WEB_ENTITY),
    "an outside document type": lambda: _xxe("xl/styles.xml", b'<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">'),
    "a parameter entity": lambda: _xxe(SHEET, b'<!DOCTYPE x [<!ENTITY % p SYSTEM "http://127.0.0.1:9/p"> %p;]>'),
    "a document type in ODS": lambda: zipped({"mimetype": ODS_TYPE, "content.xml": FILE_ENTITY + b"<x>&e;</x>"}),
    "a document type in flat ODS": lambda: FILE_ENTITY + b'<document xmlns="urn:oasis:names:tc:opendocument:xmlns:office:1.0"/>',
    "laughs in an old XML sheet": lambda: _laughs() + b'<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">&l9;</Workbook>',
    "an entity nobody declared": lambda: _xxe(SHEET, b"", b"<v>1</v>", b"<v>&e;</v>"),
}


@pytest.mark.parametrize("name", XML_TRICKS)
def test_C4_no_entity_is_ever_expanded(name: str, tmp_path: Path) -> None:
    code = "file_damaged" if name == "an entity nobody declared" else "file_has_document_type"
    assert refused_in_child(XML_TRICKS[name](), tmp_path, 1.0) == code


def test_C4_links_outside_are_never_followed(tmp_path: Path) -> None:
    """The child may open no socket at all (see test_child); here the workbook is read as if the links were not there."""
    outside = (
        f'<Relationships xmlns="{RELATIONS}"><Relationship Id="rId1" TargetMode="External" Type="t/externalLinkPath" Target="http://127.0.0.1:9/b.xlsx"/>'
        "</Relationships>"
    )
    linked = sheet_xml(
        cells_xml({"A1": "><f>[1]Sheet1!A1</f><v>5</v>"}),
        after='<hyperlinks><hyperlink ref="A1" r:id="rId9" xmlns:r="urn:r"/></hyperlinks><legacyDrawing xmlns:r="urn:r" r:id="rId8"/>',
    )
    parts = xlsx_parts({"Data": linked}) | {
        "xl/externalLinks/externalLink1.xml": f'<externalLink xmlns="{MAIN}"/>'.encode(),
        "xl/externalLinks/_rels/externalLink1.xml.rels": outside.encode(),
        "xl/worksheets/_rels/sheet1.xml.rels": outside.encode(),
        "xl/embeddings/oleObject1.bin": b"MZ",
        "xl/vbaProject.bin": b"Sub AutoOpen()",
    }
    file = tmp_path / "links.xlsm"
    file.write_bytes(zipped(parts))
    found = read_in_child(file, "workbook", {}, limits=LIMITS)
    assert found["sheets"][0]["rows"] == [[5]]
    assert [problem[0] for problem in found["problems"]] == ["macros_not_run"]


def test_C4_nothing_that_a_web_page_points_to_is_fetched(tmp_path: Path) -> None:
    file = tmp_path / "page.xls"
    file.write_bytes(
        b'<html><base href="http://127.0.0.1:9/"><link rel=stylesheet href="a.css"><script src="http://127.0.0.1:9/a.js"></script>'
        b'<iframe src="file:///etc/hostname"></iframe><table background="http://127.0.0.1:9/b.png"><tr><td><img src="http://127.0.0.1:9/c.png">1'
        b"</td><td>&xxe;</td></tr></table></html>"
    )
    assert read_in_child(file, "workbook", {}, limits=LIMITS)["sheets"][0]["rows"] == [["1", "&xxe;"]]


def test_C5_locked_archives_are_named(tmp_path: Path) -> None:
    locked = forged_zip([*entries(leave_out=SHEET), Entry(SHEET, b"secret", flags=1)])
    assert refused_in_child(locked, tmp_path, 1.0) == "file_locked"


@pytest.mark.parametrize("part", [0.1, 0.3, 0.5, 0.7, 0.9, 0.999])
def test_C3_a_truncated_archive_is_refused(part: float, tmp_path: Path) -> None:
    whole = zipped(SMALL)
    assert refused_in_child(whole[: int(len(whole) * part)], tmp_path, 1.0) == "file_damaged"
