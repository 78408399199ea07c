"""What a parsed product would change of the stored one, cell by cell, and where a blank would overwrite.
Knows no database: the stored product comes in, values and differences go out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from copywriter.formats import ParsedProduct
from copywriter.formats.cells import fold
from merchant_portal.catalog.models import Product

#: Plain fields that a file may fill, in the order in which a difference is shown.
FIELDS = ("title", "category", "brand", "price", "currency", "own_text", "image_url")

Difference = dict[str, Any]


def values_of(parsed: ParsedProduct) -> dict[str, Any]:
    """What a parsed product holds, as JSON (a price is text), ready for `ImportRow.parsed`."""
    facts = parsed.facts
    return {
        "sku": facts.sku,
        "title": facts.title,
        "category": facts.category,
        "brand": facts.brand,
        "price": facts.price,
        "currency": facts.currency,
        "language": facts.language,
        "own_text": parsed.own_text,
        "own_html": parsed.own_html,
        "image_url": parsed.image_url[:1000],
        "facts": [{"name": f.name, "value": f.value} for f in facts.facts],
        "variants": [
            {"sku": v.sku, "facts": [{"name": f.name, "value": f.value} for f in v.facts]} for v in facts.variants
        ],
        "source": {**parsed.source, "tags": list(parsed.tags)},
        "present": sorted(parsed.present),
    }


def money(text: Any) -> Decimal | None:
    """A price cell as stored, or None where it can't be one."""
    try:
        amount = Decimal(str(text))
    except InvalidOperation:
        return None
    return amount if amount.is_finite() and abs(amount) < Decimal(10) ** 11 else None


def compare(
    values: Mapping[str, Any], product: Product, *, blanks: bool = False
) -> tuple[dict[str, Any], list[Difference]]:
    """(values to write, differences). A blank cell keeps what is stored unless `blanks`; its difference is told either
    way, marked "blanks". An absent column changes nothing."""
    present = set(values["present"])
    write: dict[str, Any] = {}
    differences: list[Difference] = []
    for name in FIELDS:
        stored = getattr(product, name)
        old = "" if stored is None else f"{stored:.2f}" if name == "price" else str(stored)
        new: Any = values.get(name) or ""
        if name == "price":
            amount = money(new) if new else None
            new = f"{amount:.2f}" if amount is not None else ""
        if old == new or (not new and (name == "currency" or name not in present)):
            continue
        blank = not new
        differences.append({"field": name, "old": old[:2000], "new": str(new)[:2000], "blanks": blank})
        if not blank or blanks:
            write[name] = (money(new) if new else None) if name == "price" else new
    if "own_text" in write or (values["own_html"] and not product.own_html):
        write["own_html"] = values["own_html"]
    facts, fact_differences = _facts(values, product, blanks=blanks)
    if fact_differences:
        differences += fact_differences
    if facts != product.facts:
        write["facts"] = facts
    if ("variants" in present or values["variants"]) and values["variants"] != product.variants:
        differences.append(
            {"field": "variants", "old": _told(product.variants), "new": _told(values["variants"]), "blanks": False}
        )
        write["variants"] = values["variants"]
    return write, differences


def _facts(
    values: Mapping[str, Any], product: Product, *, blanks: bool
) -> tuple[list[dict[str, str]], list[Difference]]:
    """The file's facts over the stored ones by name. What people added on the site stays; what the last file stated and
    this one does not goes only where the file has fact columns and blanks are let through."""
    given = {fold(f["name"]): f for f in values["facts"]}
    variant_names = {fold(f["name"]) for v in values["variants"] for f in v["facts"]}
    from_file = {fold(name) for name in product.source.get("facts", [])}
    rows: list[dict[str, str]] = []
    differences: list[Difference] = []
    for fact in product.facts:
        key = fold(fact["name"])
        new = given.pop(key, None)
        if new is None:
            gone = key in variant_names or ("facts" in values["present"] and key in from_file)
            if not gone:
                rows.append(fact)
                continue
            moved = key in variant_names
            differences.append(
                {"field": "fact", "name": fact["name"], "old": fact["value"], "new": "", "blanks": not moved}
            )
            if not (moved or blanks):
                rows.append(fact)
            continue
        if new["value"] != fact["value"]:
            differences.append(
                {"field": "fact", "name": fact["name"], "old": fact["value"], "new": new["value"], "blanks": False}
            )
        rows.append({"name": fact["name"], "value": new["value"]})
    for fact in given.values():
        differences.append({"field": "fact", "name": fact["name"], "old": "", "new": fact["value"], "blanks": False})
        rows.append(fact)
    return rows, differences


def _told(variants: Sequence[Mapping[str, Any]]) -> str:
    return "; ".join(", ".join(f"{f['name']}: {f['value']}" for f in v["facts"]) for v in variants[:20])[:2000]


def source_of(values: Mapping[str, Any]) -> dict[str, Any]:
    """What is kept of where a product came from: what an export needs, and which facts the file stated."""
    return {**values["source"], "facts": [f["name"] for f in values["facts"]]}
