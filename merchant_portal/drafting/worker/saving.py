"""What the engine said, written to the rows: words on the way, candidates, failures. Exactly once, by the lease.
Knows no engine and no queue."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models.functions import Coalesce

from copywriter.checks import CHECK_VERSION
from copywriter.engines.base import EngineError
from copywriter.formats.cells import storable
from copywriter.records import Candidate as WrittenCandidate
from copywriter.records import Prompt
from merchant_portal.drafting.models import Batch, BatchEvent, Candidate, Request, RequestEvent
from merchant_portal.drafting.services.drafts import offer_candidates
from merchant_portal.drafting.signals import batch_finished, copy_written
from merchant_portal.drafting.worker.leases import TRIES, mine

State = Request.State
#: Seconds before the next try, by tries made.
PAUSES = (2, 10)


@dataclass(frozen=True, slots=True)
class Held:
    """One leased row: enough to write to it, or to find that it is no longer ours."""

    request_id: int
    lease: str
    attempt: int
    batch_id: int | None = None
    checked_by: str = CHECK_VERSION  # checks and packs that its candidates are held to


def save_partial(*, held: Held, texts: list[str], now: datetime) -> bool:
    """Words so far, for whoever watches. False where the row is no longer ours."""
    rows = mine(request_id=held.request_id, lease=held.lease, attempt=held.attempt)
    return bool(rows.update(partial=[storable(text) for text in texts], first_text_at=Coalesce("first_text_at", now)))


def save_written(
    *,
    held: Held,
    candidates: tuple[WrittenCandidate, ...],
    prompt: Prompt,
    model_id: str,
    now: datetime,
    ends_batch: bool = True,
) -> bool:
    """The candidates, the request's end and the draft they are offered to, in one transaction. False, and nothing
    written, where the lease no longer holds: somebody else writes this row, or it was cancelled. `ends_batch` false:
    others of its batch are in flight here, so that the batch cannot be over yet."""
    with transaction.atomic():
        rows = mine(request_id=held.request_id, lease=held.lease, attempt=held.attempt)
        if not rows.update(
            state=State.DONE,
            lease="",
            lease_until=None,
            partial=[],
            error="",
            model_id=model_id[:200],
            prompt=storable(prompt.text or json.dumps(list(prompt.messages), ensure_ascii=False)),
            first_text_at=Coalesce("first_text_at", now),
            finished_at=now,
        ):
            return False
        request = Request.objects.select_related("merchant", "product").get(pk=held.request_id)
        kept = Candidate.objects.bulk_create(
            Candidate(
                request=request,
                position=place,
                text=c.text,
                tokens=c.tokens,
                score=c.score,
                why=dict(c.why),
                findings=[f.to_dict() for f in c.findings],
                ledger=[e.to_dict() for e in c.ledger],
                check_version=held.checked_by,
                created_at=now,
            )
            for place, c in enumerate(candidates, start=1)
        )
        RequestEvent.objects.create(
            request=request, old=State.WRITING, new=State.DONE, at=now, data={"worker": held.lease}
        )
        if not request.brief.get("preview"):
            draft = offer_candidates(request=request, now=now, best=kept[0] if kept else None)
            transaction.on_commit(lambda: copy_written.send(sender=Request, request=request, draft=draft, now=now))
    if ends_batch:
        finish_batch(batch_id=held.batch_id, now=now)
    return True


def save_failure(*, held: Held, error: EngineError, now: datetime) -> bool:
    """Another try later, or the end with a reason a person can read."""
    ends, reason = error.permanent or held.attempt >= TRIES, storable(str(error))[:1000]
    with transaction.atomic():
        rows = mine(request_id=held.request_id, lease=held.lease, attempt=held.attempt)
        values = {"lease": "", "lease_until": None, "partial": [], "error": reason}
        if ends:
            changed = rows.update(state=State.FAILED, finished_at=now, **values)
        else:
            pause = timedelta(seconds=PAUSES[min(held.attempt, len(PAUSES)) - 1])
            changed = rows.update(state=State.QUEUED, not_before=now + pause, **values)
        if not changed:
            return False
        RequestEvent.objects.create(
            request_id=held.request_id,
            old=State.WRITING,
            new=State.FAILED if ends else State.QUEUED,
            reason=reason,
            at=now,
        )
    if ends:
        finish_batch(batch_id=held.batch_id, now=now)
    return True


def finish_batch(*, batch_id: int | None, now: datetime) -> bool:
    """Ends a batch whose products are all asked for and whose requests are all over. Safe to call at any time."""
    if batch_id is None:
        return False
    batch = Batch.objects.filter(pk=batch_id, state=Batch.State.RUNNING).first()
    if batch is None or not batch.asked.get("complete"):
        return False
    still_open = Request.objects.filter(batch=batch, state__in=[State.QUEUED, State.WRITING])
    if still_open.exists():
        return False
    with transaction.atomic():
        if not Batch.objects.filter(pk=batch_id, state=Batch.State.RUNNING).update(
            state=Batch.State.DONE, finished_at=now
        ):
            return False
        if still_open.exists():  # somebody has just asked again for those that failed
            transaction.set_rollback(True)
            return False
        BatchEvent.objects.create(batch=batch, old=Batch.State.RUNNING, new=Batch.State.DONE, at=now)
        batch.refresh_from_db()
        transaction.on_commit(lambda: batch_finished.send(sender=Batch, batch=batch, now=now))
    return True
