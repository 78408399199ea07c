"""Tasks of review: ids only; the work is in worker.py. Safe to lose, safe to double: the rows say
what is left."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone
from django_scopes import scopes_disabled

from merchant_portal.review import services, worker

# Each row names its merchant, and the worker touches only that merchant's rows: scopes are off.


@shared_task(name="review.audit")
def run_audit(*, audit_id: int) -> None:
    with scopes_disabled():
        if worker.run_audit(audit_id, timezone.now):
            run_audit.delay(audit_id=audit_id)


@shared_task(name="review.reread")
def reread_copy(*, merchant_id: int) -> None:
    """Live copy of one shop, under the rules of today."""
    with scopes_disabled():
        if worker.reread_shop(merchant_id, timezone.now):
            reread_copy.delay(merchant_id=merchant_id)


@shared_task(name="review.lapses")
def follow_lapses() -> None:
    """Copy that rested on documents which ended."""
    with scopes_disabled():
        services.follow_lapses(now=timezone.now())


@shared_task(name="review.sweep")
def sweep() -> None:
    """Sends again what a lost message or a killed worker left lying; a new release of the checks is found here too."""
    with scopes_disabled():
        audits = worker.waiting_audits(timezone.now())
        shops = worker.shops_with_copy()
    for audit_id in audits:
        run_audit.delay(audit_id=audit_id)
    for merchant_id in shops:
        reread_copy.delay(merchant_id=merchant_id)
    follow_lapses.delay()


@shared_task(name="review.expire")
def expire_evidence() -> None:
    """Documents whose last day is over."""
    with scopes_disabled():
        services.expire_evidence(now=timezone.now())


SCHEDULE = {
    "review-sweep": {"task": "review.sweep", "schedule": 60.0, "options": {"expires": 55}},
    "review-expire": {"task": "review.expire", "schedule": 900.0, "options": {"expires": 800}},
}
