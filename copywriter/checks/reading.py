"""How hard a text is to read: reading ease in English, sentence and clause length in Chinese.
Knows no grade of readers; it gives numbers and the places where they are high."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from copywriter.checks.sentences import split_sentences

LONG_SENTENCE_EN = 35  # words
LONG_SENTENCE_ZH = 80  # characters
LONG_CLAUSE_ZH = 36  # characters without a mark
#: Flesch's own scale calls 0 to 30 "very difficult". Names push short texts down: it is asked of 40 words or more.
HARD = 30
_WORD = re.compile(r"[A-Za-z]+(?:['’-][A-Za-z]+)*")
_VOWELS = re.compile(r"[aeiouy]+")
_CLAUSE_ZH = re.compile(r"[\u3400-\u9fffA-Za-z0-9%.°·/×+-]+")


@lru_cache(maxsize=20_000)  # a catalogue's words recur
def syllables(word: str) -> int:
    """Vowel groups, a silent final e or ed left out: an estimate, good enough for a mean over a text."""
    word = word.lower()
    groups = len(_VOWELS.findall(word))
    silent_e = word.endswith("e") and not word.endswith(("le", "ee", "ye"))
    silent_ed = word.endswith("ed") and len(word) > 3 and word[-3] not in "td"
    return max(1, groups - (1 if silent_e or silent_ed else 0))


def reading_ease(text: str) -> float:
    """Flesch reading ease: 206.835 - 1.015 words a sentence - 84.6 syllables a word. 100 for a text without words."""
    words = _WORD.findall(text)
    if not words:
        return 100.0
    sentences = max(1, len(split_sentences(text)))
    return 206.835 - 1.015 * len(words) / sentences - 84.6 * sum(map(syllables, words)) / len(words)


def hard_parts(text: str, language: str) -> Iterator[tuple[str, int, int, int]]:
    """(hard | long_sentence | long_clause, start, end, amount) of what a reader stumbles over."""
    if language == "en":
        words = 0
        for start, end in split_sentences(text):
            length = len(text[start:end].split())
            words += length
            if length > LONG_SENTENCE_EN:
                yield "long_sentence", start, end, length
        if words >= 40 and (ease := reading_ease(text)) < HARD:
            yield "hard", 0, len(text), round(ease)
        return
    for start, end in split_sentences(text):
        length = len("".join(text[start:end].split()))
        if length > LONG_SENTENCE_ZH:
            yield "long_sentence", start, end, length
            continue
        for match in _CLAUSE_ZH.finditer(text, start, end):
            if match.end() - match.start() > LONG_CLAUSE_ZH:
                yield "long_clause", *match.span(), match.end() - match.start()
