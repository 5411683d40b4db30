"""Statements in the shared spelling, and how PostgreSQL reads them."""

import pytest

from groundswell.records.postgresql.dialect import postgresql

SPELLED = {
    "SELECT 1 WHERE a = ? AND b <= :seq": "SELECT 1 WHERE a = %s AND b <= %(seq)s",
    "WHERE org_unit IS ? AND x IS :unit AND y IS NULL":
        "WHERE org_unit IS NOT DISTINCT FROM %s AND x IS NOT DISTINCT FROM %(unit)s AND y IS NULL",
    "SELECT json_extract(o.payload, '$.what')": "SELECT (CAST(o.payload AS json) ->> 'what')",
    "(SELECT json_group_object(w.field, w.text) FROM words w)": "(SELECT CAST(json_object_agg(w.field, w.text) AS text) FROM words w)",
    "IN (SELECT value FROM json_each(?))": "IN (SELECT json_array_elements_text(CAST(%s AS json)))",
    "instr(value, ?) > 0": "strpos(value, %s) > 0",
    "LIKE '%!_commit%' ESCAPE '!' AND 5 % 2 = 1": "LIKE '%%!_commit%%' ESCAPE '!' AND 5 %% 2 = 1",
    "SELECT 'who?', 'a :name', 'it''s ?', ?": "SELECT 'who?', 'a :name', 'it''s ?', %s",
    "SELECT to_regclass('x')::oid": "SELECT to_regclass('x')::oid",
    "WHERE a IN () AND b NOT IN ()": "WHERE a IN (NULL) AND b NOT IN ()",
    "BEGIN": "BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY",
    "ROLLBACK": "ROLLBACK",
}  # fmt: skip


@pytest.mark.parametrize("query", SPELLED)
def test_each_idiom_has_its_spelling(query: str) -> None:
    assert postgresql(query) == SPELLED[query]
