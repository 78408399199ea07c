"""What reading a merchant's file yields: products, refused rows, a first look, and the sentences for each refusal.
Knows no file format and opens nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from copywriter.records import ProductFacts

#: The ceilings of docs 4.1: Shopify's own upload limit, then what one worker reads in memory without strain.
MAX_BYTES = 15 * 1024 * 1024
MAX_ROWS = 50_000
MAX_COLUMNS = 200
MAX_CELL = 32_000
MAX_TITLE = 500
MAX_SKU = 255

#: Every reason for which a file or a row is refused, in the merchant's words. The site translates by the code.
SENTENCES: dict[str, str] = {
    "empty_file": "The file is empty.",
    "too_big": "The file is {size} MB; the most that can be read is {limit} MB. Split it and import the parts.",
    "not_a_table": "This is not a product table. Save it as CSV, TSV, XLSX or a Google XML feed and try again.",
    "compressed": "The file is compressed. Unpack it and import what is inside.",
    "old_excel": "This is an old or password-protected Excel workbook. Save it as .xlsx without a password.",
    "bad_workbook": "The workbook can't be opened: it is damaged, or it is not a spreadsheet.",
    "bomb": "The workbook unpacks to far more data than a product list needs, so it was not opened.",
    "bad_encoding": "The text of the file can't be read. Save it as UTF-8 and try again.",
    "bad_xml": "The feed breaks off or is not well formed near line {line}. The items before it were read.",
    "unsafe_xml": "The feed declares its own entities, which product feeds never need, so it was not opened.",
    "not_a_feed": "The XML holds no products: no <item> or <entry> with an id and a title was found.",
    "no_header": "No header row was found. The first row must name the columns.",
    "too_many_columns": "The table has {count} columns; at most {limit} can be read.",
    "too_many_rows": "Only the first {limit} rows were read. Import the rest as another file.",
    "attribute_table": "This file describes attributes, not products. Export the products themselves.",
    "needs_mapping": "No column was recognised as the product's name. Say which column holds it.",
    "no_title": "The row has no product name.",
    "title_too_long": "The product name has {count} characters; at most {limit} can be kept.",
    "no_key": "The row has no handle, so it can't be matched to a product.",
    "variant_without_parent": "The variation belongs to {parent}, which is not in the file.",
    "not_a_product": "The row is a {type}, not a product of its own.",
    "duplicate": "The same {field} is already used in row {row}.",
    "long_cell": "The cell under {column} holds {count} characters; at most {limit} can be read. "
    "A quotation mark may have been opened and never closed.",
    "too_many_cells": "The row has {count} cells but the header names {limit}. A comma may stand unquoted in the text.",
    "bad_characters": "The row holds characters that could not be read.",
    "bad_json": "The line is not valid JSON.",
    "bad_record": "The line is not a product: {detail}.",
    "other_language": "The text is in {name}. Copy can be written in English and Simplified Chinese. "
    "Choose a language for the whole file to import it all the same.",
}


class UnreadableFile(ValueError):
    """The whole file is refused. `code` keys SENTENCES, `params` fill it; str() is the English sentence."""

    def __init__(self, code: str, **params: Any) -> None:
        self.code, self.params = code, params
        super().__init__(sentence(code, params))


def sentence(code: str, params: Mapping[str, Any]) -> str:
    return SENTENCES[code].format(**params)


@dataclass(frozen=True, slots=True)
class RowError:
    """One row (or item) that was not imported. `row` counts as a spreadsheet does: the header is row 1."""

    row: int
    code: str
    params: Mapping[str, Any] = field(default_factory=dict)
    cells: Mapping[str, str] = field(default_factory=dict)

    @property
    def reason(self) -> str:
        return sentence(self.code, self.params)


@dataclass(frozen=True, slots=True)
class ParsedProduct:
    """One product as the file states it.

    `facts.sku` is the key under which the product is found again at the next import (a Shopify handle, a SKU, a feed
    id). `own_text` is the merchant's description as plain text without boilerplate, `own_html` the cell to the
    letter. `source` holds what handing over in the same shape needs: "format", "key", "columns" (header → cell),
    "layout". `present` names the fields for which the file has a column at all: an absent column keeps what is
    stored, a present and empty one would blank it. Members: title, category, brand, price, own_text, image_url,
    facts, variants."""

    facts: ProductFacts
    own_text: str = ""
    own_html: str = ""
    image_url: str = ""
    tags: tuple[str, ...] = ()
    source: Mapping[str, Any] = field(default_factory=dict)
    rows: tuple[int, ...] = ()
    present: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Sniffed:
    """A first look at a file. `rows` counts data rows (capped at MAX_ROWS); `sample` holds the first rows' cells.
    `guessed_mapping` is header → target (see generic.TARGETS) where the format is "generic", else empty."""

    format: str
    encoding: str = ""
    delimiter: str = ""
    rows: int = 0
    headers: tuple[str, ...] = ()
    sample: tuple[tuple[str, ...], ...] = ()
    needs_mapping: bool = False
    guessed_mapping: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Row:
    """One data row of a table: its spreadsheet number and its cells by header."""

    number: int
    cells: Mapping[str, str]
