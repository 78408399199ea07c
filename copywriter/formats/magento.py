"""Magento (Adobe Commerce) product CSV: known columns, attribute columns, and the packed `additional_attributes`.
Knows no other shape; configurable children join their parent by `configurable_variations`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from copywriter.formats import assemble, blobs, wordlists
from copywriter.formats.assemble import Draft
from copywriter.formats.cells import header_key
from copywriter.formats.parsed import ParsedProduct, Row, RowError

_COLUMNS = wordlists.inverted("magento_columns")
#: Columns of the shop's housekeeping; every other filled column is an attribute of the product.
_HOUSEKEEPING = re.compile(
    r"^(attributeset(code)?|productwebsites|productonline|taxclassname|urlkey|meta\w*|createdat|updatedat|"
    r"newfrom\w*|newto\w*|"
    r"special\w*|sale|new|erinrecommends|qty|\w*qty\w*|isinstock|\w*stock\w*|website\w*|related\w*|"
    r"crosssell\w*|upsell\w*|"
    r"\w*image\w*|displayproduct\w*|mapprice|msrp\w*|giftmessage\w*|custom\w*|pagelayout|productoptions\w*|"
    r"allowbackorders|"
    r"usecon\w*|enableqty\w*|bundle\w*|grouped\w*|associated\w*|hideimage\w*|price\w*|tier\w*|hasoptions|"
    r"requiredoptions|"
    r"mgs\w*|countersign\w*|downloadable\w*|configurable\w*|position)$"
)


def products(
    headers: tuple[str, ...], rows: Iterable[Row | RowError], *, language: str | None = None
) -> Iterator[ParsedProduct | RowError]:
    """One product a row; a simple product that a configurable one names as its variation goes under it."""
    columns = {_COLUMNS[key]: h for h in reversed(headers) if (key := header_key(h)) in _COLUMNS}
    by_sku: dict[str, Row] = {}
    for row in rows:
        if isinstance(row, RowError):
            yield row
            continue
        sku = row.cells[columns["sku"]].strip()
        if sku in by_sku and sku:
            if row.cells.get(columns.get("store", ""), "").strip():
                continue  # the same product in another store view: its texts are that view's
            yield RowError(
                row.number,
                "duplicate",
                {"field": "SKU", "row": by_sku[sku].number},
                {k: v[:500] for k, v in row.cells.items()},
            )
            continue
        by_sku[sku or f"#{row.number}"] = row
    choices = {sku: _choices(row.cells.get(columns.get("variations", ""), "")) for sku, row in by_sku.items()}
    owned = {child for found in choices.values() for child, _ in found if child in by_sku}
    for sku, row in by_sku.items():
        if sku not in owned:
            children = [by_sku[c].number for c, _ in choices[sku] if c in by_sku]
            yield assemble.product(_draft(row, headers, columns, choices[sku], children), forced_language=language)


def _choices(text: str) -> list[tuple[str, list[blobs.Pair]]]:
    """`sku=A-1,color=Red|sku=A-2,color=Blue` → [("A-1", [("color", "Red")]), …]."""
    found = []
    for part in text.split("|"):
        pairs = dict(p.split("=", 1) for p in part.split(",") if "=" in p)
        sku = pairs.pop("sku", "")
        if pairs:
            found.append((sku, list(pairs.items())))
    return found


def _draft(
    row: Row,
    headers: tuple[str, ...],
    columns: dict[str, str],
    choices: list[tuple[str, list[blobs.Pair]]],
    children: list[int],
) -> Draft:
    def cell(name: str) -> str:
        return row.cells.get(columns.get(name, ""), "")

    pairs = [
        (_label(h), row.cells[h])
        for h in headers
        if h not in columns.values() and not _HOUSEKEEPING.match(header_key(h))
    ]
    pairs += [
        (_label(name), value)
        for name, value in blobs.pairs(cell("packed"))
        if not _HOUSEKEEPING.match(header_key(name))
    ]
    keep = {name: cell(name) for name in ("sku", "name", "store", "attribute_set") if name in columns}
    category = re.split(r"[,\n]", cell("category"))
    return Draft(
        key=cell("sku").strip(),
        title=cell("name"),
        rows=[row.number, *children],
        cells=row.cells,
        category=_deepest(cell("category"))
        if "/" in cell("category")
        else " > ".join(c.strip() for c in category[:2] if c.strip()),
        brand=cell("brand"),
        price=cell("special") or cell("price"),
        html=cell("description"),
        more_text=[cell("short")] if cell("short").strip() else [],
        image_url=cell("image"),
        pairs=pairs,
        variants=choices,
        source={"format": "magento", "columns": keep, "headers": {name: columns[name] for name in keep}},
        present={
            {"name": "title", "description": "own_text", "image": "image_url", "packed": "facts"}.get(name, name)
            for name in columns
            if name in ("name", "description", "category", "brand", "price", "image", "packed")
        }
        | ({"facts"} if pairs else set()),
    )


def _label(code: str) -> str:
    """`features_bags` → "Features": the suffix names the attribute set, not the attribute."""
    words = re.sub(r"_(bags?|gear|tops?|bottoms?|general)$", "", code.strip()).replace("_", " ").strip()
    return words[:1].upper() + words[1:]


def _deepest(text: str) -> str:
    """`Default Category/Gear/Bags,Default Category/Sale` → "Gear > Bags"."""
    paths = [[p for p in path.split("/") if p and p != "Default Category"] for path in text.split(",")]
    return " > ".join(max(paths, key=len))
