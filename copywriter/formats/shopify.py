"""Shopify's product CSV in both header generations: rows grouped under their handle, the first naming the product.
Knows no other shape; image-only rows add nothing to a product but its handle."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from copywriter.formats import assemble, wordlists
from copywriter.formats.assemble import Draft
from copywriter.formats.cells import header_key
from copywriter.formats.parsed import ParsedProduct, Row, RowError

_COLUMNS = wordlists.inverted("shopify_columns")  # header_key of a column in either generation → what it is
_OPTION = re.compile(r"^option(\d)(name|value)$")
_METAFIELD = re.compile(r"^(?P<name>.+?)\s*\(product\.metafields\.(?P<space>[\w-]+)\.(?P<key>[\w-]+)\)$", re.IGNORECASE)
#: Metafields that hold our own copy, and Shopify's bookkeeping: no facts.
_OWN_SPACES = frozenset({"countersign", "seo", "mm-google-shopping", "discovery--product_recommendation"})


def products(
    headers: tuple[str, ...], rows: Iterable[Row | RowError], *, language: str | None = None
) -> Iterator[ParsedProduct | RowError]:
    """One product a handle, in the order of first appearance; refused rows where they stand."""
    columns = {_COLUMNS[key]: h for h in reversed(headers) if (key := header_key(h)) in _COLUMNS}
    groups: dict[str, list[Row]] = {}
    for row in rows:
        if isinstance(row, RowError):
            yield row
            continue
        handle = row.cells[columns["handle"]].strip() or row.cells[columns["title"]].strip()
        if not handle:
            yield RowError(row.number, "no_key", {}, {k: v[:500] for k, v in row.cells.items()})
            continue
        groups.setdefault(handle, []).append(row)
    options = {h: (int(m[1]), m[2]) for h in headers if (m := _OPTION.match(header_key(h)))}
    for handle, group in groups.items():
        yield assemble.product(_draft(handle, group, headers, columns, options), forced_language=language)


def _draft(
    handle: str,
    group: list[Row],
    headers: tuple[str, ...],
    columns: dict[str, str],
    options: dict[str, tuple[int, str]],
) -> Draft:
    first = next((row for row in group if row.cells[columns["title"]].strip()), group[0])

    def cell(name: str, row: Row = first) -> str:
        return row.cells.get(columns.get(name, ""), "")

    names: dict[int, str] = {}
    for header, (place, part) in options.items():
        if part == "name":
            names[place] = first.cells[header].strip()
    variants = []
    for row in group:
        chosen = {place: row.cells[h].strip() for h, (place, part) in options.items() if part == "value"}
        pairs = [(names.get(p) or f"Option {p}", v) for p, v in sorted(chosen.items()) if v and v != "Default Title"]
        if pairs:
            variants.append((cell("sku", row), pairs))
    old = header_key(columns["handle"]) == "handle"
    return Draft(
        key=handle,
        title=cell("title"),
        rows=[row.number for row in group],
        cells=first.cells,
        category=cell("category") or cell("type"),
        brand=cell("vendor"),
        price=cell("price"),
        html=cell("body"),
        image_url=next((cell("image", row) for row in group if cell("image", row).strip()), ""),
        tags=cell("tags").split(","),
        pairs=_facts(first, headers, cell),
        variants=variants,
        source={
            "format": "shopify",
            "layout": "old" if old else "new",
            "columns": {"handle": handle, "title": cell("title")},
        },
        present={
            {"body": "own_text", "vendor": "brand", "type": "category", "image": "image_url"}.get(name, name)
            for name in columns
            if name in ("title", "body", "vendor", "type", "category", "price", "image")
        }
        | ({"variants"} if options else set()),
    )


def _facts(row: Row, headers: tuple[str, ...], cell) -> list[tuple[str, str]]:  # noqa: ANN001
    pairs = []
    for header in headers:
        found = _METAFIELD.match(header)
        if found and found["space"] not in _OWN_SPACES and row.cells[header].strip():
            value = row.cells[header].strip()
            pairs.append(
                (
                    found["name"],
                    re.sub(r"\s*;\s*", ", ", value.replace("-", " ") if found["space"] == "shopify" else value),
                )
            )
    for name, label in (("gender", "Gender"), ("age", "Age group"), ("mpn", "Model")):
        if cell(name).strip():
            pairs.append((label, cell(name)))
    grams = cell("grams").strip()
    if re.fullmatch(r"\d+(\.\d+)?", grams) and float(grams) > 0:
        pairs.append(("Shipping weight", f"{float(grams):g} g"))
    return pairs
