"""One written form for labels, so that they can be compared: case, accents, dashes, blanks and digits."""

import unicodedata

_ONE_FORM = str.maketrans(
    {
        "\u2019": "'",
        "\u2018": "'",
        "\u00b4": "'",
        "\u2010": "-",
        "\u2012": "-",
        "\u2013": "-",
        "\u2014": "-",
        "\u2011": "-",
        "\u2212": "-",
        "\u00a0": " ",
        "\u202f": " ",
        "\u2009": " ",
    }
)


def folded(text: str) -> str:
    """Lower case, no accents, one kind of dash and blank, decimal digits of any script as 0–9."""
    if text.isascii():
        return " ".join(text.lower().split())
    plain = unicodedata.normalize("NFKD", text.translate(_ONE_FORM))
    letters = (c for c in plain if not unicodedata.combining(c) and unicodedata.category(c) != "Cf")
    digits = "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in letters)
    return " ".join(digits.lower().split())


def unaccented(text: str) -> str:
    """The text without accents, everything else as it is: a raised digit stays one (unlike in :func:`folded`)."""
    if text.isascii():
        return text
    return unicodedata.normalize("NFC", "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c)))
