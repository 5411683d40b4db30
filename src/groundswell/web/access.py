"""Who may call which route: one line a route, and whatever has no line is refused.

The table is read by :class:`groundswell.web.middleware.AccessRules` at run time and walked by
``tests/access``: a route without a rule does not exist, and a rule without a route is a mistake.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum


class Caller(StrEnum):
    """PERSON: who works here, by the start token on their own machine or signed in. ADMINISTRATOR: the same, who also manages accounts
    (alone on a machine, everybody does). ANYONE: before signing in. GUEST: whoever holds a share link. MACHINE: what watches the server,
    by the metrics token, or from this machine while nobody else is served (:mod:`groundswell.web.machine_token`).
    TOKEN: a program that acts for a person, by ``Authorization: Bearer`` alone (:mod:`groundswell.web.api.auth`)."""

    PERSON = "person"
    ADMINISTRATOR = "administrator"
    ANYONE = "anyone"
    GUEST = "guest"
    MACHINE = "machine"
    TOKEN = "token"  # noqa: S105 - the name of a kind of caller


@dataclass(frozen=True, slots=True)
class Rule:
    """Who may call a route, and by which methods. HEAD goes wherever GET goes.

    ``thing``: what the address names, empty where it names nothing that somebody owns. It has to be seen, and by the methods of
    ``changing`` it has to be the caller's own to change (:mod:`groundswell.web.object_rules`).
    """

    caller: Caller
    methods: frozenset[str]
    thing: str = ""
    changing: frozenset[str] = frozenset()

    def allows(self, method: str) -> bool:
        """Whether that method is one of the route's own."""
        return method in self.methods or (method == "HEAD" and "GET" in self.methods)

    def changes(self, method: str) -> bool:
        """Whether a call by that method needs the right to change what the address names."""
        return method in self.changing or (method == "HEAD" and "GET" in self.changing)

    def on(self, thing: str, *changing: str) -> "Rule":
        """The same route, whose address names a thing; ``changing``: the methods for which it has to be the caller's own to change."""
        return replace(self, thing=thing, changing=frozenset(changing))


def person(*methods: str) -> Rule:
    """A route for whoever works here."""
    return Rule(Caller.PERSON, frozenset(methods))


def looks(thing: str) -> Rule:
    """A route that shows a thing to whoever may see it."""
    return person("GET").on(thing)


def acts(thing: str, *methods: str) -> Rule:
    """A route for those whose thing it is to change: the form is shown to nobody else either."""
    return person(*methods).on(thing, *methods)


def administrator(*methods: str) -> Rule:
    """A route for whoever manages accounts; it does not exist for others."""
    return Rule(Caller.ADMINISTRATOR, frozenset(methods))


def anyone(*methods: str) -> Rule:
    """A route that is needed before somebody is signed in."""
    return Rule(Caller.ANYONE, frozenset(methods))


def guest(*methods: str) -> Rule:
    """A route for the holder of a share link: no start token, and reachable by the second listener."""
    return Rule(Caller.GUEST, frozenset(methods))


def token(*methods: str) -> Rule:
    """A route for programs: no cookie, no start token; it asks for a bearer token itself."""
    return Rule(Caller.TOKEN, frozenset(methods))


def machine(*methods: str) -> Rule:
    """A route for monitors: neither start token nor account, and nothing of anybody in the answer."""
    return Rule(Caller.MACHINE, frozenset(methods))


RULES: Mapping[str, Rule] = {
    "home": person("GET"),
    # bringing data
    "bring": person("GET", "POST"),
    "bring_sheet": looks("upload"),
    "bring_window": looks("upload"),
    "bring_roles": acts("upload", "POST"),
    "bring_recipe": acts("upload", "POST"),
    "bring_names": acts("upload", "POST"),
    "bring_people": acts("upload", "POST"),
    "bring_answer": acts("upload", "POST"),
    "bring_figure": acts("upload", "POST"),
    "bring_long": acts("upload", "GET", "POST"),
    "bring_keep": acts("upload", "POST"),
    "bring_confirm": acts("upload", "GET", "POST"),
    "bring_give_up": acts("upload", "POST"),
    "run": looks("run"),
    "run_stop": acts("run", "POST"),
    # recipes
    "recipes": person("GET", "POST"),
    "recipe": acts("recipe", "GET", "POST"),
    "recipe_file": looks("recipe"),
    "recipe_bring_back": acts("recipe", "POST"),
    "recipe_put_away": acts("recipe", "POST"),
    "name_ask_again": person("POST"),
    # the record of changes
    "record": person("GET"),
    "record_verify": person("POST"),
    "record_anchor_file": person("GET"),
    "record_checker": person("GET"),
    "record_undo": acts("batch", "GET", "POST"),
    "record_then": looks("batch"),
    # the house
    "settings": person("GET", "POST"),
    "demo_open": person("POST"),
    "demo_close": person("POST"),
    # one measure
    "measure": looks("measure"),
    "measure_why": looks("measure"),
    "measure_definition": acts("measure", "GET", "POST"),
    "measure_rules": acts("measure", "GET", "POST"),
    "measure_kind": acts("measure", "GET", "POST"),
    "measure_split": acts("measure", "GET", "POST"),
    "measure_leave_out": acts("measure", "GET", "POST"),
    "measure_keep": acts("measure", "GET", "POST"),
    "measure_proposal": acts("measure", "GET", "POST"),
    "measure_note": acts("measure", "GET", "POST"),
    "measure_target": acts("measure", "GET", "POST"),
    "measure_target_withdraw": acts("measure", "GET", "POST"),
    "measure_standard": acts("measure", "GET", "POST"),
    "measure_standard_end": acts("measure", "GET", "POST"),
    "measure_take_back": acts("measure", "POST"),
    "measure_paste": acts("measure", "GET", "POST"),
    "measure_values_xlsx": looks("measure"),
    "measure_values_csv": looks("measure"),
    "measure_chart_svg": looks("measure"),
    "measure_chart_png": looks("measure"),
    "measure_share": acts("measure", "GET", "POST"),
    "measure_share_end": acts("measure", "POST"),
    "measure_file": acts("measure", "GET", "POST"),
    "measure_reactions": person("GET", "POST").on("measure"),
    "measure_reaction_answer": acts("measure", "GET", "POST"),
    "measure_put_away": acts("measure", "GET", "POST"),
    "measure_bring_back": acts("measure", "POST"),
    "measure_merge": acts("measure", "GET", "POST"),
    # who can see what
    "measure_who": looks("measure"),
    "measure_audience": acts("measure", "GET", "POST"),
    "measure_as": acts("measure", "GET"),
    "measure_hand_over": acts("measure", "GET", "POST"),
    "map_audience": acts("map", "GET", "POST"),
    "gallery_audience": acts("gallery", "GET", "POST"),
    "offers": person("GET"),
    "offer": person("POST"),
    "glass": administrator("GET", "POST"),
    "works_for": person("POST"),
    "public": anyone("GET"),
    "public_measure": anyone("GET"),
    # what one asks for beyond the chart
    "measure_point": looks("measure"),
    "measure_lines": looks("measure"),
    "measure_log": looks("measure"),
    "measure_compare": looks("measure"),
    "measure_stretches": looks("measure"),
    "measure_earlier": looks("measure"),
    # rule sets, shipped and own
    "rule_sets": person("GET"),
    "rule_set": person("GET"),
    "rule_set_new": administrator("GET", "POST"),
    "rule_set_edit": administrator("GET", "POST"),
    "rule_set_put_away": administrator("GET", "POST"),
    # fifteen minutes a day
    "today": person("GET", "POST"),
    "today_finish": person("POST"),
    "today_calendar": person("GET"),
    "today_park": person("POST"),
    "today_look_back": person("GET"),
    "today_thought": person("POST"),
    "today_action": person("POST"),
    "gallery": person("GET", "POST").on("gallery", "POST"),
    "gallery_sheet": looks("gallery"),
    "gallery_file": looks("gallery"),
    "gallery_out": acts("gallery", "POST"),
    "gallery_answer": acts("gallery", "POST"),
    # the results map
    "maps": person("GET", "POST"),
    "map": looks("map"),
    "map_settings": acts("map", "GET", "POST"),
    "map_print": looks("map"),
    "map_hints": person("POST").on("map"),
    "result_new": acts("map", "GET", "POST"),
    "result": person("GET", "POST").on("result", "POST"),
    "result_link": acts("result", "POST"),
    "map_move": acts("result", "POST"),
    "result_take_out": acts("result", "POST"),
    "result_to_initiatives": acts("result", "POST"),
    "link_new": acts("map", "GET", "POST"),
    "link": acts("map", "GET", "POST"),
    "link_take_out": acts("map", "POST"),
    "initiatives": person("GET", "POST").on("map", "POST"),
    "initiative": acts("map", "POST"),
    "goals": person("GET", "POST").on("map", "POST"),
    "goal": acts("map", "POST"),
    "map_checks": person("GET", "POST").on("map", "POST"),
    "map_history": looks("map"),
    "gesture_undo": acts("map", "POST"),
    # the measure design of a result
    "design": looks("result"),
    "design_sheet": acts("result", "POST"),
    "design_line": acts("result", "GET", "POST"),
    "design_line_out": acts("result", "POST"),
    "design_choose": acts("result", "GET", "POST"),
    "design_measure": acts("result", "POST"),
    "design_move": acts("result", "POST"),
    "design_undo": acts("result", "POST"),
    "allowed_words": person("GET", "POST"),
    "allowed_word_out": administrator("POST"),
    "allowed_words_undo": administrator("POST"),
    # the dictionary
    "definitions": person("GET"),
    "definition_new": person("GET", "POST"),
    "definitions_import": person("GET", "POST"),
    "definitions_yaml": person("GET"),
    "definitions_xlsx": person("GET"),
    "definition": looks("measure"),
    "definition_print": looks("measure"),
    "definition_versions": looks("measure"),
    "definition_yaml": looks("measure"),
    "definition_formula": looks("measure"),
    "definition_items": acts("measure", "GET", "POST"),
    "definition_edit": acts("measure", "GET", "POST"),
    # the drawing of a results map and its editor
    "map_gesture": acts("map", "POST"),
    "map_drawing": looks("map"),
    "map_wording": person("POST").on("map"),
    "map_svg": looks("map"),
    "map_png": looks("map"),
    # who looks after what
    "measure_owners": acts("measure", "GET", "POST"),
    "role_answer": person("POST"),
    "asked": person("GET"),
    "owed": person("GET"),
    # links to charts
    "measure_opened": acts("measure", "GET"),
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
    "unit_place": person("GET", "POST"),
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
    "person_sign_out": administrator("POST"),
    "person_close": administrator("POST"),
    "person_administrator": administrator("POST"),
    "person_erase": administrator("GET", "POST"),
    # what a share link opens
    "shared": guest("GET", "POST"),
    # the API, and what is behind it
    "tokens": person("GET", "POST"),
    "token_end": person("POST"),
    "webhooks": person("GET", "POST"),
    "webhook_test": person("POST"),
    "webhook_end": person("POST"),
    "api_about": person("GET"),
    "api_schema": person("GET"),
    "api_measures": token("GET", "POST"),
    "api_measure": token("GET"),
    "api_definition": token("GET", "PUT"),
    "api_definition_versions": token("GET"),
    "api_observations": token("GET", "POST"),
    "api_analysis": token("GET"),
    "api_chart": token("GET"),
    "api_reactions": token("GET", "POST"),
    "api_record_head": token("GET"),
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
