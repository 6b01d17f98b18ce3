"""The screens of 年金記録の確認."""

from django.urls import path

from nenkin.services.records import views

app_name = "records"
urlpatterns = [
    path("", views.record, name="list"),
    path("month/<str:month>", views.month, name="month"),
]
