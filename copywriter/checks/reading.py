"""How hard a text is to read: reading ease in English, sentence and clause length in Chinese.
Knows no grade of readers; it gives numbers and the places where they are high."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from copywriter.checks.sentences import split_sentences

LONG_SENTENCE_EN = 35  # words
LONG_SENTENCE_ZH = 80  # characters
LONG_CLAUSE_ZH = 36  # characters without a mark
#: Flesch's own scale calls 0 to 30 "very difficult"; product names push short texts down, so it is asked of 40 words or more.
HARD = 30
_WORD = regex.compile(r"[A-Za-z]+(?:['’-][A-Za-z]+)*")
_VOWELS = regex.compile(r"[aeiouy]+")
_CLAUSE_ZH = regex.compile(r"[\p{Han}A-Za-z0-9%.°·/×+-]+")


def syllables(word: str) -> int:
    """Vowel groups, a silent final e left out: within one of the dictionary for common words."""
    word = word.lower()
    groups = len(_VOWELS.findall(word))
    if word.endswith("e") and not word.endswith(("le", "ee", "ye")) and groups > 1:
        groups -= 1
    elif word.endswith("ed") and len(word) > 3 and word[-3] not in "td" and groups > 1:
        groups -= 1
    return max(1, groups)


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
        length = sum(1 for c in text[start:end] if not c.isspace())
        if length > LONG_SENTENCE_ZH:
            yield "long_sentence", start, end, length
            continue
        for match in _CLAUSE_ZH.finditer(text, start, end):
            if match.end() - match.start() > LONG_CLAUSE_ZH:
                yield "long_clause", *match.span(), match.end() - match.start()
