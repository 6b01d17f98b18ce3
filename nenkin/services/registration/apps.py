"""2章 ご利用登録 as a Django app."""

from django.apps import AppConfig


class RegistrationConfig(AppConfig):
    name = "nenkin.services.registration"
    label = "registration"
    verbose_name = "ご利用登録"

    def ready(self) -> None:
        from nenkin.registry import jobs
        from nenkin.services.registration import actions

        jobs.add("registrations by letter", actions.match_waiting, every=5)
