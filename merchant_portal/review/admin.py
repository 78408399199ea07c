"""Guidelines are kept here; approved copy is only looked at."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from merchant_portal.review.models import ApprovedCopy, Guideline


@admin.register(Guideline)
class GuidelineAdmin(admin.ModelAdmin):
    list_display = ("text", "kind", "language", "position")
    list_editable = ("position",)
    list_filter = ("kind", "language")


@admin.register(ApprovedCopy)
class ApprovedCopyAdmin(admin.ModelAdmin):
    """Approved text never changes: no adding, changing or deleting here."""

    list_display = ("text", "merchant", "kind", "language", "state", "approver", "approved_at")
    list_filter = ("state", "kind", "language", "merchant")
    search_fields = ("text", "product__sku", "product__title")
    list_select_related = ("merchant", "approver")
    date_hierarchy = "approved_at"

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
