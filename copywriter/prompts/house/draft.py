"""A text while it is put together: its sentences, the room that its length leaves, and what stands there already.
Knows no shelf and draws nothing; what goes in, and where, is decided in complete.py."""

from __future__ import annotations

import re
from dataclasses import replace

from copywriter.prompts.house import tokens
from copywriter.prompts.house.agreeing import at_odds
from copywriter.prompts.house.answer import Raw, fill
from copywriter.prompts.house.plan import Plan
from copywriter.prompts.house.referring import Sentence, branded_once, referring
from copywriter.prompts.house.shelf import Kept
from copywriter.prompts.house.wording import count, join_sentences
from copywriter.records import LENGTH_BANDS


class Draft:
    """Sentences of one plan in order; `added` counts those that the model did not write."""

    def __init__(self, sentences: list[Sentence], plan: Plan) -> None:
        self.sentences, self.plan, self.added = sentences, plan, 0
        self.low, self.high = LENGTH_BANDS[plan.language][plan.length]

    def size(self) -> int:
        # As the text will speak of product and maker, which is shorter.
        told = referring(branded_once(self.sentences, self.plan), self.plan)
        return count(join_sentences([s.text for s in told], self.plan.language), self.plan.language)

    def cut(self) -> None:
        """Over the band, the scene and the ending go first, then the family's remarks, at last facts from the end."""
        while self.size() > self.high and len(self.sentences) > 1:
            bare = [i for i, s in enumerate(self.sentences) if not s.indices and i]
            self.sentences.pop(bare[-1] if bare else len(self.sentences) - 1)

    def add(self, kept: Kept, *, at: int | None = None) -> bool:
        """Puts a sentence before the text's last one where that says no fact (an ending), else at the end."""
        sentence, _, _ = fill(Raw([], list(tokens.split(kept.body)), opened=True), self.plan, set())
        if sentence is None or sentence.text in {s.text for s in self.sentences}:
            return False
        sentence = replace(sentence, ground=self._ground(kept))
        if self._told(sentence.text):
            return False
        if self.plan.language != "en" and at_odds(sentence.text, self.plan.facts):
            return False
        if set(sentence.ground) & {i for s in self.sentences for i in s.ground}:
            return False  # one remark a fact: the dishwasher is spoken of once
        if at is None and sentence.ground and not sentence.indices:  # a remark stands behind the fact it rests on
            rests = set(sentence.ground)
            at = next((i + 1 for i, s in enumerate(self.sentences) if rests & set(s.indices)), None)
        if at is None:
            last = self.sentences[-1] if self.sentences else None
            ending = last is not None and len(self.sentences) > 1 and not last.indices and not last.ground
            at = len(self.sentences) - (1 if ending else 0)
        return self.put(sentence, at)

    def put(self, sentence: Sentence, at: int) -> bool:
        """Takes a sentence in where the text has room for it."""
        grown = [*self.sentences[:at], sentence, *self.sentences[at:]]
        if count(join_sentences([s.text for s in grown], self.plan.language), self.plan.language) > self.high:
            return False
        self.sentences, self.added = grown, self.added + 1
        return True

    def _told(self, text: str) -> bool:
        """Whether all that a sentence says stands there already: "The seams are taped." after "has taped seams"."""
        told = join_sentences([s.text for s in self.sentences], self.plan.language).casefold()
        if self.plan.language.startswith("zh"):
            pairs = [a + b for a, b in zip(text, text[1:], strict=False) if a.isalnum() and b.isalnum()]
            return bool(pairs) and sum(p in told for p in pairs) >= 0.6 * len(pairs)
        return all(word in told for word in re.findall(r"[a-z]{4,}", text.casefold()))

    def _ground(self, kept: Kept) -> tuple[int, ...]:
        """The facts that a sentence's conditions rest on."""
        facts = [self.plan.by_key.get(tokens.key(r)) for r, _, absent in kept.conditions if not absent]
        return tuple(i for f in facts if f is not None for i in f.indices)

    def end_with(self, sentence: Sentence) -> None:
        """In the place of an ending that says nothing of the product, or behind the last sentence."""
        last = self.sentences[-1] if self.sentences else None
        bare = last is not None and not last.indices and not last.ground and len(self.sentences) > 1
        grown = [*(self.sentences[:-1] if bare else self.sentences), sentence]
        if count(join_sentences([s.text for s in grown], self.plan.language), self.plan.language) <= self.high:
            self.sentences = grown

    def open_with(self, openings: list[Kept]) -> None:
        for kept in openings[:8]:
            if self.add(kept, at=0):
                return
