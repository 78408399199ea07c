"""Which of a fact's several shares belongs to which word: 70% arabica, 30% robusta, and not the other way round.
Knows no units and no materials: only what stands beside a percentage in the text and in the fact."""

from __future__ import annotations

import re

from copywriter.checks.claims.facts import FactIndex, Number
from copywriter.checks.claims.quantity import Quantity

_AFTER = re.compile(
    r"\s?(?:(?:comes?|grown|sourced|made|drawn|is|are|was) (?:from|in|of) |of |the |的|是|为|is |are )*([a-z]{3,}"
    r"|[\u3400-\u9fff]{2,6})"
)
_BEFORE = re.compile(r"([\u3400-\u9fff]{2,6}?)(?:占了?|含量|含|约|达|为|是)*$|([a-z]{3,})[ :(]{1,2}$")
_ITEM = re.compile(r"[,;|、；，/+&\n]|(?<=%)\s+(?=[\u3400-\u9fff])")


def elsewhere(index: FactIndex, folded: str, quantity: Quantity) -> Number | None:
    """The number that a fact gives the word beside a percentage, where it is another one; None where none is."""
    part = quantity.parts[0]
    if len(quantity.parts) != 1 or part.unit is None or part.unit.dimension != "percent":
        return None
    shares = [n for n in index.numbers if n.part.unit is not None and n.part.unit.dimension == "percent"]
    if len({n.part.value for n in shares}) < 2:
        return None
    after = _AFTER.match(folded, quantity.end)
    before = _BEFORE.search(folded[max(0, quantity.start - 10) : quantity.start])
    beside = [m[1] for m in (after,) if m] or [m[1] or m[2] for m in (before,) if m]
    for word in beside:
        of_word = [n for n in shares if _holds(_item(index, n), word)]
        if of_word and not any(n.part.value == part.value for n in of_word):
            return of_word[0]
        if of_word:
            return None
    return None


def _holds(item: str, word: str) -> bool:
    if len(word) == 2 and word[0] in "含纯":  # 含绒70%
        return word[1] in item
    if word[0] < "\u3000":
        return word in item
    return any(word[:size] in item or word[-size:] in item for size in range(min(len(word), 4), 1, -1))


def _item(index: FactIndex, number: Number) -> str:
    """The part of the fact's value that holds a number, between its commas and slashes; "" where it holds others."""
    source = next((s for s in index.sources if s.ref == number.ref and number.quantity in s.quantities), None)
    if source is None:
        return ""
    left = max((m.end() for m in _ITEM.finditer(source.folded, 0, number.quantity.start)), default=0)
    right = next((m.start() for m in _ITEM.finditer(source.folded, number.quantity.end)), len(source.folded))
    item = source.folded[left:right]
    if item == source.folded and item.count("%") == 1 and source.name_folded > "\u3000":
        return source.name_folded + item  # 膨润土占比: 20%
    return item if item.count("%") == 1 else ""
