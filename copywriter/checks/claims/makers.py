"""The two rulings on a maker's name: it is the product's own, or no fact holds it.
Knows no text: `names.py` and `names_zh.py` find what reads as a name."""

from __future__ import annotations

import re

from copywriter.checks.claims.facts import FactIndex
from copywriter.checks.claims.reading import fold
from copywriter.checks.claims.verdicts import Ruling, refs
from copywriter.checks.claims.wordlist import KNOWN_BRANDS, PLAIN_BRANDS


def brand_said(index: FactIndex, start: int, end: int, word: str) -> Ruling | None:
    brand = next((s for s in index.sources if s.role == "brand"), None)
    if brand is not None and word in re.findall(r"[a-zà-ÿ0-9]+", brand.folded):
        return Ruling(start, end, "supported", "claim.brand", ("brand",))
    return None


def unknown_name(index: FactIndex, text: str, start: int, end: int) -> Ruling:
    brand = next((s for s in index.sources if s.role == "brand"), None)
    said = text[start:end]
    if brand is not None:
        known = fold(said) in KNOWN_BRANDS or fold(said) in PLAIN_BRANDS
        perhaps_its_own = known and said[0] > "\u3000" and brand.folded.isascii()  # 禧玛诺 of Shimano: a person knows
        return Ruling(
            start, end, "contradicted" if known else "unsupported", "claim.brand", refs(brand) if known else (),
            f"“{said}” reads as a name, and no fact holds it; the brand is “{brand.value}”.", brand.value, "fact",
            hard=not perhaps_its_own,
        )  # fmt: skip
    return Ruling(
        start,
        end,
        "unsupported",
        "claim.brand",
        (),
        f"“{said}” reads as a name, and no fact of this product holds it.",
        "",
        "fact",
    )
