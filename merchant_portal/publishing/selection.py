"""Which approved texts an export hands over. Knows only live copy: a suspended or withdrawn text is never in a file,
nor is a text of a product that the shop has archived."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from merchant_portal.accounts.models import Merchant
from merchant_portal.review.models import ApprovedCopy


def live_copy(*, merchant: Merchant, options: dict[str, Any]) -> QuerySet[ApprovedCopy]:
    """The live texts that an export with these options hands over, product by product."""
    rows = ApprovedCopy.objects.filter(
        merchant=merchant, state=ApprovedCopy.State.LIVE, product__archived_at__isnull=True
    ).select_related("product")
    for name in ("kind", "language", "channel"):
        if options.get(name):
            rows = rows.filter(**{name: options[name]})
    if options.get("products"):
        rows = rows.filter(product_id__in=options["products"])
    return rows.order_by("product_id", "kind", "id")
