"""The fuzz of every kind of file, bounded; the full count is ``python -m tests.faults.fuzz --mutations 100``."""

import pytest

from tests.faults import fuzz

PUSH_MUTATIONS, LONG_MUTATIONS = 3, 40
CONTROLS = "tests.faults.fuzz_controls"


def assert_sound(tally: fuzz.Tally, tried: int) -> None:
    assert tally.faults == []
    assert tally.tried == tried, "every mutation must have been tried"
    refused = sum(count for outcome, count in tally.outcomes.items() if "refused" in outcome)
    assert tried * 0.3 < refused < tried, "changes that all pass, or all fail, try nothing"


def test_there_are_sixty_seeds_of_fifteen_kinds() -> None:
    seeds = fuzz.seeds()
    assert (len(seeds), len({seed.kind for seed in seeds}), len({seed.data for seed in seeds})) == (fuzz.SEEDS, 15, fuzz.SEEDS)


def test_C3_changed_files_of_every_kind_never_crash_hang_or_read_in_part() -> None:
    assert_sound(fuzz.run(PUSH_MUTATIONS), fuzz.SEEDS * PUSH_MUTATIONS)


@pytest.mark.long
@pytest.mark.timeout(900)
def test_C3_changed_files_of_every_kind_many_times() -> None:
    assert_sound(fuzz.run(LONG_MUTATIONS), fuzz.SEEDS * LONG_MUTATIONS)


@pytest.mark.parametrize(
    ("reader", "fault"),
    [
        ("dies", "0.0 (xlsx) crash: the reader ended with -6"),
        ("breaks", "crash: IndexError"),
        ("hangs", "0.0 (xlsx) hang"),
        ("forgets", "read in part"),
    ],
)
def test_C3_red_control_each_fault_of_a_reader_is_noticed(reader: str, fault: str) -> None:
    tally = fuzz.run(4, [0], f"{CONTROLS}:{reader}", longest=1.0)
    assert any(fault in said for said in tally.faults), tally


def test_C3_red_control_after_a_crash_the_next_seed_is_taken() -> None:
    tally = fuzz.run(2, [0, 1], f"{CONTROLS}:dies")
    assert [said.partition(" ")[0] for said in tally.faults] == ["0.0", "1.0"]
