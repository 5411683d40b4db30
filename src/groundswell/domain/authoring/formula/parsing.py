"""From text to a formula, by a grammar of four signs, parentheses and six functions.

    sum      = product { ("+" | "−") product }
    product  = signed { ("×" | "÷") signed }
    signed   = { "−" } value
    value    = number | item | function "(" item ")" | "(" sum ")"
    item     = "[" name "]" | word
"""

from dataclasses import dataclass

from groundswell.domain.authoring.formula.syntax import Formula, Item, Negative, Number, Operation, Operator, Part, Statistic
from groundswell.domain.authoring.formula.tokens import OPERATORS, Kind, Token, tokens
from groundswell.domain.measurement.exact import Exact
from groundswell.errors import UserError

DEEPEST = 30
"""Parentheses and signs within one another: more than anybody can follow, few enough for every walk over a formula."""

MOST_PARTS = 100
"""Numbers and items of one formula."""

FUNCTIONS = tuple(str(one) for one in Statistic)
_SUMS = (Operator.PLUS, Operator.MINUS)
_PRODUCTS = (Operator.TIMES, Operator.DIVIDE)


def parse(text: str) -> Formula:
    """Read a formula. Raises UserError (``formula_…``) with the position of what is wrong and what to do; never anything else."""
    found = list(tokens(text))
    if found[0].kind is Kind.END:
        raise UserError("formula_empty")
    reader = _Reader(found)
    root = reader.sum()
    if reader.token.kind is Kind.CLOSE:
        raise UserError("formula_parenthesis_close", {"position": reader.token.at})
    if reader.token.kind is not Kind.END:
        raise reader.two_values()
    return Formula(root)


@dataclass(slots=True)
class _Reader:
    """Where reading stands: the token to come, and what has been opened."""

    found: list[Token]
    at: int = 0
    depth: int = 0
    values: int = 0

    @property
    def token(self) -> Token:
        return self.found[self.at]

    def next(self) -> Token:
        token = self.token
        self.at += token.kind is not Kind.END
        return token

    def sum(self) -> Part:
        part = self.product()
        while (operator := self.operator()) in _SUMS:
            sign = self.next()
            part = Operation(operator, part, self.product(), sign.at)
        return part

    def product(self) -> Part:
        part = self.signed()
        while (operator := self.operator()) in _PRODUCTS:
            sign = self.next()
            part = Operation(operator, part, self.signed(), sign.at)
        return part

    def signed(self) -> Part:
        if self.operator() is not Operator.MINUS:
            return self.value()
        sign = self.deeper()
        part = Negative(self.signed(), sign.at)
        self.depth -= 1
        return part

    def value(self) -> Part:
        token = self.token
        if token.kind is Kind.OPEN:
            return self.parenthesis()
        if token.kind not in (Kind.NUMBER, Kind.ITEM, Kind.WORD):
            raise self.value_missing()
        self.values += 1
        if self.values > MOST_PARTS:
            raise UserError("formula_too_many_parts", {"position": token.at, "most": MOST_PARTS})
        self.next()
        if token.kind is Kind.NUMBER:
            return Number(Exact.parse(token.text), token.at)
        if token.kind is Kind.WORD and self.token.kind is Kind.OPEN:
            return self.function(token)
        return Item(token.text, None, token.at)

    def parenthesis(self) -> Part:
        opened = self.deeper()
        part = self.sum()
        if self.token.kind is Kind.END:
            raise UserError("formula_parenthesis_open", {"position": opened.at})
        if self.token.kind is not Kind.CLOSE:
            raise self.two_values()
        self.next()
        self.depth -= 1
        return part

    def function(self, word: Token) -> Part:
        name = word.text.casefold()
        if name not in FUNCTIONS:
            raise UserError("formula_function_unknown", {"position": word.at, "name": word.text[:40], "known": FUNCTIONS})
        self.next()
        item = self.next()
        if item.kind in (Kind.ITEM, Kind.WORD) and self.token.kind is Kind.CLOSE:
            self.next()
            return Item(item.text, Statistic(name), word.at)
        if item.kind is Kind.END or (item.kind is not Kind.CLOSE and self.token.kind is Kind.END):
            raise UserError("formula_parenthesis_open", {"position": word.at + len(word.text)})
        code = "formula_function_of_ratio" if self.divides_within() else "formula_function_item"
        raise UserError(code, {"position": word.at, "name": name})

    def divides_within(self) -> bool:
        """Whether a division stands before the parenthesis that is open now closes."""
        open_ones = 1
        for token in self.found[self.at - 1:]:
            open_ones += (token.kind is Kind.OPEN) - (token.kind is Kind.CLOSE)
            if open_ones == 0:
                break
            if token.kind is Kind.OPERATOR and OPERATORS[token.text] is Operator.DIVIDE:
                return True
        return False

    def operator(self) -> Operator | None:
        return OPERATORS[self.token.text] if self.token.kind is Kind.OPERATOR else None

    def deeper(self) -> Token:
        """Take a token that opens a level."""
        self.depth += 1
        if self.depth > DEEPEST:
            raise UserError("formula_too_deep", {"position": self.token.at, "most": DEEPEST})
        return self.next()

    def value_missing(self) -> UserError:
        if self.token.kind is Kind.END:
            return UserError("formula_ends_early", {"position": self.token.at})
        if self.token.kind is Kind.CLOSE and self.depth == 0:
            return UserError("formula_parenthesis_close", {"position": self.token.at})
        return UserError("formula_value_expected", {"position": self.token.at, "found": self.token.text})

    def two_values(self) -> UserError:
        """What is said where a sign was to come: two bare words in a row are most likely one name."""
        token, before = self.token, self.found[self.at - 1]
        if token.kind is Kind.WORD and before.kind is Kind.WORD:
            return UserError("formula_words_apart", {"position": before.at, "name": f"{before.text} {token.text}"[:80]})
        return UserError("formula_sign_expected", {"position": token.at, "found": token.text[:80]})
