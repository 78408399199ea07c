"""Whether a sentence reads as the passages do: each run of its words was heard there, in this family.
Knows no meaning; a value counts as its fact's role, so "Warranty: 380 g" was never heard where "Weight: 380 g" was."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path

#: Units in a run. English counts words and marks, Chinese characters; a slot is one unit.
ORDER = {"en": 4, "zh-Hans": 5}
#: Bits for each run, and places set: 16 and 3 let about one unheard run in 200 pass.
BITS, PLACES = 16, 3

#: Where a shop's own sentences about things of no known family are heard.
SHOP = "_shop"

_UNIT = re.compile(r"<\|[^|<>]+\|>|[A-Za-z0-9À-ÿ]+(?:['’-][A-Za-z0-9]+)*|[^\s]")


def units(text: str, language: str) -> list[str]:
    """A sentence in the house language as units; case is folded."""
    found = [u if u.startswith("<|") else u.lower() for u in _UNIT.findall(text)]
    return ["^", *found, "$"]


def runs(text: str, language: str) -> Iterator[str]:
    """Every run of ORDER units; a shorter sentence is one run."""
    found = units(text, language)
    order = ORDER[language]
    for i in range(max(1, len(found) - order + 1)):
        yield "\x1f".join(found[i : i + order])


class Heard:
    """A Bloom filter over (language, family, run)."""

    def __init__(self, bits: bytearray) -> None:
        self._bits = bits
        self._remembered = lru_cache(maxsize=4096)(self._knows)  # sentences come again with every product of a family

    @classmethod
    def of(cls, sentences: Iterable[tuple[str, str, str]]) -> Heard:
        """From (language, family, sentence in the house language with role slots)."""
        entries = {f"{lang}\x1e{family}\x1e{run}" for lang, family, text in sentences for run in runs(text, lang)}
        heard = cls(bytearray(max(64, len(entries) * BITS // 8)))
        for entry in entries:
            for place in heard._places(entry):
                heard._bits[place >> 3] |= 1 << (place & 7)
        return heard

    def and_of(self, sentences: Iterable[tuple[str, str, str]]) -> Heard:
        """With a shop's own sentences as well; those about things of no family are heard under SHOP."""
        more = Heard(bytearray(self._bits))
        for language, family, text in sentences:
            for run in runs(text, language):
                for place in more._places(f"{language}\x1e{family or SHOP}\x1e{run}"):
                    more._bits[place >> 3] |= 1 << (place & 7)
        return more

    @classmethod
    def load(cls, path: Path) -> Heard | None:
        return cls(bytearray(zlib.decompress(path.read_bytes()))) if path.is_file() else None

    def save(self, path: Path) -> None:
        path.write_bytes(zlib.compress(bytes(self._bits), 9))

    def knows(self, text: str, language: str, family: str) -> bool:
        """Whether every run of the sentence was heard in the family; where there is none, among what a shop's own texts
        said of such things."""
        return self._remembered(text, language, family)

    def _knows(self, text: str, language: str, family: str) -> bool:
        home = family if family not in ("", "_any") else SHOP
        return all(self._has(f"{language}\x1e{home}\x1e{run}") for run in runs(text, language))

    def _has(self, entry: str) -> bool:
        return all(self._bits[place >> 3] & 1 << (place & 7) for place in self._places(entry))

    def _places(self, entry: str) -> list[int]:
        data = entry.encode()
        first, second = zlib.crc32(data), zlib.adler32(data[::-1]) * 2654435761 & 0xFFFFFFFF | 1
        size = len(self._bits) * 8
        return [(first + i * second) % size for i in range(PLACES)]
