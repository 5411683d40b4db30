"""What holds for figures that others rely on, while there are no releases: another's yes is another's, and a correction is told."""

from django.test import Client

from groundswell.records.lines import Line
from groundswell.records.selectors import ledger
from groundswell.records.selectors.portfolio import measure_record
from groundswell.records.services import intake
from groundswell.records.services.audiences import Wanted, set_audience
from tests.cast import Cast
from tests.intakes import months_of
from tests.signing_in import not_signed_in, signed_in

FIGURES = [str(20 + at % 5) for at in range(13)]


def published(cast: Cast, audience: str) -> str:
    """A measure of Alice's team, for those eyes."""
    berths = intake.store(cast.actor("alice"), months_of("Berths taken", FIGURES)).measure_ids[0]
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


def test_E12_a_link_goes_on_to_show_what_it_showed_and_the_public_page_what_holds(cast: Cast) -> None:
    berths, alice, guest = published(cast, "public"), signed_in(cast, "alice"), not_signed_in()
    asked = {"do": "link", "question": "believe", "sender": "Alice", "days": "7", "own_question": ""}
    made = alice.post(f"/measures/{berths}/share/", asked)
    link = "/s/" + made.content.decode().split("/s/")[1].split("/")[0] + "/"
    intake.store(cast.actor("alice"), months_of("Berths taken", {12: "777"}, "mended.csv"), reasons={"*": "one quay was not counted"})
    assert "777" not in text(guest, link)
    assert "as on" in text(guest, link), "it says of which day it is"
    assert ">777<" in text(guest, f"/public/{berths}/")
