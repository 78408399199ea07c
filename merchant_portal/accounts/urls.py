"""Addresses of people, seats and a shop's settings. Sign-in and its kin are allauth's, under `account/`."""

from django.urls import path

from merchant_portal.accounts.views import members, people

app_name = "accounts"
urlpatterns = [
    path("profile/", people.profile, name="profile"),
    path("switch/", people.switch, name="switch"),
    path("invitation/<str:token>/", people.invitation, name="invitation"),
    path("m/<slug:merchant>/people/", members.people, name="members"),
    path("m/<slug:merchant>/people/invite/", members.invite, name="invite"),
    path("m/<slug:merchant>/people/invitations/<int:invitation>/renew/", members.renew, name="renew"),
    path("m/<slug:merchant>/people/invitations/<int:invitation>/withdraw/", members.withdraw, name="withdraw"),
    path("m/<slug:merchant>/people/<int:membership>/role/", members.role, name="role"),
    path("m/<slug:merchant>/people/<int:membership>/remove/", members.remove, name="remove"),
    path("m/<slug:merchant>/people/<int:membership>/reset/", members.reset, name="reset"),
    path("m/<slug:merchant>/settings/", members.shop_settings, name="settings"),
]
