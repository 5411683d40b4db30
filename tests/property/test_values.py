"""Laws of values: a number written in any locale's form comes back exactly or is said to be unclear; no state is ever a number."""

import unicodedata
from datetime import date
from decimal import Decimal

import pytest
from babel import Locale
from babel.dates import format_date, format_skeleton
from babel.numbers import format_decimal, format_percent, get_currency_symbol
from hypothesis import given
from hypothesis import strategies as st

from groundswell.domain.measurement.exact import Exact
from groundswell.domain.measurement.observation import Presence
from groundswell.engine.marks import STATUS_WORDS
from groundswell.engine.numbers import NumberRead, Refused, find_decimal_mark, read_number
from groundswell.engine.numbers.durations import SECONDS, in_unit, read_duration
from groundswell.engine.numbers.states import STATES, ZERO_OR_NOTHING
from groundswell.engine.periods import Ambiguous, Form, PeriodParser, PeriodRead

LOCALES = (
    "en", "en_IN", "de", "de_CH", "de_AT", "fr", "fr_CH", "nl", "es", "es_MX", "pt", "pt_PT", "it", "it_CH", "sv", "nb", "da", "fi", "pl",
    "cs", "hu", "ru", "tr", "el", "he", "ja", "zh", "ko", "hi", "bn", "ar_EG", "fa", "ur",
)  # fmt: skip
LANGUAGES = ("en", "de", "fr", "nl", "es", "pt", "it")
NUMBERS = st.decimals(-(10**12), 10**12, allow_nan=False, allow_infinity=False, places=3)
LOCAL_DIGITS = {"hi": "deva", "bn": "beng", "ar_EG": "arab", "fa": "arabext"}


def _mark(locale: str) -> str:
    system = LOCAL_DIGITS.get(locale, "latn")
    symbol = Locale.parse(locale).number_symbols.get(system, {}).get("decimal", ".")
    return {"٫": "."}.get(symbol, symbol)


def _written(number: Decimal, locale: str, **kwargs: object) -> str:
    return format_decimal(number, locale=locale, numbering_system=LOCAL_DIGITS.get(locale, "latn"), decimal_quantization=False, **kwargs)


@given(NUMBERS, st.sampled_from(LOCALES), st.booleans())
def test_a_number_in_any_locale_comes_back_exactly_by_its_mark(number, locale, grouped):
    text = _written(number, locale, group_separator=grouped)
    read = read_number(text, _mark(locale))
    assert isinstance(read, NumberRead), (text, read)
    assert (read.value, read.unit) == (Exact.from_decimal(number), ""), text


@given(NUMBERS, st.sampled_from(LOCALES))
def test_without_a_declared_mark_it_is_read_exactly_or_said_to_be_unclear(number, locale):
    text = _written(number, locale)
    read = read_number(text)
    exact = isinstance(read, NumberRead) and read.value == Exact.from_decimal(number)
    assert exact or read == Refused("decimal_mark_unclear"), (text, read)


@given(st.lists(NUMBERS, min_size=1, max_size=8), st.sampled_from(LOCALES))
def test_a_column_never_proves_the_wrong_mark(numbers, locale):
    assert find_decimal_mark([_written(number, locale) for number in numbers]) in (_mark(locale), "?", None)


@given(
    NUMBERS, st.sampled_from(LOCALES), st.sampled_from(["GBP", "EUR", "USD", "JPY"]), st.booleans(), st.sampled_from(["", " ", "\u00a0"])
)
def test_money_keeps_its_figure_and_its_currency(number, locale, currency, before, blank):
    figure, symbol = _written(number, locale), get_currency_symbol(currency, locale="en")
    text = f"{symbol}{blank}{figure}" if before else f"{figure}{blank}{symbol}"
    read = read_number(text, _mark(locale))
    assert isinstance(read, NumberRead), (text, read)
    assert (read.value, read.unit) == (Exact.from_decimal(number), symbol), text


@given(st.integers(-(10**6), 10**6), st.sampled_from(LOCALES))
def test_a_percentage_of_any_locale_stands_as_it_is_written(number, locale):
    system = LOCAL_DIGITS.get(locale, "latn")
    text = format_percent(Decimal(number) / 100, locale=locale, numbering_system=system)
    if text.lstrip("-").startswith("%"):
        return  # Turkish writes the sign in front, which is a figure of nothing here
    read = read_number(text, _mark(locale))
    assert isinstance(read, NumberRead), (text, read)
    assert (read.value, read.unit) == (Exact(number), "%")


@given(
    st.sampled_from(sorted(STATES)), st.sampled_from([str, str.upper, str.title]), st.sampled_from(["{}", " {} ", "\u00a0{}", "{}\u200f"])
)
def test_no_spelling_of_a_state_is_ever_a_figure(state, case, around):
    read = read_number(around.format(case(state)), ".")
    assert isinstance(read, NumberRead)
    assert (read.value, read.bound) == (None, None)
    assert read.presence not in (Presence.VALUE, Presence.BELOW, Presence.ABOVE)


@pytest.mark.parametrize("word", sorted(ZERO_OR_NOTHING - {"null"}))
def test_a_word_that_may_mean_zero_is_never_taken_for_zero_nor_for_nothing(word):
    assert read_number(word) == read_number(word.title()) == Refused("zero_or_missing")


MARKS = [(status, word) for status, words in STATUS_WORDS.items() for word in words]


@given(NUMBERS, st.sampled_from(MARKS), st.sampled_from(["{} {}", "{} ({})", "{} [{}]"]))
def test_a_mark_behind_a_figure_changes_its_status_alone(number, said, form):
    status, word = said
    text = form.format(number, word)
    read = read_number(text, ".")
    assert isinstance(read, NumberRead), (text, read)
    assert (read.value, read.status, read.mark) == (Exact.from_decimal(number), status, text)


@given(st.integers(0, 99), st.integers(0, 23), st.integers(0, 59), st.integers(0, 59))
def test_a_length_of_time_is_the_same_however_it_is_written(days, hours, minutes, seconds):
    whole = ((days * 24 + hours) * 60 + minutes) * 60 + seconds
    for text in (
        f"{days * 24 + hours}:{minutes:02d}:{seconds:02d}",
        f"{days}d {hours}h {minutes}m {seconds}s",
        f"{days} days {hours} hours {minutes} minutes {seconds} seconds",
        f"{days} Tage {hours} Std. {minutes} Min. {seconds} Sek.".lower(),
        f"pt{days * 24 + hours}h{minutes}m{seconds}s",
    ):
        read = read_duration(text)
        assert isinstance(read, tuple), text
        assert in_unit(read[0], read[1], "seconds") == Exact(whole)
    for unit in SECONDS:
        assert in_unit(Exact(3), unit, unit) == Exact(3)


@given(st.text(max_size=30))
def test_any_text_is_read_or_refused_and_a_figure_comes_from_digits_alone(text):
    for mark in (None, ".", ","):
        read = read_number(text, mark)
        if isinstance(read, NumberRead) and (read.value is not None or read.bound is not None):
            assert any(unicodedata.category(c) == "Nd" for c in text)
    PeriodParser().read(text)


@given(st.dates(date(1970, 1, 1), date(2067, 12, 31)), st.sampled_from(LANGUAGES), st.sampled_from(["yMMMM", "yMMM"]))
def test_a_month_in_the_words_of_a_language_is_that_month(day, language, skeleton):
    text = format_skeleton(skeleton, day, locale=language)
    read = PeriodParser().read(text)
    assert isinstance(read, PeriodRead), text
    assert (read.form, read.period.start) == (Form.MONTH, day.replace(day=1)), text


@given(st.dates(date(1970, 1, 1), date(2067, 12, 31)), st.sampled_from(LANGUAGES), st.sampled_from(["full", "long", "medium", "short"]))
def test_a_date_in_the_form_of_a_language_is_that_day_or_one_of_two(day, language, form):
    text = format_date(day, form, locale=language)
    read = PeriodParser().read(text)
    readings = read.readings if isinstance(read, Ambiguous) else (read,)
    assert day in [one.period.start for one in readings if one is not None and one.form is Form.DAY], (text, read)
    assert isinstance(read, PeriodRead) or form in ("medium", "short"), text
