"""Which sign a measure carries: of its variation (the newest signal) and of its assurance (the standard against the limits)."""

from groundswell.charts.chart import Symbol
from groundswell.domain.improvement.assurance import StandardReading
from groundswell.domain.improvement.marks import PointMark, newest_open_signal, unsettled_step
from groundswell.domain.xmr.analysis import Side, XmrAnalysis
from groundswell.words import Words

HIGH, LOW, STEP, PATTERN = "high", "low", "step", "pattern"
SIDES = {Side.ABOVE: HIGH, Side.RISING: HIGH, Side.BELOW: LOW, Side.FALLING: LOW, Side.BOTH: PATTERN}


def variation_symbol(analysis: XmrAnalysis, mark: PointMark, word: str, words: Words) -> Symbol | None:
    """The shape is that of the measure's word, the letter says where its newest signal lies; None without limits."""
    if not analysis.segments or analysis.segments[-1].central_line is None:
        return None
    if mark is PointMark.ROUTINE:
        return Symbol(mark.value, "", word)
    signal, step = newest_open_signal(analysis), unsettled_step(analysis)
    lies = STEP if signal is not None and signal.rule == "moving_range" else SIDES[signal.side if signal else step or Side.ABOVE]
    return Symbol(mark.value, words.text(f"symbol.letter.{lies}"), words.text(f"symbol.{lies}", {"word": word}))


def assurance_symbol(reading: StandardReading, word: str, words: Words) -> Symbol | None:
    """Always, by luck or never; None where nobody can tell."""
    if reading.assurance is None:
        return None
    code = reading.assurance.value
    return Symbol(code, words.text(f"symbol.letter.{code}"), word, reading.up)
