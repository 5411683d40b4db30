"""When garbage is looked for."""

import gc
from collections.abc import Iterator

import pytest

from groundswell.engine.uncollected import RARELY, collect_rarely, uncollected


@pytest.fixture
def as_before() -> Iterator[None]:
    thresholds = gc.get_threshold()
    yield
    gc.unfreeze()
    gc.set_threshold(*thresholds)


def test_within_the_block_nothing_is_collected_and_afterwards_as_before() -> None:
    with uncollected():
        assert not gc.isenabled()
        with uncollected():
            pass
        assert not gc.isenabled(), "the outer block goes on"
    assert gc.isenabled()


def test_a_server_looks_rarely_and_never_again_through_what_it_was_started_with(as_before: None) -> None:
    collect_rarely()
    assert gc.isenabled()
    assert gc.get_threshold() == RARELY
    assert gc.get_freeze_count() > 1_000
