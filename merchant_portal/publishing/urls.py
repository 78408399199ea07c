"""Addresses of the export page."""

from django.urls import path

from merchant_portal.publishing import views

app_name = "publishing"

urlpatterns = [
    path("m/<slug:merchant>/exports/", views.exports, name="exports"),
    path("m/<slug:merchant>/exports/selection/", views.selection, name="selection"),
    path("m/<slug:merchant>/exports/ask/", views.ask, name="ask"),
    path("m/<slug:merchant>/exports/<int:export>/file/", views.download, name="download"),
]
