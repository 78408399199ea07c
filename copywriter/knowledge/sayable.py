"""How a fact's value is said in a sentence: `18/8 Stainless Steel` → `18/8 stainless steel`, `黑|白` → `黑和白`.
Refuses to change what a value means: digits, codes, names and units keep their characters; only case, spacing,
separators and catalogue punctuation move. A value that cannot stand in a sentence is left out, never trimmed to fit."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from copywriter.knowledge.english_values import english_name, measured, names_itself, strays
from copywriter.knowledge.roles import NAMED, WORDS, fold, role_of, shape_of, worth_saying
from copywriter.records import Fact, ProductFacts

_CJK = re.compile(r"[\u3400-\u9fff]")

_PROPER = {w.casefold(): w for w in WORDS["proper"]} | {"wifi": "Wi-Fi"}
_SHOUTED = frozenset(WORDS["shouted"])

_SPACED_UNITS = re.compile(
    r"(?<![A-Za-z\d.-])(\d+(?:[.,]\d+)?)"
    r"(ml|cl|oz|lbs?|kg|mm|cm|inch(?:es)?|mAh|Wh|lumens?|litres?|liters?|hours?|months?|years?|GB|TB)\b"
)


#: What a value may repeat of its own name: "Origin: Made in Vietnam" is said "made in Vietnam".
_LEAD_INS = {
    "origin": re.compile(r"^(?:proudly )?made in (?:the )?|^imported from |^原产于|^产自", re.IGNORECASE),
    "material": re.compile(r"^(?:made (?:of|from) )", re.IGNORECASE),
    "suitable_for": re.compile(r"^(?:suitable )?for |^适合|^适用于", re.IGNORECASE),
    "occasion": re.compile(r"^(?:suitable )?for |^适合|^适用于", re.IGNORECASE),
    "compatibility": re.compile(r"^(?:compatible|works) with |^适用于|^兼容", re.IGNORECASE),
    "model": re.compile(r"^model(?: no\.?)? ", re.IGNORECASE),
    "warranty": re.compile(r" (?:limited )?warranty$", re.IGNORECASE),
}
_NOTHING = re.compile(r"(?!)")
#: Adjectives that sellers write where a sentence wants the thing: "made of wooden".
_STUFF = {
    "synthetic": "synthetic material",
    "wooden": "wood",
    "woolen": "wool",
    "woollen": "wool",
    "metallic": "metal",
    "ceramics": "ceramic",
}
_PEOPLE = {"female": "women", "male": "men", "woman": "women", "man": "men"}
_WITH_UNIT = frozenset(
    ("weight", "length", "width", "height", "depth", "diameter", "thickness", "capacity", "power", "battery", "screen")
)
#: Facts that name the thing: said already where the title holds them.
_NAMING = frozenset(("type", "product type", "item type", "model name", "product name", "item name", "style name"))
#: Names that only read with their value behind them: "Ideal For", "Applied With".
_DANGLING = re.compile(r"\b(?:for|with|by|in|of|to|on)$", re.IGNORECASE)
_SHORT_NAMES = {"max": "maximum", "min": "minimum", "no": "number", "approx": "approximate", "dia": "diameter"}


@dataclass(frozen=True, slots=True)
class SayableFact:
    """One fact ready for a sentence. `index`: its place in ProductFacts.facts; a blob's parts share the blob's."""

    index: int
    name: str  # as it is said: "thread count", "充电时间"
    role: str
    value: str  # sayable
    shape: str
    source: str  # the value as the file has it


def clean(text: str) -> str:
    """Entities, tags, zero-width and control characters out; full-width ASCII and odd spaces to their plain forms."""
    return _clean_kept(text) if len(text) <= 120 else _clean(text)


def _clean(text: str) -> str:
    text = re.sub(r"<[^<>]{0,200}>", " ", html.unescape(text))
    text = "".join(
        unicodedata.normalize("NFKC", c) if "\uff10" <= c <= "\uff5a" and c.isalnum() or c in "％　．／－＋" else c
        for c in text
        if unicodedata.category(c) not in ("Cc", "Cf", "Co", "Cn", "So") or c in "\n\t°℃®™㎡㎥"
    )
    return re.sub(r"[ \t\xa0]+", " ", text).strip()


#: Every candidate of a product asks for its name and maker again.
_clean_kept = lru_cache(maxsize=4096)(_clean)


def sayable(value: str, role: str = "other", language: str = "en") -> str:
    """The value as a sentence of `language` carries it; "" where none can. `role` says whether its case is a name's."""
    text = clean(value)
    text = re.sub(r"\s*\n\s*", ", ", text).strip(" ,;；，。、|/·*#:：-–—")
    text = re.sub(r"(?<=\D)\.$", "", text)
    text = _LEAD_INS.get(role, _NOTHING).sub("", text)
    if language == "en":
        text = measured(text, role)
    if not text or shape_of(text) == "empty":
        return ""
    chinese = language.startswith("zh") or bool(_CJK.search(text))
    parts = [_case(p, role) if not chinese else _spaced_zh(p) for p in _split(text, chinese)]
    parts = [_as_said(p, role) for p in dict.fromkeys(parts) if p and shape_of(p) != "empty"]
    if len(parts) > 1:
        parts = [p for p in parts if shape_of(p) != "yes"] or parts  # "Yes, Day and Date Display"
    if role in ("suitable_for", "gender") and len(parts) > 1:
        parts = [p for p in parts if p.casefold() != "unisex"]  # "men, women and unisex" says one thing twice
    return join(parts, "zh-Hans" if language.startswith("zh") else "en")


def _as_said(text: str, role: str) -> str:
    """What a role's sentences ask for where files write it otherwise: wood for "wooden", girls for "girl's"."""
    if role == "material":
        return _STUFF.get(text, text)
    if role == "color":
        text = re.sub(r"(?<=[a-z])(?=[A-Z][a-z])", " ", text).lower() if re.search(r"[a-z][A-Z][a-z]", text) else text
    if role in ("color", "size"):
        text = _PROMO.sub("", text).strip() or text
    if role == "size" and re.fullmatch(r"(?:extra )?(?:small|medium|large)|single|double|queen|king|twin", text, re.I):
        return text.lower()
    if role == "suitable_for":
        text = re.sub(r"(?i)^new born(?: bab(?:y|ies))?$", "newborns", text)
    if role in ("suitable_for", "gender"):
        return _PEOPLE.get(text.casefold()) or re.sub(r"['’]s$", "s", text)
    return "one size" if role == "size" and fold(text) == "one size" else text


def join(parts: list[str], language: str) -> str:
    """A list as the language says it: "a", "a and b", "a, b and c"; "a、b和c"."""
    if len(parts) < 2:
        return "".join(parts)
    if language.startswith("zh"):
        return "、".join(parts[:-1]) + "和" + parts[-1]
    return ", ".join(parts[:-1]) + " and " + parts[-1]


def _split(text: str, chinese: bool) -> list[str]:
    parts = re.split(r"\s*[|;；、\n]\s*|\s+/\s+", text)
    if chinese:
        parts = [q for p in parts for q in re.split(r"\s*[,，](?!\d)\s*|(?:\s|/)\s*(?=\d+(?:\.\d+)?%)", p)]
        parts = [q for p in parts for q in _slashed(p, r"[\u3400-\u9fff)）]+")]
    else:
        parts = [q for p in parts for q in _commas(p)]
        parts = [q for p in parts for q in _slashed(p, r"[A-Za-z][A-Za-z' -]{2,}")]
    return [p.strip(" ,.，。") for p in parts if p.strip(" ,.，。")]


def _commas(text: str) -> list[str]:
    """Splits "a, b and c"; a clause with a verb-like length is left whole, since its commas belong to it."""
    parts = re.split(r",(?!\d{3}\b)\s*", text)
    if any(re.match(r"(?:up to|max\b|at (?:least|most)|from \d)", p) for p in parts[1:]):
        return [text]  # "E27, up to 40 W" is one thing and its limit
    if len(parts) > 1 and all(len(p.split()) <= 5 for p in parts):
        last = parts[-1].strip()
        return [*parts[:-1], re.sub(r"^(?:and|&)\s+", "", last)]
    return [text]


def _slashed(text: str, side: str) -> list[str]:
    """ "cotton/polyester" is two things, "18/8" and "w/ lid" and "24/7" are one."""
    parts = text.split("/")
    return parts if len(parts) > 1 and all(re.fullmatch(side, p.strip()) for p in parts) else [text]


def _case(text: str, role: str) -> str:
    text = re.sub(r"\s*&\s*", " & " if role in NAMED else " and ", text)
    text = _SPACED_UNITS.sub(r"\1 \2", text)
    if role in NAMED:
        return text
    words = text.split(" ")
    shouting = len(words) > 1 and text.isupper() and not re.search(r"\d", text)
    return " ".join(_word(w, shouting) for w in words)


def _word(word: str, shouting: bool) -> str:
    core = word.strip("()[],.;:'\"")
    key = core.casefold()
    if key in _PROPER:
        return word.replace(core, _PROPER[key])
    if re.search(r"\d", core) or not core[:1].isalpha():
        return word
    if "-" in core and all(p.istitle() or p.islower() for p in core.split("-") if p):
        return "-".join(_PROPER.get(p.casefold(), p.lower()) if len(p) > 1 else p for p in word.split("-"))
    if core.isupper():
        # An acronym stays (USB, ABS, PVC); a shouted word does not (BLACK, STAINLESS).
        vowels = sum(c in "AEIOUY" for c in core)
        acronym = len(core) <= 3 or (len(core) <= 5 and not shouting and vowels <= 1)
        return word if acronym and key not in _SHOUTED else word.lower()
    if core[1:].islower() and core[0].isupper():
        return word.lower()
    return word


def _spaced_zh(text: str) -> str:
    return re.sub(r"(?<=[\u3400-\u9fff])\s+(?=[\u3400-\u9fff])", "", text)


_PAIR_SPLITS = (
    re.compile(r"#;#|\n|;|；"),
    re.compile(r"#;#|\n|;|；|[,，](?=[^,，:：=]{1,20}[=:：])"),
    re.compile(r"\s+(?=[A-Z\u3400-\u9fff][\u3400-\u9fffA-Za-z. ()（）]{0,19}[:：=])"),
)
#: "88.0 cm Frame, depth:60.0 cm Frame, height:80.0 cm": a measure, then pairs of other measures.
_TAILED = re.compile(r"^(\d[\d.,]*\s*[a-z\"″]{1,4})\s+([A-Z][^:：]{1,24}[:：]\s*\d.*)$", re.DOTALL)
_TAIL_PAIR = re.compile(r"([A-Z][^:：]{1,24}?)[:：]\s*(\d[\d.,]*\s*[a-z\"″]{1,4})(?=\s|$)")
_PAIR = re.compile(r"^\s*([^:：=#]{1,30}?)\s*(?:#:#|[:：]|=)\s*(\S.*?)\s*$")


def split_blob(fact: Fact) -> tuple[Fact, ...]:
    """The parts of a value that packs several facts ("材质：棉 产地：中国", "Width:96 cm Depth:58 cm"); else the fact.
    A value counts as packed only where at least two parts are all pairs, so "Note: hand wash" stays whole."""
    value = clean(fact.value)
    if not re.search(r"[:：=]|#:#", value) or "://" in value:
        return (fact,)
    if tailed := _TAILED.match(value):
        rest = _TAIL_PAIR.findall(tailed[2])
        return (Fact(fact.name, tailed[1]), *(Fact(name.strip(), measure) for name, measure in rest))
    for splitter in _PAIR_SPLITS:
        pieces = [p for p in splitter.split(value) if p.strip()]
        pairs = [_PAIR.match(p) for p in pieces]
        if len(pieces) >= 2 and all(pairs):
            return tuple(Fact(m[1].strip(), m[2].strip()) for m in pairs if m)
    return (fact,)


@lru_cache(maxsize=256)  # plan, length and checks ask for the same product's, with some 100 between them in flight
def sayable_facts(product: ProductFacts, language: str = "") -> tuple[SayableFact, ...]:
    """The product's facts that are worth saying, in their order, blobs split and repeated names joined into a list.
    A name that only the variants carry never comes in; one that both carry is left out, since it is not the whole
    product's."""
    language = language or product.language
    varying = {fold(f.name) for v in product.variants for f in v.facts}
    rows: dict[str, list[tuple[int, Fact]]] = {}
    for index, fact in enumerate(product.facts):
        for part in split_blob(fact):
            if fold(part.name) not in varying and worth_saying(part):
                rows.setdefault(fold(part.name), []).append((index, part))
    title = fold(product.title)
    named = {name for name in _NAMING & rows.keys() if all(fold(part.value) in title for _, part in rows[name])}
    found = (s for n, group in rows.items() if n not in named and (s := _group(group, language)) is not None)
    return tuple(s for s in found if not (s.name == "sales package" and names_itself(s.value, product)))


def _group(rows: list[tuple[int, Fact]], language: str) -> SayableFact | None:
    index, first = rows[0]
    source = " | ".join(dict.fromkeys(f.value for _, f in rows))
    name = say_name(first.name, language)
    shape = shape_of(clean(source))
    role = role_of(first.name, clean(source))
    value = sayable(source, role, language)
    if not value or not name or len(value) > 110:
        return None
    if role == "count" and re.fullmatch(r"1(?:\.0)?(?: ?(?:pcs?|pieces?|件|个))?", value):
        return None  # one of it is what anybody expects
    if language.startswith("zh") and role in _WITH_UNIT and re.fullmatch(r"[\d.]+", value):
        return None  # "重47": of what, the file does not tell
    if role == "battery" and re.fullmatch(r"[\d.]+\s*ml", value, re.IGNORECASE):
        return None  # a charge is no volume
    if role == "color" and (shape == "code" or language.startswith("zh") and re.search(r"\d\s*[A-Za-z]|GB", value)):
        return None  # an article number or a standard in the wrong column
    if role == "dimensions" and "适用于" in value:
        return None  # a table for choosing among variants
    if language == "en" and strays(first, role, value, source):
        return None
    if language == "en" and (not name.isascii() or role == "other" and _DANGLING.search(name)):
        return None
    return SayableFact(index=index, name=name, role=role, value=value, shape=shape, source=source)


def say_name(name: str, language: str) -> str:
    """A fact's name inside a sentence: lower case in English unless it is an acronym, no trailing colon or unit in
    parentheses."""
    text = re.sub(r"\s*[(（\[][^()（）\[\]]*[)）\]]\s*$", "", clean(name)).strip(" :：*#.-")
    text = text.replace("_", " ")
    if _CJK.search(text):
        return re.sub(r"是否|有无", "", text)
    text = re.sub(r"\b(max|min|no|approx|dia)\.\s*", lambda m: _SHORT_NAMES[m[1].lower()] + " ", text, flags=re.I)
    text = text.replace(", ", " ")
    words = [
        w
        if (w.isupper() and len(w) <= 4 and w.casefold() not in _SHOUTED) or re.search(r"[a-z][A-Z]|\d", w)
        else _PROPER.get(w.casefold(), w.lower())
        for w in text.split()
    ]
    return " ".join(words)


#: What sellers put around a name: 【…】, "Free Shipping", sizes in brackets at the end.
_PROMO = re.compile(r"【[^】]*】|\[[^\]]*\]|★[^★]*★|「[^」]*」|（[^）]*(?:包邮|正品|特价)[^）]*）")


#: What a shop calls to its buyers before a name: "问惊喜~兰芝雪纱…", "。晚上睡觉…"; a maker's Latin name before the
#: Chinese one: "HONOR/荣耀 Magic3".
_CHATTER = re.compile(r"^(?:[^~～]{1,8}[~～]|[。！!，,、.]+|[A-Za-z][A-Za-z .&']*/(?=[\u3400-\u9fff]))")
#: What is no part of a name: whose the thing is like, where and for what it is sold, a lone article number.
_NO_NAME = re.compile(
    r"同款|专用|独家|新款|爆款|官网|官方|特价|清仓|现货|代购|秒杀|批发|适用于?|[女男童]鞋|测试商品|"
    r"\d{2,} \d|女\d+$|\d+GB\+\d+GB"
)


def sayable_name(product: ProductFacts, language: str = "") -> str:
    """The product's name as a sentence carries it; "" where the title is a string of search words (over 60 letters or
    18 Chinese characters) and no shorter part of it is a name: the text then says the category."""
    language = language or product.language
    title = clean(_PROMO.sub(" ", product.title)).strip(" -–—|,，.。")
    chinese = len(_CJK.findall(title)) > 3 or language.startswith("zh")
    if not chinese:
        return english_name(title)
    title = _CHATTER.sub("", title)
    limit = 18 if len(_CJK.findall(title)) > len(title) / 2 else 24
    if len(title) <= limit and not _NO_NAME.search(title):
        return title
    # "小米 Xiaomi Book Pro 14 2022 锐龙版 …": a brand and a model stand before the search words
    words = title.split(" ")
    heads = [" ".join(words[:i]) for i in range(len(words), 0, -1)]
    brand = fold(product.brand)
    return next((h for h in heads if 4 <= len(h) <= limit and not _NO_NAME.search(h) and fold(h) not in brand), "")


def values(facts: Iterable[SayableFact]) -> tuple[str, ...]:
    """The sayable values alone, for checks that look a text over for them."""
    return tuple(f.value for f in facts)


def noise(product: ProductFacts) -> tuple[int, ...]:
    """Indices of the facts that copy leaves out, so that a page can show them apart."""
    return tuple(i for i, fact in enumerate(product.facts) if not worth_saying(fact))
