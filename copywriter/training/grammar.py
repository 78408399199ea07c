"""From passages to training pairs: a product is drawn, a text is put together from sentences that are true of it.
Knows no tokenizer and no model; every draw comes from the Random it is given, so a seed makes the same pairs again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from copywriter.prompts.house import tokens
from copywriter.prompts.house.plan import condition_words
from copywriter.prompts.house.wording import count
from copywriter.records import LENGTH_BANDS, TONES, Brief
from copywriter.training.drawing import Drawing, Thing
from copywriter.training.passages import Condition, Family, Passage, Sentence, body_text, held_word, lexicon

#: Shares of the drawn pairs. Descriptions carry most because they have most to learn: coverage and length.
KIND_SHARES = {"description": 0.62, "recommendation": 0.19, "marketing": 0.19}
LENGTH_SHARES = {
    "description": {"short": 0.2, "medium": 0.58, "long": 0.22},
    "recommendation": {"short": 0.75, "medium": 0.25},
    "marketing": {"short": 0.5, "medium": 0.5},
}
#: How often a text is made for a thing of no known family, so that `_any` is learnt as a language of its own.
UNKNOWN_SHARE = 0.12
#: Medium texts are drawn this much over the least length of their band.
MARGIN = 1.12
#: How often a text of a known family opens with a passage written for any product.
ANY_OPENING_SHARE = 0.1


@dataclass(frozen=True, slots=True)
class Pair:
    """One training example. `size` is in words (en) or characters (zh) with drawn values in place; `brief` holds the
    product that was drawn, so that the answer can be read back as the style reads a model's."""

    prompt: str
    answer: str
    language: str
    kind: str
    length: str
    size: int
    facts: int
    brief: Brief


class Grammar:
    """Draws pairs of one language from its families."""

    def __init__(self, language: str, families: dict[str, Family], random: Random) -> None:
        self.language, self.families, self.random = language, families, random
        self._lexicon = lexicon(families)
        self.any = self.families.get("_any") or Family("_any", self.language)
        self.known = [f for f in self.families.values() if f.name != "_any" and f.passages]
        self.drawing = Drawing(language, self.any, random)

    def pairs(self) -> Iterator[Pair]:
        """Pairs without end, in the shares above: a draw out of its length band is drawn again as the same kind."""
        while True:
            kind = _draw(self.random, KIND_SHARES)
            length = _draw(self.random, LENGTH_SHARES[kind])
            pair = next((p for _ in range(5) if (p := self.pair(kind, length)) is not None), None)
            if pair is not None:
                yield pair

    def pair(self, kind: str, length: str) -> Pair | None:
        """One pair, or None where the draw came out of its length band or names nothing."""
        rng = self.random
        tone = rng.choice(TONES)
        unknown = not self.known or rng.random() < UNKNOWN_SHARE
        family = self.any if unknown else rng.choice(self.known)
        passage = self._passage(family, kind, tone)
        if passage is None:
            return None
        thing = self.drawing.thing(family, passage, kind, length)
        body = self._body(family, passage, thing, kind, tone, length)
        return self._pair(body, thing, family, kind, tone, length) if body else None

    def whole(self, family: Family, passage: Passage) -> Pair | None:
        """A passage as it stands, said of a product that has every fact it asks for; None where nothing can be said."""
        roles = [r for s in passage.sentences for r in s.roles]
        roles += [c.role for s in passage.sentences for c in s.conditions if not c.absent]
        values = {
            r: self.drawing.meeting(family, r, passage)
            for r in dict.fromkeys(roles)
            if r not in ("other", *tokens.SPECIAL)
        }
        others = [self.drawing.other() for _ in range(roles.count("other"))]
        thing = Thing(values, others, set(tokens.SPECIAL), (family.names or ("item",))[0])
        body = []
        for sentence in passage.sentences:
            if thing.usable(sentence):
                body.append(sentence)
                thing.say(sentence)
        return self._pair(body, thing, family, passage.kind, passage.tone, "long") if body else None

    def _passage(self, family: Family, kind: str, tone: str) -> Passage | None:
        source = self.any if self.random.random() < ANY_OPENING_SHARE and self.any.of(kind, tone) else family
        choices = source.of(kind, tone) or [p for p in source.passages if p.kind == kind]
        return self.random.choice(choices) if choices else None

    # Putting a text together

    def _body(
        self, family: Family, passage: Passage, thing: Thing, kind: str, tone: str, length: str
    ) -> list[Sentence]:
        rng = self.random
        body: list[Sentence] = []
        for sentence in passage.sentences:
            if thing.usable(sentence) and not (sentence.optional and rng.random() < 0.3):
                body.append(sentence)
                thing.say(sentence)
        if not body:
            return []
        low, high = LENGTH_BANDS[self.language][length]
        if kind == "description":
            return self._description(body, family, passage, thing, tone, length)
        if length == "medium":  # a refused sentence must not bring a text under its band
            low, high = round(low * MARGIN), round(high * 0.96)
        if length != "short":
            self._cover(body, family, thing, tone, kind, high)
        self._fill(body, family, thing, tone, kind, length, low, high)
        self._trim(body, thing, kind, high)
        return body if _is_about(body) and low <= self._size(body, thing) <= high else []

    def _description(
        self, body: list[Sentence], family: Family, passage: Passage, thing: Thing, tone: str, length: str
    ) -> list[Sentence]:
        """What a family says in its own words; the other facts, and the length, are left to the reading, which joins
        facts itself (prompts/house/joining.py). Of a thing of no known family: an opening and an ending."""
        low, high = LENGTH_BANDS[self.language][length]
        if family is self.any:
            body = [s for s in body if not s.roles and not s.conditions]
        elif length == "long":
            self._lengthen(body, family, passage, thing, tone, low)
        self._trim(body, thing, "description", high)
        return body if _is_about(body) else []

    def _lengthen(
        self, body: list[Sentence], family: Family, passage: Passage, thing: Thing, tone: str, low: int
    ) -> None:
        """A long text goes on with what other passages of the family say, less their openings."""
        rng = self.random
        more = [p for p in family.passages if p.kind == "description" and p is not passage]
        rng.shuffle(more)
        more.sort(key=lambda p: p.tone != tone)
        for other in more[:4]:
            for sentence in [s for s in other.sentences[1:] if s.roles or s is not other.sentences[-1]]:
                if self._size(body, thing) >= low:
                    return
                if sentence not in body and thing.usable(sentence):
                    body.insert(len(body) - 1 if len(body) > 2 else len(body), sentence)
                    thing.say(sentence)

    def _cover(self, body: list[Sentence], family: Family, thing: Thing, tone: str, kind: str, high: int) -> None:
        """Adds sentences for facts not said yet. The call to act of a marketing text stays last."""
        rng = self.random
        open_roles = [r for r in thing.values if r not in thing.said]
        rng.shuffle(open_roles)
        tail = 1 if kind == "marketing" and len(body) > 1 else 0
        for role in [*open_roles, *["other"] * len(thing.others)]:
            if role in thing.said or self._size(body, thing) > high - (6 if self.language == "en" else 10):
                continue
            choices = [s for s in self._pool(family, tone, role) if s not in body and thing.usable(s)]
            if not choices:
                continue
            widest = max(len(s.roles) for s in choices)
            wide = [s for s in choices if len(s.roles) == widest]
            sentence = rng.choice(wide if rng.random() < 0.5 else choices)
            at = rng.randint(1, len(body) - tail) if rng.random() < 0.6 else len(body) - tail
            body.insert(max(at, min(1, len(body))), sentence)
            thing.say(sentence)

    def _pool(self, family: Family, tone: str, role: str) -> list[Sentence]:
        """Sentences about a role: the family's of this tone where there are any, mostly; else those for any product."""
        rng = self.random
        own = [s for p in family.of("description", tone) for s in p.sentences[1:] if role in s.roles]
        if not own and rng.random() < 0.5:
            own = [s for p in family.passages if p.kind == "description" for s in p.sentences[1:] if role in s.roles]
        anyone = [s for s in self.any.clauses.get(tone, ()) if role in s.roles and not s.named]
        if not anyone or rng.random() < 0.3:
            anyone = anyone + [s for s in self.any.clauses.get("plain", ()) if role in s.roles and not s.named]
        if own and rng.random() < 0.75:
            return own
        return anyone or own

    def _fill(
        self,
        body: list[Sentence],
        family: Family,
        thing: Thing,
        tone: str,
        kind: str,
        length: str,
        low: int,
        high: int,
    ) -> None:
        """Brings a text up to its band with sentences of the family that say no further fact."""
        rng = self.random
        if length == "short" or self._size(body, thing) >= low:
            return
        tones = [tone] if rng.random() < 0.8 else list(TONES)
        for source in (family, self.any):
            free = [
                s
                for t in tones
                for p in source.of("description", t)
                for i, s in enumerate(p.sentences[: -1 if len(p.sentences) > 2 else None])  # an ending ends one text
                if not s.roles and s not in body and (i or not s.named)
            ]
            rng.shuffle(free)
            for sentence in free:
                size = self._size(body, thing)
                if size >= low + rng.randint(0, max(1, (high - low) // 3)):
                    return
                named = sum(s.named for s in body)
                if thing.usable(sentence) and not (sentence.named and named > 1) and sentence not in body:
                    tail = 1 if kind == "marketing" and len(body) > 1 else 0
                    body.insert(self._place(sentence, body, tail), sentence)
                    thing.say(sentence)
            if length != "long" and self._size(body, thing) >= low:
                return

    def _place(self, sentence: Sentence, body: list[Sentence], tail: int) -> int:
        """A remark stands behind the sentence that says the fact it rests on; any other where the draw puts it."""
        rests = {c.role for c in sentence.conditions if not c.absent}
        said = [i + 1 for i, s in enumerate(body) if rests & set(s.roles)]
        last = max(1, len(body) - tail)
        return min(said[0], last) if said else self.random.randint(1, last)

    def _trim(self, body: list[Sentence], thing: Thing, kind: str, high: int) -> None:
        """Brings a text down to its band: sentences without facts go first, then facts."""
        while len(body) > 1 and self._size(body, thing) > high:
            last = len(body) - (1 if kind == "marketing" and len(body) > 2 else 0)
            free = [i for i in range(1, last) if not body[i].roles]
            at = self.random.choice(free or list(range(1, last)) or [len(body) - 1])
            gone = body.pop(at)
            thing.said -= set(gone.roles)

    def _size(self, body: list[Sentence], thing: Thing) -> int:
        return count((" " if self.language == "en" else "").join(self._plain(s, thing) for s in body), self.language)

    def _plain(self, sentence: Sentence, thing: Thing) -> str:
        """The sentence with drawn values, for its size alone."""
        words = {
            "name": "Aster Field Mug" if self.language == "en" else "阿斯特陶杯",
            "brand": "Norrland",
            "aud": "new parents",
        }
        out = []
        for part in sentence.parts:
            if isinstance(part, str):
                out.append(part)
            elif part[0] == "v":
                out.append(thing.values.get(part[1]) or (thing.others[0] if thing.others else "x"))
            elif part[0] == "s":
                out.append(words.get(part[1], thing.category))
            else:
                out.append(part[1])
        return "".join(out)

    # Writing it down

    def _pair(self, body: list[Sentence], thing: Thing, family: Family, kind: str, tone: str, length: str) -> Pair:
        rng = self.random
        others = iter(tokens.OTHERS)
        answer: list[str] = []
        keys: list[str] = []
        roles_said: dict[str, str] = {}
        for sentence in body:
            header: list[str] = []
            for role in sentence.roles:
                key = next(others) if role == "other" else tokens.key(role)
                header.append(key)
                keys.append(key)
                roles_said[key] = role
            header += [_condition_text(c, thing) for c in sentence.conditions]
            answer.append("".join(header) + tokens.SAY + body_text(sentence, self.language))
        prompt_keys = list(dict.fromkeys(keys))
        unsaid = [tokens.key(r) for r in thing.values if tokens.key(r) not in prompt_keys]
        rng.shuffle(unsaid)
        nameless = sum(k in tokens.OTHERS for k in prompt_keys)
        extra = [*unsaid, *tokens.OTHERS[nameless : len(thing.others)]]
        opening = {tokens.key(r) for s in body[:2] for r in s.roles}
        leads = opening if opening and rng.random() < 0.25 else set()
        shown = [*prompt_keys, *extra]
        rng.shuffle(shown)
        shown.sort(key=lambda k: k not in leads)
        text = [tokens.LANGUAGE[self.language], *map(tokens.control, (kind, tone, length))]
        text.append(tokens.family("" if family is self.any else family.name))
        used = {s for x in body for s in x.specials}
        for word, token in tokens.SPECIAL.items():
            if (
                word != "name"
                and (word in thing.slots)
                and (word in used or word in ("brand", "category") or rng.random() < 0.5)
            ):
                text.append(token)
        text += [tokens.WHEN + w for w in self._words(family, "category", thing.category)]
        for key in shown:
            role = key.strip("<|>")
            words = self._words(family, role, thing.values.get(role, "")) if role in thing.values else ()
            text.append(key + (tokens.LEAD if key in leads else "") + "".join(tokens.WHEN + w for w in words))
        size = self._size(body, thing)
        prompt = "".join(text) + tokens.WRITE
        brief = self.drawing.brief(thing, shown, kind, tone, length)
        return Pair(prompt, "".join(answer) + tokens.END, self.language, kind, length, size, len(prompt_keys), brief)

    def _words(self, family: Family, role: str, value: str) -> tuple[str, ...]:
        return condition_words({self.language: self._lexicon}, self.language, family.name, role, value) if value else ()


def _draw(rng: Random, shares: dict[str, float]) -> str:
    return rng.choices(list(shares), weights=list(shares.values()))[0]


def _is_about(body: list[Sentence]) -> bool:
    """Whether the text says what it is about."""
    return any(s.named or "category" in s.specials for s in body)


def _condition_text(condition: Condition, thing: Thing) -> str:
    key = tokens.SPECIAL.get(condition.role) or tokens.key(condition.role)
    if condition.absent:
        return tokens.WHEN + tokens.WITHOUT + key
    value = thing.category if condition.role == "category" else thing.values.get(condition.role, "")
    return tokens.WHEN + key + held_word(condition, value)
