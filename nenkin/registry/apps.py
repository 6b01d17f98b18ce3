"""The registry as a Django app: people, versions of their records, the audit trail."""

from django.apps import AppConfig


class RegistryConfig(AppConfig):
    name = "nenkin.registry"
    label = "registry"
    verbose_name = "年金記録"

    def ready(self) -> None:
        from nenkin.registry import jobs

        jobs.add("mails", jobs.send_mails, every=1)
        jobs.add("practice letters", jobs.print_practice_letters, every=2)
        jobs.add("budgets", jobs.sweep_budgets, every=600)
