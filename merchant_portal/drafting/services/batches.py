"""Asking for many products' copy: create with the cap in sight, pause, resume, cancel, retry what failed; estimates.
Knows no engine; the rows are made page by page by a task."""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Count, Sum

from merchant_portal.accounts.models import Merchant, User
from merchant_portal.accounts.moves import move
from merchant_portal.catalog.listing import select
from merchant_portal.catalog.models import Product
from merchant_portal.drafting.briefs import Asked
from merchant_portal.drafting.models import Batch, BatchEvent, Request, RequestEvent, TemplateVersion, WorkerBeat
from merchant_portal.drafting.offered import engine_to_use
from merchant_portal.drafting.services.requests import OPEN, CapReached, NotOpen, count_again, left_today, wake_worker
from merchant_portal.drafting.tasks import expand_batch
from merchant_portal.drafting.worker.cancelling import cancel_rows

State = Batch.State
#: Requests that a rate is read from where no living worker has measured one: so many at most, at least LEAST_MEASURED,
#: none further than PAUSE_IN_WORK from the next (a house model ends several a second, GPT-2 one in two).
STRETCH, LEAST_MEASURED, PAUSE_IN_WORK = 200, 5, timedelta(seconds=20)
#: Seconds that cancelling a batch may take within the request: about 4,000 rows on SQLite.
AT_ONCE = 0.3


class NothingChosen(Exception):
    """No product is left to write for."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """What a batch would cost. `seconds` is None where no rate was measured yet."""

    products: int
    left_today: int
    per_minute: float
    seconds: int | None

    @property
    def too_many(self) -> bool:
        return self.products > self.left_today


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a batch is. `seconds_left` is None where nothing was written yet."""

    total: int
    done: int
    failed: int
    cancelled: int
    waiting: int
    writing: int
    per_minute: float
    seconds_left: int | None
    reasons: list[tuple[str, int]]

    @property
    def over(self) -> int:
        return self.done + self.failed + self.cancelled


def measured_rate(now: datetime) -> float:
    """Products a minute: of all living model workers together, as each measured it while it had work; where none has
    written since its start, of the last stretch in which requests ended one upon the other; 0 where there is none."""
    alive = WorkerBeat.objects.alive(now).filter(role="writing", rate__gt=0)
    return float(alive.aggregate(sum=Sum("rate"))["sum"] or 0.0) or _rate_of_last_stretch()


def _rate_of_last_stretch() -> float:
    ended = Request.objects.filter(state=Request.State.DONE, finished_at__isnull=False).order_by("-finished_at")
    times = list(ended.values_list("finished_at", flat=True)[:STRETCH])
    n = next((i for i in range(1, len(times)) if times[i - 1] - times[i] > PAUSE_IN_WORK), len(times))
    span = (times[0] - times[n - 1]).total_seconds() if n >= LEAST_MEASURED else 0.0
    return 60.0 * (n - 1) / span if span else 0.0


def estimate(*, merchant: Merchant, selection: Mapping[str, Any], now: datetime) -> Estimate:
    """How many products, how long, and what the day's cap still allows. An upper bound: products that have copy
    already are left out when the batch runs."""
    products = select(Product.objects.filter(merchant=merchant), selection).count()
    rate = measured_rate(now)
    ahead = Request.objects.filter(state__in=OPEN).exclude(batch__state__in=Batch.HELD_BACK).count()
    seconds = round(60 * (products + ahead) / rate) if rate else None
    return Estimate(products, left_today(merchant=merchant, now=now), rate, seconds)


def create_batch(
    *,
    merchant: Merchant,
    version: TemplateVersion,
    selection: Mapping[str, Any],
    by: User,
    now: datetime,
    asked: Asked | None = None,
    engine: str = "",
    only_where_empty: bool = True,
    token: str = "",
) -> Batch:
    """Asks for all products of a selection, as it is when the batch is made. The same `token` gives the same batch.

    Raises NothingChosen, CapReached, EngineNotOffered, DataStaysHere.
    """
    token = token or secrets.token_hex(16)
    for earlier in Batch.objects.filter(merchant=merchant, created_at__gt=now - timedelta(days=1)):
        if earlier.asked.get("token") == token:
            return earlier
    address = engine_to_use(merchant=merchant, wanted=engine)
    chosen = select(Product.objects.filter(merchant=merchant), selection)
    count = chosen.count()
    if not count:
        raise NothingChosen
    # Products that come in while it runs were not counted, and nobody asked for them.
    selection = {**selection, "up_to": chosen.order_by("-pk").values_list("pk", flat=True)[0]}
    if count > (left := left_today(merchant=merchant, now=now)):
        raise CapReached(left)
    wishes = asdict(asked or Asked())
    with transaction.atomic():
        batch = Batch.objects.create(
            merchant=merchant,
            version=version,
            asked=wishes | {"engine": address, "only_where_empty": only_where_empty, "token": token},
            selection=selection,
            total=count,
            requested_by=by,
            created_at=now,
        )
        TemplateVersion.objects.filter(pk=version.pk, used_at__isnull=True).update(used_at=now)
        BatchEvent.objects.create(batch=batch, new=State.QUEUED, actor=by, at=now)
        transaction.on_commit(lambda: _expand(batch.pk))
    return batch


def pause_batch(*, batch: Batch, by: User, now: datetime) -> None:
    """No further product is begun; a worker puts back what it is writing within a second. Raises NotOpen."""
    _move(batch, (State.QUEUED, State.RUNNING), State.PAUSED, by, now)


def resume_batch(*, batch: Batch, by: User, now: datetime) -> None:
    """Raises NotOpen."""
    _move(batch, (State.PAUSED,), State.RUNNING, by, now)
    # the model worker itself is woken too: an import may keep the worker that expands busy for minutes
    transaction.on_commit(wake_worker)
    if not batch.asked.get("complete"):
        transaction.on_commit(lambda: _expand(batch.pk))


def cancel_batch(*, batch: Batch, by: User, now: datetime) -> None:
    """Stops it. What was written stays. Of many waiting rows the last ones end a little later, by a task; none of them
    is begun. Raises NotOpen."""
    _move(batch, (State.QUEUED, State.RUNNING, State.PAUSED), State.CANCELLED, by, now, finished_at=now)
    if cancel_rows(batch_id=batch.pk, by=by, now=now, seconds=AT_ONCE):
        transaction.on_commit(lambda: _expand(batch.pk))


def retry_failed(*, batch: Batch, by: User, now: datetime) -> int:
    """Asks all failed products of a batch again. How many. Raises NotOpen where none has failed, CapReached."""
    rows = Request.objects.filter(batch=batch, state=Request.State.FAILED)
    with transaction.atomic():
        Batch.objects.select_for_update().get(pk=batch.pk)  # or finish_batch ends it beside rows that wait again
        count_again(rows=rows, merchant=batch.merchant, now=now)
        ids = list(rows.values_list("id", flat=True))
        changed = rows.filter(pk__in=ids).update(
            state=Request.State.QUEUED, attempt=0, error="", lease="", not_before=None, finished_at=None
        )
        if not changed:
            raise NotOpen
        RequestEvent.objects.bulk_create(
            RequestEvent(request_id=pk, old=Request.State.FAILED, new=Request.State.QUEUED, actor=by, at=now)
            for pk in ids
        )
        move(
            Batch.objects.filter(pk=batch.pk),
            old=[State.DONE, State.CANCELLED],
            new=State.RUNNING,
            finished_at=None,
        )
        BatchEvent.objects.create(batch=batch, old=batch.state, new="retried", actor=by, at=now, data={"rows": changed})
        transaction.on_commit(wake_worker)
    return changed


def counts_of(batches: Sequence[Batch]) -> dict[int, Counter[str]]:
    """Batch id → its requests by state, in one query for a page of batches."""
    found: dict[int, Counter[str]] = {batch.pk: Counter() for batch in batches}
    rows = Request.objects.filter(batch__in=found).order_by().values_list("batch_id", "state").annotate(n=Count("id"))
    for batch, state, n in rows:
        found[batch][state] = n
    return found


def progress(*, batch: Batch, now: datetime, counts: Counter[str] | None = None) -> Progress:
    """Counts by state, the measured rate, the time left and the reasons of failures, commonest first. With `counts`
    (of a whole page: `counts_of`) the reasons are left out, for a list shows none."""
    told = counts is None
    counts = counts_of([batch])[batch.pk] if counts is None else counts
    of = Request.State
    if batch.state == State.CANCELLED:  # its last rows may still be ending
        counts = counts + Counter({of.CANCELLED: counts[of.QUEUED] + counts[of.WRITING]})
        counts[of.QUEUED] = counts[of.WRITING] = 0
    done, waiting = counts[of.DONE], counts[of.QUEUED] + counts[of.WRITING]
    total = sum(counts.values()) if batch.asked.get("complete") else max(batch.total - batch.skipped, 0)
    recent = 0
    if batch.state == State.RUNNING:
        minute = now - timedelta(seconds=60)
        recent = Request.objects.filter(batch=batch, state=of.DONE, finished_at__gt=minute).count()
    began = batch.started_at or batch.created_at
    span = min(60.0, max(1.0, (now - began).total_seconds()))
    rate = 60.0 * recent / span
    left = max(total - done - counts[of.FAILED] - counts[of.CANCELLED], 0)
    reasons: list[tuple[str, int]] = []
    if told and counts[of.FAILED]:
        failed = Request.objects.filter(batch=batch, state=of.FAILED).order_by()
        reasons = list(failed.values_list("error").annotate(n=Count("id")).order_by("-n")[:10])
    return Progress(
        total=total,
        done=done,
        failed=counts[of.FAILED],
        cancelled=counts[of.CANCELLED],
        waiting=waiting - counts[of.WRITING],
        writing=counts[of.WRITING],
        per_minute=rate,
        seconds_left=round(60 * left / rate) if rate else None,
        reasons=reasons,
    )


def _move(batch: Batch, old: tuple[str, ...], new: str, by: User, now: datetime, **values: Any) -> None:
    with transaction.atomic():
        before = batch.state
        if not move(Batch.objects.filter(pk=batch.pk), old=old, new=new, **values):
            raise NotOpen
        BatchEvent.objects.create(batch=batch, old=before, new=new, actor=by, at=now)
        batch.refresh_from_db()


def _expand(batch_id: int) -> None:
    try:
        expand_batch.delay(batch_id=batch_id)
    except Exception:  # noqa: BLE001  (the broker is away: the sweeper will send)
        return
