"""3章 基本操作・各種設定 as a Django app."""

from django.apps import AppConfig


class AccountConfig(AppConfig):
    name = "nenkin.services.account"
    label = "account"
    verbose_name = "基本操作・各種設定"
