"""The measure design sheet by plain forms: writing, choosing, merging two windows, and what is refused with a sentence."""

import re

import pytest
from django.test import Client

from groundswell.domain.authoring.measure_design import Candidate
from groundswell.domain.measurement.dictionary_entry import MeasureType
from groundswell.records.actors import local_actor
from groundswell.records.selectors.designs import design_of
from groundswell.records.selectors.results_maps import map_of_result
from groundswell.records.services import designs
from groundswell.web.pages.design import types
from tests.web.designed import CHOSEN, empty_sheet, line, sheet_address, written_sheet
from tests.web.payloads import PAYLOADS


def address(ids: tuple[str, str], more: str = "") -> str:
    return f"/{sheet_address(*ids)}{more}"


def page(pages: Client, where: str) -> str:
    answer = pages.get(where)
    assert answer.status_code == 200, where
    return answer.content.decode()


def sheet(ids: tuple[str, str]):  # type: ignore[no-untyped-def]
    return design_of(local_actor(), ids[1]).design


def undo_of(shown: str) -> str:
    found = re.search(r'action="([^"]+/undo/[^"]+)"', shown)
    assert found is not None, "the toast offers an Undo"
    return found.group(1)


def test_the_sheet_says_what_is_written_and_what_is_next(pages: Client) -> None:
    ids = written_sheet()
    shown = page(pages, address(ids))
    assert "Three parts of five are written. A stranger could now see what you would count, and why." in shown
    assert "Write one thing that could go wrong if this improved." in shown
    assert 'href="#picture">Go to part 3' in shown
    assert shown.count('class="btn main"') == 1, "one solid button a page"
    assert shown.index("first reading") < shown.index("sent on more than once") < shown.index("of complaints received"), "ranked"
    assert shown.count('<i class="on"></i>') == 6 + 6 + 6 + 3 + 4 + 6 + 1 + 7


def test_an_empty_sheet_begins_with_what_one_would_notice(pages: Client) -> None:
    shown = page(pages, address(empty_sheet()))
    assert "No part of five is written yet." in shown
    assert "Go to part 1" in shown


def test_lines_are_added_changed_taken_out_and_brought_back(pages: Client) -> None:
    ids = empty_sheet()
    new = address(ids, "lines/evidence/new/")
    sent = pages.post(new, {"text": "Nobody rings twice", "side": "not", "degree": "less"})
    assert sent.status_code == 302 and sent["Location"] == address(ids) + "#evidence"
    (one,) = sheet(ids).evidence
    assert (one.text, one.side, one.degree) == ("Nobody rings twice", "not", "less")
    own = address(ids, f"lines/evidence/{one.id}/")
    assert "Nobody rings twice" in page(pages, own)
    pages.post(own, {"text": "Nobody rings three times", "side": "not", "degree": "less"})
    assert sheet(ids).evidence[0].text == "Nobody rings three times"
    page(pages, address(ids))
    pages.post(own + "out/")
    assert sheet(ids).evidence == ()
    pages.post(undo_of(page(pages, address(ids))))
    assert sheet(ids).evidence[0].text == "Nobody rings three times"
    assert "Taken back. The record keeps both." in page(pages, address(ids))


def test_a_short_form_leaves_the_other_fields_as_they_are(pages: Client) -> None:
    ids = empty_sheet()
    one = line(ids[1], "candidate", **CHOSEN, notes="keep me")
    pages.post(address(ids, f"lines/candidate/{one}/"), {"why_not": "too slow"})
    found = sheet(ids).candidates[0]
    assert (found.why_not, found.notes, found.strength, found.statistic) == ("too slow", "keep me", 6, "Median working days")


@pytest.mark.parametrize(
    ("kind", "sent", "says"),
    [
        ("evidence", {"text": " ", "side": "true", "degree": "more"}, "Write the line first"),
        ("evidence", {"text": "It is quick", "side": "moon", "degree": "more"}, "not among the choices"),
        ("candidate", {"statistic": "Days", "strength": "9"}, "Choose 1 to 7"),
        ("candidate", {"statistic": "", "population": ""}, "Write the line first"),
        ("picture", {"text": "", "aspect": "harm"}, "Write the line first"),
    ],
)
def test_what_cannot_be_kept_is_said_below_its_field(pages: Client, kind: str, sent: dict[str, str], says: str) -> None:
    ids = empty_sheet()
    answer = pages.post(address(ids, f"lines/{kind}/new/"), sent)
    assert answer.status_code == 400
    assert says in answer.content.decode()
    assert sheet(ids).evidence == () and sheet(ids).candidates == () and sheet(ids).picture == ()


def test_a_text_of_100_000_characters_is_refused_with_a_sentence_and_stays_in_the_form(pages: Client) -> None:
    ids, long = written_sheet(), "harbour " * 12_500
    one = sheet(ids).evidence[0].id
    for where, sent in (
        (f"lines/evidence/{one}/", {"text": long, "side": "true", "degree": "more"}),
        ("lines/candidate/new/", {"statistic": long}),
        ("sheet/", {"part": "choice", "reason": long}),
    ):
        answer = pages.post(address(ids, where), sent)
        shown = answer.content.decode()
        assert answer.status_code == 400
        assert "a field keeps 4000" in shown
        assert long.strip() in shown
        assert "maxlength" not in shown, "a browser would cut it in silence"
    assert sheet(ids).evidence[0].text.startswith("People who complain")


def test_two_windows_merge_by_field_and_both_texts_are_shown(pages: Client) -> None:
    ids = empty_sheet()
    one = line(ids[1], "candidate", statistic="Days", population="to an answer", period="by month")
    own = address(ids, f"lines/candidate/{one}/")
    seen = re.search(r'name="seen" value="(\d+)"', page(pages, own))
    assert seen is not None
    designs.change_line(local_actor(), ids[1], ("candidate", one), {"statistic": "Median days", "source": "the log"})
    mine = {"statistic": "Mean days", "population": "to a full answer", "period": "by month", "source": "", "seen": seen.group(1)}
    answer = pages.post(own, mine)
    shown = answer.content.decode()
    assert answer.status_code == 409
    assert "Your text is kept below; choose line by line." in shown
    assert "Mean days" in shown and "Median days" in shown
    found = sheet(ids).candidates[0]
    assert (found.statistic, found.population, found.source) == ("Median days", "to a full answer", "the log")
    again = re.search(r'name="seen" value="(\d+)"', shown)
    assert again is not None
    theirs = pages.post(own, {**mine, "source": "the log", "seen": again.group(1), "keep_statistic": "theirs"})
    assert theirs.status_code == 302
    assert sheet(ids).candidates[0].statistic == "Median days"
    pages.post(own, {**mine, "source": "the log", "seen": again.group(1), "keep_statistic": "mine"})
    assert sheet(ids).candidates[0].statistic == "Mean days"


@pytest.mark.parametrize(
    ("statistic", "asks"),
    [
        ("Booking system implemented", "is done once. What would go on changing"),
        ("Whether there is a watch", "has two answers only"),
        ("Survey of berth holders", "Which figure of it would show the result?"),
    ],
)
def test_what_is_no_measure_is_kept_with_a_question_and_not_offered_to_choose(pages: Client, statistic: str, asks: str) -> None:
    ids = empty_sheet()
    pages.post(address(ids, "lines/candidate/new/"), {"statistic": statistic, "population": "of the harbour", "period": "by year"})
    shown = page(pages, address(ids))
    assert statistic in shown and asks in shown
    assert "/choose/" not in shown


def test_a_candidate_is_chosen_named_typed_and_let_go(pages: Client) -> None:
    ids = empty_sheet()
    fields = {"statistic": "Number", "population": "of complaints received", "period": "by month", "strength": 1, "feasibility": 7}
    one = line(ids[1], "candidate", **fields)
    where = address(ids, f"choose/{one}/")
    assert "Could this be 100% while nothing changed for anyone outside?" in page(pages, where)
    pages.post(where, {"name": "Complaints KPI", "description": "How many come in.", "measure_type": "output"})
    (found,) = sheet(ids).chosen
    assert (found.name, found.measure_type, found.type_confirmed) == ("Complaints KPI", MeasureType.OUTPUT, True)
    shown = page(pages, address(ids))
    assert "Its strength is 1 of 7." in shown, "a weak choice is asked about"
    assert "The name says “KPI”." in shown
    pages.post(where, {"not_this": "1"})
    assert sheet(ids).chosen == ()
    assert sheet(ids).candidates[0].name == "Complaints KPI"


def test_a_fourth_choice_is_refused_with_what_was_typed(pages: Client) -> None:
    ids = empty_sheet()
    for _ in range(3):
        line(ids[1], "candidate", **CHOSEN)
    one = line(ids[1], "candidate", **{**CHOSEN, "chosen": False})
    answer = pages.post(address(ids, f"choose/{one}/"), {"name": "Typed name", "description": "", "measure_type": ""})
    assert answer.status_code == 400
    assert "3 are chosen already." in answer.content.decode() and "Typed name" in answer.content.decode()
    assert len(sheet(ids).chosen) == 3


def test_a_proposed_type_says_its_rule_and_word_and_waits_for_a_person(pages: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def proposed(candidate: Candidate) -> types.ProposedType:
        return types.ProposedType(MeasureType.OUTCOME, "a_rule_without_words", "waited")

    monkeypatch.setattr(types, "proposed_type", proposed)
    ids = empty_sheet()
    one = line(ids[1], "candidate", statistic="Minutes", population="boats waited", period="by week")
    shown = page(pages, address(ids, f"choose/{one}/"))
    assert "“waited”" in shown
    assert '<option value="outcome" selected>' in shown
    assert sheet(ids).candidates[0].type_confirmed is False


def test_what_stands_once_on_the_sheet_is_kept(pages: Client) -> None:
    ids = written_sheet()
    pages.post(address(ids, "sheet/"), {"part": "picture", "control": "the desk is ours", "none_found_after": "3"})
    pages.post(address(ids, "sheet/"), {"part": "choice", "reason": "People feel it."})
    found = sheet(ids)
    assert (found.control, found.none_found_after, found.reason) == ("the desk is ours", 3, "People feel it.")
    shown = page(pages, address(ids))
    assert "None found after asking 3 people." in shown
    refused = pages.post(address(ids, "sheet/"), {"part": "picture", "none_found_after": "nobody"})
    assert refused.status_code == 400 and "Write a whole number, such as 3." in refused.content.decode()
    assert pages.post(address(ids, "sheet/"), {"part": "moon"}).status_code == 404


def test_the_bigger_picture_moves_and_never_before_the_evidence(pages: Client) -> None:
    ids = written_sheet()
    order = lambda: re.findall(r'<section class="part" id="(\w+)"', page(pages, address(ids)))  # noqa: E731
    assert order() == ["evidence", "candidates", "picture", "choice", "definition"]
    pages.post(address(ids, "move/"), {"to": "down"})
    assert order() == ["evidence", "candidates", "choice", "picture", "definition"]
    for _ in range(4):
        pages.post(address(ids, "move/"), {"to": "up"})
    assert order() == ["evidence", "picture", "candidates", "choice", "definition"]
    pages.post(address(ids, "move/"), {"to": "sideways"})
    assert order()[1] == "picture"


def test_the_choice_becomes_a_measure_once(pages: Client) -> None:
    ids = written_sheet()
    one = sheet(ids).chosen[0].id
    first = pages.post(address(ids, f"measure/{one}/"))
    assert first.status_code == 302
    assert pages.post(address(ids, f"measure/{one}/"))["Location"] == first["Location"]
    assert "Days to answer a complaint" in page(pages, first["Location"])
    assert map_of_result(local_actor(), ids[1]).map.results[0].measure_ids == (sheet(ids).chosen[0].measure_id,)
    assert "Nobody keeps it yet; who would like to?" in page(pages, address(ids))


def test_a_name_that_is_too_long_for_a_measure_is_said_and_nothing_is_made(pages: Client) -> None:
    ids = empty_sheet()
    one = line(ids[1], "candidate", **{**CHOSEN, "name": "n" * 500})
    assert pages.post(address(ids, f"measure/{one}/"))["Location"] == address(ids) + "#definition"
    assert "400" in page(pages, address(ids))
    assert sheet(ids).chosen[0].measure_id == ""


def test_what_is_not_there_is_not_found(pages: Client) -> None:
    ids, other = written_sheet(), empty_sheet()
    one = sheet(ids).candidates[0].id
    gesture = designs.change_sheet(local_actor(), other[1], {"control": "x"}).gesture
    for method, where in (
        ("get", address((ids[0], other[1]))),
        ("get", address(("nowhere", ids[1]))),
        ("get", address(ids, "lines/candidate/nowhere/")),
        ("get", address(ids, f"lines/evidence/{one}/")),
        ("get", address(ids, f"lines/design/{ids[1]}/")),
        ("get", address(ids, "choose/nowhere/")),
        ("post", address(ids, "measure/nowhere/")),
        ("post", address(ids, "lines/candidate/new/out/")),
    ):
        assert getattr(pages, method)(where).status_code == 404, where
    for there in (gesture, "nothing"):
        assert pages.post(address(ids, f"undo/{there}/")).status_code == 404, "another sheet's gesture is not taken back here"
    assert sheet(other).control == "x"


def test_hostile_text_stays_text(pages: Client) -> None:
    ids = empty_sheet("<script>alert(1)</script> is true")
    for payload in PAYLOADS:
        line(ids[1], "evidence", text=payload)
    one = line(ids[1], "candidate", **{**CHOSEN, "statistic": PAYLOADS[0], "name": PAYLOADS[0], "why_not": PAYLOADS[0]})
    line(ids[1], "picture", text=PAYLOADS[0], counter=PAYLOADS[0])
    for where in ("", f"choose/{one}/", f"lines/candidate/{one}/"):
        shown = page(pages, address(ids, where))
        assert "<script>alert" not in shown and "<img" not in shown and "javascript:" not in re.sub(r">[^<]*<", "><", shown)
