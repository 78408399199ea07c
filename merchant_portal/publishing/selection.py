"""Which approved texts an export hands over. Knows only live copy: a suspended or withdrawn text is never in a file,
nor is a text of a product that the shop has archived."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from merchant_portal.accounts.models import Merchant
from merchant_portal.catalog.listing import select
from merchant_portal.catalog.models import Product
from merchant_portal.review.models import ApprovedCopy


def live_copy(*, merchant: Merchant, options: dict[str, Any]) -> QuerySet[ApprovedCopy]:
    """The live texts that an export with these options hands over, product by product. `selection`, where it is
    there, says of which products, as batches keep it (`catalog.listing.select`)."""
    rows = ApprovedCopy.objects.filter(
        merchant=merchant, state=ApprovedCopy.State.LIVE, product__archived_at__isnull=True
    ).select_related("product")
    for name in ("kind", "language", "channel"):
        if options.get(name):
            rows = rows.filter(**{name: options[name]})
    if "selection" in options:
        chosen = select(Product.objects.filter(merchant=merchant), options["selection"])
        rows = rows.filter(product__in=chosen.values("pk"))
    return rows.order_by("product_id", "kind", "id")
