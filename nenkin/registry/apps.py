"""The registry as a Django app: people, versions of their records, the audit trail."""

from django.apps import AppConfig


class RegistryConfig(AppConfig):
    name = "nenkin.registry"
    label = "registry"
    verbose_name = "年金記録"
