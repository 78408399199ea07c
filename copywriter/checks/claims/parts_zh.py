"""Chinese words for one part: a fact of the 笔身 speaks of the 笔杆, one of the 内胆 of the 里衬.
Knows no material and no verdict; `parts.py` asks."""

from __future__ import annotations

import re

from copywriter.checks.claims.facts import Source

#: Last characters of words for one part.
_SAME = (
    *("身杆体壳", "柄把手", "底座", "腿脚", "骨架", "里衬胆", "带绳", "盖帽", "面", "头嘴", "臂", "夹", "芯", "梁"),
    *("边框", "管", "链", "扣", "圈环"),
)
_TOLD_OF = re.compile(
    r"([\u3400-\u9fff]{1,3}?)(?:是|用|由|选用|采用|选的是|为|换成|做成|都是|也是|里藏着|铺的是|的?材质是|用的是|用了|选了|的是)?$"
)
_AHEAD = re.compile(r"(?:的|做的|制的?)?([\u3400-\u9fff]{2})(?=[，。；、]|$)")


def same_part(sources: list[Source], before: str, after: str) -> list[Source]:
    """The facts of the part that a text names by another word beside a material: 笔杆用…, …的壶身."""
    for match in (_TOLD_OF.search(before), _AHEAD.match(after)):
        if match is None or not match[1]:
            continue
        group = next((g for g in _SAME if match[1][-1] in g), "")
        named = [s for s in sources if isinstance(s.ref, int) and any(c in s.name_folded for c in group)]
        if named and len({s.ref for s in named}) < len({s.ref for s in sources}):
            return named
    return []
