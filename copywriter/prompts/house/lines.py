"""Chinese sentences that say a fact beside its reason, by class of thing, and the values that each is true of.
Refuses a value that a line's condition does not hold; orders and joins nothing (telling.py does)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import yaml

from copywriter.knowledge.benefits import holds_any
from copywriter.knowledge.units import UNITS, to_base
from copywriter.prompts.house import tokens
from copywriter.prompts.house.plan import PlannedFact

_FOLDER = Path(__file__).with_name("forms") / "zh_lines"
_SLOT = re.compile(
    r"([{\[])([^{}\[\]~!<>]+)(?:>=([^~!<>{}\]]+))?(?:<=([^~!<>{}\]]+))?(?:~([^!{}\]]*))?(?:!([^{}\]]*))?[}\]]"
)
_MEASURE = re.compile(r"(?:约)?(\d+(?:\.\d+)?)\s*([a-z\u3400-\u9fff°\"″]+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Slot:
    """`called`: a role or a fact's own name. `some`: words of which the value holds one; `none`: of which it has none.
    `least` and `most` are measures of one dimension ("15升"), "" for no bound."""

    called: str
    some: tuple[str, ...]
    none: tuple[str, ...]
    least: str
    most: str

    def fits(self, fact: PlannedFact) -> bool:
        value = fact.value
        if self.some and not holds_any(value, self.some) or any(w in value for w in self.none):
            return False
        return not (self.least or self.most) or _within(value, self.least, self.most)


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence without its stop. `pieces` stand around the `slots`; `grounds` must be met and are not said.
    `lead`: "+" may follow the product's name, "=" the name and a comma, "" opens no text."""

    lead: str
    pieces: tuple[str, ...]
    slots: tuple[Slot, ...]
    grounds: tuple[Slot, ...]
    scope: tuple[str, ...] = ()  # things that it is true of, where it is not of all of its class
    reasoned: bool = field(init=False)
    asks: frozenset[str] = field(init=False)  # what its facts and grounds are called

    def __post_init__(self) -> None:
        object.__setattr__(self, "reasoned", any("，" in piece for piece in self.pieces))
        object.__setattr__(self, "asks", frozenset(slot.called for slot in (*self.slots, *self.grounds)))

    def facts(self, facts: dict[str, PlannedFact]) -> tuple[PlannedFact, ...]:
        """The facts that it says, by role or own name, in its order; none where one is missing or does not fit."""
        found = tuple(facts.get(slot.called) for slot in self.slots)
        rests = [facts.get(slot.called) for slot in self.grounds]
        pairs = zip((*self.slots, *self.grounds), (*found, *rests), strict=True)
        if any(fact is None or not slot.fits(fact) for slot, fact in pairs):
            return ()
        return tuple(fact for fact in found if fact is not None)

    @property
    def words(self) -> str:
        """What it says beside its facts."""
        return "".join(self.pieces)

    def say(self, facts: tuple[PlannedFact, ...]) -> str:
        said = [self.pieces[0]]
        for fact, piece in zip(facts, self.pieces[1:], strict=True):
            said += [fact.value, piece]
        return "".join(said)


@dataclass(frozen=True, slots=True)
class Class:
    """Things that the same lines suit. `words` end a category that no family of `families` names."""

    families: frozenset[str]
    words: tuple[str, ...]
    lines: tuple[Line, ...]


def known_by(facts: Iterable[PlannedFact]) -> dict[str, PlannedFact]:
    """Facts by their own names and, the first of each, by their roles, as lines call them."""
    known: dict[str, PlannedFact] = {}
    for fact in facts:
        known.setdefault(fact.name, fact)
        if fact.key not in tokens.OTHERS:
            known.setdefault(fact.key.strip("<|>"), fact)
    return known


@lru_cache(maxsize=1)
def classes() -> dict[str, Class]:
    """Every class by its name, in the order of the files."""
    found: dict[str, Class] = {}
    for path in sorted(_FOLDER.glob("*.yaml")):
        for name, row in yaml.safe_load(path.read_text(encoding="utf-8")).items():
            lines = tuple(map(read_line, row["lines"]))
            found[name] = Class(frozenset(row["of"]), tuple(row["words"]), lines)
    return found


@lru_cache(maxsize=512)
def classes_for(family: str, thing: str) -> tuple[str, ...]:
    """The names of the thing's classes, "any" last. Without a family it is the class that knows the longest ending of
    `thing`, the category's or the title's last word."""
    own = [name for name, c in classes().items() if family and family in c.families]
    if not family:
        endings = ((len(w), name) for name, c in classes().items() for w in c.words if thing.endswith(w))
        own = [name for _, name in sorted(endings, key=lambda pair: -pair[0])[:1]]
    return (*own, "any")


@lru_cache(maxsize=512)
def lines_for(family: str, thing: str) -> tuple[Line, ...]:
    """The lines of the thing's class, then those of any thing, as far as they are for such a thing."""
    lines = (line for name in classes_for(family, thing) for line in classes()[name].lines)
    return tuple(line for line in lines if not line.scope or suits(line.scope, family, thing))


def suits(scope: Iterable[str], family: str, thing: str) -> bool:
    """Whether a thing is among what a scope lists: families, classes of these lines, or words that a thing's name ends
    in; with "-" before it, what is left out. A scope that only leaves out is of everything else."""
    own = {family, *classes_for(family, thing)} - {""}
    less = [w.removeprefix("-") for w in scope if w.startswith("-")]
    more = [w for w in scope if not w.startswith("-")]
    if any(w in own or thing.endswith(w) for w in less):
        return False
    return not more or any(w in own or thing.endswith(w) for w in more)


def read_line(text: str) -> Line:
    """A line as the files write it, its scope behind "@"; ValueError where it says no fact."""
    text, _, scope = text.partition(" @")
    lead, body = (text[0], text[1:]) if text[0] in "+=" else ("", text)
    pieces, slots, grounds, place = [""], [], [], 0
    for match in _SLOT.finditer(body):
        pieces[-1] += body[place : match.start()]
        place = match.end()
        some, none = (tuple(w for w in (match[i] or "").split(",") if w) for i in (5, 6))
        slot = Slot(match[2], some, none, match[3] or "", match[4] or "")
        if match[1] == "{":
            slots.append(slot)
            pieces.append("")
        else:
            grounds.append(slot)
    pieces[-1] += body[place:]
    if not slots:
        raise ValueError(f"a line without a fact: {text}")
    return Line(lead, tuple(pieces), tuple(slots), tuple(grounds), tuple(scope.split()))


def _within(value: str, least: str, most: str) -> bool:
    """Whether a value that is one measure lies between two others; never where units are unknown or differ in kind."""
    measured = _measure(value)
    if measured is None:
        return False
    for bound, sign in ((least, 1), (most, -1)):
        limit = _measure(bound) if bound else None
        if bound and (limit is None or limit[1] != measured[1] or sign * (measured[0] - limit[0]) < 0):
            return False
    return True


def _measure(text: str) -> tuple[float, str] | None:
    match = _MEASURE.fullmatch(text.strip())
    unit = UNITS.get(match[2].casefold()) if match else None
    return (to_base(float(match[1]), unit), unit.dimension) if match and unit else None
