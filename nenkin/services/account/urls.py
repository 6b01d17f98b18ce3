"""3章 基本操作: the screens, in the order a person meets them."""

from django.urls import path

from nenkin.services.account import views, views_factors, views_national_id, views_recovery

app_name = "account"
urlpatterns = [
    path("login/", views.sign_in, name="sign_in"),
    path("login/passkey/", views_factors.passkey_sign_in, name="passkey_sign_in"),
    path("login/passkey/options/", views_factors.passkey_options, name="passkey_options"),
    path("login/passkey/refused/", views_factors.passkey_refused, name="passkey_refused"),
    path("login/prove/", views_factors.prove, name="prove"),
    path("login/prove/passkey/", views_factors.prove_options, name="prove_options"),
    path("login/question/", views.question, name="question"),
    path("login/reset/", views.reset, name="reset"),
    path("login/frozen/", views.frozen, name="frozen"),
    path("session/replaced/", views.replaced, name="replaced"),
    path("session/freeze/", views.freeze, name="freeze"),
    path("session/alive/", views.alive, name="alive"),
    path("session/extend/", views.extend, name="extend"),
    path("prove-again/", views_factors.prove_again, name="prove_again"),
    path("prove-again/passkey/", views_factors.prove_again_options, name="prove_again_options"),
    path("recovery/", views_recovery.start, name="recovery"),
    path("recovery/sent/", views_recovery.sent, name="recovery_sent"),
    path("recovery/link/<str:token>/", views_recovery.link, name="recovery_link"),
    path("recovery/prove/", views_recovery.prove, name="recovery_prove"),
    path("recovery/prove/passkey/", views_recovery.prove_options, name="recovery_prove_options"),
    path("recovery/password/", views_recovery.password, name="recovery_password"),
    path("recovery/done/", views_recovery.done, name="recovery_done"),
    path("settings/factors/", views_factors.overview, name="factors"),
    path("settings/factors/passkeys/add/", views_factors.passkey_add, name="passkey_add"),
    path(
        "settings/factors/passkeys/add/options/",
        views_factors.passkey_add_options,
        name="passkey_add_options",
    ),
    path("settings/factors/passkeys/<int:number>/", views_factors.passkey_rename, name="passkey_rename"),
    path(
        "settings/factors/passkeys/<int:number>/remove/", views_factors.passkey_remove, name="passkey_remove"
    ),
    path("settings/factors/app/", views_factors.app_add, name="app_add"),
    path("settings/factors/app/remove/", views_factors.app_remove, name="app_remove"),
    path("settings/factors/codes/", views_factors.codes_add, name="codes_add"),
    path("settings/factors/codes/shown/", views_factors.codes_shown, name="codes_shown"),
    path("settings/factors/codes/start/", views_factors.codes_start, name="codes_start"),
    path("settings/factors/codes/remove/", views_factors.codes_remove, name="codes_remove"),
    path("logout/", views.sign_out, name="sign_out"),
    path("logout/done/", views.signed_out, name="signed_out"),
    path("national-id/", views_national_id.start, name="national_id_start"),
    path("national-id/callback/", views_national_id.callback, name="national_id_callback"),
    path("national-id/problem/<slug:code>/", views_national_id.problem, name="national_id_problem"),
    path("settings/national-id/", views_national_id.page, name="national_id"),
    path("settings/national-id/unlink/", views_national_id.unlink, name="national_id_unlink"),
]
