"""Reading an uploaded file: what it is, then the dry run, row by row, resumable after a killed worker.
Writes only imports and their rows; no product changes here."""

from __future__ import annotations

import csv
import hashlib
import io
import itertools
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.db.models import Count

from copywriter.formats import ParsedProduct, RowError, UnreadableFile, read_products, sniff
from merchant_portal.accounts.moves import move
from merchant_portal.catalog import problems
from merchant_portal.catalog.comparing import compare, values_of
from merchant_portal.catalog.models import Import, ImportEvent, ImportRow, Product, SavedMapping
from merchant_portal.catalog.worker.leases import TURN, Clock, claim, hand_over, still_mine

State, Action = Import.State, ImportRow.Action
BATCH = 200


def read(import_id: int, clock: Clock) -> bool:
    """Brings an uploaded file to its dry run, or to its mapping page, or to a refusal. True where another wake-up must
    go on; nothing happens where another worker is at it."""
    row = claim(import_id, [State.UPLOADED], clock())
    if row is None:
        return False
    try:
        data = _content(row)
        if not row.sniffed.get("format"):
            _look(row, data)
        if not still_mine(row, clock(), sniffed=row.sniffed, format=row.format, encoding=row.encoding,
                          rows_total=row.rows_total, mapping=row.mapping):  # fmt: skip
            return False
        if row.sniffed.get("needs_mapping") and not row.mapping:
            _finish(row, State.MAPPING, clock)
            return False
        return _dry_run(row, data, clock)
    except UnreadableFile as refusal:
        if refusal.code == "needs_mapping":
            _finish(row, State.MAPPING, clock)
        else:
            _finish(row, State.FAILED, clock, error=problems.stored(refusal.code, refusal.params), finished_at=clock())
        return False


def _content(row: Import) -> bytes:
    with row.file.open("rb") as file:
        return file.read()


def _look(row: Import, data: bytes) -> None:
    first = sniff(data, row.filename)
    row.format, row.encoding, row.rows_total = first.format, first.encoding, first.rows
    row.sniffed = {
        **row.sniffed,
        "format": first.format,
        "delimiter": first.delimiter,
        "headers": list(first.headers),
        "sample": [list(cells) for cells in first.sample],
        "needs_mapping": first.needs_mapping,
        "guessed": dict(first.guessed_mapping),
    }
    if first.needs_mapping:
        rows = SavedMapping.objects.filter(merchant=row.merchant, headers_hash=headers_hash(first.headers))
        saved = rows.first()
        if saved:
            row.mapping = saved.mapping
            row.sniffed["remembered"] = True


def headers_hash(headers: Sequence[str]) -> str:
    """By which a merchant's mapping is found again for a table with these columns."""
    return hashlib.sha256(json.dumps(list(headers), ensure_ascii=False).encode()).hexdigest()


def found_in(row: Import, data: bytes) -> Iterator[ParsedProduct | RowError]:
    """The products of an import's file, as its format, mapping and language say."""
    return read_products(
        data,
        name=row.filename,
        format=None if row.format in ("", "google", "products") else row.format,
        mapping=row.mapping or None,
        language=row.sniffed.get("options", {}).get("language") or None,
    )


def _dry_run(row: Import, data: bytes, clock: Clock) -> bool:
    """Compares each product with what is stored. What an earlier wake-up compared is passed over by count: reading the
    same bytes gives the same rows in the same order."""
    began = clock()
    done = ImportRow.objects.filter(imported=row).count()
    walk = itertools.islice(found_in(row, data), done, None)
    while batch := list(itertools.islice(walk, BATCH)):
        with transaction.atomic():
            if not still_mine(row, clock(), rows_done=row.rows_done + _source_rows(batch)):
                return False
            ImportRow.objects.bulk_create(judge(row, batch))
        row.rows_done += _source_rows(batch)
        if clock() - began > TURN:
            hand_over(row)
            return True
    _finish(row, State.PREVIEWED, clock, **counts(row))
    return False


def _source_rows(batch: list[ParsedProduct | RowError]) -> int:
    return sum(len(item.rows) if isinstance(item, ParsedProduct) else 1 for item in batch)


def counts(row: Import) -> dict[str, int]:
    """How many rows the dry run put under each action."""
    found = dict(ImportRow.objects.filter(imported=row).order_by().values_list("action").annotate(n=Count("pk")))
    return {
        "created": found.get(Action.CREATE, 0),
        "changed": found.get(Action.CHANGE, 0),
        "same": found.get(Action.SAME, 0),
        "refused": found.get(Action.REFUSED, 0),
    }


def judge(row: Import, batch: list[ParsedProduct | RowError]) -> list[ImportRow]:
    """Unsaved rows of the dry run: what each item would do."""
    keys = [item.facts.sku for item in batch if isinstance(item, ParsedProduct)]
    stored = {p.sku: p for p in Product.objects.filter(merchant=row.merchant, sku__in=keys)}
    return [_row_of(row, item, stored) for item in batch]


def _row_of(row: Import, item: ParsedProduct | RowError, stored: Mapping[str, Product]) -> ImportRow:
    if isinstance(item, RowError):
        return ImportRow(
            imported=row,
            number=item.row,
            action=Action.REFUSED,
            cells=dict(item.cells),
            error=problems.stored(item.code, item.params),
            title=_title(item.cells),
        )
    values = values_of(item)
    found = ImportRow(imported=row, number=item.rows[0], sku=item.facts.sku, title=item.facts.title, parsed=values)
    product = stored.get(item.facts.sku)
    if product is None or product.archived_at is not None:
        found.action, found.product = Action.CREATE, product
        return found
    write, found.diff = compare(values, product)
    values["seen"] = product.version
    found.product = product
    found.action = Action.CHANGE if write or found.diff else Action.SAME
    return found


def _title(cells: Mapping[str, str]) -> str:
    names = ("title", "name", "product_name", "标题", "名称")
    return next((text[:500] for header, text in cells.items() if header.lower() in names and text), "")


def reread(*, row: ImportRow, cells: Mapping[str, str]) -> ImportRow:
    """One refused row with other cells, read as a table of one row and judged again."""
    imported = row.imported
    if imported.format == "products":
        return row
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(cells.keys())
    writer.writerow(cells.values())
    try:
        found = list(
            read_products(
                out.getvalue().encode(),
                format=imported.format or None,
                mapping=imported.mapping or None,
                language=imported.sniffed.get("options", {}).get("language") or None,
            )
        )
    except UnreadableFile as refusal:
        found = [RowError(row.number, refusal.code, refusal.params, cells)]
    product = next((item for item in found if isinstance(item, ParsedProduct)), None)
    first = next(iter(found), RowError(row.number, "no_title", {}, cells))
    fresh = judge(imported, [product or first])[0]
    if product and ImportRow.objects.filter(imported=imported, sku=fresh.sku).exclude(pk=row.pk).exists():
        other = ImportRow.objects.filter(imported=imported, sku=fresh.sku).exclude(pk=row.pk).first()
        fresh = judge(imported, [RowError(row.number, "duplicate", {"field": "SKU", "row": other.number}, cells)])[0]
    with transaction.atomic():
        for name in ("action", "sku", "title", "parsed", "diff", "error", "product"):
            setattr(row, name, getattr(fresh, name))
        row.cells = dict(cells) if row.action == Action.REFUSED else {}
        row.save(update_fields=["action", "sku", "title", "parsed", "diff", "error", "product", "cells"])
        Import.objects.filter(pk=imported.pk).update(**counts(imported))
    return row


def _finish(row: Import, state: str, clock: Clock, **values: Any) -> None:
    with transaction.atomic():
        rows = Import.objects.filter(pk=row.pk, lease_until=row.lease_until)
        if move(rows, old=row.state, new=state, lease_until=None, attempt=0, **values):
            ImportEvent.objects.create(imported=row, old=row.state, new=state, at=clock(), data=_plain(values))


def _plain(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value if isinstance(value, str | int) else str(value) for name, value in values.items()}
