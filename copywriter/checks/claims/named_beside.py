"""A condition in a fact's name (per 100 g, in 30 min, DCI-P3) is no claim of its own beside that fact's value.
Knows rulings and names; it judges nothing that no fact of the sentence stands beside."""

from __future__ import annotations

import re
from collections.abc import Sequence

from copywriter.checks.claims.agreement import agrees
from copywriter.checks.claims.facts import FactIndex, Number, Source
from copywriter.checks.claims.quantities import find_quantities
from copywriter.checks.claims.quantity import Part, Quantity
from copywriter.checks.claims.reading import CHINESE
from copywriter.checks.claims.verdicts import Ruling

_TELLING = re.compile(r"\d|-|\w \w")


def spare_conditions(
    index: FactIndex, folded: str, text: str, rulings: list[Ruling], sentences: Sequence[tuple[int, int]]
) -> list[Ruling]:
    """The rulings, those on a condition of a fact's name made supported where their sentence says that fact's value."""
    named = [s for s in index.sources if s.variant < 0 and not s.no and _TELLING.search(s.name_folded)]
    if not named or not any(r.reason for r in rulings):
        return rulings
    return [_spared(r, folded, text, rulings, named, sentences) if r.reason else r for r in rulings]


def _spared(
    ruling: Ruling,
    folded: str,
    text: str,
    rulings: list[Ruling],
    named: list[Source],
    sentences: Sequence[tuple[int, int]],
) -> Ruling:
    start, end = next(((a, b) for a, b in sentences if a <= ruling.start < b), (ruling.start, ruling.end))
    said = {f for r in rulings if r is not ruling and start <= r.start < end for f in r.facts}
    for source in named:
        if source.ref in ruling.facts and ruling.rule == "claim.negation":
            continue  # the fact itself says otherwise
        if source.ref in said and _in_name(source, folded[ruling.start : ruling.end], text[ruling.start : ruling.end]):
            return ruling._replace(verdict="supported", facts=(source.ref,), reason="", suggestion="")
    return ruling


def _in_name(source: Source, said: str, original: str) -> bool:
    if re.search(rf"(?<![\w.]){re.escape(said)}(?![\w.]*\w)", source.name_folded):
        return True
    chinese = bool(CHINESE.search(said))
    told, _ = find_quantities(said, original, chinese=chinese)
    if not told:
        return False
    name, _ = find_quantities(source.name_folded, source.name, chinese=bool(CHINESE.search(source.name)), fact=True)
    numbers = [
        Number(source.ref, part, source.role, frozenset(), quantity) for quantity in name for part in quantity.parts
    ]
    return all(
        any(_alike(quantity, part, number) for number in numbers) for quantity in told for part in quantity.parts
    )


def _alike(quantity: Quantity, part: Part, number: Number) -> bool:
    if (part.unit is None) != (number.part.unit is None):
        return False
    if part.unit is not None and part.unit.dimension != number.part.unit.dimension:
        return False
    return agrees(quantity, part, number)
