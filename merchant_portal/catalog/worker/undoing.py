"""Undoing an import, and taking the proposed facts of one: work over many products, batch by batch.
Nothing that a person typed or a model wrote goes: what was changed or written for since stays as it is."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils.dateparse import parse_datetime

from merchant_portal.accounts.models import User
from merchant_portal.accounts.moves import move
from merchant_portal.catalog import changes, problems
from merchant_portal.catalog.comparing import money
from merchant_portal.catalog.models import FactProposal, Import, ImportEvent, ImportRow, Product
from merchant_portal.catalog.proposing import take
from merchant_portal.catalog.worker.leases import LEASE, TRIES, TURN, Clock, claim, hand_over, still_mine

State = Import.State
BATCH = 100


def undo(import_id: int, user_id: int, clock: Clock) -> bool:
    """Puts back what stood there before an import. True where another wake-up must go on."""
    imported = claim(import_id, [State.DONE, State.CANCELLED], clock())
    if imported is None or not imported.sniffed.get("undo_asked"):
        return False
    by, began = User.objects.filter(pk=user_id).first(), clock()
    applied = ImportRow.objects.filter(imported=imported, applied=True).select_related("product")
    while batch := list(applied.order_by("number")[:BATCH]):
        with transaction.atomic():
            if not still_mine(imported, clock()):
                return False
            undone = _undo_batch(batch, by=by, now=clock())
            ImportRow.objects.filter(pk__in=[row.pk for row in batch]).update(applied=False)
            ImportEvent.objects.create(
                imported=imported, old=imported.state, new="undoing", actor=by, at=clock(),
                data={"undone": undone, "kept": len(batch) - undone},
            )  # fmt: skip
        if clock() - began > TURN:
            hand_over(imported)
            return True
    _finish(imported, by, clock())
    return False


def _undo_batch(rows: list[ImportRow], *, by: User | None, now: datetime) -> int:
    undone = sum(_put_back(row, by=by, now=now) for row in rows if row.product and row.before)
    made = [row.product_id for row in rows if row.product_id and not row.before]
    gone = list(_untouched(made).values_list("pk", flat=True))
    Product.objects.filter(pk__in=gone).delete()
    return undone + len(gone)


def _untouched(made: list[int]) -> Any:
    """Of these products, those that nothing above the catalogue refers to and nobody has edited."""
    rows = Product.objects.filter(pk__in=made).exclude(events__new="edited")
    used = Q()
    for relation in Product._meta.related_objects:
        if relation.related_model._meta.app_label != "catalog":
            used |= Exists(relation.related_model._base_manager.filter(**{relation.field.name: OuterRef("pk")}))
    return rows.exclude(used) if used else rows


def _put_back(row: ImportRow, *, by: User | None, now: datetime) -> bool:
    product, before = row.product, dict(row.before)
    if product.version != row.version_after:
        return False
    archived = before.pop("archived_at")
    before["price"] = money(before["price"]) if before["price"] else None
    before["archived_at"] = parse_datetime(archived) if archived else None
    before["last_import"] = Import.objects.filter(pk=before.pop("last_import_id")).first()
    return changes.apply_change(product, before, by=by, now=now, why="import undone")


def _finish(imported: Import, by: User | None, now: datetime) -> None:
    done = ImportEvent.objects.filter(imported=imported, new="undoing").values_list("data", flat=True)
    data = {"undone": sum(d["undone"] for d in done), "kept": sum(d["kept"] for d in done)}
    with transaction.atomic():
        mine = Import.objects.filter(pk=imported.pk, lease_until=imported.lease_until)
        if move(mine, old=imported.state, new=State.UNDONE, lease_until=None, attempt=0):
            ImportEvent.objects.create(
                imported=imported, old=imported.state, new=State.UNDONE, actor=by, at=now, data=data
            )


def take_proposals(import_id: int, user_id: int, clock: Clock) -> bool:
    """Takes every open proposal of the products that an import brought. True where another wake-up must go on."""
    by, began, last = User.objects.get(pk=user_id), clock(), 0
    waiting = FactProposal.objects.filter(product=OuterRef("pk"), state=FactProposal.State.PROPOSED)
    products = Product.objects.filter(last_import_id=import_id, archived_at__isnull=True).filter(Exists(waiting))
    while batch := list(products.filter(pk__gt=last).order_by("pk")[:BATCH]):
        for product in batch:
            take(product=product, proposals=None, by=by, now=clock())
        last = batch[-1].pk
        if clock() - began > TURN:
            return True
    row = Import.objects.get(pk=import_id)
    ImportEvent.objects.create(imported=row, old=row.state, new="facts taken", actor=by, at=clock())
    return False


def unfinished_takings(now: datetime) -> list[tuple[int, int]]:
    """(import, person) whose facts were asked for a while ago and are not reported taken: a message was lost."""
    asked = ImportEvent.objects.filter(new="taking facts", at__lt=now - LEASE * 2, at__gt=now - timedelta(days=1))
    taken = ImportEvent.objects.filter(new="facts taken", imported=OuterRef("imported"), at__gte=OuterRef("at"))
    rows = asked.filter(~Exists(taken), actor__isnull=False)
    return list(rows.values_list("imported_id", "actor_id").distinct()[:50])


def sweep(clock: Clock) -> tuple[list[int], list[int], list[tuple[int, int]]]:
    """(imports to read, to run, to undo as (import, person)) that no worker holds; one that failed three times ends."""
    from_states = {State.UPLOADED: [], State.RUNNING: []}
    now = clock()
    free = Q(lease_until__isnull=True) | Q(lease_until__lt=now)
    for pk, state in Import.objects.filter(free, state__in=from_states).values_list("pk", "state")[:200]:
        if not _spent(pk, now):
            from_states[state].append(pk)
    undoing = Import.objects.filter(free, state__in=[State.DONE, State.CANCELLED], sniffed__undo_asked__isnull=False)
    asked = []
    for pk in undoing.values_list("pk", flat=True)[:50]:
        event = ImportEvent.objects.filter(imported_id=pk, new="undo asked").last()
        if event and event.actor_id:
            asked.append((pk, event.actor_id))
    return from_states[State.UPLOADED], from_states[State.RUNNING], asked


def _spent(import_id: int, now: datetime) -> bool:
    from_here = Import.objects.get(pk=import_id)
    if from_here.attempt < TRIES:
        return False
    with transaction.atomic():
        error = problems.stored("crashed", {})
        rows = Import.objects.filter(pk=import_id, attempt__gte=TRIES)
        if move(rows, old=from_here.state, new=State.FAILED, error=error, finished_at=now, lease_until=None):
            ImportEvent.objects.create(
                imported_id=import_id, old=from_here.state, new=State.FAILED, at=now, reason=error
            )
    return True
