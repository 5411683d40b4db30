"""Settings of the records: where the data directory lies and how SQLite is used (contracts 3 and 5).

``groundswell.web.settings`` extends these. Every connection gets the same options; a connection that is not
the writing one cannot write at all (``query_only``).
"""

import os
import sys
from pathlib import Path
from typing import Any

FILE_NAME = "records.sqlite3"
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
    """Django's settings for the database of one data directory."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": folder / FILE_NAME,
        "OPTIONS": {
            "timeout": BUSY_SECONDS,
            "transaction_mode": "IMMEDIATE",
            "init_command": ";".join((*PRAGMAS, READ_ONLY)),
        },
    }


DATABASES = {"default": database(default_folder()), "demo": database(default_folder() / DEMO_FOLDER)}
DATABASE_ROUTERS = ["groundswell.records.databases.Router"]

INSTALLED_APPS = ["groundswell.records.apps.RecordsConfig"]
AUTH_USER_MODEL = "records.Account"
PASSWORD_HASHERS = ["groundswell.records.passwords.PasswordHasher"]
USE_TZ = True
TIME_ZONE = "UTC"
SECRET_KEY = "records-alone-sign-nothing"  # noqa: S105 - web/settings.py puts a real one in its place
