"""Google Merchant feeds, XML (RSS 2.0 or Atom) and text: offers of one `item_group_id` become one product.
Knows no other shape; entities and DTDs are refused, since no feed needs them."""

from __future__ import annotations

import io
import os.path
import re
from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse

from copywriter.formats import assemble
from copywriter.formats.assemble import Draft
from copywriter.formats.cells import is_blank
from copywriter.formats.parsed import MAX_CELL, MAX_ROWS, ParsedProduct, Row, RowError, UnreadableFile

#: Attributes that are facts of the product, with the names people use.
_FACTS = {
    "color": "Color",
    "size": "Size",
    "material": "Material",
    "pattern": "Pattern",
    "gender": "Gender",
    "age_group": "Age group",
    "size_type": "Size type",
    "size_system": "Size system",
    "mpn": "Model",
    "multipack": "Pack of",
    "product_length": "Length",
    "product_width": "Width",
    "product_height": "Height",
    "product_weight": "Weight",
    "energy_efficiency_class": "Energy class",
    "unit_pricing_measure": "Net content",
}
_VARIANT = ("color", "size", "material", "pattern")
_MODEL_WRITTEN = "trained_algorithmic_media"


def read_xml(data: bytes) -> Iterator[Row | RowError]:
    """One row an <item> or <entry>, numbered from 1; names lose their namespace, repeated ones join by newlines.
    Raises UnreadableFile where the bytes hold no feed or declare entities."""
    count, line = 0, 0
    try:
        for _, element in iterparse(io.BytesIO(data), events=("end",), forbid_dtd=True):
            if _local(element.tag) not in ("item", "entry"):
                continue
            count += 1
            if count > MAX_ROWS:
                yield RowError(count, "too_many_rows", {"limit": MAX_ROWS})
                return
            yield _item(count, element)
            element.clear()
    except ParseError as error:
        line = error.position[0]
    except DefusedXmlException as error:
        raise UnreadableFile("unsafe_xml") from error
    except (ValueError, LookupError) as error:  # an encoding that is declared and does not exist
        raise UnreadableFile("bad_encoding") from error
    if not count:
        raise UnreadableFile("bad_xml", line=line) if line else UnreadableFile("not_a_feed")
    if line:
        yield RowError(count + 1, "bad_xml", {"line": line})


def _local(tag: str) -> str:
    return tag.rsplit("}", 1)[-1].rsplit(":", 1)[-1].lower()


def _item(number: int, element: Element) -> Row | RowError:
    cells: dict[str, str] = {}
    for child in element:
        name = _local(child.tag)
        parts = {_local(part.tag): (part.text or "").strip() for part in child}
        if name == "product_detail":
            text = (
                f"{parts.get('attribute_name', '')}: {parts.get('attribute_value', '')}"
                if parts
                else (child.text or "")
            )
        elif name.startswith("structured_"):
            name, text = name.removeprefix("structured_"), parts.get("content", "")
        elif name == "link" and child.get("href"):
            text = child.get("href") or ""
        else:
            text = child.text or ""
        if text.strip():
            cells[name] = f"{cells[name]}\n{text.strip()}" if name in cells else text.strip()
    for name, text in cells.items():
        if len(text) > MAX_CELL:
            params = {"column": name, "count": len(text), "limit": MAX_CELL}
            return RowError(number, "long_cell", params, {k: v[:500] for k, v in cells.items()})
    return Row(number, cells)


def canonical(headers: tuple[str, ...]) -> dict[str, str]:
    """Header of a text feed → attribute: "g:image link" → "image_link", "Structured_description" → "description"."""
    names = {}
    for header in headers:
        name = re.sub(r"[\s-]+", "_", re.sub(r"^g:", "", header.strip().lower())).strip("_")
        names[header] = re.sub(r"\(.*\)$", "", name).removeprefix("structured_")
    return names


def text_rows(headers: tuple[str, ...], rows: Iterable[Row | RowError]) -> Iterator[Row | RowError]:
    """Rows of a TSV or CSV feed with their cells under attribute names."""
    names = canonical(headers)
    for row in rows:
        if isinstance(row, RowError):
            yield row
            continue
        cells: dict[str, str] = {}
        for header, text in row.cells.items():
            name = names[header]
            found = re.match(rf'^{_MODEL_WRITTEN}:"?(.*?)"?$', text.strip(), re.DOTALL)
            text = found[1].replace('""', '"') if found else text
            if text.strip():
                cells[name] = f"{cells[name]}\n{text}" if name in cells else text
            else:
                cells.setdefault(name, "")
        yield Row(row.number, cells)


def products(
    rows: Iterable[Row | RowError], *, layout: str, present: Iterable[str], language: str | None = None
) -> Iterator[ParsedProduct | RowError]:
    """One product an `item_group_id` (or an id that stands alone). `layout` is "xml" or "text"; `present` the columns
    of a text feed (an item of XML has no column, only what it states)."""
    groups: dict[str, list[Row]] = {}
    seen: dict[str, int] = {}
    columns = set(present)
    for row in rows:
        if isinstance(row, RowError):
            yield row
            continue
        number = row.cells.get("id", "").strip()
        if number and number in seen:
            yield RowError(
                row.number,
                "duplicate",
                {"field": "id", "row": seen[number]},
                {k: v[:500] for k, v in row.cells.items()},
            )
            continue
        seen[number] = row.number
        groups.setdefault(row.cells.get("item_group_id", "").strip() or number or f"#{row.number}", []).append(row)
    for key, group in groups.items():
        yield assemble.product(
            _draft("" if key.startswith("#") else key, group, layout, columns), forced_language=language
        )


def _draft(key: str, group: list[Row], layout: str, columns: set[str]) -> Draft:
    cells = group[0].cells
    several = len(group) > 1
    pairs = [
        (label, cells.get(name, ""))
        for name, label in _FACTS.items()
        if cells.get(name) and not (several and name in _VARIANT)
    ]
    for detail in cells.get("product_detail", "").split("\n"):
        parts = [p.strip() for p in detail.split(":") if p.strip()]
        if len(parts) >= 2:
            pairs.append((parts[-2] if len(parts) > 2 else parts[0], parts[-1]))
    variants = []
    if several:
        variants = [
            (row.cells.get("id", ""), [(_FACTS[n], row.cells[n]) for n in _VARIANT if row.cells.get(n)])
            for row in group
        ]
    highlights = [h for h in cells.get("product_highlight", "").split("\n") if not is_blank(h)]
    return Draft(
        key=key,
        title=_shared_title([row.cells.get("title", "") for row in group]),
        rows=[row.number for row in group],
        cells=cells,
        category=cells.get("product_type", "").split("\n")[0] or cells.get("google_product_category", ""),
        brand=cells.get("brand", ""),
        price=cells.get("sale_price") or cells.get("price", ""),
        html=cells.get("description", ""),
        more_text=highlights,
        image_url=cells.get("image_link", "").split("\n")[0],
        pairs=pairs,
        variants=variants,
        source={"format": "google", "layout": layout, "columns": {"ids": [row.cells.get("id", "") for row in group]}},
        present={
            field
            for name, field in (("title", "title"), ("description", "own_text"), ("brand", "brand"), ("price", "price"),
                                ("image_link", "image_url"), ("product_type", "category"), ("color", "facts"))
            if name in columns or name in cells
        },
    )  # fmt: skip


def _shared_title(titles: list[str]) -> str:
    """What the offers' titles share, where that is most of the first ("Linen shirt – Blue, M" → "Linen shirt")."""
    shared = os.path.commonprefix(titles)
    trimmed = re.sub(r"[\s\-–—,|/:(（]+$", "", shared if shared == titles[0] else shared.rsplit(" ", 1)[0])
    return trimmed if len(trimmed) >= max(3, len(titles[0]) * 0.3) else titles[0]
