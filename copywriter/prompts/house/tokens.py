"""The house language: the single tokens in which a prompt shows facts and an answer says them.
Knows how tokens are spelled and split; refuses to know what a model is, or what a sentence means."""

from __future__ import annotations

import re
from collections.abc import Iterator

from copywriter.knowledge.families import all_families
from copywriter.knowledge.roles import all_roles
from copywriter.records import KINDS, LENGTHS, TONES

END, PAD, WRITE = "<|end|>", "<|pad|>", "<|write|>"
#: Opens a sentence's text, after the header that names its facts.
SAY = "<|s|>"
#: In a header: the sentence is true only under a condition; a key follows, then the word that the value must hold.
WHEN, WITHOUT = "<|k|>", "<|no|>"
#: In a prompt: this fact is to come first.
LEAD = "<|lead|>"
VALUE, NAME_OF = "<|v|>", "<|a|>"
NAME, BRAND, CATEGORY, AUDIENCE, OCCASION = "<|n|>", "<|b|>", "<|c|>", "<|aud|>", "<|occ|>"

#: Slots that stand for themselves, by the word that the passages use for them.
SPECIAL = {"name": NAME, "brand": BRAND, "category": CATEGORY, "aud": AUDIENCE, "occ": OCCASION}
#: Facts of no known role, and second facts of one role, are numbered.
OTHERS = tuple(f"<|o{i}|>" for i in range(1, 10))
LANGUAGE = {"en": "<|!en|>", "zh-Hans": "<|!zh|>"}

#: After a letter, a digit or one of these the space before an English slot is left out of the model's text and put back
#: when the slot is filled: one token less a slot.
SPACED = ".,:;!?)%\x00"

_TOKEN = re.compile(r"<\|[^|<>]{1,40}\|>")
_PARTIAL = re.compile(r"<(?:\|[^|<>]{0,40}\|?)?$")


def control(word: str) -> str:
    """The token of a kind, tone or length."""
    return f"<|!{word}|>"


def family(name: str) -> str:
    return f"<|={name or '_any'}|>"


def key(role: str) -> str:
    """The token of a fact of this role."""
    return f"<|{role}|>"


def all_tokens() -> tuple[str, ...]:
    """Every token of the house language, in a fixed order; the tokenizer holds each as one."""
    fixed = (END, PAD, WRITE, SAY, WHEN, WITHOUT, LEAD, VALUE, NAME_OF, *SPECIAL.values(), *OTHERS, *LANGUAGE.values())
    words = (*KINDS, *TONES, *LENGTHS)
    families = ("_any", *all_families())
    return (*fixed, *map(control, words), *map(key, all_roles()), *map(family, families))


def split(text: str) -> Iterator[str]:
    """Tokens of the house language and the text between them, in order; nothing is lost."""
    place = 0
    for match in _TOKEN.finditer(text):
        if match.start() > place:
            yield text[place : match.start()]
        yield match[0]
        place = match.end()
    if place < len(text):
        yield text[place:]


def is_token(piece: str) -> bool:
    return piece[:2] == "<|" and bool(_TOKEN.fullmatch(piece))


def without_partial(text: str) -> str:
    """The text less a token that is still being written at its end."""
    return _PARTIAL.sub("", text)
