"""Asking for one product's copy: ask, ask again with an instruction, cancel, retry.
Knows no engine; a row is written and the model worker is woken once it is committed."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet

from merchant_portal.accounts.models import Merchant, User
from merchant_portal.accounts.moves import move
from merchant_portal.catalog.models import Product
from merchant_portal.drafting import rewriting
from merchant_portal.drafting.briefs import Asked, brief_to_json, make_brief
from merchant_portal.drafting.models import Batch, Draft, Request, RequestEvent, TemplateVersion, Voice
from merchant_portal.drafting.offered import engine_to_use
from merchant_portal.drafting.tasks import write_copy

State = Request.State
OPEN = (State.QUEUED, State.WRITING)
DAY = timedelta(hours=24)
UNDER_WAY = (Batch.State.QUEUED, Batch.State.RUNNING, Batch.State.PAUSED)


class CapReached(Exception):
    """The shop has used up today's cap; `left` products may still be asked for."""

    def __init__(self, left: int) -> None:
        super().__init__(f"{left} left today")
        self.left = left


class NotOpen(Exception):
    """The request is over, or somebody was first."""


class NothingToWriteFrom(Exception):
    """The product has no title and no facts."""


def asked_today(*, merchant: Merchant, now: datetime) -> int:
    """Products asked for in the last 24 hours, with those that a batch on its way has not come to yet; what was
    cancelled before it was written does not count."""
    rows = Request.objects.filter(merchant=merchant, created_at__gt=now - DAY).exclude(state=State.CANCELLED)
    coming = 0
    for batch in Batch.objects.filter(merchant=merchant, state__in=UNDER_WAY, created_at__gt=now - DAY):
        if not batch.asked.get("complete"):
            coming += max(0, batch.total - batch.skipped - Request.objects.filter(batch=batch).count())
    return rows.count() + coming


def left_today(*, merchant: Merchant, now: datetime) -> int:
    return max(0, merchant.daily_cap - asked_today(merchant=merchant, now=now))


def request_copy(
    *,
    product: Product,
    version: TemplateVersion,
    by: User,
    now: datetime,
    asked: Asked | None = None,
    engine: str = "",
    token: str = "",
    draft: Draft | None = None,
    preview: bool = False,
) -> Request:
    """Asks for one product's copy, before all bulk work. The same `token` (one a drawn form) gives the same request
    again: a double click makes one. A `preview` is written like any other and offered to no draft.

    Raises CapReached, EngineNotOffered, DataStaysHere, NothingToWriteFrom, InvalidRecord; then nothing is written.
    """
    merchant = product.merchant
    key = f"{'preview' if preview else 'ask'}:{merchant.pk}:{token or secrets.token_hex(16)}"[:80]
    if earlier := Request.objects.filter(idempotency_key=key).first():
        return earlier
    if not product.title.strip() and not product.facts:
        raise NothingToWriteFrom
    if left_today(merchant=merchant, now=now) < 1:
        raise CapReached(0)
    address = engine_to_use(merchant=merchant, wanted=engine)
    voice = Voice.objects.filter(merchant=merchant).first()
    brief = make_brief(
        version=version,
        product=product,
        merchant=merchant,
        voice=voice,
        asked=asked or Asked(),
        seed=secrets.randbelow(1 << 31),
    )
    with transaction.atomic():
        row, is_new = Request.objects.get_or_create(
            idempotency_key=key,
            defaults={
                "merchant": merchant,
                "product": product,
                "version": version,
                "draft": draft,
                "kind": brief.kind,
                "language": brief.language,
                "brief": brief_to_json(brief) | ({"preview": True} if preview else {}),
                "facts_hash": brief.product.digest(),
                "engine": address,
                "priority": Request.INTERACTIVE,
                "requested_by": by,
                "created_at": now,
            },
        )
        if is_new:
            if not preview:
                TemplateVersion.objects.filter(pk=version.pk, used_at__isnull=True).update(used_at=now)
            RequestEvent.objects.create(request=row, new=State.QUEUED, actor=by, at=now)
            transaction.on_commit(wake_worker)
    return row


def rewrite(*, draft: Draft, instruction: str, by: User, now: datetime, engine: str = "", token: str = "") -> Request:
    """Asks again for a draft's text with an instruction ("shorter"). What was written before stays beside it.
    Raises what request_copy raises, and NotOpen where the draft was never written by a model."""
    last = Request.objects.filter(draft=draft).select_related("version__template").order_by("-id").first()
    if last is None:
        raise NotOpen
    asked = rewriting.understand(instruction, draft=draft, length=last.brief.get("length", "medium"))
    return request_copy(
        product=draft.product,
        version=last.version,
        by=by,
        now=now,
        asked=asked,
        engine=engine or last.engine,
        token=token,
        draft=draft,
    )


def cancel_request(*, request: Request, by: User, now: datetime) -> None:
    """Stops it; a worker that holds it lets go within a second. Raises NotOpen."""
    with transaction.atomic():
        old = request.state
        if not move(
            Request.objects.filter(pk=request.pk),
            old=OPEN,
            new=State.CANCELLED,
            finished_at=now,
            lease="",
            lease_until=None,
            partial=[],
        ):
            raise NotOpen
        RequestEvent.objects.create(request=request, old=old, new=State.CANCELLED, actor=by, at=now)


def retry_request(*, request: Request, by: User, now: datetime) -> None:
    """Asks a failed request again, with three new tries. Raises NotOpen, CapReached."""
    with transaction.atomic():
        count_again(rows=Request.objects.filter(pk=request.pk), merchant=request.merchant, now=now)
        if not move(
            Request.objects.filter(pk=request.pk),
            old=State.FAILED,
            new=State.QUEUED,
            attempt=0,
            error="",
            lease="",
            not_before=None,
            finished_at=None,
        ):
            raise NotOpen
        RequestEvent.objects.create(request=request, old=State.FAILED, new=State.QUEUED, actor=by, at=now)
        transaction.on_commit(wake_worker)


def count_again(*, rows: QuerySet[Request], merchant: Merchant, now: datetime) -> None:
    """Holds a retry to the day's cap. What was asked for today is counted already; what is older is asked for anew, and
    counts from now on (its first asking stays among its events). Raises CapReached."""
    older = rows.filter(state=State.FAILED, created_at__lte=now - DAY)
    n = older.count()
    if n and n > (left := left_today(merchant=merchant, now=now)):
        raise CapReached(left)
    older.update(created_at=now)


def wake_worker() -> None:
    """A word to the model workers that rows wait. Lost or doubled, it harms nothing: the sweeper says it again."""
    try:
        write_copy.apply_async()
    except Exception:  # noqa: BLE001  (the broker is away: the row is safe, and the sweeper will send)
        return


def open_for(*, product: Product) -> list[Request]:
    """What is being written for a product now, or failed last, newest first."""
    rows = Request.objects.filter(Q(state__in=OPEN) | Q(state=State.FAILED), product=product)
    return [r for r in rows.select_related("version__template").order_by("-id")[:12] if not r.brief.get("preview")]
