"""WooCommerce's product CSV: variations gathered under their parents, attributes from `Attribute N name/value(s)`.
Knows no other shape. Grouped and external products are products; a variation alone is not."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from copywriter.formats import assemble, boilerplate, html, wordlists
from copywriter.formats.assemble import Draft
from copywriter.formats.cells import header_key
from copywriter.formats.parsed import ParsedProduct, Row, RowError

_COLUMNS = wordlists.inverted("woocommerce_columns")  # header_key → what it is
_ATTRIBUTE = re.compile(r"^(?:attribute|属性)(\d+)(name|values?|名称|值)$")
_MEASURE = re.compile(r"^(Weight|Length|Width|Height|重量|长度|宽度|高度)\s*[(（]([\w.]+)[)）]$", re.IGNORECASE)


def products(
    headers: tuple[str, ...], rows: Iterable[Row | RowError], *, language: str | None = None
) -> Iterator[ParsedProduct | RowError]:
    """Parents and simple products in the order of the file, then the variations whose parent is missing, as refused
    rows."""
    columns = {_COLUMNS[key]: h for h in reversed(headers) if (key := header_key(h)) in _COLUMNS}
    parents: dict[str, Row] = {}
    names: dict[str, str] = {}
    children: dict[str, list[Row]] = {}
    for row in rows:
        if isinstance(row, RowError):
            yield row
            continue
        kind = row.cells.get(columns.get("type", ""), "").lower()
        if "variation" in kind or "变体" in kind:
            children.setdefault(row.cells.get(columns.get("parent", ""), "").strip(), []).append(row)
            continue
        sku, number = (row.cells.get(columns.get(c, ""), "").strip() for c in ("sku", "id"))
        key = sku or (f"id:{number}" if number else row.cells.get(columns["name"], "").strip())
        if key in parents:
            yield RowError(row.number, "duplicate", {"field": "SKU", "row": parents[key].number}, _short(row))
            continue
        parents[key] = row
        names[key] = key
        if number:
            names[f"id:{number}"] = key
    grouped: dict[str, list[Row]] = {}
    for parent, group in children.items():
        grouped.setdefault(names.get(parent, ""), []).extend(group)
    for key, row in parents.items():
        yield assemble.product(_draft(key, row, grouped.get(key, []), headers, columns), forced_language=language)
    for row in grouped.get("", []):
        parent = row.cells.get(columns.get("parent", ""), "").strip() or "?"
        yield RowError(row.number, "variant_without_parent", {"parent": parent}, _short(row))


def _short(row: Row) -> dict[str, str]:
    return {k: v[:500] for k, v in row.cells.items()}


def _attributes(row: Row, headers: tuple[str, ...]) -> list[tuple[str, str]]:
    """(name, values) of the filled attributes; WooCommerce writes a comma inside a value as "\\,"."""
    cells: dict[str, dict[str, str]] = {}
    for header in headers:
        found = _ATTRIBUTE.match(header_key(header))
        if found:
            part = "name" if found[2] in ("name", "名称") else "value"
            cells.setdefault(found[1], {})[part] = row.cells[header].strip()
    return [(c["name"], c["value"].replace("\\,", "，")) for c in cells.values() if c.get("name") and c.get("value")]


def _draft(key: str, row: Row, children: list[Row], headers: tuple[str, ...], columns: dict[str, str]) -> Draft:
    def cell(name: str, of: Row = row) -> str:
        return of.cells.get(columns.get(name, ""), "")

    pairs = _attributes(row, headers)
    for header in headers:
        found = _MEASURE.match(header)
        if found and row.cells[header].strip() not in ("", "0"):
            pairs.append((found[1], f"{row.cells[header].strip()} {found[2]}"))
    body = cell("description")
    short = cell("short") if boilerplate.strip(html.to_text(cell("short"))) else ""
    keep = {name: cell(name) for name in ("id", "type", "sku", "name") if name in columns}
    headings = {name: columns[name] for name in keep} | (
        {"description": columns["description"]} if "description" in columns else {}
    )
    return Draft(
        key=key,
        title=cell("name"),
        rows=[row.number, *(child.number for child in children)],
        cells=row.cells,
        category=cell("category").split(",")[0].strip(),
        brand=cell("brand"),
        price=cell("sale") or cell("price") or next((cell("price", child) for child in children), ""),
        html=body,
        more_text=[short] if short else [],
        image_url=cell("image").split(",")[0].strip(),
        tags=cell("tags").split(","),
        pairs=pairs,
        variants=[(cell("sku", child), _attributes(child, headers)) for child in children],
        source={"format": "woocommerce", "columns": keep, "headers": headings},
        present={
            {"name": "title", "description": "own_text", "image": "image_url"}.get(name, name)
            for name in columns
            if name in ("name", "description", "category", "brand", "price", "image")
        }
        | ({"facts"} if any(_ATTRIBUTE.match(header_key(h)) for h in headers) else set()),
    )
