"""How many a Chinese fact lists or pairs without a numeral: 面粉、水、盐 are three ingredients, 双电机 two motors.
Knows no text that is checked; `facts.py` asks while it reads."""

from __future__ import annotations

import re

from copywriter.checks.claims.quantity import Part

#: The counter of such a number: only a text that names what it counts is held against it.
UNSAID = "unsaid"
#: What a list of these roles counts, as copy calls it.
_LISTS = {
    "ingredients": ("配料", "原料", "成分", "食材", "用料", "料"),
    "material": ("材料", "原料", "成分", "用料"),
    "color": ("颜色", "配色", "花色"),
    "size": ("尺码", "码数", "尺寸", "码"),
}
_PAIRED = re.compile(r"(双|单|三|四)([\u3400-\u9fff]{2})")
_TIMES = {"单": 1.0, "双": 2.0, "三": 3.0, "四": 4.0}


def counted_unsaid(name: str, value: str, role: str, items: tuple[str, ...]) -> list[tuple[Part, frozenset[str]]]:
    """(number, words for what it counts) of a folded fact: its list's length and what it has in pairs."""
    found: list[tuple[Part, frozenset[str]]] = []
    if len(items) > 1 and role in _LISTS and "等" not in value:
        found.append((Part(float(len(items)), None, 0, UNSAID), frozenset((*_LISTS[role], name[-2:]))))
    for match in _PAIRED.finditer(value) if value > "\u3000" or name > "\u3000" else ():
        found.append((Part(_TIMES[match[1]], None, 0, UNSAID), frozenset((match[2],))))
    return found
