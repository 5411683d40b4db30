"""docs/access.md: who may do what by which route, printed from the table of rules and the one decision."""

from collections.abc import Iterator, Mapping
from itertools import groupby

from groundswell.domain.access.deciding import EVERYTHING, NOBODY, Audience, Right, Subject, Viewer, decide
from groundswell.web.access import RULES, Caller, Rule

TEAM, ABOVE, ELSEWHERE = "team", "above", "elsewhere"
THING = "thing"
RELATIONS: Mapping[str, Viewer] = {
    "holds a post in its team": Viewer(signed_in=True, units=frozenset({TEAM})),
    "accepted a role in it": Viewer(signed_in=True, roles=frozenset({THING})),
    "holds a post in a unit that its team named": Viewer(signed_in=True, units=frozenset({ABOVE})),
    "holds a post in another unit": Viewer(signed_in=True, units=frozenset({ELSEWHERE})),
    "administers, without a post": Viewer(signed_in=True),
    "administers, with an open break-glass": Viewer(signed_in=True, glass=frozenset({THING})),
    "is not signed in": NOBODY,
    "works alone": EVERYTHING,
}
THINGS: Mapping[str, str] = {
    "measure": "a measure",
    "map": "a results map",
    "result": "a result of a results map, with its design",
    "gallery": "a gallery",
    "upload": "a file on its way in",
    "run": "a reading or storing under way",
    "recipe": "a recipe",
    "batch": "a batch of the record",
    "": "nothing that somebody owns",
}
CALLERS: Mapping[Caller, str] = {
    Caller.PERSON: "people",
    Caller.ADMINISTRATOR: "administrators",
    Caller.ANYONE: "anyone",
    Caller.GUEST: "holders of a link",
    Caller.MACHINE: "what watches the server",
    Caller.TOKEN: "programs with a token",
}


def page() -> str:
    """The whole page."""
    return "\n".join([*_head(), *_decision(), *_routes()]) + "\n"


def _head() -> Iterator[str]:
    yield "# Who may do what"
    yield ""
    yield "Printed from the table of rules (`web/access.py`) and the one decision (`domain/access/deciding.py`); the suite fails"
    yield "while it is stale. Every cell is tried: `tests/access/test_who_sees_what.py`."
    yield "What it means for a team is told in [Audiences](audiences.md)."
    yield ""


def _decision() -> Iterator[str]:
    yield "## The decision"
    yield ""
    yield "**change**: look and change. **look**: look, react, ask. **–**: the same answer, byte for byte, as for what does not exist."
    yield ""
    yield f"| Who | {' | '.join(audience.value for audience in Audience)} |"
    yield f"|---|{'---|' * len(Audience)}"
    for who, viewer in RELATIONS.items():
        yield f"| {who} | {' | '.join(_cell(viewer, audience) for audience in Audience)} |"
    yield ""
    yield "Files on their way in, readings and recipes have no audience: they are there for who brought them and for their team. Of a batch"
    yield "one is told what concerns measures that one sees; a batch that concerns none of them is not there."
    yield ""


def _cell(viewer: Viewer, audience: Audience) -> str:
    subject = Subject(THING, audience, TEAM, frozenset({ABOVE}) if audience is Audience.UPWARD else frozenset())
    if decide(viewer, subject, Right.ACT).allowed:
        return "change"
    return "look" if decide(viewer, subject).allowed else "–"


def _routes() -> Iterator[str]:
    yield "## The routes"
    yield ""
    yield "A route that is not here does not exist. *Looks*: methods for which the thing has to be there for the caller; *changes*:"
    yield "methods for which it has to be theirs to change, refused otherwise with one sentence (403)."
    yield "A method that is in neither is refused (405)."
    order = list(THINGS)
    ordered = sorted(RULES.items(), key=lambda one: (order.index(one[1].thing), list(CALLERS).index(one[1].caller)))
    for thing, rows in groupby(ordered, key=lambda one: one[1].thing):
        yield ""
        yield f"### On {THINGS[thing]}"
        yield ""
        yield "| Route | Who | Looks | Changes |"
        yield "|---|---|---|---|"
        yield from (_row(name, rule) for name, rule in rows)


def _row(name: str, rule: Rule) -> str:
    looks, changes = ((" ".join(sorted(methods)) or "–") for methods in (rule.methods - rule.changing, rule.changing))
    if not rule.thing:
        looks, changes = " ".join(sorted(rule.methods)), ""
    return f"| `{name}` | {CALLERS[rule.caller]} | {looks} | {changes} |"
