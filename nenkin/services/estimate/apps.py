"""年金見込額の試算 as a Django app."""

from django.apps import AppConfig


class EstimateConfig(AppConfig):
    """Templates of the service; it has no tables of its own."""

    name = "nenkin.services.estimate"
