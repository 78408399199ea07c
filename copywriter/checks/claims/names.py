"""Judges makers' names: the product's own, other makers', and what it is made to fit.
Knows no number and no material. A name that no fact holds is a claim; a day, a place to use it and the reader are
not."""

from __future__ import annotations

import re
from functools import cache

from copywriter.checks.claims.facts import FactIndex
from copywriter.checks.claims.origins import place_terms
from copywriter.checks.claims.reading import fold, occurrences
from copywriter.checks.claims.verdicts import Ruling, refs
from copywriter.checks.claims.wordlist import ACRONYMS, COMMON_CAPITALS, KNOWN_BRANDS, is_common, known_pairs

_CAPITAL = re.compile(r"(?<![\w'’&])(?:[A-Z][a-zà-ÿ]*[A-Z]?\w*(?:['’][A-Z]\w+)?|[A-Z]{2,})(?:[&-][A-Z]\w*)*")
_SENTENCE_START = re.compile(r"(?:^|[.!?:;\n•|\"“(—–]|\. ?['’”\"])\s*['’\"“(]*$")
_LATIN_IN_CHINESE = re.compile(r"[A-Za-z][A-Za-z&'’.]*(?:[ -][A-Za-z&'’.]+)*")


def judge_names(index: FactIndex, folded: str, text: str, *, chinese: bool, taken: set[int]) -> list[Ruling]:
    """Names of makers and products that no fact holds."""
    if chinese:
        return _latin_names(index, folded, text, taken) + _chinese_names(index, folded, text)
    return _english_names(index, folded, text, taken)


def _english_names(index: FactIndex, folded: str, text: str, taken: set[int]) -> list[Ruling]:
    known = index.words
    found: list[Ruling] = []
    capitals = [m for m in _CAPITAL.finditer(text) if m.start() not in taken]
    words_total = len(re.findall(r"[A-Za-z]{4,}", text)) or 1
    shouting = sum(1 for m in capitals if len(m[0]) > 3) / words_total > 0.5
    for match in capitals:
        word = fold(match[0])
        bare = word.removesuffix("'s")
        pieces = re.findall(r"[a-zà-ÿ0-9]+", bare)
        if all(p in known or p.rstrip("s") in known for p in pieces):
            ruling = _brand_said(index, match.start(), match.end(), bare)
            if ruling:
                found.append(ruling)
            continue
        if len(bare) < 2 or bare in COMMON_CAPITALS or bare in ACRONYMS:
            continue
        first = bool(_SENTENCE_START.search(text[max(0, match.start() - 6) : match.start()]))
        if (first or shouting or match[0].isupper()) and is_common(bare):
            continue
        if (
            first
            and not shouting
            and fold(match[0]) not in KNOWN_BRANDS
            and not _starts_like_a_name(index, text, match.start(), match.end())
        ):
            continue
        if not first and not shouting and is_common(bare) and not _named_by_cue(text, match.start(), match.end()):
            continue
        if (
            not first
            and _BOUND_FOR.search(text[max(0, match.start() - 10) : match.start()])
            and fold(match[0]) not in KNOWN_BRANDS
        ):
            continue
        found.append(_unknown_name(index, text, match.start(), match.end()))
    return _merge(found)


#: A capital after these is where one goes: "the flight to Lisbon".
_BOUND_FOR = re.compile(r"\b(?:to|in|near|toward|towards|across|through|around|via) $")
_NAME_CUE = re.compile(
    r"(?:\b(?:by|from|at|brand|called|compatible with|works with|fits|for|designed for|with)|'s) $", re.IGNORECASE
)


def _named_by_cue(text: str, start: int, end: int) -> bool:
    """A common word with a capital inside a sentence is a name where it stands as one: "by Meadow", "Meadow's"."""
    return bool(_NAME_CUE.search(text[max(0, start - 18) : start])) or text[end : end + 2] in ("'s", "’s")


_NAME_VERB = re.compile(
    r"^(?:['’]s\b| (?:makes?|made|has|have|builds?|built|brings?|gives?|offers?|designed|designs|cuts?|puts?|wove"
    r"|weaves|sews?|calls?|named|crafts?|crafted|started|knows?|does|uses?|used|chose|is|was|keeps?|took|takes"
    r"|stands|presents|asks|says|went|spent|sells?|ships?|finishes|finished|forges?|knits?|turned|turns|thinks|thought"
    r"|wanted|gets|got|and [A-Z]|&|[A-Z]))"
)


def _starts_like_a_name(index: FactIndex, text: str, start: int, end: int) -> bool:
    """An unknown word that opens a sentence is a name where it acts, owns, or stands before the product's own noun."""
    rest = text[end : end + 30]
    if _NAME_VERB.match(rest):
        return True
    if re.match(r"[.,]", rest) and text[start - 2 : start] == ": ":
        return True
    word = fold(text[start:end])
    if _ACTS.match(rest) and not word.endswith("s") and not _compound(word):
        return True
    following = re.match(r" ([a-z]+)", rest)
    return bool(following) and following[1] in set(
        re.findall(r"[a-z]+", fold(index.product.title + " " + index.product.category))
    )


_ACTS = re.compile(
    r" (?:adds?|believes|promises|signs|backs|lists|sets|sends|packs|folds|tests|weaves|glazes|fires|pours|prints"
    r"|paints|carves|turns|grinds|roasts|blends|bottles|stitches|lines|trims|dyes|washes|wraps|boxes|names"
    r"|works|spends|draws|sketches|stamps|marks|rates|measures|states|writes|specifies|supplies|includes|leaves|gets"
    r"|wants|likes|loves|prefers|insists|suggests|recommends|covers|guarantees|answers|thinks|means|trusts|"
    r"shapes|forms|molds|moulds|casts|presses|polishes|assembles|tunes|picks|selects|sources|grows|mills|spins|tans"
    r"|hides|hangs|holds|covers|ties|wraps|tucks|sews|hands|uses|makes|gives|keeps|brings|puts|takes|calls|knows|cares"
    r"|worries|tries|treats|teaches|tells|says|sees|pays|plants|cures|smokes|bakes|boils|brews|distils|ages|dries"
    r"|slices|peels|sorts|checks|inspects|repairs|replaces|refunds|responds|ships|delivers|designs|invented|developed"
    r"|engineers|builds|fits|adjusts|finishes|ends|starts|begins|opens|closes|hopes|likes|leaves|lets)\b"
)


_TAILS = (
    "time",
    "times",
    "room",
    "rooms",
    "day",
    "days",
    "night",
    "side",
    "work",
    "light",
    "board",
    "ware",
    "house",
    "weather",
    "fall",
    "rise",
    "top",
    "body",
    "keeping",
    "making",
    "cloth",
    "maker",
    "makers",
    "shoes",
    "wear",
    "ball",
)


def _compound(word: str) -> bool:
    """Whether two common words make it: bedtime, dinnertime."""
    return any(word.endswith(tail) and is_common(word.removesuffix(tail)) for tail in _TAILS)


def _merge(found: list[Ruling]) -> list[Ruling]:
    merged: list[Ruling] = []
    for ruling in found:
        if (
            merged
            and ruling.start - merged[-1].end <= 1
            and ruling.verdict == merged[-1].verdict
            and ruling.facts == merged[-1].facts
        ):
            last = merged[-1]
            merged[-1] = Ruling(
                last.start,
                ruling.end,
                last.verdict,
                last.rule,
                last.facts,
                last.reason,
                last.suggestion,
                last.settled_by,
                last.hard,
            )
        else:
            merged.append(ruling)
    return merged


def _brand_said(index: FactIndex, start: int, end: int, word: str) -> Ruling | None:
    brand = next((s for s in index.sources if s.role == "brand"), None)
    if brand is not None and word in re.findall(r"[a-zà-ÿ0-9]+", brand.folded):
        return Ruling(start, end, "supported", "claim.brand", ("brand",))
    return None


def _unknown_name(index: FactIndex, text: str, start: int, end: int) -> Ruling:
    brand = next((s for s in index.sources if s.role == "brand"), None)
    said = text[start:end]
    if brand is not None:
        known = fold(said) in KNOWN_BRANDS
        return Ruling(
            start, end, "contradicted" if known else "unsupported", "claim.brand", refs(brand) if known else (),
            f"“{said}” reads as a name, and no fact holds it; the brand is “{brand.value}”.", brand.value, "fact",
        )  # fmt: skip
    return Ruling(
        start,
        end,
        "unsupported",
        "claim.brand",
        (),
        f"“{said}” reads as a name, and no fact of this product holds it.",
        "",
        "fact",
    )


def _latin_names(index: FactIndex, folded: str, text: str, taken: set[int]) -> list[Ruling]:
    known = index.words
    found = []
    for match in _LATIN_IN_CHINESE.finditer(text):
        if match.start() in taken:
            continue
        word = fold(match[0]).strip(" .'")
        pieces = re.findall(r"[a-zà-ÿ]+", word)
        if not pieces or all(p in known for p in pieces):
            ruling = _brand_said(index, match.start(), match.end(), pieces[0]) if pieces else None
            if ruling:
                found.append(ruling)
            continue
        if word in ACRONYMS or len(word) < 2 or all(p in ACRONYMS or len(p) < 2 for p in pieces):
            continue
        found.append(_unknown_name(index, text, match.start(), match.end()))
    return found


_CN_BRAND_CUE = re.compile(
    r"(?:品牌[:：是为]?|选择|来自|认准|由|出自)([\u3400-\u9fff]{2,5}?)(?=品牌|家的|出品|设计|打造|制造|推出|团队|匠造"
    r"|旗下)"
    r"|(?:^|[。！？\n，；、\s])([\u3400-\u9fff]{2,5}?)(?=牌的|出品|旗下|家的?这|品牌|官方|匠造)"
    r"|(?:^|[。！？\n，；\s])([\u3400-\u9fff]{2,4}?)(?:的?这(?:款|只|件|把|双|台|支|条|张|套|块|盏|个|瓶|盒|袋|床|副"
    r"|顶|辆|口|本|组|对)(?!事))"
)


#: Where a product with a maker names another one: 南渡把它放进了日常; 它来自云朴，… .
_CN_MAKER_ACTS = re.compile(
    r"(?:^|[。！？\n，；\s“])([\u3400-\u9fff]{2,4}?)(?=将它|把它|把这|将这|以[^，。；]{1,8}[为造制]|为你|为它"
    r"|为[\u3400-\u9fff]{2,4}做|给它|让它"
    r"|在[\u3400-\u9fff]{1,5}上(?:花|下)|的(?:手艺|匠人|作坊|设计师?|新品|出品|东西))"
    r"|(?:它?来自|出自|出身(?:于)?[：:]?|品牌[是为：:]|署名)([\u3400-\u9fff]{2,4}?)(?=[，。；、！？]|$|之手|制|做|织"
    r"|烧|出|设计)"
)


#: A clause that opens with two to four characters that act or own: a maker's name, unless they make a common word.
_CN_OPENS = re.compile(
    r"(?:^|[。！？\n，；\s“])([\u3400-\u9fff]{2,4}?)(?=的([\u3400-\u9fff]{2})|的[a-z]+-?\d|把|将|建议|劝|提醒"
    r"|在(?=[^，。]{1,6}?[留写绣刻放缝印做花加])|这[只款件把双台支条张套块盏个瓶盒]|[a-z-]{1,5}\d)"
)


def _chinese_names(index: FactIndex, folded: str, text: str) -> list[Ruling]:
    found: list[Ruling] = []
    brand = next((s for s in index.sources if s.role == "brand"), None)
    spoken: set[int] = set()
    if brand is not None and re.search(r"[\u3400-\u9fff]", brand.folded):
        for start, end in occurrences(re.sub(r"\(.*?\)", "", brand.folded).strip(), folded):
            found.append(Ruling(start, end, "supported", "claim.brand", ("brand",)))
            spoken |= set(range(start, end))
    for name in _chinese_brand_hits(folded):
        if name[0] not in spoken and folded[name[0] : name[1]] not in index.text:
            found.append(_unknown_name(index, text, *name))
            spoken |= set(range(*name))
    for match in _CN_BRAND_CUE.finditer(folded):
        group = next(g for g in (1, 2, 3) if match[g])
        start, end = match.span(group)
        said = match[group]
        if start in spoken or _ordinary(index, said):
            continue
        found.append(_unknown_name(index, text, start, end))
        spoken |= set(range(start, end))
    if brand is not None and brand.folded[0] > "\u3000":
        for match in _CN_MAKER_ACTS.finditer(folded):
            start, end = match.span(1) if match[1] else match.span(2)
            said = match[1] or match[2]
            if start in spoken or _ordinary(index, said) or any(term in said for term in place_terms()):
                continue
            found.append(_unknown_name(index, text, start, end))
            spoken |= set(range(start, end))
        for match in _CN_OPENS.finditer(folded):
            start, end = match.span(1)
            said = match[1]
            if start in spoken or _ordinary(index, said) or (match[2] and match[2][0] not in index.text):
                continue
            found.append(_unknown_name(index, text, start, end))
            spoken |= set(range(start, end))
    return found + _before_the_noun(index, folded, text, spoken)


def _ordinary(index: FactIndex, said: str) -> bool:
    """Whether two to four characters are a word, not an invented name: in the facts, or holding a pair that copy
    uses."""
    pairs = [said[i : i + 2] for i in range(len(said) - 1)]
    return said in index.text or is_common(said) or any(p in known_pairs() or p in index.text for p in pairs)


_MAKER_BEFORE = re.compile(r"(?:^|[。！？\n，；、\s“])([\u3400-\u9fff]{2,4})$")


def _before_the_noun(index: FactIndex, folded: str, text: str, spoken: set[int]) -> list[Ruling]:
    """Another maker's name before the product's own name: the title says 北山粗陶马克杯, the text 南渡粗陶马克杯."""
    brand, title = fold(index.product.brand), fold(index.product.title)
    if not brand or not title or not title.startswith(brand):
        return []
    tail = title[len(brand) :].strip(" ·-")
    tail = re.split(r"[\s,，(（]", tail)[0]
    if len(tail) < 2 or tail[0] < "\u3000":
        return []
    found = []
    for at, _ in occurrences(tail, folded):
        match = _MAKER_BEFORE.search(folded, max(0, at - 5), at)
        if match is None:
            continue
        said = match[1]
        if match.start(1) in spoken or said == brand or said in index.text or is_common(said):
            continue
        found.append(_unknown_name(index, text, match.start(1), match.end(1)))
    return found


@cache
def _brand_pattern() -> re.Pattern[str]:
    return re.compile("|".join(re.escape(b) for b in sorted(KNOWN_BRANDS, key=len, reverse=True) if b[0] > "\u3000"))


def _chinese_brand_hits(folded: str) -> list[tuple[int, int]]:
    return [m.span() for m in _brand_pattern().finditer(folded)]
