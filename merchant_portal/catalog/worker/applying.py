"""Writing a confirmed import: product by product, in small transactions, each row keeping what stood there before.
Reads no file: the dry run's rows say what to write."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Count, Sum

from merchant_portal.accounts.models import User
from merchant_portal.accounts.moves import move
from merchant_portal.catalog import changes, problems
from merchant_portal.catalog.comparing import compare, money, source_of
from merchant_portal.catalog.models import Import, ImportEvent, ImportRow, Product, ProductEvent
from merchant_portal.catalog.proposing import propose_for
from merchant_portal.catalog.signals import import_finished
from merchant_portal.catalog.worker.leases import TURN, Clock, claim, hand_over, still_mine

State, Action = Import.State, ImportRow.Action
#: 100 products a transaction hold SQLite's write lock for about a fifth of a second; a page waits no longer.
BATCH = 100

#: What an undo puts back.
KEPT = ("title", "category", "brand", "price", "currency", "language", "image_url", "facts", "variants", "own_text",
        "own_html", "source")  # fmt: skip


def run(import_id: int, clock: Clock) -> bool:
    """Writes what is not written yet. True where another wake-up must go on."""
    imported = claim(import_id, [State.RUNNING], clock())
    if imported is None:
        return False
    began = clock()
    waiting = ImportRow.objects.filter(imported=imported, action__in=[Action.CREATE, Action.CHANGE], applied=False)
    while batch := list(waiting.order_by("number")[:BATCH]):
        with transaction.atomic():
            if not still_mine(imported, clock(), rows_done=imported.rows_done + len(batch)):
                return False
            apply_rows(imported, batch, by=imported.started_by, now=clock())
        imported.rows_done += len(batch)
        if clock() - began > TURN:
            hand_over(imported)
            return True
    _finish(imported, clock())
    return False


def apply_rows(imported: Import, rows: Sequence[ImportRow], *, by: User | None, now: datetime) -> None:
    """Writes one batch inside the caller's transaction. A row that can't be written any more becomes a refused one."""
    stored = {p.sku: p for p in Product.objects.filter(merchant=imported.merchant, sku__in=[r.sku for r in rows])}
    fresh = [row for row in rows if row.sku not in stored]
    created = _create(imported, fresh, by=by, now=now)
    written = list(created)
    for row in rows:
        product = stored.get(row.sku)
        if product is not None and _change(imported, row, product, by=by, now=now):
            written.append(product)
    propose_for(written)
    ImportRow.objects.bulk_update(
        rows, ["applied", "product", "before", "version_after", "action", "error"], batch_size=BATCH
    )


def apply_one(*, row: ImportRow, by: User, now: datetime) -> None:
    """Writes one mended row of an import that is done."""
    with transaction.atomic():
        if row.action == Action.SAME:
            return
        apply_rows(row.imported, [row], by=by, now=now)


def _create(imported: Import, rows: Sequence[ImportRow], *, by: User | None, now: datetime) -> list[Product]:
    products = [_product(imported, row, now) for row in rows]
    try:
        with transaction.atomic():
            Product.objects.bulk_create(products)
    except IntegrityError:  # a SKU was typed in by hand since the batch was looked up
        for row in rows:
            _refuse(row)
        return []
    ProductEvent.objects.bulk_create(
        ProductEvent(product=p, new="created", actor=by, at=now, data={"import": imported.pk}) for p in products
    )
    for row, product in zip(rows, products, strict=True):
        row.product, row.applied, row.version_after = product, True, product.version
    return products


def _product(imported: Import, row: ImportRow, now: datetime) -> Product:
    values = row.parsed
    product = Product(merchant=imported.merchant, sku=values["sku"], last_import=imported, updated_at=now)
    for name, value in _written(imported, values).items():
        setattr(product, name, value)
    product.search = changes.search_text(product.title, product.sku, product.brand, product.category)
    product.facts_count = len(product.facts)
    return product


def _written(imported: Import, values: dict[str, Any]) -> dict[str, Any]:
    plain = ("title", "category", "brand", "language", "own_text", "own_html", "image_url", "facts", "variants")
    return {
        **{name: values[name] for name in plain},
        "price": money(values["price"]) if values["price"] else None,
        "currency": values["currency"] or (imported.merchant.currency if values["price"] else ""),
        "source": source_of(values),
    }


def _change(imported: Import, row: ImportRow, product: Product, *, by: User | None, now: datetime) -> bool:
    """One stored product. What was shown is what is written: a product that changed since the dry run in a way that
    changes its differences is left as it is."""
    before = snapshot(product)
    if product.archived_at is not None:
        write = {**_written(imported, row.parsed), "archived_at": None}
    else:
        blanks = bool(imported.sniffed.get("options", {}).get("blanks"))
        write, differences = compare(row.parsed, product, blanks=blanks)
        if product.version != row.parsed.get("seen") and differences != row.diff:
            _refuse(row)
            return False
        write["source"] = {**product.source, **source_of(row.parsed)}
    write["last_import"] = imported
    if not changes.apply_change(product, write, by=by, now=now, why="imported"):
        _refuse(row)
        return False
    row.product, row.applied, row.before, row.version_after = product, True, before, product.version
    return True


def snapshot(product: Product) -> dict[str, Any]:
    """What an undo needs to put a product back."""
    values = {name: getattr(product, name) for name in KEPT}
    values["price"] = None if product.price is None else f"{product.price:.2f}"
    values["archived_at"] = product.archived_at.isoformat() if product.archived_at else None
    values["last_import_id"] = product.last_import_id
    return values


def _refuse(row: ImportRow) -> None:
    row.action, row.error = Action.REFUSED, problems.stored("changed_meanwhile", {})


def _finish(imported: Import, now: datetime) -> None:
    rows = ImportRow.objects.filter(imported=imported)
    with transaction.atomic():
        mine = Import.objects.filter(pk=imported.pk, lease_until=imported.lease_until)
        refused = rows.filter(action=Action.REFUSED).count()
        if not move(
            mine, old=State.RUNNING, new=State.DONE, finished_at=now, lease_until=None, attempt=0, refused=refused
        ):
            return
        found = rows.filter(applied=True).order_by().aggregate(products=Count("pk"), facts=Sum("product__facts_count"))
        ImportEvent.objects.create(
            imported=imported, old=State.RUNNING, new=State.DONE, actor=imported.started_by, at=now, data=found
        )
        imported.state, imported.finished_at = State.DONE, now
        import_finished.send(sender=Import, imported=imported, by=imported.started_by, now=now)
