"""A data directory whose record is in PostgreSQL, whatever the ordinary fixtures use: a database of its own on the session's server."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from groundswell.records import opening, settings
from groundswell.records.actors import local_actor
from groundswell.records.selectors import ledger, portfolio
from groundswell.records.services import intake
from tests.intakes import months_of
from tests.postgresql import Cluster, write_address


@pytest.fixture(scope="session")
def opened_once(cluster: Cluster, tmp_path_factory: pytest.TempPathFactory, django_db_blocker: Any) -> Iterator[str]:
    """A database as it is after its first opening, for copies."""
    folder, database = tmp_path_factory.mktemp("opened") / "data", cluster.new_database()
    write_address(folder, cluster.address(database))
    with django_db_blocker.unblock():
        opening.point_to(folder)
        opening.open_data_directory("default")
        opening.close_all()
    yield database
    cluster.drop(database)


@pytest.fixture
def on_postgresql(
    opened_once: str, cluster: Cluster, tmp_path: Path, django_db_blocker: Any, monkeypatch: pytest.MonkeyPatch
) -> Iterator[str]:
    """An open data directory whose record is in a database of its own; gives the database's name."""
    monkeypatch.delenv(settings.ADDRESS, raising=False)
    database = cluster.new_database(opened_once)
    write_address(tmp_path / "data", cluster.address(database))
    with django_db_blocker.unblock():
        opening.point_to(tmp_path / "data")
        opening.open_data_directory("default")
        yield database
        opening.close_all()
    cluster.drop(database)


def stored() -> str:
    """Figures, one of them restated, and a batch that was taken back; gives the head."""
    actor = local_actor()
    intake.store(actor, months_of("Ferries", ["1", "2", "3"]))
    intake.store(actor, months_of("Ferries", {1: "2.5"}, "later.csv"), reasons={"*": "late returns"})
    wrong = intake.store(actor, months_of("Ferries", {2: "99"}, "wrong.csv"))
    intake.retract(actor, wrong.batch_ref, "the wrong file")
    (record,) = portfolio.portfolio(actor)
    assert [str(point.value) for point in record.series.points] == ["1", "2.5", "3"]
    return ledger.head().text
