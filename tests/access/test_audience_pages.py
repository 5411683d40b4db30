"""Who can see it: said on every page, changed with a reason, looked at with other eyes, handed over, opened by an administrator, public."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from groundswell.domain.access.deciding import Audience
from groundswell.domain.authoring.definition.veiling import veiled
from groundswell.domain.measurement.data_item import DataItem
from groundswell.domain.measurement.definition import MeasureDefinition
from groundswell.domain.measurement.dictionary_entry import DictionaryEntry
from groundswell.errors import UserError
from groundswell.records import clock
from groundswell.records.actors import PRODUCT, local_actor
from groundswell.records.ledger.kinds import Kind, What
from groundswell.records.ledger.sealing import ActDraft
from groundswell.records.models import Post
from groundswell.records.opening import write
from groundswell.records.selectors.definitions import catalogue, known
from groundswell.records.selectors.results_maps import map_state
from groundswell.records.services import intake, measures, results_maps, teams
from groundswell.records.services.audiences import Wanted, break_glass, set_audience
from groundswell.records.services.recording import seal_acts
from tests.cast import Cast, gather
from tests.intakes import months_of
from tests.signing_in import not_signed_in, signed_in

ZONES = {"zone_1": "Why", "zone_2": "What", "zone_3": "How"}


def _berths(cast: Cast) -> str:
    return intake.store(cast.actor("alice"), months_of("Berths taken", [str(20 + at % 5) for at in range(13)])).measure_ids[0]


def _text(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def test_the_measure_page_says_who_can_see_it_by_name_of_group_and_the_team_alone_changes_that(cast: Cast) -> None:
    berths, alice, dana = _berths(cast), signed_in(cast, "alice"), signed_in(cast, "dana")
    address = f"/measures/{berths}/audience/"
    assert "People of Harbour can see this." in _text(alice, f"/measures/{berths}/")
    wanted = {"audience": "upward", "upward": cast.units["Board"], "reason": "it is calm enough"}
    looked = alice.post(address, {**wanted, "preview": "1"}).content.decode()
    assert "People of Harbour can see this, and of Board above." in looked
    assert "More people will see it than now" in looked
    assert known(PRODUCT, berths).audience is Audience.TEAM
    refused = alice.post(address, {"audience": "upward", "reason": "x"})
    assert refused.status_code == 400
    assert "Name at least one unit above." in refused.content.decode()
    assert alice.post(address, wanted).status_code == 302
    shown = _text(dana, f"/measures/{berths}/")
    assert "People of Harbour can see this, and of Board above." in shown
    assert "Split at a date" not in shown
    assert "You can look at it; Harbour changes it." in shown
    assert "because its team named Board, in which you hold a post" in _text(dana, f"/measures/{berths}/who/")
    assert "because you hold a post in Harbour" in _text(alice, f"/measures/{berths}/who/")


def test_with_other_eyes_a_team_sees_what_they_get_and_never_more_than_its_own(cast: Cast) -> None:
    berths, alice = _berths(cast), signed_in(cast, "alice")
    address = f"/measures/{berths}/as/"
    as_docks = _text(alice, f"{address}?unit={cast.units['Docks']}")
    assert "For them there is nothing here." in as_docks
    assert "You look with other eyes: Somebody of Docks" in as_docks
    set_audience(cast.actor("alice"), berths, Wanted("organisation"), "for all")
    as_docks = _text(alice, f"{address}?unit={cast.units['Docks']}")
    assert "You look with other eyes" in as_docks
    assert "Split at a date" not in as_docks
    assert "For them there is nothing here." in _text(alice, f"{address}?public=1")
    docks_own = measures.create(cast.actor("charlie"), MeasureDefinition("Docks alone"))
    assert alice.get(f"/measures/{docks_own}/as/?unit={cast.units['Docks']}").status_code == 404
    assert signed_in(cast, "charlie").get(f"{address}?public=1").status_code == 403
    assert alice.get(f"{address}?unit=nowhere").status_code == 404


def test_a_handover_is_offered_with_a_reason_and_stays_until_somebody_there_accepts(cast: Cast) -> None:
    berths, alice, charlie = _berths(cast), signed_in(cast, "alice"), signed_in(cast, "charlie")
    assert alice.post(f"/measures/{berths}/hand-over/", {"unit": cast.units["Docks"], "reason": "the quay is theirs"}).status_code == 302
    assert charlie.get(f"/measures/{berths}/").status_code == 404
    offers = _text(charlie, "/offers/")
    assert "Berths taken" in offers
    assert "Harbour offers it to Docks:" in offers
    offer = offers.split('action="/offers/')[1].split("/")[0]
    assert signed_in(cast, "dana").post(f"/offers/{offer}/", {"answer": "accept"}).status_code == 404
    assert "Write why not." in charlie.post(f"/offers/{offer}/", {"answer": "decline"}).content.decode()
    assert charlie.post(f"/offers/{offer}/", {"answer": "accept"}).headers["Location"] == f"/measures/{berths}/"
    assert charlie.get(f"/measures/{berths}/").status_code == 200
    assert alice.get(f"/measures/{berths}/").status_code == 404
    assert "Nothing waits." in _text(charlie, "/offers/")
    story = _text(charlie, f"/measures/{berths}/")
    assert "Taken on by Docks." in story
    assert "Taken back since." not in story, "an offer that was accepted was not taken back"


def test_why_a_unit_declined_is_read_on_the_measure_by_its_team_alone(cast: Cast) -> None:
    berths, alice, charlie = _berths(cast), signed_in(cast, "alice"), signed_in(cast, "charlie")
    alice.post(f"/measures/{berths}/audience/", {"audience": "organisation", "reason": "all may know"})
    alice.post(f"/measures/{berths}/hand-over/", {"unit": cast.units["Docks"], "reason": "the quay is theirs"})
    offer = _text(charlie, "/offers/").split('action="/offers/')[1].split("/")[0]
    charlie.post(f"/offers/{offer}/", {"answer": "decline", "reason": "nobody has time before May"})
    assert "Declined by Docks." in _text(alice, f"/measures/{berths}/")
    assert "nobody has time before May" in _text(alice, f"/measures/{berths}/")
    assert "nobody has time before May" not in _text(signed_in(cast, "dana"), f"/measures/{berths}/")


def test_an_administrator_opens_a_measure_only_openly_for_hours_and_to_look(cast: Cast) -> None:
    berths, admin, alice = _berths(cast), signed_in(cast, "admin"), signed_in(cast, "alice")
    form = {"measure": f"http://localhost/measures/{berths}/", "hours": "2", "reason": "figures look broken"}
    assert admin.get(f"/measures/{berths}/").status_code == 404
    assert admin.post("/open-for-a-time/", {**form, "hours": "25"}).status_code == 400
    assert admin.post("/open-for-a-time/", {**form, "reason": ""}).status_code == 400
    assert alice.post("/open-for-a-time/", form).status_code == 404
    assert admin.post("/open-for-a-time/", form).headers["Location"] == f"/measures/{berths}/"
    assert "because you opened it as an administrator" in _text(admin, f"/measures/{berths}/who/")
    assert admin.get(f"/measures/{berths}/split/").status_code == 403
    shown = _text(alice, f"/measures/{berths}/")
    assert "Admin opened this as an administrator" in shown
    assert "figures look broken" in shown
    assert "Measure opened by an administrator" in _text(alice, "/record/")


def test_a_glass_that_has_run_out_opens_nothing(cast: Cast) -> None:
    berths, admin = _berths(cast), cast.actor("admin")
    past = {"what": What.GLASS.value, "by": admin.ref, "until": clock.stamp(clock.now() - timedelta(seconds=1))}
    write(lambda: seal_acts(admin, [ActDraft(Kind.VISIBILITY, berths, payload=past, words={"reason": "long ago"})]))
    assert cast.actor("admin").viewer.glass == frozenset()
    break_glass(admin, berths, 1, "once more")
    assert cast.actor("admin").viewer.glass == {berths}
    assert cast.actor("dana").viewer.glass == frozenset()


def test_what_was_made_alone_is_taken_on_by_a_unit_on_the_record(data_directory: object) -> None:
    plan = results_maps.make_map(local_actor(), "Before").id
    berths = measures.create(local_actor(), MeasureDefinition("Berths taken"))
    cast = gather()
    assert berths not in catalogue(cast.actor("alice")).measures
    assert teams.take_on(cast.actor("admin"), cast.units["Harbour"], "they made it") == 2
    assert known(cast.actor("bob"), berths).team == cast.units["Harbour"]
    assert map_state(cast.actor("bob"), plan).yours
    assert teams.take_on(cast.actor("admin"), cast.units["Docks"]) == 0
    with pytest.raises(UserError, match="not_allowed"):
        teams.take_on(cast.actor("alice"), cast.units["Harbour"])


def test_somebody_with_two_posts_says_for_which_they_make_it(cast: Cast) -> None:
    made = {"account_id": cast.accounts["bob"], "unit": cast.units["Docks"], "start": "2020-01-01", "made_by": "x", "made_at": "x"}
    write(lambda: Post.objects.create(**made))
    bob = signed_in(cast, "bob")
    assert "You work now for" in _text(bob, "/")
    assert "Choose at the top of the page" in bob.post("/maps/", {"name": "Two minds", **ZONES}).content.decode()
    assert bob.post("/works-for/", {"unit": cast.units["Board"]}).status_code == 404
    assert bob.post("/works-for/", {"unit": cast.units["Docks"]}).status_code == 302
    assert bob.post("/maps/", {"name": "Of the docks", **ZONES}).status_code == 302
    assert signed_in(cast, "charlie").get("/maps/").status_code == 302
    assert "Of the docks" not in _text(signed_in(cast, "alice"), "/maps/?all=1")


def test_what_is_public_has_a_page_without_signing_in_and_nothing_else_has(cast: Cast) -> None:
    berths, stranger = _berths(cast), not_signed_in()
    assert stranger.get(f"/public/{berths}/").status_code == 404
    assert "Nothing is published yet." in _text(stranger, "/public/")
    set_audience(cast.actor("alice"), berths, Wanted("public"), "for all")
    shown = _text(stranger, f"/public/{berths}/")
    assert "Berths taken" in shown
    assert 'href="/record/"' not in shown
    assert "Berths taken" in _text(stranger, "/public/")
    set_audience(cast.actor("alice"), berths, Wanted("organisation"), "a mistake in it")
    assert stranger.get(f"/public/{berths}/").status_code == 404


def test_many_published_measures_are_searched_and_a_search_tells_of_no_other(cast: Cast) -> None:
    alice, stranger = cast.actor("alice"), not_signed_in()
    ids = [measures.create(alice, MeasureDefinition(f"Berths of pier {at}")) for at in range(1, 13)]
    hidden = measures.create(alice, MeasureDefinition("Whale songs"))
    for one in ids:
        set_audience(alice, one, Wanted("public"), "for all")
    assert 'role="search"' not in _text(stranger, "/public/"), "twelve are read at a glance"
    thirteenth = measures.create(alice, MeasureDefinition("Sea", "Seen from a ferry", "whales"))
    set_audience(alice, thirteenth, Wanted("public"), "for all")
    assert 'role="search"' in _text(stranger, "/public/")
    answers = {typed: stranger.get("/public/", {"q": typed}) for typed in ("pier 12", "WHALE fer", "whale songs")}
    shown = {typed: re.findall(r'<li><a href="/public/([^/]+)/">', answer.content.decode()) for typed, answer in answers.items()}
    assert shown == {"pier 12": [ids[11]], "WHALE fer": [thirteenth], "whale songs": []}
    assert hidden not in answers["whale songs"].content.decode()
    assert "No published measure holds all of these words." in answers["whale songs"].content.decode()
    assert {answer.headers["Cache-Control"] for answer in answers.values()} == {"private, no-store"}, "one search never answers another"


def test_a_map_says_who_can_see_it_and_others_only_look(cast: Cast) -> None:
    plan = results_maps.make_map(cast.actor("alice"), "Our harbour").id
    alice, charlie = signed_in(cast, "alice"), signed_in(cast, "charlie")
    assert "People of Harbour can see this." in _text(alice, f"/maps/{plan}/")
    assert alice.post(f"/maps/{plan}/audience/", {"audience": "organisation"}).status_code == 302
    shown = _text(charlie, f"/maps/{plan}/")
    assert "Everybody who signs in here can see this." in shown
    assert "Add a result" not in shown
    assert charlie.post(f"/maps/{plan}/results/new/", {"text": "mine"}).status_code == 403


def test_a_hidden_data_item_loses_its_name_and_the_formula_still_computes_the_same() -> None:
    items = (DataItem("Ships  late", source="Log", measure_id="one"), DataItem("Ships", measurement_unit="ships", measure_id="two"))
    entry = DictionaryEntry(formula="[ships late] ÷ sum(Ships) × 100", items=items, numerator="Ships  late", denominator="Ships")
    found = veiled(MeasureDefinition("Late", entry=entry), {"one"}).entry
    assert (found.formula, found.numerator, found.denominator) == ("[•1] ÷ sum(Ships) × 100", "•1", "Ships")
    assert found.items == (DataItem("•1", measure_id="one"), items[1])
    assert veiled(MeasureDefinition("Late", entry=entry), {"three"}).entry is entry


def test_somebody_who_looks_after_it_is_told_of_wherever_it_says_who_can_see_it(cast: Cast) -> None:
    berths, alice, charlie = _berths(cast), signed_in(cast, "alice"), signed_in(cast, "charlie")
    alice.post(f"/measures/{berths}/owners/", {"role": "reporter", "person": cast.accounts["charlie"], "asking": ""})
    holding = _text(charlie, "/asked/").split("/roles/")[1].split("/")[0]
    charlie.post(f"/roles/{holding}/answer/", {"move": "accept"})
    for path in ("", "who/", "audience/"):
        assert "People of Harbour can see this, and whoever looks after it." in _text(alice, f"/measures/{berths}/{path}")


def test_an_administrator_reads_that_they_opened_it_and_other_eyes_are_chosen_from_a_list(cast: Cast) -> None:
    berths, admin, alice = _berths(cast), signed_in(cast, "admin"), signed_in(cast, "alice")
    admin.post("/open-for-a-time/", {"measure": f"http://localhost/measures/{berths}/", "hours": "2", "reason": "figures look broken"})
    assert "You opened this for a time as an administrator." in _text(admin, f"/measures/{berths}/")
    who = _text(alice, f"/measures/{berths}/who/")
    assert f'<option value="{cast.units["Docks"]}">Docks</option>' in who
    assert f'<option value="{cast.units["Harbour"]}"' not in who


def test_what_is_not_there_or_not_shown_says_who_decides(cast: Cast) -> None:
    hidden, nowhere = (signed_in(cast, "charlie").get(f"/measures/{one}/") for one in (_berths(cast), "nowhere"))
    assert hidden.content == nowhere.content
    assert "Its team decides who sees it" in hidden.content.decode()
