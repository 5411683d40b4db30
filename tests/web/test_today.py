"""Today: one step with its material, done by what exists, finished with a next action; the path from a sheet, the look back, galleries."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from groundswell.domain.authoring.sessions.steps import STEPS
from groundswell.records.actors import local_actor
from groundswell.records.lines import Line
from groundswell.records.selectors.portfolio import portfolio
from groundswell.records.selectors.results_maps import maps
from groundswell.records.selectors.sessions import PlanRow, sessions
from groundswell.records.selectors.writings import galleries, reading_of
from groundswell.records.services import intake
from groundswell.records.services import sessions as keeping
from groundswell.web.pages.today.calendar import LINE_OCTETS, calendar_text
from tests.intakes import months_of
from tests.web.stepping import FIGURES, finish, keep, offered, open_criteria, sheet


def test_the_path_of_a_sheet_leads_to_somebodys_first_words(pages: Client) -> None:
    (measure,) = sheet("Ferries")
    assert offered(pages) == "S19"
    assert open_criteria(keep(pages, "S19", measure, baseline="first")) == 0
    finish(pages, "S19", measure)
    assert offered(pages) == "S20"
    assert open_criteria(keep(pages, "S20", measure, says="none", sentence="No signal: a normal month lies between 9 and 16.")) == 0
    finish(pages, "S20", measure)
    assert offered(pages) == "S23"
    assert open_criteria(keep(pages, "S23", measure, person="Ines", question=_question(pages, measure), when="2026-12-01")) == 0
    finish(pages, "S23", measure)
    assert offered(pages) == "S24"
    assert open_criteria(keep(pages, "S24", measure, words="I thought it was worse", kind="insight", name="")) == 0
    finish(pages, "S24", measure)
    # then back to results
    assert offered(pages) == "S06"
    assert [row.done for row in sessions(local_actor())] == [True] * 4
    assert portfolio(local_actor())[0].baseline == 12


def _question(pages: Client, measure: str) -> str:
    text = pages.get(f"/today/?step=S23&subject={measure}").content.decode()
    found = re.search(r'name="question" value="([^"]+)"', text)
    assert found is not None
    return found[1].replace("&#x27;", "'").replace("&amp;", "&")


def test_a_step_that_is_not_done_is_offered_again(pages: Client) -> None:
    (measure,) = sheet("Ferries")
    finish(pages, "S20", measure)
    assert not sessions(local_actor())[0].done
    assert offered(pages) == "S20"


def test_finishing_needs_a_next_action_and_loses_nothing(pages: Client) -> None:
    (measure,) = sheet("Ferries")
    answer = pages.post("/today/finish/", {"step": "S19", "subject": measure, "place": "", "next_action": " ", "next_day": "soon"})
    text = answer.content.decode()
    assert answer.status_code == 400
    assert "Write one verb and what it is about." in text
    assert 'value="soon"' in text
    assert sessions(local_actor()) == []


def test_after_five_sessions_a_look_back_clears_and_learns(pages: Client) -> None:
    (measure,) = sheet("Ferries")
    keep(pages, "S19", measure, baseline="all")
    for _ in range(5):
        finish(pages, "S19", measure)
    assert offered(pages) == "S34"
    rows = sessions(local_actor())
    pages.post(f"/today/actions/{rows[0].id}/", {"redate": "1", "day": "2030-01-01", "step": "S34"})
    for row in rows[1:]:
        pages.post(f"/today/actions/{row.id}/", {"step": "S34"})
    assert open_criteria(keep(pages, "S34", learned="Ask before counting", next_week="show Ines the chart")) == 0
    assert offered(pages) == "S20"
    look_back = pages.get("/today/look-back/").content.decode()
    assert "Ask before counting" in look_back


def test_weeks_of_sessions_are_a_smart_chart_without_better_or_worse(pages: Client) -> None:
    actor, began = local_actor(), datetime.now(UTC) - timedelta(weeks=9)
    for week, times in enumerate([3, 4, 2, 5, 3, 4, 0, 3]):
        for day in range(times):
            at = began + timedelta(weeks=week, days=day % 5)
            session = keeping.start(actor, "S06", {}, now=at)
            keeping.finish(actor, session, keeping.Ending("go on"), now=at)
    text = pages.get("/today/look-back/").content.decode()
    assert text.count("<svg") >= 2
    assert "Better" not in text and "Worse" not in text and "streak" not in text


def test_first_steps_of_somebody_who_has_nothing(pages: Client) -> None:
    assert offered(pages) == "S05"
    tests = {f"test_{rule}": "yes" for rule in ("action", "weasel", "several", "target", "measure")}
    kept = keep(pages, "S05", text="Improve customer service", source="Plan, page 4", **tests)
    assert open_criteria(kept) == 0
    assert "Improve customer service" in kept
    assert offered(pages) == "S06"
    answer = pages.get("/today/?step=S06").content.decode()
    assert 'value="purpose"' in answer
    keep(pages, "S02", area="Complaints", receivers="people who complain", wishes="an answer\nsoon")
    keep(pages, "S04", goals="Clean streets\nSafe ferries", source="Plan, page 5")


def test_a_goal_that_is_something_we_do_is_tested_once_it_stands_among_the_initiatives(pages: Client) -> None:
    tests = {f"test_{rule}": "no" for rule in ("action", "weasel", "several", "target", "measure")}
    assert open_criteria(keep(pages, "S05", text="Deliver a new pier", source="Plan, page 4", **tests)) == 1
    (state,) = maps(local_actor())
    assert open_criteria(keep(pages, "S05", state.goals[0].id, to_initiatives="on", **tests)) == 0
    (state,) = maps(local_actor())
    assert [one.text for one in state.initiatives] == ["Deliver a new pier"]
    assert "to_initiatives" not in pages.get(f"/today/?step=S05&subject={state.goals[0].id}").content.decode()


def test_the_result_written_next_carries_the_goal_that_was_tested(pages: Client) -> None:
    tests = {f"test_{rule}": "no" for rule in ("action", "weasel", "several", "target", "measure")}
    keep(pages, "S04", goals="Clean streets", source="Plan, page 5")
    keep(pages, "S05", text="Deliver a new pier", source="Plan, page 4", **tests)
    (state,) = maps(local_actor())
    goal = next(one.id for one in state.goals if one.text == "Deliver a new pier")
    form = pages.get("/today/?step=S06").content.decode()
    assert re.search(rf'<option value="{goal}" selected', form)
    keep(pages, "S06", text="Boats land in any wind", zone="strategic", source_goal=goal)
    (state,) = maps(local_actor())
    assert [one.source_goal for one in state.map.results] == ["Deliver a new pier"]
    assert [one.text for one in state.waiting_goals()] == ["Clean streets"]
    again = pages.get(f"/today/?step=S06&subject={state.map.results[0].id}").content.decode()
    assert 'name="source_goal"' not in again


@pytest.mark.parametrize(
    "step", [one for one, step in STEPS.items() if step.subject in ("self", "goal", "map", "gallery") and one not in ("S07", "S08")]
)
def test_every_step_opens_where_there_is_nothing_yet(pages: Client, step: str) -> None:
    answer = pages.get(f"/today/?step={step}")
    text = answer.content.decode()
    assert answer.status_code == 200
    assert not re.search(r">(step|done|because)\.\w", text)


def test_a_step_that_does_not_exist_is_not_found(pages: Client) -> None:
    assert pages.get("/today/?step=S99").status_code == 404


def test_the_data_check_keeps_an_answer_for_each_flag(pages: Client) -> None:
    intake.store(local_actor(), months_of("Ferries", [*FIGURES[:5], None, "130", *FIGURES[:4]]))
    (measure,) = [record.measure_id for record in portfolio(local_actor())]
    page = pages.get(f"/today/?step=S18&subject={measure}").content.decode()
    assert "June 2024 has no figure" in page or "Jun 2024 has no figure" in page
    refused = pages.post("/today/", {"step": "S18", "subject": measure, "place": "", "flag_0": "not counted", "flag_1": ""})
    assert refused.status_code == 400
    kept = keep(pages, "S18", measure, flag_0="not counted in the strike", flag_1="it was 13.0; told Ines", read="on")
    assert open_criteria(kept) == 0
    assert "flag" not in str(reading_of(Line(measure, None)).get("sentence"))


def test_figures_are_pasted_for_a_measure_and_bad_lines_are_named(pages: Client) -> None:
    (measure,) = sheet("Ferries")
    refused = pages.post("/today/", {"step": "S17", "subject": measure, "place": "", "pasted": "Nov 2023\tmany"})
    assert refused.status_code == 400
    assert "Line 1" in refused.content.decode()
    keep(pages, "S17", measure, pasted="Nov 2023\t12\nDec 2023\t13")
    assert portfolio(local_actor())[0].series.figures == len(FIGURES) + 2
    changing = pages.post("/today/", {"step": "S17", "subject": measure, "place": "", "pasted": "Jan 2024\t99"})
    assert changing.status_code == 400
    assert "stored figure would change" in changing.content.decode()


def test_a_gallery_is_a_sheet_a_file_and_answered_remarks(pages: Client) -> None:
    measures = sheet("Ferries", "Bins", "Streets <b>lit</b>")
    few = pages.post(
        "/today/", {"step": "S26", "name": "Harbour", "shown": [f"{measures[0]}/"], "question": "What surprises you?", "invitation": "Come"}
    )
    assert few.status_code == 400
    keep(
        pages,
        "S26",
        name="Harbour",
        shown=[f"{one}/" for one in measures],
        question="What surprises you?",
        invitation="Tuesday by the kettle",
    )
    (gallery,) = galleries(local_actor())
    for address in (f"/galleries/{gallery.id}/sheet/", f"/galleries/{gallery.id}/sheet.html"):
        text = pages.get(address).content.decode()
        assert text.count("wall-item") >= 3
        assert "Streets &lt;b&gt;lit" in text
    mailed = pages.get(f"/galleries/{gallery.id}/sheet.html").content.decode()
    assert "/static/" not in mailed and "http://" not in mailed.replace("http://www.w3.org", "")
    assert "S26" in pages.post(f"/galleries/{gallery.id}/out/", {"how": "print"}, follow=True).content.decode()
    pages.post(f"/galleries/{gallery.id}/", {"about": "", "kind": "concern", "text": "It forgets the winter", "name": ""})
    assert offered_remarks(pages) == 1
    (remark,) = galleries(local_actor())[0].remarks
    pages.post(f"/galleries/{gallery.id}/remarks/{remark.id}/", {"reply_kind": "adapted", "reply": "We show both winters now"})
    assert "We show both winters now" in pages.get(f"/galleries/{gallery.id}/").content.decode()
    assert offered_remarks(pages) == 0


def offered_remarks(pages: Client) -> int:
    """How many remarks of the gallery wait for a reply."""
    return sum(not one.reply for one in galleries(local_actor())[0].remarks)


def test_the_plan_becomes_a_calendar_file(pages: Client) -> None:
    assert pages.get("/today/calendar.ics").status_code == 400
    keep(pages, "S01", trigger="I have poured my coffee, finally; yes", time="09:10", place="my desk", weekdays=["1", "3"])
    answer = pages.get("/today/calendar.ics")
    assert answer.headers["Content-Type"].startswith("text/calendar")
    text = answer.content.decode()
    assert "RRULE:FREQ=WEEKLY;BYDAY=MO,WE" in text
    assert "coffee\\, finally\\; yes" in text.replace("\r\n ", "")
    assert "I have poured my coffee" in pages.get("/today/").content.decode()


def test_a_calendar_file_folds_its_lines_and_starts_on_a_day_of_the_plan() -> None:
    plan = PlanRow("07:05", "Hörsaal " * 20, "a\nb\r\x07", "5")
    text = calendar_text(plan, datetime(2026, 11, 29, tzinfo=UTC).date(), datetime(2026, 11, 29, tzinfo=UTC), "ref")
    assert "DTSTART:20261204T070500" in text
    assert all(len(line.encode()) <= LINE_OCTETS for line in text.split("\r\n"))
    assert "\x07" not in text and "\nb" not in text.replace("\r\n", "")


def test_thoughts_are_parked_and_hostile_words_stay_text(pages: Client) -> None:
    pages.post("/today/park/", {"thought": "<script>alert(1)</script>", "step": "S06"})
    text = pages.get("/today/look-back/").content.decode()
    assert "&lt;script&gt;alert(1)" in text and "<script>alert" not in text
    assert "nothing to park" in pages.post("/today/park/", {"thought": " "}, follow=True).content.decode()
