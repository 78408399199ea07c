"""Addresses of the first page and of the bell."""

from django.urls import path

from merchant_portal.home import views

app_name = "home"
urlpatterns = [
    path("", views.home, name="home"),
    path("notices/", views.notices, name="notices"),
    path("notices/bell/", views.bell, name="bell"),
    path("notices/seen/", views.seen, name="seen"),
    path("notices/<int:notice>/", views.open_notice, name="open"),
]
