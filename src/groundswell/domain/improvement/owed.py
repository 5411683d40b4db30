"""What a measure still waits for, by measure and never by person: figures, a look at a signal, an answer."""

from dataclasses import dataclass
from datetime import date

from groundswell.domain.improvement.next_step import due_period, unexplained_signal
from groundswell.domain.measurement.record import MeasureRecord
from groundswell.domain.xmr.analysis import XmrAnalysis


@dataclass(frozen=True, slots=True)
class Owed:
    """``figure``: start of the period whose figure could be there. ``signal``: start of the period in which a signal began that nobody
    has put words to. ``answers``: how many people's first words wait. ``reading``: a question about a file is open."""

    figure: date | None = None
    signal: date | None = None
    answers: int = 0
    reading: bool = False

    @property
    def anything(self) -> bool:
        """Whether there is something at all."""
        return self != NOTHING


NOTHING = Owed()


def owed_by(record: MeasureRecord, analysis: XmrAnalysis, today: date) -> Owed:
    """What one line waits for on that day."""
    signal = unexplained_signal(record, analysis)
    period = None if signal is None else analysis.series.points[signal.first].period
    return Owed(due_period(record, today), None if period is None else period.start, record.unanswered, record.open_question)
