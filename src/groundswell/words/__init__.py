"""Words: a code and named values become text here, and nowhere else; numbers and dates take the display locale's form.

``words_for("de")`` gives German numbers and dates even where a text still falls back to English.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cache

from babel import Locale, UnknownLocaleError
from babel.lists import format_list

from groundswell.domain.measurement.exact import Exact
from groundswell.domain.measurement.period import Cadence, Period
from groundswell.errors import NO_VALUES, Explanation, Finding, Problem, UserError, Value
from groundswell.words import catalogue
from groundswell.words.cell_words import explained
from groundswell.words.dates import DateForm, PeriodForm, Style
from groundswell.words.finding_words import FindingWords, Telling, tell
from groundswell.words.locales import OwnLocale
from groundswell.words.numbers import FigureForm, NumberForm

DEFAULT_LOCALE = "en-GB"
ENGLISH_ORDER = "en_GB"
"""Plain ``en`` writes days in the order of this locale (9 November), with the month names of ``en`` (Sep)."""


class _Filling(dict[str, str]):
    """Values for a message; one that was not given shows its name, so that the gap is seen."""

    def __missing__(self, name: str) -> str:
        return "{" + name + "}"


class Words:
    """The words, numbers and dates of one display locale. Make it with :func:`words_for`."""

    def __init__(self, tag: str) -> None:
        locale = _locale(tag)
        self.tag = str(locale).replace("_", "-")
        self._own = locale.language if locale.language in catalogue.languages() else catalogue.SOURCE
        self.language = self._own if catalogue.leads(self._own) else catalogue.SOURCE
        self.right_to_left = locale.text_direction == "rtl"
        self.locale = locale
        self._texts = catalogue.translations(self._own)
        english = OwnLocale.parse(ENGLISH_ORDER)
        self._counted = catalogue.counted(self._own)
        order = english if str(locale) == "en" else locale
        self._list_locale = order if self.language == locale.language else english
        self.numbers = NumberForm.of(locale)
        self.dates = DateForm(order, names=locale)
        self.period_form = cache(self._period_form)
        self.figure_form = cache(self._figure_form)

    def text(self, code: str, values: Mapping[str, Value] = NO_VALUES) -> str:
        """The message of a code with its values put in; the plural form follows ``values["n"]``. A code without words shows itself."""
        count = values.get("n")
        number = count if isinstance(count, int) and code in self._counted else None
        message = self._texts.gettext(code) if number is None else self._texts.ngettext(code, code, number)
        if "{" not in message:
            return message
        return message.format_map(_Filling({name: self._shown(value) for name, value in values.items()}))

    def pattern(self, code: str) -> str:
        """A message with its placeholders still in it, for a caller that fills many."""
        return self._texts.gettext(code)

    def has(self, code: str) -> bool:
        """Whether the code has words, here or in English."""
        return code in catalogue.codes(self._own) or code in catalogue.codes(catalogue.SOURCE)

    def problem(self, problem: Problem) -> str:
        """What is wrong, without its place. A file of a delivery that was not read has the sentence of its refusal."""
        code, refusal = f"problem.{problem.code}", f"error.{problem.code}"
        return self.text(refusal if self.has(refusal) and not self.has(code) else code, problem.values)

    def hint(self, problem: Problem) -> str:
        """What to do about it; empty where nothing can be done."""
        code = f"hint.{problem.code}"
        return self.text(code, problem.values) if self.has(code) else ""

    def error(self, error: UserError) -> str:
        """The one sentence of bad use or bad input."""
        return self.text(f"error.{error.code}", error.values)

    def finding(self, finding: Finding, telling: Telling) -> FindingWords:
        """What a chart says, as its word, a sentence and a smaller line."""
        return tell(self, finding, telling)

    def explanation(self, explanation: Explanation) -> str:
        """How a cell was read, or why it was not, as one sentence without its place."""
        return explained(self, explanation)

    def number(self, value: Exact | Decimal | float, decimals: int | None = None) -> str:
        """A number in the locale's form; ``decimals`` None keeps the digits that it has."""
        return self.numbers.number(value, decimals)

    def day(self, day: date, style: Style = "long") -> str:
        """``9 November 2026``."""
        return self.dates.day(day, style)

    def period(self, period: Period | date, cadence: Cadence, style: Style = "short", fiscal_start: int = 1) -> str:
        """A period by its cadence: ``Oct 2026``, ``Q1 2026/27``, ``2026/27``; ``style="long"`` for sentences."""
        form = self.period_form(cadence, fiscal_start)
        start = period.start if isinstance(period, Period) else period
        return form.long(start) if style == "long" else form.short(start)

    def listed(self, parts: tuple[str, ...] | list[str]) -> str:
        """``August, September and October``."""
        return parts[0] if len(parts) == 1 else format_list(list(parts), locale=self._list_locale)

    def _period_form(self, cadence: Cadence, fiscal_start: int = 1) -> PeriodForm:
        return PeriodForm(self.dates, cadence, fiscal_start, lambda day: self.text("period.week", {"day": day}))

    def _figure_form(self, measurement_unit: str, decimals: int | None) -> FigureForm:
        return FigureForm.of(self.numbers, measurement_unit, decimals)

    def _shown(self, value: Value) -> str:
        if isinstance(value, str):
            return value
        if value is None:
            return ""
        if isinstance(value, tuple):
            return self.listed(value)
        if isinstance(value, bool):
            return self.text("yes" if value else "no")
        return self.number(value)


def _locale(tag: str) -> Locale:
    """The locale of a BCP 47 tag; one that Babel does not know falls back to its language, then to English."""
    for attempt in (tag, tag.replace("_", "-").split("-")[0], DEFAULT_LOCALE):
        try:
            return OwnLocale.parse(attempt.replace("-", "_"))
        except (ValueError, UnknownLocaleError):
            continue
    raise AssertionError("the default locale is always known")


@cache
def words_for(locale: str = DEFAULT_LOCALE) -> Words:
    """The words of a BCP 47 locale (``en``, ``en-GB``, ``de``), made once per process."""
    return Words(locale)
