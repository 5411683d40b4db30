"""The key of a data directory: made by itself, refused where anybody could know it, and in no file of the repository."""

import re
import secrets
import subprocess
from pathlib import Path

import pytest

from groundswell.errors import UserError
from groundswell.web.secret_key import FILE_NAME, is_strong, secret_key
from tests.server import ROOT

WEAK = {
    "empty": "",
    "short": "k3y-0f-th1rty-ch4r4ct3rs-n0t-m",
    "sample of a framework": "django-insecure-4%q1z!k2v9x_8w7y6u5t4s3r2p1o0n9m8l7k6j5h4",
    "sample of instructions": "change-me-change-me-change-me-0123456789-abcdefghij",
    "our own stand-in": "records-alone-sign-nothing-records-alone-sign-nothing",
    "one letter": "a" * 64,
    "few letters": "abcdabcd" * 8,
}


def test_D17_no_key_makes_one_of_its_own_in_a_private_file(tmp_path: Path) -> None:
    first = secret_key(tmp_path)
    kept = tmp_path / FILE_NAME
    assert kept.stat().st_mode & 0o777 == 0o600
    assert is_strong(first)
    assert secret_key(tmp_path) == first, "an old one of its own goes on"
    kept.unlink()
    assert secret_key(tmp_path) != first


@pytest.mark.parametrize("key", WEAK.values(), ids=WEAK.keys())
def test_D17_a_weak_key_is_refused_and_not_replaced(tmp_path: Path, key: str) -> None:
    kept = tmp_path / FILE_NAME
    kept.write_text(key)
    kept.chmod(0o600)
    with pytest.raises(UserError, match="secret_key_weak"):
        secret_key(tmp_path)
    assert kept.read_text() == key


def test_D17_a_key_that_others_can_read_is_refused(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_text(secrets.token_urlsafe(48))
    (tmp_path / FILE_NAME).chmod(0o644)
    with pytest.raises(UserError, match="secret_key_weak"):
        secret_key(tmp_path)
    (tmp_path / FILE_NAME).chmod(0o600)
    assert secret_key(tmp_path)


def test_D17_no_key_lies_in_the_repository() -> None:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False).stdout.split()
    if not listed:
        pytest.skip("not a checkout of git")
    assert not [name for name in listed if name.endswith((FILE_NAME, "start-token", "setup-code", ".pem", ".key"))]
    kept = re.compile(r"SECRET_KEY\s*=\s*[\"']([^\"']+)")
    found = {found[1] for name in listed if name.endswith(".py") for found in kept.finditer((ROOT / name).read_text("utf-8"))}
    assert not [key for key in found if is_strong(key)]
