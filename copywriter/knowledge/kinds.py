"""Which kinds a thing is of (worn, poured from, carried), so that a material's quality is told where it is a benefit.
Refuses to guess: a thing whose family and last words stand nowhere in kinds.yaml is of no kind."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

import yaml

from copywriter.knowledge.english import singular

_FILE = Path(__file__).with_name("kinds.yaml")
_WORDS = re.compile(r"[a-z]+(?:[-'][a-z]+)*")
#: What may stand behind the noun: "Bento Box for Kids, 900 ml".
_BEHIND = re.compile(r"\s[-–—|(]\s?|[,(|]|\s(?:for|with|w|in|by|of|from|set)\s|\s(?=\d)")


@lru_cache(maxsize=1)
def _rows() -> dict[str, tuple[frozenset[str], frozenset[str]]]:
    rows = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return {kind: (frozenset(row["families"]), frozenset(row["nouns"])) for kind, row in rows.items()}


def all_kinds() -> tuple[str, ...]:
    return tuple(_rows())


@lru_cache(maxsize=1024)  # five candidates of a product ask alike
def kinds_of(family: str, *names: str) -> tuple[str, ...]:
    """The kinds that the family is of, or that a name ends in a noun of, in the order of the file."""
    ends = {end for name in names for end in _ends(name)}
    return tuple(kind for kind, (families, nouns) in _rows().items() if family in families or ends & nouns)


def _ends(name: str) -> set[str]:
    """The last word of a name, and its last two and three, in the singular; sets are of what they are sets of."""
    words = [singular(w) for w in _WORDS.findall(_BEHIND.split(name.casefold())[0])]
    while len(words) > 1 and words[-1] in ("set", "pair", "pack"):
        words.pop()
    return {" ".join(words[-n:]) for n in (1, 2, 3) if len(words) >= n}
