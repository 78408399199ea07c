"""The catalogue in the Django admin: for looking and helping, not for writing around the services.
Knows no acts; rows are read here and changed on the shop's own pages."""

from __future__ import annotations

from django.contrib import admin

from merchant_portal.accounts.read_only import ReadOnly
from merchant_portal.catalog.models import Evidence, Import, ImportEvent, Product, ProductEvent


class ProductEvents(ReadOnly, admin.TabularInline):
    model = ProductEvent
    fields = ["at", "new", "actor", "data"]
    extra = 0


class ImportEvents(ReadOnly, admin.TabularInline):
    model = ImportEvent
    fields = ["at", "old", "new", "actor", "reason"]
    extra = 0


@admin.register(Product)
class ProductAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ["title", "sku", "merchant", "language", "facts_count", "updated_at"]
    list_filter = ["merchant", "language"]
    search_fields = ["search"]
    show_full_result_count = False
    inlines = [ProductEvents]


@admin.register(Import)
class ImportAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ["filename", "merchant", "state", "format", "created", "changed", "refused", "started_at"]
    list_filter = ["state", "format", "merchant"]
    inlines = [ImportEvents]


@admin.register(Evidence)
class EvidenceAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ["title", "merchant", "type", "valid_until", "withdrawn_at"]
    list_filter = ["merchant", "type"]
