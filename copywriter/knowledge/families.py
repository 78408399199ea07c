"""Which product family a category or a title names, so that copy can speak of mugs as mugs and of jeans as jeans.
Refuses to guess: a name that is not in families.yaml has no family."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

import yaml

from copywriter.knowledge.roles import fold

_FILE = Path(__file__).with_name("families.yaml")


@lru_cache(maxsize=1)
def _rows() -> dict[str, dict]:
    return yaml.safe_load(_FILE.read_text(encoding="utf-8"))


def all_families() -> tuple[str, ...]:
    """Every family's id, in the order of the file."""
    return tuple(_rows())


def is_plural(family: str) -> bool:
    """Whether the family's English name is a plural thing, as jeans are."""
    return bool(_rows().get(family, {}).get("many"))


def family_names(family: str, language: str) -> tuple[str, ...]:
    row = _rows().get(family, {})
    return tuple(row.get("zh" if language.startswith("zh") else "en", ()))


@lru_cache(maxsize=1)
def _names() -> tuple[dict[str, str], tuple[tuple[str, str], ...]]:
    english: dict[str, str] = {}
    chinese: list[tuple[str, str]] = []
    for family, row in _rows().items():
        for name in row["en"]:
            english.setdefault(_singular(fold(name)), family)
        chinese += [(fold(name), family) for name in row["zh"]]
    return english, tuple(sorted(chinese, key=lambda pair: -len(pair[0])))


def family_of(category: str, title: str = "") -> str:
    """The family's id, or "" for an unknown one. The category decides before the title; in "Home > Kitchen > Mugs" the
    last part decides before the earlier ones."""
    parts = [p for p in re.split(r"\s*(?:>>?|/|\||»|›)\s*", category) if p.strip()]
    for text in (*reversed(parts), title):
        found = _find(text)
        if found:
            return found
    return ""


def _find(text: str) -> str:
    english, chinese = _names()
    key = fold(text)
    for name, family in chinese:
        if key.endswith(name):
            return family
    for name, family in chinese:
        if len(name) > 1 and name in key:
            return family
    # The head noun stands last in English, or before "for", "with", "of", "-", "," and the like.
    head = re.split(r"\b(?:for|with|in|by|from|of|w/)\b|[,(\[|]|\s[-–—]\s", text.casefold())[0]
    words = [_singular(w) for w in re.findall(r"[a-z0-9']+", fold(head))]
    for start in range(len(words)):
        family = english.get(" ".join(words[start:]))
        if family:
            return family
    # Else the longest name anywhere, the later one on a tie.
    every = [_singular(w) for w in re.findall(r"[a-z0-9']+", key)]
    best, length = "", 0
    for start in range(len(every)):
        for end in range(start + 1, min(len(every), start + 3) + 1):
            family = english.get(" ".join(every[start:end]))
            if family and end - start >= max(length, 2):
                best, length = family, end - start
    return best


def _singular(text: str) -> str:
    """Folds a plural's ending off the last word; "glass" and "dress" keep theirs."""
    if text.endswith(("ss", "us")) or len(text) < 4:
        return text
    if text.endswith("ies"):
        return text[:-3] + "y"
    if text.endswith(("shes", "ches", "xes", "sses")):
        return text[:-2]
    return text.removesuffix("s")
