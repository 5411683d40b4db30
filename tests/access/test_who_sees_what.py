"""Every route for every person, relation and audience, as the table and the one decision say; and no word of what is not for their eyes.

One data directory for the file. What is asked by http is one cell of each outcome a route and method has; the others are asked of the rule.
"""

import io
import zipfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import product

import pytest
from django.http import HttpResponse
from django.test import Client

from groundswell.domain.access.deciding import Audience
from groundswell.records.models import Edit, Reaction, Run, Share, Upload
from groundswell.records.selectors.acts import newest_seq
from groundswell.web.access import RULES, Caller, Rule
from groundswell.web.object_rules import THINGS, refused
from tests.access.house import ABOVE, ADMINISTRATOR, OTHER, OWNER, PEOPLE, SEES, TEAM_MATE, House, canary, hidden, house
from tests.access.routes import Route, routes
from tests.data_directory import migrated_folder
from tests.signing_in import not_signed_in, signed_in

__all__ = ["house", "migrated_folder"]

OF_THE_TEAM = frozenset({"upload", "run", "recipe"})
"""What has no audience: it is the team's that brought it."""
LISTS = (
    "home", "definitions", "definitions_yaml", "definitions_xlsx", "definition_new", "maps", "record", "today", "today_look_back", "bring",
    "recipes", "rule_sets", "rule_set_new", "allowed_words", "settings", "help", "offers", "account", "definitions_import",
    "record_anchor_file", "units", "unit", "units_export", "peer_groups", "people",
)  # fmt: skip
"""Routes without a thing of their own, where names would stand."""
WITHOUT_WORDS = frozenset({"map_png", "measure_chart_png"})
"""Pictures of what the drawings say too."""


def _on_things() -> Iterator[tuple[Route, Rule]]:
    return ((route, RULES[route.name]) for route in routes() if RULES[route.name].thing)


def _expected(rule: Rule, method: str, name: str, audience: Audience) -> str:
    thing = THINGS[rule.thing]
    own = name in (OWNER, TEAM_MATE)
    if not own and (rule.thing in OF_THE_TEAM or name not in SEES[audience]):
        return thing.unknown
    return "" if own or not rule.changes(method) else thing.not_yours


def _standing() -> tuple[int, ...]:
    """What a write would move."""
    return (newest_seq(), *(model.objects.count() for model in (Edit, Share, Reaction, Upload, Run)))


def _headers(answer: HttpResponse) -> dict[str, str]:
    """All but the number of the request itself."""
    return {name: value for name, value in answer.headers.items() if name != "X-Request-Id"}


def _body(client: Client, address: str) -> tuple[int, bytes]:
    answer = client.get(address)
    content = b"".join(answer) if answer.streaming else answer.content
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            content += b"".join(book.read(name) for name in book.namelist())
    return answer.status_code, content + repr(dict(answer.headers)).encode()


def test_D2_every_route_role_relation_and_audience_answers_as_the_table_says(house: House) -> None:
    cells, wrong = 0, []
    answers: dict[tuple[str, Audience, str, bool], str] = {}
    for name, audience in product(PEOPLE, Audience):
        actor = house.cast.actor(name)
        for route, rule in _on_things():
            for method in sorted(rule.methods):
                cell = (name, audience, rule.thing, rule.changes(method))  # all that the answer depends on
                if cell not in answers:
                    refusal = refused(actor, rule, method, house.named[audience])
                    answers[cell] = "" if refusal is None else refusal.code
                cells += 1
                if answers[cell] != _expected(rule, method, name, audience):
                    wrong.append((name, audience.value, route.name, method, answers[cell]))
    assert wrong == []
    assert cells > 2_000


def test_D4_what_is_not_for_these_eyes_and_what_was_never_there_are_one_page_and_nothing_is_written(house: House) -> None:
    client, before, asked = signed_in(house.cast, OTHER), _standing(), 0
    never: dict[str, HttpResponse] = {}
    for route, rule in _on_things():
        if rule.thing not in never:
            never[rule.thing] = client.generic(min(rule.methods), house.address(route.pattern, None))
        for method in sorted(rule.methods):
            kept = client.generic(method, house.address(route.pattern, Audience.TEAM))
            assert kept.status_code == never[rule.thing].status_code == 404, (route.name, method, kept.status_code)
            assert kept.content == never[rule.thing].content, (route.name, method)
            assert _headers(kept) == _headers(never[rule.thing]), (route.name, method)
            asked += 1
    assert _standing() == before
    assert asked > 100


def test_D5_what_one_may_only_look_at_is_refused_to_every_write_in_one_sentence(house: House) -> None:
    client, before, asked = signed_in(house.cast, OTHER), _standing(), 0
    for route, rule in _on_things():
        for method in sorted(rule.changing if rule.thing not in OF_THE_TEAM else ()):
            answer = client.generic(method, house.address(route.pattern, Audience.ORGANISATION))
            assert answer.status_code == 403, (route.name, method, answer.status_code)
            asked += 1
    assert _standing() == before
    assert asked > 60


def test_D6_D7_no_word_of_what_is_not_for_their_eyes_anywhere_also_with_warm_caches(house: House) -> None:
    team = b"".join(body for _, _, body in _crawl(house, OWNER, Audience.TEAM))
    assert team.count(canary(Audience.TEAM).encode()) > 100
    assert team.count(hidden(Audience.TEAM).encode()) > 10
    for name, audience in ((ABOVE, Audience.UPWARD), (OTHER, Audience.ORGANISATION), (ADMINISTRATOR, None)):
        kept = [canary(one) for one in Audience if name not in SEES[one]] + [hidden(one) for one in Audience]
        shown = 0
        for route, status, body in _crawl(house, name, audience):
            leaks = [word for word in kept if word.encode() in body]
            assert not leaks, (name, route, status, leaks, body[max(0, body.find(leaks[0].encode()) - 300):][:400])
            shown += status == 200
        assert shown > 15


def test_D6_no_parameter_brings_what_the_address_would_not(house: House) -> None:
    client, ids = signed_in(house.cast, OTHER), house.named[Audience.TEAM]
    own = house.address("measures/<str:measure_id>/", Audience.ORGANISATION)
    steps, keys = ("S12", "S20", "S26"), ("measure_id", "result_id", "gallery_id")
    addresses = [f"/today/?step={step}&subject={ids[key]}" for step, key in product(steps, keys)]
    addresses += [f"{own}earlier/?before={ids['act']}", f"{own}?place={ids['measure_id']}", f"/definitions/new/?result={ids['result_id']}"]
    for address in addresses:
        status, body = _body(client, address)
        assert status in (200, 404), address
        assert not [word for word in (canary(Audience.TEAM), hidden(Audience.TEAM)) if word.encode() in body], address


def test_D6_whoever_is_not_signed_in_meets_what_is_public_and_no_other_word(house: House) -> None:
    client = not_signed_in()
    kept = [canary(one).encode() for one in Audience if one is not Audience.PUBLIC] + [hidden(one).encode() for one in Audience]
    for route in routes():
        if "GET" in RULES[route.name].methods and RULES[route.name].caller is not Caller.GUEST:
            for audience in (Audience.TEAM, Audience.ORGANISATION):
                status, body = _body(client, house.address(route.pattern, audience))
                assert not [word for word in kept if word in body], (route.name, status)
    status, body = _body(client, house.address("public/<str:measure_id>/", Audience.PUBLIC))
    assert status == 200
    assert canary(Audience.PUBLIC).encode() in body
    assert canary(Audience.PUBLIC).encode() in _body(client, "/public/")[1]


@pytest.mark.long
def test_D14_people_at_the_same_time_never_get_each_others_words(house: House) -> None:
    def rounds(name: str) -> int:
        client, asked = signed_in(house.cast, name), 0
        kept = [canary(one).encode() for one in Audience if name not in SEES[one]]
        for _, audience, page in product(range(10), Audience, ("", "definitions/?q=quokka", "record/", "measures/<str:measure_id>/")):
            status, body = _body(client, house.address(page, audience))
            assert status in (200, 404)
            assert not [word for word in kept if word in body], (name, page)
            asked += 1
        return asked

    with ThreadPoolExecutor(len(PEOPLE)) as together:
        assert sum(together.map(rounds, PEOPLE)) == len(PEOPLE) * 160


def _crawl(house: House, name: str, audience: Audience | None) -> Iterator[tuple[str, int, bytes]]:
    """Every page that a person can ask for: the lists, and each route about the things of one audience."""
    client = signed_in(house.cast, name)
    for route in routes():
        rule = RULES[route.name]
        if "GET" in rule.methods and route.name not in WITHOUT_WORDS and (route.name in LISTS or (rule.thing and audience is not None)):
            yield route.name, *_body(client, house.address(route.pattern, audience))
    for query in ("/definitions/?q=Zqteam", "/definitions/?q=wombat", "/definitions/?q=quokka", "/maps/?all=1", "/?all=1"):
        yield query, *_body(client, query)
    if audience is not None:
        computed = house.named[audience]["computed"]
        for page in ("measures/%s/", "measures/%s/lines/", "definitions/%s/", "definitions/%s/versions/", "definitions/%s/definition.yaml"):
            yield page, *_body(client, "/" + page % computed)
