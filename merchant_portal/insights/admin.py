"""Comparisons and experiments are looked at here; they are started and ended on their own pages."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from merchant_portal.insights.models import Comparison, ComparisonEvent, Experiment, ExperimentEvent


class ReadOnly(admin.ModelAdmin):
    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Comparison)
class ComparisonAdmin(ReadOnly):
    list_display = ("__str__", "merchant", "language", "state", "started_by", "started_at", "closed_at")
    list_filter = ("state", "kind", "language", "merchant")
    list_select_related = ("merchant", "started_by")
    exclude = ("seed",)


@admin.register(ComparisonEvent)
class ComparisonEventAdmin(ReadOnly):
    list_display = ("at", "comparison", "old", "new", "actor")
    list_select_related = ("comparison", "actor")
    date_hierarchy = "at"


@admin.register(Experiment)
class ExperimentAdmin(ReadOnly):
    list_display = ("name", "merchant", "kind", "language", "state", "signer", "started_at", "ended_at")
    list_filter = ("state", "kind", "language", "merchant")
    list_select_related = ("merchant", "signer")
    exclude = ("salt",)


@admin.register(ExperimentEvent)
class ExperimentEventAdmin(ReadOnly):
    list_display = ("at", "experiment", "old", "new", "actor")
    list_select_related = ("experiment", "actor")
    date_hierarchy = "at"
