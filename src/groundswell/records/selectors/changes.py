"""Which measures the record says more about since a position."""

from groundswell.records.actors import Actor
from groundswell.records.databases import reading_connection


def changed_after(actor: Actor, seq: int) -> set[str]:
    """Ids of measures with entries after that one, whatever this actor may see of them: for leaving out what has not changed."""
    if not actor.ref:
        return set()
    query = "SELECT measure FROM observation WHERE seq > :seq UNION SELECT measure FROM act WHERE seq > :seq AND measure IS NOT NULL"
    return {measure for (measure,) in reading_connection().execute(query, {"seq": seq})}
