"""1章: the pages that explain the portal. All are open without signing in."""

from django.urls import path

from nenkin.services.guide import views

app_name = "guide"
urlpatterns = [
    path("", views.index, name="index"),
    path("services/", views.services, name="services"),
    path("words/", views.words, name="words"),
    path("cautions/", views.cautions, name="cautions"),
    path("environment/", views.environment, name="environment"),
    path("environment/check/", views.check_cookies, name="check_cookies"),
    path("hours/", views.hours, name="hours"),
]
