"""Short texts: marketing copy with a hook, a reason and a call to act; a recommendation that speaks to its audience.
Knows which part is missing and gives it; promises nothing that facts do not carry: no discount, deadline or stock."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from random import Random

import yaml

from copywriter.prompts.house import tokens
from copywriter.prompts.house.addressing import DRY, addressed, pitched
from copywriter.prompts.house.joining import joined
from copywriter.prompts.house.joining_en import to_audience
from copywriter.prompts.house.plan import Plan, PlannedFact
from copywriter.prompts.house.purposing_en import for_audience
from copywriter.prompts.house.reasoning import lead_roles
from copywriter.prompts.house.referring import Sentence
from copywriter.prompts.house.wording import count, join_sentences
from copywriter.records import LENGTH_BANDS

#: What a reason rests on last: it informs, and moves nobody.
_DRY = DRY | {"pattern", "noise", "included", "power", "count", "pages"}
#: How often a line for the audience and a fact stands for the model's own address.
TOLD = 0.6
#: What the model ends on is a call where it asks for something: "包好，送过去。" is none for what nobody gives away.
_CALLS_ZH = re.compile("下单|购物车|看看|详情|选好|带回|领回|收下|点开")
#: Facts in one reason.
REASONS = 2


def persuade(
    kept: list[Sentence], plan: Plan, rng: Random, scenes: list[Sentence], benefits: list[Sentence]
) -> list[Sentence]:
    """The sentences of a short text with what its kind needs; parts give way where there is no room. `scenes` and
    `benefits` are told where the model wrote none."""
    if plan.kind == "marketing":
        call = call_to_act(kept, plan, rng)
        bare = [s for s in kept if not s.indices and s.text != call.text]
        written = [s for s in bare if _names(s, plan)] or scenes
        hooks = (written or [s for s in bare if s in kept[:-1]])[:1]  # a scene of this thing before a word on any
        named = bool(hooks) and _names(hooks[0], plan)
        tries = [[*hooks, *_reason(kept, plan, rng, opens=not named, most=n), call] for n in (2, 1)]
        return _fitting([*tries, [*_reason([], plan, rng, opens=True), call]], plan)
    if plan.language.startswith("zh") and (spoken := addressed(plan, rng)):
        return _fitting([[s] for s in spoken] + [_reason([], plan, rng, opens=True)], plan)
    greeted = [s for s in kept if _greets(s, plan)][:1]
    if plan.language == "en" and (not greeted or rng.random() < TOLD):
        spoken = for_audience(plan, plan.slots.get(tokens.AUDIENCE, ""), rng)
        greeted = to_audience(plan, rng) or ([spoken] if spoken else greeted)
    if not greeted and plan.slots.get(tokens.AUDIENCE):
        greeted = [_greeting(s, plan) for s in _reason([], plan, rng, opens=True)]
    start = greeted or _reason([], plan, rng, opens=True) or [s for s in kept if _names(s, plan)][:1] or kept[:1]
    reasoned = {i for s in start for i in s.ground}  # what gives its reason needs no second one
    benefits = [b for b in benefits if not reasoned & set(b.ground)]
    return _fitting([[*start, benefit] for benefit in benefits] + [start], plan)


def _reason(kept: list[Sentence], plan: Plan, rng: Random, *, opens: bool, most: int = REASONS) -> list[Sentence]:
    """One sentence on the facts that move most: the model's own where it is more than a label, else joined."""
    if plan.language.startswith("zh") and (pitches := pitched(plan, rng, opens=opens)):
        return pitches[:1]
    whole = [s for s in kept if s.indices and count(s.text, plan.language) >= (10 if plan.language == "en" else 15)]
    if whole and not opens and most == REASONS:
        return whole[:1]
    facts = sorted(plan.facts, key=lambda f: (not f.leads, f.key.strip("<|>") in _DRY or f.key in tokens.OTHERS))
    chosen = _chosen(facts, plan, rng)[:most]
    told = joined(chosen, plan, rng, opens=opens, branded=False) if chosen else []
    return told[:1] if opens else sorted(told, key=lambda s: not s.ground)[:1]


def _chosen(facts: list[PlannedFact], plan: Plan, rng: Random) -> list[PlannedFact]:
    """Those that lead, and of the next few some at random: five candidates give five reasons."""
    leading = [f for f in facts if f.leads][:REASONS]
    moving = [f for f in facts if not f.leads and f.key.strip("<|>") not in _DRY and f.key not in tokens.OTHERS]
    lead = lead_roles(plan.family) if plan.language == "en" else ()  # Chinese lines know their own order
    moving.sort(key=lambda f: f.key.strip("<|>") not in lead)
    others = (moving or facts)[: 3 if lead else 5]
    rng.shuffle(others)
    return [*leading, *others][:REASONS]


def call_to_act(kept: list[Sentence], plan: Plan, rng: Random) -> Sentence:
    """The model's own ending where it wrote one, else one of the tone's."""
    last = kept[-1] if kept else None
    calls = not plan.language.startswith("zh") or last and _CALLS_ZH.search(last.text)
    if last and calls and not last.indices and not _names(last, plan) and last.text.endswith((".", "!", "。", "！")):
        return last
    call = rng.choice(_calls()[plan.tone]["zh" if plan.language.startswith("zh") else "en"])
    return Sentence(_of_many(call) if plan.plural else call, ())


def _of_many(call: str) -> str:
    """ "Bring it home." of one thing is "Bring them home." of many."""
    return re.sub(r"\bit\b", "them", call).replace("this one", "these").replace("place of its", "place of their")


def _greeting(sentence: Sentence, plan: Plan) -> Sentence:
    audience = plan.slots[tokens.AUDIENCE]
    if plan.language.startswith("zh"):  # no line fits the facts
        return Sentence(f"推荐{audience}看看：{sentence.text}", sentence.indices, sentence.ground)
    name = plan.slots[tokens.NAME]
    rest = sentence.text if sentence.text.startswith(name) else sentence.text[:1].lower() + sentence.text[1:]
    return Sentence(f"For {audience}, {rest}", sentence.indices, sentence.ground)


def _greets(sentence: Sentence, plan: Plan) -> bool:
    audience = plan.slots.get(tokens.AUDIENCE, "")
    return bool(audience) and audience.casefold() in sentence.text.casefold() and _names(sentence, plan)


def _names(sentence: Sentence, plan: Plan) -> bool:
    return plan.slots.get(tokens.NAME, "\x00").casefold() in sentence.text.casefold()


def _fitting(attempts: list[list[Sentence]], plan: Plan) -> list[Sentence]:
    """The first attempt within the band; the last one where none is."""
    most = LENGTH_BANDS[plan.language][plan.length][1]
    for sentences in attempts:
        if sentences and count(join_sentences([s.text for s in sentences], plan.language), plan.language) <= most:
            return sentences
    return attempts[-1]


@lru_cache(maxsize=1)
def _calls() -> dict[str, dict[str, list[str]]]:
    return yaml.safe_load((Path(__file__).with_name("forms") / "calls.yaml").read_text(encoding="utf-8"))
