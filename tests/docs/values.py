"""docs/values.md: everything the reader knows of figures, states, units, marks and periods, as the code holds it."""

import csv
from collections.abc import Iterable

from groundswell.engine.marks import STATUS_WORDS
from groundswell.engine.month_names import MONTHS
from groundswell.engine.numbers import figures, states, units
from groundswell.engine.periods import shapes
from groundswell.words import words_for
from tests.docs.generated import ROOT

LANGUAGES = {
    "en": "English", "de": "German", "fr": "French", "nl": "Dutch", "es": "Spanish", "pt": "Portuguese", "it": "Italian",
}  # fmt: skip
REFUSALS = (
    "decimal_mark_unclear", "leading_zeros", "number_too_long", "range_cell", "two_figures", "minus_behind", "unit_unclear", "unit_differs",
    "unit_unlike_others", "units_mixed", "zero_or_missing", "duration_unclear", "duration_cell", "time_of_day", "date_cell", "error_cell",
    "not_calculated", "not_a_number",
)  # fmt: skip
NOTES = ("times_read", "words_left_out", "target_not_a_number", "break_proposed")


def page() -> str:
    """The page as Markdown."""
    lines = [
        "# What cells may say",
        "",
        "Every sign, word and form that the reader knows in a cell of figures and on the label of a period, printed from the code. Case,",
        "accents, kinds of blanks and dashes do not matter. What is not here is no figure, and is refused with its address.",
        "How tables are found is told in [Which sheets it reads](reading.md).",
        "",
        *_figures(),
        *_states(),
        *_marks(),
        *_refused(),
        *_periods(),
    ]
    return "\n".join(lines) + "\n"


def _figures() -> list[str]:
    scales = [(scale, _code(words)) for scale, words in units.SCALES.items()]
    times = [(unit, _code(words)) for unit, words in units.TIMES.items()]
    return [
        "## Figures",
        "",
        "`1,234.5`, `1.234,5`, `1 234,5` and `1'234.5` by the decimal mark that the column or the file proves, `12,34,567` as in India,",
        "digits of any script, `(5)` and `−5` as minus five, `1.234,50-` as accounting systems print a minus, `1e5`.",
        "",
        "A unit is kept beside the figure; **nothing is rescaled**: `£1.2m` is 1.2 with the unit `£m`, `€ 3,4 Mio.` is 3.4 with `€m`,",
        "`USD 5k` is 5 with `USD k`, `5 Prozent` is 5 with `%`.",
        "",
        "A series has one unit. The one that more than half of its figures have stays; each figure in another one is refused at its",
        "place, and without such a majority all are. A bare figure among `£m` is refused, one among `£` is not. Bare figures of at most",
        "one among percentages are asked about (`percent_forms_mixed`).",
        "",
        f"Currencies: {_code(units.SIGNS)}, {_code(one.upper() for one in units.DOLLARS)}, {_code(one.upper() for one in units.CODES)},",
        "`kr`, `zł`, `lei`; in front or behind.",
        "",
        f"Per cent: {_code(units.PER_CENT)}. Points: {_code(units.POINTS)}.",
        "",
        *_table(("scale", "words"), scales),
        "*billion* and *trillion* stay as written, because they are not the same number in every language.",
        "",
        "### Lengths of time",
        "",
        "Read as a decimal in the finest unit that they are written with, exactly: `1h 30` is 90 minutes, `3d 4h` 76 hours, `2:30:00`",
        "9,000 seconds, `2 years 3 months` 27 months. Units of one series are brought to the finest among them. `2:30` is read where the",
        "head or the name of the row says `hh:mm` or `mm:ss`. Time cells of a workbook are lengths of time (minutes, or seconds where they",
        "have any), and that is said; a column of them under a head that names no length of time stays beside.",
        "",
        *_table(("unit", "words"), times),
        "### Bounds and estimates",
        "",
        f"Below: {_code(figures.BELOW)}; behind the figure {_code(figures.BELOW_BEHIND)}.",
        f"Above: {_code(figures.ABOVE)}; behind the figure {_code(figures.ABOVE_BEHIND)}.",
        "The bound is kept and never charted as a figure.",
        "",
        f"About: {_code(figures.ABOUT)}: the figure is kept as an estimate.",
        "",
    ]


def _states() -> list[str]:
    lines = [
        "## Where there is no figure",
        "",
        "Never a number, least of all zero. Letters count in round and square brackets too.",
        "",
    ]
    for presence, signs in states.SIGNS.items():
        rows = [("signs", _code(signs.replace("( )", "").split()))]
        rows += [(LANGUAGES[code], _code(words.split("|"))) for code, words in states.WORDS.get(presence, {}).items()]
        lines += [f"### `{presence.value}`", "", *_table(("", "as written"), rows)]
    return [
        *lines,
        f"{_code(states.LONE_STATUS.split())} alone: the figure is `missing`, the letter is its status. `u`, `/` and `()`:",
        "`not_available`, of low reliability. `[w]`, `NULL` and `null` are `missing`.",
        "",
        f"Refused, because they may mean zero or nothing: {_code(sorted(states.ZERO_OR_NOTHING))}.",
        "",
    ]


def _marks() -> list[str]:
    return [
        "## Marks behind figures and periods",
        "",
        "Glued on, apart, or in brackets: `12p`, `12 (p)`, `Mar-24 [r]`, `2024E`. A mark on a period is the status of its figures, unless",
        "they have one of their own. `*`, `†`, `¹`, `[1]`, `[note 1]` point to a note: they are kept, and only where the sheet's own note",
        "says so (*\\* provisional*) do they give a status; a letter that the sheet explains otherwise gives none.",
        "`break_before` proposes a split of the limits before that period (`break_proposed`); it never splits by itself.",
        "",
        *_table(("status", "as written"), [(f"`{status.value}`", _code(words)) for status, words in STATUS_WORDS.items()]),
    ]


def _refused() -> list[str]:
    words = words_for("en")
    named = {"text": "…", "unit": "£m", "measure": "*the measure*", "value": "…", "start": "…"}
    rows = [(f"`{code}`", _sentence(words.text(f"problem.{code}", named), words.text(f"hint.{code}", named))) for code in REFUSALS]
    said = [(f"`{code}`", _sentence(words.text(f"problem.{code}", named), words.text(f"hint.{code}", named))) for code in NOTES]
    return [
        "## What is refused, and why",
        "",
        *_table(("code", "what is said"), rows),
        "Said, and nothing is lost:",
        "",
        *_table(("code", "what is said"), said),
    ]


def _periods() -> list[str]:
    with (ROOT / "tests" / "spec" / "period_spellings.csv").open(encoding="utf-8", newline="") as file:
        spellings = [row for row in csv.DictReader(file) if not row["source"].startswith("CLDR")]
    months = [(str(number), _code(name for name, month in MONTHS.items() if month == number)) for number in range(1, 13)]
    kinds = {
        "quarters": shapes.QUARTER_WORDS,
        "half-years": shapes.HALF_WORDS,
        "weeks (ISO 8601)": shapes.WEEK_WORDS,
        "calendar years": shapes.CALENDAR_WORDS,
        "school years": shapes.SCHOOL_WORDS,
        "fiscal years": shapes.FISCAL_WORDS,
    }
    words = [(name, _code(_plain(pattern).split("|"))) for name, pattern in kinds.items()]
    return [
        "## Labels of periods",
        "",
        "Month names are those of the Unicode CLDR for seven languages with short forms in use, with and without full stop and accent,",
        "years with two or four digits (69 is 1969, 68 is 2068).",
        "",
        *_table(("month", "names"), months),
        *_table(("words for", "as written"), words),
        "The spellings below are the suite's own table (`tests/spec/period_spellings.csv`, without those that only repeat the CLDR). Ends",
        "are exclusive. Fiscal years start in April and school years in September unless somebody says otherwise.",
        "",
        *_table(("label", "reading", "from", "to", "cadence", "mark"), [_row(row) for row in spellings]),
    ]


def _row(row: dict[str, str]) -> tuple[str, ...]:
    mark = " ".join(part for part in (row["mark"], row["status"]) if part)
    shown = [row["start"].replace(" | ", " or "), row["end"].replace(" | ", " or "), row["cadence"].replace(" | ", " or ")]
    return f"`{row['spelling']}`" if row["spelling"] else "(empty)", row["part"] or row["reading"], *shown, mark.replace("*", "\\*")


def _plain(pattern: str) -> str:
    return pattern.replace("(?:ancial)?", "").replace("[ -]?years?", "-year").replace("[.]", ".")


def _sentence(*parts: str) -> str:
    return " ".join(parts).replace("|", "\\|")


def _code(words: Iterable[str]) -> str:
    return ", ".join(f"`{word}`" for word in dict.fromkeys(words)).replace("|", "\\|")


def _table(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> list[str]:
    return [
        "| " + " | ".join(heads) + " |",
        "|" + "---|" * len(heads),
        *("| " + " | ".join(row) + " |" for row in rows),
        "",
    ]
