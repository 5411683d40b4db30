"""DuckDB sees the one file it was opened for: nothing beside it, no network, no programs, and no way to open the lock."""

from pathlib import Path

import duckdb
import pytest

from groundswell.engine.child import Limits, read_in_child
from groundswell.engine.limits import MIB
from groundswell.engine.sources import duck
from groundswell.errors import UserError
from tests.architecture.source import PACKAGE

JOBS = "tests.unit.engine.duck_jobs"

OUTSIDE = (
    "SELECT * FROM read_csv('{there}')",
    "SELECT * FROM read_csv_auto('{there}')",
    "SELECT * FROM sniff_csv('{there}')",
    "SELECT * FROM read_text('{there}')",
    "SELECT * FROM read_blob('{there}')",
    "SELECT * FROM read_json('{there}')",
    "SELECT * FROM read_json_objects('{there}')",
    "SELECT * FROM read_ndjson('{there}')",
    "SELECT * FROM read_parquet('{there}')",
    "SELECT * FROM parquet_metadata('{there}')",
    "SELECT * FROM parquet_schema('{there}')",
    "SELECT * FROM '{there}'",
    "SELECT * FROM glob('{folder}/*')",
    "SELECT * FROM glob('/etc/*')",
    "SELECT * FROM read_csv('{folder}/*')",
    "SELECT * FROM read_csv('{folder}/in/../outside.csv')",
    "SELECT * FROM read_csv('{link}')",
    "SELECT * FROM query('SELECT * FROM read_text(''{there}'')')",
    "SELECT * FROM query_table('{there}')",
    "CREATE TABLE t AS SELECT * FROM read_csv('{there}')",
    "CREATE VIEW v AS SELECT * FROM read_csv('{there}')",
    "CREATE MACRO m() AS TABLE SELECT * FROM read_text('{there}')",
    "CREATE TYPE e AS ENUM (SELECT content FROM read_text('{there}'))",
    "COPY (SELECT 1) TO '{folder}/made.csv'",
    "COPY (SELECT 1) TO '{folder}/made.parquet' (FORMAT parquet)",
    "COPY (SELECT 1 AS a) TO '{folder}/parts' (FORMAT csv, PARTITION_BY (a))",
    "EXPORT DATABASE '{folder}/made'",
    "IMPORT DATABASE '{folder}'",
    "ATTACH '{folder}/made.duckdb'",
    "ATTACH '{folder}/made.sqlite' (TYPE sqlite)",
    "ATTACH 'https://localhost:9/a.duckdb'",
    "SELECT * FROM read_csv('http://localhost:9/a.csv')",
    "SELECT * FROM read_parquet('https://localhost:9/a.parquet')",
    "SELECT * FROM read_parquet('s3://bucket/a.parquet')",
    "INSTALL httpfs",
    "INSTALL sqlite FROM 'http://localhost:9'",
    "LOAD httpfs",
    "LOAD '{folder}/made.duckdb_extension'",
    "UPDATE EXTENSIONS",
    "CREATE EXTENSION REPOSITORY localhost",
    "CREATE SECRET (TYPE s3)",
    "CREATE PERSISTENT SECRET made (TYPE http, BEARER_TOKEN 'x')",
    "SELECT getenv('HOME')",
    "SELECT * FROM held_by_python",
    "SET enable_external_access = true",
    "SET lock_configuration = false",
    "RESET lock_configuration",
    "RESET enable_external_access",
    "SET allowed_paths = ['{there}']",
    "SET allowed_directories = ['/']",
    "SET temp_directory = '{folder}'",
    "SET memory_limit = '64GB'",
    "SET threads = 64",
    "SET file_search_path = '{folder}'",
    "SET home_directory = '{folder}'",
    "SET custom_extension_repository = 'http://localhost:9'",
    "SET autoload_known_extensions = true",
    "SET allow_unsigned_extensions = true",
    "SET python_enable_replacements = true",
    "PRAGMA enable_profiling",
    "PRAGMA profile_output = '{folder}/made.json'",
    "SET log_query_path = '{folder}/made.log'",
    "CALL enable_logging(storage = 'file', storage_path = '{folder}/made')",
)


@pytest.fixture
def places(tmp_path: Path) -> dict[str, Path]:
    inside = tmp_path / "in"
    inside.mkdir()
    (inside / "allowed.csv").write_text("a,b\n1,2\n")
    (tmp_path / "outside.csv").write_text("secret\n42\n")
    (tmp_path / "link.csv").symlink_to(tmp_path / "outside.csv")
    return {"folder": tmp_path, "there": tmp_path / "outside.csv", "here": inside / "allowed.csv", "link": tmp_path / "link.csv"}


def everything(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*")}


@pytest.mark.parametrize("folder_allowed", [False, True], ids=["one file", "one folder"])
def test_D19_no_statement_reaches_outside(places: dict[str, Path], folder_allowed: bool) -> None:
    before = everything(places["folder"])
    assert len(OUTSIDE) >= 60
    escaped = []
    with duck.locked_down(places["here"].parent if folder_allowed else places["here"]) as connection:
        held_by_python = [{"secret": 42}]
        for statement in OUTSIDE:
            try:
                connection.execute(statement.format(**places)).fetchall()
            except duckdb.Error:
                continue
            escaped.append(statement)
        assert held_by_python
        assert connection.execute(f"SELECT a, b FROM read_csv({duck.text(str(places['here']))})").fetchall() == [(1, 2)]
    assert escaped == []
    assert everything(places["folder"]) == before


def test_D19_red_control_as_it_comes_duckdb_reaches_outside(places: dict[str, Path]) -> None:
    with duckdb.connect(":memory:") as connection:
        connection.execute("SET autoinstall_known_extensions = false")
        escaped = 0
        for statement in OUTSIDE:
            if "localhost" in statement or "INSTALL" in statement or "EXTENSION" in statement:
                continue
            try:
                connection.execute(statement.format(**places)).fetchall()
            except duckdb.Error:
                continue
            escaped += 1
    assert escaped > 25
    assert (places["folder"] / "made.csv").exists()


def test_D19_without_a_file_there_is_nothing_to_open(places: dict[str, Path]) -> None:
    with duck.locked_down() as connection:
        assert connection.execute("SELECT 1 + 1").fetchall() == [(2,)]
        with pytest.raises(duckdb.PermissionException):
            connection.execute(f"SELECT * FROM read_csv({duck.text(str(places['here']))})")


def test_D19_what_wants_too_much_memory_ends_in_one_sentence() -> None:
    with pytest.raises(UserError) as caught, duck.locked_down(memory=64 * MIB) as connection:
        connection.execute("SELECT list(i) FROM range(100000000) t(i)").fetchall()
    assert caught.value.code == "file_too_heavy"


def test_D19_an_endless_statement_is_stopped_by_the_childs_clock() -> None:
    with pytest.raises(UserError) as caught:
        read_in_child("none", f"{JOBS}:asks_without_end", {}, limits=Limits(seconds=3))
    assert caught.value.code == "file_takes_too_long"


def test_it_leaves_most_of_the_memory_of_a_child_to_the_file() -> None:
    """Of 1 GiB it once took 790 MiB in addresses alone, for threads that it never used."""
    assert read_in_child("none", f"{JOBS}:sums", {}, limits=Limits(memory=448 * MIB, seconds=60)) == "4500000.000000"


def test_names_and_texts_of_strangers_stay_names_and_texts() -> None:
    hostile = """a"; DROP TABLE t; --'"""
    with duck.locked_down() as connection:
        connection.execute(f"CREATE TABLE t ({duck.name(hostile)} VARCHAR)")
        connection.execute(f"INSERT INTO t VALUES ({duck.text(hostile)})")
        assert connection.execute(f"SELECT {duck.name(hostile)} FROM t").fetchall() == [(hostile,)]


def test_duckdb_is_opened_in_one_place_alone() -> None:
    """And loaded by a reading that needs it alone: it costs a tenth of a second and 28 MB."""
    assert [path.name for path in PACKAGE.rglob("*.py") if "duckdb.connect(" in path.read_text(encoding="utf-8")] == ["duck.py"]
    loaded = read_in_child("none", "tests.unit.engine.child_jobs:answers", {})["modules"]
    assert "duckdb" not in loaded
