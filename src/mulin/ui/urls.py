"""Addresses of the entrance and of what a reader chooses for themselves."""

from allauth.account import views as allauth_views
from django.urls import include, path
from django.views.generic import RedirectView

from mulin.ui import coming, ground, logins, look, notices, offline

urlpatterns = [
    path("login/", logins.StaffLogin.as_view(), name="account_login"),
    path("login/phone/", logins.phone, name="phone_login"),
    path("login/phone/code/", logins.code, name="phone_code"),
    path("logout/", allauth_views.logout, name="account_logout"),
    path("go/", logins.go, name="go"),
    path("look/", look.choose, name="look"),
    path("sw.js", offline.worker, name="worker"),
    path("app.webmanifest", offline.manifest, name="webmanifest"),
    path("rhythm/", coming.preview, name="rhythm"),
    path("map/ground/", ground.ground, name="ground"),
    path("views/", logins.keep_view, name="keep_view"),
    path("views/<int:view_id>/forget/", logins.forget, name="forget_view"),
    path("notices/", notices.notices, name="notices"),
    path("notices/read/", notices.read_all, name="notices_read"),
    path("notices/ways/", notices.preferences, name="notice_ways"),
    path("account/", logins.account, name="account"),
    path("account/devices/<uuid:device_id>/block/", logins.block_device, name="block_own_device"),
    path("account/password/", logins.password, name="account_change_password"),
    path("account/closed/", allauth_views.account_inactive, name="account_inactive"),
    path("account/again/", allauth_views.reauthenticate, name="account_reauthenticate"),
    path("account/new/", RedirectView.as_view(url="/login/phone/"), name="account_signup"),
    path("account/factors/", include("allauth.mfa.urls")),
]
