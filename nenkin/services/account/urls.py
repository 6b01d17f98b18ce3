"""3章 基本操作: the screens, in the order a person meets them."""

from django.urls import path

from nenkin.services.account import views

app_name = "account"
urlpatterns = [
    path("login/", views.sign_in, name="sign_in"),
    path("login/question/", views.question, name="question"),
    path("login/reset/", views.reset, name="reset"),
    path("login/frozen/", views.frozen, name="frozen"),
    path("session/replaced/", views.replaced, name="replaced"),
    path("session/freeze/", views.freeze, name="freeze"),
    path("session/alive/", views.alive, name="alive"),
    path("session/extend/", views.extend, name="extend"),
    path("prove-again/", views.prove_again, name="prove_again"),
    path("logout/", views.sign_out, name="sign_out"),
    path("logout/done/", views.signed_out, name="signed_out"),
]
