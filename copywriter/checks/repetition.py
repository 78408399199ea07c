"""What a text says twice: whole sentences, long runs of words, a word doubled by a slip.
Knows nothing of other texts (checks/sameness does) nor of why a writer might repeat."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from copywriter.checks.sentences import split_sentences
from copywriter.records import ProductFacts

#: A run of six English words or ten Chinese characters stands twice in 2 of 1,000 hand-written texts, shorter ones in many.
_RUN_EN, _RUN_ZH = 6, 10
_TOKEN_EN = regex.compile(r"[a-z0-9][a-z0-9'’.-]*", regex.IGNORECASE)
_TOKEN_ZH = regex.compile(r"[\u3400-\u9fff]|[a-z0-9]+", regex.IGNORECASE)
_DOUBLED = regex.compile(r"\b(?!(?:very|so|really|no|bye|ha|had|that|long|never|far|more|much|less|many|yum|tick|knock|choo|"
                         r"couscous|bora|tom)\b)([a-z]{2,})\s+\1\b(?!-)|(的|了|是|和|在|与|为|也|都|就|还|被|把|及)\2(?!确|的)",
                         regex.IGNORECASE)


def repetitions(text: str, language: str, product: ProductFacts) -> Iterator[tuple[str, int, int]]:
    """(repeated_sentence | repeated_phrase | repeated_word, start, end) of each second time. A run inside one of the
    product's own values is no repetition: a long name may stand twice."""
    for match in _DOUBLED.finditer(text):
        yield "repeated_word", *match.span()
    seen: set[str] = set()
    repeated: list[tuple[int, int]] = []
    for start, end in split_sentences(text):
        key = regex.sub(r"[\W_]+", "", text[start:end]).casefold()
        if len(key) >= 8 and key in seen:
            repeated.append((start, end))
            yield "repeated_sentence", start, end
        seen.add(key)
    yield from _runs(text, language, product, repeated)


def _runs(text: str, language: str, product: ProductFacts, covered: list[tuple[int, int]]) -> Iterator[tuple[str, int, int]]:
    pattern, size = (_TOKEN_EN, _RUN_EN) if language == "en" else (_TOKEN_ZH, _RUN_ZH)
    tokens = [(m.group().lower(), m.start(), m.end()) for m in pattern.finditer(text)]
    first: dict[tuple[str, ...], int] = {}
    values = ""
    index = 0
    while index + size <= len(tokens):
        gram = tuple(token for token, _, _ in tokens[index : index + size])
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
