"""Which Chinese facts a text leaves out: repeats, tables' fragments, codes, what no sentence fits.
Refuses to thin a text out: but for what reads as an error, seven facts are said before one is left aside."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from copywriter.knowledge.roles import fold
from copywriter.prompts.house.plan import PlannedFact

#: Facts that a text says before any odd one is left out, and the share of all that it says else.
ENOUGH, SHARE = 7, 0.85
#: What reads as an error goes while so many facts stay, however few others there are.
WORST, FEWEST = 5, 2
#: Items of a list from which it is a table's column, no clause.
MANY = 6

_BANDS = re.compile(r"\d+\s*(?:-|~|至|到)?\s*\d*\s*(?:周岁|岁|个?月)")
_FRAGMENT = re.compile(
    r"\d[-~]\d+[^、和]*[、和]|[：:=]|\+-|±|^\W|\d[-~]\d[^、和]*[、和].*\d[-~]\d|\d[*×x]\d.*\s.*\d[*×x]\d"
)
_TO_BUYERS = re.compile(r"您|视商品|浮动|请|确保|备注|咨询|\.\.|^[大中小]$|^未|^其他.|^无$")
_NO_COLOR = re.compile(r"[A-Za-z]-?\d|[（(+]")
_KINDS = re.compile(r"款式|样式|品类|.+类型")
_PACK = re.compile(r"\d\s*(?:g|kg|ml|枚|瓶|片|包|袋|盒|个|只|支)|SM[A-Z]+", re.IGNORECASE)
_CODE = re.compile(r"(?=.*\d)(?=.*[A-Za-z])[A-Za-z\d._/+-]{5,}|.*[A-Z]{2,}-?\d{4,}.*")
_NUTRIENT = re.compile(r"能量|蛋白质|脂肪|碳水化合物|钠|热量|膳食纤维|营养成分.*")
_VAGUE = re.compile(r"国内|国产|普通|大众|常规款|常规|其他|其它|通用|标准|正常|默认|如图|见图|合格品?|其他.*|.")


def worth_telling(
    facts: Sequence[PlannedFact], named: str, told: int, bare: Callable[[PlannedFact], bool]
) -> list[PlannedFact]:
    """The facts less the oddest, in their order. `named`: the words for the product, which say a value by themselves;
    `told`: facts that the text says already; `bare`: whether a fact would be said as a name and a value."""
    kept = [f for i, f in enumerate(facts) if f.leads or not _repeats(f, facts[:i], named)]
    odd = [(oddness, -i) for i, f in enumerate(kept) if not f.leads and (oddness := _oddness(f, kept, bare))]
    whole = told + len(kept)
    spare = max(whole - ENOUGH, int(whole * (1 - SHARE)), min(sum(o == WORST for o, _ in odd), whole - FEWEST))
    left = {-i for _, i in sorted(odd, reverse=True)[: max(0, spare)]}
    return [f for i, f in enumerate(kept) if i not in left]


def _repeats(fact: PlannedFact, before: Sequence[PlannedFact], named: str) -> bool:
    """Whether the name or a fact before says the value already. A short value in the name may be anything there."""
    value = fold(fact.value)
    if len(value) > 3 and value in fold(named):
        return True
    if _KINDS.fullmatch(fact.name) and any(
        len(kind) > 1 and kind in fold(named) for kind in re.split("[、和/]", value)
    ):
        return True
    return len(value) > 1 and not value.isdigit() and any(value == fold(f.value) for f in before)


def _oddness(fact: PlannedFact, facts: Sequence[PlannedFact], bare: Callable[[PlannedFact], bool]) -> int:
    """0 for a fact that a reader wants, more the less a sentence can carry it."""
    role, value = fact.key.strip("<|>"), fact.value
    if len(_BANDS.findall(value)) > 2 or _TO_BUYERS.search(value) and role != "care":
        return WORST
    if _FRAGMENT.search(value) and role not in ("material", "care", "model") or role == "material" and ":" in value:
        return WORST
    if role == "model" and (re.fullmatch(r"\d{1,3}", value) or not re.search(r"[A-Za-z\d]", value) or "【" in value):
        return WORST
    if role == "voltage" and "中国" in value or role == "occasion" and re.search(r"区$|其他", value):
        return WORST
    if (
        re.search(r"非[^、和]+[、和]", value)
        or re.search(r"净含量", fact.name)
        and re.search(r"\d\s*[xX×*]\s*\d+\s*[xX×*]", value)
    ):
        return WORST
    if role == "flavor" and _PACK.search(value):
        return WORST
    if role == "series" and _PACK.search(value) or role == "color" and (_NO_COLOR.search(value) or "GB" in value):
        return WORST
    nutrients = [f for f in facts if _NUTRIENT.fullmatch(f.name)]
    if fact in nutrients[2:] or role in ("series", "model") and _CODE.fullmatch(value):
        return 4
    if re.fullmatch(r".+风格", fact.name):
        return 3  # one style is enough
    if len(re.split("[、和]", value)) >= MANY or _VAGUE.fullmatch(value):
        return 3
    return 1 if bare(fact) and not re.match("约?[0-9]", value) else 0  # 顺序读速3100MB/s reads well
