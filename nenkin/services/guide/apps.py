"""1章 ご案内 as a Django app."""

from django.apps import AppConfig


class GuideConfig(AppConfig):
    """Pages that explain the portal; the table of closures, by which a function is stopped for a while."""

    name = "nenkin.services.guide"
    label = "guide"
    verbose_name = "ご案内"
