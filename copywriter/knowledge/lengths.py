"""How long a text may be: the band that a length names, its floor no higher than what the product's facts carry.
Refuses to ask for more words than there is to say: a short honest text is in its band, padding is not asked for."""

from __future__ import annotations

from functools import lru_cache

from copywriter.knowledge.sayable import sayable_facts
from copywriter.records import LENGTH_BANDS, ProductFacts

#: Facts that a text of each length says at most. A medium text has room for eight.
MOST_FACTS = {"short": 8, "medium": 8, "long": 12}
#: What one fact fills, the sentence around it shared: words in English, characters in Chinese. The facts of 400 real
#: products a language, joined and nothing else, came to less in one text of twenty (3 facts: 14 words, 24 characters;
#: 8 facts: 41 and 57; 12 facts: 66 and 83). Texts leave the odd ones of these aside and say a long title as "this
#: mug": three widths then take 14 English words, eight facts 27 to 31.
CARRIED = {"en": 4, "zh-Hans": 5}


def length_band(product: ProductFacts, language: str, length: str) -> tuple[int, int]:
    """(least, most) words in English, characters in Chinese: records.LENGTH_BANDS, with the least lowered to what the
    product's facts worth saying can fill. A product without facts is asked for one word, its name."""
    low, high = LENGTH_BANDS[language][length]
    return min(low, max(1, CARRIED[language] * _told(product, language, MOST_FACTS[length]))), high


# Every candidate of a product asks; reading its facts costs about a millisecond.
@lru_cache(maxsize=256)
def _told(product: ProductFacts, language: str, most: int) -> int:
    """Facts that a text can say; those that only say yes are told as one list of features."""
    facts = sayable_facts(product, language)
    said = sum(f.shape != "yes" for f in facts)
    return min(most, said + (said < len(facts)))
