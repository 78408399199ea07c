"""The rows of a cancelled batch end, page by page. Nobody begins them meanwhile: the batch's own state says so.
Knows no engine. Safe to run twice and to be cut off: the sweeper goes on."""

from __future__ import annotations

import time
from datetime import datetime

from django.db import transaction

from merchant_portal.accounts.models import User
from merchant_portal.drafting.models import Batch, Request, RequestEvent

State = Request.State
OPEN = (State.QUEUED, State.WRITING)
#: Rows a transaction. 50,000 in one held SQLite's write lock for 1.2 s, and every worker with it.
PAGE = 1000
#: Seconds between two pages, for others to write: a page takes 25 ms, and who waits for SQLite's lock looks for it in
#: steps that grow to 100 ms. Without it a pause pressed meanwhile took 1.2 s.
GAP = 0.05


def cancel_rows(*, batch_id: int, now: datetime, seconds: float, by: User | None = None) -> bool:
    """Those being written first. True where some are left when the time is up. Begins nothing for a batch that was
    taken up again."""
    ends = time.monotonic() + seconds
    while True:
        with transaction.atomic():
            batch = Batch.objects.select_for_update().filter(pk=batch_id, state=Batch.State.CANCELLED)
            if batch.first() is None:
                return False
            rows = Request.objects.filter(batch_id=batch_id, state__in=OPEN)
            page = list(rows.order_by("-state").values_list("id", "state")[:PAGE])  # "writing" > "queued"
            if not page:
                return False
            ids = [pk for pk, _state in page]
            gone = list(rows.filter(pk__in=ids, state=State.WRITING).values_list("id", flat=True))
            rows.filter(pk__in=ids).update(
                state=State.CANCELLED, finished_at=now, lease="", lease_until=None, partial=[]
            )
            RequestEvent.objects.bulk_create(
                RequestEvent(request_id=pk, old=State.WRITING, new=State.CANCELLED, actor=by, at=now) for pk in gone
            )
        if time.monotonic() > ends:
            return rows.exists()
        time.sleep(GAP)
