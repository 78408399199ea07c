"""Keyset pages: the next rows after the last one seen, at the same price on page 1 and page 2,000.
Knows no model; the order names columns of the queryset it is given."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import DataError
from django.db.models import Q, QuerySet


@dataclass(frozen=True)
class Page:
    """One page of rows, with the cursors of its neighbours (empty where there is none)."""

    rows: list[Any]
    next: str
    previous: str

    def __iter__(self) -> Any:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)


def keyset_page(queryset: QuerySet[Any], order: Sequence[str], cursor: str = "", size: int = 50) -> Page:
    """`order` names columns, `-` for descending, and must end in a unique one (`id`). `cursor` comes from an earlier
    page's `next` or `previous`; one that can't be read gives the first page. Columns must not be NULL."""
    backwards, after = _read(cursor, len(order))
    columns = [_flip(name) for name in order] if backwards else list(order)
    rows = queryset.order_by(*columns)
    found: list[Any] | None = None
    if after is not None:
        try:
            found = list(rows.filter(_beyond(columns, after))[: size + 1])
        except (ValueError, TypeError, ValidationError, OverflowError, DataError):  # written by hand
            backwards, after = False, None
            rows = queryset.order_by(*order)
    if found is None:
        found = list(rows[: size + 1])
    more = len(found) > size
    found = found[:size]
    if backwards:
        found.reverse()
    if not found:
        return Page([], "", "")
    has_next = more if not backwards else True
    has_previous = more if backwards else after is not None
    return Page(
        found,
        _write(found[-1], order, False) if has_next else "",
        _write(found[0], order, True) if has_previous else "",
    )


def bounded_count(queryset: QuerySet[Any], limit: int = 10_000) -> tuple[int, bool]:
    """How many rows, never counting past `limit`: `(10_000, True)` means "10,000 or more"."""
    found = queryset.order_by()[: limit + 1].count()
    return (limit, True) if found > limit else (found, False)


def _flip(name: str) -> str:
    return name[1:] if name.startswith("-") else f"-{name}"


def _beyond(columns: Sequence[str], values: Sequence[Any]) -> Q:
    """(a > x) or (a = x and b > y) or …, with < for descending columns. The leading bound is said once more on its
    own, so that an index on the first column is entered at the right place."""
    found, equal = Q(), Q()
    for name, value in zip(columns, values, strict=True):
        bare, side = (name[1:], "lt") if name.startswith("-") else (name, "gt")
        found |= equal & Q(**{f"{bare}__{side}": value})
        equal &= Q(**{bare: value})
    first = columns[0]
    bare, side = (first[1:], "lte") if first.startswith("-") else (first, "gte")
    return Q(**{f"{bare}__{side}": values[0]}) & found


def _write(row: Any, order: Sequence[str], backwards: bool) -> str:
    values: list[Any] = []
    for name in order:
        value = row
        for part in name.lstrip("-").split("__"):
            value = getattr(value, part)
        values.append(_plain(value))
    text = json.dumps([int(backwards), *values], ensure_ascii=False, separators=(",", ":"))
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _plain(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value


def _read(cursor: str, width: int) -> tuple[bool, list[Any] | None]:
    try:
        raw = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
        values = json.loads(raw)
        plain = isinstance(values, list) and not any(isinstance(value, list | dict) for value in values)
        if plain and len(values) == width + 1:
            return bool(values[0]), values[1:]
    except (ValueError, binascii.Error, RecursionError):
        pass
    return False, None
