"""The site itself as a Django app: home page, errors, health check."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "nenkin.config"
    label = "config"
