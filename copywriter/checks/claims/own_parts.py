"""Where a word for a material or colour stands by a noun of the product itself; and figures of speech with materials.
Knows no fact beyond the product's nouns."""

from __future__ import annotations

import re

from copywriter.checks.claims.reading import stem

#: Figures of speech: nerves of steel, "from field to glass".
_FIGURE = re.compile(r"\b(?:hands?|nerves?|heart|will|grip|fists?|abs|man|ears|sea|wall) of $|\bfrom [a-z]+ to $")
_IRONED = re.compile(r" (?:it|them|this|these|on|hot|warm|cool|inside|flat|damp)\b")


def is_figure(before: str) -> bool:
    """Whether a figure of speech leads to the word: "nerves of steel"."""
    return bool(_FIGURE.search(before))


def is_verb(after: str) -> bool:
    """Whether "iron" is what one does: "iron it"."""
    return bool(_IRONED.match(after))


_OF_OWN = re.compile(r"([a-z]+) (?:on|of|in) $")
_PLACED = re.compile(r"\b(?:beneath|below|under|above|behind|atop|beside|inside|over) (?:the|its|a) $")


def own_before(before: str, nouns: frozenset[str]) -> bool:
    """Whether a noun of the product stands before: "frets on ebony", "stripes of emerald"."""
    match = _OF_OWN.search(before)
    return bool(match and stem(match[1]) in nouns)


def own_part(before: str, after: str, nouns: frozenset[str]) -> bool:
    """Whether a word qualifies a part of the product, wherever that stands: "beneath the linen shade"."""
    beside = re.match(r"[ -]([a-z]+)", after)
    return bool(beside and stem(beside[1]) in nouns and _PLACED.search(before))
