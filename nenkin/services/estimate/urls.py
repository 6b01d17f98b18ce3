"""The screens of 年金見込額の試算."""

from django.urls import path

from nenkin.services.estimate import views

app_name = "estimate"
urlpatterns = [
    path("", views.simple, name="simple"),
    path("result", views.result, name="result"),
]
