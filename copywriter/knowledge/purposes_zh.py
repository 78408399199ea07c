"""What a Chinese title sells and what such a thing is for (purposes_zh.yaml): 手机壳 is no 手机, 沙发套 no 沙发.
Refuses to guess: a title that names things of several classes alike has none, and a wrong class is worse than none."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml

_FILE = Path(__file__).with_name("purposes_zh.yaml")


@dataclass(frozen=True, slots=True)
class Thing:
    """`word`: what the title calls it; `says`: predicates that follow the name or stand alone, without a stop; `alone`:
    no family's passages suit it, though its name ends as theirs do (抱枕套 is no 枕套)."""

    kind: str
    word: str
    says: tuple[str, ...]
    alone: bool


#: Behind a name, what makes it another thing's: 床头柜置物架, 椅子套, 手表带, 手机清洁剂.
_ANOTHERS = re.compile(
    r"套(?!装|餐)|[壳罩膜架座夹袋布垫扣盖带绳链刷油膏剂纸贴包桌椅柜箱凳灯机器仪车鞋衣裤头盒棉条丝托]|配件|支架|专用|伴侣|清洁|清洗|收纳|挂绳|背板|充电|"
    r"数据线|直播|唱|同款色|原料|模具|滤芯|店|卡$"
)
#: Search words in a row, not a name.
_LONG = 18


@lru_cache(maxsize=1)
def _table() -> tuple[dict[str, str], dict[str, dict], re.Pattern[str]]:
    rows = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    words = {str(word).casefold(): kind for kind, row in rows.items() for word in row["of"]}
    longest = "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
    pattern = re.compile(f"(?=({longest}))")
    return words, rows, pattern


def kinds() -> dict[str, dict]:
    """Every class as the file has it."""
    return _table()[1]


@lru_cache(maxsize=1024)
def thing_of(category: str, title: str) -> Thing | None:
    """The thing that a title names where its category does not contradict, else what the category ends in."""
    hits = _hits(title)
    shelf = _on_shelf(category)
    named = {kind for _, _, kind in hits}
    if shelf and (shelf in named or not hits):
        kind = shelf
    elif len(title) <= _LONG and len(named) <= 1:
        kind = _at_end(title, hits)
    else:
        counted = Counter(kind for _, _, kind in hits).most_common(2)
        clear = counted and (len(counted) == 1 or counted[0][1] > counted[1][1])
        kind = counted[0][0] if clear else _at_end(title, hits) if len(title) <= _LONG and len(hits) < 3 else ""
    if not kind:
        return None
    own = [title[at : at + len(word)] for at, word, k in hits if k == kind]
    word = own[0] if own else _shelf_word(category)
    row = kinds()[kind]
    return Thing(kind, word, tuple(row["says"]), bool(row.get("alone")))


def _hits(text: str) -> list[tuple[int, str, str]]:
    """(place, word, class) of the things that a text names, the longest name at each place, names of parts left out."""
    words, _, pattern = _table()
    folded = text.casefold()
    found: list[tuple[int, str, str]] = []
    free = 0
    for match in pattern.finditer(folded):
        end = match.start() + len(match[1])
        if match.start() >= free and not _ANOTHERS.match(folded, end):
            found.append((match.start(), match[1], words[match[1]]))
            free = end
    less = {host for _, _, kind in found for host in kinds()[kind].get("over", ())}
    return [row for row in found if row[2] not in less]


def _at_end(title: str, hits: list[tuple[int, str, str]]) -> str:
    """The class of the last thing that ends the title or one of its parts: "全棉四件套 星空蓝"."""
    ends = {m.end() for m in re.finditer(r"[^\s,，]+", title)} | {
        m.start() for m in re.finditer(r"(?:组合|套装|礼盒)?(?=[\s,，]|$)|[\s-]*[A-Za-z0-9./-]+$", title)
    }
    kept = [kind for at, word, kind in hits if at + len(word) in ends]
    return kept[-1] if kept else ""


def _parts(category: str) -> list[str]:
    last = re.split(r"\s*(?:>>?|\||»|›)\s*", category)[-1]
    return [p for p in re.split(r"[/（）()]", last) if p]


def _on_shelf(category: str) -> str:
    return next((_at_end(p, hits) for p in _parts(category) if (hits := _hits(p)) and _at_end(p, hits)), "")


def _shelf_word(category: str) -> str:
    return next(word for p in _parts(category) if (hits := _hits(p)) for _, word, _ in hits[-1:])
