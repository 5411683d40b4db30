"""A throw-away PostgreSQL for the tests: one cluster a session, as an ordinary user, and a database of its own for each data directory."""

import os
import secrets
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

import psycopg
import pytest

from groundswell.records.postgresql.address import database_address
from groundswell.records.settings import ADDRESS_FILE
from tests.free_port import free_port

WANTED: Final = "GROUNDSWELL_TEST_DATABASE"
OWNER: Final = "groundswell"
PASSWORD: Final = "a made-up secret"
FSYNC: Final = "on"


def is_wanted() -> bool:
    """Whether the ordinary fixtures are to keep their record in PostgreSQL."""
    return os.environ.get(WANTED, "") == "postgresql"


@cache
def programs() -> Path | None:
    """The folder that holds initdb and pg_ctl: on the PATH, or where Debian puts the newest version."""
    found = shutil.which("initdb")
    if found is not None:
        return Path(found).parent
    versions = [path for path in Path("/usr/lib/postgresql").glob("*/bin") if (path / "initdb").exists()]
    return max(versions, key=lambda path: float(path.parent.name), default=None)


class Cluster:
    """A running server on a free port of loopback, its files in a folder that goes with it."""

    def __init__(self, folder: Path, *, fsync: str = FSYNC) -> None:
        self.folder = folder
        self.port = free_port()
        self._fsync = fsync
        self._as = _ordinary_user()
        secret = folder / "secret"
        secret.write_text(PASSWORD, encoding="ascii")
        sorting = ("--locale=C.UTF-8", "--locale-provider=icu", "--icu-locale=en-GB")  # as a dictionary does, which is not our order
        # a password is asked for, by a method that costs no ten milliseconds a session
        self._run("initdb", "-N", "-k", "-A", "md5", "-U", "postgres", "-E", "UTF8", *sorting, f"--pwfile={secret}",
                  "-D", str(folder / "data"))
        self.start()
        self.execute(f"CREATE ROLE {OWNER} LOGIN CREATEDB PASSWORD '{PASSWORD}'")

    def _run(self, program: str, *arguments: str) -> None:
        where = programs()
        assert where is not None
        command = [*self._as, str(where / program), *arguments]
        ran = subprocess.run(
            command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False, cwd=self.folder, timeout=60,
            env={**os.environ, "LC_ALL": "C.UTF-8"},
        )
        assert ran.returncode == 0, f"{program}: {ran.stdout}{ran.stderr}"

    def start(self) -> None:
        """Start the server and wait for it."""
        options = {
            "port": str(self.port), "listen_addresses": "127.0.0.1", "unix_socket_directories": str(self.folder), "fsync": self._fsync,
            "shared_buffers": "64MB", "max_connections": "200",
        }  # fmt: skip
        told = " ".join(f"-c {name}={value}" for name, value in options.items())
        where = programs()
        assert where is not None
        log = self.folder / "log"
        # pg_ctl's own output would be held open by the server
        command = [*self._as, str(where / "pg_ctl"), "-D", str(self.folder / "data"), "-l", str(log), "-w", "-t", "30", "-o", told, "start"]
        ran = subprocess.run(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False, timeout=60,
            cwd=self.folder,
        )
        assert ran.returncode == 0, log.read_text(errors="replace") if log.exists() else "pg_ctl start failed"

    def stop(self) -> None:
        """Stop it as a machine does that is switched off in order: sessions are cut."""
        self._run("pg_ctl", "-D", str(self.folder / "data"), "-m", "fast", "-w", "stop")

    def execute(self, *statements: str, database: str = "postgres") -> list[tuple[object, ...]]:
        """Statements of the superuser; rows of the last one."""
        with self.connect(database) as connection:
            for statement in statements:
                cursor = connection.execute(statement)  # type: ignore[arg-type]
            return cursor.fetchall() if cursor.description else []

    def connect(self, database: str, user: str = "postgres") -> psycopg.Connection[tuple[object, ...]]:
        """A session past the product."""
        return psycopg.connect(host="127.0.0.1", port=self.port, user=user, password=PASSWORD, dbname=database, autocommit=True)

    def address(self, database: str, user: str = OWNER) -> str:
        """As GROUNDSWELL_DATABASE takes it."""
        return f"postgresql://{user}:{PASSWORD.replace(' ', '%20')}@127.0.0.1:{self.port}/{database}"

    def new_database(self, template: str = "") -> str:
        """An empty database of the product's role, or a copy of another; gives its name."""
        name = f"test_{secrets.token_hex(6)}"
        like = f"TEMPLATE {template} STRATEGY WAL_LOG" if template else "TEMPLATE template0"
        self.execute(f"CREATE DATABASE {name} OWNER {OWNER} {like}")
        return name

    def drop(self, database: str) -> None:
        """Away with a database, whoever still holds a session."""
        self.execute(f"DROP DATABASE IF EXISTS {database} WITH (FORCE)")


def _ordinary_user() -> list[str]:
    """PostgreSQL will not run as root: then the user ``postgres`` runs it."""
    return ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", "--"] if os.geteuid() == 0 else []


@contextmanager
def running(*, fsync: str = FSYNC) -> Iterator[Cluster]:
    """A cluster for the block; skips, loudly, where PostgreSQL is not installed."""
    if programs() is None:
        if is_wanted():
            pytest.fail("PostgreSQL is not installed: no initdb on the PATH or under /usr/lib/postgresql")
        pytest.skip("PostgreSQL is not installed: nothing of it was tried")
    folder = Path(tempfile.mkdtemp(prefix="groundswell-pg-", dir=_memory()))
    try:
        if os.geteuid() == 0:
            shutil.chown(folder, "postgres", "postgres")
        cluster = Cluster(folder, fsync=fsync)
        try:
            yield cluster
        finally:
            cluster.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _memory() -> str | None:
    """A disk in memory where there is one: what fsync costs is not what the tests are about."""
    place = Path("/dev/shm")
    return str(place) if place.is_dir() and os.access(place, os.W_OK) and shutil.disk_usage(place).free > 2 * 1024**3 else None


def write_address(folder: Path, address: str) -> None:
    """The data directory's record is in that database."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    file = folder / ADDRESS_FILE
    file.touch(mode=0o600)
    file.write_text(address + "\n", encoding="utf-8")


_SHAPE: Final = (
    "SELECT (SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace),"
    " (SELECT count(*) FROM pg_trigger WHERE tgenabled = 'O'), (SELECT count(*) FROM pg_attribute WHERE NOT attisdropped)"
)
_TABLES: Final = "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' ORDER BY relname"
_COUNTERS: Final = (
    "SELECT format('SELECT setval(%L, (SELECT coalesce(max(%I), 0) + 1 FROM %I), false)', pg_get_serial_sequence(c.relname, a.attname),"
    " a.attname, c.relname) FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid"
    " WHERE c.relnamespace = 'public'::regnamespace AND a.attidentity <> ''"
)


class Recycled:
    """One database that a test after another has for its own: emptied of what the last one wrote, under a new name each time.

    Making and dropping one takes a tenth of a second; this a hundredth. Where its tables are others than before, it is made anew.
    """

    def __init__(self, cluster: Cluster, template: str) -> None:
        self._cluster, self._template, self._name, self._shape, self._clean = cluster, template, "", [(0,)], ""

    def lend(self) -> str:
        """A database as it is after its first opening."""
        if not self._name:
            self._make()
            return self._name
        self._rename()
        with self._cluster.connect(self._name) as connection:
            fits = connection.execute(_SHAPE).fetchall() == self._shape
            if fits:
                connection.execute(self._clean)  # type: ignore[arg-type]
        if not fits:
            self._cluster.drop(self._name)
            self._make()
        return self._name

    def _rename(self) -> None:
        """Once nobody is there: the server itself would look again after a tenth of a second only."""
        renamed = f"test_{secrets.token_hex(6)}"
        with self._cluster.connect("postgres") as connection:
            ended = f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{self._name}'"
            while connection.execute(ended).fetchall():  # type: ignore[arg-type]
                time.sleep(0.002)
            connection.execute(f"ALTER DATABASE {self._name} RENAME TO {renamed}")  # type: ignore[arg-type]
        self._name = renamed

    def _make(self) -> None:
        self._name = self._cluster.new_database(self._template)
        with self._cluster.connect(self._name) as connection:
            tables = [str(name) for (name,) in connection.execute(_TABLES)]
            counters = [str(text) for (text,) in connection.execute(_COUNTERS)]
            connection.execute("CREATE SCHEMA clean")
            for table in tables:
                connection.execute(f'CREATE TABLE clean."{table}" AS TABLE public."{table}"')  # type: ignore[arg-type]
        deleted = [f'DELETE FROM public."{table}"; INSERT INTO public."{table}" SELECT * FROM clean."{table}"' for table in tables]
        # as a replica does, past the guards
        self._clean = "; ".join(["BEGIN", "SET LOCAL session_replication_role = replica", *deleted, *counters, "COMMIT"])
        self._shape = self._cluster.execute(_SHAPE, database=self._name)


@dataclass
class _Session:
    cluster: Cluster | None = None
    template: str = ""
    recycled: Recycled | None = None


_session = _Session()


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """The session's server."""
    with running() as server:
        _session.cluster = server
        yield server
        _session.cluster, _session.template, _session.recycled = None, "", None


@pytest.fixture(scope="session", autouse=True)
def record_server(request: pytest.FixtureRequest) -> None:
    """Where the ordinary fixtures keep their record in PostgreSQL, the server runs from the first test on, with a database to copy."""
    if is_wanted():
        request.getfixturevalue("cluster")
        request.getfixturevalue("migrated_folder")


def give_database(folder: Path) -> None:
    """The data directory's record is in a database of its own from now on, as empty or as migrated as there is one to copy."""
    assert _session.cluster is not None
    if not (folder / ADDRESS_FILE).exists():
        write_address(folder, _session.cluster.address(_session.cluster.new_database(_session.template)))


def lend_database(folder: Path) -> None:
    """The data directory's record is, for one test, in the database that every test has in its turn."""
    assert _session.cluster is not None
    if _session.recycled is None:
        _session.recycled = Recycled(_session.cluster, _session.template)
    write_address(folder, _session.cluster.address(_session.recycled.lend()))


def make_template(folder: Path) -> None:
    """The database of that data directory is what others are copied from; nobody works in it from now on."""
    assert _session.cluster is not None
    _session.template = database_address((folder / ADDRESS_FILE).read_text(encoding="utf-8").strip()).name
    _session.cluster.execute(f"ALTER DATABASE {_session.template} ALLOW_CONNECTIONS false")
