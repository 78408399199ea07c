"""A text made easy to compare without losing its place: folded character by character, so that offsets stay true.
Knows no claim: only width, case, quotes, dashes, traditional characters, words and their stems."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import Path

import opencc

_KEPT_WIDE = "，！？；"  # they end clauses; an ASCII comma between digits would read as a decimal point


@cache
def _table() -> dict[int, str]:
    table: dict[int, str] = {}
    characters = Path(opencc.__file__).parent / "dictionary" / "TSCharacters.txt"
    for line in characters.read_text(encoding="utf-8").splitlines():
        traditional, _, simple = line.partition("\t")
        if len(traditional) == 1 and simple:
            table[ord(traditional)] = simple.split(" ")[0][0]
    table |= {code: chr(code - 0xFEE0).lower() for code in range(0xFF01, 0xFF5F) if chr(code) not in _KEPT_WIDE}
    table |= {code: chr(code).lower() for code in range(65, 91)}
    for start, stop in ((0xC0, 0x250), (0x370, 0x530)):
        table |= {c: chr(c).lower() for c in range(start, stop) if len(chr(c).lower()) == 1}
    for plain, marks in {
        "'": "’‘′ʼ",
        '"': "“”″",
        "-": "–—‒−‐‑",
        "~": "～〜∼",
        "*": "×✕✖",
        " ": "\u3000\u00a0\u2009\u202f",
        "·": "•・",
    }.items():
        table |= {ord(mark): plain for mark in marks}
    # Characters that stay as they are stand in the table too: one that it lacks costs an exception, ten times as much.
    for start, stop in ((0, 0x80), (0x3000, 0x3020), (0x4E00, 0xA000), (0xFF01, 0xFF5F)):
        table |= {code: chr(code) for code in range(start, stop) if code not in table}
    return table


def fold(text: str) -> str:
    """Lower case, half width, simplified characters, plain quotes and dashes. Same length as `text`, always."""
    return text.translate(_table())


WORD = re.compile(r"[a-z0-9à-öø-ÿ]+(?:['][a-z]+)*")
CHINESE = re.compile(r"[\u3400-\u9fff]")

#: Words that tie no sentence to a fact.
STOP = frozenset(
    """a an and are as at be been but by can do does for from has have in into is it its it's of off on or our out so
    than that
    the their them then there these they this those to too up us was we were what when where which while who will with
    without
    you your no not yes all any more most very also just each every one per via if how""".split()  # noqa: SIM905
)
_IRREGULAR = {
    "knives": "knife",
    "shelves": "shelf",
    "leaves": "leaf",
    "feet": "foot",
    "teeth": "tooth",
    "children": "child",
    "women": "woman",
    "men": "man",
    "batteries": "battery",
    "accessories": "accessory",
    "zipper": "zip",
    "zippered": "zip",
    "zipped": "zip",
    "zips": "zip",
    "zippers": "zip",
    "woollen": "wool",
    "wooden": "wood",
    "grey": "gray",
    "colour": "color",
    "colours": "color",
    "coloured": "color",
    "colored": "color",
    "aluminium": "aluminum",
    "fibre": "fiber",
    "fibres": "fiber",
    "lightweight": "lightweight",
    "washing": "wash",
    "washable": "washable",
}


@lru_cache(maxsize=20000)
def stem(word: str) -> str:
    """A word without its plural, -ed and -ing; light on purpose: "buttoned" meets "button", "dress" stays."""
    word = word.removesuffix("'s")
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    for ending in ("sses", "shes", "ches", "xes", "zes"):
        if word.endswith(ending):
            return word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    for ending in ("ing", "ed"):
        if len(word) > len(ending) + 3 and word.endswith(ending):
            word = word[: -len(ending)]
            if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "lse":
                word = word[:-1]
            return word[:-1] if word.endswith("e") else word
    return word[:-1] if len(word) > 4 and word.endswith("e") else word


def alike(asked: str, said: str) -> bool:
    """Whether two stems are one word in two forms: recycl, recyclabl."""
    if asked == said:
        return True
    if asked[:4] != said[:4]:
        return False
    short, long = sorted((asked, said), key=len)
    return len(short) >= 4 and long.startswith(short) and len(long) - len(short) <= 4


def occurrences(phrase: str, text: str) -> list[tuple[int, int]]:
    """(start, end) of each time a phrase stands in a text, none reaching into the next."""
    found = []
    at = text.find(phrase) if phrase else -1
    while at >= 0:
        found.append((at, at + len(phrase)))
        at = text.find(phrase, at + len(phrase))
    return found


def words(folded: str) -> list[tuple[int, int, str]]:
    """(start, end, stem) of each Latin word."""
    return [(m.start(), m.end(), stem(m[0])) for m in WORD.finditer(folded)]


@lru_cache(maxsize=16)  # one text is asked by several judges in turn
def all_words(folded: str) -> tuple[tuple[int, int, str], ...]:
    """What `words` gives of a whole text."""
    return tuple(words(folded))


_CLAUSE_MARK = re.compile(r"[.;:!?()（）。，；！？\n]")
_CLAUSE_END = re.compile(r"[;:!?()（）。，；！？\n]|[.,](?!\d)")


def clause_before(folded: str, at: int, reach: int = 40) -> str:
    """The text of the same clause before `at`, at most `reach` characters."""
    piece = folded[max(0, at - reach) : at]
    cut = 0
    for match in _CLAUSE_MARK.finditer(piece):
        if match[0] == ":" and len(piece) - match.end() < 8:  # "Depth: 70 cm", "up to: …"
            continue
        if match[0] == "." and match.end() < len(piece) and piece[match.end()].isdigit():
            continue
        cut = match.end()
    return piece[cut:]


def clause_after(folded: str, at: int, reach: int = 40) -> str:
    """The text of the same clause from `at` on, at most `reach` characters."""
    piece = folded[at : at + reach]
    match = _CLAUSE_END.search(piece)
    return piece[: match.start()] if match else piece
