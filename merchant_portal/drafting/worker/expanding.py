"""A batch becomes requests, page by page: which products, which are left out, one row each.
Knows no engine. Safe to run twice: a product has one request a batch, by its key."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import F

from copywriter.records import InvalidRecord
from merchant_portal.catalog.listing import select
from merchant_portal.catalog.models import Product
from merchant_portal.drafting.briefs import Asked, brief_to_json, make_brief
from merchant_portal.drafting.models import Batch, BatchEvent, Draft, Request, TemplateVersion, Voice
from merchant_portal.drafting.worker.saving import finish_batch

State = Batch.State
#: Products a page: one transaction of about 0.2 s on SQLite, so that nobody waits long for the write lock.
PAGE = 200
#: Seconds after which a wake-up hands over to the next.
TURN = 60.0


def expand(batch_id: int, clock: Callable[[], datetime]) -> bool:
    """Makes requests until all products are asked for. True where the turn ended first: call again."""
    batch = Batch.objects.select_related("merchant", "version__template").filter(pk=batch_id).first()
    ends = time.monotonic() + TURN
    while batch is not None and batch.state in (State.QUEUED, State.RUNNING, State.PAUSED):
        if batch.asked.get("complete"):
            finish_batch(batch_id=batch.pk, now=clock())
            return False
        if time.monotonic() > ends:
            return True
        _page(batch, clock())
        batch = Batch.objects.select_related("merchant", "version__template").filter(pk=batch_id).first()
    return False


def _page(batch: Batch, now: datetime) -> None:
    chosen = select(Product.objects.filter(merchant=batch.merchant), batch.selection)
    products = list(chosen.filter(pk__gt=batch.enqueued_up_to).order_by("pk")[:PAGE])
    requests, skipped = _requests(batch, products, now)
    last = products[-1].pk if products else batch.enqueued_up_to
    complete = len(products) < PAGE
    with transaction.atomic():
        # the condition lets one of two expanders through; the other finds the page done
        rows = Batch.objects.filter(pk=batch.pk, enqueued_up_to=batch.enqueued_up_to).exclude(
            state__in=[State.CANCELLED, State.DONE]
        )
        if not rows.update(
            enqueued_up_to=last,
            skipped=F("skipped") + skipped,
            asked={**batch.asked, "complete": True} if complete else batch.asked,
        ):
            return
        Request.objects.bulk_create(requests, ignore_conflicts=True)
        if Batch.objects.filter(pk=batch.pk, state=State.QUEUED).update(state=State.RUNNING, started_at=now):
            BatchEvent.objects.create(batch=batch, old=State.QUEUED, new=State.RUNNING, at=now)
        if complete:
            made = Request.objects.filter(batch=batch).count()
            Batch.objects.filter(pk=batch.pk).update(total=made)


def _requests(batch: Batch, products: Sequence[Product], now: datetime) -> tuple[list[Request], int]:
    """One request a product that wants one, and how many were left out."""
    version: TemplateVersion = batch.version
    voice = Voice.objects.filter(merchant=batch.merchant).first()
    asked = Asked.from_dict(batch.asked)
    have = _have_copy(batch, products, asked) if batch.asked.get("only_where_empty", True) else set()
    made: list[Request] = []
    for product in products:
        if product.pk in have or not (product.title.strip() or product.facts):
            continue
        try:
            brief = make_brief(
                version=version,
                product=product,
                merchant=batch.merchant,
                voice=voice,
                asked=asked,
                seed=secrets.randbelow(1 << 31),
            )
        except InvalidRecord:
            continue
        made.append(
            Request(
                merchant=batch.merchant,
                product=product,
                version=version,
                batch=batch,
                idempotency_key=f"batch:{batch.pk}:{product.pk}",
                kind=brief.kind,
                language=brief.language,
                brief=brief_to_json(brief),
                facts_hash=brief.product.digest(),
                engine=batch.asked["engine"],
                priority=Request.BULK,
                requested_by_id=batch.requested_by_id,
                created_at=now,
            )
        )
    return made, len(products) - len(made)


def _have_copy(batch: Batch, products: Sequence[Product], asked: Asked) -> set[int]:
    """Products that have a text for this purpose, or are being written one."""
    version, ids = batch.version, [p.pk for p in products]
    kind = version.template.kind
    language = asked.language or version.template.language
    drafts = Draft.objects.filter(
        product__in=ids,
        kind=kind,
        language=language,
        channel=asked.channel or version.channel,
        audience=asked.audience or version.audience,
    ).exclude(text="")
    waiting = Request.objects.filter(
        product__in=ids, kind=kind, language=language, state__in=[Request.State.QUEUED, Request.State.WRITING]
    ).exclude(batch=batch)
    return {*drafts.values_list("product_id", flat=True), *waiting.values_list("product_id", flat=True)}
