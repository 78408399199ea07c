"""Any other table, by a mapping of its columns: the mapping guessed from headers (English, Chinese) and sample cells.
Knows no platform's shape; what a column holds is the merchant's word, the guess only saves typing."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from copywriter.formats import assemble, blobs, wordlists
from copywriter.formats.assemble import Draft
from copywriter.formats.cells import header_key, is_blank, one_line
from copywriter.formats.parsed import ParsedProduct, Row, RowError, UnreadableFile

#: Where a column can go. "fact": a fact named by the header ("fact:Colour" names it otherwise); "facts": a packed
#: specification; "variants": the choices. Several columns may go to category (joined), description (joined), tags,
#: facts, fact and variants; the first wins elsewhere.
TARGETS: tuple[str, ...] = (
    "",
    "sku",
    "title",
    "category",
    "brand",
    "price",
    "currency",
    "description",
    "image",
    "tags",
    "fact",
    "facts",
    "variants",
    "group",
)

_HEADER_TARGET = wordlists.inverted("headers")
_FACT_HEADERS = wordlists.words("fact_headers")
#: Columns that are certainly nothing for copy.
_IGNORED = re.compile(
    r"(url|link|time|date|rating|review|sold|stock|count|views?|likes?|favorit|video|seller|shop|domain|"
    r"country|voucher|offer|"
    r"related|additional|package|crawl|pid|is_|flash|gmv|库存|销量|专柜价|原价|市场价|original|retail|initial)",
    re.IGNORECASE,
)


def guess(headers: Sequence[str], sample: Sequence[Sequence[str]]) -> dict[str, str]:
    """header → target for every column ("" leaves it out), from its name first and its sample cells second."""
    mapping: dict[str, str] = {}
    taken: set[str] = set()
    for place, header in enumerate(headers):
        values = [row[place].strip() for row in sample if place < len(row) and row[place].strip()]
        target = _guess(header, values)
        if target in ("sku", "title", "brand", "price", "currency", "image", "group") and target in taken:
            target = ""
        taken.add(target)
        mapping[header] = target
    if "title" not in taken:
        _promote(mapping, "title", headers)
    return mapping


def _promote(mapping: dict[str, str], target: str, headers: Sequence[str]) -> None:
    for header in headers:
        key = header_key(header)
        if not mapping[header] and (
            key.endswith(("name", "title", "名称", "标题")) and "brand" not in key and "shop" not in key
        ):
            mapping[header] = target
            return


def _guess(header: str, values: Sequence[str]) -> str:
    key = header_key(header)
    target = _HEADER_TARGET.get(key) or ("fact" if key in _FACT_HEADERS else "")
    packed = sum(1 for value in values if len(blobs.pairs(value)) > 1)
    if target == "image" and values and all(value.startswith("[") for value in values):
        return "image"
    if target:
        return target
    if _IGNORED.search(header):
        return ""
    if values and packed >= 0.6 * len(values):
        return "facts"
    return ""


def products(
    headers: tuple[str, ...], rows: Iterable[Row | RowError], mapping: Mapping[str, str], *, language: str | None = None
) -> Iterator[ParsedProduct | RowError]:
    """One product a row, or one a value of the "group" column. Raises UnreadableFile where no column is the title."""
    columns = {
        target: [h for h in headers if mapping.get(h, "").partition(":")[0] == target] for target in TARGETS if target
    }
    labels = {h: mapping[h].partition(":")[2].strip() or label(h) for h in columns["fact"]}
    if not columns["title"]:
        raise UnreadableFile("needs_mapping")
    seen: dict[str, int] = {}
    groups: dict[str, list[Row]] = {}
    for row in rows:
        if isinstance(row, RowError):
            yield row
            continue
        key = _key(row, columns)
        if columns["group"] and row.cells[columns["group"][0]].strip():
            groups.setdefault(row.cells[columns["group"][0]].strip(), []).append(row)
            continue
        if key in seen:
            field = columns["sku"][0] if columns["sku"] else columns["title"][0]
            yield RowError(
                row.number, "duplicate", {"field": field, "row": seen[key]}, {k: v[:500] for k, v in row.cells.items()}
            )
            continue
        seen[key] = row.number
        yield assemble.product(_draft(key, [row], columns, labels), forced_language=language)
    for key, group in groups.items():
        yield assemble.product(_draft(key, group, columns, labels), forced_language=language)


def label(header: str) -> str:
    """A column's name as a fact's: `model_number` → "Model number"; names that people wrote stay as they are."""
    if re.fullmatch(r"[a-z0-9_]+", header):
        words = header.replace("_", " ").strip()
        return words[:1].upper() + words[1:]
    return header


def _key(row: Row, columns: Mapping[str, list[str]]) -> str:
    """The SKU, or where the table has none a short digest of the title, so that the same row finds the same product
    again."""
    sku = row.cells[columns["sku"][0]].strip() if columns["sku"] else ""
    if sku and not is_blank(sku):
        return unescaped(one_line(sku))
    title = one_line(row.cells[columns["title"][0]])
    return "t-" + hashlib.sha256(title.lower().encode()).hexdigest()[:12] if title else f"row-{row.number}"


def unescaped(text: str) -> str:
    """A cell without the apostrophe that spreadsheet files put before =, +, - and @ (see export)."""
    return text[1:] if re.match(r"'[=+\-@＝＋－＠\t]", text) else text


def _draft(key: str, group: list[Row], columns: Mapping[str, list[str]], labels: Mapping[str, str]) -> Draft:
    row = group[0]

    def cell(target: str) -> str:
        return next((unescaped(row.cells[h]) for h in columns[target] if not is_blank(row.cells[h])), "")

    pairs = [(labels[h], row.cells[h]) for h in columns["fact"]]
    for header in columns["facts"]:
        found = blobs.pairs(row.cells[header])
        pairs += found or ([(header, row.cells[header])] if len(row.cells[header]) <= 80 else [])
    options = [
        option for header in columns["variants"] for option in blobs.options(row.cells[header], _option_name(header))
    ]
    pairs += [(name, values[0]) for name, values in options if len(values) == 1 and not is_blank(name)]
    variants = assemble.option_variants(o for o in options if len(o[1]) > 1)
    if len(group) > 1:
        sku = columns["sku"][0] if columns["sku"] else ""
        variants = [(r.cells.get(sku, ""), [(labels[h], r.cells[h]) for h in columns["fact"]]) for r in group]
        pairs = [pair for pair in pairs if pair[0] not in labels.values()]
    texts = [unescaped(row.cells[h]) for h in columns["description"] if row.cells[h].strip()]
    keep = {name: row.cells[columns[name][0]] for name in ("sku", "title") if columns[name]}
    headings = {name: columns[name][0] for name in ("sku", "title", "description") if columns[name]}
    return Draft(
        key=key,
        title=cell("title"),
        rows=[r.number for r in group],
        cells=row.cells,
        category=category([row.cells[h] for h in columns["category"]]),
        brand=cell("brand"),
        price=cell("price"),
        currency=cell("currency"),
        html=texts[0] if len(texts) == 1 else "",
        more_text=texts if len(texts) > 1 else [],
        image_url=_first_image(cell("image")),
        tags=[tag for h in columns["tags"] for tag in re.split(r"[,，、;；|]", row.cells[h])],
        pairs=pairs,
        variants=variants,
        source={"format": "generic", "columns": keep, "headers": headings},
        present={
            {"description": "own_text", "image": "image_url", "fact": "facts"}.get(target, target)
            for target, found in columns.items()
            if found and target not in ("sku", "currency", "tags", "group")
        },
    )


def category(cells: Sequence[str]) -> str:
    """Levels joined by " > ": several columns, a JSON list of names or of {"name"} objects, "A >> B", a URL's last
    words."""
    levels: list[str] = []
    for text in cells:
        text = text.strip()
        if text[:1] == "[" and (value := blobs.load(text)):
            parts = [str(v.get("name") if isinstance(v, dict) else v) for v in value]
            parts = [p for part in parts for p in re.split(r"\s*>>?\s*", part)]
        else:
            parts = re.split(r"\s*>>?\s*", text)
        levels += [one_line(p) for p in parts if not is_blank(p) and len(p) <= 60]
    return " > ".join(dict.fromkeys(levels))


def _option_name(header: str) -> str:
    key = header_key(header)
    return "Size" if "size" in key else "Color" if "colo" in key else header


def _first_image(text: str) -> str:
    value = blobs.load(text) if text.startswith("[") else None
    return str(value[0]) if isinstance(value, list) and value else re.split(r"[\s,|]+(?=http)", text)[0]
