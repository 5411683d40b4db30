"""The pages of the results map by plain forms: writing, linking, moving, undoing, looking back, and bad input."""

import html
import re
from urllib.parse import urlsplit

import pytest
from django.http import HttpResponse
from django.test import Client

from groundswell.domain.authoring.results_map import LinkKind
from groundswell.records.actors import local_actor
from groundswell.records.selectors.results_maps import MapState, map_state, maps
from groundswell.records.services import results_maps as writing
from groundswell.records.services.editing import FieldEdit, edit
from tests.web.filled import CALM, JUMP, measure
from tests.web.test_home import text_of


def new_map(name: str = "What we want to be true in Marram") -> str:
    return writing.make_map(local_actor(), name).id


def write(map_id: str, text: str, zone: str = "team", **fields: object) -> str:
    return writing.write_result(local_actor(), map_id, text, zone, **fields).id  # type: ignore[arg-type]


def state(map_id: str) -> MapState:
    return map_state(local_actor(), map_id)


def texts(map_id: str) -> list[str]:
    return [one.text for one in state(map_id).map.results]


def said(pages: Client, address: str) -> str:
    answer = pages.get(address, follow=True)
    assert answer.status_code == 200, address
    return html.unescape(text_of(answer.content))


def undo_address(page: bytes) -> str:
    found = re.search(r'class="toast".*?action="([^"]+)"', page.decode(), re.DOTALL)
    assert found, "the line on what was done has its Undo"
    return found[1]


def test_without_a_map_the_page_teaches_and_makes_one(pages: Client) -> None:
    shown = said(pages, "/maps/")
    assert "No results map yet. One result is enough." in shown
    answer = pages.post("/maps/", {"name": "Marram", "zone_1": "Purpose", "zone_2": "Strategic", "zone_3": "Process", "zone_4": "Team"})
    (made,) = maps(local_actor())
    assert answer.status_code == 302 and answer["Location"] == f"/maps/{made.map.id}/"
    assert [(zone.key, zone.name) for zone in made.map.zones] == [("purpose", ""), ("strategic", ""), ("process", ""), ("team", "")]
    assert "Write the first result" in said(pages, answer["Location"])
    assert pages.get("/maps/")["Location"] == f"/maps/{made.map.id}/", "with one map the way leads straight there"
    assert "Make another map" in said(pages, "/maps/?all=1")


def test_zones_have_names_of_their_own_and_keep_their_keys(pages: Client) -> None:
    pages.post("/maps/", {"name": "Marram", "zone_1": "Why we are here", "zone_2": "Strategic", "zone_3": "Ferries"})
    (made,) = maps(local_actor())
    assert [(zone.key, zone.name) for zone in made.map.zones] == [("purpose", "Why we are here"), ("strategic", ""), ("process", "Ferries")]
    write(made.map.id, "Boats sail", "process")
    address = f"/maps/{made.map.id}/settings/"
    pages.post(address, {"name": "Marram", "zone_1": "Why", "zone_2": "Strategic", "zone_3": "Boats", "zone_4": "Crews"})
    assert [(zone.key, zone.name) for zone in state(made.map.id).map.zones] == [
        ("purpose", "Why"),
        ("strategic", ""),
        ("process", "Boats"),
        ("zone1", "Crews"),
    ]
    refused = pages.post(address, {"name": "Marram", "zone_1": "Why", "zone_2": "Strategic", "zone_4": "Crews", "zone_5": "Harbour"})
    assert refused.status_code == 400
    assert "One result still stands in the zone" in html.unescape(text_of(refused.content))
    refused = pages.post(address, {"name": "Marram", "zone_1": "Why", "zone_2": "Strategic"})
    assert "A map has 3 to 5 zones. Name one more." in text_of(refused.content)


def test_the_page_opens_with_the_finding_and_marks_each_result(pages: Client) -> None:
    calm, late = measure("Homes empty", CALM), measure("Boats late", JUMP)
    plan = new_map()
    top = write(plan, "People can live here all year", "purpose", measures=(calm,))
    boats = write(plan, "Boats leave when they are meant to", "strategic", measures=(late,), drives=top)
    write(plan, "Spare parts are there", "team", drives=boats)
    shown = said(pages, f"/maps/{plan}/")
    assert "3 results. 2 are measured; one shows a signal." in shown
    assert "Boats leave when they are meant to Worse" in shown
    assert "Spare parts are there not measured yet" in shown
    shown = shown.partition("The same map as an outline")[2]
    assert shown.index("People can live") < shown.index("Boats leave") < shown.index("Spare parts")
    page = pages.get(f"/maps/{plan}/").content.decode()
    outline = page[page.index('<ul class="outline tops"') : page.index("</section>", page.index('<ul class="outline tops"'))]
    assert outline.count("<ul") == outline.count("</ul") == 3
    assert outline.count("<li") == outline.count("</li")


def test_a_result_is_written_and_the_next_of_its_zone_is_offered(pages: Client) -> None:
    plan = new_map()
    top = write(plan, "People can live here", "purpose")
    answer = pages.post(
        f"/maps/{plan}/results/new/", {"text": "Homes do not stand empty", "zone": "strategic", "drives": top, "and_next": "1"}
    )
    assert answer["Location"] == f"/maps/{plan}/results/new/?zone=strategic&drives={top}"
    following = pages.get(answer["Location"]).content.decode()
    assert '<option value="strategic" selected>' in following
    assert "Homes do not stand empty” is on the map." in html.unescape(text_of(following.encode()))
    (link,) = state(plan).map.links
    assert link.second == top
    pages.post(undo_address(following.encode()))
    assert texts(plan) == ["People can live here"] and state(plan).map.links == (), "the result and its link are one gesture"


def test_what_drives_something_goes_one_zone_further_out(pages: Client) -> None:
    plan = new_map()
    top = write(plan, "People can live here", "purpose")
    pages.post(f"/maps/{plan}/results/new/", {"text": "Homes do not stand empty", "drives": top})
    assert [one.zone for one in state(plan).map.results] == ["purpose", "strategic"]


def test_an_empty_result_is_refused_and_a_long_one_keeps_its_text(pages: Client) -> None:
    plan = new_map()
    refused = pages.post(f"/maps/{plan}/results/new/", {"text": "  ", "zone": "team"})
    assert refused.status_code == 400 and "Write the result in a few words" in text_of(refused.content)
    long = "Boats leave on time. " * 5_000
    refused = pages.post(f"/maps/{plan}/results/new/", {"text": long, "zone": "team"})
    assert refused.status_code == 400
    assert "This text is too long." in text_of(refused.content)
    assert long.strip() in refused.content.decode(), "nothing that was typed is lost"
    assert texts(plan) == []


def fields_of(pages: Client, address: str, **changed: object) -> dict[str, object]:
    """What the form on a result's page would send, with some fields changed."""
    form = pages.get(address).context["form"]
    sent = {name: form[name].value() for name in form.fields if form[name].value() not in (False, None)}
    seen = re.search(r'name="seen" value="(\d+)"', pages.get(address).content.decode())
    assert seen
    return {**sent, "seen": seen[1], **changed}


def test_every_field_of_a_result_is_changed_and_undone_at_once(pages: Client) -> None:
    one = measure("Boats late", CALM)
    plan = new_map()
    boats = write(plan, "Boats leave", "team")
    address = f"/maps/{plan}/results/{boats}/"
    sent = fields_of(
        pages,
        address,
        text="Boats leave when they are meant to",
        zone="strategic",
        team="Ferries",
        priority="on",
        measures=[one],
        status="agreed",
        source_goal="Goal 3",
    )
    shown = pages.post(address, sent, follow=True)
    found = state(plan).map.results[0]
    assert (found.text, found.zone, found.team, found.priority, found.measure_ids) == (
        "Boats leave when they are meant to",
        "strategic",
        "Ferries",
        True,
        (one,),
    )
    assert (found.status, found.source_goal) == ("agreed", "Goal 3")
    pages.post(undo_address(shown.content))
    assert (state(plan).map.results[0].text, state(plan).map.results[0].measure_ids) == ("Boats leave", ())


def test_two_windows_merge_by_field_and_choose_line_by_line(pages: Client) -> None:
    plan = new_map()
    boats = write(plan, "Boats leave", "team")
    address = f"/maps/{plan}/results/{boats}/"
    first, second = (
        fields_of(pages, address, text="Boats leave on the hour"),
        fields_of(pages, address, text="Boats leave as planned", team="Ferries"),
    )
    pages.post(address, first)
    answer = pages.post(address, second)
    assert answer.status_code == 409
    shown = html.unescape(text_of(answer.content))
    assert re.search(r"This sheet changed at \d\d:\d\d\. Your text is kept below; choose line by line\.", shown)
    assert "Boats leave as planned" in shown and "Boats leave on the hour" in shown
    found = state(plan).map.results[0]
    assert (found.text, found.team) == ("Boats leave on the hour", "Ferries"), "what only one window changed is kept"
    seen = re.search(r'name="seen" value="(\d+)"', answer.content.decode())
    assert seen
    pages.post(address, {**second, "seen": seen[1], "keep_text": "theirs"})
    assert state(plan).map.results[0].text == "Boats leave on the hour"
    pages.post(address, {**second, "seen": seen[1], "keep_text": "mine"})
    assert state(plan).map.results[0].text == "Boats leave as planned"


def test_a_wording_alone_can_be_sent_and_leaves_the_rest(pages: Client) -> None:
    plan = new_map()
    boats = write(plan, "Boats leave", "team", priority=True, team="Ferries")
    pages.post(f"/maps/{plan}/results/{boats}/", {"only": "text", "text": "Boats leave on time"})
    found = state(plan).map.results[0]
    assert (found.text, found.priority, found.team) == ("Boats leave on time", True, "Ferries")


def test_results_are_linked_from_both_sides_and_the_link_is_changed_and_taken_out(pages: Client) -> None:
    plan = new_map()
    boats, parts = write(plan, "Boats leave", "strategic"), write(plan, "Spare parts are there", "team")
    page = pages.post(f"/maps/{plan}/results/{boats}/link/", {"way": "driven_by", "other": parts}, follow=True)
    (link,) = state(plan).map.links
    assert (link.kind, link.first, link.second) == (LinkKind.CAUSE_EFFECT, parts, boats)
    assert "What drives it Spare parts are there" in text_of(page.content)
    address = f"/maps/{plan}/links/{link.id}/"
    changed = {"first": parts, "kind": "conflict", "second": boats, "strength": "strong", "reason": "one crew for both", "loop": "on"}
    pages.post(address, changed)
    (link,) = state(plan).map.links
    assert (link.kind, link.strength, link.reason, link.loop) == ("conflict", "strong", "one crew for both", True)
    assert "pulls against" in said(pages, f"/maps/{plan}/")
    refused = pages.post(address, {**changed, "second": parts})
    assert refused.status_code == 400 and "A result cannot be linked to itself." in text_of(refused.content)
    pages.post(f"{address}out/")
    assert state(plan).map.links == ()
    assert pages.post(f"{address}out/").status_code == 404


def test_a_link_to_itself_is_one_plain_sentence(pages: Client) -> None:
    plan = new_map()
    boats = write(plan, "Boats leave")
    write(plan, "Bins are emptied")
    refused = pages.post(f"/maps/{plan}/results/{boats}/link/", {"way": "cause_effect", "other": boats})
    assert refused.status_code == 400 and "A result cannot be linked to itself." in text_of(refused.content)
    refused = pages.post(f"/maps/{plan}/links/new/", {"first": boats, "kind": "cause_effect", "second": boats})
    assert refused.status_code == 400 and "Choose another result." in text_of(refused.content)


def test_results_that_drive_each_other_are_shown_once_and_asked_about(pages: Client) -> None:
    plan, actor = new_map(), local_actor()
    ring = [write(plan, text, "process") for text in ("Crews speak up", "Faults are mended", "Crews trust the yard")]
    for at, one in enumerate(ring):
        writing.link(actor, plan, LinkKind.CAUSE_EFFECT, one, ring[(at + 1) % 3])
    assert "the circle begins anew here" in said(pages, f"/maps/{plan}/")
    assert "3 results drive each other in a circle" in said(pages, f"/maps/{plan}/checks/")


def test_a_result_goes_up_down_and_to_another_zone(pages: Client) -> None:
    plan = new_map()
    write(plan, "People can live here", "purpose")
    one, two = write(plan, "Boats leave", "team"), write(plan, "Bins are emptied", "team")
    move = f"/maps/{plan}/results/{two}/move/"
    pages.post(move, {"to": "up"})
    assert texts(plan) == ["People can live here", "Bins are emptied", "Boats leave"]
    stays = pages.post(move, {"to": "up"}, follow=True)
    assert "There is no other result of its zone on that side." in text_of(stays.content)
    pages.post(move, {"to": "down"})
    assert texts(plan)[1:] == ["Boats leave", "Bins are emptied"]
    pages.post(f"/maps/{plan}/results/{one}/move/", {"to": "strategic"})
    assert state(plan).map.results[1].zone == "strategic"
    assert "This map has no zone called" in html.unescape(text_of(pages.post(move, {"to": "moon"}).content))


def test_an_action_goes_to_the_initiatives_and_comes_back_as_a_result(pages: Client) -> None:
    plan = new_map()
    action = write(plan, "Implement a new ticket system")
    page = pages.post(f"/maps/{plan}/results/{action}/initiative/", follow=True)
    assert texts(plan) == []
    assert "1 initiative" in text_of(page.content)
    shown = said(pages, f"/maps/{plan}/initiatives/")
    assert "1 initiative is kept off the map. " in shown and "Implement a new ticket system" in shown
    (kept,) = state(plan).initiatives
    pages.post(f"/maps/{plan}/initiatives/{kept.id}/", {"text": "Tickets are bought in a minute", "zone": "process"})
    assert texts(plan) == ["Tickets are bought in a minute"] and state(plan).initiatives == ()
    pages.post(f"/maps/{plan}/initiatives/", {"text": "Repaint the pier"})
    assert [one.text for one in state(plan).initiatives] == ["Repaint the pier"]
    pages.post(f"/maps/{plan}/initiatives/{state(plan).initiatives[0].id}/", {"out": "1"})
    assert state(plan).initiatives == ()


def test_a_check_is_noted_with_its_reason_and_taken_back(pages: Client) -> None:
    plan = new_map()
    boats = write(plan, "Boats leave", "purpose")
    address, check = f"/maps/{plan}/checks/", f"unmeasured:{boats}"
    assert "The map leaves 1 question open." in said(pages, address)
    assert "What would you see if “Boats leave” came true?" in said(pages, address)
    refused = pages.post(address, {"check": check, "because": " "})
    assert refused.status_code == 400 and "Write a reason." in text_of(refused.content)
    pages.post(address, {"check": check, "because": "it is measured from May on"})
    shown = said(pages, address)
    assert "The map leaves nothing open." in shown and "it is measured from May on" in shown
    pages.post(address, {"check": check, "again": "1"})
    assert "The map leaves 1 question open." in said(pages, address)
    assert pages.post(address, {"check": "unmeasured:nobody", "because": "x"}).status_code == 404


def test_the_history_tells_was_and_now_undoes_and_looks_back(pages: Client) -> None:
    plan = new_map()
    boats = write(plan, "Boats leave", "team")
    before = state(plan).seq
    pages.post(f"/maps/{plan}/results/{boats}/", {"only": "text", "text": "Boats leave on time"})
    shown = said(pages, f"/maps/{plan}/history/")
    assert "3 changes to this map." in shown
    assert "Wording of “Boats leave on time”: Boats leave → Boats leave on time Undo" in shown, "fields that were left alone are no change"
    assert "Result written" in shown and "Map made" in shown
    older = said(pages, f"/maps/{plan}/?as_of={before}")
    assert "This is the map as it stood on" in older and "Boats leave" in older and "Boats leave on time" not in older
    page = pages.get(f"/maps/{plan}/?as_of={before}").content.decode()
    assert "<form" not in page[page.index("<main") : page.index("</main")], "an older state offers nothing to change"
    first_undo = re.search(r'action="(/maps/[^"]+/undo/[^"]+)"', pages.get(f"/maps/{plan}/history/").content.decode())
    assert first_undo
    pages.post(first_undo[1])
    assert texts(plan) == ["Boats leave"]


@pytest.mark.parametrize("as_of", ["x", "-1", "9" * 30, "0", "²"])
def test_a_position_that_never_was_is_not_found(pages: Client, as_of: str) -> None:
    plan = new_map()
    assert pages.get(f"/maps/{plan}/", {"as_of": as_of}).status_code == 404


def test_a_gesture_of_another_map_is_not_undone_from_here(pages: Client) -> None:
    plan, other = new_map(), new_map("Other")
    made = writing.write_result(local_actor(), other, "Boats leave", "team")
    assert pages.post(f"/maps/{plan}/undo/{made.edited.gesture}/").status_code == 404
    assert texts(other) == ["Boats leave"]


def test_forty_goals_are_brought_and_worked_through(pages: Client) -> None:
    plan = new_map()
    address = f"/maps/{plan}/goals/"
    block = "\n".join(f"{at}. Goal number {at} of the corporate plan" for at in range(1, 41))
    shown = text_of(pages.post(address, {"block": block, "source": "Corporate plan"}, follow=True).content)
    assert "40 goals wait for their results." in shown and "40 goals are here." in shown
    goals = state(plan).goals
    assert (goals[3].text, goals[3].source) == ("Goal number 4 of the corporate plan", "Corporate plan 4")
    pages.post(f"{address}{goals[0].id}/", {"text": ["Streets are clean", "", "Bins are emptied"], "zone": "strategic"})
    assert [(one.text, one.source_goal) for one in state(plan).map.results] == [
        ("Streets are clean", goals[0].text),
        ("Bins are emptied", goals[0].text),
    ]
    pages.post(f"{address}{goals[1].id}/", {"initiative": "1"})
    pages.post(f"{address}{goals[2].id}/", {"out": "1"})
    shown = said(pages, address)
    assert "37 goals wait for their results." in shown and "What came of the others" in shown
    assert [one.source_goal for one in state(plan).initiatives] == [goals[1].text]
    again = text_of(pages.post(address, {"block": block}, follow=True).content)
    assert "1 goal is here." in again, "only the one that was taken off comes again"
    assert "Write it as a result" in said(pages, f"/maps/{plan}/"), "the next step is a goal that waits"


def test_goals_are_folded_and_the_one_at_hand_is_open(pages: Client) -> None:
    plan = new_map()
    pages.post(f"/maps/{plan}/goals/", {"block": "Goal one\nGoal two\nGoal three"})
    first, second, third = state(plan).goals
    folds = _folds(pages.get(f"/maps/{plan}/goals/"))
    assert folds == {f"g-{first.id}": True, f"g-{second.id}": False, f"g-{third.id}": False}, "a link to a goal finds the fold itself"
    refused = pages.post(f"/maps/{plan}/goals/{third.id}/", {"text": "Boats leave on time", "zone": "nowhere"})
    assert refused.status_code == 400 and ">Boats leave on time</textarea>" in refused.content.decode(), "what was typed is still there"
    assert _folds(refused) == {f"g-{first.id}": False, f"g-{second.id}": False, f"g-{third.id}": True}
    assert f'href="#t0-{third.id}"' in refused.content.decode()
    pages.post(f"/maps/{plan}/goals/{first.id}/", {"text": "Streets are clean", "zone": "team"})
    assert _folds(pages.get(f"/maps/{plan}/goals/")) == {f"g-{second.id}": True, f"g-{third.id}": False}


def _folds(response: HttpResponse) -> dict[str, bool]:
    """Each fold of a goal by its id, and whether it is open."""
    return {found[1]: bool(found[2]) for found in re.finditer(r'<details id="(g-[^"]+)"( open)?>', response.content.decode())}


def test_an_empty_paste_and_an_empty_result_of_a_goal_are_plain_sentences(pages: Client) -> None:
    plan = new_map()
    refused = pages.post(f"/maps/{plan}/goals/", {"block": " \n•\n"})
    assert refused.status_code == 400 and "Paste at least one goal." in text_of(refused.content)
    pages.post(f"/maps/{plan}/goals/", {"block": "Be better"})
    (goal,) = state(plan).goals
    refused = pages.post(f"/maps/{plan}/goals/{goal.id}/", {"text": " ", "zone": "team"})
    assert refused.status_code == 400 and "Write the result in a few words" in text_of(refused.content)


def test_a_teams_map_hangs_on_a_result_of_the_organisations(pages: Client) -> None:
    plan = new_map()
    boats = write(plan, "Boats leave", "strategic")
    pages.post("/maps/", {"name": "Yard", "hangs_on": boats, "zone_1": "Purpose", "zone_2": "Strategic", "zone_3": "Process"})
    yard = next(one.map for one in maps(local_actor()) if one.map.name == "Yard")
    assert yard.hangs_on == boats
    assert "This map drives “Boats leave”" in said(pages, f"/maps/{yard.id}/")
    assert "Maps that hang on this one Yard" in said(pages, f"/maps/{plan}/")
    assert "Maps that hang on it Yard" in said(pages, f"/maps/{plan}/results/{boats}/")
    parts = write(yard.id, "Spare parts are there", "purpose")
    sent = {"name": "Marram", "hangs_on": parts, "zone_1": "Purpose", "zone_2": "Strategic", "zone_3": "Process", "zone_4": "Team"}
    refused = pages.post(f"/maps/{plan}/settings/", sent)
    assert refused.status_code == 400 and "This map cannot hang on itself" in text_of(refused.content)


HOSTILE = ("<b>Boats</b><script>alert(1)</script>", "الشوارع نظيفة \u202e", "Вoаts leave", "{% debug %} {{ request }}", '“Boats” & "bins"')


@pytest.mark.parametrize("text", HOSTILE)
def test_pasted_text_stays_text_on_every_page(pages: Client, text: str) -> None:
    plan = new_map(text)
    one, two = write(plan, text, "strategic", source_goal=text, team=text), write(plan, f"{text} two", "team")
    made = writing.link(local_actor(), plan, LinkKind.CONFLICT, one, two, reason=text)
    writing.add_initiative(local_actor(), plan, text)
    pages.post(f"/maps/{plan}/goals/", {"block": text, "source": text})
    for path in (
        "",
        "settings/",
        "print/",
        "results/new/",
        f"results/{one}/",
        f"links/{made.id}/",
        "links/new/",
        "initiatives/",
        "goals/",
        "checks/",
        "history/",
    ):
        page = pages.get(f"/maps/{plan}/{path}")
        assert page.status_code == 200
        assert "<script>alert" not in page.content.decode()
        assert html.escape(text.strip(), quote=False).replace('"', "&quot;") in page.content.decode().replace("&#x27;", "'"), path


def test_look_alike_results_are_two_and_asked_about(pages: Client) -> None:
    plan = new_map()
    write(plan, "Boats leave", "purpose")
    write(plan, "Вoаts leave", "purpose")
    assert len(texts(plan)) == 2
    assert "share nearly all their words" in said(pages, f"/maps/{plan}/checks/")


def test_a_map_of_two_thousand_results_opens_folded_by_zone(pages: Client) -> None:
    plan = new_map()
    fill_up(plan, 2_000)
    page = pages.get(f"/maps/{plan}/")
    shown = text_of(page.content)
    assert "2000 results." in shown and "Team 2000 results" in shown
    assert page.content.decode().count("data-result=") == 2_000
    assert 'class="outline-zone"' in page.content.decode()
    refused = pages.post(f"/maps/{plan}/results/new/", {"text": "One more", "zone": "team"})
    assert refused.status_code == 400 and "and takes no more" in text_of(refused.content)
    checks = text_of(pages.get(f"/maps/{plan}/checks/").content)
    assert "which follow when these are answered" in checks
    assert said(pages, f"/maps/{plan}/history/")


def fill_up(map_id: str, count: int) -> None:
    """Writes many results at once through the log of edits."""
    edits = []
    for at in range(count):
        edits += [FieldEdit(f"r{at:025}", "result", "text", f"Street {at} is clean"), FieldEdit(f"r{at:025}", "result", "zone", "team")]
    edit(local_actor(), map_id, edits)


def test_what_is_not_there_is_one_sentence(pages: Client) -> None:
    plan = new_map()
    for path in ("/maps/nowhere/", f"/maps/{plan}/results/nowhere/", f"/maps/{plan}/links/nowhere/"):
        answer = pages.get(path)
        assert answer.status_code == 404 and "There is nothing at this address." in text_of(answer.content)
    for path in ("goals/nowhere/", "initiatives/nowhere/", "results/nowhere/out/", "results/nowhere/move/"):
        assert pages.post(f"/maps/{plan}/{path}", {"out": "1", "to": "up"}).status_code == 404, path


def test_after_a_gesture_one_goes_back_within_the_product_alone(pages: Client) -> None:
    plan = new_map()
    for elsewhere in ("https://evil.example/", "//evil.example/", "/\\evil.example"):
        made = writing.write_result(local_actor(), plan, "Boats leave", "team")
        answer = pages.post(f"/maps/{plan}/undo/{made.edited.gesture}/", {"next": elsewhere})
        assert urlsplit(answer["Location"]).netloc == "" and answer["Location"].startswith("/maps/")


def test_the_printed_page_holds_the_whole_map(pages: Client) -> None:
    plan = new_map()
    top = write(plan, "People can live here", "purpose")
    write(plan, "Boats leave", "strategic", drives=top)
    shown = pages.get(f"/maps/{plan}/print/").content.decode()
    assert "<title>People can live here. " in shown and "<title>Boats leave. " in shown and "printed on" in shown


def test_the_hints_of_a_text_are_asked_for_while_it_is_typed(pages: Client) -> None:
    plan = new_map()
    for path in ("results/new/", f"results/{write(plan, 'Boats leave')}/"):
        assert f'hx-post="/maps/{plan}/hints/"' in pages.get(f"/maps/{plan}/{path}").content.decode()
    part = pages.post(f"/maps/{plan}/hints/", {"text": "<b>Boats</b> leave"})
    assert part.status_code == 200 and b'id="text-hints"' in part.content
    assert b"<b>Boats" not in part.content
    assert pages.post("/maps/nowhere/hints/", {"text": "x"}).status_code == 404
