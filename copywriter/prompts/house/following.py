"""What follows from a plan's facts, as sentences that a text may take in: the benefits of the table.
Says nothing of a product whose facts meet no condition; draws no conclusion of its own."""

from __future__ import annotations

import re
from functools import lru_cache
from random import Random

from copywriter.knowledge.benefits import all_benefits, benefit_kinds, benefit_lines, chinese_limits, holds_any
from copywriter.prompts.house import tokens
from copywriter.prompts.house.lines import suits
from copywriter.prompts.house.plan import Plan, PlannedFact
from copywriter.prompts.house.shelf import MIDDLE, Kept
from copywriter.prompts.house.wording import agree


def benefit_sentences(plan: Plan, rng: Random) -> list[Kept]:
    """What the table of benefits lets one say of the plan's facts, in an order drawn."""
    thing = plan.slots.get(tokens.CATEGORY, "") or plan.slots.get(tokens.NAME, "")
    found = list(_benefits(plan.language, plan.tone, plan.facts, plan.plural, plan.kinds, plan.family, thing))
    rng.shuffle(found)
    return found


@lru_cache(maxsize=64)  # eight answers to one plan ask alike; asking takes 2 ms
def _benefits(
    language: str,
    tone: str,
    facts: tuple[PlannedFact, ...],
    plural: bool,
    kinds: tuple[str, ...],
    family: str,
    thing: str,
) -> tuple[Kept, ...]:
    lines, told_of = benefit_lines()[language], benefit_kinds() if language == "en" else {}
    found = []
    for benefit in all_benefits():
        if benefit.id not in lines or any(role == "category" for role, _ in benefit.when):
            continue
        if benefit.id in told_of and not told_of[benefit.id] & set(kinds):
            continue  # glass shows what is inside a jar; a paperweight has no inside
        things, needed = chinese_limits().get(benefit.id, ((), ())) if language != "en" else ((), ())
        if things and not suits(things, family, thing):
            continue
        holding = tuple(f for f in facts if not needed or any(word in f.value for word in needed))
        grounds = [_ground_of(role, words, holding) for role, words in benefit.when]
        if all(grounds):
            roles = tuple((key, (), False) for key in grounds if key)
            found.append(Kept(tone, MIDDLE, roles, _of(lines[benefit.id], plural)))
    return tuple(found)


def _of(line: str, plural: bool) -> str:
    """The line for the number of things there are: "It recharges" is said of headphones as "They recharge"."""
    if not plural or not line.startswith("It "):
        return line
    predicate, *rest = line.removeprefix("It ").split(", ", 1)
    return ", ".join(["They " + agree(predicate), *(re.sub(r"\bit\b", "them", r) for r in rest)])


#: What these facts name is no quality of the thing: a USB-C cable in the box charges nothing by itself.
_NOT_ITS_OWN = frozenset(("included", "compatibility", "theme", "series", "model", "storage"))


def _ground_of(role: str, words: tuple[str, ...], facts: tuple[PlannedFact, ...]) -> str:
    """The key's name of the fact that meets one condition of a benefit; "" where none does."""
    for fact in facts:
        if fact.key in tokens.OTHERS:
            continue  # "Bearing type: sealed" says nothing of a lid
        key = fact.key.strip("<|>")
        if role == "any" and key in _NOT_ITS_OWN:
            continue
        if role in ("any", key) and (not words or holds_any(fact.value, words)):
            return key
    return ""
