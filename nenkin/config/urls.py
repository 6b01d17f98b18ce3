"""All addresses of the portal: the home page, then one line a service."""

from django.urls import include, path

from nenkin.config import outbox, views

urlpatterns = [
    path("", views.home, name="home"),
    path("guide/", include("nenkin.services.guide.urls")),
    path("", include("nenkin.services.account.urls")),
    path("registration/", include("nenkin.services.registration.urls")),
    path("records/", include("nenkin.services.records.urls")),
    path("estimate/", include("nenkin.services.estimate.urls")),
    path("form-grew-old/", views.form_grew_old, name="form_grew_old"),
    path("practice/outbox/", outbox.outbox, name="practice_outbox"),
    path("practice/outbox/letters/<int:number>.pdf", outbox.letter, name="practice_letter"),
    path("", include("nenkin.ui.urls")),
    path("healthz", views.healthz, name="healthz"),
]
handler400 = "nenkin.config.views.bad_request"
handler500 = "nenkin.config.views.server_error"
