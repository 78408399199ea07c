"""Finds every number a text states and what it counts or measures: ranges, dimensions, multiples, fractions, numerals.
Knows no fact: it says what was stated, `measures.py` whether it is so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from copywriter.checks.claims.counters import COUNTER_EN, COUNTER_ZH, COUNTERS, LOOSE_EN
from copywriter.checks.claims.reading import stem
from copywriter.knowledge.numbers import (
    CHINESE,
    DIGITS,
    ENGLISH,
    VULGAR_MARKS,
    WORDS,
    decimals,
    read_chinese,
    read_digits,
)
from copywriter.knowledge.units import CASED, UNIT, UNITS, Unit


@dataclass(frozen=True, slots=True)
class Part:
    """One number of a quantity. `unit` is None for a bare number; `counter` is what is counted, in canonical form."""

    value: float
    unit: Unit | None = None
    places: int = 0
    counter: str = ""
    label: str = ""  # length width height depth diameter thickness: what an axis mark beside it says
    unit_name: str = ""


@dataclass(frozen=True, slots=True)
class Quantity:
    """What a span states. shape: single, range, size (30 x 20 cm), multiple (3 x 250 ml), either (110/220 V), sum."""

    start: int
    end: int
    parts: tuple[Part, ...]
    shape: str = "single"
    about: bool = False
    bound: str = ""  # "max" (up to), "min" (at least), "over", "under"
    spelled: bool = False  # in words or numerals, not digits

    @property
    def bare(self) -> bool:
        return all(p.unit is None and not p.counter for p in self.parts)


_JOIN = re.compile(r"\s*(x|\*|by|-|~|to|至|到|/|或|or|\+|and)\s*", re.ASCII)
_NUMBER = re.compile(DIGITS)
_GAP = re.compile(r"[ \t]?-?[ \t]?")
_AXIS_BEFORE = re.compile(
    r"(?:^|[^a-z])([lwhd])[.:= ]{0,2}$|(?:(?<![\u3400-\u9fff])|(?<=[长宽高深厚总全身的米]))(长|宽|高|深|厚|直径|口径)(?:度|约|为|：|:| ){0,3}$"
)
_AXIS_AFTER = re.compile(
    r"[ -]{0,2}\(?(?:in )?([lwhd](?![a-z])|long|wide|tall|high|deep|thick|across|length|width|height|depth|diameter|in "
    r"diameter"
    r"|长|宽|高|深|厚|直径)\)?"
)
_AXIS = {"l": "length", "w": "width", "h": "height", "d": "depth", "长": "length", "宽": "width", "高": "height", "深": "depth",
         "厚": "thickness", "直径": "diameter", "口径": "diameter", "long": "length", "wide": "width", "tall": "height", "high": "height",
         "deep": "depth", "thick": "thickness", "across": "", "length": "length", "width": "width", "height": "height",
         "depth": "depth", "diameter": "diameter", "in diameter": "diameter"}  # fmt: skip
_ABOUT = re.compile(
    r"(?:about|around|approximately|approx\.?|roughly|nearly|almost|some|circa|ca\.?|~|约|大约|近|将近|大概|差不多|左右)[\s]*$"
)
_ABOUT_AFTER = re.compile(r"\s?(?:or so|左右|上下|-ish|ish\b)")
_MAX = re.compile(
    r"(?:up to|max(?:imum)?(?: of)?|at most|no more than|as much as|最大|最高|最长|最多|可达|高达|长达|不超过|最重|≤)[\s]*$"
)
_MIN = re.compile(r"(?:at least|from|minimum(?: of)?|no less than|starting at|至少|最少|不低于|不少于|≥)[\s]*$")
_OVER = re.compile(r"(?:(?<!not )(?<!never )over|(?<!no )(?<!not )more than|above|beyond|exceeds?|(?<![不别勿要])超过|大于|>|多达)[\s]*$")
_UNDER = re.compile(r"(?:under|less than|below|fewer than|just under|不到|低于|小于|少于|<)[\s]*$")
_PLUS = re.compile(r"\+|\s?(?:or more|and up|以上|多)(?![\u3400-\u9fff])|以上|or more")

#: A digit token with letters that is a quantity all through ("350ml", "30x20cm", "12-piece"); others are codes.
_TOKEN = re.compile(r"(?<![a-z0-9])(?:[a-z]+-)*[a-z0-9]*\d[a-z0-9]*(?:[-.][a-z0-9]+)*", re.ASCII)
_PLAIN = re.compile(
    rf"{DIGITS}(?:-?{UNIT.pattern})?(?:[x*/~-]{DIGITS}(?:-?{UNIT.pattern})?)*(?:-(?:[a-z]{{3,}}|in|ft|oz|cm|mm|ml|kg"
    rf"|lb))*(?:x|s)?$"
)
_LABELLED = re.compile(r"(?:[lwhd]\d[\d.]*(?:cm|mm|m|in)?(?:x[lwhd]?\d[\d.]*(?:cm|mm|m|in)?)*|\d[\d.]*[lwhd]x.*|x\d+)$")
_CHINESE_NUMBER = re.compile(rf"[{CHINESE}]+")
_WORD_NUMBER = re.compile(rf"(?<![a-z-]){WORDS}(?![a-z])")


def is_code(token: str) -> bool:
    """Whether a folded token of letters and digits is a code (AD1057, IPX7, 4k), not a number with its unit."""
    if not re.search("[a-z]", token):
        return False
    if re.fullmatch(r"\d{1,2}-in-\d{1,2}", token):
        return True
    if re.fullmatch(r"\d{1,2}k|\d+g|\d+d", token) and not re.fullmatch(r"\d{2,}g|[6-9]g|\d{2,}d", token):
        return True  # 4k, 18k, 5g, 3d
    return not (_PLAIN.match(token) or _LABELLED.match(token))


def find_quantities(
    folded: str, original: str, *, chinese: bool, fact: bool = False
) -> tuple[list[Quantity], list[tuple[int, int]]]:
    """Quantities in reading order, and the spans of tokens that are codes. `original` decides unit case (2A, 2 a)."""
    found: list[Quantity] = []
    codes = [m.span() for m in _TOKEN.finditer(folded) if is_code(m[0])]
    blocked = {at for start, end in codes for at in range(start, end)}
    at = 0
    for match in _NUMBER.finditer(folded):
        if match.start() < at or match.start() in blocked:
            continue
        quantity = _read_chain(folded, original, match)
        found.append(quantity)
        at = max(quantity.end, match.end())
    found += _numerals(folded, found, fact) if chinese or "一" in folded or "两" in folded else []
    if not chinese:
        found += _spelled(folded, found)
    return sorted(found, key=lambda q: q.start), codes


def find_counts(folded: str, nouns: frozenset[str], taken: set[int]) -> Iterator[Quantity]:
    """English number words before a noun that a fact counts, whatever it is: "six ink cartridges". `nouns`: stems."""
    for match in _number_words(folded):
        if match.start() in taken or ENGLISH[match[0]] == 1:
            continue
        for word in list(re.finditer(r"[a-z]+", folded[match.end() : match.end() + 32]))[:2]:
            if stem(word[0]) in nouns:
                part = Part(ENGLISH[match[0]], None, 0, stem(word[0]))
                yield Quantity(match.start(), match.end() + word.end(), (part,), spelled=True)
                break


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
    if len(parts) == 1 and (tail := re.match(r"\s?(?:x|\*)\s?(\d{1,3})(?!\d|\.\d)", folded[end : end + 8])):
        parts.append(Part(float(tail[1])))
        joins.append("x")
        end += tail.end()
    return _shape(folded, first.start(), end, parts, joins)


def _skip_axis(folded: str, at: int) -> int:
    match = re.compile(r"[lwhd][.:= ]{0,2}(?=\d)|[长宽高深厚](?:度|约|为|：|:| ){0,2}(?=\d)").match(folded, at)
    return match.end() if match else at


def _has_unit(folded: str, match: re.Match[str]) -> bool:
    gap = _GAP.match(folded, match.end())
    return bool(UNIT.match(folded, gap.end() if gap else match.end()))


def _read_part(folded: str, original: str, match: re.Match[str]) -> tuple[list[Part], int]:
    written = match[0]
    value = read_digits(written)
    values = [value] if value is not None else [float(v) for v in re.findall(r"\d+", written)]
    end = match.end()
    if original[end : end + 1] == "万" and folded[end : end + 3] != "万像素":
        values, end = [v * 10000 for v in values], end + 1
    unit, name, after = _read_unit(folded, original, end, values[-1])
    counter = ""
    if unit is None:
        counter, after = _read_counter(folded, end)
    label = _label(folded, match.start(), after)
    parts = [Part(v, unit, decimals(written), counter, label, name) for v in values]
    return parts, after


def _label(folded: str, start: int, end: int) -> str:
    before = _AXIS_BEFORE.search(folded[max(0, start - 6) : start])
    if before:
        return _AXIS[before[1] or before[2]]
    after = _AXIS_AFTER.match(folded, end)
    if after and not (after[1] in "lwhd长宽高深厚" and re.match(r"[\s]*[:：=]?\s*\d", folded[after.end() :])):
        return _AXIS[after[1]]
    return ""


def _read_unit(folded: str, original: str, end: int, value: float) -> tuple[Unit | None, str, int]:
    gap = _GAP.match(folded, end)
    at = gap.end() if gap else end
    match = UNIT.match(folded, at)
    if not match:
        return None, "", end
    name = match[1]
    if (
        name in CASED
        and (original[at] != CASED[name] or (at > end and name not in ("v", "w")))
        and not (at == end and name in ("v", "w", "d"))
    ):
        return None, "", end
    if name == "k" and value < 1000:
        return None, "", end
    if name in ("in", "ins") and not _is_inch(
        folded,
        match.end(),
        at == end
        or folded[at - 1] == "-"
        or value % 1 != 0
        or bool(re.search(r"\d ?(?:x|-|~|by) ?[\d.]+[ -]?$", folded[max(0, end - 14) : at])),
    ):
        return None, "", end
    if name in ('"', "'") and (at != end or _quote_is_open(folded, end, name) or folded[at + 1 : at + 2].isalpha()):
        return None, "", end
    if at != end and name in ("s", "t", "#", "ph"):
        return None, "", end
    if name == "s" and 1900 <= value <= 2100:
        return None, "", end
    if name == "度" and _starts(folded, match.end(), "假过母日"):
        return None, "", end
    if name in ("天", "年", "周", "月", "折", "码", "支", "开", "转", "帧", "安", "米", "升", "两", "分") and (
        _starts(folded, match.end(), _NOT_AFTER.get(name, ""))
    ):
        return None, "", end
    if name == "oz" and re.search(
        r"(?:capacity|volume|fluid|holds?|liquid|mug|cup|bottle|glass|tumbler)", folded[max(0, at - 30) : at + 25]
    ):
        return replace(UNITS["oz"]), name, match.end()
    return UNITS[name], name, match.end()


#: A unit's character that, followed by one of these, is the start of another word.
_NOT_AFTER = {"天": "然丝气空猫下生鹅性线", "年": "货轻级味代份度龄会货", "周": "围边到末", "月": "饼色光季", "折": "叠痕线", "码": "数头",
              "支": "持架撑付装", "开": "关口门始放", "转": "换身动角", "米": "白色饭粉奶黄", "升": "级降", "安": "全装心卓", "两": "用侧面边"}  # fmt: skip


def _starts(folded: str, at: int, characters: str) -> bool:
    """Whether one of `characters` stands at `at`; never at the end of the text."""
    return at < len(folded) and folded[at] in characters


def _quote_is_open(folded: str, end: int, mark: str) -> bool:
    """Whether `mark` closes a quotation: an odd number of marks before it that no digit precedes."""
    return len(re.findall(rf"(?<![\d{VULGAR_MARKS}]){re.escape(mark)}", folded[:end])) % 2 == 1


def _is_inch(folded: str, after: int, tight: bool) -> bool:
    rest = folded[after : after + 16]
    if re.match(r"-\d|-one", rest):
        return False
    return tight or not re.match(
        r"\s+(?:one|1|stock|total|all|an?|the|your|our|their|my|this|that|these|those|any|every|hand|store|case"
        r"|length(?!\s*\w)|number|half|two|three|four|use|mind|turn|fact|line|black|white)\b",
        rest,
    )


def _read_counter(folded: str, end: int) -> tuple[str, int]:
    match = COUNTER_ZH.match(folded, end) if folded[end : end + 1] > "\u3000" else None
    if match:
        return COUNTERS[match[1]], match.end()
    match = COUNTER_EN.match(folded, end)
    if match:
        return COUNTERS[match[1].replace("-", " ")], match.end()
    return "", end


def _shape(folded: str, start: int, end: int, parts: list[Part], joins: list[str]) -> Quantity:
    for i in range(len(parts) - 2, -1, -1):  # "30 x 20 cm": the unit belongs to all
        if parts[i].unit is None and parts[i + 1].unit is not None and not parts[i].counter and joins[i] != "x+":
            times = joins[i] in ("x", "*") and parts[i + 1].unit.dimension not in ("length",)
            if not times:
                parts[i] = replace(parts[i], unit=parts[i + 1].unit, unit_name=parts[i + 1].unit_name)
        elif (
            not parts[i].counter
            and parts[i].unit is None
            and parts[i + 1].counter
            and joins[i] in ("-", "~", "to", "至", "到")
        ):
            parts[i] = replace(parts[i], counter=parts[i + 1].counter)
    if len(parts) == 1:
        shape = "single"
    elif all(j in ("x", "*", "by") for j in joins):
        lone = [p for p in parts if p.unit is None and not p.counter]
        measured = [p for p in parts if p.unit is not None and p.unit.dimension != "length"]
        counted = [p for p in parts if p.counter]
        shape = "multiple" if lone and (measured or counted) or (counted and measured) else "size"
        if (
            len(parts) == 2
            and len(lone) == 1
            and any(p.unit is not None and p.unit.dimension == "length" for p in parts)
            and parts[1].unit is None
        ):
            shape = "size" if not parts[0].unit else "multiple"
    elif all(j in ("-", "~", "to", "至", "到") for j in joins):
        shape = "range"
    elif all(j == "+" for j in joins):
        shape = "sum"
    else:
        shape = "either"
    before = folded[max(0, start - 20) : start]
    about = bool(_ABOUT.search(before) or _ABOUT_AFTER.match(folded, end))
    bound = ""
    for name, pattern in (("max", _MAX), ("min", _MIN), ("over", _OVER), ("under", _UNDER)):
        if pattern.search(before):
            bound = name
    if not bound and _PLUS.match(folded, end):
        bound = "min"
    return Quantity(start, end, tuple(parts), shape, about, bound)


def _taken(found: list[Quantity]) -> set[int]:
    return {at for q in found for at in range(q.start, q.end)}


def _numerals(folded: str, found: list[Quantity], fact: bool) -> Iterator[Quantity]:
    """Chinese numerals are numbers only before a unit or a counter that says so: 两件套, 一升; 一款, 一起 and 三明治 are words."""
    taken = _taken(found)
    for match in _CHINESE_NUMBER.finditer(folded):
        if match.start() in taken:
            continue
        quantity = _read_numeral(folded, match, fact)
        if quantity:
            yield quantity


_LASTS_ONE = re.compile(r"(?:质保|保修|保质期?|联保|质保期|保固)$")
_UNTIL = re.compile(
    rf"[到至~-]([{CHINESE}]+)(岁|周岁|个月|年|天|小时|分钟|斤|公斤|克|升|毫升|厘米|米|英寸|寸|度|人|码)"
)
_ORDINAL = re.compile(r"[第头同统唯专单每任逐这那前过]$")
#: 一 with these counts nothing: "one of those".
_LOOSE_ONE = frozenset("个件款种份杯次天年周口手块道只张条片支把瓶盒包袋双对套本页层面格") | {
    "个月",
    "星期",
    "分钟",
    "小时",
    "秒",
    "秒钟",
}


def _read_numeral(folded: str, match: re.Match[str], fact: bool) -> Quantity | None:
    written = match[0].rstrip("点")
    if not written or _ORDINAL.search(folded[max(0, match.start() - 1) : match.start()]):
        return None
    if written.endswith("半") and len(written) == 1 and not _starts(folded, match.end(), "升米斤公年"):
        return None
    value = read_chinese(written)
    if value is None:
        return None
    end = match.start() + len(written)
    if until := _UNTIL.match(folded, end):
        high, name = read_chinese(until[1]), until[2]
        if high is not None and not _starts(folded, until.end(), _NOT_AFTER.get(name, "")):
            parts = [
                Part(v, UNITS.get(name), 0, COUNTERS.get(name, "") if name not in UNITS else "", "", name)
                for v in (value, high)
            ]
            return replace(_shape(folded, match.start(), until.end(), parts, ["到"]), spelled=True)
    unit_match = UNIT.match(folded, end)
    half = 0.0
    if unit_match and unit_match[1] in UNITS and unit_match[1] not in ('"', "'", "#"):
        name = unit_match[1]
        if _starts(folded, unit_match.end(), _NOT_AFTER.get(name, "")):
            return None
        loose_one = (
            name in _LOOSE_ONE
            and value == 1
            and not fact
            and not _LASTS_ONE.search(folded[max(0, match.start() - 4) : match.start()])
        )
        if loose_one or name in ("度", "支", "开", "转", "码", "兆", "安", "折", "帕", "巴", "牛", "欧", "分"):
            return None
        if folded[unit_match.end() : unit_match.end() + 1] == "半":
            half, after = 0.5, unit_match.end() + 1
        else:
            after = unit_match.end()
        part = Part(value + half, UNITS[name], 0, "", _label(folded, match.start(), after), name)
        return replace(_shape(folded, match.start(), after, [part], []), spelled=True)
    counter = COUNTER_ZH.match(folded, end)
    if not counter or (value == 1 and not fact):
        return None
    return replace(
        _shape(folded, match.start(), counter.end(), [Part(value, counter=COUNTERS[counter[1]])], []), spelled=True
    )


@lru_cache(maxsize=16)
def _number_words(folded: str) -> tuple[re.Match[str], ...]:
    return tuple(_WORD_NUMBER.finditer(folded))


def _spelled(folded: str, found: list[Quantity]) -> Iterator[Quantity]:
    """English number words before a unit or a counter; "two friends" and "one morning" count nothing that is sold."""
    taken = _taken(found)
    for match in _number_words(folded):
        if match.start() in taken:
            continue
        value = ENGLISH[match[0]]
        gap = _GAP.match(folded, match.end())
        at = gap.end() if gap else match.end()
        unit = UNIT.match(folded, at)
        if unit and unit[1] in UNITS and len(unit[1]) > 1 and unit[1] not in ("in", "ins", "second"):
            part = Part(
                value, UNITS[unit[1]], 1 if value % 1 else 0, "", _label(folded, match.start(), unit.end()), unit[1]
            )
            yield replace(_shape(folded, match.start(), unit.end(), [part], []), spelled=True)
            continue
        counter, end = _read_counter(folded, match.end())
        if counter and (value != 1 or counter not in LOOSE_EN):
            yield replace(_shape(folded, match.start(), end, [Part(value, counter=counter)], []), spelled=True)
