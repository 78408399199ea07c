"""What a machine can measure of a text against its product: exactness, coverage, length, language, openings.
Knows no engine; the figures rest on the text as a reader sees it, not on how it was made."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from copywriter.knowledge.lengths import length_band
from copywriter.knowledge.roles import fold
from copywriter.knowledge.sayable import sayable_facts
from copywriter.knowledge.vocabulary import load_vocabulary
from copywriter.ranking import opening, size
from copywriter.records import LENGTH_BANDS, ProductFacts

#: Numbers with what clings to them, and codes of letters and digits.
_HARD = re.compile(r"(?:[A-Za-z]+-?)*\d[A-Za-z\d./%°×*-]*")
_SPELLED = ("materials", "colors")
#: Terms of the vocabulary that mostly mean something else in a sentence ("it comes down to this").
_SCENE = frozenset(
    ("down", "iron", "straw", "butter", "honey", "midnight", "rose", "coffee", "chocolate", "stone", "glass", "rust")
    + ("storm", "clear", "felt")
)


@dataclass(frozen=True, slots=True)
class Measured:
    """One text. `hard` values found, `wrong` those that no fact holds; `said` of `worth` facts (at most 8). `in_band`:
    as long as the facts carry; `brief`: under the floor that the length names for products with facts enough."""

    hard: int
    wrong: tuple[str, ...]
    said: int
    worth: int
    in_band: bool
    brief: bool
    in_language: bool
    opening: str


def measure(text: str, product: ProductFacts, language: str, length: str) -> Measured:
    facts = sayable_facts(product, language)
    known = _known(product, [f.value for f in facts])
    hard = hard_values(text, language)
    wrong = tuple(v for v in hard if not _holds(known, v))
    values = [f.value for f in facts[:8]]
    low, high = length_band(product, language, length)
    words = size(text, language)
    return Measured(
        hard=len(hard),
        wrong=wrong,
        said=sum(_says(text, v) for v in values),
        worth=len(values),
        in_band=low <= words <= high,
        brief=words < LENGTH_BANDS[language][length][0],
        in_language=in_language(text, language),
        opening=opening(text, product, language),
    )


def hard_values(text: str, language: str) -> list[str]:
    """Numbers, codes, and the materials and colours of the vocabulary that a text names."""
    found = [m[0].strip(".,-") for m in _HARD.finditer(unicodedata.normalize("NFKC", text))]
    lowered = text.lower()
    for table in _SPELLED:
        for term in load_vocabulary(table).terms:
            cjk = bool(re.search(r"[\u3400-\u9fff]", term))
            if (
                term in _SCENE
                or cjk != language.startswith("zh")
                or len(term) < (2 if cjk else 4)
                or term not in lowered
            ):
                continue
            if cjk or re.search(rf"(?<![\w-]){re.escape(term)}(?![\w-])", lowered):
                found.append(term)
    return found


def _known(product: ProductFacts, values: Iterable[str]) -> str:
    raw = [f.value for f in product.facts] + [f.name for f in product.facts]
    parts = [*values, *raw, product.title, product.brand, product.category]
    return unicodedata.normalize("NFKC", " | ".join(parts)).lower()


def _holds(known: str, value: str) -> bool:
    """To the letter; a term of the vocabulary is also held where a narrower one stands in the facts (oak, wood)."""
    value = value.lower()
    if value[:1].isdigit():  # a number is no part of a longer one, nor of a code
        return bool(re.search(rf"(?<![a-z\d.]){re.escape(value)}(?!\d)", known))
    if value in known:
        return True
    for table in _SPELLED:
        vocabulary = load_vocabulary(table)
        wide = vocabulary.terms.get(value)
        if wide and any(vocabulary.is_a(c, wide) for t, c in vocabulary.terms.items() if t in known):
            return True
    return False


def _says(text: str, value: str) -> bool:
    """Whether the text holds the value to the letter, a capital at a sentence's start apart; a list counts when each of
    its items stands there."""
    folded = fold(text)
    items = re.split(r", | and |、|和", value)
    return fold(value) in folded or all(fold(i) in folded for i in items if i)


def in_language(text: str, language: str) -> bool:
    cjk, latin = len(re.findall(r"[\u3400-\u9fff]", text)), len(re.findall(r"[A-Za-z]", text))
    return cjk > latin if language.startswith("zh") else cjk * 6 < latin


@dataclass(frozen=True, slots=True)
class Summary:
    """Shares over many texts; None where nothing was counted."""

    texts: int
    exact: float | None
    coverage: float | None
    in_band: float
    brief: float
    in_language: float
    wrong: tuple[str, ...]


def summarise(rows: Sequence[Measured]) -> Summary:
    hard, worth = sum(r.hard for r in rows), sum(r.worth for r in rows)
    return Summary(
        texts=len(rows),
        exact=1 - sum(len(r.wrong) for r in rows) / hard if hard else None,
        coverage=sum(r.said for r in rows) / worth if worth else None,
        in_band=sum(r.in_band for r in rows) / len(rows),
        brief=sum(r.brief for r in rows) / len(rows),
        in_language=sum(r.in_language for r in rows) / len(rows),
        wrong=tuple(w for r in rows for w in r.wrong)[:20],
    )
