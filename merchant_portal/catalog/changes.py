"""How a product row changes: an UPDATE on the version that was seen, an event with old and new, and the news.
Knows no pages, no files and no people's rights; services and the worker call it, inside their own transaction."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import F
from django.utils.text import Truncator

from copywriter.formats.cells import clean, fold, one_line
from merchant_portal.accounts.models import User
from merchant_portal.catalog.models import Product, ProductEvent
from merchant_portal.catalog.signals import facts_changed

#: What copy may rest on: a change of any of these is news for those who wrote from it.
STATED = frozenset({"title", "category", "brand", "price", "currency", "facts", "variants", "language"})
MAX_FACTS = 200


#: Characters kept of what the list searches in: PostgreSQL refuses an index entry of more than 2,704 bytes.
MAX_SEARCH = 650


def search_text(title: str, sku: str, brand: str, category: str) -> str:
    """What the list searches in: folded as the searched words are."""
    return " ".join(part for part in (title, sku, brand, category) if part).casefold()[:MAX_SEARCH]


def clean_facts(rows: Sequence[Mapping[str, str]]) -> list[dict[str, str]]:
    """Rows as they may be stored: one line each, no invisible characters, pairs without a name or value left out."""
    facts = []
    for row in rows[:MAX_FACTS]:
        name, value = one_line(row.get("name", ""))[:200], one_line(row.get("value", ""))[:1000]
        if name and value:
            facts.append({"name": name, "value": value})
    return facts


def with_fact(facts: Sequence[Mapping[str, str]], name: str, value: str) -> list[dict[str, str]]:
    """The facts with one more; a fact of that name takes the new value beside its old one, unless it has it already."""
    rows = [dict(row) for row in facts]
    for row in rows:
        if fold(row["name"]) == fold(name):
            if fold(value) not in fold(row["value"]):
                row["value"] = f"{row['value']}, {value}"
            return rows
    return [*rows, {"name": name, "value": value}]


def token(product: Product, fields: Sequence[str]) -> str:
    """What a form saw of the fields it edits; two people at different parts of a product do not collide."""
    seen = json.dumps([_plain(getattr(product, name)) for name in fields], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(seen.encode()).hexdigest()[:32]


def apply_change(
    product: Product, values: Mapping[str, Any], *, by: User | None, now: datetime, why: str = "edited"
) -> bool:
    """Writes `values` where the row still has the version of `product`, and tells. False, and nothing written, where
    somebody was first. True without a write where the values are already there. `product` is brought up to date."""
    changed = {name: value for name, value in values.items() if _plain(getattr(product, name)) != _plain(value)}
    if not changed:
        return True
    was = {name: getattr(product, name) for name in changed}
    for name, value in changed.items():
        setattr(product, name, value)
    stored = dict(changed)
    stored["search"] = search_text(product.title, product.sku, product.brand, product.category)
    stored["facts_count"] = len(product.facts)
    seen = product.version
    if not Product.objects.filter(pk=product.pk, version=seen).update(
        version=F("version") + 1, updated_at=now, **stored
    ):
        for name, value in was.items():
            setattr(product, name, value)
        return False
    product.version, product.updated_at, product.facts_count = seen + 1, now, stored["facts_count"]
    ProductEvent.objects.create(product=product, new=why, actor=by, at=now, data=difference(was, changed))
    if STATED & changed.keys():
        facts_changed.send(sender=Product, product=product, by=by, now=now)
    return True


def difference(was: Mapping[str, Any], now: Mapping[str, Any]) -> dict[str, Any]:
    """{"field": [old, new]} as an event keeps it: texts shortened, files by name; bookkeeping left out."""
    return {
        name: [_short(was.get(name)), _short(now[name])]
        for name in now
        if name not in ("own_html", "source", "last_import")
    }


def _short(value: Any) -> Any:
    value = _plain(value)
    return Truncator(value).chars(2000) if isinstance(value, str) else value


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return f"{value:.2f}"
    if value is None or isinstance(value, str | int | float | bool | list | dict):
        return value
    return getattr(value, "pk", None) or str(value)


def clean_text(text: str) -> str:
    """The shop's own text as stored: no invisible characters, one kind of newline."""
    return clean(text)[:30_000]
