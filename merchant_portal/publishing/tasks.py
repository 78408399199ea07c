"""Tasks of publishing: ids only; the work is in worker.py."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone
from django_scopes import scopes_disabled

from merchant_portal.publishing.worker import left_lying, make_export


@shared_task(name="publishing.make_export_file", max_retries=3)
def make_export_file(*, export_id: int) -> None:
    with scopes_disabled():  # the export row names its merchant, and the worker reads only that merchant's copy
        make_export(export_id=export_id, now=timezone.now())


@shared_task(name="publishing.sweep")
def sweep_exports() -> None:
    """Sends again what a lost message or a killed worker left lying."""
    with scopes_disabled():
        waiting = left_lying(timezone.now())
    for export_id in waiting:
        make_export_file.delay(export_id=export_id)


SCHEDULE = {"publishing-sweep": {"task": "publishing.sweep", "schedule": 60.0, "options": {"expires": 55}}}
