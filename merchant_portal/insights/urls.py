"""Addresses of what came of it."""

from django.urls import path

from merchant_portal.insights.views import api, comparisons, experiments, overview, voting

app_name = "insights"
COMPARISON = "comparisons/<int:comparison>/"
SHOP = "m/<slug:merchant>/experiments/"
EXPERIMENT = f"{SHOP}<int:experiment>/"

urlpatterns = [
    path("ops/insights/", overview.ops_overview, name="ops_overview"),
    path("ops/insights/verdicts/", overview.ops_decisions, name="ops_decisions"),
    path("m/<slug:merchant>/insights/", overview.shop_overview, name="shop_overview"),
    path("m/<slug:merchant>/insights/verdicts/", overview.shop_decisions, name="shop_decisions"),
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
    path(SHOP, experiments.experiments, name="experiments"),
    path(f"{SHOP}new/", experiments.new, name="new_experiment"),
    path(f"{SHOP}token/", experiments.token, name="token"),
    path(EXPERIMENT, experiments.experiment, name="experiment"),
    path(f"{EXPERIMENT}lines/<int:line>/", experiments.line, name="line"),
    path(f"{EXPERIMENT}sign/", experiments.sign, name="sign"),
    path(f"{EXPERIMENT}move/", experiments.move, name="move"),
    path(f"{EXPERIMENT}events/", experiments.upload, name="upload"),
    path("api/experiments/<slug:key>/arm/", api.arm, name="api_arm"),
    path("api/experiments/<slug:key>/events/", api.events, name="api_events"),
]
