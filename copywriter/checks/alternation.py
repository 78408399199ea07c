"""A long alternation run piece by piece: only the pieces whose literals stand in the text, with the very same matches.
Knows no rule and no claim; a piece whose literals it cannot tell is always run."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import lru_cache
from re import _parser  # the standard library's own reading of a pattern
from typing import Any

import regex

#: Pieces that stand in one stretch of text; with more of them the whole pattern is the quicker one.
_FEW = 6
_PROPERTY = re.compile(r"\\p\{\w+\}")


@lru_cache(maxsize=2048)
def pieces_of(pattern: regex.Pattern[str]) -> Alternation:
    """One pattern's pieces, told once."""
    return Alternation(pattern)


class Alternation:
    """A compiled pattern of the module regex and its pieces. For text that is folded to lower case."""

    def __init__(self, whole: regex.Pattern[str]) -> None:
        self.whole = whole
        pieces = alternatives(whole.pattern)
        # A group's number or name may be asked for across pieces, and so may a flag hold: such a pattern stays whole.
        divided = len(pieces) > 1 and not whole.groupindex and not regex.search(r"\\\d|\(\?[a-zA-Z&(|]", whole.pattern)
        self.pieces = tuple(pieces) if divided else (whole.pattern,)
        #: For each piece the literals of which a match of it holds one; None where that cannot be told.
        self.needs = tuple(literals_of(piece) for piece in self.pieces)
        self._compiled: dict[int, regex.Pattern[str]] = {}

    def _compile(self, place: int) -> regex.Pattern[str]:
        """A piece is compiled when it is first wanted: most pieces of most packs never are."""
        self._compiled[place] = pattern = regex.compile(self.pieces[place], self.whole.flags)
        return pattern

    def standing_in(self, lower: str) -> set[int]:
        """The places of the pieces that can match in a text, given in lower case."""
        return {
            place
            for place, needs in enumerate(self.needs)
            if needs is None or any(literal in lower for literal in needs)
        }

    def finditer(self, text: str, left: int, right: int, standing: Collection[int]) -> Iterator[regex.Match[str]]:
        """What `whole.finditer(text, left, right)` yields. `standing`: the places of the pieces that can match there,
        because one of their literals stands in the stretch or they need none."""
        if not standing:
            return
        if len(standing) > _FEW or len(self.pieces) == 1:
            yield from self.whole.finditer(text, left, right)
            return
        patterns = [self._compiled.get(place) or self._compile(place) for place in sorted(standing)]
        heads = [(pattern, pattern.search(text, left, right)) for pattern in patterns]
        while heads := [(pattern, match) for pattern, match in heads if match is not None]:
            # Of several that begin at one place, an alternation takes the first that it names; min keeps the first.
            first = min(heads, key=_start)[1]
            yield first
            on = max(first.end(), first.start() + 1)
            heads = [(p, m if m.start() >= on else p.search(text, on, right)) for p, m in heads]


def _start(head: tuple[Any, Any]) -> int:
    return head[1].start()


def alternatives(pattern: str) -> list[str]:
    """The parts of a pattern between its outermost bars; of a part that is one plain group, the parts in it."""
    parts = _between_bars(pattern)
    if len(parts) > 1:
        return [inner for part in parts for inner in alternatives(part)]
    if pattern.startswith("(?:") and _closes_at(pattern) == len(pattern) - 1:
        return alternatives(pattern[3:-1])
    return parts


def _closes_at(pattern: str) -> int:
    """Where the group that the pattern begins with ends."""
    return next(i for i, mark, depth in _brackets(pattern) if mark == ")" and depth == 0)


def _between_bars(pattern: str) -> list[str]:
    parts, start = [], 0
    for i, mark, depth in _brackets(pattern):
        if mark == "|" and depth == 0:
            parts.append(pattern[start:i])
            start = i + 1
    return [*parts, pattern[start:]]


def _brackets(pattern: str) -> Iterator[tuple[int, str, int]]:
    """(place, mark, depth) of each bracket and bar that has its meaning; a bracket counts to the depth outside it."""
    depth = i = 0
    inside = False  # a class of characters, where brackets and bars are plain
    while i < len(pattern):
        mark = pattern[i]
        if mark == "\\":
            i += 2
            continue
        if inside:
            inside = mark != "]"
        elif mark == "[":
            inside = True
            i += 1 if pattern[i + 1 : i + 2] != "^" else 2  # a bracket that stands first is plain
        elif mark in "()|":
            depth -= mark == ")"
            yield i, mark, depth
            depth += mark == "("
        i += 1


@lru_cache(maxsize=8192)
def literals_of(pattern: str) -> tuple[str, ...] | None:
    """Lower-case literals of which every match in lower-case text holds at least one; None where there is no such
    set or the standard library cannot read the pattern."""
    try:
        found = needed(_parser.parse(_PROPERTY.sub(r"\\w", pattern)))
    except re.error:
        return None
    return None if found is None else tuple(sorted({literal.lower() for literal in found}, key=len))


@lru_cache(maxsize=8192)
def openings_of(pattern: str) -> tuple[str, ...] | None:
    """Lower-case literals with one of which every match in lower-case text begins; None where there is no such set, or
    one begins with fewer than three characters, so that it stands everywhere."""
    try:
        found = _openings(list(_parser.parse(_PROPERTY.sub(r"\\w", pattern))))
    except re.error:
        return None
    return None if found is None or min(map(len, found)) < 3 else tuple(sorted({word.lower() for word in found}))


def _openings(parsed: list[Any]) -> frozenset[str] | None:
    run = ""
    for place, (kind, value) in enumerate(parsed):
        name = str(kind)
        if name == "LITERAL":
            run += chr(value)
            continue
        if run:
            break
        if name in ("AT", "ASSERT", "ASSERT_NOT"):
            continue
        if name == "SUBPATTERN":
            return _openings([*value[3], *parsed[place + 1 :]])
        if name == "BRANCH":
            sets = [_openings([*branch, *parsed[place + 1 :]]) for branch in value[1]]
        elif name in ("MAX_REPEAT", "MIN_REPEAT") and value[0] == 0:
            sets = [_openings([*value[2], *parsed[place + 1 :]]), _openings(parsed[place + 1 :])]
        elif name in ("MAX_REPEAT", "MIN_REPEAT"):
            return _openings(list(value[2]))
        else:
            return None
        return None if any(s is None for s in sets) else frozenset().union(*(s for s in sets if s is not None))
    return frozenset({run}) if run else None


def needed(parsed: Any) -> frozenset[str] | None:
    """Literals of which every match holds at least one; None where there is no such set."""
    best: frozenset[str] | None = None
    run = ""
    for kind, value in parsed:
        name = str(kind)
        if name == "LITERAL":
            run += chr(value)
            continue
        best, run = _better(best, frozenset({run}) if run else None), ""
        best = _better(best, _needed_of(name, value))
    return _better(best, frozenset({run}) if run else None)


def _needed_of(name: str, value: Any) -> frozenset[str] | None:
    if name == "SUBPATTERN":
        return needed(value[3])
    if name in ("MAX_REPEAT", "MIN_REPEAT"):
        return needed(value[2]) if value[0] > 0 else None
    if name == "IN":
        plain = all(str(kind) == "LITERAL" for kind, _ in value)
        return frozenset(chr(code) for _, code in value) if plain else None
    if name == "BRANCH":
        sets = [needed(branch) for branch in value[1]]
        return None if any(s is None for s in sets) else frozenset().union(*(s for s in sets if s is not None))
    return None


def _better(one: frozenset[str] | None, other: frozenset[str] | None) -> frozenset[str] | None:
    """The more selective of two sets: the longer its shortest literal."""
    if one is None or other is None:
        return one if other is None else other
    return max(one, other, key=lambda s: (min(map(len, s)), -len(s)))
