"""Whose names of places somebody meets: a place that a file brought is named by the figures that stand there."""

from groundswell.domain.access.deciding import acts
from groundswell.records.actors import Actor
from groundswell.records.databases import reading_connection
from groundswell.records.ledger.kinds import BatchKind
from groundswell.records.selectors.definitions import Catalogue, subject_of


def places_seen(actor: Actor, everything: Catalogue) -> frozenset[str]:
    """Ids of the places whose names this actor may be told: org units that people made, and of those that files brought the ones at
    which a measure that they see has figures."""
    if actor.alone:
        return frozenset(everything.org_units)
    connection = reading_connection()
    query = """
        SELECT a.org_unit, json_extract(o.payload, '$.what') FROM act a
        JOIN batch b ON b.first_seq = (SELECT max(first_seq) FROM batch WHERE first_seq <= a.seq) JOIN act o ON o.seq = b.first_seq
        WHERE a.kind = 'define' AND a.org_unit IS NOT NULL AND a.measure IS NULL
        AND json_extract(a.payload, '$.what') <> 'same_unit'"""
    made = {unit for unit, what in connection.execute(query) if what != BatchKind.IMPORT}
    there = connection.execute("SELECT DISTINCT measure, org_unit FROM observation WHERE org_unit IS NOT NULL")
    met = {unit for measure, unit in there if measure in everything.measures}
    return frozenset(everything.org_units) & (made | met | actor.viewer.units)


def own_place(actor: Actor, place: str) -> bool:
    """Whether a place is this person's team's to put into the tree: it has figures, all of them of measures that they may change."""
    found = reading_connection().execute("SELECT DISTINCT measure FROM observation WHERE org_unit = ?", (place,)).fetchall()
    subjects = [subject_of(measure) for (measure,) in found]
    return bool(subjects) and all(one is not None and acts(actor.viewer, one) for one in subjects)
