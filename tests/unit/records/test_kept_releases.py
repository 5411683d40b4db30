"""A data directory of each release opens with today's code: same head, same figures, and its ledger verifies."""

import gzip
from pathlib import Path
from typing import Any

import pytest

from groundswell.records import opening
from groundswell.records.actors import local_actor
from groundswell.records.selectors import ledger, portfolio
from groundswell.records.settings import FILE_NAME

KEPT = Path(__file__).resolve().parents[2] / "kept"
HEADS = {"0.1.0": "2-122-a1d2faf549169589fd92cd30cbac76bd4c088455ad59fc1a45ab41ea44fee282"}
FERRIES = [90.9, 89.5, 88.1, 92.2, 92.5, 91.6, 91.4, 91.5, 92.1, 90.6, 86.8, 88.9, 86.7, 87.9]


def test_every_release_has_a_head_to_be_held_to() -> None:
    assert sorted(HEADS) == sorted(folder.name for folder in KEPT.iterdir() if folder.is_dir())


@pytest.mark.parametrize("release", HEADS)
def test_a_data_directory_of_that_release_opens_whole(release: str, tmp_path: Path, django_db_blocker: Any) -> None:
    folder = tmp_path / release
    folder.mkdir()
    (folder / FILE_NAME).write_bytes(gzip.decompress((KEPT / release / f"{FILE_NAME}.gz").read_bytes()))
    with django_db_blocker.unblock():
        opening.point_to(folder)
        opening.open_data_directory("default", command="tests")
        try:
            assert ledger.head().text == HEADS[release]
            assert ledger.verify(HEADS[release]).good
            by_name = {record.definition.name: record for record in portfolio.portfolio(local_actor())}
            assert len(by_name) == 7
            assert by_name["HARBOUR | Ferries leaving on time"].series.values.tolist() == FERRIES
        finally:
            opening.close_all()
