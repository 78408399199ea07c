"""Tasks of the catalogue: ids only; the work is in worker/. Safe to run twice: each works on a lease."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone
from django_scopes import scopes_disabled

from merchant_portal.catalog.worker import applying, reading, undoing

# Each row of an import names its merchant, and the worker touches only that merchant's products: scopes are off.


@shared_task(name="catalog.read_import")
def read_import(*, import_id: int) -> None:
    with scopes_disabled():
        if reading.read(import_id, timezone.now):
            read_import.delay(import_id=import_id)


@shared_task(name="catalog.run_import")
def run_import(*, import_id: int) -> None:
    with scopes_disabled():
        if applying.run(import_id, timezone.now):
            run_import.delay(import_id=import_id)


@shared_task(name="catalog.undo_import")
def undo_import_rows(*, import_id: int, user_id: int) -> None:
    with scopes_disabled():
        if undoing.undo(import_id, user_id, timezone.now):
            undo_import_rows.delay(import_id=import_id, user_id=user_id)


@shared_task(name="catalog.take_proposals")
def take_import_proposals(*, import_id: int, user_id: int) -> None:
    with scopes_disabled():
        if undoing.take_proposals(import_id, user_id, timezone.now):
            take_import_proposals.delay(import_id=import_id, user_id=user_id)


@shared_task(name="catalog.sweep")
def sweep_imports() -> None:
    """Sends again what a lost message or a killed worker left lying."""
    with scopes_disabled():
        to_read, to_run, to_undo = undoing.sweep(timezone.now)
        to_take = undoing.unfinished_takings(timezone.now())
    for import_id in to_read:
        read_import.delay(import_id=import_id)
    for import_id in to_run:
        run_import.delay(import_id=import_id)
    for import_id, user_id in to_undo:
        undo_import_rows.delay(import_id=import_id, user_id=user_id)
    for import_id, user_id in to_take:
        take_import_proposals.delay(import_id=import_id, user_id=user_id)


SCHEDULE = {"catalog-sweep": {"task": "catalog.sweep", "schedule": 60.0, "options": {"expires": 55}}}
