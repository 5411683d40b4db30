"""Pages of org units: grow a tree, reorganise it, bring one from a file, join a peer group; refusals stand at their field."""

import re
from html import unescape
from io import BytesIO

from django.test import Client

from groundswell.domain.organisation.tree import UnitChange
from groundswell.domain.organisation.unit import Change
from groundswell.records import clock
from groundswell.records.actors import local_actor
from groundswell.records.opening import write
from groundswell.records.selectors.org_units import tree
from groundswell.records.services import org_units
from groundswell.records.services.measures import org_unit_act
from groundswell.records.services.recording import seal_acts
from tests.web.test_home import text_of

TODAY = clock.now().date()


def new(name: str, parent: str | None = None) -> str:
    return org_units.open_unit(local_actor(), UnitChange(Change.OPENED, "", None, name, parent))


def text(answer: object) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())).split())  # type: ignore[attr-defined]


def paths() -> list[str]:
    standing = tree().on(TODAY)
    return [standing.path_text(unit) for unit, _depth in standing.outline()]


def test_a_tree_grows_on_its_pages(pages: Client) -> None:
    assert "There is no unit in the tree yet." in text(pages.get("/units/"))
    added = pages.post("/units/new/", {"name": "Agency", "parent": "", "day": ""})
    assert added.status_code == 302
    agency = added["Location"].split("/")[-2]
    assert 'selected>Agency' in pages.get(f"/units/new/?under={agency}").content.decode()
    pages.post("/units/new/", {"name": "Harbour <b>", "parent": agency, "day": "2020-04-01"})
    shown = pages.get("/units/")
    assert b"Harbour &lt;b&gt;" in shown.content
    assert paths() == ["Agency", "Agency / Harbour <b>"]
    again = pages.post("/units/new/", {"name": "harbour <b>", "parent": agency, "day": "2020-04-01"})
    assert again.status_code == 422
    assert "There is another Harbour <b> in the same place." in text(again)
    assert 'id="name_error"' in again.content.decode()


def test_levels_get_names_and_titles_and_the_tree_of_an_older_day_is_shown(pages: Client) -> None:
    agency = new("Agency")
    assert pages.post("/units/levels/", {"names": "Agency\nDivision\n", "titles_1": "Chief executive"}).status_code == 302
    assert tree().levels.names == ("Agency", "Division")
    assert tree().levels.titles[1] == ("Chief executive",)
    pages.post(f"/units/{agency}/rename/", {"name": "The Agency", "day": TODAY.isoformat(), "reason": ""})
    assert "The Agency" in text(pages.get("/units/"))
    older = text(pages.get("/units/?day=2019-01-01"))
    assert "Your organisation on" in older
    assert "The Agency" not in older
    assert text(pages.get("/units/?day=never")).startswith(text(pages.get("/units/"))[:40])


def test_a_unit_is_moved_merged_split_and_closed_with_a_reason(pages: Client) -> None:
    agency = new("Agency")
    harbour, docks, berths = new("Harbour", agency), new("Docks", agency), ""
    berths = new("Berths", harbour)
    day = {"day": TODAY.isoformat()}
    assert pages.post(f"/units/{berths}/move/", {**day, "parent": docks, "level": "", "reason": ""}).status_code == 422
    assert pages.post(f"/units/{berths}/move/", {**day, "parent": docks, "level": "4", "reason": "Nearer"}).status_code == 302
    assert tree().on(TODAY).level(berths) == 4
    assert pages.post(f"/units/{docks}/close/", {**day, "to": "", "reason": "Gone"}).status_code == 422
    assert pages.post(f"/units/{docks}/merge/", {**day, "into": harbour, "reason": "One port"}).status_code == 302
    assert paths() == ["Agency", "Agency / Harbour", "Agency / Harbour / Berths"]
    page = text(pages.get(f"/units/{docks}/"))
    assert "Merged into Harbour" in page
    assert "One port" in page
    assert pages.post(f"/units/{berths}/split/", {**day, "names": "One", "reason": "x"}).status_code == 422
    assert pages.post(f"/units/{berths}/split/", {**day, "names": "North\nSouth", "reason": "Too large"}).status_code == 302
    assert paths()[2:] == ["Agency / Harbour / North", "Agency / Harbour / South"]
    assert pages.post(f"/units/{harbour}/people/", {**day, "people": "7"}).status_code == 302
    assert "People: 7." in text(pages.get(f"/units/{harbour}/"))
    assert pages.get("/units/aaaaaaaaaaaaaaaaaaaaaaaaaa/").status_code in (400, 404)
    assert "Org unit moved or ended" in text(pages.get("/record/"))


def test_a_place_of_the_figures_comes_into_the_tree_or_is_said_to_be_a_unit(pages: Client) -> None:
    agency = new("Agency")
    write(lambda: seal_acts(local_actor(), [org_unit_act("pier", "Pier 4"), org_unit_act("office", "The agency")]))
    assert "Not in the tree yet" in text(pages.get("/units/"))
    pages.post("/units/pier/place/", {"parent": agency, "same": ""})
    pages.post("/units/office/place/", {"parent": "", "same": agency})
    assert paths() == ["Agency", "Agency / Pier 4"]
    assert "Figures call it also: The agency" in text(pages.get(f"/units/{agency}/"))
    assert "It is the same as Agency" in text(pages.get("/units/office/"))
    assert pages.post("/units/office/not-same/").status_code == 302
    assert tree().unplaced(TODAY) == ("office",)


def test_a_file_is_looked_at_and_stored_and_taken_along_again(pages: Client) -> None:
    def brought(content: str) -> object:
        file = BytesIO(content.encode())
        file.name = "units.csv"
        return pages.post("/units/import/", {"file": file})

    bad = text(brought("Name,Parent\nAgency,\nHarbour,Nowhere\n"))
    assert "One thing cannot be taken." in bad
    assert "A3 Harbour hangs under Nowhere" in bad
    assert "Store all of this" not in bad
    page = brought("Path;Head count\nAgency / Harbour / Berths;12\n")
    hidden = dict(re.findall(r'name="(token|seal|store)" value="([^"]+)"', page.content.decode()))  # type: ignore[attr-defined]
    assert pages.post("/units/import/", {**hidden, "seal": "older"}).status_code == 422
    assert tree().units == {}
    assert pages.post("/units/import/", hidden).status_code == 302
    assert paths() == ["Agency", "Agency / Harbour", "Agency / Harbour / Berths"]
    out = pages.get("/units/export/").content.decode("utf-8-sig")
    assert out.splitlines()[-1] == "Agency / Harbour / Berths,,3,,,12"
    assert "The file would change nothing." in text(brought(out))
    without = brought("Path\nAgency / Harbour\n")
    assert "1 unit is not in the file and stays as it is" in text(without)
    token = re.findall(r'name="token" value="([^"]+)"', without.content.decode())[0]  # type: ignore[attr-defined]
    assert "would be closed" in text(pages.post("/units/import/", {"token": token, "close_missing": "1"}))
    assert pages.post("/units/import/", {"token": "none"}).status_code == 422
    assert pages.post("/units/import/", {}).status_code == 422
    assert pages.post("/units/import/", hidden).status_code == 422


def test_units_are_asked_into_a_group_and_their_people_answer(pages: Client) -> None:
    harbour, docks = new("Harbour"), new("Docks")
    assert "There is no peer group yet." in text(pages.get("/units/groups/"))
    assert pages.post("/units/groups/", {"name": "Ports", "similar": "", "units": [harbour, docks]}).status_code == 422
    assert pages.post("/units/groups/", {"name": "Ports", "similar": "Same ships", "units": [harbour]}).status_code == 422
    assert pages.post("/units/groups/", {"name": "Ports", "similar": "Same ships", "units": [harbour, docks]}).status_code == 302
    (group,) = tree().groups
    assert pages.post("/units/groups/answer/", {"group": group, "unit": docks, "answer": "accept"}).status_code == 302
    assert tree().groups[group].members == {docks}
    assert "takes part" in text(pages.get("/units/groups/"))
    assert "Ports" in text(pages.get(f"/units/{docks}/"))
    assert pages.post("/units/groups/answer/", {"group": group, "unit": docks, "answer": "perhaps"}).status_code == 400


def test_a_post_is_given_and_ended(pages: Client) -> None:
    harbour, me = new("Harbour"), local_actor()
    day = TODAY.isoformat()
    form = {"person": me.ref, "title": "Head of harbour", "start": day, "until": ""}
    assert pages.post(f"/units/{harbour}/post/", {**form, "person": ""}).status_code == 422
    given = pages.post(f"/units/{harbour}/post/", form)
    assert given.status_code == 302
    page = pages.get(f"/units/{harbour}/").content.decode()
    assert "Head of harbour" in page
    (end,) = re.findall(r'href="(/units/posts/[^"]+)"', page)
    assert pages.post(end, {"day": day}).status_code == 302
    assert "Head of harbour" not in pages.get(f"/units/{harbour}/").content.decode()


def test_a_post_that_begins_later_or_ends_says_when(pages: Client) -> None:
    harbour = new("Harbour")
    form = {"person": local_actor().ref, "title": "Head of harbour", "start": "2199-03-01", "until": "2199-07-01"}
    assert pages.post(f"/units/{harbour}/post/", form).status_code == 302
    assert "Head of harbour from 1 March 2199 on until 30 June 2199" in text_of(pages.get(f"/units/{harbour}/").content)


def test_the_history_of_a_unit_says_what_was_before_and_what_is_since(pages: Client) -> None:
    me, agency = local_actor(), new("Agency")
    board, team = new("Board"), new("Harbour", agency)
    place = write(lambda: seal_acts(me, [org_unit_act("p" * 26, "Harbour old")])) and "p" * 26
    org_units.set_levels(me, ["Agency", "Division", "Team"])
    org_units.rename(me, team, "Ports", TODAY, "New law")
    org_units.head_count(me, team, 12, TODAY)
    org_units.head_count(me, team, 9, TODAY)
    pages.post(f"/units/{team}/move/", {"day": TODAY.isoformat(), "parent": board, "level": "3", "reason": "Nearer"})
    org_units.same_as(me, place, team)
    org_units.not_same(me, place)
    page = text(pages.get(f"/units/{team}/"))
    for said in (
        "Named Harbour; Came into the tree under Agency", "Name: Harbour → Ports", "Number of people: 12", "Number of people: 12 → 9",
        "Moved: from under Agency to under Board; Level: Team",
    ):
        assert said in page, said
    assert "Changed" not in page
    assert "Not the same as another unit any more" in text(pages.get(f"/units/{place}/"))
