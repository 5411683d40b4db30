"""Which signals go, come and stay when rules or segments change."""

from groundswell.domain.xmr.analyse import analyse
from groundswell.domain.xmr.analysis import SegmentInput
from groundswell.domain.xmr.differing import signal_changes

STEP = [10.0, 11.0, 9.0, 10.0, 12.0, 10.0, 9.0, 11.0, 20.0, 21.0, 19.0, 20.0, 22.0, 20.0, 19.0, 21.0]


def test_the_same_analysis_changes_nothing() -> None:
    found = signal_changes(analyse(STEP), analyse(STEP))
    assert (found.gone, found.come) == ((), ()) and found.kept


def test_a_split_where_the_level_changed_ends_the_runs() -> None:
    found = signal_changes(analyse(STEP), analyse(STEP, segments=(SegmentInput(), SegmentInput(8))))
    assert {"long_run"} <= {one.rule for one in found.gone}
    assert found.come == ()


def test_a_run_that_reaches_further_is_the_same_signal() -> None:
    longer = [*STEP, 20.0, 21.0]
    found = signal_changes(analyse(STEP), analyse(longer))
    runs = [one for one in found.kept if one.rule == "long_run" and one.side.value == "above"]
    assert [one.last for one in runs] == [17]
    assert not [one for one in found.come if one.rule == "long_run"]


def test_another_rule_set_brings_its_own_signals() -> None:
    rising = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0]
    found = signal_changes(analyse(rising), analyse(rising, rules="nhs_r"))
    assert "trend" in {one.rule for one in found.come}
