"""The drawing of a map on its page and the gestures of its editor: each is done, can be undone, or is refused in a sentence."""

import json
from typing import Any

import pytest
from django.template.loader import render_to_string
from django.test import Client

from groundswell.domain.authoring.results_map import LinkKind, ResultsMap
from groundswell.records.actors import local_actor
from groundswell.records.selectors.results_maps import map_state
from groundswell.records.services import results_maps as writing
from tests.pages import holding_cookie
from tests.web.filled import JUMP, measure
from tests.web.payloads import PAYLOADS


class Window:
    """One window with a map of three results open in it: two teams' results, the first driving the strategic one."""

    def __init__(self, pages: Client) -> None:
        actor = local_actor()
        self.pages = pages
        self.map_id = writing.make_map(actor, "Marram").id
        self.clean = writing.write_result(actor, self.map_id, "Streets are clean", "strategic").id
        self.bins = writing.write_result(actor, self.map_id, "Bins are emptied", "team").id
        self.trees = writing.write_result(actor, self.map_id, "Trees are watered", "team").id
        self.tie = writing.link(actor, self.map_id, LinkKind.CAUSE_EFFECT, self.bins, self.clean).id

    def map(self) -> ResultsMap:
        return map_state(local_actor(), self.map_id).map

    def seq(self) -> int:
        return map_state(local_actor(), self.map_id).seq

    def text(self, result: str) -> str | None:
        found = self.map().result_of(result)
        return found.text if found else None

    def send(self, kind: str, *, status: int = 200, **fields: Any) -> Any:
        body = json.dumps({"kind": kind, **fields})
        answer = self.pages.post(f"/maps/{self.map_id}/gesture/", body, content_type="application/json")
        assert answer.status_code == status, answer.content[:300]
        return answer.json()


@pytest.fixture
def window(pages: Client) -> Window:
    return Window(pages)


def test_a_result_is_moved_and_takes_the_zone_that_it_is_dropped_in(window: Window) -> None:
    answer = window.send("move", result=window.bins, x=-400.4, y=10)
    moved = window.map().result_of(window.bins)
    assert moved is not None and (moved.at, moved.zone) == ((-400, 10), "process")
    assert answer["seq"] if "seq" in answer else answer["data"]["seq"] == window.seq()
    window.send("undo", gesture=answer["gesture"])
    back = window.map().result_of(window.bins)
    assert back is not None and (back.at, back.zone) == (None, "team")


def test_a_result_is_moved_to_a_zone_by_its_name_without_a_pointer(window: Window) -> None:
    window.send("move", result=window.trees, x=-560, y=0)
    window.send("move", result=window.trees, zone="process")
    moved = window.map().result_of(window.trees)
    assert moved is not None and (moved.at, moved.zone) == (None, "process")


def test_a_result_is_written_where_somebody_double_clicked(window: Window) -> None:
    answer = window.send("write", text="  Drains run clear ", x=250, y=30)
    (new,) = [one for one in window.map().results if one.text == "Drains run clear"]
    assert (new.zone, new.at) == ("strategic", (250, 30))
    assert answer["data"]["texts"][new.id] == "Drains run clear"
    window.send("undo", gesture=answer["gesture"])
    assert window.text(new.id) is None


def test_a_result_is_written_into_a_zone_by_keyboard(window: Window) -> None:
    window.send("write", text="Drains run clear", zone="process")
    assert [one.zone for one in window.map().results if one.text == "Drains run clear"] == ["process"]


def test_words_are_changed_undone_and_done_again(window: Window) -> None:
    changed = window.send("change", result=window.bins, text="Bins never overflow")
    undone = window.send("undo", gesture=changed["gesture"])
    assert window.text(window.bins) == "Bins are emptied"
    window.send("undo", gesture=undone["gesture"])
    assert window.text(window.bins) == "Bins never overflow"


@pytest.mark.parametrize("kind", list(LinkKind))
def test_two_results_are_linked_and_unlinked(window: Window, kind: LinkKind) -> None:
    answer = window.send("link", link_kind=kind.value, first=window.trees, second=window.clean)
    (made,) = [one for one in window.map().links if one.first == window.trees]
    assert made.kind is kind
    assert f'data-link="{made.id}"' in answer["svg"]
    gone = window.send("unlink", link=made.id)
    assert [one.id for one in window.map().links] == [window.tie]
    window.send("undo", gesture=gone["gesture"])
    assert made.id in [one.id for one in window.map().links]


@pytest.mark.parametrize("kind", ["take_out", "to_initiatives"])
def test_a_result_leaves_the_map_with_its_links_and_comes_back(window: Window, kind: str) -> None:
    answer = window.send(kind, result=window.bins)
    assert window.text(window.bins) is None and window.map().links == ()
    assert bool(map_state(local_actor(), window.map_id).initiatives) == (kind == "to_initiatives")
    window.send("undo", gesture=answer["gesture"])
    assert window.text(window.bins) == "Bins are emptied" and len(window.map().links) == 1


def test_two_windows_merge_by_field_and_a_conflict_keeps_both_texts(window: Window) -> None:
    seen = window.seq()
    window.send("change", result=window.bins, text="Bins are emptied on Monday", seen=seen)
    moved = window.send("move", result=window.bins, x=-560, y=0, seen=seen)
    assert moved["elsewhere"] and moved["conflicts"] == []
    assert window.text(window.bins) == "Bins are emptied on Monday"
    answer = window.send("change", result=window.bins, text="Bins are emptied on Friday", seen=seen)
    (conflict,) = answer["conflicts"]
    assert (conflict["mine"], conflict["theirs"]) == ("Bins are emptied on Friday", "Bins are emptied on Monday")
    assert conflict["says"].endswith("to “Bins are emptied on Monday”. Your words are kept here; choose.")
    assert window.text(window.bins) == "Bins are emptied on Monday"
    chosen = window.send("change", result=window.bins, text="Bins are emptied on Friday", seen=answer["data"]["seq"])
    assert chosen["conflicts"] == [] and window.text(window.bins) == "Bins are emptied on Friday"


REFUSED = [
    pytest.param("link", {"link_kind": "cause_effect", "first": "bins", "second": "bins"}, 400, "linked to itself", id="a self-link"),
    pytest.param("change", {"result": "bins", "text": "x" * 100_000}, 400, "too long", id="100,000 characters"),
    pytest.param("write", {"text": "x" * 100_000, "zone": "team"}, 400, "too long", id="100,000 new ones"),
    pytest.param("write", {"text": "   ", "zone": "team"}, 400, "as though it were already true", id="no words"),
    pytest.param("write", {"text": "Clean", "zone": "moon"}, 404, "no zone called", id="no such zone"),
    pytest.param("change", {"result": "gone", "text": "x"}, 404, "nothing at this address", id="a result that is not there"),
    pytest.param("unlink", {"link": "gone"}, 404, "nothing at this address", id="a link that is not there"),
    pytest.param("undo", {"gesture": "gone"}, 404, "cannot be undone", id="a gesture that is not there"),
    pytest.param("dance", {}, 400, "could not be read", id="no such gesture"),
    pytest.param("move", {"result": "bins", "x": "far", "y": 0}, 400, "could not be read", id="no number"),
    pytest.param("move", {"result": "bins", "x": 1e9, "y": 0}, 400, "could not be read", id="out of the world"),
    pytest.param("move", {"result": "bins", "x": float("nan"), "y": 0}, 400, "could not be read", id="not a number"),
    pytest.param("move", {"result": "bins", "x": 1}, 400, "could not be read", id="half a place"),
    pytest.param("link", {"link_kind": "loves", "first": "bins", "second": "trees"}, 400, "could not be read", id="no such kind"),
    pytest.param("change", {"result": ["bins"], "text": "x"}, 400, "could not be read", id="no text"),
]


@pytest.mark.parametrize(("kind", "fields", "status", "says"), REFUSED)
def test_what_cannot_be_done_is_refused_in_a_sentence_and_changes_nothing(
    window: Window, kind: str, fields: dict[str, Any], status: int, says: str
) -> None:
    own = {"bins": window.bins, "trees": window.trees}
    before = window.map()
    named = {name: own.get(value, value) if isinstance(value, str) else value for name, value in fields.items()}
    assert says in window.send(kind, status=status, **named)["error"]
    assert window.map() == before


@pytest.mark.parametrize("body", ["", "[]", "{", '"move"', "[" * 5_000], ids=["empty", "a list", "broken", "a text", "deep"])
def test_a_body_that_is_no_message_is_refused(window: Window, body: str) -> None:
    answer = window.pages.post(f"/maps/{window.map_id}/gesture/", body, content_type="application/json")
    assert answer.status_code == 400 and "could not be read" in answer.json()["error"]


def test_a_gesture_of_another_map_is_not_undone_from_here(window: Window) -> None:
    other = Window(window.pages)
    theirs = other.send("change", result=other.bins, text="Other words")
    assert "cannot be undone" in window.send("undo", gesture=theirs["gesture"], status=404)["error"]
    assert other.text(other.bins) == "Other words"


def test_a_form_of_another_site_cannot_send_gestures(window: Window) -> None:
    body = json.dumps({"kind": "take_out", "result": window.bins})
    answer = holding_cookie(checks_csrf=True).post(f"/maps/{window.map_id}/gesture/", body, content_type="application/json")
    assert answer.status_code == 403 and window.text(window.bins) is not None


def test_pasted_markup_stays_text(window: Window) -> None:
    for payload in PAYLOADS:
        if payload.strip():
            answer = window.send("change", result=window.bins, text=payload)
            assert "<script" not in answer["svg"].lower() and "<img" not in answer["svg"].lower()
            assert answer["data"]["texts"][window.bins] == payload.strip().replace("\x00", "").replace("\r\n", "\n")


def test_the_drawing_comes_anew_only_when_something_changed(window: Window) -> None:
    address = f"/maps/{window.map_id}/drawing/"
    assert window.pages.get(f"{address}?seen={window.seq()}").status_code == 204
    fresh = window.pages.get(f"{address}?seen=1").json()
    assert fresh["data"]["seq"] == window.seq() and fresh["svg"].startswith("<svg")
    assert window.pages.get("/maps/nowhere/drawing/").status_code == 404


def test_the_map_is_taken_along_as_drawing_and_picture(window: Window) -> None:
    svg = window.pages.get(f"/maps/{window.map_id}/map.svg")
    assert (svg.headers["Content-Type"], b"Bins are" in svg.content) == ("image/svg+xml", True)
    png = window.pages.get(f"/maps/{window.map_id}/map.png")
    assert png.content.startswith(b"\x89PNG") and "attachment" in png.headers["Content-Disposition"]


def test_a_measures_signal_stands_on_its_result(window: Window) -> None:
    calm, jump = measure("Bins missed"), measure("Litter seen", JUMP)
    writing.change_result(local_actor(), window.map_id, window.bins, {"measures": (calm,)})
    writing.change_result(local_actor(), window.map_id, window.clean, {"measures": (calm, jump)})
    svg = window.pages.get(f"/maps/{window.map_id}/drawing/").json()["svg"]
    assert "3 results in 4 zones, 2 measured." in svg
    assert svg.count('class="worse"') == 1 and "Its measure says: Worse." in svg
    assert svg.count('class="node todo"') == 1


def test_hints_answer_with_a_list_and_refuse_what_is_no_text(window: Window) -> None:
    address = f"/maps/{window.map_id}/wording/"
    answer = window.pages.post(address, json.dumps({"text": "Services are effective"}), content_type="application/json")
    marked = ["Services are effective"[one["start"] : one["end"]] for one in answer.json()["hints"] if "effective" in one["question"]]
    assert marked and set(marked) == {"effective"}
    assert window.pages.post(address, "{}", content_type="application/json").status_code == 400


def test_the_island_is_a_drawing_without_script(window: Window) -> None:
    fresh = window.pages.get(f"/maps/{window.map_id}/drawing/").json()
    shown = render_to_string("map/island.html", {"island": {"id": window.map_id, "drawing": "x", "data": {"a": "</script>"}, "key": {}}})
    assert "data-map-write" not in shown, "an older state cannot be changed"
    assert shown.count("</script>") == 2, "data cannot end its own element"
    assert fresh["svg"].count("data-node=") == 3
