"""Who may call which route: one line a route, and whatever has no line is refused.

The table is read by :class:`groundswell.web.middleware.AccessRules` at run time and walked by
``tests/access``: a route without a rule does not exist, and a rule without a route is a mistake.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Caller(StrEnum):
    """PERSON: who works here, by the start token on their own machine or signed in. ADMINISTRATOR: the same, who also manages accounts
    (alone on a machine, everybody does). ANYONE: before signing in. GUEST: whoever holds a share link. MACHINE: what watches the server,
    by the metrics token, or from this machine while nobody else is served (:mod:`groundswell.web.machine_token`)."""

    PERSON = "person"
    ADMINISTRATOR = "administrator"
    ANYONE = "anyone"
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


def person(*methods: str) -> Rule:
    """A route for whoever works here."""
    return Rule(Caller.PERSON, frozenset(methods))


def administrator(*methods: str) -> Rule:
    """A route for whoever manages accounts; it does not exist for others."""
    return Rule(Caller.ADMINISTRATOR, frozenset(methods))


def anyone(*methods: str) -> Rule:
    """A route that is needed before somebody is signed in."""
    return Rule(Caller.ANYONE, frozenset(methods))


def guest(*methods: str) -> Rule:
    """A route for the holder of a share link: no start token, and reachable by the second listener."""
    return Rule(Caller.GUEST, frozenset(methods))


def machine(*methods: str) -> Rule:
    """A route for monitors: neither start token nor account, and nothing of anybody in the answer."""
    return Rule(Caller.MACHINE, frozenset(methods))


RULES: Mapping[str, Rule] = {
    "home": person("GET"),
    # bringing data
    "bring": person("GET", "POST"),
    "bring_sheet": person("GET"),
    "bring_window": person("GET"),
    "bring_roles": person("POST"),
    "bring_recipe": person("POST"),
    "bring_names": person("POST"),
    "bring_people": person("POST"),
    "bring_answer": person("POST"),
    "bring_figure": person("POST"),
    "bring_long": person("GET", "POST"),
    "bring_keep": person("POST"),
    "bring_confirm": person("GET", "POST"),
    "bring_give_up": person("POST"),
    "run": person("GET"),
    "run_stop": person("POST"),
    # recipes
    "recipes": person("GET", "POST"),
    "recipe": person("GET", "POST"),
    "recipe_file": person("GET"),
    "recipe_bring_back": person("POST"),
    "recipe_put_away": person("POST"),
    "name_ask_again": person("POST"),
    # the record of changes
    "record": person("GET"),
    "record_verify": person("POST"),
    "record_anchor_file": person("GET"),
    "record_checker": person("GET"),
    "record_undo": person("GET", "POST"),
    "record_then": person("GET"),
    # the house
    "settings": person("GET", "POST"),
    "demo_open": person("POST"),
    "demo_close": person("POST"),
    # one measure
    "measure": person("GET"),
    "measure_why": person("GET"),
    "measure_definition": person("GET", "POST"),
    "measure_rules": person("GET", "POST"),
    "measure_kind": person("GET", "POST"),
    "measure_split": person("GET", "POST"),
    "measure_leave_out": person("GET", "POST"),
    "measure_keep": person("GET", "POST"),
    "measure_proposal": person("GET", "POST"),
    "measure_note": person("GET", "POST"),
    "measure_target": person("GET", "POST"),
    "measure_target_withdraw": person("GET", "POST"),
    "measure_standard": person("GET", "POST"),
    "measure_standard_end": person("GET", "POST"),
    "measure_take_back": person("POST"),
    "measure_paste": person("GET", "POST"),
    "measure_values_xlsx": person("GET"),
    "measure_values_csv": person("GET"),
    "measure_chart_svg": person("GET"),
    "measure_chart_png": person("GET"),
    "measure_share": person("GET", "POST"),
    "measure_share_end": person("POST"),
    "measure_file": person("GET", "POST"),
    "measure_reactions": person("GET", "POST"),
    "measure_reaction_answer": person("GET", "POST"),
    "measure_put_away": person("GET", "POST"),
    "measure_bring_back": person("POST"),
    "measure_merge": person("GET", "POST"),
    # what one asks for beyond the chart
    "measure_point": person("GET"),
    "measure_lines": person("GET"),
    "measure_log": person("GET"),
    "measure_compare": person("GET"),
    "measure_stretches": person("GET"),
    "measure_earlier": person("GET"),
    # rule sets, shipped and own
    "rule_sets": person("GET"),
    "rule_set": person("GET"),
    "rule_set_new": person("GET", "POST"),
    "rule_set_edit": person("GET", "POST"),
    "rule_set_put_away": person("GET", "POST"),
    # fifteen minutes a day
    "today": person("GET", "POST"),
    "today_finish": person("POST"),
    "today_calendar": person("GET"),
    "today_park": person("POST"),
    "today_look_back": person("GET"),
    "today_thought": person("POST"),
    "today_action": person("POST"),
    "gallery": person("GET", "POST"),
    "gallery_sheet": person("GET"),
    "gallery_file": person("GET"),
    "gallery_out": person("POST"),
    "gallery_answer": person("POST"),
    # the results map
    "maps": person("GET", "POST"),
    "map": person("GET"),
    "map_settings": person("GET", "POST"),
    "map_print": person("GET"),
    "map_hints": person("POST"),
    "result_new": person("GET", "POST"),
    "result": person("GET", "POST"),
    "result_link": person("POST"),
    "map_move": person("POST"),
    "result_take_out": person("POST"),
    "result_to_initiatives": person("POST"),
    "link_new": person("GET", "POST"),
    "link": person("GET", "POST"),
    "link_take_out": person("POST"),
    "initiatives": person("GET", "POST"),
    "initiative": person("POST"),
    "goals": person("GET", "POST"),
    "goal": person("POST"),
    "map_checks": person("GET", "POST"),
    "map_history": person("GET"),
    "gesture_undo": person("POST"),
    # the measure design of a result
    "design": person("GET"),
    "design_sheet": person("POST"),
    "design_line": person("GET", "POST"),
    "design_line_out": person("POST"),
    "design_choose": person("GET", "POST"),
    "design_measure": person("POST"),
    "design_move": person("POST"),
    "design_undo": person("POST"),
    "allowed_words": person("GET", "POST"),
    "allowed_word_out": person("POST"),
    "allowed_words_undo": person("POST"),
    # the dictionary
    "definitions": person("GET"),
    "definition_new": person("GET", "POST"),
    "definitions_import": person("GET", "POST"),
    "definitions_yaml": person("GET"),
    "definitions_xlsx": person("GET"),
    "definition": person("GET"),
    "definition_print": person("GET"),
    "definition_versions": person("GET"),
    "definition_yaml": person("GET"),
    "definition_formula": person("GET"),
    "definition_items": person("GET", "POST"),
    "definition_edit": person("GET", "POST"),
    # the drawing of a results map and its editor
    "map_gesture": person("POST"),
    "map_drawing": person("GET"),
    "map_wording": person("POST"),
    "map_svg": person("GET"),
    "map_png": person("GET"),
    # who looks after what
    "measure_owners": person("GET", "POST"),
    "role_answer": person("POST"),
    "asked": person("GET"),
    "owed": person("GET"),
    # links to charts
    "measure_opened": person("GET"),
    "settings_links": administrator("GET", "POST"),
    # org units
    "units": person("GET"),
    "unit": person("GET"),
    "units_export": person("GET"),
    "peer_groups": person("GET", "POST"),
    "peer_group_answer": person("POST"),
    "unit_new": administrator("GET", "POST"),
    "unit_levels": administrator("GET", "POST"),
    "units_import": administrator("GET", "POST"),
    "unit_rename": administrator("GET", "POST"),
    "unit_move": administrator("GET", "POST"),
    "unit_merge": administrator("GET", "POST"),
    "unit_split": administrator("GET", "POST"),
    "unit_close": administrator("GET", "POST"),
    "unit_people": administrator("GET", "POST"),
    "unit_place": administrator("GET", "POST"),
    "post_new": administrator("GET", "POST"),
    "post_end": administrator("GET", "POST"),
    "unit_not_same": administrator("POST"),
    # signing in, and one's own account
    "setup": anyone("GET", "POST"),
    "sign_in": anyone("GET", "POST"),
    "sign_in_code": anyone("GET", "POST"),
    "sign_on": anyone("GET"),
    "sign_on_back": anyone("GET"),
    "saml": anyone("GET"),
    "saml_back": anyone("POST"),
    "saml_metadata": anyone("GET"),
    "join": anyone("GET", "POST"),
    "sign_out": person("POST"),
    "account": person("GET", "POST"),
    "account_password": person("GET", "POST"),
    "account_factor": person("GET", "POST"),
    "account_factor_picture": person("GET"),
    "account_factor_off": person("POST"),
    "account_recovery": person("POST"),
    "account_place_end": person("POST"),
    "account_sign_out_everywhere": person("POST"),
    "account_sign_on": person("POST"),
    "account_data": person("GET"),
    "account_erase": person("GET", "POST"),
    # people, for administrators
    "people": administrator("GET"),
    "people_invite": administrator("GET", "POST"),
    "person": administrator("GET"),
    "person_link": administrator("POST"),
    "person_link_end": administrator("POST"),
    "person_back": administrator("POST"),
    "person_close": administrator("POST"),
    "person_administrator": administrator("POST"),
    "person_erase": administrator("GET", "POST"),
    # what a share link opens
    "shared": guest("GET", "POST"),
    # what machines ask
    "health": machine("GET"),
    "health_ready": machine("GET"),
    "metrics": machine("GET"),
    # help
    "help": person("GET"),
    "help_page": person("GET"),
}

SETTING_UP = frozenset({"setup"})
"""Routes that are gone for good once there is an administrator."""
