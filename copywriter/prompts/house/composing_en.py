"""English facts whose values are lists of several sorts, each sort with its own words: straps, features, uses.
Refuses a list of which no natural sentence can be made ("style: exercise, tote"); joins no facts and knows no text."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from copywriter.knowledge.english import counted_thing, is_adjective, is_style, singular, vowel_sound, with_article
from copywriter.prompts.house import tokens
from copywriter.prompts.house.plan import Plan, PlannedFact
from copywriter.prompts.house.reasoning import IT, class_of

#: What joins under one subject, what stands with a subject of its own, and what is a sentence by itself.
PREDICATE, CLAUSE, SENTENCE = "predicate", "clause", "sentence"


@dataclass(frozen=True, slots=True)
class Said:
    """One fact in words; without `text` no natural sentence says it."""

    way: str = ""
    text: str = ""


NOT_SAID = Said()


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_WORN = frozenset(("tops", "outerwear", "bottoms", "extras", "shoes", "jewelry"))
_STRAP_IS = ("adjustable", "detachable", "removable", "padded")
_STRAP_FOR = ("shoulder", "cross body", "crossbody", "cross-body")
#: Uses as files write them → as a sentence has them; "+" stands for "use" or, of clothes, "wear".
_USES = {
    "gym": "the gym",
    "trail": "the trail",
    "beach": "the beach",
    "office": "the office",
    "home": "the home",
    "overnight": "overnight trips",
    "party": "a party",
    "wedding": "a wedding",
    "birthday": "a birthday",
    "anniversary": "an anniversary",
    "vacation": "a vacation",
    "evening": "an evening out",
    "date": "a date",
} | dict.fromkeys(
    _words("casual formal daily everyday urban athletic festive outdoor indoor ethnic sporty semi-formal"), "+"
)
_KNOWN_USES = _words(
    "yoga hiking school travel recreation sports work running camping fishing cycling swimming training exercise "
    "climbing walking dancing christmas halloween thanksgiving easter ramadan valentine's baking cooking reading "
    "gaming driving gardening skiing commuting golf tennis football basketball college business warm cold"
)
_PATTERNS = _words(
    "animal cartoon letter leopard zebra snakeskin floral tartan gingham herringbone camouflage cable argyle chevron "
    "tie-dye marble patchwork damask botanical polka-dot check stripe ikat ombre ditsy harlequin houndstooth"
) | {"polka dot", "tie dye", "animal print"}
_DESIGNS = frozenset(
    ("plain", "printed", "color-blocked", "colour-blocked", "colorblock", "self design", "embroidered")
)
_INSTRUCTS = re.compile(
    r"(?:do not|don't|never|avoid|(?:hand|machine|wool|spot|cold|warm|gentle|dry|line|tumble|steam|drip|surface)[ -]"
    r"(?:wash|clean|dry|iron)\b(?!able)|wash|wipe|dry|iron|clean|rinse|bleach|keep|store|dust|oil|polish|hang|lay|use|"
    r"professional dry clean)\b",
    re.IGNORECASE,
)
#: "Machine wash 30 °C" wants an "at".
_WASHED_AT = re.compile(r"\b(wash(?: cold| warm)?) (\d{2} ?°)", re.IGNORECASE)


def items_of(value: str) -> list[str]:
    return [part for part in re.split(r", | and ", value) if part]


def listed(parts: Sequence[str]) -> str:
    return parts[0] if len(parts) == 1 else ", ".join(parts[:-1]) + f" and {parts[-1]}"


def composed(fact: PlannedFact, plan: Plan) -> Said | None:
    """The fact in the words of its kind; NOT_SAID where none are natural, None where the kind has no own words."""
    maker = _MAKERS.get(fact.key.strip("<|>"))
    return maker(fact, plan) if maker else None


def thing_words(plan: Plan) -> frozenset[str]:
    """The words that name the product, in the singular."""
    text = " ".join((plan.title, plan.slots.get(tokens.NAME, ""), plan.slots.get(tokens.CATEGORY, "")))
    return frozenset(singular(w) for w in re.findall(r"[a-z]+", text.casefold()))


def _strap(fact: PlannedFact, plan: Plan) -> Said | None:
    items = items_of(fact.value)
    if len(items) == 1 and items[0] not in _STRAP_IS:
        return Said(PREDICATE, f"has {with_article(items[0])}") if re.search(r"handles?$", items[0]) else None
    qualities = [i for i in items if i in _STRAP_IS]
    worn = [i for i in items if i in _STRAP_FOR]
    rest = [i for i in items if i not in qualities and i not in worn and i not in ("double", "single", "telescoping")]
    if rest:
        return NOT_SAID
    double = "double" in items
    words = ["single"] * ("single" in items and not double) + [", ".join(qualities)] * bool(qualities)
    words += ["double"] * double + worn[:1] * (len(worn) == 1) + ["straps" if double else "strap"]
    said = " ".join(words) + (f" for {listed(worn)} wear" if len(worn) > 1 else "")
    said = said if double else f"{'an' if vowel_sound(said) else 'a'} {said}"
    return Said(PREDICATE, f"has {said}" + (" and a telescoping handle" if "telescoping" in items else ""))


def _feature(fact: PlannedFact, plan: Plan) -> Said | None:
    items = items_of(fact.value)
    said: dict[str, list[str]] = {"is": [], "has": [], "comes with": [], "needs": []}
    for item in items:
        if item.endswith((" included", " required")):
            noun, kind = item.rsplit(" ", 1)
            said["comes with" if kind == "included" else "needs"].append(with_article(noun) or noun)
        elif _quality(item):
            said["is"].append(item)
        elif (noun := with_article(item)) and (" " in item or counted_thing(item)):
            said["has"].append(noun)
    parts = [f"{verb} {listed(words)}" for verb, words in said.items() if words]
    if not parts or not re.fullmatch(r"[^:=]+", fact.value):
        return NOT_SAID
    if len(parts) == 1:
        return Said(PREDICATE, parts[0])
    return Said(SENTENCE, f"{IT} {', '.join(parts[:-1])}, and {parts[-1]}.")


def _quality(item: str) -> bool:
    return is_adjective(item) or bool(
        re.fullmatch(r"(?:TSA|FDA|CE) (?:approved|certified)|[a-z]+ (?:safe|powered)", item)
    )


def _included(fact: PlannedFact, plan: Plan) -> Said | None:
    own = thing_words(plan)
    said = []
    for item in items_of(fact.value):
        words = [singular(w) for w in re.findall(r"[a-z]+", item.casefold())]
        match = any if fact.name == "sales package" else all
        if words and match(w in own for w in words):
            continue  # the product is no part of what comes with it
        count = re.match(r"(\d+) (?!mm\b|cm\b|ml\b|m\b|l\b|w\b|v\b|inch)", item, re.IGNORECASE)
        if re.search(r"_|\d.*\b\d+ [a-z]", item):
            return NOT_SAID
        noun = with_article(item)
        if not noun or not count and " " not in item and not counted_thing(item):
            return NOT_SAID
        said.append(noun)
    return Said(PREDICATE, f"comes with {listed(said)}") if said else NOT_SAID


def _occasion(fact: PlannedFact, plan: Plan) -> Said | None:
    items = [p for i in items_of(fact.value) for p in (i.split("-") if set(i.split("-")) <= _USES.keys() else [i])]
    kinds, said = [], []
    for item in items:
        use = _USES.get(item.casefold(), "")
        if use == "+":
            kinds.append(item)
        elif use or item.casefold() in _KNOWN_USES or re.search(r"(?:wear|use|trips|Day|sports|ing)$", item):
            said.append(use or item)
        elif re.search(r" (?:party|wedding|ceremony|shower)$", item):
            said.append(with_article(item) or item)
        else:
            return NOT_SAID
    if kinds:
        said.append(f"{listed(kinds)} {'wear' if class_of(plan.family) in _WORN else 'use'}")
    return Said(PREDICATE, f"suits {listed(said)}")


def _pattern(fact: PlannedFact, plan: Plan) -> Said | None:
    items = items_of(fact.value)
    value = fact.value
    if len(items) > 2:
        return NOT_SAID
    if value in ("solid", "solid color", "solid colour"):
        return Said(PREDICATE, "comes in a solid color")
    if value == "graphic":
        return Said(PREDICATE, "has a graphic print")
    if value in _DESIGNS:
        return Said(PREDICATE, f"has a{'n' * vowel_sound(value)} {value.removesuffix(' design')} design")
    if re.fullmatch(r"(?:[a-z-]+ ){0,2}(?:dots|stripes|checks|print|pattern|flowers|embroidery)", value):
        return Said(PREDICATE, f"has {with_article(value)}")
    if all(i in _PATTERNS or is_adjective(i) for i in items):
        return Said(PREDICATE, f"has a{'n' * vowel_sound(value)} {value} pattern")
    return NOT_SAID


def _style(fact: PlannedFact, plan: Plan) -> Said | None:
    value = fact.value
    if value.endswith((" style", " look")) and (said := with_article(value)):
        return Said(PREDICATE, f"has {said}")
    if all(is_adjective(i) or is_style(i) for i in items_of(value)):
        return Said(PREDICATE, f"has a{'n' * vowel_sound(value)} {value} style")
    return NOT_SAID


def _care(fact: PlannedFact, plan: Plan) -> Said | None:
    items = items_of(fact.value)
    adjectives = [i for i in items if is_adjective(i)]
    orders = [i for i in items if i not in adjectives]
    if not orders or not all(_INSTRUCTS.match(i) for i in orders):
        return None
    if not adjectives and fact.value.endswith("wash at 30 °C") and fact.value.startswith("wool"):
        return None
    mark = "; " if any(re.match(r"do not|don't|never|avoid", i, re.I) for i in orders) else ""
    told = mark.join(orders) if mark else listed(orders)
    told = _WASHED_AT.sub(r"\1 at \2", told)
    text = told[:1].upper() + told[1:] + "."
    return Said(SENTENCE, f"{IT} is {listed(adjectives)}. {text}" if adjectives else text)


def _series(fact: PlannedFact, plan: Plan) -> Said | None:
    words = re.findall(r"[a-z]+", fact.value.casefold())
    if not words or all(singular(w) in thing_words(plan) for w in words):
        return NOT_SAID
    if fact.value.casefold().endswith(("collection", "series", "line", "range")):
        return None
    return Said(
        PREDICATE, f"belongs to the {fact.value} {fact.name if fact.name in ('collection', 'line') else 'series'}"
    )


def _theme(fact: PlannedFact, plan: Plan) -> Said | None:
    if re.search(r"\d|[^\w' -]", fact.value) or len(fact.value.split()) > 4 or fact.value.casefold() in _USES:
        return NOT_SAID
    value = fact.value if fact.value.endswith("theme") else f"{fact.value} theme"
    return Said(PREDICATE, f"has a{'n' * vowel_sound(value)} {value}")


def _function(fact: PlannedFact, plan: Plan) -> Said | None:
    used = all(re.search(r"(?:ing|tion|care|protection|ment|storage|use)$", i) for i in items_of(fact.value))
    offers = re.search(r"mode|timer|heat|steam|warm|alarm|massage|alert|mixing", fact.value)
    return None if used or offers else NOT_SAID


def _model(fact: PlannedFact, plan: Plan) -> Said | None:
    """A number for those who look it up: no warm or playful text of ordinary length has a place for it."""
    if plan.tone in ("warm", "playful") and plan.length != "long" and not fact.leads:
        return NOT_SAID
    if not re.search(r"\d", fact.value) or len(fact.value.split()) > 3:
        return NOT_SAID
    return Said(PREDICATE, f"carries the model number {fact.value}")


def _season(fact: PlannedFact, plan: Plan) -> Said | None:
    if fact.value.casefold() in ("all", "all season", "all year", "year round", "four seasons"):
        return Said(
            PREDICATE, f"suits {'all seasons' if fact.value == 'all' else fact.value + 's' * fact.value.endswith('on')}"
        )
    return None


def _suitable(fact: PlannedFact, plan: Plan) -> Said | None:
    value = fact.value
    if re.match(r"from \d+ (?:months|years)$", value):
        return Said(PREDICATE, f"is suitable {value}")
    if re.match(r"\d+\s*(?:-|–|to)\s*\d+ ?(?:months|years)$", value):
        return Said(PREDICATE, f"is suitable for ages {value}")
    rooms = items_of(value)
    if all(re.search(r"room$|^kitchen$|^office$|^bathroom$|^hall$|^garden$|^balcony$", r) for r in rooms):
        return Said(PREDICATE, f"suits the {value}")
    return None


def _connectivity(fact: PlannedFact, plan: Plan) -> Said | None:
    if re.match(r"(?:wired|wireless|type.?c)\b", fact.value, re.IGNORECASE) and " and " not in fact.value:
        value = re.sub(r"^(Wired|Wireless)", lambda m: m[1].lower(), fact.value)
        return Said(PREDICATE, f"has a {value} connection")
    return None


def _compatibility(fact: PlannedFact, plan: Plan) -> Said | None:
    plural = fact.value.endswith("s") or re.search(r"\d", fact.value)
    return NOT_SAID if fact.name == "designed for" and not plural else None


def _storage(fact: PlannedFact, plan: Plan) -> Said | None:
    value = fact.value
    if re.match(r"(?:store|keep|refrigerate|avoid|do not|protect)\b", value, re.IGNORECASE):
        return Said(SENTENCE, value[:1].upper() + value[1:] + ".")
    place = re.match(r"(?:in )?(?:a )?((?:cool|dry)\b.+(?:place|area))$", value, re.IGNORECASE)
    return Said(SENTENCE, f"Store in a {place[1]}.") if place else NOT_SAID


def _assembly(fact: PlannedFact, plan: Plan) -> Said | None:
    return None if is_adjective(fact.value) else NOT_SAID


#: Several sizes of one thing: "36-44", "US 7-12", "S, M and L".
_SIZES = re.compile(
    r"(?:[A-Z]{2,3} )?(?:\d{1,3}(?:\.5)?|[SMLX\d]{1,4}) ?(?:[-–]|to) ?(?:\d{1,3}(?:\.5)?|[SMLX\d]{1,4})"
)


def _size(fact: PlannedFact, plan: Plan) -> Said | None:
    return Said(PREDICATE, f"comes in sizes {fact.value}") if _SIZES.fullmatch(fact.value) else None


def _count(fact: PlannedFact, plan: Plan) -> Said | None:
    """A set comes in no set: it has pieces."""
    own = plan.slots.get(tokens.CATEGORY, "").endswith(" set") or plan.slots.get(tokens.NAME, "").casefold().endswith(
        "set"
    )
    return Said(PREDICATE, f"has {fact.value} pieces") if own and re.fullmatch("[2-9]|[1-9]\\d+", fact.value) else None


#: Flavors that are no food's own name: nothing tastes of smoked.
_KINDS_OF_FLAVOR = re.compile(r"(?:[\w-]+ )?(?:original|plain|natural|mixed|assorted|classic|[a-z-]+ed|[a-z]{3,}y)")


def _flavor(fact: PlannedFact, plan: Plan) -> Said | None:
    value = fact.value
    if len(items_of(value)) > 1 or not (_KINDS_OF_FLAVOR.fullmatch(value) or is_adjective(value)):
        return None
    if re.search("(?:berry|cherry|honey|curry|toffy|candy|brandy)$", value):
        return None
    return Said(PREDICATE, f"has a{'n' * vowel_sound(value)} {value} flavor")


_MAKERS: dict[str, Callable[[PlannedFact, Plan], Said | None]] = {
    "strap": _strap,
    "size": _size,
    "count": _count,
    "flavor": _flavor,
    "feature": _feature,
    "included": _included,
    "occasion": _occasion,
    "pattern": _pattern,
    "style": _style,
    "care": _care,
    "series": _series,
    "theme": _theme,
    "function": _function,
    "model": _model,
    "season": _season,
    "suitable_for": _suitable,
    "connectivity": _connectivity,
    "compatibility": _compatibility,
    "storage": _storage,
    "assembly": _assembly,
}
