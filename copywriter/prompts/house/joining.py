"""Several facts in one sentence: each role has predicates that fit its values, and two or three share a subject.
Knows forms, not facts' truth: a value stands in the text to its letter; what fits no form is said by its own name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from random import Random

import yaml

from copywriter.knowledge.english import is_adjective, vowel_sound, with_article
from copywriter.prompts.house import tokens
from copywriter.prompts.house.plan import Plan, PlannedFact
from copywriter.prompts.house.referring import Sentence
from copywriter.prompts.house.telling import tell
from copywriter.prompts.house.wording import agree

#: A predicate or clause, and the fact it says (None: the brand).
Saying = tuple[str, PlannedFact | None]

_FOLDER = Path(__file__).with_name("forms")
_FILES = {"en": "en.yaml", "zh-Hans": "zh.yaml"}
_SLOT = re.compile(r"\{(v|num|adj|np|code)(?:~([^!{}]*))?(?:!([^{}]*))?\}")
#: A sentence ends before it grows over this many words or characters (plain-language guides ask for about 20 words).
LONGEST = {"en": 22, "zh-Hans": 42}
#: What a measure's name may be where it is the whole product's. "Cable length" and "seat height" belong to a part.
_OF_PARTS = frozenset(
    ("material", "length", "width", "height", "depth", "diameter", "thickness", "weight", "capacity", "battery_life")
)
_WHOLE = re.compile(
    r"(?:overall |total |product |item |net |main )?(?:material|fabric|composition|length|width|height|depth|diameter|"
    r"thickness|weight|capacity|volume|battery life|playtime|run time|fabric weight|gsm|fabric content|made of)|"
    r"(?:总|产品|商品|单品)?(?:材质|面料|材料|成分|长度?|宽度?|高度?|深度?|直径|厚度|重量|净重|容量|容积|续航|续航时间|电池续航)"
)
#: Names that say more than their role does: when it came out is not the year of a vintage.
_SAID_BY_NAME = frozenset(("款式", "样式", "上市时间", "上市年份", "附加功能"))
#: How often a later form is taken where the first one fits too.
VARIED = 0.35
#: How often another theme than the first one present leads, and which may.
TURNED = 0.65
FIRST_THEMES = ("make", "look", "size", "parts", "works")
#: How often an opening says the brand where the name does not.
BRANDED = 0.5
#: What two predicates may share: "is 60 cm wide and 45 cm deep", but not "is unisex and 9 mm thick".
_SHARED = re.compile(
    r"(?P<has>(?:has|have) )|(?P<made>(?:is|are) (?=made |hand-|lined |filled |set ))|(?P<size>(?:is|are) (?=\d))|"
    r"(?P<comes>comes? (?:in|with) )"
)
#: How often "made of …" stands before the subject.
FRONTED = 0.3


@dataclass(frozen=True, slots=True)
class Form:
    """One way to say a fact. `alone`: a sentence by itself. `shape`: v, num, adj, np or code."""

    before: str
    shape: str
    some: tuple[str, ...]
    none: tuple[str, ...]
    after: str
    alone: bool

    def say(self, value: str, name: str) -> str:
        """The predicate with the value (and the fact's name for {a}) in it, or "" where the value does not fit."""
        folded = value.casefold()
        if self.some and not any(w in folded for w in self.some) or any(w in folded for w in self.none):
            return ""
        words = _shaped(value, self.shape)
        before = self.before.replace("{a}", name)
        if words and before.endswith(" a ") and vowel_sound(words):
            before = before[:-1] + "n "
        return f"{before}{words}{self.after}" if words else ""


@lru_cache(maxsize=2)
def forms(language: str) -> dict[str, tuple[Form, ...]]:
    """role → its forms."""
    return {role: tuple(map(_form, texts)) for rows in _themes(language).values() for role, texts in rows.items()}


@lru_cache(maxsize=2)
def _themes(language: str) -> dict[str, dict[str, list[str]]]:
    """theme → role → forms as written; themes and roles in the order of a description."""
    return yaml.safe_load((_FOLDER / _FILES[language]).read_text(encoding="utf-8"))


def _form(text: str) -> Form:
    match = _SLOT.search(text)
    if match is None:
        raise ValueError(f"a form without a value: {text}")
    some, none = (tuple(w for w in (match[i] or "").casefold().split(",") if w) for i in (2, 3))
    if match[2] == ",":
        some = (",", " and ")  # a list
    return Form(text[: match.start()], match[1], some, none, text[match.end() :], text[:1].isupper())


def _shaped(value: str, shape: str) -> str:
    if shape == "num":
        return value if re.match(r"(?:about |approx\.? |约)?[≤≥<>~±]?\d", value) else ""
    if shape == "adj":
        return value if is_adjective(value) else ""
    if shape == "np":
        return with_article(value)
    if shape == "code":
        return value if re.fullmatch(r"[A-Z]{1,4}|(?=\S*\d)[\w./+-]+(?: [\w./+-]*\d[\w./+-]*)?", value) else ""
    return value


def joined(
    facts: list[PlannedFact], plan: Plan, rng: Random, *, opens: bool = False, branded: bool = True
) -> list[Sentence]:
    """Sentences that say each of these facts once, in a description's order, leading facts first. With `opens` the
    first one presents the product by its name, and at times (not with `branded` false) by its maker."""
    themes = _themes(plan.language)
    places = {role: (theme, place) for theme, rows in themes.items() for place, role in enumerate(rows)}
    present = [t for t in themes if any(places.get(f.key.strip("<|>"), ("",))[0] == t for f in facts)]
    first = present[:1]
    if len(present) > 1 and rng.random() < TURNED:
        first = [rng.choice([t for t in present if t in FIRST_THEMES] or present)]
    order = [*first, *(t for t in themes if t not in first)]

    def place(fact: PlannedFact) -> tuple[bool, int, int]:
        theme, within = places.get(fact.key.strip("<|>"), ("", 0))
        return (not fact.leads, order.index(theme) if theme else len(order), within)

    facts = sorted(facts, key=place)
    say = _chinese if plan.language.startswith("zh") else _english
    brand = plan.slots.get(tokens.BRAND, "") if opens and branded and rng.random() < BRANDED else ""
    return say(facts, plan, rng, opens, "" if brand.casefold() in plan.slots[tokens.NAME].casefold() else brand)


def _pick(fact: PlannedFact, language: str, rng: Random) -> tuple[str, bool]:
    """(predicate, stands alone); "" where no form fits."""
    role = fact.key.strip("<|>")
    if role in _OF_PARTS and not _WHOLE.fullmatch(fact.name):
        return "", False
    if language != "en" and fact.name in _SAID_BY_NAME:
        return "", False
    found = [(s, form.alone) for form in forms(language).get(role, ()) if (s := form.say(fact.value, fact.name))]
    joinable = [f for f in found if not f[1]] or found
    if not joinable:
        return "", False
    return joinable[0] if len(joinable) == 1 or rng.random() >= VARIED else rng.choice(joinable[1:])


def _english(facts: list[PlannedFact], plan: Plan, rng: Random, opens: bool, brand: str) -> list[Sentence]:
    predicates: list[Saying] = []
    alone: list[Saying] = []
    named: list[Saying] = []
    for fact in facts:
        said, by_itself = _pick(fact, plan.language, rng)
        if not said:
            named.append((_by_name(fact), fact))
        elif by_itself:
            alone.append((_it(said, plan), fact))
        else:
            predicates.append((agree(said) if plan.plural else said, fact))
    if brand:
        predicates.insert(min(1, len(predicates)), (f"{'come' if plan.plural else 'comes'} from {brand}", None))
    if opens and not predicates and named:  # the product is named where no predicate can take it for its subject
        fact = named[0][1]
        named[0] = (_by_name(fact, plan.slots[tokens.NAME]), fact)
    sentences = []
    called = rng.choice((0, 1, 2))  # the one sentence that says "The rug" for "It"
    for place, group in enumerate(_groups(predicates, "en", rng)):
        subject = plan.slots[tokens.NAME] if opens and not place else _subject(plan, called=place == called != 0)
        sentences.append(_sentence(_clause(subject, [p for p, _ in group], rng), group))
    sentences += [_sentence(f"{_listed([p for p, _ in group])}.", group) for group in _groups(named, "en", rng)]
    return sentences + [_sentence(text, [(text, fact)]) for text, fact in alone]


def _clause(subject: str, predicates: list[str], rng: Random) -> str:
    """One subject before predicates; what shares a verb says it once: "has a crew neck and long sleeves". Sometimes the
    first stands before the subject: "Made of oak, it weighs 2 kg."."""
    fronted = re.match(r"(?:is|are) (made (?:of|from|in) .+|lined with .+|filled with .+)", predicates[0])
    if fronted and len(predicates) > 1 and rng.random() < FRONTED:
        pronoun = re.match(r"It$|They$|The |This |These ", subject)
        within = subject[:1].lower() + subject[1:] if pronoun else subject
        return f"{fronted[1]}, {within} {_shared(predicates[1:])}."
    return f"{subject} {_shared(predicates)}."


def _shared(predicates: list[str]) -> str:
    heads: dict[tuple[str, str | None], list[str]] = {}
    for i, predicate in enumerate(predicates):
        match = _SHARED.match(predicate)
        verb, kind = (match[0], match.lastgroup) if match else (predicate, str(i))  # without a match nothing is shared
        heads.setdefault((verb, kind), []).append(predicate[len(verb) :])
    return _listed([verb + _listed(rests) for (verb, _), rests in heads.items()])


def _subject(plan: Plan, *, called: bool) -> str:
    category = plan.slots.get(tokens.CATEGORY, "")
    if plan.plural:
        return "They"
    return f"The {category}" if called and category else "It"


def _it(text: str, plan: Plan) -> str:
    return re.sub(r"\bit\b", "them", text) if plan.plural else text


def _by_name(fact: PlannedFact, owner: str = "") -> str:
    """By its own name, without an article: what files write there ("analog", "shoulder tote bag") rarely takes one."""
    head = re.split(r" (?:of|including|under|with|without|for|in|on|per) ", fact.name)[0]
    plural = head.endswith("s") and not head.endswith(("ss", "us", "is"))
    owned = f"the {fact.name} of {owner}" if owner else f"the {fact.name}"
    return f"{owned} {'are' if plural else 'is'} {fact.value}"


def _chinese(facts: list[PlannedFact], plan: Plan, rng: Random, opens: bool, brand: str) -> list[Sentence]:
    themes = {role: theme for theme, rows in _themes(plan.language).items() for role in rows}

    def clause(fact: PlannedFact) -> str:
        return _pick(fact, plan.language, rng)[0] or _by_name_zh(fact)

    def theme(fact: PlannedFact) -> str:
        return themes.get(fact.key.strip("<|>"), "rest")

    return tell(facts, plan, rng, opens=opens, brand=brand, clause=clause, theme=theme)


def _by_name_zh(fact: PlannedFact) -> str:
    """By its own name, as one speaks: 鞋垫材质=绒 is 鞋垫用绒, 控制方式=按键式 is 按键式控制."""
    for name, value, words in _NAMED_ZH:
        if (match := name.fullmatch(fact.name)) and value.search(fact.value):
            return words.format(part=match[1] if match.re.groups else "", name=fact.name, value=fact.value)
    return f"{fact.name}{'' if re.match('[约]?[0-9]', fact.value) else '是'}{fact.value}"


_NAMED_ZH = tuple(
    (re.compile(name), re.compile(value), words)
    for name, value, words in (
        (r"(.+?)(?:的?材质|材料)", r"", "{part}用{value}"),
        (r"(.+(?:面料|成分))", r"", "{part}用{value}"),
        (r"(.+)方式", r"式$", "{value}{part}"),
        (r"(.+?)(?:类型|种类|分类|类别)", r"[式型]$", "{part}是{value}的"),
        (r"(.*细节)", r"", "{part}有{value}"),
        (r"(.*)上市(?:时间|年份)", r"\d", "{value}上市"),
        (r"(?:附加|其他|更多)?功能", r"^(?!支持|具备|带)", "带{value}功能"),
        (r"(?:附加|其他|更多)?功能", r"", "{value}"),
        (r"款式|样式", r"[款式]$", "{value}"),
    )
)


def _groups(said: Sequence[Saying], language: str, rng: Random) -> list[list[Saying]]:
    """Two or three in a sentence (in Chinese up to four), none longer than LONGEST, and no single one left at the end
    where it can be helped."""
    most = rng.choice((2, 3)) if language == "en" else rng.choice((3, 4))
    groups: list[list[Saying]] = []
    for i, item in enumerate(said):
        last = groups[-1] if groups else []
        long = sum(_size(p, language) for p, _ in [*last, item]) > LONGEST[language]
        full = len(last) >= most and not (i == len(said) - 1 and len(last) < 4)
        if not last or long or full:
            groups.append([item])
        else:
            last.append(item)
    return groups


def _size(text: str, language: str) -> int:
    return len(text) if language.startswith("zh") else len(text.split())


def _listed(parts: list[str]) -> str:
    """Joined by commas and an "and"; a part that holds an "and" of its own makes the last comma needed."""
    if len(parts) == 1:
        return parts[0]
    comma = "," if len(parts) > 2 or any(" and " in p for p in parts) else ""
    return ", ".join(parts[:-1]) + f"{comma} and {parts[-1]}"


def _sentence(text: str, group: Sequence[Saying]) -> Sentence:
    return Sentence(text[:1].upper() + text[1:], tuple(i for _, fact in group if fact for i in fact.indices))
