"""A formula's text cut into its smallest parts, each with its place."""

import re
import unicodedata
from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

from groundswell.domain.authoring.formula.syntax import Operator
from groundswell.errors import UserError

LONGEST_FORMULA = 2_000
"""Characters: far beyond what anybody would follow, short enough to be answered at once."""

OPERATORS = {
    "+": Operator.PLUS, "-": Operator.MINUS, "−": Operator.MINUS, "–": Operator.MINUS, "*": Operator.TIMES, "×": Operator.TIMES,
    "·": Operator.TIMES, "/": Operator.DIVIDE, "÷": Operator.DIVIDE, "∕": Operator.DIVIDE,
}
"""The signs that people type and paste, and what they mean."""


class Kind(StrEnum):
    """What a token is."""

    NUMBER = "number"
    ITEM = "item"
    WORD = "word"
    OPERATOR = "operator"
    OPEN = "open"
    CLOSE = "close"
    END = "end"


class Token(NamedTuple):
    """``text`` is as written, of an item the name without its brackets; ``at`` counts characters from 1."""

    kind: Kind
    text: str
    at: int


_TOKEN = re.compile(
    r"(?P<space>\s+)"
    r"|(?P<number>[0-9][0-9.,]*)"
    r"|(?P<item>\[[^\[\]]*\])"
    r"|(?P<word>[^\W\d][\w]*)"
    r"|(?P<operator>[-+*/−–×·÷∕])"
    r"|(?P<open>\()"
    r"|(?P<close>\))"
)
_PLAIN_NUMBER = re.compile(r"[0-9]{1,60}(\.[0-9]{1,60})?\Z")


def tokens(text: str) -> Iterator[Token]:
    """The tokens of a text, END last. Raises UserError with the place of what cannot stand in a formula."""
    if len(text) > LONGEST_FORMULA:
        raise UserError("formula_too_long", {"n": len(text), "most": LONGEST_FORMULA})
    text = unicodedata.normalize("NFC", text)
    if text.lstrip().startswith("="):
        raise UserError("formula_of_a_sheet", {"position": text.index("=") + 1})
    at = 0
    while at < len(text):
        found = _TOKEN.match(text, at)
        if found is None:
            raise _refused(text, at)
        if found.lastgroup != "space":
            yield _token(Kind(found.lastgroup or ""), found[0], at + 1)
        at = found.end()
    yield Token(Kind.END, "", len(text) + 1)


def _token(kind: Kind, written: str, at: int) -> Token:
    if kind is Kind.NUMBER and not _PLAIN_NUMBER.match(written):
        raise UserError("formula_number", {"position": at, "found": written[:40]})
    if kind is not Kind.ITEM:
        return Token(kind, written, at)
    name = " ".join("".join(" " if unicodedata.category(one) == "Cc" else one for one in written[1:-1]).split())
    if not name:
        raise UserError("formula_item_empty", {"position": at})
    return Token(kind, name, at)


def _refused(text: str, at: int) -> UserError:
    """What is said of a character that begins no token."""
    place = {"position": at + 1}
    if text[at] == "[":
        return UserError("formula_bracket_open", place)
    if text[at] == "%":
        return UserError("formula_percent_sign", place)
    return UserError("formula_character", {**place, "found": text[at] if text[at].isprintable() else f"U+{ord(text[at]):04X}"})
