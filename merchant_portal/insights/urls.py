"""Addresses of what came of it."""

from django.urls import path

from merchant_portal.insights.views import comparisons, voting

app_name = "insights"
COMPARISON = "comparisons/<int:comparison>/"

urlpatterns = [
    path("comparisons/", comparisons.index, name="comparisons"),
    path("ops/comparisons/new/", comparisons.new, name="new_comparison"),
    path("ops/comparisons/fits/", comparisons.fits, name="fits"),
    path(f"ops/{COMPARISON}close/", comparisons.close, name="close_comparison"),
    path(COMPARISON, comparisons.comparison, name="comparison"),
    path(f"{COMPARISON}pairs/<int:pair>/", comparisons.pair, name="pair"),
    path(f"{COMPARISON}vote/", voting.vote, name="vote"),
    path(f"{COMPARISON}vote/cast/", voting.cast, name="cast"),
    path(f"{COMPARISON}vote/undo/", voting.undo, name="undo"),
    path(f"{COMPARISON}vote/finish/", voting.finish, name="finish"),
]
