"""The records as a Django application."""

from django.apps import AppConfig


class RecordsConfig(AppConfig):
    """One application: identity, ledger, uploads, sharing."""

    name = "groundswell.records"
    label = "records"
    default_auto_field = "django.db.models.BigAutoField"
