"""Many files as one delivery: a folder, or a folder packed as a zip file. Each file gives its sheets, named after it.

A file that cannot be read is said by its own sentence with its name, and the others are read; nothing is unpacked to disk. What is
packed twice is refused, and the guard's limits on rows, cells and unpacked bytes hold for all files together.
"""

import hashlib
import os
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Protocol

from groundswell.engine.sources.guard import MAX_FILE, MAX_UNPACKED, MIB, Archive, Room
from groundswell.engine.sources.workbook import Dialect, Sheet
from groundswell.errors import Place, Problem, UserError

MAX_FILES = 1_000
DEEPEST = 12
"""Folders inside folders."""
DELIVERY = "delivery"
_TOO_MUCH = frozenset(("sheets_too_large", "file_unpacks_too_large"))
"""One file that takes all the room leaves none for the others."""

_LITTER = re.compile(r"(?:^|/)(?:__MACOSX/|\.DS_Store$|\._|Thumbs\.db$|desktop\.ini$|~\$|\.~lock\.)", re.IGNORECASE)
"""What systems and programs leave behind beside people's files."""
_GIVEN_NAME = re.compile(r"(?:sheet|tabelle|feuil|hoja|blad|foglio|planilha|folha|ark|arkusz|table)\s?\d*", re.IGNORECASE)
"""The names that spreadsheet programs give a sheet that nobody named."""
_DIGITS = re.compile(r"(\d+)")


@dataclass(frozen=True, slots=True)
class Found:
    """What a file holds. ``packed`` is its archive, where it is one, whose unpacked size counts in a delivery."""

    kind: str
    sheets: list[Sheet]
    problems: list[Problem] = field(default_factory=list)
    dialect: Dialect | None = None
    packed: Archive | None = None


Progress = Callable[[int], None]


class Read(Protocol):
    """Reads one file's content; ``inside`` says what it was packed in."""

    def __call__(self, data: bytes, name: str, progress: Progress, inside: str = "") -> Found: ...


def read_zip(archive: Archive, read: Read, progress: Progress) -> Found:
    """The files of an archive as one delivery, in the order of their names."""
    names = [name for name in archive.names() if not name.endswith("/")]
    return _Delivery(read, progress).of("zip", ((name, partial(archive.read, name, MAX_FILE)) for name in _in_order(names)))


def read_folder(folder: Path, read: Read, progress: Progress) -> tuple[str, Found]:
    """The files of a folder and of those in it, as one delivery, and a digest of their names and contents."""
    digest = hashlib.sha256()

    def content(path: Path, name: str) -> bytes:
        data = _content(path, name)
        digest.update(f"{name}\0{len(data)}\0".encode("utf-8", errors="surrogatepass") + hashlib.sha256(data).digest())
        return data

    files = {path.relative_to(folder).as_posix(): path for path in _walk(folder)}
    found = _Delivery(read, progress).of("folder", ((name, partial(content, files[name], name)) for name in _in_order(files)))
    return digest.hexdigest(), found


def _walk(folder: Path) -> Iterator[Path]:
    for place, folders, files in os.walk(folder, onerror=_not_readable):
        if len(Path(place).relative_to(folder).parts) >= DEEPEST:
            folders.clear()
        yield from (Path(place, file) for file in files)


def _not_readable(error: OSError) -> None:
    raise UserError("file_not_readable", {"name": Path(str(error.filename)).name})


def _content(path: Path, name: str) -> bytes:
    if path.is_symlink() or not path.is_file():
        raise UserError("file_not_regular", {"name": name})
    try:
        if path.stat().st_size > MAX_FILE:
            raise UserError("file_too_large", {"limit_mib": MAX_FILE // MIB})
        return path.read_bytes()
    except OSError:
        raise UserError("file_not_readable", {"name": name}) from None


def _in_order(names: Iterable[str]) -> list[str]:
    """Without what systems leave behind; ``2026-2`` before ``2026-10``."""
    kept = [name for name in names if not _LITTER.search(name)]
    if not kept:
        raise UserError("delivery_empty")
    if len(kept) > MAX_FILES:
        raise UserError("delivery_too_many", {"n": len(kept), "limit": MAX_FILES})
    return sorted(kept, key=lambda name: [(int(part), "") if part.isdecimal() else (-1, part.casefold()) for part in _DIGITS.split(name)])


class _Delivery:
    """Files read one after another into one workbook."""

    def __init__(self, read: Read, progress: Progress) -> None:
        self._read = read
        self._progress = progress
        self._room = Room()
        self._bytes = 0
        self._rows = 0
        self._sheets: list[Sheet] = []
        self._problems: list[Problem] = []
        self._dialects: list[Dialect] = []
        self._all_text = True
        self._refused: list[UserError] = []

    def of(self, kind: str, files: Iterable[tuple[str, Callable[[], bytes]]]) -> Found:
        """Read them all; raises UserError where none can be read, or all together are too much."""
        listed = list(files)
        labels = _labels([name for name, _ in listed])
        for name, content in listed:
            try:
                data = content()
                found = self._read(data, PurePosixPath(name).name, self._tell, DELIVERY)
            except UserError as error:
                if error.code in _TOO_MUCH:
                    raise
                self._refused.append(error)
                self._problems.append(Problem(error.code, Place(name), error.values))
                continue
            self._take(name, labels[name], found, len(data))
        if not self._sheets:
            if len(self._refused) == 1:
                raise self._refused[0]
            raise UserError("delivery_without_sheets", {"n": len(listed), "names": tuple(name for name, _ in listed[:5])})
        return Found(kind, self._sheets, self._problems, _together(self._dialects) if self._all_text else None)

    def _tell(self, rows: int) -> None:
        self._progress(self._rows + rows)

    def _take(self, name: str, label: str, found: Found, size: int) -> None:
        self._bytes += size if found.packed is None else found.packed.unpacked
        if self._bytes > MAX_UNPACKED:
            raise UserError("file_unpacks_too_large", {"limit_mib": MAX_UNPACKED // MIB})
        alone = len(found.sheets) == 1 and (found.dialect is not None or not found.sheets[0].name or _is_given(found.sheets[0].name, name))
        renamed: dict[str | None, str] = {}
        for sheet in found.sheets:
            self._room.take(len(sheet.rows), sheet.filled)
            self._rows += len(sheet.rows)
            renamed[sheet.name] = label if alone else f"{label} / {sheet.name}"
            sheet.name, sheet.file = renamed[sheet.name], name
        self._sheets += found.sheets
        self._problems += [replace(p, place=Place(renamed.get(p.place.sheet, label), p.place.cell)) for p in found.problems]
        if found.dialect is not None:
            self._dialects.append(found.dialect)
        else:
            self._all_text = False  # what a text file proves about its decimal mark says nothing about a workbook


def _is_given(sheet: str, file: str) -> bool:
    """Whether a sheet has no name of its own: the program's, or its file's."""
    return _GIVEN_NAME.fullmatch(sheet) is not None or sheet == PurePosixPath(file).stem


def _labels(names: list[str]) -> dict[str, str]:
    """Short names that tell the files apart: the bare name, with its folder or its ending where two would be alike."""
    paths = {name: PurePosixPath(name) for name in names}
    bare = {name: path.stem for name, path in paths.items()}
    foldered = {name: path.with_suffix("").as_posix() for name, path in paths.items()}
    for labels in (bare, foldered):
        if len({label.casefold() for label in labels.values()}) == len(names):
            return labels
    return {name: name for name in names}


def _together(dialects: list[Dialect]) -> Dialect | None:
    """How the text files were written, taken together: what differs between them proves nothing."""
    if not dialects:
        return None
    encodings, delimiters, quotes = ({getattr(d, name) for d in dialects} for name in ("encoding", "delimiter", "quote"))
    return Dialect(
        encoding=encodings.pop() if len(encodings) == 1 else "",
        encoding_sure=all(d.encoding_sure for d in dialects),
        delimiter=delimiters.pop() if len(delimiters) == 1 else "",
        quote=quotes.pop() if len(quotes) == 1 else "",
        point_decimals=sum(d.point_decimals for d in dialects),
        comma_decimals=sum(d.comma_decimals for d in dialects),
        unclear_marks=sum(d.unclear_marks for d in dialects),
    )
