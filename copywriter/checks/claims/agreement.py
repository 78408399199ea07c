"""When a number of a text and a number of a fact are about the same thing, and when they agree.
Knows no sentence beyond the words handed to it; rounding and conversion are `knowledge/units.py`."""

from __future__ import annotations

from dataclasses import replace

from copywriter.checks.claims.facts import FactIndex, Number, Ref
from copywriter.checks.claims.listed import UNSAID
from copywriter.checks.claims.quantity import Part, Quantity
from copywriter.knowledge.units import UNITS, Unit, agree, to_base

_COUNTER_ROLE = {
    "pocket": "pockets",
    "compartment": "pockets",
    "speed": "speed",
    "page": "pages",
    "player": "players",
    "mode": "function",
    "star": "grade",
}


#: Dimensions of which everyday speech uses one word for the other: 40度 of heat, paper of 120 grams.
_SAID_SHORT = (
    *({"angle", "temperature"}, {"mass", "gsm"}, {"angle", "degree_alcohol"}, {"percent", "degree_alcohol"}),
    {"mass", "data"},
)


def _as_meant(said: Unit, other: Unit) -> Unit:
    """The unit that a short word stands for beside a fact in `other`."""
    if said.dimension == "angle" and other.dimension == "temperature":
        return other
    if said.dimension in ("angle", "percent") and other.dimension == "degree_alcohol":
        return other
    if said.dimension == "mass" and other.dimension == "data" and said.factor == 1:  # a card of 64G
        return replace(other, factor=1e9)
    if said.dimension == "mass" and other.dimension == "gsm":
        return replace(said, dimension="gsm")
    return said


def same_kind(number: Number, part: Part, context: frozenset[str], quantity: Quantity) -> bool:
    other = number.part
    if other.counter == UNSAID:
        return bool(quantity.nouns & number.about or (part.counter == "kind" and number.about & context))
    if part.unit is not None:
        if part.unit.dimension == "size_code":  # 110码 of the sizes 110|120
            return number.role == "size" if other.unit is None else other.unit.dimension == "size_code"
        if other.unit is None:
            if part.unit.dimension == "time" and part.unit_name == "years":  # an age in words against "3+"
                return number.role == "suitable_for" or "age" in number.about
            if part.unit.dimension in ("angle", "temperature"):  # "Wash at 40"
                return number.role in ("care", "temperature")
            return part.unit.dimension == "pixels" and number.quantity.shape == "size"
        if part.unit.dimension == other.unit.dimension:
            return True
        ounces = bool({part.unit_name, other.unit_name} & {"oz", "盎司"})
        dimensions = {part.unit.dimension, other.unit.dimension}
        return (ounces and dimensions == {"mass", "volume"}) or dimensions in _SAID_SHORT
    if other.unit is not None:
        return (
            not part.counter
            and "set" not in context
            and "pack" not in context
            and (part.value >= 10 or quantity.shape == number.quantity.shape == "range")
        )  # a bare number may repeat a measured one ("the 500")
    if "kind" in (part.counter, other.counter):  # 8种 of what the words beside it name
        return bool(number.about & context)
    if part.counter and other.counter:
        return (
            part.counter == other.counter
            or part.counter in number.about
            or bool(quantity.nouns & number.about)
            or {part.counter, other.counter} <= {"piece", "pack", "set", "plate", "bit", "cup", "card"}
        )
    if part.counter:
        return (
            part.counter in number.about
            or number.role in ("count", "net_content")
            and part.counter in ("piece", "pack", "set", "serving", "plate", "bit", "cup")
            or bool(number.about & context)
            or number.role in ("title", "included", _COUNTER_ROLE.get(part.counter, ""))
        )
    return True


def agrees(quantity: Quantity, part: Part, number: Number) -> bool:
    other = number.part
    if quantity.shape == "span":
        return _in_span(quantity, number)
    bounded = quantity.bound in ("over", "under") and number.quantity.bound != quantity.bound
    alike = (part.unit is None) == (other.unit is None) and part.unit_name == other.unit_name
    if bounded and alike and part.value == other.value:
        return False  # "over 12 hours" says more than "12 hours"
    if part.unit is not None and other.unit is not None:
        left, right = part.unit, other.unit
        if left.dimension != right.dimension:  # oz of fluid against millilitres
            ounce = UNITS["fl oz"]
            if {left.dimension, right.dimension} == {"mass", "volume"}:
                left = ounce if left.dimension == "mass" else left
                right = ounce if right.dimension == "mass" else right
            left, right = _as_meant(left, right), _as_meant(right, left)
        about = quantity.about or number.quantity.about
        if agree(part.value, left, part.places, other.value, right, about=about, fact_places=other.places):
            return True
        stated, fact = to_base(part.value, left), to_base(other.value, right)
        return _bounded(quantity, number, stated, fact) or _inside(quantity, number, stated)
    if part.value == other.value:
        return True
    return _bounded(quantity, number, part.value, other.value) and bool(part.counter or other.counter)


def _in_span(quantity: Quantity, number: Number) -> bool:
    """五六个小时 of 5, 5.5 or 5–6 hours, and of a fact's wider range."""
    low, high = (_base(part, number.part) for part in quantity.parts)
    facts = [_base(p, p) for p in number.quantity.parts if (p.unit is None) == (number.part.unit is None)]
    if number.quantity.shape == "range" and len(facts) == 2:
        inside = low <= facts[0] * 1.001 and facts[1] <= high * 1.001
        return inside or (facts[0] <= low * 1.001 and high <= facts[1] * 1.001)
    return low * 0.999 <= _base(number.part, number.part) <= high * 1.001


def _base(part: Part, beside: Part) -> float:
    if part.unit is None or beside.unit is None:
        return part.value
    return to_base(part.value, _as_meant(part.unit, beside.unit))


def _bounded(quantity: Quantity, number: Number, stated: float, fact: float) -> bool:
    """ "over 10 hours" is true of 12, not of 10; "under 2 kg" of 1.8. Within a fifth, or it says nothing honest."""
    if number.quantity.bound:
        return False
    if quantity.bound == "over" or quantity.bound == "min":
        return stated <= fact <= stated * 1.25 and not (quantity.bound == "over" and stated == fact)
    if quantity.bound == "under":
        return stated * 0.75 <= fact < stated
    return False


def _inside(quantity: Quantity, number: Number, stated: float) -> bool:
    """A single value inside a fact's range ("comfortable at 10 °C" for 5–15 °C)."""
    parts = number.quantity.parts
    if (
        quantity.bound
        or number.quantity.shape != "range"
        or quantity.shape != "single"
        or len(parts) != 2
        or parts[0].unit is None
    ):
        return False
    if parts[0].unit.dimension not in ("temperature", "time"):
        return False
    low, high = (to_base(p.value, p.unit) for p in parts if p.unit is not None)
    return low <= stated <= high


def axis_of(number: Number) -> str:
    if number.part.label:
        return number.part.label
    return number.role if number.role in ("length", "width", "height", "depth", "diameter", "thickness") else ""


#: Axes of which speech uses one for the other, where the facts do not name the one: a curtain W x D is 229 cm "long".
SPOKEN_FOR: dict[str, frozenset[str]] = {
    "length": frozenset({"depth", "height"}),
    "height": frozenset({"length", "depth"}),
    "depth": frozenset({"length", "height", "thickness"}),
    "width": frozenset({"length", "diameter"}),
    "thickness": frozenset({"height", "depth"}),
    "diameter": frozenset({"width"}),
}


def in_one_fact(index: FactIndex, quantity: Quantity, found: list[Number]) -> list[Number] | None:
    """The parts of a size or a range come from one statement, or each from the fact of an axis of its own."""
    one = {id(n.quantity) for n in found if n.quantity.shape == "range"}  # "EU 39-42 / UK 6-8" states two ranges
    sizes_of_one = all(n.role == "size" and n.ref == found[0].ref for n in found)
    if quantity.shape == "range" and sizes_of_one and len(one) != 1:
        sizes = [n.part.value for n in index.numbers if n.ref == found[0].ref and n.part.counter != UNSAID]
        return found if sorted(n.part.value for n in found) == [min(sizes), max(sizes)] else None
    statements: dict[tuple[Ref, int, int], list[Number]] = {}
    for number in index.numbers:
        statements.setdefault((number.ref, number.variant, id(number.quantity)), []).append(number)
    for numbers in statements.values():
        left = list(numbers)
        chosen: list[Number] = []
        for part in quantity.parts:
            match = next(
                (n for n in left if agrees(quantity, part, n) and (part.unit is None or n.part.unit is not None)), None
            )
            if match is None:
                break
            left.remove(match)
            chosen.append(match)
        else:
            if quantity.shape != "range" or len(numbers) == len(quantity.parts) or numbers[0].quantity.shape != "range":
                return chosen
    if (
        quantity.shape == "size"
        and all(axis_of(n) for n in found)
        and len({(n.ref, n.part.label) for n in found}) == len(found)
    ):
        return found
    return None
