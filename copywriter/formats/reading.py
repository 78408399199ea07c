"""The one door for files: what is this, and which products are in it. Picks the reader; each format's module reads.
Knows no site and no storage: bytes or a path in, products and refused rows out, one at a time."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from copywriter.formats import assemble, detect, generic, google, magento, shopify, tables, woocommerce
from copywriter.formats.assemble import Draft
from copywriter.formats.cells import clean, one_line, storable
from copywriter.formats.parsed import MAX_BYTES, MAX_ROWS, ParsedProduct, Row, RowError, Sniffed, UnreadableFile
from copywriter.records import Fact, InvalidRecord, ProductFacts, Variant

FORMATS: tuple[str, ...] = ("shopify", "woocommerce", "magento", "google", "generic", "products")
_SAMPLE = 5

Source = str | Path | bytes


def read_products(
    source: Source,
    *,
    name: str = "",
    format: str | None = None,
    mapping: Mapping[str, str] | None = None,
    language: str | None = None,
) -> Iterator[ParsedProduct | RowError]:
    """The products of a file in its order, with refused rows in their places.

    `format` overrides what the bytes look like; `mapping` (header → generic.TARGETS) makes any table readable and
    stands for "generic" where no format is given; `language` ("en", "zh-Hans") takes every product for that language
    instead of judging each. Raises UnreadableFile, with a sentence for the merchant, where nothing in the file can be
    read."""
    data, name = _bytes(source, name)
    kind = detect.container(data, name)
    if kind == "xml":
        yield from google.products(google.read_xml(data), layout="xml", present=(), language=language)
        return
    if kind == "jsonl":
        yield from _json_products(data, mapping, language)
        return
    table = tables.open_workbook(data) if kind == "xlsx" else tables.open_text(data)
    shape = format or ("generic" if mapping else detect.shape(table.headers))
    if shape == "shopify":
        yield from shopify.products(table.headers, table.rows, language=language)
    elif shape == "woocommerce":
        yield from woocommerce.products(table.headers, table.rows, language=language)
    elif shape == "magento":
        yield from magento.products(table.headers, table.rows, language=language)
    elif shape == "google":
        names = google.canonical(table.headers)
        rows = google.text_rows(table.headers, table.rows)
        yield from google.products(rows, layout="text", present=names.values(), language=language)
    else:
        sample, rows = _peek(table.rows)
        chosen = mapping or generic.guess(table.headers, [list(row.cells.values()) for row in sample])
        yield from generic.products(table.headers, rows, chosen, language=language)


def sniff(source: Source, name: str = "") -> Sniffed:
    """A first look: format, encoding, delimiter, number of data rows, header, first rows, and for an unknown table the
    guessed mapping. Raises UnreadableFile as read_products does."""
    data, name = _bytes(source, name)
    kind = detect.container(data, name)
    if kind == "xml":
        items = list(google.read_xml(data))
        shown = [row for row in items if isinstance(row, Row)][:_SAMPLE]
        headers = tuple(dict.fromkeys(key for row in shown for key in row.cells))
        return Sniffed(
            "google",
            "xml",
            "",
            len(items),
            headers,
            tuple(tuple(row.cells.get(h, "") for h in headers) for row in shown),
        )
    if kind == "jsonl":
        lines = list(tables.json_lines(data))
        objects = [line[1] for line in lines if not isinstance(line, RowError)]
        headers = tuple(dict.fromkeys(key for value in objects[:50] for key in value))[:200]
        sample = tuple(tuple(_text(value.get(h)) for h in headers) for value in objects[:_SAMPLE])
        if _is_contract(objects[:1]):
            return Sniffed("products", "utf-8", "", len(lines), headers, sample)
        guessed = generic.guess(headers, sample)
        return Sniffed("generic", "utf-8", "", len(lines), headers, sample, "title" not in guessed.values(), guessed)
    table = tables.open_workbook(data) if kind == "xlsx" else tables.open_text(data)
    first, rows = _peek(table.rows)
    count = sum(1 for row in rows if isinstance(row, Row) or row.code != "too_many_rows")
    sample = tuple(tuple(row.cells.get(h, "")[:300] for h in table.headers) for row in first[:_SAMPLE])
    shape = detect.shape(table.headers)
    encoding, delimiter = table.encoding or kind, table.delimiter
    if shape != "generic":
        return Sniffed(shape, encoding, delimiter, min(count, MAX_ROWS), table.headers, sample)
    guessed = generic.guess(table.headers, [list(row.cells.values()) for row in first])
    return Sniffed("generic", encoding, delimiter, count, table.headers, sample, True, guessed)


def _bytes(source: Source, name: str) -> tuple[bytes, str]:
    if isinstance(source, bytes):
        return source, name
    path = Path(source)
    size = path.stat().st_size
    if size > MAX_BYTES:
        raise UnreadableFile("too_big", size=round(size / 1048576, 1), limit=MAX_BYTES // 1048576)
    return path.read_bytes(), name or path.name


def _peek(rows: Iterable[Row | RowError]) -> tuple[list[Row], Iterator[Row | RowError]]:
    """The first rows that can be read (to guess by), and all rows again."""
    walk = iter(rows)
    head = list(itertools.islice(walk, 30))
    return [row for row in head if isinstance(row, Row)], itertools.chain(head, walk)


def _is_contract(objects: list[dict]) -> bool:
    return bool(objects) and "title" in objects[0] and isinstance(objects[0].get("facts", []), list)


def _text(value: object) -> str:
    return storable(value if isinstance(value, str) else "" if value is None else str(value))


def _json_products(
    data: bytes, mapping: Mapping[str, str] | None, language: str | None
) -> Iterator[ParsedProduct | RowError]:
    """Product lines of the shell contract, or any objects by a mapping of their keys."""
    lines = list(tables.json_lines(data))
    objects = [line for line in lines if not isinstance(line, RowError)]
    if mapping is None and _is_contract([value for _, value in objects[:1]]):
        for line in lines:
            yield line if isinstance(line, RowError) else _contract(line[0], line[1], language)
        return
    headers = tuple(dict.fromkeys(str(key) for _, value in objects for key in list(value)[:200]))[:200]
    rows = [
        line if isinstance(line, RowError) else Row(line[0], {h: _text(line[1].get(h)) for h in headers})
        for line in lines
    ]
    chosen = mapping or generic.guess(headers, [list(row.cells.values()) for row in rows[:30] if isinstance(row, Row)])
    yield from generic.products(headers, rows, chosen, language=language)


def _contract(number: int, value: dict, language: str | None) -> ParsedProduct | RowError:
    """One product line, its texts cleaned as any other cell; a line that says no language is judged like a row."""
    cells = {"line": _text(value)[:500]}
    try:
        stated = ProductFacts.from_dict({**value, **({"language": language} if language else {})})
    except InvalidRecord as error:
        return RowError(number, "bad_record", {"detail": str(error)}, cells)
    draft = Draft(
        key=stated.sku or stated.title,
        title=stated.title,
        rows=[number],
        cells=cells,
        category=stated.category,
        brand=stated.brand,
        price=stated.price,
        currency=stated.currency,
        html=_text(value.get("own_text") or value.get("description")),
        image_url=_text(value.get("image_url")),
        pairs=[(fact.name, fact.value) for fact in stated.facts],
        source={"format": "products", "columns": {}},
        present={"title", "facts", "variants", "category", "brand", "price", "own_text"} & set(value),
    )
    found = assemble.product(draft, forced_language=language or value.get("language"))
    if isinstance(found, RowError):
        return found
    return replace(found, facts=replace(found.facts, facts=_kept(stated.facts), variants=_variants(stated.variants)))


def _kept(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """Facts of a product line: cleaned, but none left out, for each was stated on purpose."""
    pairs = ((one_line(fact.name), one_line(fact.value)) for fact in facts)
    return tuple(Fact(name, text) for name, text in pairs if name and text)


def _variants(variants: Iterable[Variant]) -> tuple[Variant, ...]:
    return tuple(Variant(_kept(variant.facts), clean(variant.sku)) for variant in variants)
