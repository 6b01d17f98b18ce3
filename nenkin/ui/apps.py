"""The look as a Django app, so that its templates, filters and static files are found."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """Templates, filters, static files."""

    name = "nenkin.ui"
