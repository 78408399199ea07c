"""Tasks of drafting: wake-ups that carry no work. The rows say what is to do; each is safe to lose, safe to double."""

from __future__ import annotations

from datetime import timedelta

from celery import shared_task
from django.utils import timezone
from django_scopes import scopes_disabled

from merchant_portal.drafting.models import Batch, WorkerBeat
from merchant_portal.drafting.worker import cancelling, expanding, leases, running, saving

#: A cancelled batch whose rows did not all end is looked for this long.
LATELY = timedelta(days=2)

# Each row names its merchant, and the worker writes only to the rows it leased: scopes are off.


@shared_task(name="drafting.write", time_limit=None, soft_time_limit=None)
def write_copy() -> None:
    """The model worker's turn."""
    with scopes_disabled():
        if running.run(timezone.now):
            write_copy.delay()


@shared_task(name="drafting.expand")
def expand_batch(*, batch_id: int) -> None:
    """A batch becomes requests, and the model worker is woken; of a cancelled one the rows that are left end."""
    with scopes_disabled():
        more = expanding.expand(batch_id, timezone.now)
        more |= cancelling.cancel_rows(batch_id=batch_id, now=timezone.now(), seconds=expanding.TURN)
    write_copy.delay()
    if more:
        expand_batch.delay(batch_id=batch_id)


@shared_task(name="drafting.sweep")
def sweep() -> None:
    """Sends again what a lost message or a killed worker left lying."""
    now = timezone.now()
    with scopes_disabled():
        leases.sweep(now)
        WorkerBeat.objects.forgotten(now).delete()
        unfinished = list(Batch.objects.filter(state__in=[Batch.State.QUEUED, Batch.State.RUNNING]))
        for batch in unfinished:
            saving.finish_batch(batch_id=batch.pk, now=now)
        for batch in Batch.objects.filter(state=Batch.State.CANCELLED, finished_at__gt=now - LATELY):
            cancelling.cancel_rows(batch_id=batch.pk, now=now, seconds=expanding.TURN)
        waiting = leases.waiting(now).exists()
    for batch in unfinished:
        if not batch.asked.get("complete"):
            expand_batch.delay(batch_id=batch.pk)
    if waiting:
        write_copy.delay()


SCHEDULE = {"drafting-sweep": {"task": "drafting.sweep", "schedule": 10.0, "options": {"expires": 9}}}
