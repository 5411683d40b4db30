"""The steps beside the two paths, each walked by its plain forms until all under "Done when" is ticked."""

import re

from django.test import Client

from groundswell.records.actors import local_actor
from groundswell.records.lines import Line
from groundswell.records.selectors.results_maps import map_state
from groundswell.records.selectors.sessions import sessions
from groundswell.records.selectors.writings import galleries, reading_of
from groundswell.records.services import results_maps
from tests.web.filled import CALM, JUMP, measure
from tests.web.stepping import finish, keep, offered, open_criteria, sheet

RESULTS = (
    "Boats leave when they are meant to",
    "People can live here all year",
    "Letters are read that day",
    "Boats find their berth free",
    "Children cross the road safely",
)


def page_of(pages: Client, step: str, subject: str) -> str:
    """The step's page as it is now."""
    return pages.get(f"/today/?step={step}&subject={subject}").content.decode()


def done_and_finished(pages: Client, step: str, subject: str) -> None:
    """All is ticked, and the session that ends says so."""
    assert open_criteria(page_of(pages, step, subject)) == 0
    finish(pages, step, subject)
    assert sessions(local_actor())[0].done


def grown_map() -> tuple[str, list[str]]:
    """A map of five results, none of them linked."""
    plan = results_maps.make_map(local_actor(), "Marram").id
    return plan, [results_maps.write_result(local_actor(), plan, text, "strategic").id for text in RESULTS]


def test_s07_two_results_are_linked_with_a_reason(pages: Client) -> None:
    plan, (boats, homes, *_rest) = grown_map()
    assert open_criteria(page_of(pages, "S07", plan)) == 1
    fields = {"first": boats, "kind": "cause_effect", "reason": "Who cannot leave in winter moves away."}
    itself = pages.post("/today/", {"step": "S07", "subject": plan, **fields, "second": boats})
    assert itself.status_code == 400 and "cannot be linked to itself" in itself.content.decode()
    keep(pages, "S07", plan, **fields, second=homes)
    done_and_finished(pages, "S07", plan)
    (link,) = map_state(local_actor(), plan).map.links
    assert (link.first, link.second) == (boats, homes)


def test_s08_each_question_of_the_map_is_noted(pages: Client) -> None:
    plan, _results = grown_map()
    text = page_of(pages, "S08", plan)
    assert open_criteria(text) == 1 and f"/maps/{plan}/checks/" in text
    keys = set(re.findall(r'name="check" value="([^"]+)"', pages.get(f"/maps/{plan}/checks/").content.decode()))
    assert keys
    for key in keys:
        pages.post(f"/maps/{plan}/checks/", {"check": key, "because": "We have only begun"})
    done_and_finished(pages, "S08", plan)


def test_s16_a_source_is_seen_or_somebody_was_asked_on_a_day(pages: Client) -> None:
    (ferries,) = sheet("Ferries")
    refused = pages.post("/today/", {"step": "S16", "subject": ferries, "place": "", "known": "asked", "asked_whom": "Ines"})
    assert refused.status_code == 400 and "Write on which day." in refused.content.decode()
    keep(pages, "S16", ferries, known="asked", asked_whom="Ines", asked_when="2026-12-01")
    done_and_finished(pages, "S16", ferries)
    assert open_criteria(keep(pages, "S16", ferries, known="confirmed", asked_whom="", asked_when="")) == 0


def test_s18_a_clean_check_is_read(pages: Client) -> None:
    ferries = measure("Ferries", CALM)
    assert open_criteria(page_of(pages, "S18", ferries)) == 1
    keep(pages, "S18", ferries, read="on")
    done_and_finished(pages, "S18", ferries)


def test_s21_a_signal_gets_a_cause_and_a_name(pages: Client) -> None:
    late, calm = measure("Boats late", JUMP), measure("Calm", CALM)
    assert open_criteria(page_of(pages, "S21", late)) == 2
    keep(pages, "S21", late, cause="A storm in the second week", who_may_know="The harbour master")
    done_and_finished(pages, "S21", late)
    nothing = page_of(pages, "S21", calm)
    assert open_criteria(nothing) == 0 and 'name="cause"' not in nothing, "where there is no signal there is nothing to explain"


def test_s22_a_decision_on_the_season_is_kept(pages: Client) -> None:
    ferries = measure("Ferries", CALM)
    keep(pages, "S22", ferries, season="early", note="Sixteen months")
    done_and_finished(pages, "S22", ferries)
    assert reading_of(Line(ferries, None))["season"] == "early=Sixteen months"


def test_s26_and_s27_a_gallery_hangs_and_each_remark_gets_its_reply(pages: Client) -> None:
    shown = [f"{one}/" for one in sheet("Ferries", "Bins", "Streets")]
    keep(pages, "S26", name="Harbour", shown=shown, question="What surprises you?", invitation="Tuesday by the kettle")
    (gallery,) = galleries(local_actor())
    assert open_criteria(page_of(pages, "S26", gallery.id)) == 1, "it does not hang yet"
    pages.post(f"/galleries/{gallery.id}/out/", {"how": "print"})
    done_and_finished(pages, "S26", gallery.id)
    assert open_criteria(page_of(pages, "S27", gallery.id)) > 0
    for text in ("It forgets the winter", "I can count boats"):
        pages.post(f"/galleries/{gallery.id}/", {"about": "", "kind": "concern", "text": text, "name": ""})
    for remark in galleries(local_actor())[0].remarks:
        assert open_criteria(page_of(pages, "S27", gallery.id)) == 1
        pages.post(f"/galleries/{gallery.id}/remarks/{remark.id}/", {"reply_kind": "accepted", "reply": "We show both winters now"})
    done_and_finished(pages, "S27", gallery.id)


def test_a_look_back_ends_itself_and_asks_for_nothing_twice(pages: Client) -> None:
    (ferries,) = sheet("Ferries")
    for _ in range(5):
        finish(pages, "S19", ferries)
    assert offered(pages) == "S34"
    assert "What is the very next thing to do?" not in page_of(pages, "S34", "")
    for row in sessions(local_actor()):
        pages.post(f"/today/actions/{row.id}/", {"step": "S34"})
    kept = keep(pages, "S34", learned="Ask before counting", next_week="show Ines the chart")
    assert open_criteria(kept) == 0
    assert "You have finished for today. Next: show Ines the chart" in kept
    assert [row.step for row in sessions(local_actor())].count("S34") == 1
