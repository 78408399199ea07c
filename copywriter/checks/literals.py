"""Where any of many literals stands in a text, in one pass: words, trigger words, names.
Knows no edge of a word and no meaning; the caller decides which of the places count."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from operator import add
from typing import Generic, TypeVar

import ahocorasick

T = TypeVar("T")


class Literals(Generic[T]):
    """Literals with what each stands for. An automaton finds those that begin with an ASCII character; the others are
    looked up by their first two characters, because a node of the automaton seeks its 800 Chinese branches one by one
    (0.5 µs a character of text against 0.1)."""

    def __init__(self, payloads: Mapping[str, T]) -> None:
        self._latin: ahocorasick.Automaton | None = None
        self._single: dict[str, T] = {}
        self._longer: dict[str, tuple[tuple[str, T], ...]] = {}
        latin = {literal: payload for literal, payload in payloads.items() if literal and literal[0].isascii()}
        if latin:
            self._latin = ahocorasick.Automaton()
            for literal, payload in latin.items():
                self._latin.add_word(literal, (len(literal), payload))
            self._latin.make_automaton()
        for literal, payload in payloads.items():
            if len(literal) == 1 and literal not in latin:
                self._single[literal] = payload
            elif literal and literal not in latin:
                self._longer[literal[:2]] = (*self._longer.get(literal[:2], ()), (literal, payload))
        self._begins, self._marks = frozenset(self._longer), frozenset(self._single)

    def found(self, text: str) -> list[tuple[int, int, T]]:
        """(end, start, payload) of every place of every literal, overlapping ones too, in the order of their ends."""
        places: list[tuple[int, int, T]] = []
        if self._latin is not None:
            places = [(last + 1, last + 1 - length, payload) for last, (length, payload) in self._latin.iter(text)]
        if text.isascii() or not (self._begins or self._marks):
            return places
        marks, pairs = _characters(text)
        standing = [row for pair in self._begins & pairs for row in self._longer[pair]]
        standing += [(mark, self._single[mark]) for mark in self._marks & marks]
        for literal, payload in standing:
            at = text.find(literal)
            while at >= 0:
                places.append((at + len(literal), at, payload))
                at = text.find(literal, at + 1)
        if standing:
            places.sort(key=_end_and_start)
        return places


@lru_cache(maxsize=32)  # one text is asked about by claims, law and platform in turn
def _characters(text: str) -> tuple[frozenset[str], frozenset[str]]:
    """The characters of a text, and its pairs of neighbours."""
    return frozenset(text), frozenset(map(add, text, text[1:]))


def _end_and_start(place: tuple[int, int, object]) -> tuple[int, int]:
    return place[0], place[1]
