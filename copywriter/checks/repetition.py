"""What a text says twice: whole sentences, long runs of words, a word doubled by a slip.
Knows nothing of other texts (checks/sameness does) nor of why a writer might repeat."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from copywriter.checks.sentences import split_sentences
from copywriter.records import ProductFacts

#: Shorter runs ("in the bottom of the") are idiom; longer ones are a text that goes round in circles.
_RUN_EN, _RUN_ZH = 6, 10
_TOKEN_EN = re.compile(r"[a-z0-9][a-z0-9'’.-]*", re.IGNORECASE)
_TOKEN_ZH = re.compile(r"[\u3400-\u9fff]|[a-z0-9]+", re.IGNORECASE)
_DOUBLED_ZH = re.compile(r"(的|了|是|和|在|与|为|也|都|就|还|被|把|及)\1(?!确|的)")
_NO_LETTER = re.compile(r"[\W_]+")
_NO_ASCII_MARKS = {code: None for code in range(128) if not chr(code).isalnum()}
#: Words that English doubles on purpose.
_MEANT = frozenset(
    ("very", "so", "really", "no", "bye", "ha", "had", "that", "long", "far", "more", "much", "many", "knock")
)


def repetitions(text: str, language: str, product: ProductFacts) -> Iterator[tuple[str, int, int]]:
    """(repeated_sentence | repeated_phrase | repeated_word, start, end) of each second time. A run inside one of the
    product's own values is no repetition: a long name may stand twice."""
    pattern, size = (_TOKEN_EN, _RUN_EN) if language == "en" else (_TOKEN_ZH, _RUN_ZH)
    words = [word.lower() for word in pattern.findall(text)]
    grams = set(zip(*(words[place:] for place in range(size)), strict=False))
    goes_round = len(grams) < len(words) - size + 1  # most texts say nothing twice and need no places of their words
    tokens: list[tuple[str, int, int]] = []
    if goes_round or (language == "en" and any(one == two for one, two in pairwise(words))):
        tokens = [(m.group().lower(), m.start(), m.end()) for m in pattern.finditer(text)]
    if language == "en":
        for (one, start, end), (two, begin, stop) in pairwise(tokens):
            if one == two and one.isalpha() and len(one) > 1 and one not in _MEANT and text[end:begin].isspace():
                yield "repeated_word", start, stop
    else:
        for match in _DOUBLED_ZH.finditer(text):
            yield "repeated_word", *match.span()
    seen: set[str] = set()
    repeated: list[tuple[int, int]] = []
    for start, end in split_sentences(text):
        key = text[start:end].translate(_NO_ASCII_MARKS)
        key = (key if key.isalnum() else _NO_LETTER.sub("", key)).casefold()
        if len(key) >= 8 and key in seen:
            repeated.append((start, end))
            yield "repeated_sentence", start, end
        seen.add(key)
    if goes_round:
        yield from _runs(text, tokens, size, product, repeated)


def _runs(
    text: str, tokens: list[tuple[str, int, int]], size: int, product: ProductFacts, covered: list[tuple[int, int]]
) -> Iterator[tuple[str, int, int]]:
    first: dict[tuple[str, ...], int] = {}
    words = tuple(token for token, _, _ in tokens)
    values = ""
    index = 0
    while index + size <= len(tokens):
        gram = words[index : index + size]
        if first.setdefault(gram, index) + size <= index:
            last = index + size
            while last < len(tokens) and tokens[first[gram] + last - index][0] == tokens[last][0]:
                last += 1
            start, end = tokens[index][1], tokens[last - 1][2]
            values = values or "\n".join((product.title, *(f.value for f in product.facts))).lower()
            if text[start:end].lower() not in values and not any(a <= start and end <= b for a, b in covered):
                yield "repeated_phrase", start, end
            index = last
        else:
            index += 1
