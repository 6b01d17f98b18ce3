"""3章 基本操作: the screens, in the order a person meets them."""

from django.urls import path

from nenkin.services.account import views

app_name = "account"
urlpatterns = [
    path("login/", views.sign_in, name="sign_in"),
    path("logout/", views.sign_out, name="sign_out"),
]
