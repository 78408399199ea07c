"""Chinese facts told as a copywriter groups them: what belongs together shares a sentence, reasons stand beside facts.
Knows lines (lines.py) and plain clauses; refuses to grow over a length: reasons give way before facts do."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random

from copywriter.prompts.house import tokens
from copywriter.prompts.house.agreeing import at_odds
from copywriter.prompts.house.lines import Line, known_by, lines_for
from copywriter.prompts.house.plan import Plan, PlannedFact
from copywriter.prompts.house.referring import Sentence
from copywriter.records import LENGTH_BANDS

#: Characters kept free for a scene or an ending that the text may get besides.
ROOM = {"short": 0, "medium": 14, "long": 60}
#: Clauses and characters that one sentence of plain clauses may have.
CLAUSES, LONGEST = 4, 40
#: How much likelier than a bare fact a line is that gives one its reason, or that says two.
REASONED, GROUPING = 4, 12
#: What a plain sentence may hold together: how the thing is made and looks; what it does and who it is for; papers.
_TOGETHER = {"make": 0, "look": 0, "size": 0, "parts": 0, "works": 1, "use": 1, "rest": 2}
#: Characters of an opening clause that is no sentence: "条纹。"
STUB = 6
#: How the thing is kept stands by itself: "用干布擦拭就行，脚垫用橡胶" would have it wiped with its feet.
_CARE = frozenset(("<|care|>", "<|storage|>"))
#: Clauses that a name can stand straight before.
_VERBS = ("是一款", "选用", "采用", "产自", "饰以", "适合", "支持", "续航", "搭载", "具备", "适用于", "带有", "用")


@dataclass(slots=True)
class _Item:
    """A sentence in the making: its clauses, the facts they say, and whether a reason stands in it."""

    clauses: list[str]
    facts: list[PlannedFact]
    lead: str
    reasoned: bool = False
    kind: int = 0

    @property
    def size(self) -> int:
        return sum(map(len, self.clauses)) + len(self.clauses)


def tell(
    facts: list[PlannedFact],
    plan: Plan,
    rng: Random,
    *,
    opens: bool,
    brand: str,
    clause: Callable[[PlannedFact], str],
    theme: Callable[[PlannedFact], str],
) -> list[Sentence]:
    """Every fact once, in this order as far as lines allow. `clause` words a fact that no line says, `theme` names what
    it is about. With `opens` the first sentence presents the product, and the maker where `brand` is given."""
    room = LENGTH_BANDS[plan.language][plan.length][1] - ROOM[plan.length]
    lines = lines_of(plan)
    called = known_by(facts).keys()
    lines = tuple(line for line in lines if line.asks <= called and not at_odds(line.words, plan.facts))
    words = {f: clause(f) for f in facts}
    seed = rng.random()
    for reasons in (8, 4, 3, 2, 1, 0):
        items = list(_items(facts, lines, words, theme, Random(seed), opens, reasons))
        sentences = [
            _sentence(item, plan, brand if opens and not i else "", opens and not i) for i, item in enumerate(items)
        ]
        if sum(len(s.text) for s in sentences) <= room:
            break
    return sentences


def lines_of(plan: Plan) -> tuple[Line, ...]:
    """The lines that suit the plan's thing."""
    return lines_for(plan.family, plan.slots.get(tokens.CATEGORY, "") or plan.slots[tokens.NAME])


def _items(
    facts: list[PlannedFact],
    lines: tuple[Line, ...],
    words: dict[PlannedFact, str],
    theme: Callable[[PlannedFact], str],
    rng: Random,
    opens: bool,
    reasons: int,
) -> Iterator[_Item]:
    """Sentences in the making: a line where one fits, else plain clauses gathered as they belong together."""
    left = list(facts)
    made: list[_Item] = []
    while left:
        fact = left[0]
        found = _found(fact, left, lines, opening=opens and not made, reasoned=reasons > 0)
        if found:
            weights = [GROUPING if len(said) > 1 else REASONED if line.reasoned else 1 for line, said in found]
            line, said = rng.choices(found, weights)[0]
            text = line.say(said)
            reasons -= line.reasoned
            made.append(_Item([text], list(said), line.lead, line.reasoned, _TOGETHER.get(theme(fact), 2)))
            left = [f for f in left if f not in said]
            continue
        _gather(made, words[fact], fact, _TOGETHER.get(theme(fact), 2))
        left.remove(fact)
    yield from _merged(made)


def _found(
    fact: PlannedFact, left: list[PlannedFact], lines: tuple[Line, ...], *, opening: bool, reasoned: bool
) -> list[tuple[Line, tuple[PlannedFact, ...]]]:
    """The lines that say this fact with others that are still unsaid."""
    role = fact.key.strip("<|>")
    known = known_by(left)
    found = []
    for line in lines:
        if opening and not line.lead or line.reasoned and not reasoned:
            continue
        if line.asks <= known.keys() and any(slot.called in (role, fact.name) for slot in line.slots):
            said = line.facts(known)
            if fact in said:
                found.append((line, said))
    return found


def _gather(made: list[_Item], clause: str, fact: PlannedFact, kind: int) -> None:
    """Into the last sentence of plain clauses that it belongs with, or a new one."""
    for item in reversed(made):
        if not item.reasoned and item.kind == kind and _has_room(item, clause) and _cares(item) is (fact.key in _CARE):
            item.clauses.append(clause)
            item.facts.append(fact)
            return
    made.append(_Item([clause], [fact], "+" if clause.startswith(_VERBS) else "=", False, kind))


def _cares(item: _Item) -> bool:
    return any(fact.key in _CARE for fact in item.facts)


def _has_room(item: _Item, clause: str) -> bool:
    return len(item.clauses) < CLAUSES and item.size + len(clause) <= LONGEST


def _merged(made: list[_Item]) -> list[_Item]:
    """No sentence of one short plain clause where another plain one has room for it."""
    out: list[_Item] = []
    for item in made:
        alone = not item.reasoned and len(item.clauses) == 1
        homes = (o for o in reversed(out) if not o.reasoned and _has_room(o, item.clauses[0]))
        home = next((o for o in homes if _cares(o) is _cares(item)), None)
        if alone and home is not None:
            home.clauses += item.clauses
            home.facts += item.facts
        else:
            out.append(item)
    first = out[0] if out else None
    if first and len(out) > 1 and not first.reasoned and first.size <= STUB and not _cares(first):
        out[1].clauses[:0], out[1].facts[:0], out[1].lead = first.clauses, first.facts, first.lead
        out.pop(0)
    return out


def _sentence(item: _Item, plan: Plan, brand: str, opens: bool) -> Sentence:
    text = re.sub(r"配([^，、和]+)，配([^，、和]+)(?=，|$)", r"配\1和\2", "，".join(item.clauses))
    text = re.sub(r"(?<![\u3400-\u9fff、])([^，、和]+)风格，([^，、和]+)风格(?=，|$)", r"\1、\2风格", text)
    if opens:
        name = plan.slots[tokens.NAME]
        brand = re.sub(r"[（(][^（）()]*[)）]$", "", brand)
        name = f"{brand}的{name}" if brand else name
        text = name + ("" if item.lead == "+" else "，") + text
    indices = tuple(i for fact in item.facts for i in fact.indices)
    return Sentence(re.sub(r"，+", "，", text) + "。", indices, indices if item.reasoned else ())
