"""Ratios told as weights: 每一百克里有三克 is 3 %. And the end of a code told by itself: 尾号 0027.
Knows the facts only to ask whether they speak in weights or in shares; `measures.py` rules."""

from __future__ import annotations

import re
from dataclasses import replace

from copywriter.checks.claims.facts import FactIndex, Source
from copywriter.checks.claims.quantity import Quantity
from copywriter.knowledge.units import UNITS

_OF_A_HUNDRED = re.compile(r"每(?:一百|百|100) ?(?:克|g|毫升|ml)[^。；！？\n\d]{0,14}$")
_THE_HUNDRED = re.compile(r"每$")
_GRAMS = {"克": 1.0, "g": 1.0, "毫克": 0.001, "mg": 0.001, "毫升": 1.0, "ml": 1.0}
_TAIL = re.compile(r"(?:尾号|末尾|尾数|[后末][两三四五六23456]位)(?:数字?|号码)?(?:[是为:：]|叫)? ?$")


def as_share(index: FactIndex, folded: str, quantity: Quantity) -> Quantity:
    """The weight in every hundred as a percentage, where the facts give percentages and no such weight."""
    part = quantity.parts[0]
    if len(quantity.parts) != 1 or part.unit_name not in _GRAMS or "每" not in folded:
        return quantity
    if not _OF_A_HUNDRED.search(folded, max(0, quantity.start - 26), quantity.start):
        return quantity
    shares = [n for n in index.numbers if n.part.unit is not None and n.part.unit.dimension == "percent"]
    if not shares or any(n.part.unit == part.unit and n.part.value == part.value for n in index.numbers):
        return quantity
    value = part.value * _GRAMS[part.unit_name]
    return replace(quantity, parts=(replace(part, value=value, unit=UNITS["%"], unit_name="成"),))


def is_the_hundred(folded: str, quantity: Quantity) -> bool:
    """Whether a weight is only what a ratio is reckoned on: 每100克."""
    part = quantity.parts[0]
    return part.value == 100 and part.unit_name in _GRAMS and bool(_THE_HUNDRED.search(folded, 0, quantity.start))


def ends_a_code(index: FactIndex, folded: str, start: int, end: int) -> tuple[bool, Source | None]:
    """(whether digits are called the end of a code, the fact whose code ends so)."""
    if not _TAIL.search(folded, max(0, start - 10), start):
        return False, None
    digits = folded[start:end].strip()
    return True, next((s for s in index.sources if s.variant < 0 and s.folded.rstrip(" )）").endswith(digits)), None)
