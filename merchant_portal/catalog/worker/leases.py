"""Holding an import while a worker is at it: a lease that a killed worker lets run out.
Knows no file; the sweeper sends what nobody holds."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from django.db.models import F, Q

from merchant_portal.catalog.models import Import

Clock = Callable[[], datetime]

#: A batch takes a second or two; a worker that has said nothing for this long is gone.
LEASE = timedelta(seconds=90)
#: One wake-up stops here and sends the next: well below the task's soft limit of 240 s.
TURN = timedelta(seconds=150)
TRIES = 3


def claim(import_id: int, states: Iterable[str], now: datetime) -> Import | None:
    """The import, held for this worker; None where it is in another state, or another worker holds it."""
    free = Q(lease_until__isnull=True) | Q(lease_until__lt=now)
    rows = Import.objects.filter(free, pk=import_id, state__in=list(states))
    if not rows.update(lease_until=now + LEASE, attempt=F("attempt") + 1):
        return None
    return Import.objects.select_related("merchant", "started_by").get(pk=import_id)


def still_mine(row: Import, now: datetime, **values: object) -> bool:
    """Lengthens the lease and writes progress; False where the import was cancelled or taken over."""
    lease = now + LEASE
    rows = Import.objects.filter(pk=row.pk, state=row.state, lease_until=row.lease_until)
    if not rows.update(lease_until=lease, attempt=0, **values):
        return False
    row.lease_until = lease
    return True


def hand_over(row: Import) -> None:
    """Lets go, for the next wake-up to go on at once."""
    Import.objects.filter(pk=row.pk, lease_until=row.lease_until).update(lease_until=None, attempt=0)
