"""What review does at news from below. Each receiver calls one service; long work goes to the background."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction
from django.dispatch import receiver
from django_scopes import scopes_disabled

from merchant_portal.accounts.models import Merchant, User
from merchant_portal.catalog.models import Evidence, Import, Product
from merchant_portal.catalog.signals import evidence_lapsed, facts_changed, import_finished
from merchant_portal.drafting.signals import packs_changed
from merchant_portal.review import services, tasks, worker


@receiver(facts_changed)
def facts_changed_under_copy(*, product: Product, by: User | None, now: datetime, **_: Any) -> None:
    services.follow_facts(product=product, by=by, now=now)


@receiver(evidence_lapsed)
def evidence_lapsed_under_copy(*, evidence: Evidence, now: datetime, **_: Any) -> None:
    services.note_lapse(evidence=evidence, now=now)
    transaction.on_commit(tasks.follow_lapses.delay)


@receiver(import_finished)
def own_texts_arrived(*, imported: Import, by: User | None, now: datetime, **_: Any) -> None:
    audit = services.ask_audit(merchant=imported.merchant, by=by, now=now)
    transaction.on_commit(partial(tasks.run_audit.delay, audit_id=audit.pk))


@receiver(packs_changed)
def rules_changed_under_copy(*, merchant: Merchant | None, **_: Any) -> None:
    """Sent after the commit."""
    with scopes_disabled():
        shops = worker.shops_with_copy(merchant.pk if merchant else None)
    for merchant_id in shops:
        tasks.reread_copy.delay(merchant_id=merchant_id)
