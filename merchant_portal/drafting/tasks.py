"""Tasks of drafting: wake-ups that carry no work. The rows say what is to do; each is safe to lose, safe to double."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone
from django_scopes import scopes_disabled

from merchant_portal.drafting.models import Batch, Request
from merchant_portal.drafting.worker import expanding, leases, running, saving

# Each row names its merchant, and the worker writes only to the rows it leased: scopes are off.


@shared_task(name="drafting.write", time_limit=None, soft_time_limit=None)
def write_copy() -> None:
    """The model worker's turn."""
    with scopes_disabled():
        if running.run(timezone.now):
            write_copy.delay()


@shared_task(name="drafting.expand")
def expand_batch(*, batch_id: int) -> None:
    """A batch becomes requests; the model worker is woken with the first page of them."""
    with scopes_disabled():
        more = expanding.expand(batch_id, timezone.now)
    write_copy.delay()
    if more:
        expand_batch.delay(batch_id=batch_id)


@shared_task(name="drafting.sweep")
def sweep() -> None:
    """Sends again what a lost message or a killed worker left lying."""
    now = timezone.now()
    with scopes_disabled():
        leases.sweep(now)
        unfinished = list(Batch.objects.filter(state__in=[Batch.State.QUEUED, Batch.State.RUNNING]))
        for batch in unfinished:
            saving.finish_batch(batch_id=batch.pk, now=now)
        waiting = Request.objects.filter(leases.due(now)).exists()
    for batch in unfinished:
        if not batch.asked.get("complete"):
            expand_batch.delay(batch_id=batch.pk)
    if waiting:
        write_copy.delay()


SCHEDULE = {"drafting-sweep": {"task": "drafting.sweep", "schedule": 10.0, "options": {"expires": 9}}}
