"""English sentences from facts: what belongs together stands together, with its reason where there is one.
Knows grammar, not truth: a value stands in the text to its letter; what fits no form is said by its own name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from copywriter.prompts.house.composing_en import PREDICATE, SENTENCE
from copywriter.prompts.house.naming_en import by_name, say
from copywriter.prompts.house.plan import Plan, PlannedFact
from copywriter.prompts.house.purposing_en import fact_lines
from copywriter.prompts.house.reasoning import IT, lead_roles, reasons_for, words_to_audience
from copywriter.prompts.house.referring import Sentence
from copywriter.prompts.house.saying import Saying, groups, role_places, themes
from copywriter.prompts.house.wording import agree

#: Sentences that give a reason, at most, by length: a text of reasons alone argues.
MOST_REASONS = {"short": 1, "medium": 3, "long": 5}
#: How often a text starts on another than the first of what matters for the thing: five candidates differ.
TURNED = 0.6
#: Themes that may share a sentence: what it is made of and looks like, how large it is and what it has.
_NEAR = ({"make", "look"}, {"size", "parts"}, {"works"}, {"use", "rest"})
#: Themes that a text may start on where the thing's class has no lead.
_FIRST = ("make", "parts", "works", "size", "look")
#: What two predicates may share: "is 60 cm wide and 45 cm deep", but not "is unisex and 9 mm thick".
_SHARED = re.compile(
    r"(?P<has>(?:has|have) )|(?P<made>(?:is|are) (?=made |hand-|lined |filled |set ))|(?P<size>(?:is|are) (?=\d))|"
    r"(?P<carries>carr(?:y|ies) )|(?P<comes>comes? in )|(?P<with>comes? with )|(?P<rated>(?:is|are) (?=rated ))"
)
#: How often the first predicate stands before the subject, where the sentence may open the text and elsewhere.
FRONTED_FIRST, FRONTED = 0.6, 0.2
#: How often a text starts on any fact that may start one, not on what matters most.
ANY_FIRST = 0.5


@dataclass(frozen=True, slots=True)
class _Unit:
    """A sentence whose subject is still open: {it} in `text` is the name, the pronoun or "the mug"."""

    text: str
    facts: tuple[PlannedFact, ...]
    reasoned: bool = False


def to_audience(plan: Plan, rng: Random) -> list[Sentence]:
    """A fact told to the audience of the brief, where a line fits both; the product is named in it."""
    told = words_to_audience(plan, rng)
    return _worded([_Unit(told.text, told.facts, True)], plan, True, "") if told else []


def english(facts: list[PlannedFact], plan: Plan, rng: Random, *, opens: bool, brand: str) -> list[Sentence]:
    """Sentences that say each fact once: those asked to lead, then what matters for the thing, then by theme."""
    rank = _ranks(facts, plan, rng)
    told = reasons_for(facts, plan, rng, MOST_REASONS[plan.length], fact_lines(plan.purpose))
    said = {f.key for t in told for f in t.facts}
    units = [_Unit(_turned(t.text, rng), t.facts, True) for t in told]
    units += _grouped(sorted((f for f in facts if f.key not in said), key=lambda f: rank[f.key]), rank, plan, rng)
    units.sort(key=lambda u: min(rank[f.key] for f in u.facts))
    if opens:
        able = [u for u in units if IT in u.text]
        able.sort(key=lambda u: not u.reasoned and plan.kind != "description")
        first = able[0] if able else None
        if first is None and units:
            first = units[0]
            units[0] = first = _Unit(_owned(first, plan), first.facts, first.reasoned)
        if first is not None:
            units.remove(first)
            units.insert(0, first)
    return _worded(units, plan, opens, brand)


def _ranks(facts: Sequence[PlannedFact], plan: Plan, rng: Random) -> dict[str, tuple[bool, int, int]]:
    """key → place in the text. What matters for the class comes first; which of it, is drawn now and then."""
    table = themes("en")
    places = role_places("en")
    roles = [f.key.strip("<|>") for f in facts]
    present = [t for t in table if any(places.get(r, ("",))[0] == t for r in roles)]
    lead = [r for r in lead_roles(plan.family) if r in roles]
    if lead and rng.random() < TURNED:
        rng.shuffle(lead)
    if rng.random() < ANY_FIRST:
        may = [r for r in roles if places.get(r, ("",))[0] in _FIRST and r not in ("depth", "height", "thickness")]
        lead = [rng.choice(may)] if may else []
    first = [places[lead[0]][0]] if lead and lead[0] in places else [t for t in _FIRST if t in present][:1]
    if not lead and len(present) > 1 and rng.random() < TURNED:
        first = [rng.choice([t for t in present if t in _FIRST] or present)]
    order = [*first, *(t for t in table if t not in first)]

    def place(fact: PlannedFact) -> tuple[bool, int, int]:
        role = fact.key.strip("<|>")
        theme, within = places.get(role, ("", 0))
        if lead and role == lead[0]:
            return (not fact.leads, -1, 0)
        return (not fact.leads, order.index(theme) if theme else len(order), within)

    return {f.key: place(f) for f in facts}


def _grouped(facts: list[PlannedFact], rank: dict[str, tuple[bool, int, int]], plan: Plan, rng: Random) -> list[_Unit]:
    """Facts without a reason: predicates of near themes under one subject, by two or three; others by their names."""
    places = role_places("en")
    predicates: list[Saying] = []
    alone: list[_Unit] = []
    named: list[Saying] = []
    for fact in facts:
        said = say(fact, plan, rng)
        if said.way == SENTENCE:
            alone.append(_Unit(_of_many(said.text) if plan.plural else said.text, (fact,)))
        elif said.way == PREDICATE:
            predicates.append((agree(said.text) if plan.plural else said.text, fact))
        else:
            named.append((said.text or by_name(fact), fact))
    units = []
    lone: list[Saying] = []  # what would stand alone in its sentence ("It is unisex."), together
    for near in _NEAR:
        block = [p for p in predicates if p[1] and places.get(p[1].key.strip("<|>"), ("parts", 0))[0] in near]
        lone += block if len(block) == 1 else []
        units += _clauses(block, rank, rng) if len(block) > 1 else []
    units += _clauses(lone, rank, rng)
    for group in groups(named, "en", rng):
        told = [p for p, _ in group]
        text = _clauses_of_parts(told)
        units.append(_Unit(f"{text}.", tuple(f for _, f in group if f)))
    return units + alone


_OF_A_PART = re.compile(r"(the [\w -]+? (?:is|are) )(.+)")


def _clauses_of_parts(told: list[str]) -> str:
    """Clauses with a subject each; a part that comes twice is named once: "the case is black and made of plastic"."""
    by_part: dict[str, list[str]] = {}
    for clause in told:
        match = _OF_A_PART.fullmatch(clause)
        by_part.setdefault(match[1] if match else clause, []).append(match[2] if match else "")
    told = [head + _listed(rests) if rests != [""] else head for head, rests in by_part.items()]
    return f"{told[0]}, and {told[1]}" if len(told) == 2 else _listed(told)


def _clauses(predicates: list[Saying], rank: dict[str, tuple[bool, int, int]], rng: Random) -> list[_Unit]:
    units = []
    first = min(rank.values(), default=None)  # the model may have said every fact itself
    for group in groups(predicates, "en", rng):
        facts = tuple(f for _, f in group if f)
        share = FRONTED_FIRST if min(rank[f.key] for f in facts) == first else FRONTED
        units.append(_Unit(_clause([p for p, _ in group], rng, share), facts))
    return units


def _worded(units: list[_Unit], plan: Plan, opens: bool, brand: str) -> list[Sentence]:
    sentences = []
    pronoun = "They" if plan.plural else "It"
    for place, unit in enumerate(units):
        subject = _presented(plan, brand) if opens and not place else pronoun
        text = unit.text
        if not text.startswith(IT):
            subject = subject[:1].lower() + subject[1:] if re.match(r"(?:It|They|[Tt]he)\b", subject) else subject
        text = text.replace(IT, subject, 1)
        indices = tuple(i for f in unit.facts for i in f.indices)
        sentences.append(Sentence(text[:1].upper() + text[1:], indices, indices if unit.reasoned else ()))
    return sentences


def _presented(plan: Plan, brand: str) -> str:
    """The product by its name, with its maker where that is asked: "The Coastline Rug by Harbour & Pine"."""
    return plan.called if not brand else f"{plan.called} by {brand}"


def _owned(unit: _Unit, plan: Plan) -> str:
    """A sentence in which the thing is not yet named, with its name: "The burn time of the Cedar Candle is …"."""
    name = plan.called
    text, found = re.subn(r"^(the [\w -]+?) (is|are) ", rf"\1 of {_safe(name)} \2 ", unit.text, count=1)
    return text if found else f"{name[:1].upper()}{name[1:]}: {unit.text[:1].lower()}{unit.text[1:]}"


def _safe(name: str) -> str:
    return name.replace("\\", r"\\")


def _clause(predicates: list[str], rng: Random, share: float) -> str:
    """One subject before predicates; what shares a verb says it once: "has a crew neck and long sleeves". Sometimes the
    first stands before the subject: "Made of oak, it weighs 2 kg."; other predicates there ("At 2 kg, it holds …") read
    as a reason, which they are not."""
    predicates = _made(predicates)
    fronted = re.match(r"(?:is|are) (made (?:of|from|in) .+|lined with .+|filled with .+)", predicates[0])
    if fronted and len(predicates) > 1 and rng.random() < share:
        return f"{fronted[1]}, {IT} {_shared(predicates[1:])}."
    return f"{IT} {_shared(predicates)}."


_PLACE, _STUFF = re.compile(r"(is|are) made (?:in|on) "), re.compile(r"(?:is|are) made (of|from|with) ")


def _made(predicates: list[str]) -> list[str]:
    """Where and of what, in one: "is made in Portugal from brass"."""
    place = next((p for p in predicates if _PLACE.match(p)), "")
    stuff = next((p for p in predicates if _STUFF.match(p)), "")
    if not place or not stuff:
        return predicates
    word = "with" if _STUFF.match(stuff)[1] == "with" else "from"  # type: ignore[index]
    joined = f"{place} {word} {_STUFF.sub('', stuff, count=1)}"
    at = min(predicates.index(place), predicates.index(stuff))
    rest = [p for p in predicates if p not in (place, stuff)]
    return [*rest[:at], joined, *rest[at:]]


#: "is made of steel, which resists rust." may be told as "Made of steel, it resists rust."
_RELATIVE = re.compile(r"\{it\} is (made of [^,]+), which ([^,]+)\.$")


def _turned(text: str, rng: Random) -> str:
    match = _RELATIVE.match(text)
    return f"{match[1]}, {IT} {match[2]}." if match and rng.random() < FRONTED_FIRST else text


def _shared(predicates: list[str]) -> str:
    heads: dict[tuple[str, str | None], list[str]] = {}
    for i, predicate in enumerate(predicates):
        match = _SHARED.match(predicate)
        verb, kind = (match[0], match.lastgroup) if match else (predicate, str(i))  # without a match nothing is shared
        heads.setdefault((verb, kind), []).append(predicate[len(verb) :])
    told = []
    for (verb, kind), rests in heads.items():
        if kind == "comes":  # a color and a size are no two colors
            rests = [rests[0], *(f"in {r}" for r in rests[1:])]
        elif kind == "with" and any(k == "comes" for _, k in heads):
            verb = "includes " if verb.startswith("comes") else "include "
        told.append(verb + _listed(rests))
    return _listed(told)


def _of_many(text: str) -> str:
    """A sentence by itself, said of many things."""
    if text.startswith(IT):
        return re.sub(r"(^\{it\} |, and |, )(is|has|comes|needs)\b", lambda m: m[1] + agree(m[2] + " ").strip(), text)
    return re.sub(r"\bit\b", "them", text)


def _listed(parts: list[str]) -> str:
    """Joined by commas and an "and"; an "and" before the last part makes the last comma needed."""
    if len(parts) == 1:
        return parts[0]
    comma = "," if len(parts) > 2 or any(" and " in p or ", " in p for p in parts[:-1]) else ""
    return ", ".join(parts[:-1]) + f"{comma} and {parts[-1]}"
