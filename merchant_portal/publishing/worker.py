"""Making the file of an export, in the default worker. Knows no pages."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Count, Max, QuerySet

from copywriter.formats import ApprovedText, ExportFile, ExportProduct, Label, export
from merchant_portal.publishing.models import Export, ExportEvent
from merchant_portal.publishing.selection import live_copy
from merchant_portal.review.models import ApprovedCopy

State = Export.State
#: A task is ended by the worker after five minutes; what has been running for longer has lost its worker.
LONGEST = timedelta(minutes=6)
TRIES = 3


def _products(rows: QuerySet[ApprovedCopy]) -> Iterator[ExportProduct]:
    for _pk, group in groupby(rows.iterator(chunk_size=500), key=lambda c: c.product_id):
        texts = list(group)
        product = texts[0].product
        yield ExportProduct(
            sku=product.sku,
            title=product.title,
            language=product.language,
            source=product.source,
            own_html=product.own_html,
            texts=tuple(
                ApprovedText(
                    kind=c.kind,
                    text=c.text,
                    language=c.language,
                    channel=c.channel,
                    audience=c.audience,
                    model_written=c.ai_share > 0,
                )
                for c in texts
            ),
        )


def make_export(*, export_id: int, now: datetime) -> None:
    """Writes the file of a queued export; a second call for the same export changes nothing."""
    row = Export.objects.select_related("merchant").get(pk=export_id)
    if not Export.objects.filter(pk=export_id, state=State.QUEUED).update(state=State.RUNNING):
        return
    ExportEvent.objects.create(export=row, old=State.QUEUED, new=State.RUNNING, at=now)
    label = Label(row.merchant.ai_label, in_text=bool(row.options.get("label_in_text"))) if _labelled(row) else None
    try:
        files = export(_products(live_copy(merchant=row.merchant, options=row.options)), row.format, label=label)
    except Exception as error:
        _finish(row, State.FAILED, now=now, error=str(error))
        raise
    if not files:
        _finish(row, State.FAILED, now=now, error="no live copy was left to hand over")
        return
    name, content = _packed(files)
    row.file.save(f"{row.merchant.slug}-{row.pk}-{name}", ContentFile(content), save=False)
    _finish(row, State.DONE, now=now, file=row.file.name, rows=sum(f.rows for f in files))


def left_lying(now: datetime) -> list[int]:
    """Exports to send again: those whose message was lost, and those whose worker was (put back in the queue). One
    that was begun three times is at fault itself, and ends as failed."""
    rows = Export.objects.filter(state=State.RUNNING, events__new=State.RUNNING)
    for row in rows.annotate(begun=Max("events__at"), tries=Count("events")).filter(begun__lt=now - LONGEST):
        new, why = (State.FAILED, "its worker was lost three times") if row.tries >= TRIES else (State.QUEUED, "")
        with transaction.atomic():
            ended = {"error": why, "finished_at": now} if why else {}
            if Export.objects.filter(pk=row.pk, state=State.RUNNING).update(state=new, **ended):
                reason = why or "its worker was lost"
                ExportEvent.objects.create(export=row, old=State.RUNNING, new=new, at=now, reason=reason)
    waiting = Export.objects.filter(state=State.QUEUED, created_at__lt=now - timedelta(seconds=60))
    return list(waiting.order_by("pk").values_list("pk", flat=True)[:100])


def _labelled(row: Export) -> bool:
    return bool(row.options.get("label") and row.merchant.ai_label)


def _packed(files: list[ExportFile]) -> tuple[str, bytes]:
    """One file as it is; several (their columns differ) as a zip."""
    if len(files) == 1:
        return files[0].name, files[0].content
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in files:
            archive.writestr(file.name, file.content)
    return "export.zip", out.getvalue()


def _finish(row: Export, state: str, *, now: datetime, **values: Any) -> None:
    with transaction.atomic():
        Export.objects.filter(pk=row.pk, state=State.RUNNING).update(state=state, finished_at=now, **values)
        ExportEvent.objects.create(
            export=row, old=State.RUNNING, new=state, at=now, reason=str(values.get("error", ""))
        )
