"""The Celery app: two queues, `default` and `writing`, and one time-table for beat.
Knows no task by name; an app's `tasks.SCHEDULE` says what beat should send for it."""

from __future__ import annotations

import os
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "merchant_portal.settings")

app = Celery("countersign")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@app.on_after_finalize.connect
def collect_schedules(sender: Celery, **_: Any) -> None:
    """Reads `SCHEDULE = {"name": {"task": "dotted.name", "schedule": seconds, "options": {…}}}` of each app's tasks."""
    from django.conf import settings  # noqa: PLC0415  (settings import this package)

    for name in settings.PORTAL_APPS:
        if find_spec(f"{name}.tasks"):
            schedule = getattr(import_module(f"{name}.tasks"), "SCHEDULE", {})
            sender.conf.beat_schedule = {**sender.conf.beat_schedule, **schedule}
