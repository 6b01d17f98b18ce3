"""The screens about the look itself."""

from django.urls import path

from nenkin.ui import views

urlpatterns = [
    path("display/", views.settings, name="display"),
    path("language/", views.language, name="language"),
]
