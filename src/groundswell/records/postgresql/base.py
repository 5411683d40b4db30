"""Django's PostgreSQL with one difference: a server that cannot be reached is one sentence, wherever that is noticed."""

from typing import Any

import psycopg
from django.db.backends.postgresql import base

from groundswell.records.postgresql.faults import away


class DatabaseWrapper(base.DatabaseWrapper):
    """The engine ``groundswell.records.postgresql``."""

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """Raises UserError("database_away") where the server cannot be reached or will not have us."""
        try:
            return super().get_new_connection(conn_params)
        except psycopg.OperationalError as error:
            raise away(self.settings_dict) from error
