"""Approved copy written back in the shape its product came in, so that the shop's own importer takes it.
Knows only the columns we own: never another column, never an empty cell, which would blank what is there."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from copywriter.formats import html

SHAPES: tuple[str, ...] = ("shopify", "woocommerce", "magento", "google", "plain")


@dataclass(frozen=True, slots=True)
class ApprovedText:
    """One approved text. `model_written` is false where a person wrote all of it."""

    kind: str
    text: str
    language: str = ""
    channel: str = ""
    audience: str = ""
    model_written: bool = True


@dataclass(frozen=True, slots=True)
class Label:
    """The merchant's own words that say a text was written with a model. `in_text` adds them as a last line of
    descriptions too, where the channel has no field for it; `column` names the column."""

    text: str
    column: str = "AI label"
    in_text: bool = False


@dataclass(frozen=True, slots=True)
class ExportProduct:
    """What is handed over of one product; `source` and `own_html` are ParsedProduct's."""

    sku: str
    title: str
    language: str = "en"
    source: Mapping[str, Any] = field(default_factory=dict)
    own_html: str = ""
    texts: tuple[ApprovedText, ...] = ()


@dataclass(frozen=True, slots=True)
class ExportFile:
    """One file to hand over. Products whose texts fill different columns go to different files: a shared header would
    leave empty cells, and an import would blank those fields."""

    name: str
    content: bytes
    columns: tuple[str, ...]
    rows: int


def export(products: Iterable[ExportProduct], shape: str, *, label: Label | None = None) -> list[ExportFile]:
    """Files in one of SHAPES, in the order of the products; [] where no product has a text.

    Platform files are UTF-8 with texts to the letter. The plain file is meant for spreadsheets: it has a byte-order
    mark and an apostrophe before cells that a spreadsheet would take for a formula. Raises ValueError for an unknown
    shape."""
    if shape not in SHAPES:
        raise ValueError(f"shape is {shape!r}; it must be one of {', '.join(SHAPES)}")
    tables: dict[tuple[str, ...], list[list[str]]] = {}
    for product in products:
        for names, texts in _ROWS[shape](product, label):
            if any(text.strip() for text in texts.values()):
                filled = {column: text for column, text in {**names, **texts}.items() if text.strip()}
                tables.setdefault(tuple(filled), []).append(list(filled.values()))
    delimiter, ending = ("\t", "tsv") if shape == "google" else (",", "csv")
    files = []
    for number, (columns, rows) in enumerate(tables.items(), start=1):
        name = f"{shape}.{ending}" if len(tables) == 1 else f"{shape}-{number}.{ending}"
        files.append(
            ExportFile(name, _write(columns, rows, delimiter, spreadsheet=shape == "plain"), columns, len(rows))
        )
    return files


def _write(columns: Sequence[str], rows: Sequence[Sequence[str]], delimiter: str, *, spreadsheet: bool) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\r\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([escaped(cell) for cell in row] if spreadsheet else row)
    return out.getvalue().encode("utf-8-sig" if spreadsheet else "utf-8")


def escaped(cell: str) -> str:
    """A cell that no spreadsheet runs: an apostrophe goes before = + - @, their double-width forms (which East Asian
    editions read alike), tab and line ends (OWASP ASVS 1.2.10)."""
    return f"'{cell}" if cell[:1] and cell[0] in "=+-@＝＋－＠\t\r\n\x00" else cell


def column(text: ApprovedText, product: ExportProduct) -> str:
    """What sets a text apart in a column's name: its kind, then the language, channel and audience that are not the
    usual."""
    parts = [text.kind]
    if text.language and text.language != product.language:
        parts.append(text.language)
    if text.channel and text.channel != "web":
        parts.append(text.channel)
    if text.audience:
        parts.append(text.audience)
    return " ".join(parts)


def _code(name: str) -> str:
    """A column's name as a metafield key: letters, digits and underscores ("recommendation_new_parents")."""
    return re.sub(r"[^a-z0-9\u4e00-\u9fff]+", "_", name.lower()).strip("_")[:60]


def _description(product: ExportProduct) -> ApprovedText | None:
    """The text for the description column: in the product's own language, for the web before another channel."""
    fitting = [t for t in product.texts if t.kind == "description" and t.language in ("", product.language)]
    return min(fitting, key=lambda t: (t.channel not in ("", "web"), bool(t.audience)), default=None)


def _labelled(text: ApprovedText, label: Label | None) -> str:
    return f"{text.text}\n\n{label.text}" if label and label.in_text and text.model_written else text.text


def _body(product: ExportProduct, label: Label | None) -> str:
    text = _description(product)
    return html.write(_labelled(text, label), html.read(product.own_html).kept) if text else ""


def _others(product: ExportProduct) -> list[tuple[str, ApprovedText]]:
    main = _description(product)
    return [(column(text, product), text) for text in product.texts if text is not main]


def _source(product: ExportProduct, format: str) -> Mapping[str, Any]:
    return product.source if product.source.get("format") == format else {}


def _mark(product: ExportProduct, label: Label | None) -> str:
    return label.text if label and any(t.model_written for t in product.texts) else ""


#: Cells that name the product, and cells that hold its texts; a row whose texts are all empty is not handed over.
_Row = tuple[dict[str, str], dict[str, str]]


def _shopify(product: ExportProduct, label: Label | None) -> Iterable[_Row]:
    source = _source(product, "shopify")
    old, kept = source.get("layout", "new") == "old", source.get("columns", {})
    names = {
        ("Handle" if old else "URL handle"): kept.get("handle") or product.sku,
        "Title": kept.get("title") or product.title,
    }
    texts = {("Body (HTML)" if old else "Description"): _body(product, label)}
    for name, text in _others(product):
        texts[f"{name.capitalize()} (product.metafields.countersign.{_code(name)})"] = text.text
    if label:
        texts[f"{label.column} (product.metafields.countersign.ai_label)"] = _mark(product, label)
    yield names, texts


def _woocommerce(product: ExportProduct, label: Label | None) -> Iterable[_Row]:
    source = _source(product, "woocommerce")
    kept, headings = source.get("columns", {}), source.get("headers", {})
    names = {
        headings.get("id", "ID"): kept.get("id", ""),
        headings.get("type", "Type"): kept.get("type", "" if source else "simple"),
    }
    names[headings.get("sku", "SKU")] = kept.get("sku", "" if source else product.sku)
    names[headings.get("name", "Name")] = kept.get("name") or product.title
    texts = {headings.get("description", "Description"): _body(product, label)}
    for name, text in _others(product):
        texts[f"Meta: countersign_{_code(name)}"] = text.text
    if label:
        texts["Meta: countersign_ai_label"] = _mark(product, label)
    yield names, texts


def _magento(product: ExportProduct, label: Label | None) -> Iterable[_Row]:
    """`attribute_set_code` stands beside the name because Magento's own check asks for it, and because by it the file
    is known again."""
    kept = _source(product, "magento").get("columns", {})
    names = {
        "sku": kept.get("sku") or product.sku,
        "store_view_code": kept.get("store", ""),
        "attribute_set_code": kept.get("attribute_set") or "Default",
        "name": kept.get("name") or product.title,
    }
    texts = {"description": _body(product, label)}
    for name, text in _others(product):
        texts[f"countersign_{_code(name)}"] = text.text
    if label:
        texts["countersign_ai_label"] = _mark(product, label)
    yield names, texts


def _google(product: ExportProduct, label: Label | None) -> Iterable[_Row]:
    """Google wants text that a model wrote under structured_description with its digital source type, always: the
    switch adds the merchant's own line to it and never takes Google's away. In a text feed the column holds source type
    and content with a colon between them, and a part in which a colon or a double quote stands is put in double quotes
    (support.google.com/merchants/answer/6324468 and 6324415; the notation was read where others quote these pages:
    web.swipeinsight.app/posts/…-7247). How a double quote inside such a part is written is said nowhere that could be
    read: it is doubled, as in the file around it. Feeds have no field for the other kinds."""
    text = _description(product)
    if not text:
        return
    if text.model_written:
        content = " ".join(_labelled(text, label).split())
        if ":" in content or '"' in content:
            content = '"' + content.replace('"', '""') + '"'
        texts = {"structured_description": f"trained_algorithmic_media:{content}"}
    else:
        texts = {"description": " ".join(text.text.split())}
    for number in _source(product, "google").get("columns", {}).get("ids") or [product.sku]:
        yield {"id": number, "title": product.title}, texts


def _plain(product: ExportProduct, label: Label | None) -> Iterable[_Row]:
    """Everything, under the shop's own headers where its table was read by a mapping."""
    source = _source(product, "generic")
    kept, headings = source.get("columns", {}), source.get("headers", {})
    names = {}
    if kept.get("sku") or not source:
        names[headings.get("sku", "sku")] = kept.get("sku") or product.sku
    names[headings.get("title", "title")] = kept.get("title") or product.title
    main = _description(product)
    texts = {headings.get("description", "description"): _labelled(main, label)} if main else {}
    for name, text in _others(product):
        texts[name if name not in names and name not in texts else f"{name} text"] = text.text
    if label and texts:
        texts[label.column] = _mark(product, label)
    yield names, texts


_ROWS = {"shopify": _shopify, "woocommerce": _woocommerce, "magento": _magento, "google": _google, "plain": _plain}
