"""Who may call which route: one line a route, and whatever has no line is refused.

The table is read by :class:`groundswell.web.middleware.AccessRules` at run time and walked by
``tests/access``: a route without a rule does not exist, and a rule without a route is a mistake.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Caller(StrEnum):
    """LOCAL: the person at this machine, who holds the start token. GUEST: whoever holds a share link.

    MACHINE: a monitor with the metrics token, or on this machine while nobody else is served (:mod:`groundswell.web.machine_token`).
    """

    LOCAL = "local"
    GUEST = "guest"
    MACHINE = "machine"


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


def machine(*methods: str) -> Rule:
    """A route for monitors: neither start token nor account, and nothing of anybody in the answer."""
    return Rule(Caller.MACHINE, frozenset(methods))


RULES: Mapping[str, Rule] = {
    "home": local("GET"),
    # bringing data
    "bring": local("GET", "POST"),
    "bring_sheet": local("GET"),
    "bring_window": local("GET"),
    "bring_roles": local("POST"),
    "bring_recipe": local("POST"),
    "bring_names": local("POST"),
    "bring_answer": local("POST"),
    "bring_figure": local("POST"),
    "bring_long": local("GET", "POST"),
    "bring_keep": local("POST"),
    "bring_confirm": local("GET", "POST"),
    "bring_give_up": local("POST"),
    "run": local("GET"),
    "run_stop": local("POST"),
    # recipes
    "recipes": local("GET", "POST"),
    "recipe": local("GET", "POST"),
    "recipe_file": local("GET"),
    "recipe_bring_back": local("POST"),
    "recipe_put_away": local("POST"),
    "name_ask_again": local("POST"),
    # the record of changes
    "record": local("GET"),
    "record_verify": local("POST"),
    "record_anchor_file": local("GET"),
    "record_checker": local("GET"),
    "record_undo": local("GET", "POST"),
    "record_then": local("GET"),
    # the house
    "settings": local("GET", "POST"),
    "demo_open": local("POST"),
    "demo_close": local("POST"),
    # one measure
    "measure": local("GET"),
    "measure_why": local("GET"),
    "measure_definition": local("GET", "POST"),
    "measure_rules": local("GET", "POST"),
    "measure_kind": local("GET", "POST"),
    "measure_split": local("GET", "POST"),
    "measure_leave_out": local("GET", "POST"),
    "measure_keep": local("GET", "POST"),
    "measure_proposal": local("GET", "POST"),
    "measure_note": local("GET", "POST"),
    "measure_target": local("GET", "POST"),
    "measure_target_withdraw": local("GET", "POST"),
    "measure_standard": local("GET", "POST"),
    "measure_standard_end": local("GET", "POST"),
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
    # what one asks for beyond the chart
    "measure_point": local("GET"),
    "measure_lines": local("GET"),
    "measure_log": local("GET"),
    "measure_compare": local("GET"),
    "measure_stretches": local("GET"),
    "measure_earlier": local("GET"),
    # rule sets, shipped and own
    "rule_sets": local("GET"),
    "rule_set": local("GET"),
    "rule_set_new": local("GET", "POST"),
    "rule_set_edit": local("GET", "POST"),
    "rule_set_put_away": local("GET", "POST"),
    # fifteen minutes a day
    "today": local("GET", "POST"),
    "today_finish": local("POST"),
    "today_calendar": local("GET"),
    "today_park": local("POST"),
    "today_look_back": local("GET"),
    "today_thought": local("POST"),
    "today_action": local("POST"),
    "gallery": local("GET", "POST"),
    "gallery_sheet": local("GET"),
    "gallery_file": local("GET"),
    "gallery_out": local("POST"),
    "gallery_answer": local("POST"),
    # the results map
    "maps": local("GET", "POST"),
    "map": local("GET"),
    "map_settings": local("GET", "POST"),
    "map_print": local("GET"),
    "map_hints": local("POST"),
    "result_new": local("GET", "POST"),
    "result": local("GET", "POST"),
    "result_link": local("POST"),
    "map_move": local("POST"),
    "result_take_out": local("POST"),
    "result_to_initiatives": local("POST"),
    "link_new": local("GET", "POST"),
    "link": local("GET", "POST"),
    "link_take_out": local("POST"),
    "initiatives": local("GET", "POST"),
    "initiative": local("POST"),
    "goals": local("GET", "POST"),
    "goal": local("POST"),
    "map_checks": local("GET", "POST"),
    "map_history": local("GET"),
    "gesture_undo": local("POST"),
    # the measure design of a result
    "design": local("GET"),
    "design_sheet": local("POST"),
    "design_line": local("GET", "POST"),
    "design_line_out": local("POST"),
    "design_choose": local("GET", "POST"),
    "design_measure": local("POST"),
    "design_move": local("POST"),
    "design_undo": local("POST"),
    "allowed_words": local("GET", "POST"),
    "allowed_word_out": local("POST"),
    "allowed_words_undo": local("POST"),
    # the dictionary
    "definitions": local("GET"),
    "definition_new": local("GET", "POST"),
    "definitions_import": local("GET", "POST"),
    "definitions_yaml": local("GET"),
    "definitions_xlsx": local("GET"),
    "definition": local("GET"),
    "definition_print": local("GET"),
    "definition_versions": local("GET"),
    "definition_yaml": local("GET"),
    "definition_formula": local("GET"),
    "definition_items": local("GET", "POST"),
    "definition_edit": local("GET", "POST"),
    # the drawing of a results map and its editor
    "map_gesture": local("POST"),
    "map_drawing": local("GET"),
    "map_wording": local("POST"),
    "map_svg": local("GET"),
    "map_png": local("GET"),
    # what a share link opens
    "shared": guest("GET", "POST"),
    # what machines ask
    "health": machine("GET"),
    "health_ready": machine("GET"),
    "metrics": machine("GET"),
    # help
    "help": local("GET"),
    "help_page": local("GET"),
}
