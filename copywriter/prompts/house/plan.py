"""What one text may say: the facts chosen for a brief, each under its key, and the words for the slots.
Refuses to word anything: it picks, orders and names; no merchant's letters reach the prompt that is made from it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from copywriter.knowledge.benefits import holds
from copywriter.knowledge.english import is_adjective, singular
from copywriter.knowledge.families import family_names, family_of, is_plural, name_in
from copywriter.knowledge.kinds import kinds_of
from copywriter.knowledge.lengths import MOST_FACTS
from copywriter.knowledge.purposes_en import Purpose, purpose_of
from copywriter.knowledge.purposes_zh import Thing, thing_of
from copywriter.knowledge.roles import fold
from copywriter.knowledge.sayable import SayableFact, clean, join, say_name, sayable_facts, sayable_name
from copywriter.prompts.house import tokens
from copywriter.records import Brief

#: language → family → role → words that a condition of the passages asks a value for. Made by training.
Lexicon = Mapping[str, Mapping[str, Mapping[str, tuple[str, ...]]]]


@dataclass(frozen=True, slots=True)
class PlannedFact:
    """One fact under its key token. `indices`: places in ProductFacts.facts; `words`: conditions its value meets."""

    key: str
    indices: tuple[int, ...]
    name: str
    value: str
    words: tuple[str, ...] = ()
    leads: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """All that the answer's slots can stand for. `slots` maps special slot tokens to their words."""

    language: str
    kind: str
    tone: str
    length: str
    family: str
    facts: tuple[PlannedFact, ...]
    slots: Mapping[str, str]
    plural: bool = False
    article: str = ""  # "the " before a name that ends in what the thing is; names alone ("Harbor") take none
    nameless: bool = False  # the name is "this mug": no sentence may say that it is called a mug
    category_words: tuple[str, ...] = ()
    thing: Thing | None = None  # what a Chinese title sells and what such things are for, where its class is known
    purpose: Purpose | None = None  # what such a thing is for, where its class is known
    kinds: tuple[str, ...] = ()  # of which kinds such a thing is in English (knowledge/kinds.yaml)
    title: str = ""  # as the file has it: the words for the product
    by_key: Mapping[str, PlannedFact] = field(default_factory=dict)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_key", {f.key: f for f in self.facts})

    @property
    def called(self) -> str:
        """The name as it stands inside a sentence."""
        return self.article + self.slots.get(tokens.NAME, "")


@lru_cache(maxsize=4)
def load_lexicon(folder: Path) -> Lexicon:
    """The condition words that a model was trained with, from house.json beside its weights; empty where none is."""
    path = folder / "house.json"
    if not path.is_file():
        return {}
    return json.loads(path.read_text(encoding="utf-8"))["lexicon"]


def condition_words(lexicon: Lexicon, language: str, family: str, role: str, value: str) -> tuple[str, ...]:
    """The words among this family's and every family's conditions on `role` that the value holds, in lexicon order."""
    table = lexicon.get(language, {})
    words = [*table.get(family or "_any", {}).get(role, ()), *table.get("_any", {}).get(role, ())]
    return tuple(w for w in dict.fromkeys(words) if holds(value, w))


def make_plan(brief: Brief, lexicon: Lexicon) -> Plan:
    product, language = brief.product, brief.language
    thing = thing_of(product.category, product.title) if language.startswith("zh") else None
    family = family_of(product.category, product.title)
    if thing:  # 天猫精灵音箱 is no clock because its title says 闹钟 too
        family = "" if thing.alone else _family_named(thing.word)
    category = say_category(product.category, product.title, language)
    if thing and not (family and category in product.title and family_of(category) == family):
        category = thing.word
    own_name = sayable_name(product, language)
    if language == "en" and not own_name and not category:  # nothing shorter says what it is
        own_name = re.split(r" [-–—|] \d| \|", clean(product.title))[0]
    name = own_name or _nameless(category, family, language)
    if language.startswith("zh"):
        name = name.replace("t恤", "T恤")
        category = category.replace("t恤", "T恤")
    facts = _keyed(_ordered(sayable_facts(product, language), brief), brief, family, lexicon)
    slots = {
        tokens.NAME: name,
        tokens.BRAND: clean(product.brand),
        tokens.CATEGORY: category,
        tokens.AUDIENCE: clean(brief.audience),
        tokens.OCCASION: clean(brief.occasion),
    }
    return Plan(
        language=language,
        kind=brief.kind,
        tone=brief.tone,
        length=brief.length,
        family=family,
        facts=facts,
        slots={token: words for token, words in slots.items() if words},
        nameless=not own_name,
        plural=language == "en" and _plural_name(name, family, product.category),
        article=_article(own_name, family, product.category) if language == "en" else "",
        kinds=kinds_of(family, category, own_name) if language == "en" else (),
        title=product.title,
        category_words=condition_words(lexicon, language, family, "category", f"{product.category} {product.title}"),
        thing=thing,
        purpose=purpose_of(product.category, product.title) if language == "en" else None,
    )


def _family_named(word: str) -> str:
    """The family that a thing's own word ends in: 手机桌面支架 is of no phones, though it holds their name."""
    family = family_of(word)
    return family if word.casefold().endswith(tuple(n.casefold() for n in family_names(family, "zh-Hans"))) else ""


def _ordered(facts: tuple[SayableFact, ...], brief: Brief) -> list[SayableFact]:
    """The facts asked to lead first, in the order asked; the rest as the merchant has them. Facts named by a keyword of
    the brief come next."""
    leading = [fold(x) for x in brief.leading]
    keywords = [fold(x) for x in brief.keywords]

    def place(fact: SayableFact) -> tuple[int, int]:
        for i, word in enumerate(leading):
            if word in (fold(fact.name), fact.role, fold(brief.product.facts[fact.index].name)):
                return (0, i)
        return (1, 0) if any(k and k in fold(fact.value) for k in keywords) else (2, 0)

    return sorted(facts, key=place)


def _keyed(facts: list[SayableFact], brief: Brief, family: str, lexicon: Lexicon) -> tuple[PlannedFact, ...]:
    said = [f for f in facts if f.shape != "yes"]
    features = [f for f in facts if f.shape == "yes" and f.name not in _UNTOLD]  # who does it is not told
    rows = [(f.role, (f.index,), f.name, f.value) for f in said]
    rows = list({(row[0] if row[0] != "other" else row[2], row[3]): row for row in reversed(rows)}.values())[::-1]
    if features:  # "Chronograph: yes" and "Alarm: yes" are said as one list of features
        names = [_feature(f) for f in features[:4]]
        at = min(len(rows), facts.index(features[0]))
        label = "features" if brief.language == "en" else "功能"
        told = join(names, brief.language) if brief.language == "en" else listed_features(names)
        rows.insert(at, ("feature", tuple(f.index for f in features[:4]), label, told))
    leading = {fold(x) for x in brief.leading}
    planned: list[PlannedFact] = []
    if brief.language != "en":
        rows = [(role, indices, name, _some_of(value)) for role, indices, name, value in rows]
    used: set[str] = set()
    others = iter(tokens.OTHERS)
    for role, indices, name, value in rows[: MOST_FACTS[brief.length]]:
        words: tuple[str, ...] = ()
        if role != "other" and role not in used:
            used.add(role)
            key = tokens.key(role)
            words = condition_words(lexicon, brief.language, family, role, value)
        else:
            key = next(others, "")
            if not key:
                continue
        leads = bool(leading & {fold(name), role})
        planned.append(PlannedFact(key, indices, name, value, words, leads))
    return tuple(planned)


#: A Chinese sentence lists no more than this: of more it names the first and says 等.
LISTED = 4


def _some_of(value: str) -> str:
    items = [i for i in re.split("[、和]", value) if not i.startswith("不")] if value.count("、") > LISTED - 1 else []
    return value if len(items) <= LISTED + 1 or re.search(r"，|\d[㎡~-]", value) else "、".join(items[:LISTED]) + "等"


def listed_features(names: list[str]) -> str:
    """Chinese features that are answered yes, those of one verb together: "可升降、可躺，符合人体工程学"."""
    said: dict[str, list[str]] = {}
    for name in names:
        verb = next((v for v in ("支持", "带", "可") if name.startswith(v) and len(name) > len(v)), "")
        if not verb and not _SAID.search(name):
            verb = "支持" if re.search(r"(?:操控|控制|功能|连接|充电|定时|投屏)$", name) else "带"
            name = verb + name
        said.setdefault(verb or name, []).append(name.removeprefix(verb) if verb in ("支持", "带") else name)
    clauses = []
    for verb, group in said.items():
        text = join(group, "zh-Hans") if verb in ("支持", "带") else "、".join(group)
        clauses.append(verb + text if verb in ("支持", "带") else text)
    return "，".join(clauses)


#: Features that are said as they stand.
_SAID = re.compile(r"^(?:防|免|自|有|含|无|符合|变频$|独立|易|不|灯具带|盖板|高度)")


#: Yeses that tell a reader nothing by their name: who does it, and a lead that may or may not be meant.
_UNTOLD = frozenset(("组装", "安装", "手工", "线"))


def _feature(fact: SayableFact) -> str:
    """What a yes stands for: "has lid" is a lid, 夹层=有 is 带夹层."""
    name = re.sub(r"^(?:是否|有无|is |has )", "", fact.name)
    if not re.search(r"[\u3400-\u9fff]", name):
        return name
    if name == "支持人体工程学":
        return "符合人体工程学"
    return f"带{name}" if fact.source.strip() == "有" and not name.startswith(("带", "有", "含", "附")) else name


def say_category(category: str, title: str, language: str) -> str:
    """The category as a sentence carries it: the last part of its path, singular and lower case in English; the
    family's own name where the file has none; "" where nothing is known."""
    parts = re.split(r"\s*(?:>>?|/|\||»|›)\s*", clean(category))
    part = next((p for p in reversed(parts) if len(p) > 1 and fold(p) != fold(title)), "").strip()  # 梳妆台/桌
    if language == "en":
        part = _unbranded(part, title)
    family = family_of(category, title)
    if family:
        found = name_in(title, family) or name_in(part, family)  # a title is nearer to the thing than its shelf
        names = family_names(family, language)
        return say_name(found if found in names else names[0], language) if names else ""
    cjk = bool(re.search(r"[\u3400-\u9fff]", part))
    if not part or cjk != language.startswith("zh") or _DEPARTMENT.search(part) or len(part) > (5 if cjk else 24):
        return ""
    if cjk:
        return part
    words = say_name(part, language).split()
    fits = len(words) < 4 and not is_adjective(words[-1]) and re.fullmatch(r"[A-Za-z' -]+", part)
    return " ".join([*words[:-1], singular(words[-1])]) if fits else ""


def _unbranded(part: str, title: str) -> str:
    """The shelf's name without the brand that both it and the title begin with: "Rockmantra Coffee Mugs"."""
    words, own = part.split(), title.casefold().split()
    same = 0
    while same < min(len(words) - 1, len(own)) and words[same].casefold() == own[same]:
        same += 1
    return " ".join(words[same:])


#: Parts of a shop, not things: no sentence can call a product by them.
_DEPARTMENT = re.compile(
    r"&|\band\b|\ball\b|\bother|accessor|supplies|equipment|products?\b|goods|gear|clothing|home\b|decor\b|care\b|women|\bmen\b|"
    r"\bkids|sale\b|new\b|beauty|health|sports?\b|uncategori|default|用品|其他|其它|软装|配件|周边|居家|家居|百货|服饰|美妆|数码|家电|食品|"
    r"母婴|大电|小电|运动|户外|通讯|专区|推荐|系列|品$",
    re.IGNORECASE,
)


#: Ends of single things.
_ONE_IN_S = ("ss", "us", "is", "lens", "series", "news", "gps", "canvas", "atlas", "christmas", "plus", "os")


def _plural_name(name: str, family: str, category: str) -> bool:
    if name.startswith("these "):
        return True
    head = re.split(r"\s[-–—(|]\s?|,|\s(?:for|with|w|in|by|of)\s", name)[0].split()
    last = head[-1].casefold() if head else ""
    counted = re.match(r"(?:[2-9]|\d\d+) ?(?:pcs?|pieces|pairs)\b", name, re.IGNORECASE)
    return bool(counted and last.endswith("s")) or (
        last.endswith("s")
        and not last.endswith(_ONE_IN_S)
        and last.isalpha()
        and (
            is_plural(family)
            or singular(last) != last
            and (len(head) > 2 or bool(family_of(last) or last in category.casefold().split()))
        )
    )


#: What may stand behind the noun of a name: "Foundry Skillet 26 cm".
_MEASURED = re.compile(r"(?:\s+\d[\d.,×x]*\s*(?:[a-z]{1,4}|inch|piece|pack)?)+$", re.IGNORECASE)


#: Nouns that name no single thing.
_UNCOUNTED = frozenset(
    ("care", "skincare", "makeup", "underwear", "luggage", "clothing", "footwear", "bedding", "sleepwear")
)


def _article(name: str, family: str, category: str) -> str:
    """ "the " where one thing's name ends in a common noun ("Tidewater Stoneware Mug"); "" for names and plurals."""
    if not name or re.match(r"(?:the|an?|this|these|my|your|our)\b", name, re.IGNORECASE):
        return ""
    head = re.split(r"\s[-–—(|]\s?|,|\s(?:for|with|w|in|by|of)\s", name)[0]
    words = _MEASURED.sub("", head).casefold().split()
    last = words[-1] if words else ""
    if len(words) < 2 or not last.isalpha() or last != singular(last) or last in _UNCOUNTED:
        return ""
    common = {singular(w) for w in re.findall(r"[a-z]+", category.casefold())} | {"set"}
    common |= {n.casefold().split()[-1] for n in family_names(family, "en")}
    return "the " if last in common or family_of(last) or family_of(" ".join(words[-2:])) else ""


def _nameless(category: str, family: str, language: str) -> str:
    if language.startswith("zh"):
        return f"这款{category}" if category else "这一款"
    if not category:
        return "this one"
    many = category if category.endswith("s") else f"{category}s"
    return f"these {many}" if is_plural(family) else f"this {category}"
