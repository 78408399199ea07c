"""Which products a list shows: words, category, language, import, status of copy, order; read from a query string.
Knows no page. Drafts are looked up by their relation's name, since the app that makes them stands above this one."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from django.core.cache import cache
from django.db.models import Exists, OuterRef
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from copywriter.formats.cells import storable
from merchant_portal.accounts.models import Merchant
from merchant_portal.catalog.models import Product, ProductQuerySet

#: order → the columns a keyset page walks by; each ends in a unique one and has an index.
ORDERS: dict[str, tuple[str, ...]] = {
    "recent": ("-updated_at", "-id"),
    "title": ("title", "id"),
    "category": ("category", "id"),
    "sku": ("sku", "id"),
}
ORDER_NAMES = {"recent": _("changed last"), "title": _("by title"), "category": _("by category"), "sku": _("by SKU")}

#: Statuses of copy that a list can be narrowed to, and the draft states each stands for.
COPY: dict[str, tuple[str, ...]] = {
    "none": (),
    "review": ("ready", "returned", "lapsed"),
    "submitted": ("submitted", "signed"),
    "approved": ("approved",),
    "rejected": ("rejected",),
}
COPY_NAMES = {
    "none": _("without copy"),
    "review": _("to review"),
    "submitted": _("submitted"),
    "approved": _("approved"),
    "rejected": _("rejected"),
}
KINDS = ("description", "recommendation", "marketing")
#: Of several drafts of one kind (languages, channels), the one that asks for a person first is shown.
_FIRST = ("lapsed", "returned", "ready", "submitted", "signed", "rejected", "approved")

FILTERS = ("q", "category", "language", "import", "copy", "facts", "archived")


@dataclass(frozen=True)
class Listing:
    """One list. `filters` holds what narrows it, as text, by the names of FILTERS; empty ones are left out."""

    filters: Mapping[str, str] = field(default_factory=dict)
    order: str = "recent"

    @classmethod
    def from_query(cls, query: QueryDict | Mapping[str, str]) -> Listing:
        filters = {name: storable(query.get(name, "")).strip()[:300] for name in FILTERS}
        order = query.get("order", "recent")
        return cls({name: text for name, text in filters.items() if text}, order if order in ORDERS else "recent")

    @property
    def is_narrowed(self) -> bool:
        return bool(self.filters)

    @property
    def is_looked_for(self) -> bool:
        """No index says which rows these are: each must be looked at."""
        return "q" in self.filters or "copy" in self.filters

    @property
    def columns(self) -> tuple[str, ...]:
        return ORDERS[self.order]

    def products(self) -> ProductQuerySet:
        """The products of the open shop that the filters let through, in no order."""
        return narrow(Product.objects.all(), self.filters)


def narrow(products: ProductQuerySet, filters: Mapping[str, str]) -> ProductQuerySet:
    """`products` narrowed by filters as text; a filter that can't be read lets nothing through."""
    rows = products.filter(archived_at__isnull=not filters.get("archived"))
    for word in filters.get("q", "").casefold().split()[:8]:
        rows = rows.filter(search__contains=word)
    if "category" in filters:
        rows = rows.filter(category=filters["category"])
    if "language" in filters:
        rows = rows.filter(language=filters["language"])
    if "import" in filters:
        rows = rows.filter(last_import__in=_ids([filters["import"]]))
    if filters.get("facts") == "none":
        rows = rows.filter(facts_count=0)
    elif filters.get("facts") == "few":
        rows = rows.filter(facts_count__lt=3)
    if filters.get("copy") in COPY:
        rows = _by_copy(rows, COPY[filters["copy"]])
    return rows


def select(products: ProductQuerySet, selection: Mapping[str, Any]) -> ProductQuerySet:
    """The products that a person chose, as batches keep it: {"ids": [1, 2]}, or {"filters": {"q": "…"}}. With "up_to"
    none is among them that came in after the one of this number."""
    if isinstance(last := selection.get("up_to"), int):
        products = products.filter(pk__lte=last)
    if "filters" in selection:
        filters = selection["filters"]
        if not isinstance(filters, dict):
            return products.none()
        return narrow(products, {name: str(text) for name, text in filters.items() if name in FILTERS and text})
    ids = selection.get("ids")
    return products.filter(pk__in=_ids(ids if isinstance(ids, list) else ()))


def selection_of(post: QueryDict) -> dict[str, Any]:
    """What the bulk bar of the list sends: ticked boxes, or "all" with the list's own filters."""
    if post.get("all"):
        return {"filters": dict(Listing.from_query(QueryDict(post.get("list", ""))).filters)}
    return {"ids": _ids(post.getlist("ids"))}


def kept_selection(text: str) -> dict[str, Any]:
    """A selection that a page kept in a hidden field (as JSON); one that can't be read chooses nothing."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        return {"ids": []}
    return data if isinstance(data, dict) else {"ids": []}


def _ids(found: Iterable[Any]) -> list[int]:
    """At most 2,000 row numbers; what is none, or larger than a database counts, is left out."""
    numbers = (int(pk) for pk in map(str, found) if pk.isdecimal() and len(pk) < 19)
    return list(islice(numbers, 2000))


def _drafts() -> Any:
    """The model of drafts, through the relation that it declares on Product."""
    return Product._meta.get_field("drafts").related_model


def _by_copy(products: ProductQuerySet, states: tuple[str, ...]) -> ProductQuerySet:
    drafts = _drafts().objects.filter(product=OuterRef("pk"))
    if not states:
        return products.filter(~Exists(drafts))
    return products.filter(Exists(drafts.filter(state__in=states)))


def copy_marks(products: Iterable[Product]) -> dict[int, list[tuple[str, str]]]:
    """Product id → [(kind, state or "")] for each of KINDS, in one query for a page of rows."""
    found: dict[int, dict[str, str]] = defaultdict(dict)
    rows = _drafts().objects.filter(product__in=[p.pk for p in products])
    for product, kind, state in rows.values_list("product_id", "kind", "state"):
        held = found[product].get(kind)
        if held is None or _FIRST.index(state) < _FIRST.index(held):
            found[product][kind] = state
    return {p.pk: [(kind, found[p.pk].get(kind, "")) for kind in KINDS] for p in products}


def categories(merchant: Merchant) -> list[str]:
    """Categories of the shop, for the filter; the first 300 by name. Finding them walks every product (70 ms for
    100,000 on PostgreSQL), so they are kept until a product changes."""
    rows = Product.objects.active()
    changed = rows.order_by("-updated_at", "-id").values_list("updated_at", flat=True).first()
    if changed is None:
        return []
    key = f"catalog.categories.{merchant.pk}.{changed.timestamp()}"
    found = cache.get(key)
    if found is None:
        named = rows.exclude(category="").order_by("category")
        found = list(named.values_list("category", flat=True).distinct()[:300])
        cache.set(key, found, 3600)
    return found
