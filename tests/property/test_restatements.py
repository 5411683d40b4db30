"""Files come in any order, restate one another and are undone: at every position the record says what a small model says."""

import os
import shutil
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, invariant, rule, run_state_machine_as_test

from groundswell.domain.measurement.exact import Exact
from groundswell.records import opening
from groundswell.records.actors import local_actor
from groundswell.records.selectors import ledger, portfolio
from groundswell.records.services import intake
from tests.intakes import intake_of, month
from tests.postgresql import is_wanted, lend_database

RUNS = int(os.environ.get("GROUNDSWELL_RESTATEMENT_RUNS", "2000"))
"""Of the long test; CI asks for fewer."""
Key = tuple[str, str | None, date]
KEYS = [(measure, place, month(at)) for measure in ("Ferries", "Calls") for place in (None, "North pier") for at in range(4)]
FIGURES = st.sampled_from(["1", "1.0", "1.00", "2", "2.5", "-3", "0", None])
FILES = st.dictionaries(st.sampled_from(KEYS), FIGURES, min_size=1, max_size=8)


@dataclass
class Model:
    """The rule of contracts 3 and nothing else: the newest value of a batch that has not been taken back."""

    batches: list[tuple[int, dict[Key, str | None]]] = field(default_factory=list)
    undone: dict[int, int] = field(default_factory=dict)
    keys: dict[str, int] = field(default_factory=dict)

    def view(self, seq: int) -> dict[Key, str | None]:
        out: dict[Key, str | None] = {}
        for number, (at, figures) in enumerate(self.batches):
            if at <= seq and self.undone.get(number, seq + 1) > seq:
                out.update(figures)
        return out

    def store(self, figures: dict[Key, str | None], now: int) -> dict[Key, str | None]:
        """What of a file is new: figures that differ as numbers from those that stand."""
        standing = self.view(now)
        return {key: text for key, text in figures.items() if key not in standing or number(standing[key]) != number(text)}


def number(text: str | None) -> Exact | None:
    return None if text is None else Exact.parse(text)


class Restatements(RuleBasedStateMachine):
    """Store, store again, undo; then compare."""

    batches = Bundle("batches")
    migrated: Path
    """A data directory as it is after its first opening; each run begins with a copy."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory(prefix="groundswell-c22-")
        shutil.copytree(self.migrated, self.folder.name, dirs_exist_ok=True)
        if is_wanted():
            lend_database(Path(self.folder.name))
        opening.point_to(Path(self.folder.name))
        opening.open_data_directory("default", command="tests")
        self.model, self.positions, self.live = Model(), [0], set()
        self.count = 0

    def teardown(self) -> None:
        for seq in self.positions:
            assert seen(seq) == self.model.view(seq)
        assert ledger.verify().good
        opening.close_all()
        self.folder.cleanup()

    @rule(target=batches, figures=FILES)
    def store(self, figures: dict[Key, str | None]) -> tuple[int, str] | None:
        file = intake_of([(*key, text) for key, text in figures.items()])
        expected = {} if file.file_sha256 in self.live else self.model.store(figures, self.positions[-1])
        stored = intake.store(local_actor(), file)
        if stored.batch_ref is None:
            assert expected == {}
            return None
        assert len(stored.diff.new) + len(stored.diff.changed) == len(expected)
        self.model.batches.append((stored.as_of_seq, expected))
        self.live.add(file.file_sha256)
        self.positions.append(stored.as_of_seq)
        return len(self.model.batches) - 1, stored.batch_ref + file.file_sha256

    @rule(taken=consumes(batches))
    def undo(self, taken: tuple[int, str] | None) -> None:
        if taken is None:
            return
        batch, names = taken
        intake.retract(local_actor(), names[:26], "wrong")
        self.live.discard(names[26:])
        self.positions.append(ledger.head().entries)
        self.model.undone[batch] = self.positions[-1]

    @invariant()
    def what_stands_is_the_models(self) -> None:
        """The earlier views are looked at once, in the end: what a later file had spoilt in them would still be spoilt."""
        assert seen(self.positions[-1]) == self.model.view(self.positions[-1])


def seen(seq: int) -> dict[Key, str | None]:
    """Current figures at a position as the charts read them; a state without a figure as None."""
    return {
        (record.definition.name, record.org_unit, point.period.start): None if point.value is None else str(point.value)
        for record in portfolio.portfolio(local_actor(), seq)
        for point in record.series.points
        if point.period is not None and point.observation is not None
    }


def run(examples: int, migrated: Path, blocker: object) -> None:
    Restatements.migrated = migrated
    unhurried = {"deadline": None, "suppress_health_check": list(HealthCheck), "derandomize": True}
    wanted = settings(max_examples=examples, stateful_step_count=8, **unhurried)
    with blocker.unblock():  # type: ignore[attr-defined] - pytest-django gives no type for it
        run_state_machine_as_test(Restatements, settings=wanted)


def test_C22_every_view_equals_the_models(migrated_folder: Path, django_db_blocker: object) -> None:
    run(40, migrated_folder, django_db_blocker)


@pytest.mark.long
@pytest.mark.timeout(1800)
def test_C22_every_view_equals_the_models_in_two_thousand_runs(migrated_folder: Path, django_db_blocker: object) -> None:
    run(RUNS, migrated_folder, django_db_blocker)
