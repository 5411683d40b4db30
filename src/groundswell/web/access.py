"""Who may call which route: one line a route, and whatever has no line is refused.

The table is read by :class:`groundswell.web.middleware.AccessRules` at run time and walked by
``tests/access``: a route without a rule does not exist, and a rule without a route is a mistake.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Caller(StrEnum):
    """LOCAL: the person at this machine, who holds the start token. GUEST: whoever holds a share link."""

    LOCAL = "local"
    GUEST = "guest"


@dataclass(frozen=True, slots=True)
class Rule:
    """Who may call a route, and by which methods. HEAD goes wherever GET goes."""

    caller: Caller
    methods: frozenset[str]

    def allows(self, method: str) -> bool:
        """Whether that method is one of the route's own."""
        return method in self.methods or (method == "HEAD" and "GET" in self.methods)


def local(*methods: str) -> Rule:
    """A route for the person at this machine."""
    return Rule(Caller.LOCAL, frozenset(methods))


def guest(*methods: str) -> Rule:
    """A route for the holder of a share link: no start token, and reachable by the second listener."""
    return Rule(Caller.GUEST, frozenset(methods))


RULES: Mapping[str, Rule] = {
    "home": local("GET"),
    # bringing data
    "bring": local("GET", "POST"),
    "bring_sheet": local("GET"),
    "bring_roles": local("POST"),
    "bring_answer": local("POST"),
    "bring_figure": local("POST"),
    "bring_keep": local("POST"),
    "bring_confirm": local("GET", "POST"),
    "bring_give_up": local("POST"),
    "run": local("GET"),
    "run_stop": local("POST"),
    # the record of changes
    "record": local("GET"),
    "record_verify": local("POST"),
    "record_undo": local("GET", "POST"),
    # the house
    "settings": local("GET", "POST"),
    "demo_open": local("POST"),
    "demo_close": local("POST"),
    # one measure
    "measure": local("GET"),
    "measure_definition": local("GET", "POST"),
    "measure_rules": local("GET", "POST"),
    "measure_split": local("GET", "POST"),
    "measure_leave_out": local("GET", "POST"),
    "measure_note": local("GET", "POST"),
    "measure_take_back": local("POST"),
    "measure_paste": local("GET", "POST"),
    "measure_values_xlsx": local("GET"),
    "measure_values_csv": local("GET"),
    "measure_chart_svg": local("GET"),
    "measure_chart_png": local("GET"),
    "measure_share": local("GET", "POST"),
    "measure_share_end": local("POST"),
    "measure_file": local("GET", "POST"),
    "measure_reactions": local("GET", "POST"),
    "measure_reaction_answer": local("GET", "POST"),
    "measure_put_away": local("GET", "POST"),
    "measure_bring_back": local("POST"),
    "measure_merge": local("GET", "POST"),
    # what a share link opens
    "shared": guest("GET", "POST"),
    # help
    "help": local("GET"),
    "help_page": local("GET"),
}
