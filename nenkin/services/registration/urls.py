"""2章 ご利用登録: the screens, in the order a person meets them. All are open without signing in."""

from django.urls import path

from nenkin.services.registration import views

app_name = "registration"
urlpatterns = [
    path("", views.start, name="start"),
    path("terms/", views.terms_page, name="terms"),
    path("terms/<str:number>/", views.terms_version, name="terms_version"),
    path("declined/", views.declined, name="declined"),
    path("national-id/", views.national_id, name="national_id"),
    path("national-id/refused/<str:code>/", views.card_refused, name="card_refused"),
    path("status/", views.status, name="status"),
    path("link/<str:token>/", views.confirm, name="confirm"),
    path("link/<str:token>/again/", views.confirm_again, name="confirm_again"),
    path("link-used/", views.link_used, name="link_used"),
    path("<str:journey>/route/", views.route, name="route"),
    path("<str:journey>/person/", views.person, name="person"),
    path("<str:journey>/address/", views.address, name="address"),
    path("<str:journey>/mail/", views.mail, name="mail"),
    path("<str:journey>/wishes/", views.wishes, name="wishes"),
    path("<str:journey>/check/", views.check, name="check"),
    path("<str:journey>/receipt/", views.receipt, name="receipt"),
    path("<str:journey>/again/", views.send_again, name="send_again"),
    path("<str:journey>/done/", views.done, name="done"),
]
