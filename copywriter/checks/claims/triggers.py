"""Which of many patterns can match a text at all, and where: each is tried only at a literal that it cannot do without.
Knows no claim. One pass over 600 characters replaces some 400 searches: 3 ms become 0.1 ms."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Generic, TypeVar

from copywriter.checks.alternation import alternatives, literals_of, openings_of
from copywriter.checks.literals import Literals

T = TypeVar("T")


class Triggers(Generic[T]):
    """Patterns (on folded text) with what each stands for. A pattern whose every match begins with a known literal is
    tried where that stands, one that only holds such a literal is sought through the text, and the rest always are."""

    def __init__(self, patterns: Sequence[tuple[str, T]]) -> None:
        self.patterns = [(re.compile(pattern), payload) for pattern, payload in patterns]
        self.always: list[int] = []
        # Patterns that begin with it anywhere, those that do only at the edge of a word, those that hold it somewhere.
        by_literal: dict[str, tuple[list[int], list[int], list[int]]] = {}
        for number, (pattern, _) in enumerate(patterns):
            begins = openings_of(pattern)
            literals = begins or literals_of(pattern)
            edge = pattern.startswith(r"\b") and len(alternatives(pattern)) == 1
            if literals is None:
                self.always.append(number)
            for literal in literals or ():
                kind = 2 if begins is None else int(edge and _word(literal[0]))
                by_literal.setdefault(literal, ([], [], []))[kind].append(number)
        self.literals = Literals(by_literal)

    def matches(self, folded: str, wanted: Callable[[T], bool] | None = None) -> Iterator[tuple[re.Match[str], T]]:
        """Every match of every pattern, pattern by pattern; only of wanted payloads where told which."""
        places: dict[int, list[int] | None] = dict.fromkeys(self.always)
        for _, start, (begin, edged, hold) in self.literals.found(folded):
            for number in hold:
                places[number] = None
            for number in begin:
                places.setdefault(number, []).append(start)  # type: ignore[union-attr]
            if edged and not (start and _word(folded[start - 1])):  # "heat" of "wheat"
                for number in edged:
                    places.setdefault(number, []).append(start)  # type: ignore[union-attr]
        for number in sorted(places):
            pattern, payload = self.patterns[number]
            if wanted is not None and not wanted(payload):
                continue
            starts = places[number]
            if starts is None:
                for match in pattern.finditer(folded):
                    yield match, payload
                continue
            reach = 0
            for start in sorted(starts):
                match = pattern.match(folded, start) if start >= reach else None
                if match is not None:
                    reach = match.end()
                    yield match, payload


def _word(char: str) -> bool:
    return char.isalnum() or char == "_"
