"""The mapping page's columns: header, sample cells, where each goes.
Knows the library's targets and their names in the language of the page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from copywriter.formats.generic import TARGETS, label
from merchant_portal.catalog.models import Import

TARGET_NAMES: dict[str, Any] = {
    "": _("leave out"),
    "title": _("product name"),
    "sku": _("SKU (finds the product again)"),
    "category": _("category"),
    "brand": _("brand"),
    "price": _("price"),
    "currency": _("currency"),
    "description": _("the shop's own text"),
    "image": _("image address"),
    "tags": _("tags"),
    "fact": _("a fact"),
    "facts": _("facts, packed into one cell"),
    "variants": _("what can be chosen (sizes, colours)"),
    "group": _("groups variants under one product"),
}


@dataclass(frozen=True)
class Column:
    """One column of an unknown table. `name` is the fact's name where it goes to a fact."""

    place: int
    header: str
    samples: tuple[str, ...]
    target: str
    name: str

    @property
    def mapped(self) -> str:
        """As the library reads it: "fact:Colour" where the fact is not called as the header."""
        return (
            f"fact:{self.name}"
            if self.target == "fact" and self.name and self.name != label(self.header)
            else self.target
        )


def columns_of(row: Import, post: Mapping[str, str] | None = None) -> list[Column]:
    """The columns of an import with what was guessed, remembered, or just chosen (`post`)."""
    headers = row.sniffed.get("headers", [])
    samples = row.sniffed.get("sample", [])
    known = row.mapping or row.sniffed.get("guessed", {})
    columns = []
    for place, header in enumerate(headers):
        if post is None:
            target, _colon, name = known.get(header, "").partition(":")
        else:
            target, name = post.get(f"target-{place}", ""), post.get(f"name-{place}", "").strip()[:80]
        cells = tuple(dict.fromkeys(cells[place] for cells in samples if place < len(cells) and cells[place].strip()))
        columns.append(Column(place, header, cells[:3], target if target in TARGETS else "", name or label(header)))
    return columns
