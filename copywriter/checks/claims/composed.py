"""Quantities that are said in two steps: 两斤二两, 一米八, 1小时30分钟, 5 ft 6 in.
Knows no fact: it only joins what `quantities.py` and `spelled.py` found side by side."""

from __future__ import annotations

import re
from dataclasses import replace

from copywriter.checks.claims.quantity import Part, Quantity
from copywriter.knowledge.numbers import read_chinese
from copywriter.knowledge.units import UNITS

_BETWEEN = re.compile(r"(?:零|又|and| |,)*")
#: 一米八, 两斤三: a lone digit after these is a tenth.
_TENTHS = re.compile(r"([一二三四五六七八九\d])(?=[，。；！？、的宽高长深重多厚粗乘x*\s]|左右|$)")
#: 一米一五, 1米75.
_HUNDREDTHS = re.compile(r"([零〇一二三四五六七八九\d]{2})(?![十百千万点.\d])")
_LONE = frozenset({"米", "斤", "尺", "厘米", "公分", "公斤", "毫米", "里", "寸", "升"})


def join_composed(folded: str, found: list[Quantity]) -> list[Quantity]:
    """The quantities in reading order, neighbours of one measure and falling unit made one."""
    joined: list[Quantity] = []
    for quantity in found:
        previous = joined[-1] if joined else None
        if previous is not None and (both := _together(folded, previous, quantity)) is not None:
            joined[-1] = both
            continue
        joined.append(_with_tenth(folded, _after_one(folded, quantity)))
    return joined


def _together(folded: str, one: Quantity, two: Quantity) -> Quantity | None:
    if one.shape != "single" or two.shape != "single" or two.start - one.end > 5:
        return None
    high, low = one.parts[0], two.parts[0]
    if high.unit is None or low.unit is None or not _BETWEEN.fullmatch(folded, one.end, two.start):
        return None
    if high.unit.dimension != low.unit.dimension or high.unit.dimension not in ("mass", "length", "time"):
        return None
    if high.unit.system != low.unit.system or high.unit.factor <= low.unit.factor or high.places:
        return None
    if high.value > 100:  # 2024年3月 is a date
        return None
    more = low.value * low.unit.factor / high.unit.factor
    if more >= 1:
        return None
    part = replace(high, value=high.value + more, places=2)
    return replace(one, end=two.end, parts=(part,), bound=one.bound or two.bound, about=one.about or two.about)


#: 一小时 alone counts nothing (it is talk), but before minutes it is an hour.
_ONE = re.compile(r"(?<![一二三四五六七八九十两百千])一个?(小时|斤|米|公斤|年)(?:零|又)?$")


def _after_one(folded: str, quantity: Quantity) -> Quantity:
    part = quantity.parts[0]
    if quantity.shape != "single" or part.unit is None:
        return quantity
    match = _ONE.search(folded[max(0, quantity.start - 6) : quantity.start])
    if match is None:
        return quantity
    unit = UNITS[match[1]]
    if unit.dimension != part.unit.dimension or unit.factor <= part.value * part.unit.factor:
        return quantity
    whole = replace(part, value=part.value + unit.factor / part.unit.factor)
    return replace(quantity, start=quantity.start - len(match[0]), parts=(whole,))


def _with_tenth(folded: str, quantity: Quantity) -> Quantity:
    if quantity.shape != "single" or quantity.parts[0].unit_name not in _LONE:
        return quantity
    part: Part = quantity.parts[0]
    if part.value % 1:
        return quantity
    if part.unit_name == "米" and (match := _HUNDREDTHS.match(folded, quantity.end)):
        digits = [int(c) if c.isascii() else int(read_chinese(c) or 0) for c in match[1]]
        value = part.value + digits[0] / 10 + digits[1] / 100
        return replace(quantity, end=match.end(), parts=(replace(part, value=value, places=2),))
    match = _TENTHS.match(folded, quantity.end)
    if match is None:
        return quantity
    digit = float(match[1]) if match[1].isascii() else read_chinese(match[1]) or 0.0
    return replace(quantity, end=match.end(), parts=(replace(part, value=part.value + digit / 10, places=1),))
