"""From a product's gathered fields to one ParsedProduct, or the reason why not; the same for every shape of file.
Knows no columns: each format's module says which cell is which."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from copywriter.formats import blobs, boilerplate, html, language
from copywriter.formats.cells import is_blank, one_line, price
from copywriter.formats.parsed import MAX_SKU, MAX_TITLE, ParsedProduct, RowError
from copywriter.records import Fact, ProductFacts, Variant

#: Variants beyond these say nothing new to copy and weigh down every page.
MAX_VARIANTS = 200
#: An attribute of these names fills the brand, and is not said twice.
_BRAND_NAMES = frozenset({"brand", "brand name", "品牌", "品牌名称"})


@dataclass(slots=True)
class Draft:
    """What a format's module gathered of one product. Cells are still as the file has them."""

    key: str
    title: str
    rows: list[int]
    cells: Mapping[str, str]
    category: str = ""
    brand: str = ""
    price: str = ""
    currency: str = ""
    html: str = ""
    more_text: list[str] = field(default_factory=list)
    image_url: str = ""
    tags: list[str] = field(default_factory=list)
    pairs: list[blobs.Pair] = field(default_factory=list)
    variants: list[tuple[str, list[blobs.Pair]]] = field(default_factory=list)
    source: dict[str, Any] = field(default_factory=dict)
    present: set[str] = field(default_factory=set)


def product(draft: Draft, *, forced_language: str | None = None) -> ParsedProduct | RowError:
    """The product that a draft describes. A fact on which the variants differ stands under the variants only."""
    title = one_line(html.to_text(draft.title))
    if not title or is_blank(title):
        return _refused(draft, "no_title")
    if len(title) > MAX_TITLE:
        return _refused(draft, "title_too_long", count=len(title), limit=MAX_TITLE)
    if not draft.key:
        return _refused(draft, "no_key")
    parts = html.read(draft.html)
    texts = [parts.text, *(html.to_text(text) for text in draft.more_text)]
    own_text = "\n".join(dict.fromkeys(text for text in map(boilerplate.strip, texts) if text))
    spoken = f"{own_text} {' '.join(f'{name} {value}' for name, value in draft.pairs)}"
    tongue, name = (forced_language, "") if forced_language else language.detect(title, spoken)
    if not tongue:
        return _refused(draft, "other_language", name=name)
    chinese = tongue == "zh-Hans"
    shared = blobs.facts([*draft.pairs, *parts.pairs], chinese=chinese)
    brand = "" if is_blank(draft.brand) else one_line(html.to_text(draft.brand))[:120]
    brand = brand or next((fact.value for fact in shared if fact.name.lower() in _BRAND_NAMES), "")
    shared = tuple(fact for fact in shared if fact.name.lower() not in _BRAND_NAMES)
    facts, variants = split_variants(shared, _variants(draft.variants, chinese))
    amount, currency = price(draft.price)
    return ParsedProduct(
        facts=ProductFacts(
            sku=draft.key[:MAX_SKU],
            title=title,
            category=one_line(html.to_text(draft.category), " > ")[:255],
            brand=brand,
            price=amount,
            currency=draft.currency.strip().upper()[:3] or currency,
            language=tongue,
            facts=facts,
            variants=variants,
        ),
        own_text=own_text,
        own_html=draft.html,
        image_url=_web_address(draft.image_url),
        tags=tuple(dict.fromkeys(t for t in map(one_line, draft.tags) if t and not is_blank(t)))[:50],
        source={**draft.source, "key": draft.key[:MAX_SKU]},
        rows=tuple(draft.rows),
        present=frozenset(draft.present),
    )


def _refused(draft: Draft, code: str, **params: Any) -> RowError:
    return RowError(draft.rows[0], code, params, {k: v[:500] for k, v in draft.cells.items()})


def _web_address(text: str) -> str:
    text = text.strip()
    return text[:2000] if text.lower().startswith(("https://", "http://")) and " " not in text else ""


def _variants(raw: Iterable[tuple[str, list[blobs.Pair]]], chinese: bool) -> tuple[Variant, ...]:
    found = (Variant(facts=blobs.facts(pairs, chinese=chinese), sku=sku.strip()[:MAX_SKU]) for sku, pairs in raw)
    return tuple(v for v in found if v.facts)[:MAX_VARIANTS]


def split_variants(facts: Sequence[Fact], variants: Sequence[Variant]) -> tuple[tuple[Fact, ...], tuple[Variant, ...]]:
    """(facts of the product, variants). A name with one value in every variant is the product's; a name whose value
    differs, or that only some variants have, belongs to the variants, and the product's own fact of that name goes."""
    if not variants:
        return tuple(facts), ()
    values: dict[str, list[str]] = {}
    names: dict[str, str] = {}
    for variant in variants:
        for fact in variant.facts:
            names.setdefault(fact.name.lower(), fact.name)
            values.setdefault(fact.name.lower(), []).append(fact.value)
    common = {key for key, given in values.items() if len(given) == len(variants) and len(set(given)) == 1}
    kept = [fact for fact in facts if fact.name.lower() not in values or fact.name.lower() in common]
    stated = {fact.name.lower() for fact in kept}
    kept += [Fact(names[key], values[key][0]) for key in values if key in common and key not in stated]
    differing = tuple(Variant(tuple(f for f in v.facts if f.name.lower() not in common), v.sku) for v in variants)
    return tuple(kept), tuple(v for v in differing if v.facts)


def option_variants(options: Iterable[tuple[str, list[str]]]) -> list[tuple[str, list[blobs.Pair]]]:
    """Choices listed apart ("Size: S, M", "Color: red, blue"): one variant a choice, since which go together is not
    said."""
    return [("", [(name, value)]) for name, values in options for value in values]
