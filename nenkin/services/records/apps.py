"""年金記録の確認 as a Django app."""

from django.apps import AppConfig


class RecordsConfig(AppConfig):
    """Templates of the service; it has no tables of its own."""

    name = "nenkin.services.records"
