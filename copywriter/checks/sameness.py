"""Whether a text repeats its siblings or the catalogue: near copies, and openings that many listings share.
Knows only the texts it is given; it reads no database."""

from __future__ import annotations

import re
import zlib
from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from functools import lru_cache
from hashlib import blake2b

import numpy as np
import regex

from copywriter.checks.sentences import split_sentences
from copywriter.records import Finding

#: Share of common shingles from which two texts count as near copies. One word changed in ten leaves about
#: 0.6 of the three-word shingles.
NEAR_COPY = 0.6
#: Listings that may share an opening before anybody is told.
SHARED_OPENING = 5
HASHES, BANDS = 64, 16  # four rows a band: a pair at 0.6 is met with probability 0.89, at 0.3 with 0.12
_SHINGLE_EN, _SHINGLE_ZH = 3, 4  # words, characters
_OPENING_EN, _OPENING_ZH = 5, 8
_TOKEN = regex.compile(r"[\p{Han}]|[\p{L}\p{N}]+(?:['’][\p{L}]+)?")
_ASCII_TOKEN = re.compile(r"[a-z0-9]+(?:'[a-z]+)?")  # the same for text that is ASCII, four times as fast
_PRIME = (1 << 61) - 1
_RANDOM = np.random.default_rng(7)
_A = _RANDOM.integers(1, 1 << 31, HASHES, dtype=np.uint64)
_B = _RANDOM.integers(0, 1 << 31, HASHES, dtype=np.uint64)


def run(
    text: str, *, language: str, others: Sequence[str] = (), index: CopyIndex | None = None, itself: Hashable = None
) -> list[Finding]:
    """Near copies of `others` (texts this one must not repeat) and, where an `index` of the catalogue is given, near
    copies and shared openings there. `itself` is the key under which the index holds this very text's listing."""
    found: list[Finding] = []
    mine = shingles(text, language)
    for other in others:
        share = _share(mine, shingles(other, language))
        if share >= NEAR_COPY:
            found.append(_near_copy(text, share, 0, language))
            break
    if index is not None:
        twins = index.near(text, besides=itself)
        if twins and not found:
            found.append(_near_copy(text, twins[0][1], len(twins), language))
        shared = index.opening_count(text, besides=itself)
        if shared >= SHARED_OPENING:
            found.append(_opening(text, shared, language))
    return found


def tokens(text: str) -> list[str]:
    return (_ASCII_TOKEN if text.isascii() else _TOKEN).findall(text.casefold())


@lru_cache(maxsize=4096)  # a candidate is compared with the same siblings again and again
def shingles(text: str, language: str) -> frozenset[int]:
    """Hashes of every run of three words (en) or four characters (zh); of the whole text where it is shorter."""
    words, size = tokens(text), _SHINGLE_EN if language == "en" else _SHINGLE_ZH
    if len(words) <= size:
        return frozenset([zlib.crc32(" ".join(words).encode())]) if words else frozenset()
    crc32, coded = zlib.crc32, [word.encode() for word in words]
    return frozenset([crc32(b" ".join(coded[i : i + size])) for i in range(len(coded) - size + 1)])


def similarity(one: str, other: str, language: str) -> float:
    """Share of common shingles (Jaccard), 0 to 1."""
    return _share(shingles(one, language), shingles(other, language))


def _share(one: frozenset[int], other: frozenset[int]) -> float:
    if not one or not other:
        return 0.0
    both = len(one & other)
    return both / (len(one) + len(other) - both)


def opening(text: str, language: str) -> str:
    """How a text begins, folded: its first five words (en) or eight characters (zh), within the first sentence."""
    spans = split_sentences(text)
    first = text[spans[0][0] : spans[0][1]] if spans else text
    words, size = tokens(first), _OPENING_EN if language == "en" else _OPENING_ZH
    return (" " if language == "en" else "").join(words[:size]) if len(words) >= min(size, 4) else ""


class CopyIndex:
    """The texts of one catalogue and language, ready for "who says this already". Min-hash over shingles in bands, so
    that a question does not walk the catalogue. Not safe for threads that write together."""

    def __init__(self, language: str, rows: Iterable[tuple[Hashable, str]] = ()) -> None:
        self.language = language
        self._signatures: dict[Hashable, np.ndarray] = {}
        self._openings: Counter[str] = Counter()
        self._opening_of: dict[Hashable, str] = {}
        self._buckets: dict[tuple[int, bytes], set[Hashable]] = {}
        for key, text in rows:
            self.add(key, text)

    def __len__(self) -> int:
        return len(self._signatures)

    def add(self, key: Hashable, text: str) -> None:
        """Adds a listing, or replaces its text."""
        self.remove(key)
        signature = _signature(shingles(text, self.language))
        if signature is None:
            return
        self._signatures[key] = signature
        for bucket in _bands(signature):
            self._buckets.setdefault(bucket, set()).add(key)
        self._opening_of[key] = start = opening(text, self.language)
        if start:
            self._openings[start] += 1

    def remove(self, key: Hashable) -> None:
        """Takes a listing out; nothing happens where it is not in."""
        signature = self._signatures.pop(key, None)
        if signature is None:
            return
        for bucket in _bands(signature):
            self._buckets[bucket].discard(key)
        start = self._opening_of.pop(key, "")
        if start:
            self._openings[start] -= 1

    def near(self, text: str, *, besides: Hashable = None, at_least: float = NEAR_COPY) -> list[tuple[Hashable, float]]:
        """(key, estimated share of common shingles) of near copies, nearest first. With 64 hashes the
        estimate has a standard error of 0.06 at most."""
        signature = _signature(shingles(text, self.language))
        if signature is None:
            return []
        candidates = {key for bucket in _bands(signature) for key in self._buckets.get(bucket, ())} - {besides}
        shares = ((key, float(np.mean(self._signatures[key] == signature))) for key in candidates)
        return sorted((row for row in shares if row[1] >= at_least), key=lambda row: -row[1])

    def opening_count(self, text: str, *, besides: Hashable = None) -> int:
        """How many other listings begin as this text does."""
        start = opening(text, self.language)
        if not start:
            return 0
        return self._openings[start] - (1 if self._opening_of.get(besides) == start else 0)


def _signature(items: frozenset[int]) -> np.ndarray | None:
    """The least of each of 64 hashes over the shingles; uint64 [HASHES]. None for a text without words."""
    if not items:
        return None
    values = np.fromiter(items, dtype=np.uint64, count=len(items))
    mixed = (values[:, None] * _A[None, :] + _B[None, :]) % np.uint64(_PRIME)  # [shingles, HASHES], below 2**64
    return mixed.min(axis=0)


def _bands(signature: np.ndarray) -> list[tuple[int, bytes]]:
    rows = HASHES // BANDS
    return [(band, signature[band * rows : (band + 1) * rows].tobytes()) for band in range(BANDS)]


def band_keys(text: str, language: str, salt: str = "") -> list[int]:
    """The text's min-hash bands as 16 numbers of 63 bits, for a table that is searched by number: near copies share
    one with the probabilities said at BANDS. Texts of different `salt` or language share none. Empty without words."""
    signature = _signature(shingles(text, language))
    if signature is None:
        return []
    start = f"{salt}/{language}/".encode()
    return [
        int.from_bytes(blake2b(start + bytes([band]) + rows, digest_size=8).digest(), "big") >> 1
        for band, rows in _bands(signature)
    ]


def live_twin(text: str, *, share: float, title: str, more: int, language: str) -> Finding:
    """The finding on a text that nearly repeats the live one of another product, and of `more` further products."""
    percent = round(share * 100)
    if language == "en":
        also = f" and of {more} more" if more else ""
        reason = f"Nearly the same ({percent} %) as the live text of “{title}”{also}."
        suggestion = "Say what only this product has, or ask for another."
    else:
        also = f"等 {more + 1} 件商品" if more else ""
        reason = f"与“{title}”{also}的在售文案几乎相同（{percent}%）。"
        suggestion = "请写出这件商品独有的特点，或重新生成。"
    return Finding("sameness.live_twin", "warn", 0, len(text), reason, suggestion)


def _near_copy(text: str, share: float, listings: int, language: str) -> Finding:
    percent = round(share * 100)
    if language == "en":
        where = f"{listings} live listing{'s' if listings != 1 else ''}" if listings else "another text of this product"
        return Finding(
            "sameness.near_copy",
            "warn",
            0,
            len(text),
            f"{percent} % of the word runs of this text and {where} are the same.",
            "Ask for another, or change what it says first.",
        )
    where = f"{listings} 条在售文案" if listings else "该商品的另一条文案"
    return Finding(
        "sameness.near_copy", "warn", 0, len(text), f"与{where}的用语有 {percent}% 重合。", "请重新生成，或换个角度写。"
    )


def _opening(text: str, listings: int, language: str) -> Finding:
    spans = split_sentences(text)
    start, end = spans[0] if spans else (0, len(text))
    if language == "en":
        return Finding(
            "sameness.opening",
            "warn",
            start,
            end,
            f"This opening stands in {listings} listings.",
            "Begin with what only this product has.",
        )
    return Finding(
        "sameness.opening",
        "warn",
        start,
        end,
        f"这个开头已经用在 {listings} 条文案里。",
        "请用这件商品独有的特点开头。",
    )
