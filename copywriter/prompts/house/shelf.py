"""The passages' sentences that say no fact, kept beside the weights: scenes, remarks on a value, endings.
Refuses a sentence whose slots or conditions the plan lacks; facts are said by joining.py."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from random import Random

from copywriter.prompts.house import tokens
from copywriter.prompts.house.plan import Plan

OPENING, MIDDLE, CLOSING = 0, 1, 2
#: Words that lean on a sentence before.
LEANS = re.compile(
    r"^(?:They|Their|This|That|These|Those|And|But|Or|So|Then|Both|Well|Nor|Neither|The other|One\b|Once there)\b"
    r"|\b(?:them|too|either|instead|as well|the other|both of|likewise)\b"
    r"|^(?:也|而|但|另|其|还|又|再|那|这|至于|剩下|之后)"
)

#: An opening in which the text speaks of itself, or sends its reader for a tape: it tells nothing of the thing.
_OF_ITSELF = re.compile(
    r"\b(?:here (?:is|are)|numbers?|figures?|compare[ds]?|look at|check|the terms|details|facts|read (?:how|what)|tape|"
    r"measure|label|questions?|strip of paper|know your size)\b|要点|写在|几个数|参数|数字|先看",
    re.IGNORECASE,
)


def shows_the_thing(sentence: str, tone: str) -> bool:
    """Whether an opening is a scene. In the other tones the same words are part of one ("you look at the stars")."""
    return tone != "plain" or not _OF_ITSELF.search(sentence)


@dataclass(frozen=True, slots=True)
class Kept:
    """A sentence of the shelf. `conditions`: (role, words of which the value must hold one, or none asked; absent)."""

    tone: str
    place: int
    conditions: tuple[tuple[str, tuple[str, ...], bool], ...]
    body: str
    family: str = ""

    @property
    def leans(self) -> bool:
        """Whether it reads well only behind the sentence that it was written behind."""
        return bool(LEANS.search(self.body))

    @property
    def named(self) -> bool:
        return tokens.NAME in self.body


class Shelf:
    """Sentences by language and family."""

    def __init__(self, rows: dict[str, dict[str, list[Kept]]]) -> None:
        self._rows = rows

    def openings(self, plan: Plan, rng: Random) -> list[Kept]:
        """Sentences of this family and tone that open a text on the product's name and say no fact; order drawn."""
        found = [k for k in self._family(plan) if k.tone == plan.tone and k.place == OPENING and k.named]
        found = [k for k in found if shows_the_thing(k.body, k.tone) and _meets(k, plan)]
        rng.shuffle(found)
        return found

    def remarks(self, plan: Plan, rng: Random) -> list[Kept]:
        """What the family's passages say of a fact's value, under its condition ("wool springs back"): this tone's
        first, in an order drawn."""
        rows = [kept for kept in self._family(plan) if kept.tone in (plan.tone, "plain", "warm")]
        found = [(kept.tone != plan.tone, rng.random(), kept) for kept in rows if kept.conditions and _free(kept, plan)]
        return [k for _, _, k in sorted(found, key=lambda f: f[:2])]

    def endings(self, plan: Plan, rng: Random) -> list[Kept]:
        """Sentences of this family and tone that say no fact and end a text, in an order drawn."""
        found = [kept for kept in self._family(plan) if kept.tone == plan.tone and _free(kept, plan)]
        found = [kept for kept in found if kept.place == CLOSING]
        rng.shuffle(found)
        return found

    def allows(self, text: str, plan: Plan) -> bool:
        """False for a sentence of the family whose conditions are not met: the model may forget to state one."""
        same = [kept for kept in self._family(plan) if kept.body == text]
        return not same or any(_meets(kept, plan) for kept in same)

    def _family(self, plan: Plan) -> list[Kept]:
        return self._rows.get(plan.language, {}).get(plan.family, []) if plan.family else []


def _free(kept: Kept, plan: Plan) -> bool:
    return kept.place in (MIDDLE, CLOSING) and not (kept.named or kept.leans) and _meets(kept, plan)


def _meets(kept: Kept, plan: Plan) -> bool:
    for token in tokens.SPECIAL.values():
        if token in kept.body and token not in plan.slots:
            return False
    brand, name = (plan.slots.get(t, "").casefold() for t in (tokens.BRAND, tokens.NAME))
    if tokens.BRAND in kept.body and brand in name:
        return False  # a name that holds the maker has told who made it
    for role, words, absent in kept.conditions:
        key = tokens.SPECIAL.get(role) or tokens.key(role)
        fact = plan.by_key.get(key)
        exists = fact is not None or key in plan.slots
        if absent == exists:
            return False
        if words and not set(words) & set(fact.words if fact else plan.category_words):
            return False
    return True


@lru_cache(maxsize=4)
def load_shelf(folder: Path) -> Shelf | None:
    """sentences.json beside the weights; None where the file is missing."""
    path = folder / "sentences.json"
    if not path.is_file():
        return None
    data = json.loads(path.read_text(encoding="utf-8"))
    return Shelf(
        {
            language: {
                family: [
                    Kept(tone, place, tuple((r, tuple(w), a) for r, w, a in conditions), body, family)
                    for tone, place, conditions, body in rows
                ]
                for family, rows in families.items()
            }
            for language, families in data.items()
        }
    )
