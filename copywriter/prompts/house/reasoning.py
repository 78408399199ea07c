"""English facts with their reason in one sentence, by the class of the thing: forms/reasons_en.yaml.
Draws no conclusion of its own: a sentence is used only where every value meets what the sentence asks of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from random import Random

import yaml

from copywriter.knowledge.benefits import holds_any
from copywriter.knowledge.english import is_adjective, with_article
from copywriter.knowledge.roles import fold
from copywriter.knowledge.units import UNITS, to_base
from copywriter.prompts.house import tokens
from copywriter.prompts.house.plan import Plan, PlannedFact
from copywriter.prompts.house.wording import agree

_FILE = Path(__file__).with_name("forms") / "reasons_en.yaml"
_SLOT = re.compile(
    r"\{(=?[\w ]+?)(?::(num|adj|np))?(?:~([^!{}<>]*))?(?:!([^{}<>]*))?((?:[<>]=[\d.]+(?: ?[^\d<>{}=]+)?)*)\}"
)
_BOUND = re.compile(r"([<>])=([\d.]+) ?([^\d<>{}=]*)")
_QUANTITY = re.compile(r"(?:about |up to |approx\.? )?(\d{1,3}(?:[ ,]\d{3})+|\d+(?:\.\d+)?)[ -]?([a-zA-Z°%]*)")
#: What stands for the thing: {it} opens or goes on, (it) comes again within the sentence, [verb] and [its] agree.
IT = "{it}"
_BRACKETED = re.compile(r"\[([^\]]+)\]")
_MANY = {"it": "them", "its": "their", "itself": "themselves"}
#: A sentence of several facts is taken before one of a single fact as often as this.
JOINT = 0.75


@dataclass(frozen=True, slots=True)
class Slot:
    """One value that a sentence says, and what it asks of it. `by_name`: `role` is the fact's name, folded."""

    role: str
    by_name: bool
    shape: str
    some: tuple[str, ...]
    none: tuple[str, ...]
    bounds: tuple[tuple[str, float, str], ...]

    @property
    def called(self) -> str:
        return f"={self.role}" if self.by_name else self.role

    @lru_cache(maxsize=4096)  # noqa: B019  (slots live as long as the process; every candidate asks alike)
    def words(self, fact: PlannedFact) -> str:
        """The value as the sentence says it; "" where the fact is another or does not meet the conditions."""
        key = fact.key.strip("<|>")
        if fold(fact.name) != self.role if self.by_name else key != self.role:
            return ""
        folded = fact.value.casefold()
        if self.some and not holds_any(fact.value, self.some) or any(w in folded for w in self.none):
            return ""
        if not all(_within(fact.value, *bound) for bound in self.bounds):
            return ""
        if self.shape == "num" and not re.match(r"(?:about |approx\.? )?\d", fact.value):
            return ""
        if self.shape == "adj" and not is_adjective(fact.value):
            return ""
        return with_article(fact.value) if self.shape == "np" else fact.value


@dataclass(frozen=True, slots=True)
class Reason:
    """A sentence as written: literal parts around its slots."""

    parts: tuple[str | Slot, ...]
    asks: frozenset[str] = field(init=False)  # what its facts are called: a role, or "=" and a name

    def __post_init__(self) -> None:
        object.__setattr__(self, "asks", frozenset(slot.called for slot in self.slots))

    @property
    def slots(self) -> tuple[Slot, ...]:
        return tuple(p for p in self.parts if isinstance(p, Slot))


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence with its values in place; {it} still stands for the thing."""

    text: str
    facts: tuple[PlannedFact, ...]


def reasons_for(
    facts: Sequence[PlannedFact], plan: Plan, rng: Random, most: int, more: Sequence[Reason] = ()
) -> list[Told]:
    """Up to `most` sentences that say these facts with a reason, no fact twice; which and in what wording is drawn.
    `more`: lines of the thing's own class besides the family's."""
    found = _drawn((*_reasons(plan.family, plan.kinds), *more), facts, plan, rng)
    chosen: list[Told] = []
    said: set[int] = set()
    for told in found:
        indices = {i for f in told.facts for i in f.indices}
        if len(chosen) < most and not indices & said:
            chosen.append(told)
            said |= indices
    return chosen


def words_to_audience(plan: Plan, rng: Random) -> Told | None:
    """A sentence that speaks to the brief's audience with one of the plan's facts; None where no line fits both."""
    audience = plan.slots.get(tokens.AUDIENCE, "")
    lines = [
        reason
        for words, reasons in _audiences(plan.family, plan.kinds)
        if any(w in audience.casefold() for w in words)
        for reason in reasons
    ]
    told = next(iter(_drawn(lines, plan.facts, plan, rng)), None) if audience and lines else None
    return Told(told.text.replace("{aud}", audience), told.facts) if told else None


def _drawn(reasons: Sequence[Reason], facts: Sequence[PlannedFact], plan: Plan, rng: Random) -> list[Told]:
    """The lines whose facts are there, in an order drawn: those of several facts mostly first."""
    by_role: dict[str, list[PlannedFact]] = {}
    for fact in facts:
        by_role.setdefault(fact.key.strip("<|>"), []).append(fact)
        by_role.setdefault("=" + fold(fact.name), []).append(fact)
    found = []
    for reason in reasons:
        told = _told(reason, by_role, plan)
        if told is not None:
            joint = len(told.facts) > 1 and rng.random() < JOINT
            found.append((not joint, rng.random(), told))
    return [told for _, _, told in sorted(found, key=lambda f: f[:2])]


def class_of(family: str) -> str:
    """The class of things that a family is in; "" for none."""
    return _table()["class_of"].get(family, "")


def lead_roles(family: str) -> tuple[str, ...]:
    """The roles that matter most for this class of thing, the first first; none where nothing is known."""
    table = _table()
    return tuple(table["lead"].get(table["class_of"].get(family, ""), ()))


def _told(reason: Reason, by_role: dict[str, list[PlannedFact]], plan: Plan) -> Told | None:
    if not reason.asks <= by_role.keys():
        return None
    out, used = [], []
    for part in reason.parts:
        if isinstance(part, str):
            out.append(part)
            continue
        match = next(((f, w) for f in by_role[part.called] if f not in used and (w := part.words(f))), None)
        if match is None:
            return None
        used.append(match[0])
        out.append(match[1])
    return Told(agreed("".join(out), plan), tuple(used))


def agreed(text: str, plan: Plan) -> str:
    """A line with its brackets for the number of things there are; {it} still stands for them."""
    text = _BRACKETED.sub(lambda m: _agreed(m[1], plan.plural), text)
    return text.replace("(it)", "they" if plan.plural else "it")


def _agreed(word: str, plural: bool) -> str:
    return (_MANY.get(word) or agree(word)) if plural else word


def _within(value: str, sign: str, bound: float, unit: str) -> bool:
    match = _QUANTITY.match(value)
    if not match:
        return False
    amount = float(re.sub(r"[ ,]", "", match[1]))
    if unit:
        own, asked = UNITS.get(match[2].casefold()), UNITS.get(unit.casefold())
        if own is None or asked is None or own.dimension != asked.dimension:
            return False
        amount, bound = to_base(amount, own), to_base(bound, asked)
    return amount >= bound if sign == ">" else amount <= bound


def read_reason(text: str) -> Reason:
    """A line of the file. Raises ValueError where it says no fact."""
    reason = read_line(text)
    if not reason.slots:
        raise ValueError(f"a reason without a fact: {text}")
    return reason


def read_line(text: str) -> Reason:
    """A sentence with its slots, or without any."""
    parts: list[str | Slot] = []
    at = 0
    for match in _SLOT.finditer(text):
        if match[0] in (IT, "{aud}"):
            continue
        some, none = (tuple(w.casefold() for w in (match[i] or "").split(",") if w) for i in (3, 4))
        bounds = tuple((sign, float(number), unit.strip()) for sign, number, unit in _BOUND.findall(match[5] or ""))
        by_name = match[1].startswith("=")
        parts += [text[at : match.start()], Slot(match[1].lstrip("="), by_name, match[2] or "", some, none, bounds)]
        at = match.end()
    parts.append(text[at:])
    return Reason(tuple(p for p in parts if p != ""))


@lru_cache(maxsize=1)
def _table() -> dict:
    data = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    classes = data.get("classes", {})
    return {
        "class_of": {family: name for name, families in classes.items() for family in families},
        "lead": data.get("lead", {}),
        "sentences": _read_all(data.get("sentences", {})),
        "audiences": [(row.pop("for"), _read_all(row)) for row in data.get("audiences", [])],
    }


def _read_all(rows: dict[str, list[str]]) -> dict[str, list[Reason]]:
    return {name: [read_reason(text) for text in texts] for name, texts in rows.items()}


def _homes(family: str, kinds: tuple[str, ...]) -> tuple[str, ...]:
    """Where lines for a thing stand: its family's, its class's, its kinds', anything's."""
    return tuple(dict.fromkeys((family, _table()["class_of"].get(family, ""), *kinds, "any")))


@lru_cache(maxsize=256)
def _audiences(family: str, kinds: tuple[str, ...]) -> tuple[tuple[list[str], tuple[Reason, ...]], ...]:
    homes = _homes(family, kinds)
    return tuple(
        (words, tuple(r for home in homes for r in rows.get(home, ()))) for words, rows in _table()["audiences"]
    )


@lru_cache(maxsize=256)
def _reasons(family: str, kinds: tuple[str, ...]) -> tuple[Reason, ...]:
    rows = _table()["sentences"]
    return tuple(r for home in _homes(family, kinds) for r in rows.get(home, ()))
