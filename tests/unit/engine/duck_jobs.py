"""Jobs on DuckDB alone, for the tests of its lock. They run in the child, by ``module:function``."""

from collections.abc import Callable

from groundswell.engine.sources import duck

Told = Callable[[int, int | None], None]


def asks_without_end(path: str, options: dict[str, object], _: Told) -> object:
    with duck.locked_down() as connection:
        return connection.execute("WITH RECURSIVE t(i) AS (SELECT 1 UNION ALL SELECT i % 7 FROM t) SELECT count(*) FROM t").fetchall()


def sums(path: str, options: dict[str, object], _: Told) -> object:
    made = "SELECT (i % 10)::DECIMAL(18, 6) AS v, 'place ' || (i % 977) AS place FROM range(1000000) t(i)"
    with duck.locked_down() as connection:
        found = connection.execute(f"SELECT sum(s) FROM (SELECT place, sum(v) AS s FROM ({made}) GROUP BY place)").fetchone()
    return str(found and found[0])
