"""What the name of a fact says of the numbers in its value: a unit, axes, months, metres of water, a share.
Knows no text that is checked and no product; `facts.py` asks while it reads."""

from __future__ import annotations

import re
from dataclasses import replace

from copywriter.checks.claims.quantity import AXES, Part, Quantity, label_axes
from copywriter.checks.claims.terms import Term
from copywriter.knowledge.units import UNITS

_IN_BRACKETS = re.compile(r"[(\[（]\s?([a-z\u3400-\u9fff\"/²㎡]{1,6})\s?[)\]）]")  # "Weight (kg)": 3
_SPELLED_OUT = re.compile(
    r"\b(cm|mm|kg|g|ml|l|oz|gsm|watts|grams|litres|liters|hours|inches|inch|lumens|denier|dpi|rpm|mah|db|kcal|psi)\b"
)
_PLAIN = re.compile(r"(?:约|about |approx\.? )?[\d.,]+(?:\s?[-~x*]\s?[\d.,]+)*")
_MONTHS = re.compile(r"(?<=\d)\s?m\b(?=\+|\s|$|[,.;)])")
_SHARE = re.compile(
    r"(?:≥|>|约|不低于|不少于|at least |min\.? )?\s?(\d+(?:\.\d+)?)\s?(?:%|percent)(?:以上)?(?: min\.?)?"
)


def with_unit(value: str, name: str) -> str:
    """The folded value with the unit that only the folded name gives: "GSM" 110 → 110gsm."""
    if not _PLAIN.fullmatch(value.strip(" .")):
        return value
    bracket = _IN_BRACKETS.search(name)
    unit = bracket[1] if bracket and bracket[1] in UNITS else ""
    if not unit and (spelled := _SPELLED_OUT.search(name)):
        unit = spelled[1]
    return value.strip(" .") + unit


def with_months(value: str, role: str, name: str) -> str:
    """ "18m+" of an age and "12M" of an opened jar are months; elsewhere m is a metre."""
    if role in ("suitable_for", "shelf_life", "warranty") or "opening" in name or "age" in name.split():
        return _MONTHS.sub(" months", value)
    return value


def with_axes(quantities: list[Quantity], name: str) -> list[Quantity]:
    """Sizes whose axes only the fact's name orders: 尺寸(长宽高)."""
    match = AXES.search(name)
    if match is None or not any(q.shape == "size" for q in quantities):
        return quantities
    return [label_axes(q, match) if q.shape == "size" else q for q in quantities]


def metres_of_water(part: Part) -> Part | None:
    """The depth that a pressure rating stands for: 5 ATM, 5 bar and 50 m are one statement."""
    if part.unit is None or part.unit.dimension not in ("depth_rating", "pressure") or part.unit_name in ("psi", "pa"):
        return None
    return Part(round(part.value * part.unit.factor / (1 if part.unit.dimension == "depth_rating" else 1e5) * 10, 3),
                UNITS["m"], 0, "", "", "m")  # fmt: skip


def with_share(terms: list[Term], value: str) -> list[Term]:
    """Materials that a fact's name holds, with the share that is its whole value: "Recycled silver" 80%."""
    match = _SHARE.fullmatch(value)
    if match is None:
        return terms
    return [replace(term, share=float(match[1])) if term.concept("material") else term for term in terms]
