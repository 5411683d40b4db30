"""Settings of the records: where the data directory lies, which database is its own, and how SQLite is used (contracts 3 and 5).

``groundswell.web.settings`` extends these. Every connection gets the same options; a connection that is not
the writing one cannot write at all (``query_only``; in PostgreSQL ``default_transaction_read_only``).
"""

import importlib.util
import os
import sys
from pathlib import Path
from typing import Any

from groundswell.errors import UserError
from groundswell.records.postgresql.address import DatabaseAddress, database_address

FILE_NAME = "records.sqlite3"
ADDRESS_FILE = "database"
"""In a data directory whose record is in PostgreSQL: its address, for the owner's eyes alone."""
ADDRESS = "GROUNDSWELL_DATABASE"
FOLDER = "GROUNDSWELL_FOLDER"
"""The key of Django's settings that holds the data directory, whichever its database is."""
DEMO_FOLDER = "demo"
BUSY_SECONDS = 20

PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA wal_autocheckpoint=0",
    "PRAGMA foreign_keys=ON",
    "PRAGMA trusted_schema=OFF",
    "PRAGMA secure_delete=ON",
    "PRAGMA mmap_size=0",
    "PRAGMA cache_size=-32000",
)
"""NORMAL instead of FULL loses acknowledged commits on power loss (reliability 0.4); a checkpoint is made by the writer alone."""
READ_ONLY = "PRAGMA query_only=ON"


def default_folder() -> Path:
    """GROUNDSWELL_DATA, else the platform's folder for a user's data."""
    named = os.environ.get("GROUNDSWELL_DATA")
    if named:
        return Path(named).expanduser().absolute()
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "Groundswell"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "Groundswell"
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "groundswell"


def database(folder: Path) -> dict[str, Any]:
    """Django's settings for the database of one data directory.

    Raises UserError of :func:`database_address`, ("database_file_open") and ("database_driver_missing").
    """
    address = address_of(folder)
    return sqlite(folder) if address is None else postgresql(folder, address)


def address_of(folder: Path) -> DatabaseAddress | None:
    """What GROUNDSWELL_DATABASE or the data directory's file ``database`` says; None: SQLite."""
    named = os.environ.get(ADDRESS)
    if named:
        return database_address(named.strip())
    file = folder / ADDRESS_FILE
    if not file.is_file():
        return None
    if os.name == "posix" and file.stat().st_mode & 0o077:
        raise UserError("database_file_open", {"file": str(file)})
    return database_address(file.read_text(encoding="utf-8", errors="replace").strip())


def sqlite(folder: Path) -> dict[str, Any]:
    """The embedded database of a data directory."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": folder / FILE_NAME,
        "USER": "", "PASSWORD": "", "HOST": "", "PORT": "",
        "OPTIONS": {
            "timeout": BUSY_SECONDS,
            "transaction_mode": "IMMEDIATE",
            "init_command": ";".join((*PRAGMAS, READ_ONLY)),
        },
        "CONN_MAX_AGE": 0, "CONN_HEALTH_CHECKS": False,
        FOLDER: folder,
    }  # fmt: skip


def postgresql(folder: Path, address: DatabaseAddress) -> dict[str, Any]:
    """A database on a server, for the data directory that holds keys and uploads. Raises UserError("database_driver_missing")."""
    if importlib.util.find_spec("psycopg") is None:
        raise UserError("database_driver_missing")
    return {**address.settings(), FOLDER: folder}


DATABASES = {"default": database(default_folder()), "demo": sqlite(default_folder() / DEMO_FOLDER)}
DATABASE_ROUTERS = ["groundswell.records.databases.Router"]

INSTALLED_APPS = ["groundswell.records.apps.RecordsConfig"]
AUTH_USER_MODEL = "records.Account"
PASSWORD_HASHERS = ["groundswell.records.passwords.PasswordHasher"]
USE_TZ = True
TIME_ZONE = "UTC"
SECRET_KEY = "records-alone-sign-nothing"  # noqa: S105 - web/settings.py puts a real one in its place
