"""What review does at news from below. Each receiver calls one service."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.dispatch import receiver

from merchant_portal.accounts.models import User
from merchant_portal.catalog.models import Product
from merchant_portal.catalog.signals import facts_changed
from merchant_portal.review.services import follow_facts


@receiver(facts_changed)
def facts_changed_under_copy(*, product: Product, by: User | None, now: datetime, **_: Any) -> None:
    follow_facts(product=product, by=by, now=now)
