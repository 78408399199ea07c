"""One quantity: its numbers, units and what stands beside them: axis, bound, "about".
Knows where a unit begins and ends, not where a quantity is; `quantities.py` finds those."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from copywriter.checks.claims.counters import COUNTER_EN, COUNTER_ZH, COUNTERS
from copywriter.knowledge.numbers import VULGAR_MARKS
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
    """What a span states. shape: single, range, span (五六个: one number between the two), size
    (30 x 20 cm), multiple (3 x 250 ml), either (110/220 V), sum."""

    start: int
    end: int
    parts: tuple[Part, ...]
    shape: str = "single"
    about: bool = False
    bound: str = ""  # "max" (up to), "within" (以内), "min" (at least), "over", "under"
    spelled: bool = False  # in words or numerals, not digits
    nouns: frozenset[str] = frozenset()  # pairs of characters of the Chinese noun that a counter counts

    @property
    def bare(self) -> bool:
        return all(p.unit is None and not p.counter for p in self.parts)


GAP = re.compile(r"[ \t]?-?[ \t]?")
_AXIS_BEFORE = re.compile(
    r"(?:^|[^a-z])([lwhd])[.:= ]{0,2}$|(?:(?<![\u3400-\u9fff])|(?<=[长宽高深厚总全身的米]))(长|宽|高|深|厚|直径"
    r"|口径)(?:度|约|为|：|:| ){0,3}$"
)
_AXIS_AFTER = re.compile(
    r"[ -]{0,2}\(?(?:in )?([lwhd](?![a-z])|long|wide|tall|high|deep|thick|across|length|width|height|depth"
    r"|diameter|in "
    r"diameter"
    r"|长|宽|高|深|厚|直径)\)?"
)
_AXIS = {
    "l": "length",
    "w": "width",
    "h": "height",
    "d": "depth",
    "长": "length",
    "宽": "width",
    "高": "height",
    "深": "depth",
    "厚": "thickness",
    "直径": "diameter",
    "口径": "diameter",
    "long": "length",
    "wide": "width",
    "tall": "height",
    "high": "height",
    "deep": "depth",
    "thick": "thickness",
    "across": "",
    "length": "length",
    "width": "width",
    "height": "height",
    "depth": "depth",
    "diameter": "diameter",
    "in diameter": "diameter",
}
#: The axes written out for three numbers at once: "(L x W x H)", 长*宽*高.
AXES = re.compile(
    r"[\s(]{0,2}(?:cm|mm|in)?[\s(:]{0,2}([lwhd长宽高深厚])(?:ength|idth|eight|epth)?\s?[x*/·]?\s?([lwhd长宽高深厚])"
    r"(?:ength|idth|eight|epth)?(?:\s?[x*/·]?\s?([lwhd长宽高深厚])(?:ength|idth|eight|epth)?)?(?![a-z])"
)
_ABOUT = re.compile(
    r"(?:about|around|approximately|approx\.?|roughly|nearly|almost|some|circa|ca\.?|~|约|大约|近|将近|接近|快"
    r"|约莫|约摸|大概|大致|差不多"
    r"|左右)[\s]*$"
)
_ABOUT_AFTER = re.compile(r"\s?(?:or so|左右|上下|-ish|ish\b)")
_MAX = re.compile(
    r"(?:up to|max(?:imum)?(?: of)?|at most|no more than|as much as|最大|最高|最长|最多|可达|高达|长达|不超过|最重"
    r"|不高于|不大于|不多于|≤)[\s]*$"
)
_MIN = re.compile(r"(?:at least|from|minimum(?: of)?|no less than|starting at|至少|最少|不低于|不少于|≥)[\s]*$")
_OVER = re.compile(
    r"(?:(?<!not )(?<!never )over|(?<!no )(?<!not )more than|above|beyond|exceeds?|(?<![不别勿要])超过|大于|>"
    r"|多达)[\s]*$"
)
_WITHIN = re.compile(r"(?:以内|之内|以下)")
_UNDER = re.compile(
    r"(?:under|less than|below|fewer than|just under|不到|不足|不满|未满|不及|没到|未到"
    r"|(?<!不)低于|(?<!不)小于|(?<!不)少于|<)[\s]*$"
)
_UNDER_AFTER = re.compile(r"(?:都|还|也)?(?:不到|不足|不满|没到|差一?点|缺一?点|欠一?点)")
_PLUS = re.compile(
    r"\+|\s?(?:or more|and up|以上|多)(?![\u3400-\u9fff])|以上|or more|(?:还|又)?多(?:一?点|一?些)|出头|有余"
    r"|挂零|开外|往上|朝上|冒头"
)


def label_axes(quantity: Quantity, match: re.Match[str]) -> Quantity:
    """The parts of a size under the axes that a match of AXES names, where it names as many."""
    axes = [_AXIS[mark] for mark in match.groups() if mark]
    if len(axes) != len(quantity.parts) or len(set(axes)) < len(axes):
        return quantity
    parts = (replace(part, label=axis) for part, axis in zip(quantity.parts, axes, strict=True))
    return replace(quantity, parts=tuple(parts))


def label_of(folded: str, start: int, end: int) -> str:
    before = _AXIS_BEFORE.search(folded[max(0, start - 6) : start])
    if before:
        return _AXIS[before[1] or before[2]]
    after = _AXIS_AFTER.match(folded, end)
    if after and not (after[1] in "lwhd长宽高深厚" and re.match(r"[\s]*[:：=]?\s*\d", folded[after.end() :])):
        return _AXIS[after[1]]
    return ""


def read_unit(folded: str, original: str, end: int, value: float) -> tuple[Unit | None, str, int]:
    gap = GAP.match(folded, end)
    at = gap.end() if gap else end
    match = UNIT.match(folded, at)
    if not match:
        return None, "", end
    name = match[1]
    if (
        name in CASED
        and (original[at] != CASED[name] or (at > end and name not in ("v", "w", "k")))
        and not (at == end and name in ("v", "w", "d"))
    ):
        return None, "", end
    if name == "支" and value < 16:  # pens and brushes; yarn is finer
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
    if name == "度" and starts(folded, match.end(), "假过母日"):
        return None, "", end
    if name in (
        "天",
        "年",
        "周",
        "月",
        "折",
        "码",
        "支",
        "开",
        "转",
        "帧",
        "安",
        "米",
        "升",
        "两",
        "分",
        "尺",
        "巴",
        "帕",
    ) and (starts(folded, match.end(), NOT_AFTER.get(name, ""))):
        return None, "", end
    if name == "oz" and re.search(
        r"(?:capacity|volume|fluid|holds?|liquid|mug|cup|bottle|glass|tumbler)", folded[max(0, at - 30) : at + 25]
    ):
        return replace(UNITS["oz"]), name, match.end()
    return UNITS[name], name, match.end()


#: A unit's character that, followed by one of these, is the start of another word.
NOT_AFTER = {
    "天": "然丝气空猫下生鹅性线",
    "年": "货轻级味代份度龄会货",
    "周": "围边到末",
    "月": "饼色光季",
    "折": "叠痕线",
    "码": "数头",
    "支": "持架撑付装",
    "开": "关口门始放",
    "转": "换身动角",
    "米": "白色饭粉奶黄",
    "升": "级降温起",
    "尺": "寸码度子",
    "巴": "掌士黎",
    "帕": "子",
    "安": "全装心卓",
    "两": "用侧面边个只件条双块张瓶盒片颗粒款种天次年头",
}


def starts(folded: str, at: int, characters: str) -> bool:
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


def read_counter(folded: str, end: int) -> tuple[str, int]:
    match = COUNTER_ZH.match(folded, end) if folded[end : end + 2].lstrip()[:1] > "\u3000" else None
    if match:
        return COUNTERS[match[1]], match.end()
    match = COUNTER_EN.match(folded, end)
    if match:
        return COUNTERS[match[1].replace("-", " ")], match.end()
    return "", end


def shape_of(folded: str, start: int, end: int, parts: list[Part], joins: list[str]) -> Quantity:
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
    if not bound and (_PLUS.match(folded, end) or (len(parts) == 1 and "+" in folded[start:end])):
        bound = "min"
    if not bound and _UNDER_AFTER.match(folded, end):
        bound = "under"
    if not bound and _WITHIN.match(folded, end):
        bound = "within"
    if bound == "over" and parts[0].unit is not None and parts[0].unit.dimension == "frequency":
        bound = ""  # "over 5 GHz Wi-Fi"
    if bound == "over" and parts[0].counter == "page" and before.endswith("over "):
        bound = ""  # "sixty recipes over 288 pages"
    quantity = Quantity(start, end, tuple(parts), shape, about, bound)
    if shape == "size" and (axes := AXES.match(folded, end)):
        quantity = label_axes(quantity, axes)
    return quantity
