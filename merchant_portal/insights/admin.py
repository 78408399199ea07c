"""Comparisons and experiments are looked at here; they are started and ended on their own pages."""

from __future__ import annotations

from django.contrib import admin

from merchant_portal.accounts.read_only import ReadOnlyAdmin
from merchant_portal.insights.models import Comparison, ComparisonEvent, Experiment, ExperimentEvent


@admin.register(Comparison)
class ComparisonAdmin(ReadOnlyAdmin):
    list_display = ("__str__", "merchant", "language", "state", "started_by", "started_at", "closed_at")
    list_filter = ("state", "kind", "language", "merchant")
    list_select_related = ("merchant", "started_by")
    exclude = ("seed",)


@admin.register(ComparisonEvent)
class ComparisonEventAdmin(ReadOnlyAdmin):
    list_display = ("at", "comparison", "old", "new", "actor")
    list_select_related = ("comparison", "actor")
    date_hierarchy = "at"


@admin.register(Experiment)
class ExperimentAdmin(ReadOnlyAdmin):
    list_display = ("name", "merchant", "kind", "language", "state", "signer", "started_at", "ended_at")
    list_filter = ("state", "kind", "language", "merchant")
    list_select_related = ("merchant", "signer")
    exclude = ("salt",)


@admin.register(ExperimentEvent)
class ExperimentEventAdmin(ReadOnlyAdmin):
    list_display = ("at", "experiment", "old", "new", "actor")
    list_select_related = ("experiment", "actor")
    date_hierarchy = "at"
