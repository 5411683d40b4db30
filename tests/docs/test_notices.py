"""The notices are fresh, and nothing stands in a lock whose licence would bind those who use this."""

import pytest

from tests.docs import notices
from tests.docs.generated import holds


def test_the_notices_are_fresh() -> None:
    holds("THIRD_PARTY_NOTICES.md", notices.page())


@pytest.mark.parametrize("lock", [notices.TO_RUN, notices.TO_CHECK])
def test_every_licence_in_the_locks_is_permitted(lock: str) -> None:
    packages = notices.pinned(lock)
    assert len(packages) > 10
    refused = {package.name: notices.licence(package.name) for package in packages} | {
        file["name"]: file["licence"] for file in notices.vendored()
    }
    assert {name: stated for name, stated in refused.items() if not notices.ids(stated) <= notices.PERMITTED} == {}


def test_a_package_under_the_gpl_would_be_refused() -> None:
    assert not notices.ids("MIT AND GPL-3.0-or-later") <= notices.PERMITTED
    assert not notices.ids("AGPL-3.0-only") <= notices.PERMITTED


def test_G9_both_locks_pin_the_same_versions() -> None:
    assert set(notices.pinned(notices.TO_RUN)) <= set(notices.pinned(notices.TO_CHECK))


def test_G9_every_pin_has_hashes_and_no_address_stands_in_a_lock() -> None:
    for lock in (notices.TO_RUN, notices.TO_CHECK):
        text = (notices.ROOT / lock).read_text(encoding="utf-8")
        blocks = [block for block in text.replace("\\\n", " ").splitlines() if block.strip() and not block.startswith("#")]
        assert all("--hash=sha256:" in block for block in blocks)
        assert not any(word in text for word in ("http", "--index", "--find-links", "--extra-index", " @ "))
