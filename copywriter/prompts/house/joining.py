"""Several facts in one sentence, each said once: English in joining_en.py, Chinese here.
Knows forms, not facts' truth; what fits no form is said by its own name (naming.py), if at all (leaving.py)."""

from __future__ import annotations

from random import Random

from copywriter.prompts.house import tokens
from copywriter.prompts.house.joining_en import english
from copywriter.prompts.house.leaving import worth_telling
from copywriter.prompts.house.naming import bare, by_name
from copywriter.prompts.house.plan import Plan, PlannedFact
from copywriter.prompts.house.referring import Sentence
from copywriter.prompts.house.saying import pick, role_places, themes
from copywriter.prompts.house.telling import lines_of, tell

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
    name = plan.slots[tokens.NAME].casefold()
    named = brand.endswith("制造商") or any(part in name for part in brand.casefold().split("/"))
    brand = "" if plan.nameless or named else brand
    if plan.language == "en":
        return english(facts, plan, rng, opens=opens, brand=brand)
    return _chinese(_ordered(facts, plan, rng), plan, rng, opens, brand)


def _ordered(facts: list[PlannedFact], plan: Plan, rng: Random) -> list[PlannedFact]:
    """Leading facts, then a theme drawn, then the others in a description's order."""
    table = themes(plan.language)
    places = role_places(plan.language)
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
    places = role_places(plan.language)
    name = plan.slots.get(tokens.NAME, "")
    thing = name + plan.slots.get(tokens.CATEGORY, "")
    roles = {slot.called for line in lines_of(plan) for slot in line.slots}

    def clause(fact: PlannedFact) -> str:
        return pick(fact, plan.language, rng)[0] or by_name(fact, thing)

    def theme(fact: PlannedFact) -> str:
        return places.get(fact.key.strip("<|>"), ("rest", 0))[0]

    def bare_of(fact: PlannedFact) -> bool:
        known = fact.name in roles
        return not known and not pick(fact, plan.language, Random(0))[0] and bare(fact, thing)

    facts = worth_telling(facts, thing, len(plan.facts) - len(facts), bare_of)
    return tell(facts, plan, rng, opens=opens, brand=brand, clause=clause, theme=theme)
