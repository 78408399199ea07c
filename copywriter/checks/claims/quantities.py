"""Finds every number a text states and what it counts or measures: ranges, dimensions, multiples, fractions, numerals.
Knows no fact: it says what was stated, `measures.py` whether it is so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from copywriter.checks.claims.composed import join_composed
from copywriter.checks.claims.fractions import as_rest, find_fractions, in_hundreds
from copywriter.checks.claims.numerals_zh import find_numerals, more_than
from copywriter.checks.claims.quantity import GAP, Part, Quantity, label_of, read_counter, read_unit, shape_of
from copywriter.checks.claims.spelled import find_single, find_spelled
from copywriter.knowledge.numbers import DIGITS, VULGAR_MARKS, decimals, read_digits
from copywriter.knowledge.units import UNIT, UNITS

_JOIN = re.compile(r"\s*(x|\*|by|-|~|to|至|到|/|或|or|\+|and)\s*", re.ASCII)
_NUMBER = re.compile(DIGITS)
#: Every number begins with one of these, and a search for them is twenty times as fast as one for numbers.
_NUMBER_BEGINS = re.compile(rf"[.\d{VULGAR_MARKS}]")
#: A run of the characters of tokens, with a digit in it: only there need _TOKEN be sought.
_RUN = re.compile(r"(?<![a-z0-9.-])[a-z.-]*+[0-9][a-z0-9.-]*+")
#: A digit token with letters that is a quantity all through ("350ml", "30x20cm", "12-piece"); others are codes.
_TOKEN = re.compile(r"(?<![a-z0-9])(?:[a-z]+-)*[a-z0-9]*\d[a-z0-9]*(?:[-.][a-z0-9]+)*", re.ASCII)
_PLAIN = re.compile(
    rf"{DIGITS}(?:-?{UNIT.pattern})?(?:[x*/~-]{DIGITS}(?:-?{UNIT.pattern})?)*(?:-(?:[a-z]{{3,}}|in|ft|oz|cm|mm|ml|kg"
    rf"|lb))*(?:x|s|pcs?)?$"
)
_LABELLED = re.compile(r"(?:[lwhd]\d[\d.]*(?:cm|mm|m|in)?(?:x[lwhd]?\d[\d.]*(?:cm|mm|m|in)?)*|\d[\d.]*[lwhd]x.*|x\d+)$")


_VERSION = re.compile(r"(?:bluetooth|蓝牙|usb|hdmi|wi-?fi) ?(?:v|version )?$")
_TIMES = re.compile(r"\s?(?:x|\*)\s?(\d{1,3})(?!\d|\.\d)")
_HALF_MORE = re.compile(r"半(?![价年月天小夜身])")
_PLUS_UNIT = re.compile(r"\+ ?(?:years?|yrs?|months?|hours?|hrs?|days?)\b")
_AXIS_MARK = re.compile(r"[lwhd][.:= ]{0,2}(?=\d)|[长宽高深厚](?:度|约|为|：|:| ){0,2}(?=\d)")


_LETTER = re.compile("[a-z]")


def is_code(token: str) -> bool:
    """Whether a folded token of letters and digits is a code (AD1057, IPX7, 4k), not a number with its unit."""
    if not _LETTER.search(token):
        return False
    if "-in-" in token and re.fullmatch(r"\d{1,2}-in-\d{1,2}", token):
        return True
    if re.fullmatch(r"\d{1,2}k|\d+g|\d+d", token) and not re.fullmatch(r"\d{2,}g|[6-9]g|\d{2,}d", token):
        return True  # 4k, 18k, 5g, 3d
    return not (_PLAIN.match(token) or _LABELLED.match(token))


def find_quantities(
    folded: str, original: str, *, chinese: bool, fact: bool = False
) -> tuple[list[Quantity], list[tuple[int, int]]]:
    """Quantities in reading order, and the spans of tokens that are codes. `original` decides unit case (2A, 2 a)."""
    found: list[Quantity] = []
    codes = [
        m.span()
        for run in _RUN.finditer(folded)
        for m in _TOKEN.finditer(folded, run.start(), run.end())
        if is_code(m[0])
    ]
    blocked = {at for start, end in codes for at in range(start, end)}
    at = 0
    for match in _numbers(folded):
        if match.start() < at or match.start() in blocked:
            continue
        quantity = _read_chain(folded, original, match)
        found.append(quantity)
        at = max(quantity.end, match.end())
    found += find_numerals(folded, found, fact) if chinese or "一" in folded or "两" in folded else []
    if not chinese:
        if not fact and (hundreds := in_hundreds(folded)):
            inside = {at for q in hundreds for at in range(q.start, q.end)}
            found = [q for q in found if q.start not in inside] + hundreds
        if not fact:
            found += find_fractions(folded, {at for q in found for at in range(q.start, q.end)})
        found += find_spelled(folded, found)
        if not fact:
            found += find_single(folded, {at for q in found for at in range(q.start, q.end)})
        if not fact and "all but" in folded:
            found = [as_rest(folded, q) for q in found]
    found = join_composed(folded, sorted(found, key=lambda q: q.start))
    return [_as_speed(folded, q) for q in found] if "时速" in folded or "每小时" in folded else found, codes


_SPEED_BEFORE = re.compile(r"(?:时速|每小时)[^，。；！？\d]{0,6}$")


def _as_speed(folded: str, quantity: Quantity) -> Quantity:
    """时速25公里 is 25 km/h."""
    part = quantity.parts[0]
    if part.unit is None or part.unit.dimension != "length":
        return quantity
    if not _SPEED_BEFORE.search(folded, max(0, quantity.start - 10), quantity.start):
        return quantity
    parts = (replace(p, unit=replace(UNITS["km/h"], factor=p.unit.factor / 1e6)) for p in quantity.parts if p.unit)
    return replace(quantity, parts=tuple(parts))


def _numbers(folded: str) -> Iterator[re.Match[str]]:
    """What `_NUMBER.finditer` finds."""
    begin = _NUMBER_BEGINS.search(folded)
    while begin is not None:
        match = _NUMBER.match(folded, begin.start())  # None for a point that ends a sentence
        if match:
            yield match
        begin = _NUMBER_BEGINS.search(folded, match.end() if match else begin.end())


def _read_chain(folded: str, original: str, first: re.Match[str]) -> Quantity:
    parts: list[Part] = []
    joins: list[str] = []
    match: re.Match[str] | None = first
    end = first.end()
    while match is not None:
        more, end = _read_part(folded, original, match)
        parts += more
        if len(more) > 1:
            joins += ["/"] * (len(more) - 1)
        join = _JOIN.match(folded, end)
        following = None
        if join and len(parts) < 12:
            following = _NUMBER.match(folded, _skip_axis(folded, join.end()))
            if following and join[1] == "/" and _VERSION.search(folded[max(0, first.start() - 10) : first.start()]):
                following = None  # "Bluetooth 5.3 / 3.5 mm jack": two statements
            word = join[1]
            glued = join[0] == word
            if (
                following
                and word in ("and", "or", "或", "+")
                and not (parts[-1].unit is None and _has_unit(folded, following))
            ):
                following = None
            if following and word == "-" and glued is False and join[0] != " - ":
                following = None
            if following and word == "to" and parts[-1].counter:
                following = None
        if following is None:
            break
        joins.append(join[1])
        match = following
    if len(parts) == 1 and (span := _more_than(folded, original, end, parts[0])):  # 30多公里, 100余道
        parts, end = span
        return replace(shape_of(folded, first.start(), end, parts, ["-"]), shape="span")
    if len(parts) == 1 and (tail := _TIMES.match(folded[end : end + 8])):
        parts.append(Part(float(tail[1])))
        joins.append("x")
        end += tail.end()
    return shape_of(folded, first.start(), end, parts, joins)


_AND_HALF = re.compile(r"个半(小时|月|星期)")


def _more_than(folded: str, original: str, end: int, part: Part) -> tuple[list[Part], int] | None:
    """The ends of the span that 多, 余 and 来 between a round number and its unit mean, and where it stops."""
    if part.unit is not None or part.counter or folded[end : end + 1] not in ("多", "余", "来"):
        return None
    span = more_than(part.value, folded[end])
    if span is None:
        return None
    unit, name, after = read_unit(folded, original, end + 1, part.value)
    counter = ""
    if unit is None:
        counter, after = read_counter(folded, end + 1)
    if unit is None and not counter:
        return None
    return [Part(value, unit, 0, counter, "", name) for value in span], after


def _skip_axis(folded: str, at: int) -> int:
    match = _AXIS_MARK.match(folded, at)
    return match.end() if match else at


def _has_unit(folded: str, match: re.Match[str]) -> bool:
    gap = GAP.match(folded, match.end())
    return bool(UNIT.match(folded, gap.end() if gap else match.end()))


def _read_part(folded: str, original: str, match: re.Match[str]) -> tuple[list[Part], int]:
    written = match[0]
    value = read_digits(written)
    values = [value] if value is not None else [float(v) for v in re.findall(r"\d+", written)]
    end = match.end()
    if original[end : end + 1] == "万" and folded[end : end + 3] != "万像素":
        values, end = [v * 10000 for v in values], end + 1
    half = _AND_HALF.match(folded, end)
    if half:  # 2个半小时
        return [Part(values[-1] + 0.5, UNITS[half[1]], 1, "", "", half[1])], half.end()
    unit, name, after = read_unit(folded, original, end, values[-1])
    if unit is None and _PLUS_UNIT.match(folded, end):  # "3+ years"
        unit, name, after = read_unit(folded, original, end + 1, values[-1])
    counter = ""
    if unit is None:
        counter, after = read_counter(folded, end)
    elif name > "\u3000" and _HALF_MORE.match(folded, after) and values[-1] % 1 == 0:  # 1斤半
        values, after = [v + 0.5 for v in values], after + 1
    label = label_of(folded, match.start(), after)
    parts = [Part(v, unit, decimals(written), counter, label, name) for v in values]
    return parts, after
