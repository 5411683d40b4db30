"""What holds for figures that others rely on, while there are no releases: another's yes is another's, and a correction is told."""

import csv
import re
from io import BytesIO, StringIO

import pytest
from django.test import Client
from python_calamine import CalamineWorkbook

from groundswell.domain.access.scopes import Scope
from groundswell.records import clock
from groundswell.records.lines import Line
from groundswell.records.selectors import ledger
from groundswell.records.selectors.portfolio import measure_record, records_of
from groundswell.records.services import intake
from groundswell.records.services.audiences import Wanted, set_audience
from groundswell.words import words_for
from tests.cast import Cast
from tests.intakes import intake_of, month, months_of
from tests.programs import Program, token_for
from tests.signing_in import not_signed_in, signed_in

FIGURES = [str(20 + at % 5) for at in range(13)]
WHY = "one quay was not counted"


def published(cast: Cast, audience: str) -> str:
    """A measure of Alice's team, for those eyes."""
    berths = intake.store(cast.actor("alice"), months_of("Berths taken", FIGURES)).measure_ids[0]
    if audience != "team":
        set_audience(cast.actor("alice"), berths, Wanted(audience, frozenset()), "all may know")
    return berths


def text(client: Client, address: str) -> str:
    """The page as it comes."""
    return client.get(address).content.decode()


def test_E10_nobody_says_yes_in_the_place_of_whoever_was_asked(cast: Cast) -> None:
    berths = published(cast, "organisation")
    alice, bob, charlie = (signed_in(cast, name) for name in ("alice", "bob", "charlie"))
    bob.post(f"/measures/{berths}/owners/", {"role": "measure_owner", "person": cast.accounts["charlie"], "asking": ""})
    holding = text(charlie, "/asked/").split("/roles/")[1].split("/")[0]
    for other in (alice, bob, signed_in(cast, "dana"), signed_in(cast, "admin")):
        assert other.post(f"/roles/{holding}/answer/", {"move": "accept"}).status_code in (400, 404)
    alice.post(f"/measures/{berths}/hand-over/", {"unit": cast.units["Docks"], "reason": "the quay is theirs"})
    offer = text(charlie, "/offers/").split('action="/offers/')[1].split("/")[0]
    for other in (alice, bob, signed_in(cast, "admin")):
        assert other.post(f"/offers/{offer}/", {"answer": "accept"}).status_code == 404
    assert charlie.post(f"/roles/{holding}/answer/", {"move": "accept"}).status_code == 302
    assert charlie.post(f"/offers/{offer}/", {"answer": "accept"}).status_code == 302


def test_E12_a_corrected_figure_says_so_where_it_is_read_and_the_old_one_can_still_be_read(cast: Cast) -> None:
    berths, dana = published(cast, "organisation"), signed_in(cast, "dana")
    before, line = ledger.head().entries, Line(berths)
    assert "changed an earlier one" not in text(dana, f"/measures/{berths}/")
    intake.store(cast.actor("alice"), months_of("Berths taken", {12: "19"}, "mended.csv"), reasons={"*": "one quay was not counted"})
    page = text(dana, f"/measures/{berths}/")
    assert "1 of them changed an earlier one." in page
    assert "one quay was not counted" in page
    then, now = (measure_record(cast.actor("dana"), line, at).series.points[-1].value for at in (before, None))
    assert (str(then), str(now)) == ("22", "19")


def mend(cast: Cast, figures: dict[int, str | None], reason: str = WHY) -> None:
    """Alice stores those months anew."""
    file = months_of("Berths taken", figures, "mended.csv", salt=repr(ledger.head().entries))
    intake.store(cast.actor("alice"), file, reasons={"*": reason})


def today() -> str:
    """The day of the correction, as pages write it."""
    return words_for("en-GB").day(clock.now().date())


def share_link(client: Client, measure: str, query: str = "") -> str:
    """The address of a new link."""
    asked = {"do": "link", "question": "believe", "sender": "Alice", "days": "7", "own_question": ""}
    made = client.post(f"/measures/{measure}/share/{query}", asked)
    return "/s/" + made.content.decode().split("/s/")[1].split("/")[0] + "/"


def sentence() -> str:
    return f"Corrected on {today()}: January 2025 was 22, is 19 (−3). Reason: {WHY}"


def on_page(why: str = WHY) -> str:
    """The same in HTML: the reason is set apart, whichever way it runs."""
    return sentence().replace(WHY, f"<bdi>{why}</bdi>")


def test_E12_the_notice_stands_on_the_public_page_and_on_the_measures_own(cast: Cast) -> None:
    berths, guest, dana = published(cast, "public"), not_signed_in(), signed_in(cast, "dana")
    pages = [(guest, f"/public/{berths}/"), (dana, f"/measures/{berths}/"), (signed_in(cast, "alice"), f"/measures/{berths}/")]
    assert all("Corrected" not in text(client, address) for client, address in pages)
    mend(cast, {12: "19"})
    for client, address in pages:
        assert text(client, address).count(on_page()) == 1, address
        assert f"22 until {today()}" in text(client, address), "and in the table"
    for at in range(3):
        mend(cast, {at: "7.5"}, "<b>=1+1")
    page = text(guest, f"/public/{berths}/")
    assert page.count("Corrected on") == 3 and "4 corrections in all; the table of figures names each." in page
    assert on_page() not in page and f"22 until {today()}" in page
    assert "March 2024 was 22, is 7.5 (−14.5). Reason: <bdi>&lt;b&gt;=1+1</bdi>" in page and "<b>=1+1" not in page


def test_E12_the_notice_goes_into_every_file_and_comes_by_the_api(cast: Cast) -> None:
    berths, dana = published(cast, "public"), signed_in(cast, "dana")
    program = Program(token_for(cast.accounts["dana"], Scope.READ))
    stem = f"/measures/{berths}/"
    before = {name: dana.get(stem + name).content for name in ("values.csv", "chart.svg", "chart.png")}
    assert program.get(f"{stem}observations").json()["corrections"] == []
    mend(cast, {12: "19"}, "=one quay")
    rows = list(csv.DictReader(StringIO(dana.get(f"{stem}values.csv").content.decode("utf-8-sig"))))
    columns = ("Corrected on", "Value before", "Change by correction", "Why corrected")
    told = [[row[name] for name in columns] for row in rows]
    assert told == [[""] * 4] * 12 + [[clock.now().date().isoformat(), "22", "-3", "'=one quay"]]
    assert b"Value before" not in before["values.csv"] and list(rows[0])[-1] == "Anchor of the record"
    workbook = CalamineWorkbook.from_filelike(BytesIO(dana.get(f"{stem}values.xlsx").content))
    values, rests = (workbook.get_sheet_by_index(at).to_python() for at in (0, 1))
    assert values[-1][-4:] == [clock.now().date(), 22.0, -3.0, "=one quay"]
    assert ["Correction", sentence().replace(WHY, "=one quay")] in rests
    assert f"Corrected on {today()}" not in before["chart.svg"].decode() and f"Corrected on {today()}" in text(dana, f"{stem}chart.svg")
    assert len(dana.get(f"{stem}chart.png").content) > len(before["chart.png"])
    assert f"Corrected on {today()}" in program.get(f"{stem}chart.vega-lite").content.decode()
    mailed = signed_in(cast, "alice").post(f"{stem}file/", {"question": "believe", "sender": "Alice", "days": "7", "own_question": ""})
    assert on_page("=one quay") in mailed.content.decode()
    answer = program.get(f"{stem}observations").json()
    day = clock.now().date().isoformat()
    assert [one["corrected_on"] for one in answer["observations"]] == [None] * 12 + [day]
    (one,) = answer["corrections"]
    assert one.pop("entry") <= answer["entry"]
    assert one == {
        "period_start": "2025-01-01", "corrected_on": day, "was": "22", "now": "19", "change": "-3", "reason": "=one quay",
        "withheld": False,
    }


def test_E12_what_was_kept_of_a_page_or_an_answer_is_asked_for_anew_after_a_correction(cast: Cast) -> None:
    """A 304 would go on showing the figure, and hide the notice."""
    berths, dana = published(cast, "organisation"), signed_in(cast, "dana")
    program = Program(token_for(cast.accounts["dana"], Scope.READ))
    page, figures = f"/measures/{berths}/", f"/measures/{berths}/observations"
    told = program.get(figures).headers["ETag"]
    assert program.get(figures, **{"If-None-Match": told}).status_code == 304
    dana.get(page)
    seen = dana.get(page).headers["ETag"]
    assert dana.get(page, headers={"if-none-match": seen}).status_code == 304
    mend(cast, {12: "19"})
    again = dana.get(page, headers={"if-none-match": seen})
    assert (again.status_code, on_page() in again.content.decode()) == (200, True)
    assert program.get(figures, **{"If-None-Match": told}).json()["corrections"][0]["was"] == "22"


@pytest.mark.parametrize("audience", ["team", "public"])
def test_E12_a_link_goes_on_to_show_what_it_showed_and_says_that_it_was_corrected(cast: Cast, audience: str) -> None:
    berths, alice, guest = published(cast, audience), signed_in(cast, "alice"), not_signed_in()
    mend(cast, {2: "9"})
    link = share_link(alice, berths)
    assert "corrected" not in text(guest, link).casefold()
    mend(cast, {12: "777", 11: "778"})
    page = text(guest, link)
    assert f"Since this link was made, 2 figures on it were corrected, on {today()}." in page
    assert "777" not in page and "778" not in page and WHY not in page, "not what they are now, nor why"
    assert "as on" in page, "it says of which day it is"
    assert "corrected" not in text(guest, share_link(alice, berths)).casefold(), "a newer link shows them as they are"
    if audience == "public":
        assert ">777<" in text(guest, f"/public/{berths}/")


def test_E12_who_may_not_see_the_measure_any_more_is_told_of_no_correction(cast: Cast) -> None:
    berths, alice, guest = published(cast, "public"), signed_in(cast, "alice"), not_signed_in()
    link, program = share_link(alice, berths), Program(token_for(cast.accounts["charlie"], Scope.READ))
    mend(cast, {12: "19"})
    set_audience(cast.actor("alice"), berths, Wanted("team", frozenset()), "ours again")
    mend(cast, {12: "18"})
    answers = [guest.get(link), guest.get(f"/public/{berths}/"), signed_in(cast, "charlie").get(f"/measures/{berths}/")]
    answers.append(program.get(f"/measures/{berths}/observations"))
    for answer in answers:
        assert answer.status_code == 404
        assert "orrected" not in answer.content.decode() and WHY not in answer.content.decode()
    assert "Corrected on" not in text(alice, f"/measures/{berths}/"), "it is published to nobody"


def test_E12_no_surface_tells_what_a_hidden_small_number_was(cast: Cast) -> None:
    """North falls to 3 and is hidden, South with it; the sum is shown, and what it was before would tell North."""
    alice, figures = cast.actor("alice"), {"North": "94711", "South": "120000", "All": "214711"}
    rows = [("Falls", place, month(0), figure) for place, figure in figures.items()]
    falls = intake.store(alice, intake_of(rows)).measure_ids[0]
    set_audience(alice, falls, Wanted("public", frozenset()), "all may know")
    places = {str(one.org_unit): str(one.org_unit_id) for one in records_of(alice, falls)}
    links = {name: share_link(signed_in(cast, "alice"), falls, f"?place={unit}") for name, unit in places.items()}
    mended = intake_of([("Falls", "North", month(0), "3"), ("Falls", "All", month(0), "120003")])
    intake.store(alice, mended, reasons={"*": "canary, a slip"})
    charlie, program = signed_in(cast, "charlie"), Program(token_for(cast.accounts["charlie"], Scope.READ))
    for name, unit in places.items():
        files = ["values.csv", "chart.svg"]
        told = [text(charlie, f"/measures/{falls}/{file}?place={unit}") for file in files]
        told.append(text(not_signed_in(), f"/public/{falls}/?place={unit}"))
        told += [program.get(f"/measures/{falls}/{what}?org_unit={unit}").content.decode() for what in ("observations", "chart.vega-lite")]
        assert not [one for one in told if "canary" in one]
        told.append(text(charlie, f"/measures/{falls}/?place={unit}"))
        assert not [one for one in told if re.search("94,?711|214,?711", one)], name
        withheld = [("withheld" in one or f"Corrected on {today()}: January 2024. What it was is not shown" in one) for one in told]
        assert any(withheld) == (name == "All"), name
        assert ("Since this link was made, 1 figure" in text(not_signed_in(), links[name])) == (name == "All")
    north = f"/measures/{falls}/?place={places['North']}"
    assert "January 2024 was 94,711, is 3 (−94,708)." in text(signed_in(cast, "bob"), north), "the team sees every figure"
