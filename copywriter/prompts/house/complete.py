"""Completes a read answer from the shelf: facts the model left unsaid, a name where none stands, length to the band.
Knows no engine; the same answer is always completed alike, since its own letters seed the draw."""

from __future__ import annotations

import re
import zlib
from dataclasses import replace
from random import Random

from copywriter.prompts.house import tokens
from copywriter.prompts.house.answer import Raw, Sentence, count, fill, join_sentences
from copywriter.prompts.house.plan import Plan
from copywriter.prompts.house.shelf import CLOSING, Kept, Shelf
from copywriter.records import LENGTH_BANDS

#: A sentence is added only while this much of the band's top stays free for it.
SPARE = {"en": 9, "zh-Hans": 14}
#: Openings that may be added inside a text that is still too short: more would present the product again and again.
MORE_OPENINGS = {"medium": 4, "long": 6}
#: Share of descriptions that open on a fact instead of the sentence that presents the product: openings then differ as
#: the facts do. A bare "Weight: 380 g." (under these letters) opens nothing.
REOPENED = 0.6
SHORTEST_OPENING = {"en": 24, "zh-Hans": 11}
#: Sentences that lean on the one before never stand first.
_LEANS = re.compile(r"^(?:(?:Its?|They|Their|This|That|And|But|Or|So|Both|Well|Nor)\b|[它其而也另再并还又这那]|至于)")


def complete(kept: list[Sentence], said: set[str], plan: Plan, shelf: Shelf, answer: str) -> tuple[list[Sentence], int]:
    """The sentences with what was added, and how many were."""
    rng = Random(zlib.crc32(answer.encode()))
    draft = _Draft(_once_opened(kept, plan), set(said), plan)
    if not any(_names(s, plan) for s in draft.sentences):
        draft.open_with(shelf.openings(plan, rng))
    elif (
        draft.sentences
        and plan.kind == "description"
        and (_LEANS.match(draft.sentences[0].text) or rng.random() < REOPENED)
    ):
        draft.turn(rng)
    if plan.length != "short":
        if plan.kind == "description":
            for fact in plan.facts:
                if fact.key not in draft.said and draft.room():
                    unsaid = {f.key for f in plan.facts} - draft.said
                    found = shelf.saying(fact.key, plan, unsaid, rng)
                    if found:
                        draft.add(*found)
        ended = False
        for kept_back in shelf.fillers(plan, rng):
            if draft.size() >= draft.low:
                break
            ending = kept_back.place == CLOSING
            if not (ending and ended):
                ended |= draft.add(kept_back, [], at=len(draft.sentences) if ending else None) and ending
        for kept_back in shelf.openings(plan, rng)[: MORE_OPENINGS[plan.length]]:  # where nothing else is left
            if draft.size() >= draft.low:
                break
            draft.add(kept_back, [], at=min(1, len(draft.sentences)))
    return draft.sentences, draft.added


def _once_opened(kept: list[Sentence], plan: Plan) -> list[Sentence]:
    """Without a second sentence that only presents the product: the model may open twice."""
    name = plan.slots.get(tokens.NAME, "\x00").lower()
    presents = [s for s in kept if not s.indices and not s.ground and name in s.text.lower()]
    return [s for s in kept if s not in presents[1:]] if plan.kind == "description" else list(kept)


def _names(sentence: Sentence, plan: Plan) -> bool:
    text = sentence.text.lower()
    return any(plan.slots.get(t, "\x00").lower() in text for t in (tokens.NAME, tokens.CATEGORY))


class _Draft:
    def __init__(self, sentences: list[Sentence], said: set[str], plan: Plan) -> None:
        self.sentences, self.said, self.plan, self.added = sentences, said, plan, 0
        self.low, self.high = LENGTH_BANDS[plan.language][plan.length]

    def size(self) -> int:
        return count(join_sentences([s.text for s in self.sentences], self.plan.language), self.plan.language)

    def room(self) -> bool:
        return self.size() + SPARE[self.plan.language] <= self.high

    def add(self, kept: Kept, keys: list[str], *, at: int | None = None) -> bool:
        """Puts a sentence before the text's last one where that says no fact (an ending), else at the end."""
        body = list(tokens.split(kept.body))
        sentence, _, _ = fill(Raw(list(keys), body, opened=True), self.plan, self.said)
        if sentence is None or sentence.text in {s.text for s in self.sentences}:
            return False
        sentence = replace(sentence, ground=self._ground(kept))
        if set(sentence.ground) & {i for s in self.sentences for i in s.ground}:
            return False  # one remark a fact: the dishwasher is spoken of once
        if at is None:
            last = self.sentences[-1] if self.sentences else None
            ending = last is not None and len(self.sentences) > 1 and not last.indices and not last.ground
            at = len(self.sentences) - (1 if ending else 0)
        grown = [*self.sentences[:at], sentence, *self.sentences[at:]]
        if count(join_sentences([s.text for s in grown], self.plan.language), self.plan.language) > self.high:
            return False
        self.sentences, self.said, self.added = grown, self.said | set(keys), self.added + 1
        return True

    def _ground(self, kept: Kept) -> tuple[int, ...]:
        """The facts that a sentence's conditions rest on and that it does not say itself."""
        facts = [self.plan.by_key.get(tokens.key(r)) for r, _, absent in kept.conditions if not absent]
        return tuple(i for f in facts if f is not None and f.key.strip("<|>") not in kept.roles for i in f.indices)

    def open_with(self, openings: list[Kept]) -> None:
        for kept in openings[:8]:
            if self.add(kept, [], at=0):
                return

    def turn(self, rng: Random) -> None:
        """Brings a sentence that can stand first to the front: one that says a fact in words of its own."""
        able = [
            i
            for i, s in enumerate(self.sentences)
            if i and s.indices and not _LEANS.match(s.text) and len(s.text) >= SHORTEST_OPENING[self.plan.language]
        ]
        if able:
            self.sentences.insert(0, self.sentences.pop(rng.choice(able)))
