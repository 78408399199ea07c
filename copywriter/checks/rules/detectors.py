"""What no pattern can see: sentences that must stand, words said too often, capitals, claims without particulars.
Knows one question a function; each answers with spans, and a rule says what they mean."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import regex

from copywriter.checks.rules.context import Context

if TYPE_CHECKING:
    from copywriter.checks.rules.pack import Rule

Span = tuple[int, int]

_WORD = regex.compile(r"[\p{L}\p{N}][\p{L}\p{N}'’-]*")
_CAPITAL_WORD = regex.compile(r"[\p{L}\p{N}'&-]+")
#: Without four letters in a row none of which is a small Latin one there is no loud word.
_FOUR_CAPITALS = re.compile(r"[^\W\d_a-z]{4}")
#: Words a title may repeat: Amazon's rule leaves out prepositions, articles and conjunctions.
_SMALL = frozenset(
    ("a", "an", "the", "and", "or", "of", "for", "in", "on", "with", "to", "by", "at", "from", "nor", "but")
)


def missing(context: Context, rule: Rule) -> Iterator[Span]:
    """None of options.any (stops and white space left out) stands in the text: the whole text is the span."""
    plain = regex.sub(r"[\s，。,.!！]+", "", context.folded)
    if context.text.strip() and not any(
        regex.sub(r"[\s，。,.!！]+", "", w.lower()) in plain for w in rule.options["any"]
    ):
        yield 0, len(context.text)


def repeated_word(context: Context, rule: Rule) -> Iterator[Span]:
    """Each word that stands more than options.most times; the span is its first time too many."""
    most = int(rule.options["most"])
    seen: Counter[str] = Counter()
    for match in _WORD.finditer(context.folded):
        word = match.group()
        stem = word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word
        if word in _SMALL or word.isdigit():
            continue
        seen[stem] += 1
        if seen[stem] == most + 1:
            yield match.span()


def repeated_chinese(context: Context, rule: Rule) -> Iterator[Span]:
    """A run of at least options.length Chinese characters that stands more than options.most times in a title."""
    length, most = int(rule.options["length"]), int(rule.options["most"])
    text = context.folded
    seen: Counter[str] = Counter()
    last: dict[str, int] = {}
    for start in range(len(text) - length + 1):
        gram = text[start : start + length]
        if all("\u3400" <= c <= "\u9fff" for c in gram) and start >= last.get(gram, -length) + length:
            seen[gram] += 1
            last[gram] = start
            if seen[gram] == most + 1:
                yield start, start + length
                return


def capitals(context: Context, rule: Rule) -> Iterator[Span]:
    """Shouting: at least options.words words of four capitals or more in a row, that are no name or code of the
    product. Short capitals (USB, LED) do not count."""
    if not _FOUR_CAPITALS.search(context.text):
        return
    least = int(rule.options.get("words", 2))
    names = f"{context.product.brand} {' '.join(f.value for f in context.product.facts)}"
    run: list[Span] = []
    for match in _CAPITAL_WORD.finditer(context.text):
        word = match.group()
        loud = word.isalpha() and word.isupper()
        if loud and (len(word) >= 4 or run) and word not in names:
            run.append(match.span())
            continue
        if sum(b - a >= 4 for a, b in run) >= least:
            yield run[0][0], run[-1][1]
        run = []
    if sum(b - a >= 4 for a, b in run) >= least:
        yield run[0][0], run[-1][1]


DETECTORS: dict[str, Callable[[Context, Rule], Iterator[Span]]] = {
    "missing": missing,
    "repeated_word": repeated_word,
    "repeated_chinese": repeated_chinese,
    "capitals": capitals,
}
