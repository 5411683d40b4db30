"""The agency of the project's reliability goals: 5,000 measures, 300 units in 5 levels, ten years monthly, 15 % restated: 690,000 entries
of figures, and 400 people with posts. Made from a seed, sealed in batches of some ten thousand, the same each time but for random ids."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from groundswell.domain.access.deciding import Audience
from groundswell.domain.measurement.definition import MeasureDefinition
from groundswell.domain.measurement.period import Cadence, next_start
from groundswell.records import clock
from groundswell.records.actors import PRODUCT
from groundswell.records.ids import new_id
from groundswell.records.ledger.encoding import ObservationFields
from groundswell.records.ledger.kinds import BatchKind, Kind, What
from groundswell.records.ledger.sealing import ActDraft, BatchDraft, FigureDraft, seal
from groundswell.records.models import Account, Post
from groundswell.records.opening import write, writing_connection
from groundswell.records.services.measures import define_act
from groundswell.records.services.recording import batch_fields, opening_act

LEVELS = (1, 4, 20, 75, 200)
MEASURES, MONTHS, PEOPLE = 5_000, 120, 400
RESTATED = 0.15
AT_ONCE = 84
"""Measures in one batch: some 10,000 figures."""
AUDIENCES = {Audience.TEAM: 60, Audience.UPWARD: 20, Audience.ORGANISATION: 15, Audience.PUBLIC: 5}
"""In a hundred measures."""
SUBJECTS = ("Letters answered", "Days to a decision", "Repairs done first time", "Complaints", "Sick days", "Calls lost", "Berths taken",
            "Invoices late", "Visits", "Injuries", "Permits decided", "Overtime hours")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Agency:
    """Ids: units with the parent of each, measures with the unit that owns each and their audience, accounts with their unit."""

    parents: dict[str, str | None]
    measures: dict[str, tuple[str, Audience]]
    people: dict[str, str]
    months: int

    def above(self, unit: str) -> list[str]:
        """The units over one, the nearest first."""
        found, at = [], self.parents[unit]
        while at is not None:
            found.append(at)
            at = self.parents[at]
        return found


def found(measures: int = MEASURES, months: int = MONTHS, seed: int = 690_000) -> Agency:
    """Put the agency into the open data directory of this context."""
    chance = random.Random(seed)
    parents, names = _units()
    people = _people(chance, parents)
    agency = Agency(parents, _owned(chance, parents, measures), people, months)
    acts = [ActDraft(Kind.DEFINE, org_unit=unit, payload={"what": What.ORG_UNIT.value, "name": name, **_parent(parents[unit])})
            for unit, name in names.items()]  # fmt: skip
    _seal(opening_act(BatchKind.ACT), acts, [])
    ids = list(agency.measures)
    for first in range(0, len(ids), AT_ONCE):
        some = ids[first : first + AT_ONCE]
        acts = [act for at, measure in enumerate(some, first) for act in _defined(chance, agency, measure, at, names)]
        rows = [row for measure in some for row in _figures(chance, measure, agency.measures[measure][0], months)]
        opening = opening_act(BatchKind.IMPORT, file_name=f"agency-{first:05}.csv", new=len(rows), changed=0, unchanged=0, refused=0)
        at = _seal(opening, acts, [FigureDraft(row) for row in rows])
        again = [(seq, row) for seq, row in enumerate(rows, at) if chance.random() < RESTATED]
        opening = opening_act(BatchKind.IMPORT, file_name=f"agency-{first:05}-2.csv", new=0, changed=len(again), unchanged=0, refused=0)
        _seal(opening, [], [FigureDraft(_restated(chance, seq, row), reason="counted again") for seq, row in again])
    return agency


def _parent(parent: str | None) -> dict[str, str]:
    return {} if parent is None else {"parent": parent}


def _units() -> tuple[dict[str, str | None], dict[str, str]]:
    above: list[str] = []
    parents: dict[str, str | None] = {}
    names: dict[str, str] = {}
    for level, count in enumerate(LEVELS):
        own = [new_id() for _ in range(count)]
        for at, unit in enumerate(own):
            parents[unit] = above[at % len(above)] if above else None
            names[unit] = f"{('Agency', 'Directorate', 'Division', 'Branch', 'Team')[level]} {at + 1}"
        above = own
    return parents, names


def _people(chance: random.Random, parents: dict[str, str | None]) -> dict[str, str]:
    """Somebody in every unit, and the rest in the lowest ones."""
    units = list(parents)
    lowest = units[-LEVELS[-1] :]
    held = [*units, *(chance.choice(lowest) for _ in range(PEOPLE - len(units)))]

    def work() -> dict[str, str]:
        now, people = clock.stamp(clock.now()), {}
        for at, unit in enumerate(held):
            account = Account.objects.create(
                name=f"Person {at}", login=f"person{at}@agency.example", made_at=now, administrator=at == 0
            )
            Post.objects.create(account=account, unit=unit, start="2015-01-01", made_by=account.id, made_at=now)
            people[account.id] = unit
        return people

    return write(work)


def _owned(chance: random.Random, parents: dict[str, str | None], measures: int) -> dict[str, tuple[str, Audience]]:
    lowest = list(parents)[-(LEVELS[-1] + LEVELS[-2]) :]
    audiences = [audience for audience, share in AUDIENCES.items() for _ in range(share)]
    return {new_id(): (lowest[at % len(lowest)], chance.choice(audiences)) for at in range(measures)}


def _defined(chance: random.Random, agency: Agency, measure: str, at: int, names: dict[str, str]) -> Iterator[ActDraft]:
    unit, audience = agency.measures[measure]
    name = f"{SUBJECTS[at % len(SUBJECTS)]} of {names[unit]}, {at}"
    about = f"What {names[unit]} counts each month, number {at}; kept since {chance.randrange(1990, 2016)}."
    yield define_act(measure, MeasureDefinition(name, about, cadence=Cadence.MONTH), "")
    yield ActDraft(Kind.VISIBILITY, measure, payload={"what": What.TEAM.value, "team": unit})
    if audience is not Audience.TEAM:
        upward = {"upward": agency.above(unit)[:1]} if audience is Audience.UPWARD else {}
        yield ActDraft(Kind.VISIBILITY, measure, payload={"audience": audience.value, **upward})


def _figures(chance: random.Random, measure: str, unit: str, months: int) -> Iterator[ObservationFields]:
    level, day = chance.uniform(20, 900), date(2016, 11, 1)
    shift = chance.random() < 0.2
    for month in range(months):
        until = next_start(day, Cadence.MONTH)
        value = max(1, round(chance.gauss(level * (1.2 if shift and month > months - 12 else 1), level / 12) * 10))
        yield ObservationFields(
            0, Kind.OBSERVE.value, measure, unit, "", day.isoformat(), until.isoformat(), str(value), 1, None, None, None, None,
            "value", "final", 1, "Data", f"C{month + 2}", None, None,
        )  # fmt: skip
        day = until


def _restated(chance: random.Random, seq: int, row: ObservationFields) -> ObservationFields:
    value = str(int(row.coef or 0) + chance.choice((-2, -1, 1, 2, 3)))
    return row._replace(kind=Kind.RESTATE.value, coef=value, supersedes=seq)


def _seal(opening: ActDraft, acts: list[ActDraft], figures: list[FigureDraft]) -> int:
    """Gives the number of the first figure's entry."""
    source = sha256(opening.id.encode()).hexdigest() if figures else None
    draft = BatchDraft(batch_fields(PRODUCT, source), opening, acts, figures)
    return write(lambda: seal(writing_connection(), draft).first_seq + 1 + len(acts))
