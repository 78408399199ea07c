"""The worker processes of the site, each with the row that it writes about itself.
Knows nothing of what they write."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import models

#: A worker writes its row every ten seconds; more than three missed ones are silence.
SILENT_AFTER = timedelta(seconds=45)
#: A worker that was killed takes its row out no more: after this it is of no use to anybody.
FORGOTTEN_AFTER = timedelta(hours=1)


class WorkerBeatQuerySet(models.QuerySet["WorkerBeat"]):
    def alive(self, now: datetime) -> WorkerBeatQuerySet:
        """Heard of lately. A row from the future was written by a clock that has since been set back."""
        return self.filter(seen_at__gt=now - SILENT_AFTER, seen_at__lt=now + SILENT_AFTER)

    def forgotten(self, now: datetime) -> WorkerBeatQuerySet:
        return self.exclude(seen_at__gt=now - FORGOTTEN_AFTER, seen_at__lt=now + FORGOTTEN_AFTER)


class WorkerBeat(models.Model):
    """A worker process: what it is, what it does, when it last said so."""

    name = models.CharField(max_length=120, unique=True)
    role = models.CharField(max_length=20)  # writing | default
    model_id = models.CharField(max_length=200, blank=True)
    in_flight = models.PositiveIntegerField(default=0)
    written = models.PositiveIntegerField(default=0)
    rate = models.FloatField(default=0.0)  # products a minute over the last minutes
    memory_mb = models.PositiveIntegerField(default=0)
    note = models.CharField(max_length=300, blank=True)
    started_at = models.DateTimeField()
    seen_at = models.DateTimeField()

    objects = WorkerBeatQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name

    def is_alive(self, now: datetime) -> bool:
        return abs(now - self.seen_at) < SILENT_AFTER
