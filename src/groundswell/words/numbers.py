"""Figures in a locale's form: decimal and group marks, a real minus sign, the measurement unit after the figure.

Everything is looked up once when a form is made; a figure then costs a few string operations.
"""

from dataclasses import dataclass
from decimal import Decimal

from babel import Locale

from groundswell.domain.measurement.exact import EVERY_DIGIT, Exact, rounded_steps

MINUS = "−"
"""U+2212, as wide as a figure: a hyphen is lost beside a number."""
NO_BREAK = "\N{NO-BREAK SPACE}"
GROUP_FROM_DIGITS = 5
"""Group marks from 10,000 on (interface 8)."""
UNGROUPED = 10 ** (GROUP_FROM_DIGITS - 1)
CURRENCIES = "£€$¥"


@dataclass(frozen=True, slots=True)
class NumberForm:
    """How one locale writes numbers; digits are always 0 to 9."""

    decimal_mark: str
    group_mark: str
    primary_group: int
    secondary_group: int
    percent_gap: str
    currency_first: bool
    currency_gap: str

    @classmethod
    def of(cls, locale: Locale) -> "NumberForm":
        symbols = locale.number_symbols.get("latn") or locale.number_symbols[locale.default_numbering_system]
        pattern = locale.decimal_formats[None]
        percent = locale.percent_formats[None].pattern
        currency = locale.currency_formats["standard"].pattern.split(";")[0]
        before, _, after = percent.partition("%")
        return cls(
            decimal_mark=symbols["decimal"],
            group_mark=symbols["group"],
            primary_group=pattern.grouping[0],
            secondary_group=pattern.grouping[1],
            percent_gap=NO_BREAK if (before or after)[-1:].isspace() else "",
            currency_first=currency.lstrip("\u200e\u200f").startswith("¤"),
            currency_gap=NO_BREAK if any(mark.isspace() for mark in currency) else "",
        )

    def number(self, value: Exact | Decimal | float, decimals: int | None = None) -> str:
        """The number with ``decimals`` digits after the mark, rounded by the product's one rounding function; None keeps what it has."""
        if decimals is None:
            if isinstance(value, int):
                return self.digits(value, 0)
            exact = value if isinstance(value, Exact) else Exact.from_decimal(value if isinstance(value, Decimal) else Decimal(repr(value)))
            return self.digits(exact.coef, exact.scale)
        if isinstance(value, Exact) and value.scale <= decimals:
            return self.digits(value.coef * 10 ** (decimals - value.scale), decimals)
        return self.digits(rounded_steps(value, decimals), decimals)

    def digits(self, coef: int, scale: int) -> str:
        """``coef * 10 ** -scale`` with every digit of it."""
        text = str(coef if coef >= 0 else -coef)
        if scale:
            text = text.rjust(scale + 1, "0")
            whole, tail = text[:-scale], self.decimal_mark + text[-scale:]
        else:
            whole, tail = text, ""
        if len(whole) >= GROUP_FROM_DIGITS:
            whole = self._grouped(whole)
        return f"{MINUS}{whole}{tail}" if coef < 0 else whole + tail

    def _grouped(self, whole: str) -> str:
        head, last = whole[: -self.primary_group], whole[-self.primary_group :]
        parts = [last]
        while head:
            parts.append(head[-self.secondary_group :])
            head = head[: -self.secondary_group]
        return self.group_mark.join(reversed(parts))


@dataclass(frozen=True, slots=True)
class FigureForm:
    """How one measure's figures are shown: the same on chart, page, table and export.

    ``decimals`` None keeps each figure's own digits. ``shift`` moves the mark for a share shown as a percentage (2, else 0).
    ``prefix`` and ``suffix`` hold the sign that stands close to every figure (``%``, ``£``); ``long_suffix`` adds the unit in words.
    """

    form: NumberForm
    decimals: int | None
    shift: int = 0
    prefix: str = ""
    suffix: str = ""
    long_suffix: str = ""
    unit_shown: str = ""

    @classmethod
    def of(cls, form: NumberForm, measurement_unit: str, decimals: int | None) -> "FigureForm":
        """The form for a measurement unit; ``share`` is shown as a percentage. ``decimals`` counts shown digits."""
        unit = measurement_unit.strip()
        if unit in ("%", "share"):
            sign = form.percent_gap + "%"
            return cls(form, decimals, 2 if unit == "share" else 0, "", sign, sign, "%")
        if unit and unit in CURRENCIES:
            if form.currency_first:
                return cls(form, decimals, 0, unit + form.currency_gap, "", "", unit)
            return cls(form, decimals, 0, "", form.currency_gap + unit, form.currency_gap + unit, unit)
        return cls(form, decimals, 0, "", "", NO_BREAK + unit if unit else "", unit)

    def bare(self, value: Exact | Decimal | float) -> str:
        """The number alone: on an axis, or in a table whose head names the unit."""
        if self.shift and self.decimals is not None and type(value) is float:
            return self.form.digits(rounded_steps(value, self.decimals + self.shift), self.decimals)
        if self.shift:
            value = _shifted(value, self.shift)
        return self.form.number(value, self.decimals)

    def close(self, value: Exact | Decimal | float) -> str:
        """With the sign that belongs to each figure: ``85.1%``, ``£1.20``, but ``17.7`` for working days."""
        decimals = self.decimals
        if self.shift or decimals is None:
            return self._signed(self.bare(value))
        coef = value.coef if type(value) is Exact and value.scale == decimals else rounded_steps(value, decimals)
        if not 0 <= coef < UNGROUPED * 10**decimals:
            return self._signed(self.form.digits(coef, decimals))
        text = str(coef)  # by far the most figures: positive, and too small for group marks
        if decimals:
            text = text.rjust(decimals + 1, "0")
            text = f"{text[:-decimals]}{self.form.decimal_mark}{text[-decimals:]}"
        return f"{self.prefix}{text}{self.suffix}"

    @property
    def unit_after(self) -> str:
        """What makes :meth:`full` of :meth:`close`: the unit in words, where the sign close to the figure does not say it."""
        return "" if self.suffix or self.prefix else self.long_suffix

    def full(self, value: Exact | Decimal | float) -> str:
        """With its measurement unit: ``17.7 working days``, a no-break space between."""
        return self.close(value) + self.unit_after

    def _signed(self, text: str) -> str:
        if self.prefix and text.startswith(MINUS):
            return MINUS + self.prefix + text[1:] + self.suffix
        return self.prefix + text + self.suffix


def _shifted(value: Exact | Decimal | float, places: int) -> Exact | Decimal:
    """The value times a power of ten, exactly; a float is taken at its shortest decimal."""
    if isinstance(value, Exact):
        if value.scale >= places:
            return Exact(value.coef, value.scale - places)
        return Exact(value.coef * 10 ** (places - value.scale), 0)
    return (value if isinstance(value, Decimal) else Decimal(repr(value))).scaleb(places, EVERY_DIGIT)
