"""A measure of Alice's team, for tests about owners and links: its audience is the team."""

from datetime import date

from groundswell.records.ledger.kinds import Kind, What
from groundswell.records.ledger.sealing import ActDraft
from groundswell.records.opening import write
from groundswell.records.services import intake
from groundswell.records.services.recording import seal_acts
from tests.cast import Cast
from tests.intakes import months_of

MONDAY, TUESDAY = date(2026, 11, 30), date(2026, 12, 1)


def owned_measure(cast: Cast, name: str = "Days to answer", team: str = "Harbour", figures: tuple[str, ...] = ("3", "4", "5")) -> str:
    """Three monthly figures, and the team that owns them."""
    owner = cast.actor("alice")
    (measure_id,) = intake.store(owner, months_of(name, list(figures))).measure_ids
    act = ActDraft(Kind.VISIBILITY, measure_id, payload={"what": What.TEAM.value, "team": cast.units[team]})
    write(lambda: seal_acts(owner, [act]))
    return measure_id
