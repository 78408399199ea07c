"""English facts that no form knows, said with their own names as one speaks: "motor type: brushless" has a motor.
Refuses what reads as a row of a table ("the type is tools"); such a fact is left aside (`tellable`)."""

from __future__ import annotations

import re
from dataclasses import replace
from random import Random

from copywriter.knowledge.english import is_adjective, singular, vowel_sound, with_article
from copywriter.knowledge.families import family_of
from copywriter.prompts.house.composing_en import (
    CLAUSE,
    NOT_SAID,
    PREDICATE,
    SENTENCE,
    Said,
    composed,
    items_of,
    thing_words,
)
from copywriter.prompts.house.plan import Plan, PlannedFact
from copywriter.prompts.house.saying import pick

#: Facts that a text says before any odd one is left aside.
FEWEST = 2
#: Parts that "X type" may be of; of some a thing has several.
_PARTS = re.compile(
    r"motor|lid|clasp|bulb|hinge|handle|heel|lens|battery|display|plug|mount|base|lock|zipper|buckle|blade|engine|switch|"
    r"filter|closure|spout|grip|frame|diffuser|spine"
)
_MANY = re.compile(r"seam|joint|bearing|wheel")
_SORTS = re.compile(
    r"(?:.* )?(?:type|types|features?|functions?|element|theme|category|name|details|technique|requirements|brand|"
    r"crowd|usage|curl|id|code|number|model|tolerence|style|indicator|family|genre|subject|suit|fabric|finish type|"
    r"specifications?|applications?|purpose|design|look|print|set contents)",
    re.IGNORECASE,
)
_ADDRESSED = re.compile(r"(?:applicable|suitable|recommended|compatible|other|additional|is|has|suited) ")


def say(fact: PlannedFact, plan: Plan, rng: Random) -> Said:
    """The fact in words; NOT_SAID where none are natural."""
    own = composed(fact, plan)
    if own is not None:
        return own
    said, alone = pick(fact, "en", rng)
    if said:
        return Said(SENTENCE if alone else PREDICATE, said)
    return _named(fact, plan)


def tellable(plan: Plan) -> Plan:
    """The plan without the facts that no natural sentence says; some stay where hardly any other is left."""
    if plan.language != "en":
        return plan
    kept = [f for f in plan.facts if f.leads or say(f, plan, Random(0)).text]
    if len(kept) < min(FEWEST, len(plan.facts)):
        odd = [f for f in plan.facts if f not in kept and f.key != "<|model|>" and len(f.value.split()) < 6]
        odd = [f for f in odd if not re.search(r"/|\b(?:for|of|by|with)$", f.name)]
        kept += odd[: FEWEST - len(kept)]
    return plan if len(kept) == len(plan.facts) else replace(plan, facts=tuple(f for f in plan.facts if f in kept))


def by_name(fact: PlannedFact) -> str:
    """By its own name, without an article: what files write there ("analog", "shoulder tote bag") rarely takes one."""
    head = re.split(r" (?:of|including|under|with|without|for|in|on|per) ", fact.name)[0]
    plural = head.endswith("s") and not head.endswith(("ss", "us", "is"))
    return f"the {fact.name} {'are' if plural else 'is'} {fact.value}"


def _named(fact: PlannedFact, plan: Plan) -> Said:
    name, value = fact.name, fact.value
    if name == "age" and value.startswith("from "):
        return Said(PREDICATE, f"is suitable {value}")
    if name in ("age", "age range", "age group", "ages") and re.match(r"\d", value):
        counted = re.search(r"year|month", value)  # "the age is 7+ years" would be the thing's own
        return Said(CLAUSE, f"the recommended age is {value}") if counted else Said(PREDICATE, f"is for ages {value}")
    if name in ("type", "product type", "item type"):
        return _sort(value, plan)
    if name in ("gsm", "GSM", "thread count"):
        return Said(PREDICATE, f"has a {name} of {value}") if value.isdigit() else NOT_SAID
    if count := re.fullmatch(r"number of (.+s)", name):
        return Said(PREDICATE, f"has {value} {count[1]}") if value.isdigit() and int(value) > 1 else NOT_SAID
    if name == "composition":
        return Said(PREDICATE, f"consists of {value}")
    if name in ("power source", "power supply", "powered by"):
        if re.fullmatch(r"[a-z]+[ -]powered|rechargeable|cordless|electric", value):
            return Said(PREDICATE, f"is {value}")
        return Said(PREDICATE, f"runs on {value}") if re.fullmatch(r"batter(?:y|ies)|USB|mains", value) else NOT_SAID
    if name.endswith(" capacity") and name.split()[0] in thing_words(plan):
        return Said(PREDICATE, f"holds {value}")
    if name == "battery type" and "battery" not in thing_words(plan):
        battery = value if value.endswith(("battery", "batteries")) else f"{value} battery"
        fits = re.fullmatch(r"[\w-]+(?: [\w-]+)? batter(?:y|ies)", battery)
        return Said(PREDICATE, f"runs on {with_article(battery)}") if fits else NOT_SAID
    if name == "place of use":
        return Said(PREDICATE, f"suits the {value}")
    if re.match(r"\d|≤|≥|up to |about ", value):
        return _measure(fact)
    part = re.fullmatch(r"([a-z][a-z -]*?)(?: / [a-z]+)? (color|colour|material|shape|size|type|grade)", name)
    return _of_a_part(fact, part[1], part[2], plan) if part else _plainly(fact)


def _sort(value: str, plan: Plan) -> Said:
    """ "type: shoulder tote bag" is what the thing is; "type: tools" is where a shop keeps it."""
    words = value.split()
    own = len(words) > 1 and value == singular(value) and singular(words[-1]) in thing_words(plan) and family_of(value)
    said = with_article(value) if own and not plan.plural else ""
    return Said(PREDICATE, f"is {said}") if said else NOT_SAID


def _measure(fact: PlannedFact) -> Said:
    """ "The seat height is 46 cm."; a number alone counts what a name in the plural names."""
    head = fact.name.split(" ")[-1]
    if fact.value.replace(",", "").isdigit():
        counts = re.fullmatch(r"[a-z]+", fact.name) and head.endswith("s") and not head.endswith(("ss", "us", "is"))
        return Said(PREDICATE, f"has {fact.value} {fact.name}") if counts and fact.value != "1" else NOT_SAID
    if "/" in fact.name and not fact.name.endswith(("/shelf", "/drawer", "/hook")):
        return NOT_SAID
    if "without" in fact.name or _SORTS.fullmatch(fact.name) or len(items_of(fact.value)) > 2 or len(fact.name) > 32:
        return NOT_SAID
    if re.search(r"[x×*] .*,|\d\s*x\s*[A-Za-z]", fact.value) or len(fact.value.split()) > 5:
        return NOT_SAID
    return Said(CLAUSE, by_name(replace(fact, name=fact.name.replace("/", " per "))))


def _of_a_part(fact: PlannedFact, part: str, kind: str, plan: Plan) -> Said:
    value, head = fact.value, part.split(" ")[-1]
    if kind == "type":
        return _part_type(value, part, plan)
    if kind == "size":
        small = value in ("small", "medium", "large") and head in thing_words(plan) and "<|size|>" not in plan.by_key
        return Said(PREDICATE, f"is {value} in size") if small else NOT_SAID
    if kind == "grade":
        return Said(CLAUSE, by_name(fact))
    if len(items_of(value)) > 3 or is_adjective(part) and head not in ("metal", "base"):
        return NOT_SAID
    if re.search(rf"\b{re.escape(head)}s?$", value):
        noun = with_article(value)
        return Said(PREDICATE, f"has {noun}") if noun else NOT_SAID
    verb = "are" if head.endswith("s") and not head.endswith(("ss", "us", "is")) else "is"
    if kind == "material":
        return Said(CLAUSE, f"the {part} {verb} made of {value}")
    if kind == "shape":
        if is_adjective(value) or value == "oval":
            return Said(CLAUSE, f"the {part} {verb} {value}")
        return Said(CLAUSE, by_name(fact)) if len(value.split()) < 4 and value != "rectangle" else NOT_SAID
    return Said(CLAUSE, f"the {part} {verb} {value}")


def _part_type(value: str, part: str, plan: Plan) -> Said:
    if len(value.split()) > 3 or "," in value or part in thing_words(plan):
        return NOT_SAID
    if _MANY.fullmatch(part):
        return Said(PREDICATE, f"has {value} {part}s")
    if _PARTS.fullmatch(part) and not value.endswith(part):
        return Said(PREDICATE, f"has a{'n' * vowel_sound(value)} {value} {part}")
    return NOT_SAID


def _plainly(fact: PlannedFact) -> Said:
    """By its name, where name and value are a thing's and its quality's."""
    name, value = fact.name, fact.value
    words = name.split()
    if _SORTS.fullmatch(name) or _ADDRESSED.match(name) or "/" in name or not 1 <= len(words) <= 3:
        return NOT_SAID
    if len(items_of(value)) > 2 or len(value.split()) > 4 or re.match(r"no |not |yes\b|n/?a\b", value, re.IGNORECASE):
        return NOT_SAID
    if (
        is_adjective(words[-1])
        and words[-1] != "finish"
        or name.endswith("s")
        and not name.endswith(("ss", "us", "is"))
    ):
        return NOT_SAID
    if len(words) == 1 and len(value.split()) > 3:
        return NOT_SAID
    return Said(CLAUSE, by_name(fact))
