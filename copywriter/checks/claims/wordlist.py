"""Words that a capital or a place before a noun does not make into a maker's name; and makers' names known by heart.
Knows no product. The two text files beside it hold common words (en) and pairs of characters (zh)."""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import Path

import yaml

from copywriter.checks.claims.reading import stem

_HERE = Path(__file__).parent

#: The lists of words.yaml by name.
WORDS: dict[str, frozenset[str]] = {
    name: frozenset(map(str, words))
    for name, words in yaml.safe_load((_HERE / "words.yaml").read_text(encoding="utf-8")).items()
}
ACRONYMS = WORDS["acronyms"]
COMMON_CAPITALS = WORDS["capitals"]
KNOWN_BRANDS = WORDS["brands"]
GIVEN_NAMES = WORDS["given_names"]
#: Makers whose name is a word too: names only where a maker's name stands.
PLAIN_BRANDS = WORDS["plain_brands"]
_CHINESE = WORDS["chinese"]
#: Characters that no maker's name of two to four carries, or hardly any: pronouns, particles, common verbs,
#: numbers, places.
_CHINESE_PLAIN = frozenset(
    "它他她我你您这那的了着过在是有要会能可就都也还再又很更最把被给让为和与或从到向对用换加送买选看说坐停时先赶紧索性不没别今天昨回左右上下里外前后"
    "一二三四五六七八九十两几每各吧吗呢啊呀么什哪谁怎做穿戴背拿放铺盖等请快随跟像比如将该此其些点个件只款双条套组装电量事人于靠照备菜清洁按依凭列以及完走来想当定写扫洗擦己女男老新旧大小多少好"
)


@cache
def _english() -> frozenset[str]:
    file = _HERE / "words_en.txt"
    words = file.read_text(encoding="utf-8").split() if file.exists() else []
    return frozenset(words) | {stem(w) for w in words}


@cache
def known_pairs() -> frozenset[str]:
    """Pairs of Chinese characters that ordinary copy uses; a maker's invented name has none of them."""
    return frozenset((_HERE / "pairs_zh.txt").read_text(encoding="utf-8").split())


@lru_cache(maxsize=8192)
def is_common(word: str) -> bool:
    """Whether a word is one of the language rather than a maker's name."""
    if not word:
        return False
    if word[0] > "\u3000":
        return word in _CHINESE or any(c in _CHINESE_PLAIN for c in word)
    known = _english()
    return (
        word in known
        or stem(word) in known
        or word.removesuffix("'s") in known
        or (word.endswith(("lled", "lling")) and word[: -4 if word.endswith("g") else -3] in known)  # labelled
    )
