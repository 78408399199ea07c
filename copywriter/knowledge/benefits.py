"""What facts honestly let one say: a reviewed table from materials, features and uses to benefits, in both languages.
Refuses to judge a text (checks/ does); it says what follows, why, and in one line that is true of whatever meets it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml

from copywriter.knowledge.roles import fold

_FILE = Path(__file__).with_name("benefits.yaml")
_LINES = Path(__file__).with_name("benefit_lines.yaml")


@dataclass(frozen=True, slots=True)
class Benefit:
    """`when`: role ("any" for whichever) and words, one of which the fact's value must hold; every role must be met.
    `en`, `zh`: the words (regular expressions, case folded) that make the claim in a text. `why`: the ground."""

    id: str
    when: tuple[tuple[str, tuple[str, ...]], ...]
    en: tuple[str, ...]
    zh: tuple[str, ...]
    why: str


@lru_cache(maxsize=1)
def all_benefits() -> tuple[Benefit, ...]:
    """The table, in the order of the file."""
    rows = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return tuple(
        Benefit(
            id=row["id"],
            when=tuple((role, tuple(map(str, words))) for role, words in row["when"].items()),
            en=tuple(row.get("en") or ()),
            zh=tuple(row.get("zh") or ()),
            why=row["why"],
        )
        for row in rows
    )


#: Before or around a word these turn it round: "faux leather", "not dishwasher safe", 仿羊毛, 不可机洗, 无棉.
_NEGATED_EN = re.compile(
    r"(?:\b(?:no|not|non|without|faux|fake|vegan|imitation|artificial|synthetic|mock|do not|never|un|pu|bonded|look"
    r"|free of)"
    r"[\s-]*(?:\w+\s+){0,1})$"
)
_NEGATED_ZH = re.compile(r"(?:不可|不能|不宜|不含|不|勿|非|无|仿|人造|免|禁止|忌|PU|超纤|类|假|记忆|太空)$")
_AFTER_EN = re.compile(r"^[\s-]*(?:free|look|effect|style|like|print|colou?red|tone|imitation)\b")
_AFTER_ZH = re.compile(r"^(?:色|纹理?色|感|风|味|图案|印花)")


_CHINESE = re.compile(r"[\u3400-\u9fff]")


# Five answers to one plan ask the same 800 questions.
@lru_cache(maxsize=8192)
def holds(value: str, word: str) -> bool:
    """Whether a fact's value states `word`, as a whole word in English, and neither denies nor imitates it."""
    text, key = fold(value), fold(word)
    at = text.find(key) if key else -1
    chinese = at >= 0 and bool(_CHINESE.search(key))
    while at >= 0:
        start, at = at, text.find(key, at + len(key))
        if not chinese and start and "a" <= text[start - 1] <= "z":
            at = text.find(key, start + 1)  # inside another word
            continue
        before, after = text[:start], text[start + len(key) :]
        if chinese:
            if not _NEGATED_ZH.search(before) and not _AFTER_ZH.match(after):
                return True
        elif not _NEGATED_EN.search(before) and not _AFTER_EN.match(after):
            return True
    return False


def holds_any(value: str, words: tuple[str, ...]) -> bool:
    """Whether a fact's value states one of the words; most of them do not stand in it at all."""
    text = fold(value)
    return any(holds(value, word) for word, key in _keys(words) if key in text)


@lru_cache(maxsize=1024)
def _keys(words: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    return tuple((word, key) for word in words if (key := fold(word)))


@lru_cache(maxsize=1)
def benefit_lines() -> dict[str, dict[str, str]]:
    """language → id of an entry → a sentence that is true of anything that meets its condition."""
    rows = yaml.safe_load(_LINES.read_text(encoding="utf-8"))
    return {
        language: {id: pair[place] for id, pair in rows.items() if pair[place]}
        for place, language in enumerate(("en", "zh-Hans"))
    }


@lru_cache(maxsize=1)
def benefit_kinds() -> dict[str, frozenset[str]]:
    """id of an entry → the kinds of things (kinds.yaml) of which its English line may be said; without one, of any."""
    rows = yaml.safe_load(_LINES.read_text(encoding="utf-8"))
    return {id: frozenset(part) for id, row in rows.items() for part in row[2:] if isinstance(part, list)}


@lru_cache(maxsize=1)
def chinese_limits() -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    """id of an entry → (the things that its Chinese sentence is of, words of which its fact's value must hold one);
    nothing is asked where a part is empty."""
    rows = yaml.safe_load(_LINES.read_text(encoding="utf-8"))
    limits = {id: part for id, row in rows.items() for part in row[2:] if isinstance(part, dict)}
    return {id: (tuple(part.get("of", ())), tuple(part.get("with", ()))) for id, part in limits.items()}
