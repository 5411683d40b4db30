"""The home page of somebody who follows other teams' measures says whose they are."""

from groundswell.records.services.audiences import Wanted, set_audience
from tests.cast import Cast
from tests.owned import owned_measure
from tests.signing_in import signed_in


def test_a_card_says_which_unit_owns_the_measure_where_it_is_not_ones_own(cast: Cast) -> None:
    calm = tuple(str(20 + at % 3) for at in range(14))
    for name, figures in (("Ropes", calm), ("Letters", (*calm, "90"))):
        measure = owned_measure(cast, name, figures=figures)
        set_audience(cast.actor("alice"), measure, Wanted("upward", frozenset({cast.units["Board"]})), "for the board")
    above, team = (signed_in(cast, name).get("/").content.decode() for name in ("dana", "bob"))
    assert above.count("of Harbour") == 2
    assert "of Harbour" not in team


def test_the_headline_calls_what_others_own_not_yours(cast: Cast) -> None:
    measure = owned_measure(cast, "Letters", figures=(*(str(20 + at % 3) for at in range(14)), "90"))
    set_audience(cast.actor("alice"), measure, Wanted("upward", frozenset({cast.units["Board"]})), "for the board")
    above, team = (signed_in(cast, name).get("/").content.decode() for name in ("dana", "bob"))
    assert "Your measure really changed." in team
    assert "The one measure that you follow really changed." in above
    assert "Your measure" not in above


def test_whoever_measures_nothing_yet_reads_first_what_others_show_them(cast: Cast) -> None:
    measure = owned_measure(cast, "Letters")
    assert "<h1>No measure yet." in signed_in(cast, "charlie").get("/").content.decode()
    set_audience(cast.actor("alice"), measure, Wanted("organisation", frozenset()), "for all")
    page = signed_in(cast, "charlie").get("/").content.decode()
    assert "<h1>No measure of your team yet." in page
    assert page.count("You may also see one measure of another team.") == 1
    assert page.index("You may also see") < page.index("Your sheet:")
