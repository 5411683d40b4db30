"""The example files of the docs are those that the tests bring in."""

import io
import zipfile

import pytest

from tests.docs.generated import ROOT, WRITE
from tests.e2e.harbour_files import FILES


def parts(name: str, content: bytes) -> dict[str, bytes]:
    """What a file holds: of a workbook its parts, since packing differs between versions of zlib."""
    if not name.endswith(".xlsx"):
        return {name: content}
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return {part: packed.read(part) for part in packed.namelist()}


@pytest.mark.parametrize("name", FILES)
def test_the_example_files_are_fresh(name: str) -> None:
    kept, fresh = ROOT / "docs" / "examples" / name, FILES[name]()
    if WRITE:
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_bytes(fresh)
    assert parts(name, kept.read_bytes()) == parts(name, fresh)
