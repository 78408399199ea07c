"""Chinese recommendations: who is spoken to, and the one fact that matters to them, in one sentence.
Knows people by the words of the brief (forms/zh_audiences.yaml); refuses to say of them what no fact gives."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from random import Random

import yaml

from copywriter.prompts.house import tokens
from copywriter.prompts.house.agreeing import at_odds
from copywriter.prompts.house.lines import Line, classes_for, known_by, lines_for, read_line
from copywriter.prompts.house.plan import Plan, PlannedFact
from copywriter.prompts.house.purposing_zh import says_of
from copywriter.prompts.house.referring import Sentence

_FILE = Path(__file__).with_name("forms") / "zh_audiences.yaml"
#: What a reason rests on last: it informs, and moves nobody.
DRY = frozenset(
    ("care", "storage", "assembly", "warranty", "model", "series", "year", "origin", "voltage", "net_content")
    + ("shelf_life", "certification", "gender")
)
#: How often an opener of the tone's own is taken.
TONED = 0.7


@dataclass(frozen=True, slots=True)
class People:
    """Who a word of `words` names, and the lines that matter to them, by class of thing (lines.py)."""

    words: tuple[str, ...]
    lines: dict[str, tuple[Line, ...]]


@lru_cache(maxsize=1)
def people() -> tuple[People, ...]:
    return tuple(
        People(
            tuple(row["words"]),
            {name: tuple(map(read_line, texts)) for names, texts in row["lines"].items() for name in names.split()},
        )
        for row in yaml.safe_load(_FILE.read_text(encoding="utf-8"))["people"].values()
    )


@lru_cache(maxsize=1)
def openers() -> dict[str, list[str]]:
    """tone → how a sentence turns to its reader: @ the audience, * the name, # what it is."""
    return yaml.safe_load(_FILE.read_text(encoding="utf-8"))["openers"]


def addressed(plan: Plan, rng: Random) -> list[Sentence]:
    """Sentences that speak to the plan's audience on one fact each, the likeliest first: what matters to such people,
    then what matters of such a thing. None without an audience."""
    audience = plan.slots.get(tokens.AUDIENCE, "")
    return [_sentence(text, facts, plan, rng) for text, facts in _reasons(audience, plan, rng)] if audience else []


def pitched(plan: Plan, rng: Random, *, opens: bool) -> list[Sentence]:
    """Sentences that say one fact each with its reason, those that lead first; with `opens` each names the product."""
    name = plan.slots[tokens.NAME]
    return [
        Sentence((name + ("" if lead == "+" else "，") if opens else "") + text + "。", indices, indices)
        for lead, text, facts in _told(_own(plan, reasoned=True), plan, rng)
        if plan.thing is None or any(f.leads for f in facts) or not any(map(_dry, facts))
        for indices in (tuple(i for fact in facts for i in fact.indices),)
    ]


def _own(plan: Plan, *, reasoned: bool) -> list[Line]:
    own = lines_for(plan.family, plan.slots.get(tokens.CATEGORY, "") or plan.slots[tokens.NAME])
    return [line for line in own if line.lead and line.reasoned is reasoned]


def _told(lines: list[Line], plan: Plan, rng: Random) -> list[tuple[str, str, tuple[PlannedFact, ...]]]:
    """(lead, text, facts) of the lines that the plan's facts meet; leading facts, then lively ones, order drawn."""
    known = known_by(plan.facts)
    lines = [line for line in lines if not at_odds(line.words, plan.facts)]
    found = [(line.lead, line.say(facts), facts) for line in lines if (facts := line.facts(known))]
    rng.shuffle(found)
    return sorted(found, key=lambda row: (not any(f.leads for f in row[2]), any(_dry(f) for f in row[2])))


def _dry(fact: PlannedFact) -> bool:
    return fact.key.strip("<|>") in DRY or fact.key in tokens.OTHERS


def _reasons(audience: str, plan: Plan, rng: Random) -> Iterator[tuple[str, tuple[PlannedFact, ...]]]:
    names = classes_for(plan.family, plan.slots.get(tokens.CATEGORY, "") or plan.slots[tokens.NAME])
    groups = [p.lines.get(name, ()) for p in people() if any(w in audience for w in p.words) for name in names]
    theirs = [line for lines in groups for line in lines]
    rows = [row for lines in (theirs, _own(plan, reasoned=True)) for row in _told(lines, plan, rng)]
    lively = [(text, facts) for _, text, facts in rows if any(f.leads for f in facts) or not any(map(_dry, facts))]
    says = says_of(plan)
    rng.shuffle(says)
    yield from lively
    yield from ((text, ()) for text in says)
    dry = [(text, facts) for _, text, facts in [*rows, *_told(_own(plan, reasoned=False), plan, rng)]]
    yield from (row for row in dry if row not in lively)


def _sentence(text: str, facts: tuple[PlannedFact, ...], plan: Plan, rng: Random) -> Sentence:
    toned = openers()[plan.tone if rng.random() < TONED else "plain"]
    category = plan.slots.get(tokens.CATEGORY, "")
    usable = [o for o in toned if category and not plan.nameless or "#" not in o]
    usable = usable or [o for o in openers()["plain"] if "#" not in o]
    opener = rng.choice(usable).replace("#", category).replace("@", plan.slots[tokens.AUDIENCE])
    indices = tuple(i for fact in facts for i in fact.indices)
    return Sentence(opener.replace("*", plan.slots[tokens.NAME]) + text + "。", indices, indices)
