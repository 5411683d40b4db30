"""The words of one organisation's pages: its locale, and its own fiscal year in the names of quarters."""

from datetime import date
from functools import cache

from groundswell.domain.measurement.period import Cadence, Period
from groundswell.words import Words
from groundswell.words.dates import Style

ITS_OWN = 0


class OrganisationWords(Words):
    """Words whose quarters are counted from the organisation's own fiscal year, unless a caller names another start."""

    def __init__(self, tag: str, fiscal_start: int) -> None:
        super().__init__(tag)
        self.fiscal_start = fiscal_start

    def period(self, period: Period | date, cadence: Cadence, style: Style = "short", fiscal_start: int = ITS_OWN) -> str:
        """As :meth:`Words.period`."""
        return super().period(period, cadence, style, fiscal_start or self.fiscal_start)


@cache
def organisation_words(locale: str, fiscal_start: int) -> OrganisationWords:
    """Made once per process for each pair."""
    return OrganisationWords(locale, fiscal_start)
