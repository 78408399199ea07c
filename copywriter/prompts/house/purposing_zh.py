"""What a Chinese product's thing is for (knowledge/purposes_zh.py), worded as a sentence that presents the product.
Knows no facts: these sentences say nothing of this one product that is not true of every such thing."""

from __future__ import annotations

import re
from random import Random

from copywriter.prompts.house import tokens
from copywriter.prompts.house.agreeing import at_odds
from copywriter.prompts.house.plan import Plan
from copywriter.prompts.house.referring import Sentence

#: Predicates that a name runs straight into; before others a comma lets it stand as the topic.
_STRAIGHT = re.compile(r"^(?:[放装挂铺套接戴摆立插架靠罩贴系绕搭夹收]在|用来)")


def says_of(plan: Plan) -> list[str]:
    """What the thing is for, as far as no fact contradicts it."""
    return [words for words in plan.thing.says if not at_odds(words, plan.facts)] if plan.thing else []


def opened(name: str, words: str) -> str:
    return f"{name}{'' if _STRAIGHT.match(words) and not name[-1:].isascii() else '，'}{words}。"


def presented(plan: Plan, rng: Random) -> list[Sentence]:
    """Sentences that name the product and say what it is for, order drawn; none where its class is not known."""
    says = says_of(plan)
    rng.shuffle(says)
    return [Sentence(opened(plan.slots[tokens.NAME], words), ()) for words in says]
