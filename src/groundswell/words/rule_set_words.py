"""The name of the rules that a chart rests on: of those that come with Groundswell a phrase, of one's own the name they were given."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Protocol

from groundswell.errors import Value

if TYPE_CHECKING:  # the rules are told, not worked with
    from groundswell.domain.xmr.rule_set import RuleSet


class Texts(Protocol):
    """The part of Words that a name needs."""

    def text(self, code: str, values: Mapping[str, Value] = ...) -> str: ...
    def has(self, code: str) -> bool: ...


def rule_set_told(words: Texts, rules: "RuleSet") -> str:
    """Name, kind of average and version, as it stands under a chart and in every export."""
    own = f"rests.rule_set.{rules.name}"
    values: dict[str, Value] = {"name": rules.name, "version": rules.version}
    return words.text(own, values) if words.has(own) else words.text("rests.own_rule_set", values)
