"""Asking for exports. Knows nothing of how a file is made."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from merchant_portal.accounts.models import Merchant, User
from merchant_portal.publishing.models import Export, ExportEvent
from merchant_portal.publishing.selection import live_copy
from merchant_portal.publishing.tasks import make_export_file


class NothingToExport(Exception):
    """No live copy matches what was asked for."""


def request_export(*, merchant: Merchant, format: str, options: dict[str, Any], by: User, now: datetime) -> Export:
    """Asks for one file. Raises NothingToExport."""
    if not live_copy(merchant=merchant, options=options).exists():
        raise NothingToExport
    with transaction.atomic():
        row = Export.objects.create(merchant=merchant, format=format, options=options, requested_by=by, created_at=now)
        ExportEvent.objects.create(export=row, old="", new=Export.State.QUEUED, actor=by, at=now, data=options)
        transaction.on_commit(lambda: make_export_file.delay(export_id=row.pk), robust=True)  # the sweeper resends
    return row
