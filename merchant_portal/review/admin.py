"""Guidelines are kept here; approved copy is only looked at."""

from __future__ import annotations

from django.contrib import admin

from merchant_portal.accounts.read_only import ReadOnlyAdmin
from merchant_portal.review.models import ApprovedCopy, Guideline


@admin.register(Guideline)
class GuidelineAdmin(admin.ModelAdmin):
    list_display = ("text", "kind", "language", "position")
    list_editable = ("position",)
    list_filter = ("kind", "language")


@admin.register(ApprovedCopy)
class ApprovedCopyAdmin(ReadOnlyAdmin):
    """Approved text never changes: no adding, changing or deleting here."""

    list_display = ("text", "merchant", "kind", "language", "state", "approver", "approved_at")
    list_filter = ("state", "kind", "language", "merchant")
    search_fields = ("text", "product__sku", "product__title")
    list_select_related = ("merchant", "approver")
    date_hierarchy = "approved_at"
