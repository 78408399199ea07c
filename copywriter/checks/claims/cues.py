"""Words around a number that say what it measures, and where a number is money.
Knows no fact; a cue speaks only inside its own clause."""

from __future__ import annotations

import re

from copywriter.checks.alternation import literals_of

_AXIS_BEFORE = re.compile(
    r"(?:\b(width|height|length|depth|diameter|thickness)(?: is| of|:| measures)* ?(?:about |approx\.? |a |just |up to "
    r")?$)"
    r"|(?:(?<![\u3400-\u9fff])|(?<=[长宽高深厚总全身的米]))(宽度?|高度?|长度?|深度?|厚度?|直径|口径)(?:约|为|是|：|:"
    r"|达|只有|仅|有|超过|不到|不足|将近|差不多| ){0,3}$"
)
_AXIS_AFTER = re.compile(
    r"^[ -](?:in )?(wide|high|tall|long|deep|thick|across|diameter|width|height|length|depth)\b|^(?:的)?(宽|高|长|深|厚"
    r"|直径)(?!度|达)"
)
_AXES = {
    "wide": "width",
    "high": "height",
    "tall": "height",
    "long": "length",
    "deep": "depth",
    "thick": "thickness",
    "across": "",
    "宽": "width",
    "宽度": "width",
    "高": "height",
    "高度": "height",
    "长": "length",
    "长度": "length",
    "深": "depth",
    "深度": "depth",
    "厚": "thickness",
    "厚度": "thickness",
    "直径": "diameter",
    "口径": "diameter",
}

#: Cue → roles whose number is meant, and the literals one of which the cue holds. Only cues that leave no doubt.
_ROLE_CUES: tuple[tuple[re.Pattern[str], frozenset[str], tuple[str, ...]], ...] = tuple(
    (re.compile(pattern), frozenset(roles.split()), literals_of(pattern) or ("",))
    for pattern, roles in (
        (
            r"\bweigh(?:s|ing|t)?\b|\bon the scales?\b|重量|净重|自重|仅重|重约|重仅|只有.{0,6}重|毛重",
            "weight net_content",
        ),
        (
            r"\b(?:charg(?:es|ing) (?:time|in|takes?)|recharg\w+ (?:in|takes?)|fully charged in|full charge (?:in"
            r"|takes?))\b|充电时间|充满|充电约|充电仅",
            "charging",
        ),
        (
            r"\b(?:battery life|playtime|play time|runtime|run time|of playback|standby|on (?:a|one) (?:single "
            r")?charge)\b|续航|待机|单次使用",
            "battery_life battery",
        ),
        (r"\bwarrant(?:y|ies)\b|\bguarantee\b|保修|质保", "warranty"),
        (
            r"\b(?:max(?:imum)? load|load capacity|supports? up to|bears?|carries up to|weight capacity|rated to)\b"
            r"|承重"
            r"|载重",
            "load",
        ),
        (r"\bshelf life\b|保质期", "shelf_life"),
        (r"\bseat height\b|座高", "height"),
        (r"\bheel\b|跟高", "heel"),
    )
)
_MONEY_BEFORE = re.compile(r"(?:us\$|[$€£¥￥₹]|\b(?:usd|eur|gbp|cny|rmb|inr|rs)\.?)\s?$")
_MONEY_AFTER = re.compile(
    r"^\s?(?:元|块钱|块(?!钱)(?=[，。！,.]|$)|人民币|usd|eur|gbp|dollars?|euros?|bucks|cny|rmb|€|£)"
)


def axis_near(before: str, after: str) -> str:
    """The axis that the words touching a number name, or ""."""
    match = _AXIS_AFTER.match(after)
    if match:
        word = match[1] or match[2]
        return _AXES.get(word, word)
    match = _AXIS_BEFORE.search(before)
    if match:
        word = match[1] or match[2]
        return _AXES.get(word, word)
    return ""


def roles_near(before: str, after: str) -> frozenset[str]:
    """Roles that the words around a number ask for."""
    near = before[-28:] + "\0" + after[:22]
    found: frozenset[str] = frozenset()
    for pattern, roles, needs in _ROLE_CUES:
        for literal in needs:  # a plain loop: a generator costs twice as much here, for each number of a text
            if literal in near:
                if pattern.search(near):
                    found |= roles
                break
    return found


def money_at(folded: str, start: int, end: int) -> bool:
    """Whether the number is an amount of money."""
    return bool(_MONEY_BEFORE.search(folded[max(0, start - 5) : start]) or _MONEY_AFTER.match(folded[end : end + 8]))
