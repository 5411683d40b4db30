"""What pages and programs take along or look at is counted for the team, by page and by API alike. F7."""

from groundswell.domain.access.deciding import Audience
from groundswell.records.selectors.openings import opened_log
from groundswell.records.services import writings
from groundswell.records.services.audiences import Wanted, set_audience, set_document_audience
from tests.access.house import SEES
from tests.cast import Cast
from tests.owned import owned_measure
from tests.programs import Program, token_for
from tests.signing_in import signed_in


def test_F7_a_view_from_above_exports_and_programs_stand_in_the_teams_log(cast: Cast) -> None:
    measure, above = owned_measure(cast), Wanted(Audience.UPWARD.value, frozenset({cast.units["Board"]}))
    set_audience(cast.actor("alice"), measure, above, "for the board")
    dana, program = signed_in(cast, "dana"), Program(token_for(cast.accounts["dana"]))
    assert "dana" in SEES[Audience.UPWARD]
    for _ in range(2):
        assert dana.get(f"/measures/{measure}/").status_code == 200
    for what in ("observations", "analysis", "chart.svg"):
        assert program.get(f"/measures/{measure}/{what}").status_code == 200
    assert dana.get(f"/measures/{measure}/values.csv").status_code == 200
    assert {row.what: row.times for row in opened_log(cast.actor("bob"), measure)} == {"above": 1, "api": 3, "csv": 1}
    page = signed_in(cast, "bob").get(f"/measures/{measure}/opened/").content.decode()
    assert "Looked at by somebody of a unit above" in page
    assert "Dana" not in page


def test_F4_a_gallery_on_the_wall_or_in_a_file_is_seen_from_outside_the_team(cast: Cast) -> None:
    alice = cast.actor("alice")
    measure = owned_measure(cast, "Falls", figures=("3411", "3", "3412"))
    gallery = writings.make_gallery(alice, "The wall", [f"{measure}/"], "What do you see?").id
    set_document_audience(alice, gallery, "gallery", Wanted("organisation"))
    client = signed_in(cast, "alice")
    for page in ("sheet/", "sheet.html"):
        answer = client.get(f"/galleries/{gallery}/{page}")
        assert answer.status_code == 200, page
        assert "not shown: fewer than 5" in answer.content.decode(), page
    assert [row.what for row in opened_log(alice, measure)] == ["file"]
