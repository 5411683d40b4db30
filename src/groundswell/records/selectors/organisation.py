"""The organisation's settings, each by the entry that was in force."""

from dataclasses import dataclass
from datetime import date

from groundswell.domain.access.second_factor import AskedOf
from groundswell.records.actors import Actor
from groundswell.records.ledger.kinds import Kind
from groundswell.records.selectors.acts import ActRow, live_acts


@dataclass(frozen=True, slots=True)
class OrganisationSettings:
    """How this organisation counts: years begin in those months (1 to 12), weeks on that day (0 is Monday).

    ``small_numbers``: figures below this number are not shown outside their team; 0 hides none, None is the usual of the installation
    (:func:`groundswell.records.selectors.eyes.threshold`).
    ``webhooks``: whether people may have addresses outside told what happens. ``second_factor``: of whom one is asked; None: each person's
    own choice.
    """

    name: str = ""
    time_zone: str = "Europe/London"
    locale: str = "en-GB"
    fiscal_year_start: int = 4
    school_year_start: int = 9
    week_start: int = 0
    small_numbers: int | None = None
    webhooks: bool = False
    second_factor: AskedOf | None = None


@dataclass(frozen=True, slots=True)
class SettingsChange:
    """One dated entry: what held from that day on, and why."""

    settings: OrganisationSettings
    effective_from: date | None
    reason: str
    seq: int


def settings(*, on: date | None = None, as_of_seq: int | None = None) -> OrganisationSettings:
    """The settings in force on a day (None: the newest entry's), as the record stood at a position."""
    holding = [one for one in _changes(as_of_seq) if on is None or one.effective_from is None or one.effective_from <= on]
    return holding[-1].settings if holding else OrganisationSettings()


def history(actor: Actor, as_of_seq: int | None = None) -> list[SettingsChange]:
    """Every change, oldest first."""
    return _changes(as_of_seq) if actor.ref else []


def _changes(as_of_seq: int | None) -> list[SettingsChange]:
    acts = live_acts([Kind.ORGANISATION], as_of_seq)
    return [SettingsChange(_settings_of(act), act.day, act.reason, act.seq) for act in acts]


def _settings_of(act: ActRow) -> OrganisationSettings:
    payload = act.payload
    return OrganisationSettings(
        payload["name"],
        payload["time_zone"],
        payload["locale"],
        payload["fiscal_year_start"],
        payload["school_year_start"],
        payload["week_start"],
        payload.get("small_numbers"),
        payload.get("webhooks", False),
        AskedOf(payload["second_factor"]) if payload.get("second_factor") else None,
    )

