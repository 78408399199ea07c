"""Why a file or a row was refused, in the merchant's language; kept as a code and what fills its sentence.
Knows no file; the codes are copywriter.formats.parsed.SENTENCES (a test holds the two together)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

SENTENCES: dict[str, Any] = {
    "empty_file": _("The file is empty."),
    "too_big": _("The file is {size} MB; the most that can be read is {limit} MB. Split it and import the parts."),
    "not_a_table": _("This is not a product table. Save it as CSV, TSV, XLSX or a Google XML feed and try again."),
    "compressed": _("The file is compressed. Unpack it and import what is inside."),
    "old_excel": _("This is an old or password-protected Excel workbook. Save it as .xlsx without a password."),
    "bad_workbook": _("The workbook can't be opened: it is damaged, or it is not a spreadsheet."),
    "bomb": _("The workbook unpacks to far more data than a product list needs, so it was not opened."),
    "bad_encoding": _("The text of the file can't be read. Save it as UTF-8 and try again."),
    "bad_xml": _("The feed breaks off or is not well formed near line {line}. The items before it were read."),
    "unsafe_xml": _("The feed declares its own entities, which product feeds never need, so it was not opened."),
    "not_a_feed": _("The XML holds no products: no <item> or <entry> with an id and a title was found."),
    "no_header": _("No header row was found. The first row must name the columns."),
    "too_many_columns": _("The table has {count} columns; at most {limit} can be read."),
    "too_many_rows": _("Only the first {limit} rows were read. Import the rest as another file."),
    "attribute_table": _("This file describes attributes, not products. Export the products themselves."),
    "needs_mapping": _("No column was recognised as the product's name. Say which column holds it."),
    "no_title": _("The row has no product name."),
    "title_too_long": _("The product name has {count} characters; at most {limit} can be kept."),
    "no_key": _("The row has no handle, so it can't be matched to a product."),
    "variant_without_parent": _("The variation belongs to {parent}, which is not in the file."),
    "not_a_product": _("The row is a {type}, not a product of its own."),
    "duplicate": _("The same {field} is already used in row {row}."),
    "long_cell": _(
        "The cell under {column} holds {count} characters; at most {limit} can be read. A quotation mark may have been "
        "opened and never closed."
    ),
    "too_many_cells": _(
        "The row has {count} cells but the header names {limit}. A comma may stand unquoted in the text."
    ),
    "bad_characters": _("The row holds characters that could not be read."),
    "bad_json": _("The line is not valid JSON."),
    "bad_record": _("The line is not a product: {detail}."),
    "other_language": _(
        "The text is in {name}. Copy can be written in English and Simplified Chinese. Choose a language for the whole "
        "file to import it all the same."
    ),
    "crashed": _("Reading the file failed three times. Tell an admin; nothing was imported."),
    "changed_meanwhile": _("The product was changed while the file was being imported. Import it again."),
}
_LANGUAGES = {
    "Spanish": _("Spanish"), "Portuguese": _("Portuguese"), "Indonesian or Malay": _("Indonesian or Malay"),
    "Vietnamese": _("Vietnamese"), "French": _("French"), "German": _("German"), "Italian": _("Italian"),
    "Polish": _("Polish"), "Filipino": _("Filipino"), "Japanese": _("Japanese"), "Korean": _("Korean"),
    "Thai": _("Thai"), "Russian": _("Russian"),
    "Arabic": _("Arabic"), "Hindi": _("Hindi"), "Hebrew": _("Hebrew"), "Greek": _("Greek"),
    "Traditional Chinese": _("Traditional Chinese"),
}  # fmt: skip


def stored(code: str, params: Mapping[str, Any]) -> str:
    """How a reason is kept in a row."""
    return json.dumps({"code": code, **params}, ensure_ascii=False)


def told(text: str) -> str:
    """A kept reason as a sentence in the language of the page; "" for none."""
    if not text:
        return ""
    try:
        params = json.loads(text)
        code = params.pop("code")
    except (ValueError, KeyError, AttributeError):
        return text
    if "name" in params:
        params["name"] = _LANGUAGES.get(params["name"], params["name"])
    try:
        return str(SENTENCES[code]).format(**params)
    except (KeyError, IndexError):
        return gettext("The row could not be read.")
