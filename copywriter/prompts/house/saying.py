"""How one fact is said: forms/en.yaml and zh.yaml hold predicates by role, and each knows what its value must be.
Joins nothing and knows no text: a value stands in what is said to its letter, or no form fits."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from random import Random

import yaml

from copywriter.knowledge.english import is_adjective, vowel_sound, with_article
from copywriter.prompts.house.plan import PlannedFact

#: A predicate or clause, and the fact it says (None: the brand).
Saying = tuple[str, PlannedFact | None]

_FOLDER = Path(__file__).with_name("forms")
_FILES = {"en": "en.yaml", "zh-Hans": "zh.yaml"}
_SLOT = re.compile(r"\{(v|num|adj|np|code)(?:~([^!{}]*))?(?:!([^{}]*))?\}")
#: A sentence ends before it grows over this many words or characters (plain-language guides ask for about 20 words).
LONGEST = {"en": 22, "zh-Hans": 42}
#: What a measure's name may be where it is the whole product's. "Cable length" and "seat height" belong to a part.
_OF_PARTS = frozenset(
    ("material", "length", "width", "height", "depth", "diameter", "thickness", "weight", "capacity")
    + ("battery_life", "power")
)
_WHOLE = re.compile(
    r"(?:overall |total |product |item |net |main )?(?:material|fabric|composition|length|width|height|depth|diameter|"
    r"thickness|weight|capacity|volume|battery life|playtime|run time|fabric weight|gsm|fabric content|made of|"
    r"(?:rated )?power(?: consumption)?|wattage)|"
    r"(?:总|产品|商品|单品)?(?:材质|面料|材料|成分|长度?|宽度?|高度?|深度?|直径|厚度|重量|净重|容量|容积|续航|续航时间|电池续航|功率|额定功率)"
)
#: Names that say more than their role does: when it came out is not the year of a vintage.
_SAID_BY_NAME = frozenset(
    (
        "用途",
        "款式",
        "样式",
        "上市时间",
        "上市年份",
        "附加功能",
        "蓝牙版本",
        "适用时间",
        "主要成分",
        "防护等级",
        "穿着方式",
        "服装版型",
        "廓形",
        "接口类型",
        "接口",
    )
)
#: How often a later form is taken where the first one fits too.
VARIED = 0.35


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
    return {role: tuple(map(_form, texts)) for rows in themes(language).values() for role, texts in rows.items()}


@lru_cache(maxsize=2)
def themes(language: str) -> dict[str, dict[str, list[str]]]:
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


@lru_cache(maxsize=4096)  # every candidate of a product asks alike
def _fitting(language: str, role: str, value: str, name: str) -> list[tuple[str, bool]]:
    """What the role's forms make of a value, and whether each stands alone."""
    return [(said, form.alone) for form in forms(language).get(role, ()) if (said := form.say(value, name))]


@lru_cache(maxsize=2)
def role_places(language: str) -> dict[str, tuple[str, int]]:
    """role → its theme and its place there."""
    return {role: (theme, place) for theme, rows in themes(language).items() for place, role in enumerate(rows)}


def pick(fact: PlannedFact, language: str, rng: Random) -> tuple[str, bool]:
    """(predicate, stands alone); "" where no form fits."""
    role = fact.key.strip("<|>")
    if role in _OF_PARTS and not _WHOLE.fullmatch(fact.name):
        return "", False
    if language != "en" and fact.name in _SAID_BY_NAME:
        return "", False
    found = _fitting(language, role, fact.value, fact.name)
    joinable = [f for f in found if not f[1]] or found
    if not joinable:
        return "", False
    if language != "en":  # Chinese forms stand side by side: five candidates say one fact in different ways
        return rng.choice(joinable)
    return joinable[0] if len(joinable) == 1 or rng.random() >= VARIED else rng.choice(joinable[1:])


def groups(said: Sequence[Saying], language: str, rng: Random) -> list[list[Saying]]:
    """Two or three in a sentence (in Chinese up to four), none longer than LONGEST, and no single one left at the end
    where it can be helped."""
    most = rng.choice((2, 3)) if language == "en" else rng.choice((3, 4))
    found: list[list[Saying]] = []
    for i, item in enumerate(said):
        last = found[-1] if found else []
        long = sum(_size(p, language) for p, _ in [*last, item]) > LONGEST[language]
        full = len(last) >= most and not (i == len(said) - 1 and len(last) < 4)
        if not last or long or full:
            found.append([item])
        else:
            last.append(item)
    return found


def _size(text: str, language: str) -> int:
    return len(text) if language.startswith("zh") else len(text.split())
