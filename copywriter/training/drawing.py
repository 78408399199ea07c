"""Drawing products to write of: values by role, invented names, and the brief that asks for their copy.
Knows passages only by the roles and conditions that they name; puts no text together."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random

from copywriter.knowledge.roles import role_name
from copywriter.prompts.house import tokens
from copywriter.records import Brief, Fact, ProductFacts
from copywriter.training.passages import Condition, Family, Passage, Sentence, held_word

#: Names for drawn facts of no role.
_LABELS = {
    "en": (
        "rim profile",
        "base type",
        "edge detail",
        "panel count",
        "handle drop",
        "cord wrap",
        "ply",
        "lid seal",
        "seam",
    ),
    "zh-Hans": ("杯口造型", "底座", "边缘处理", "面板数", "提梁", "绕线方式", "层次", "盖口", "接缝"),
}


@dataclass(slots=True)
class Thing:
    """A drawn product: values by role, the slots there are words for, and what the text has said so far."""

    values: dict[str, str]
    others: list[str]
    slots: set[str]
    category: str
    said: set[str] = field(default_factory=set)
    grounds: set[str] = field(default_factory=set)  # facts that a condition has rested on

    def usable(self, sentence: Sentence) -> bool:
        if any(r in self.said or (r not in self.values and r != "other") for r in sentence.roles):
            return False
        if sentence.roles.count("other") > len(self.others) - sum(k.startswith("<|o") for k in self.said):
            return False
        if not sentence.specials <= self.slots:
            return False
        for part in sentence.parts:
            if isinstance(part, tuple) and part[0] == "a" and part[1] not in sentence.roles:
                return False
        if any(c.role in self.grounds for c in sentence.conditions):
            return False  # one remark a fact: a second "it may be machine washed" is a repeat
        return all(self.met(c) for c in sentence.conditions)

    def met(self, condition: Condition) -> bool:
        if condition.role in tokens.SPECIAL:
            exists = condition.role in self.slots
            value = self.category if condition.role == "category" else ""
        else:
            exists, value = condition.role in self.values, self.values.get(condition.role, "")
        if condition.absent:
            return not exists
        return exists and (not condition.words or bool(held_word(condition, value)))

    def say(self, sentence: Sentence) -> None:
        self.grounds |= {c.role for c in sentence.conditions if not c.absent and c.role not in sentence.roles}
        self.said |= {r for r in sentence.roles if r != "other"}
        for _ in range(sentence.roles.count("other")):
            self.said.add(f"<|o{sum(k.startswith('<|o') for k in self.said) + 1}|>")


class Drawing:
    """Draws products for passages, all from one Random."""

    def __init__(self, language: str, any_family: Family, random: Random) -> None:
        self.language, self.any, self.random = language, any_family, random
        self.roles_any = list(any_family.values)

    def thing(self, family: Family, passage: Passage, kind: str, length: str) -> Thing:
        """A product that has most of what the passage says, and more besides."""
        rng = self.random
        wanted = list(dict.fromkeys(r for s in passage.sentences for r in s.roles))
        wanted += [
            c.role for s in passage.sentences for c in s.conditions if not c.absent and c.role not in tokens.SPECIAL
        ]
        most = {"short": 8, "medium": 8, "long": 12}[length]
        target = rng.choice((1, 2, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8)) if most == 8 else rng.randint(2, 12)
        roles = [r for r in dict.fromkeys(wanted) if r not in ("other", *tokens.SPECIAL) and rng.random() < 0.85]
        rng.shuffle(roles)
        roles = roles[:target]
        own = [r for r in family.values if r not in roles and r != "other"]
        foreign = [r for r in self.roles_any if r not in roles and r not in own and r != "other"]
        while len(roles) < target and (own or foreign):
            pool = own if own and (rng.random() < 0.75 or not foreign) else foreign
            roles.append(pool.pop(rng.randrange(len(pool))))
        others = 0
        if rng.random() < (0.75 if family is self.any else 0.5):
            others = min(rng.choice((1, 1, 2, 2, 3, 4, 5)), target)
            roles = roles[: len(roles) - others] if len(roles) + others > most else roles
        values = {r: self.value(family, r, passage) for r in roles}
        slots = {"name"} | {
            s for s, p in (("brand", 0.6), ("category", 0.9), ("aud", 0.35), ("occ", 0.25)) if rng.random() < p
        }
        if kind != "description":
            slots |= {
                s for s in ("aud", "occ") if any(s in x.specials for x in passage.sentences) and rng.random() < 0.9
            }
        names = family.names or ("item",)
        return Thing(values, [self.other() for _ in range(others)], slots, rng.choice(names))

    def value(self, family: Family, role: str, passage: Passage) -> str:
        rng = self.random
        words = [w for s in passage.sentences for c in s.conditions if c.role == role for w in c.words]
        choices = family.values.get(role) or self.any.values.get(role) or ("x",)
        if words and rng.random() < 0.5:  # a value that meets a condition of this passage
            meeting = [v for v in choices if any(w.casefold() in v.casefold() for w in words)]
            return rng.choice(meeting) if meeting else rng.choice(words)
        if rng.random() < 0.12 and role in self.any.values:
            return rng.choice(self.any.values[role])
        return rng.choice(choices)

    def other(self) -> str:
        values = self.any.values.get("other") or ("85%",)
        return self.random.choice(values)

    def meeting(self, family: Family, role: str, passage: Passage) -> str:
        """A value that meets the passage's first condition on the role, where it has one."""
        choices = family.values.get(role) or self.any.values.get(role) or ("x",)
        asked = [c for s in passage.sentences for c in s.conditions if c.role == role and c.words]
        meeting = [v for v in choices if any(held_word(c, v) for c in asked)]
        return meeting[0] if meeting else asked[0].words[0] if asked else choices[0]

    def brief(self, thing: Thing, shown: list[str], kind: str, tone: str, length: str) -> Brief:
        english = self.language == "en"
        roles = [k.strip("<|>") for k in shown]
        facts = [Fact(role_name(r, self.language), thing.values[r]) for r in roles if r in thing.values]
        labels = _LABELS[self.language]
        facts += [Fact(labels[i % len(labels)], v) for i, v in enumerate(thing.others[: len(roles) - len(facts)])]
        product = ProductFacts(
            title="Aster Field Crest" if english else "阿斯特山丘",
            category=thing.category,
            brand="Norrland" if english else "诺兰",
            language=self.language,
            facts=tuple(facts),
        )
        audience = ("new parents" if english else "新手爸妈") if "aud" in thing.slots else ""
        occasion = ("a housewarming" if english else "乔迁") if "occ" in thing.slots else ""
        return Brief(product, kind, self.language, tone, length, audience, occasion)
