"""Who looks after a measure, on pages: asked by the team, answered by the person, and nobody counted."""

import ast
import re
from pathlib import Path

import pytest
from django.test import Client

import groundswell
from groundswell.domain.authoring.owning import Move, Role
from groundswell.records.actors import local_actor
from groundswell.records.services import owning
from groundswell.records.services.audiences import Wanted as Seen
from groundswell.records.services.audiences import set_audience
from groundswell.records.services.owning import Answer, Wanted
from tests.access.routes import routes
from tests.acting_as import Acting, acting_as
from tests.cast import Cast
from tests.owned import MONDAY, TUESDAY, owned_measure
from tests.web.filled import measure as filled_measure
from tests.web.test_home import text_of

__all__ = ["acting_as"]
JUMP = tuple(str(n) for n in (10, 11, 10, 12, 11, 10, 11, 12, 10, 11, 12, 11, 10, 25, 26, 27, 24, 25, 26))
TAG = re.compile(r"<[^>]+>")
BESIDE_A_NAME = (
    r"was asked on",
    r"\bBob\b[^.{}]{0,60}\b(overdue|late|missing|owes|can come in|nobody has written)\b",
    r"\b(overdue|late|missing|owes|can come in|nobody has written)\b[^.{}]{0,60}\bBob\b",
    r"\bBob\b[^.{}]{0,20}\b\d+ (measures?|roles?|figures?|questions?|signals?)\b",
)
NAMES = ("Alice", "Bob", "Charlie", "Dana", "Admin")


def ask(pages: Client, cast: Cast, measure: str, who: str, role: str = "performance_owner", **more: str) -> None:
    sent = {"role": role, "person": cast.accounts[who], **more}
    assert pages.post(f"/measures/{measure}/owners/", sent).status_code == 302


def test_from_nobody_to_somebody_who_said_yes(pages: Client, cast: Cast, acting_as: Acting) -> None:
    measure = owned_measure(cast)
    acting_as("alice")
    page = pages.get(f"/measures/{measure}/")
    assert "Nobody has taken this on yet." in text_of(page.content)
    assert f'href="/measures/{measure}/owners/"' in page.content.decode()
    ask(pages, cast, measure, "charlie", asking="You know every crane.")
    said = text_of(pages.get(f"/measures/{measure}/owners/").content)
    assert "Charlie was asked on" in said and "You know every crane." in said
    assert "Nobody has taken this on yet." in text_of(pages.get(f"/measures/{measure}/").content), "not before the yes"
    acting_as("charlie")
    assert pages.get(f"/measures/{measure}/").status_code == 404
    assert "You were asked to look after Days to answer." in text_of(pages.get("/today/").content)
    page = pages.get("/asked/").content.decode()
    assert "Days to answer : Performance owner" in text_of(page.encode()) and f"/measures/{measure}/" not in page
    (address,) = set(re.findall(r'action="(/roles/[^"]+/answer/)"', page))
    sent = pages.post(address, {"move": "accept"})
    assert sent.headers["Location"] == f"/measures/{measure}/"
    said = text_of(pages.get(f"/measures/{measure}/").content)
    assert "Performance owner: Charlie took it on." in said and "Performance owner Charlie" in said
    assert "You were asked" not in text_of(pages.get("/today/").content)
    pages.post(address, {"move": "lay_down"})
    assert pages.get(f"/measures/{measure}/").status_code == 404


def test_a_no_and_a_suggestion_reach_the_team_and_the_form_comes_back_with_its_error(pages: Client, cast: Cast, acting_as: Acting) -> None:
    measure = owned_measure(cast)
    acting_as("alice")
    ask(pages, cast, measure, "bob")
    acting_as("bob")
    (address,) = set(re.findall(r'action="(/roles/[^"]+/answer/)"', pages.get("/asked/").content.decode()))
    refused = pages.post(address, {"move": "suggest", "person": ""})
    assert refused.status_code == 400 and refused.content.decode().count("Choose somebody of the list") == 2
    pages.post(address, {"move": "suggest", "person": cast.accounts["charlie"], "word": "she has the file"})
    acting_as("alice")
    page = pages.get(f"/measures/{measure}/owners/").content.decode()
    assert "Bob suggests Charlie." in text_of(page.encode()) and "she has the file" in page
    assert f"?role=performance_owner&amp;person={cast.accounts['charlie']}#ask" in page
    again = pages.get(f"/measures/{measure}/owners/?role=performance_owner&person={cast.accounts['charlie']}").content.decode()
    assert re.search(rf'<option value="{cast.accounts["charlie"]}" selected>', again)
    assert pages.post(address, {"move": "fly"}).status_code == 404
    assert pages.post(address, {"move": "accept"}).status_code == 400, "it is not hers to answer"


def test_others_may_look_at_who_it_is_and_not_at_who_was_asked(pages: Client, cast: Cast, acting_as: Acting) -> None:
    measure = owned_measure(cast)
    owning.ask(cast.actor("alice"), measure, Wanted(Role.MEASURE_OWNER, cast.accounts["alice"]), today=MONDAY)
    owning.ask(cast.actor("alice"), measure, Wanted(Role.REPORTER, cast.accounts["bob"], "you are good at this"), today=MONDAY)
    set_audience(cast.actor("alice"), measure, Seen("organisation"), "for all")
    acting_as("charlie")
    page = pages.get(f"/measures/{measure}/").content.decode()
    assert "Measure owner" in page and "Alice" in page
    assert "Bob" not in page and "owners/" not in page
    answer = pages.get(f"/measures/{measure}/owners/")
    assert answer.status_code == 403 and "Bob" not in answer.content.decode()
    assert "Alice" in text_of(pages.get(f"/definitions/{measure}/").content)


def test_alone_one_takes_it_on_oneself_or_writes_a_name(pages: Client) -> None:
    measure = filled_measure()
    page = pages.get(f"/measures/{measure}/owners/").content.decode()
    assert "Take something on" in page and f"/definitions/{measure}/who/" in page
    pages.post(f"/measures/{measure}/owners/", {"role": "measure_owner", "person": local_actor().ref})
    assert "You, since" in text_of(pages.get(f"/measures/{measure}/owners/").content)
    refused = pages.post(f"/measures/{measure}/owners/", {"role": "measure_owner", "person": local_actor().ref})
    assert refused.status_code == 400 and "already" in text_of(refused.content)


def test_words_of_a_dictionary_stay_as_they_are_beside_who_accepted(pages: Client, cast: Cast, acting_as: Acting) -> None:
    measure = owned_measure(cast)
    acting_as("alice")
    pages.post(f"/definitions/{measure}/who/", {"measure_owner": "Head of Harbour (R. Hale)", "reason": "from the old dictionary"})
    assert "Head of Harbour (R. Hale)" in text_of(pages.get(f"/definitions/{measure}/").content)
    owning.ask(cast.actor("alice"), measure, Wanted(Role.MEASURE_OWNER, cast.accounts["alice"]), today=MONDAY)
    assert "Alice said in the dictionary: Head of Harbour (R. Hale)" in text_of(pages.get(f"/definitions/{measure}/").content)


@pytest.fixture
def owing(cast: Cast) -> str:
    """A measure with a figure due and a signal without words, whose people were asked, hold roles, and have not answered."""
    measure = owned_measure(cast, figures=JUMP)
    owning.ask(cast.actor("alice"), measure, Wanted(Role.REPORTER, cast.accounts["bob"]), today=MONDAY)
    asked = owning.ask(cast.actor("alice"), measure, Wanted(Role.PERFORMANCE_OWNER, cast.accounts["bob"]), today=MONDAY)
    owning.answer(cast.actor("bob"), asked, Answer(Move.ACCEPT), today=TUESDAY)
    return measure


def test_what_is_owed_is_a_list_by_measure_for_its_own_team_and_names_nobody(
    pages: Client, cast: Cast, acting_as: Acting, owing: str
) -> None:
    set_audience(cast.actor("alice"), owing, Seen("organisation"), "for all")
    for who in ("alice", "bob"):
        acting_as(who)
        said = text_of(pages.get("/owed/").content)
        assert "The figure of August 2025 can come in." in said and "nobody has written what they know about it" in said
        assert not [name for name in NAMES if name in said]
    for who in ("charlie", "dana", "admin"):
        acting_as(who)
        said = text_of(pages.get("/owed/").content)
        assert "Your measures wait for nothing." in said and "Days to answer" not in said


@pytest.mark.parametrize("who", ["dana", *(pytest.param(name, marks=pytest.mark.long) for name in ("alice", "charlie", "admin"))])
def test_no_page_and_no_answer_counts_or_lists_people_by_what_they_left_undone(
    pages: Client, cast: Cast, acting_as: Acting, owing: str, who: str
) -> None:
    """Walks every route that answers to GET: Bob, who has not answered and whose figure is due, stands on no page beside either, except
    before his own eyes and on the page of the measure on which his team asked him."""
    set_audience(cast.actor("alice"), owing, Seen("organisation"), "for all")
    addresses = [re.sub(r"a{26}", owing, route.address) for route in routes() if not route.address.endswith((".png", ".svg"))]
    looked, own_team = 0, {f"/measures/{owing}/owners/", "/asked/"}
    acting_as(who)
    for address in addresses:
        answer = pages.get(address)
        if answer.status_code != 200 or (who == "alice" and address in own_team):
            continue
        looked += 1
        said = " ".join(TAG.sub(" ", answer.content.decode("utf-8", "replace")).split())
        for beside in BESIDE_A_NAME:
            assert not re.search(beside, said, re.IGNORECASE), (address, beside)
    assert looked > 30, "the walk has to see pages"
    acting_as("alice")
    assert re.search(BESIDE_A_NAME[0], text_of(pages.get(f"/measures/{owing}/owners/").content)), "and would have seen it"


def test_no_query_of_the_product_groups_roles_by_person() -> None:
    """A list of late owners begins with a count by account: no selector or service may make one."""
    rooms = Path(groundswell.__file__).parent
    found = [path for path in rooms.rglob("*.py") if "RoleHolding" in path.read_text(encoding="utf-8")]
    assert len(found) > 2
    for path in found:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        assert not {"annotate", "aggregate", "count"} & {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}, path
