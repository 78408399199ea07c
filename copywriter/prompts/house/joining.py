"""Several facts in one sentence, each said once: English in joining_en.py, Chinese here.
Knows forms, not facts' truth; what fits no form is said by its own name."""

from __future__ import annotations

import re
from random import Random

from copywriter.prompts.house import tokens
from copywriter.prompts.house.joining_en import english
from copywriter.prompts.house.plan import Plan, PlannedFact
from copywriter.prompts.house.referring import Sentence
from copywriter.prompts.house.saying import pick, themes
from copywriter.prompts.house.telling import tell

#: How often another theme than the first one present leads, and which may.
TURNED = 0.8
FIRST_THEMES = ("make", "look", "size", "parts", "works")
#: How often an opening says the brand where the name does not.
BRANDED = 0.4


def joined(
    facts: list[PlannedFact], plan: Plan, rng: Random, *, opens: bool = False, branded: bool = True
) -> list[Sentence]:
    """Sentences that say each of these facts once, in a description's order, leading facts first. With `opens` the
    first one presents the product by its name, and at times (not with `branded` false) by its maker."""
    brand = plan.slots.get(tokens.BRAND, "") if opens and branded and rng.random() < BRANDED else ""
    brand = "" if plan.nameless or brand.casefold() in plan.slots[tokens.NAME].casefold() else brand
    if plan.language == "en":
        return english(facts, plan, rng, opens=opens, brand=brand)
    return _chinese(_ordered(facts, plan, rng), plan, rng, opens, brand)


def _ordered(facts: list[PlannedFact], plan: Plan, rng: Random) -> list[PlannedFact]:
    """Leading facts, then a theme drawn, then the others in a description's order."""
    table = themes(plan.language)
    places = {role: (theme, place) for theme, rows in table.items() for place, role in enumerate(rows)}
    present = [t for t in table if any(places.get(f.key.strip("<|>"), ("",))[0] == t for f in facts)]
    first = present[:1]
    if len(present) > 1 and rng.random() < TURNED:
        first = [rng.choice([t for t in present if t in FIRST_THEMES] or present)]
    order = [*first, *(t for t in table if t not in first)]

    def place(fact: PlannedFact) -> tuple[bool, int, float]:
        theme, within = places.get(fact.key.strip("<|>"), ("", 0))
        # Any fact of the first theme may open: five candidates then open on five.
        return (not fact.leads, order.index(theme) if theme else len(order), rng.random() if theme in first else within)

    return sorted(facts, key=place)


def _chinese(facts: list[PlannedFact], plan: Plan, rng: Random, opens: bool, brand: str) -> list[Sentence]:
    theme_of = {role: theme for theme, rows in themes(plan.language).items() for role in rows}

    def clause(fact: PlannedFact) -> str:
        return pick(fact, plan.language, rng)[0] or _by_name_zh(fact)

    def theme(fact: PlannedFact) -> str:
        return theme_of.get(fact.key.strip("<|>"), "rest")

    return tell(facts, plan, rng, opens=opens, brand=brand, clause=clause, theme=theme)


def _by_name_zh(fact: PlannedFact) -> str:
    """By its own name, as one speaks: 鞋垫材质=绒 is 鞋垫用绒, 控制方式=按键式 is 按键式控制."""
    for name, value, words in _NAMED_ZH:
        if (match := name.fullmatch(fact.name)) and value.search(fact.value):
            return words.format(part=match[1] if match.re.groups else "", name=fact.name, value=fact.value)
    return f"{fact.name}{'' if re.match('[约]?[0-9]', fact.value) else '是'}{fact.value}"


_NAMED_ZH = tuple(
    (re.compile(name), re.compile(value), words)
    for name, value, words in (
        (r"(.+?)(?:的?材质|材料)", r"", "{part}用{value}"),
        (r"(.+(?:面料|成分))", r"", "{part}用{value}"),
        (r"防水", r"(?i)^ip", "防水等级{value}"),
        (r"(.+)方式", r"式$", "{value}{part}"),
        (r"(.+?)(?:类型|种类|分类|类别)", r"[式型]$", "{part}是{value}的"),
        (r"(.*细节)", r"", "{part}有{value}"),
        (r"(.*)上市(?:时间|年份)", r"\d", "{value}上市"),
        (r"(?:附加|其他|更多)?功能", r"^(?!支持|具备|带)", "带{value}功能"),
        (r"(?:附加|其他|更多)?功能", r"", "{value}"),
        (r"款式|样式", r"[款式]$", "{value}"),
    )
)
