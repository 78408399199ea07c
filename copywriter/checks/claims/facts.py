"""One product read once: every number, term, code, name and phrase its facts state, ready to be held against a text.
Knows no text that is checked; five candidates share one index."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import lru_cache

from copywriter.checks.claims.context_zh import PARTS_ZH
from copywriter.checks.claims.counters import BEFORE_EN, COUNTERS
from copywriter.checks.claims.listed import counted_unsaid
from copywriter.checks.claims.named_units import metres_of_water, with_axes, with_months, with_share, with_unit
from copywriter.checks.claims.quantities import find_quantities
from copywriter.checks.claims.quantity import Part, Quantity
from copywriter.checks.claims.reading import CHINESE, STOP, fold, stem, words
from copywriter.checks.claims.terms import Term, find_terms
from copywriter.checks.claims.yesno import asked_zh, read_answer
from copywriter.knowledge.roles import name_role
from copywriter.knowledge.units import UNITS
from copywriter.records import ProductFacts

Ref = int | str

#: A product in one of these is said to come in another only falsely: 铁罐 of oil in a bottle.
_CONTAINERS_ZH = frozenset("瓶罐盒袋桶")
_IMPLIED = (
    (re.compile(r"\bjeans?\b|牛仔"), "denim"),
    (re.compile(r"\bwellies|wellington"), "rubber"),
    (re.compile(r"衬布|帆布"), "canvas"),
)
_CHINESE_PARTS = tuple(
    (word, canonical) for word, canonical in COUNTERS.items() if len(word) > 1 and not word.isascii()
)
_AMOUNT = re.compile(
    r"[\d.]+[\u3400-\u9fff]$|[一二三四五六七八九十两][个只片条支包袋把份张套件]$"
    r"|^[一二三四五六七八九十两\d][个只片条支包袋把份张套件粒]"
)
_ASKED_WHOLE = re.compile(
    r"(?:功能|性能|性|等级|级别?|设计|处理|认证|检测|测试|与否|情况|工艺|支持|版|款|添加|效果|使用|可用|适用|[a-z])*$"
)
#: 鞋面颜色, 耳塞材质: the part that a fact's name says.
_PART_OF_NAME = re.compile(r"([\u3400-\u9fff]{2})(?:颜色|材质|材料|用料|配色|色)$")
_COUNT_OF = re.compile(r"([\u3400-\u9fff]{1,4}?)(?:数量|个数|总数|数)$")
_NOT_AT_ALL = re.compile(r"(?:no|not|none|without|un)\b|不|无|非|否")
_LETTERS = re.compile(r"[a-z]+")
_ZERO = frozenset(("0", "0%", "零"))
_HAN = re.compile(r"[\u3400-\u9fff]+")
_WORD = re.compile(r"[a-zà-ÿ0-9]+")
_ITEM = re.compile(
    r"\s*(?:[,;|、；，\n•]|(?<!\d)/|/(?!\d)|\s&\s|\sand\s|(?<=[\u3400-\u9fff])[和与及](?=[\u3400-\u9fff]))\s*"
)


@dataclass(frozen=True, slots=True)
class Number:
    """One number that a fact states. `about`: stems of the words it stands among (fact name and neighbours)."""

    ref: Ref
    part: Part
    role: str
    about: frozenset[str]
    quantity: Quantity
    variant: int = -1  # which variant says so; -1: the product does


@dataclass(frozen=True, slots=True)
class Source:
    """One statement about the product. `ref` is its place in the ledger; variant facts have `variant` >= 0."""

    ref: Ref
    name: str
    value: str
    role: str
    folded: str
    name_folded: str
    name_stems: tuple[str, ...]
    stems: tuple[str, ...]
    quantities: tuple[Quantity, ...]
    codes: tuple[str, ...]
    terms: tuple[Term, ...]
    items: tuple[str, ...]
    yes: bool = False
    no: bool = False
    variant: int = -1


@dataclass(slots=True)
class FactIndex:
    """All sources of a product, and lookups into them."""

    product: ProductFacts
    sources: list[Source] = field(default_factory=list)
    numbers: list[Number] = field(default_factory=list)
    codes: dict[str, Source] = field(default_factory=dict)
    stems: dict[str, list[Source]] = field(default_factory=dict)
    phrases: dict[str, list[tuple[tuple[str, ...], Source]]] = field(
        default_factory=dict
    )  # first stem → (stems, source)
    chinese_phrases: list[tuple[str, Source]] = field(default_factory=list)
    inferences: dict[str, tuple[Ref, ...] | None] = field(default_factory=dict)
    pairs: list[tuple[Ref, str, str]] = field(default_factory=list)
    nouns: frozenset[str] = frozenset()  # stems of the words for the product and its parts
    counted: frozenset[str] = frozenset()  # stems of what the facts count: pocket, cartridge
    implied: frozenset[str] = frozenset()  # materials that the kind of thing is made of by its name: jeans, denim
    text: str = ""  # everything, folded: for names and codes that are only parts of values
    kinds: dict[str, dict[str, Source]] | None = None  # group → kind → the fact that says so; kinds.py fills it in
    statements: list | None = None  # facts that are short statements; statements.py fills it in
    gendered: list[Source] | None = None  # facts that say for whom it is; suitability.py fills it in
    begins: frozenset[str] = frozenset()  # the first four letters that any of them asks for
    origins: list | None = None  # facts that name places, in English; origin_roles.py fills it in
    colored: list | None = None  # what the facts give a colour, in English; colored.py fills it in
    told: dict | None = None  # what the facts answer, in English; told.py fills it in
    questions: tuple | None = None  # what the facts answer with yes or no, in Chinese; answers_zh.py fills it in
    asked: tuple[str, ...] = ()  # what Chinese yes-or-no facts ask of, three characters and more: 羊毛真丝
    words: frozenset[str] = frozenset()  # every Latin word and number of it

    def terms(self, kind: str) -> list[tuple[Source, Term, str]]:
        return [(s, t, c) for s in self.sources for t in s.terms for k, c in t.concepts if k == kind]

    def variant_values(self, name: str) -> dict[int, str]:
        key = fold(name)
        return {s.variant: s.value for s in self.sources if s.variant >= 0 and s.name_folded == key}


def compact(code: str) -> str:
    """A code without its separators: XR-7 and xr7 are one."""
    return re.sub(r"[\s\-_./·]", "", code)


@lru_cache(maxsize=256)
def index_facts(product: ProductFacts) -> FactIndex:
    """Reads a product. About 1 ms for 15 facts; cached by value."""
    index = FactIndex(product)
    for i, fact in enumerate(product.facts):
        _add(index, i, fact.name, fact.value)
    for number, variant in enumerate(product.variants):
        for fact in variant.facts:
            _add(index, "variant", fact.name, fact.value, variant=number)
    _add(index, "title", "title", product.title, role="title")
    _add(index, "category", "category", product.category, role="category")
    _add(index, "brand", "brand", product.brand, role="brand")
    if product.price:
        _add(index, "price", "price", f"{product.currency} {product.price}".strip(), role="price")
    named = [s for s in index.sources if s.role in ("title", "category")]
    index.nouns = frozenset(s for source in named for s in source.stems) | frozenset(
        s for source in index.sources for s in source.name_stems
    )
    index.nouns |= {s.stems[-1] for s in index.sources if 1 < len(s.stems) <= 3 and not s.quantities and not s.codes}
    parts = PARTS_ZH & {c for s in index.sources for c in s.folded + s.name_folded}
    index.nouns |= {m[1] for s in index.sources if (m := _PART_OF_NAME.search(s.name_folded))}
    index.nouns |= parts | (_CONTAINERS_ZH if parts & _CONTAINERS_ZH else frozenset())
    index.counted = (
        frozenset(
            s
            for n in index.numbers
            if n.part.unit is None
            for s in n.about
            if s.isalpha() and s.isascii() and len(s) > 2
        )
        - STOP
    )
    index.implied = frozenset(m for pattern, m in _IMPLIED if any(pattern.search(s.folded) for s in named))
    index.text = "\n".join(f"{s.name_folded}: {s.folded}" for s in index.sources)
    index.asked = tuple(
        {c for s in index.sources if (s.yes or s.no) and len(c := asked_zh(s.name_folded)) > 2 and c > "\u3000"}
    )
    index.words = frozenset(_WORD.findall(index.text))
    return index


def _add(index: FactIndex, ref: Ref, name: str, value: str, *, role: str = "", variant: int = -1) -> None:
    if not value.strip():
        return
    read = _read if len(value) <= _SHORT else _read.__wrapped__
    source = replace(read(name, value, role or name_role(name)), ref=ref, variant=variant)
    index.sources.append(source)
    for quantity in source.quantities:
        for part in quantity.parts:
            number = _number(source, quantity, part)
            if source.role == "count" and part.unit is None and not part.counter:  # "Quantity: 2" of wiper blades
                number = replace(number, about=number.about | _counted_in(index.product.title))
            index.numbers.append(number)
            if source.role == "water_resistance" and (depth := metres_of_water(part)):
                index.numbers.append(_number(source, quantity, depth))
        if quantity.shape == "multiple" and (total := _total(quantity)):
            index.numbers.append(_number(source, quantity, total))
    if total := _counted_together(source):
        index.numbers.append(_number(source, source.quantities[0], total))
    for part, about in counted_unsaid(source.name_folded, source.folded, source.role, source.items):
        index.numbers.append(Number(ref, part, source.role, about, Quantity(0, 0, (part,)), variant))
    for code in source.codes:
        if rating := _rating(code):
            index.numbers.append(Number(ref, rating, source.role, frozenset(), Quantity(0, 0, (rating,)), variant))
        index.codes.setdefault(compact(code), source)
    for s in {*source.stems, *source.name_stems}:
        index.stems.setdefault(s, []).append(source)
    _add_phrases(index, source)


#: Characters of a value that is read once for all products: "Material: cotton" stands in half a catalogue, a
#: paragraph in one product.
_SHORT = 80


@lru_cache(maxsize=2048)  # about 6 MB; reading one costs 0.1 ms
def _read(name: str, value: str, role: str) -> Source:
    """What one statement says, wherever it stands."""
    folded, name_folded = fold(value), fold(name).strip()
    name_stems = tuple(s for _, _, s in words(name_folded) if s not in STOP)
    plain = folded.strip(" .")
    yes, no, rest = read_answer(plain)
    if plain in _ZERO and any(t.concept("feature") for t in find_terms(name_folded, fact=True)):
        no = True  # "Caffeine: 0"
    spoken, original = folded, value
    if yes or no:
        spoken, original = (f"{name_folded} {rest}", f"{name} {rest}") if rest else (name_folded, name)
    else:
        fuller = with_months(with_unit(folded, name_folded), role, name_folded)
        if fuller != folded:
            spoken = original = fuller
    quantities, code_spans = find_quantities(spoken, original, chinese=bool(CHINESE.search(spoken)), fact=True)
    quantities = with_axes(quantities, name_folded)
    return Source(
        ref="",
        name=name,
        value=value,
        role=role,
        folded=folded,
        name_folded=name_folded,
        name_stems=name_stems,
        stems=tuple(s for _, _, s in words(folded) if s not in STOP),
        quantities=tuple(quantities),
        codes=tuple(spoken[a:b] for a, b in code_spans),
        terms=tuple(_terms(folded, name_folded, plain, role, yes=yes, no=no, rest=rest)),
        items=tuple(i for i in (p.strip(" .·") for p in _ITEM.split(folded)) if i),
        yes=yes,
        no=no,
    )


def _terms(folded: str, name: str, plain: str, role: str, *, yes: bool, no: bool, rest: str) -> list[Term]:
    """What a fact says of materials, colours and features; its name speaks where the value is an answer or a share."""
    if yes or no:
        asked = find_terms(name, fact=True, role=role)
        if CHINESE.search(name):
            # 无线充电 asks nothing of 无线, 防水拉链 nothing of 防水
            asked = [t for t in asked if not t.concept("feature") or _ASKED_WHOLE.match(name, t.end)]
            for told in ("含", "需"):  # 色素: 否 is 不含色素, 组装: 是 is 需组装
                held = find_terms(told + name.removeprefix("是否"), fact=True, role=role)
                asked += [t for t in held if t.concepts not in [a.concepts for a in asked]]
        if yes and not asked:  # "Assembly: required"
            asked = [t for t in find_terms(f"{name} {plain}", fact=True, role=role) if t.concept("feature")]
        if no:
            asked = [Term(t.start, t.end, t.concepts, not t.denied) for t in asked]
        return asked + (find_terms(rest, fact=True, role=role) if rest else [])
    terms = find_terms(folded, fact=True, role=role)
    if role in ("title", "category", "brand", "price") or _NOT_AT_ALL.match(plain):
        return terms
    if shares := with_share(find_terms(name, fact=True, role="material"), plain):
        terms = [*terms, *(t for t in shares if t.share is not None)]
    glue = "" if CHINESE.search(folded) else " "
    # "Assembly: required", "Waterproof: IPX7"; "Crystal: sapphire" is a sapphire crystal
    named = find_terms(f"{name}{glue}{folded}", fact=True, role=role)
    known = {t.concept("feature") for t in terms}
    terms += [t for t in named if t.concept("feature") and t.concept("feature") not in known]
    if glue and len(folded) < 40:
        border = len(folded)
        terms += [t for t in find_terms(f"{folded} {name}", fact=True, role=role) if t.start < border < t.end]
    return terms


def _number(source: Source, quantity: Quantity, part: Part) -> Number:
    near = source.folded[max(0, quantity.start - 20) : quantity.end + 24]
    about = {s for _, _, s in words(near) if s not in STOP} | set(source.name_stems)
    if not source.name_folded.isascii():
        about |= {canonical for word, canonical in _CHINESE_PARTS if word in source.name_folded}
    about |= {COUNTERS[w] for w in _LETTERS.findall(source.name_folded) if w in COUNTERS}
    if BEFORE_EN.search(source.folded[: quantity.start]):
        about |= {"piece", "pack", "set"}
    if (head := _COUNT_OF.match(source.name_folded)) and part.unit is None:
        about.add(head[1])  # 键 of 键数
    for span in _HAN.findall(source.name_folded + " " + near):
        about |= {span[i : i + 2] for i in range(len(span) - 1)}
    return Number(source.ref, part, source.role, frozenset(about), quantity, source.variant)


def _counted_in(title: str) -> frozenset[str]:
    """What a title's words count as: blade, of a pair of wiper blades."""
    return frozenset(COUNTERS[w] for w in _LETTERS.findall(fold(title)) if w in COUNTERS)


def _counted_together(source: Source) -> Part | None:
    """What a fact's counts of one kind make together: 2个USB-C、1个USB-A are three of 接口; 2 USB-C ports and 1 USB-A
    port are three ports."""
    parts = [q.parts[0] for q in source.quantities if q.shape == "single" and q.parts[0].counter]
    if len(parts) < 2 or len({p.counter for p in parts}) > 1:
        return None
    return Part(sum(p.value for p in parts), None, 0, parts[0].counter)


_RATED = re.compile(r"[a-z]{1,4}([\d.]+)(mm|mah|w|v)")


def _rating(code: str) -> Part | None:
    """The measure inside a rating: PU3000mm of a tent is 3000 mm of water."""
    match = _RATED.fullmatch(code)
    return Part(float(match[1]), UNITS[match[2]], 0, "", "", match[2]) if match else None


def _total(quantity: Quantity) -> Part | None:
    value, measured = 1.0, None
    for part in quantity.parts:
        value *= part.value
        measured = part if part.unit is not None else measured
    return None if measured is None else Part(value, measured.unit, measured.places, "", "", measured.unit_name)


def _add_phrases(index: FactIndex, source: Source) -> None:
    """Phrases by which a sentence is tied to this fact though it makes no hard claim of its own."""
    flag = source.yes or source.no
    spoken = source.name_folded if flag else source.folded
    items = (spoken,) if flag else (spoken, *source.items)
    if source.no and len(spoken) < 3 and not CHINESE.search(spoken):
        return
    for item in dict.fromkeys(items):
        if CHINESE.search(item):
            for phrase in dict.fromkeys((item, _AMOUNT.sub("", item))):
                if 2 <= len(phrase) <= 24:
                    index.chinese_phrases.append((phrase, source))
            continue
        stems = tuple(stem(w) for w in re.findall(r"[a-z0-9à-öø-ÿ]+(?:['][a-z]+)*", item) if w not in STOP)
        if not stems or len(stems) > 8 or (len(stems) == 1 and len(stems[0]) < 3):
            continue
        index.phrases.setdefault(stems[0], []).append((stems, source))
