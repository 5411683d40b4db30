"""What ``doctor`` looks at, in order: the machine, the data directory, how SQLite is used, backups, mail, the public address.

Nothing is changed. Another database brings lines of its own: they join in ``check_up``.
"""

import sqlite3

from groundswell.records import clock, databases
from groundswell.records.care.backup_checks import backup_checks
from groundswell.records.care.check import Check as Check
from groundswell.records.care.check import Grade as Grade
from groundswell.records.care.factor_checks import factor_checks
from groundswell.records.care.folder_checks import folder_checks
from groundswell.records.care.machine_checks import machine
from groundswell.records.care.mail_checks import mail_checks
from groundswell.records.care.memory import remembered
from groundswell.records.care.public_checks import public_checks
from groundswell.records.care.record_checks import record_checks
from groundswell.records.postgresql.checkup import look_at_server, size_there


def check_up(public: str | None = None) -> list[Check]:
    """Everything, in order; ``public`` is the address under which others reach the product."""
    folder, database, now = databases.folder(), databases.database_file(), clock.now()
    on_server = databases.is_postgresql()
    return [
        *machine(sqlite3.sqlite_version_info),
        *folder_checks(folder, database, size_there() if on_server else 0),
        *(look_at_server() if on_server else record_checks(database, now)),
        *factor_checks(folder),
        *backup_checks(remembered(folder), folder, now),
        *mail_checks(remembered(folder), now),
        *(public_checks(public, now) if public is not None else ()),
    ]
