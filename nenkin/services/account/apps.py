"""3章 基本操作・各種設定 as a Django app."""

from django.apps import AppConfig


class AccountConfig(AppConfig):
    name = "nenkin.services.account"
    label = "account"
    verbose_name = "基本操作・各種設定"

    def ready(self) -> None:
        from nenkin.registry import jobs
        from nenkin.services.account.signed_in import SessionStore

        jobs.add("browser sessions", lambda now: SessionStore.clear_expired(), every=600)
