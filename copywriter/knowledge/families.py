"""Which product family a category or a title names, so that copy can speak of mugs as mugs and of jeans as jeans.
Refuses to guess: a name that is not in families.yaml has no family."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

import yaml

from copywriter.knowledge.english import singular
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
            english.setdefault(singular(fold(name)), family)
        chinese += [(fold(name), family) for name in row["zh"]]
    return english, tuple(sorted(chinese, key=lambda pair: -len(pair[0])))


@lru_cache(maxsize=1024)  # plan, facts and checks ask for the same product's
def family_of(category: str, title: str = "") -> str:
    """The family's id, or "" for an unknown one. The category decides before the title, in "Home > Kitchen > Mugs" the
    last part before the one above it; a Chinese title decides where it spells the thing out (笔记本 and 笔记本电脑)."""
    parts = [p for p in re.split(r"\s*(?:>>?|/|\||»|›)\s*", category) if p.strip()]
    for text in (*reversed(parts[-2:]), title):
        found, name = _find(text)
        if found:
            other, longer = _find(title)
            return other if other and name in longer and len(longer) > len(name) else found
    return ""


def name_in(text: str, family: str) -> str:
    """The longest of the family's names that a text holds, folded; "" where it holds none."""
    key = fold(text)
    row = _rows().get(family, {})
    names = [n for n in (*row.get("zh", ()), *row.get("en", ())) if singular(fold(n)) in key]
    return max(names, key=len, default="")


#: What makes the name before it another thing's: 手机支架 is no phone, 实木床头柜 no bed.
_GOES_WITH = re.compile(
    r"支架|座|架|袋|充电|数据线|贴膜|膜|唱|直播|头柜|边柜|尾凳|笠|罩|配件|伴侣|清洁|清洗|专用|套装线|收纳|挂绳|背板|灯泡|盖板"
)


def _holds_thing(key: str, name: str) -> bool:
    """Whether the name stands for the thing itself somewhere in a folded text."""
    at = key.find(name)
    while at >= 0:
        if not _GOES_WITH.match(key, at + len(name)):
            return True
        at = key.find(name, at + len(name))
    return False


def _find(text: str) -> tuple[str, str]:
    """(family, the Chinese name it was found by), or ("", "")."""
    english, chinese = _names()
    key = fold(text)
    if not key.isascii():
        for name, family in chinese:
            if key.endswith(name):
                return family, name
        for name, family in chinese:
            if len(name) > 1 and _holds_thing(key, name):
                return family, name
    return _find_english(key, text, english), ""


def _find_english(key: str, text: str, english: dict[str, str]) -> str:
    # The head noun stands last in English, or before "for", "with", "of", "-", "," and the like.
    head = re.split(r"\b(?:for|with|in|by|from|of|w/)\b|[,(\[|]|\s[-–—]\s", text.casefold())[0]
    words = re.findall(r"[a-z0-9']+", fold(head))
    for start in range(len(words)):
        family = english.get(singular(" ".join(words[start:])))
        if family:
            return family
    # Else the longest name of two words or three anywhere, the earlier one on a tie.
    every = re.findall(r"[a-z0-9']+", key)
    best, length = "", 1
    for start in range(len(every)):
        for end in range(start + 2, min(len(every), start + 3) + 1):
            family = english.get(singular(" ".join(every[start:end])))
            if family and end - start > length:
                best, length = family, end - start
    return best
