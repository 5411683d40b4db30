"""The files that a command line means: files, folders and patterns, in a settled order."""

import glob
from collections.abc import Iterator, Sequence
from pathlib import Path

from groundswell.errors import UserError

MOST = 10_000
_SIGNS = frozenset("*?[")


def files_of(given: Sequence[str]) -> list[Path]:
    """Each file once: a file as named, a folder's files with those of its folders, a pattern's files, both sorted by name.

    A pattern in quotes is worked out here. Hidden files and the lock files of office programs are passed by. What is no file,
    folder or pattern stays as it is named, so that reading it says what is wrong. Raises UserError("no_file_matches") for a
    folder or pattern without a file, ("too_many_files").
    """
    found: dict[Path, None] = {}
    for one in given:
        files = list(_files(one))
        if not files:
            raise UserError("no_file_matches", {"name": one})
        found |= dict.fromkeys(files)
        if len(found) > MOST:
            raise UserError("too_many_files", {"most": MOST})
    return list(found)


def _files(given: str) -> Iterator[Path]:
    path = Path(given)
    if path.is_dir():
        yield from _wanted(path, sorted(path.rglob("*")))
    elif not path.exists() and _SIGNS & set(given):
        yield from _wanted(Path(), [Path(name) for name in sorted(glob.glob(given, recursive=True))])
    else:
        yield path


def _wanted(folder: Path, paths: Sequence[Path]) -> Iterator[Path]:
    for path in paths:
        inside = path.relative_to(folder).parts if folder.parts else (path.name,)
        if path.is_file() and not any(part.startswith((".", "~$")) for part in inside):
            yield path
