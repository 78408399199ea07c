"""The background's work of review: audits in slices under a lease, and live copy read again.
Reads no queue; tasks.py sends and says when."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from django.db.models import Q

from merchant_portal.accounts.models import Merchant
from merchant_portal.review import services
from merchant_portal.review.models import ApprovedCopy, Audit
from merchant_portal.review.services.auditing import LEASE

Clock = Callable[[], datetime]
#: One wake-up stops here and sends the next, well below the task's limit of 240 s.
TURN = timedelta(seconds=120)


def run_audit(audit_id: int, clock: Clock) -> bool:
    """Reads on where the last one stopped. True where another wake-up must go on."""
    now = clock()
    free = Q(lease_until__isnull=True) | Q(lease_until__lt=now)
    if not Audit.objects.filter(free, pk=audit_id, state=Audit.State.RUNNING).update(lease_until=now + LEASE):
        return False
    audit = Audit.objects.select_related("merchant").get(pk=audit_id)
    began, last = now, 0
    while True:
        # Where it stands is kept for the turn only: looking for the next unread text from the beginning each time
        # would pass over all that was read. The last look is from the beginning, for what came in meanwhile.
        before, last = last, services.check_next(audit=audit, now=clock(), after=last)
        if not last and not before:
            return False
        if clock() - began > TURN:
            Audit.objects.filter(pk=audit_id).update(lease_until=None)
            return True
        audit.refresh_from_db(fields=["since"])


def waiting_audits(now: datetime) -> list[int]:
    """Audits that run and that nobody holds: their message was lost, or their worker is gone."""
    free = Q(lease_until__isnull=True) | Q(lease_until__lt=now)
    return list(Audit.objects.filter(free, state=Audit.State.RUNNING).values_list("pk", flat=True))


def reread_shop(merchant_id: int, clock: Clock) -> bool:
    """Reads live copy of one shop that was read under other rules. True where more waits."""
    began = clock()
    merchant = Merchant.objects.get(pk=merchant_id)
    while True:
        _lapsed, more = services.follow_rules(merchant=merchant, now=clock(), limit=100)
        if not more or clock() - began > TURN:
            return more


def shops_with_copy(merchant_id: int | None = None) -> list[int]:
    rows = ApprovedCopy.objects.filter(state="live", merchant__is_active=True).order_by()
    rows = rows.filter(merchant=merchant_id) if merchant_id else rows
    return list(rows.values_list("merchant", flat=True).distinct())
