"""Every vendored file is the one that vendor.toml names, licence beside it; nothing in the vendor folders is unlisted."""

import hashlib
import tomllib
from pathlib import Path
from typing import Any

import pytest

WEB = Path(__file__).parents[2] / "src" / "groundswell" / "web"
FILES: list[dict[str, Any]] = tomllib.loads((WEB / "vendor.toml").read_text("utf-8"))["file"]
ALLOWED = {"MIT", "0BSD", "MPL-2.0", "OFL-1.1", "Apache-2.0", "BSD-3-Clause"}


@pytest.mark.parametrize("entry", FILES, ids=lambda entry: Path(entry["path"]).name)
def test_G9_a_vendored_file_is_as_it_came(entry: dict[str, Any]) -> None:
    path = WEB / entry["path"]
    assert hashlib.sha256(path.read_bytes()).hexdigest() == entry["sha256"]
    assert entry["licence"] in ALLOWED
    assert (WEB / entry["licence_file"]).read_text("utf-8").strip()
    assert entry["name"] and entry["version"] and entry["source"]


@pytest.mark.parametrize("folder", ["static/vendor", "static/fonts", "../../../tests/access/vendor"])
def test_no_vendored_file_is_unlisted(folder: str) -> None:
    listed = {(WEB / entry["path"]).resolve() for entry in FILES} | {(WEB / entry["licence_file"]).resolve() for entry in FILES}
    found = {path.resolve() for path in (WEB / folder).iterdir()}
    assert found, folder
    assert found <= listed, sorted(str(path) for path in found - listed)
