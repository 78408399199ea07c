"""The passages' own sentences, kept beside the weights, for what a model's answer left out: facts, a name, length.
Refuses a sentence whose facts, slots or conditions the plan lacks; the model's own sentences stay as they are."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from random import Random

from copywriter.prompts.house import tokens
from copywriter.prompts.house.plan import Plan

OPENING, MIDDLE, CLOSING = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Kept:
    """A sentence of the shelf. `roles`: facts it says, in order ("other" for any of no role); `conditions`: (role,
    words of which the value must hold one, or none asked; absent)."""

    tone: str
    place: int
    roles: tuple[str, ...]
    conditions: tuple[tuple[str, tuple[str, ...], bool], ...]
    body: str

    @property
    def named(self) -> bool:
        return tokens.NAME in self.body


class Shelf:
    """Sentences by language and family."""

    def __init__(self, rows: dict[str, dict[str, list[Kept]]]) -> None:
        self._rows = rows

    def candidates(self, plan: Plan) -> Iterator[tuple[int, Kept]]:
        """(rank, sentence), lower first: the family's of this tone, anyone's of this tone, anyone's plain ones."""
        rows = self._rows.get(plan.language, {})
        for kept in rows.get(plan.family, []) if plan.family else []:
            if kept.tone == plan.tone:
                yield 0, kept
        for kept in rows.get("_any", []):
            if kept.tone in (plan.tone, "plain"):
                yield (1 if kept.tone == plan.tone else 2), kept

    def saying(self, key: str, plan: Plan, unsaid: set[str], rng: Random) -> tuple[Kept, list[str]] | None:
        """A sentence that says the fact of this key, with the keys it would say, all of them unsaid; mostly the one
        that says most."""
        found = []
        for rank, kept in self.candidates(plan):
            keys = _keys(kept, key, unsaid)
            if keys and kept.place != OPENING and _meets(kept, plan):
                found.append(((-len(keys), rank), kept, keys))
        if not found:
            return None
        widest = min(f[0][0] for f in found)
        best = [f for f in found if f[0][0] == widest or rng.random() < 0.2]
        rank = min(f[0][1] for f in best)
        _, kept, keys = rng.choice([f for f in best if f[0][1] == rank])
        return kept, keys

    def openings(self, plan: Plan, rng: Random) -> list[Kept]:
        """Sentences that open a text on the product's name and say no fact: the family's first, in an order drawn."""
        found = [
            (rank, rng.random(), kept)
            for rank, kept in self.candidates(plan)
            if kept.place == OPENING and kept.named and not kept.roles and rank < 2 and _meets(kept, plan)
        ]
        return [k for _, _, k in sorted(found, key=lambda f: f[:2])]

    def fillers(self, plan: Plan, rng: Random) -> list[Kept]:
        """Sentences that say no fact and do not open a text, in an order drawn: those from inside passages first, then
        endings, then the family's of other tones."""
        found = [(rank + 2 * (kept.place == CLOSING), kept) for rank, kept in self.candidates(plan) if rank < 2]
        other = self._rows.get(plan.language, {}).get(plan.family, []) if plan.family else []
        found += [(5 + (kept.place == CLOSING), kept) for kept in other if kept.tone != plan.tone]
        if plan.length == "long":
            anyone = self._rows.get(plan.language, {}).get("_any", [])
            found += [(7, kept) for kept in anyone if kept.tone != plan.tone and kept.place == MIDDLE]
        free = [
            (rank, rng.random(), kept)
            for rank, kept in found
            if not kept.roles and kept.place != OPENING and not kept.named and _meets(kept, plan)
        ]
        return [k for _, _, k in sorted(free, key=lambda f: f[:2])]


def _keys(kept: Kept, key: str, unsaid: set[str]) -> list[str] | None:
    others = [k for k in tokens.OTHERS if k in unsaid]
    keys: list[str] = []
    for role in kept.roles:
        wanted = (others.pop(0) if others else "") if role == "other" else tokens.key(role)
        if wanted not in unsaid or wanted in keys:
            return None
        keys.append(wanted)
    return keys if key in keys else None


def _meets(kept: Kept, plan: Plan) -> bool:
    for token in tokens.SPECIAL.values():
        if token in kept.body and token not in plan.slots:
            return False
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
                    Kept(tone, place, tuple(roles), tuple((r, tuple(w), a) for r, w, a in conditions), body)
                    for tone, place, roles, conditions, body in rows
                ]
                for family, rows in families.items()
            }
            for language, families in data.items()
        }
    )
