"""What a person means by "shorter" or "mention the warranty", in the fields that every engine obeys.
Knows no row; the words themselves are handed on too, for engines that read them."""

from __future__ import annotations

import re

from merchant_portal.drafting.briefs import Asked
from merchant_portal.drafting.models import Draft

_LENGTHS = ("short", "medium", "long")
_SHORTER = re.compile(r"\b(?:shorter|shorten|briefer|brief|cut)\b|更?短|精简|简短|缩短|简洁", re.I)
_LONGER = re.compile(r"\b(?:longer|lengthen|more detail|expand)\b|更?长(?!度)|详细|展开|丰富", re.I)
_TONES = (
    ("plain", re.compile(r"\b(?:plain(?:er)?|sober|simpler|matter[- ]of[- ]fact)\b|平实|朴实|客观", re.I)),
    ("warm", re.compile(r"\b(?:warm(?:er)?|friendl(?:y|ier)|cosier)\b|温暖|亲切|温馨", re.I)),
    ("playful", re.compile(r"\b(?:playful|fun(?:nier)?|lighter)\b|俏皮|活泼|有趣", re.I)),
    ("premium", re.compile(r"\b(?:premium|refined|elegant|luxurious)\b|质感|高级|雅致", re.I)),
    ("urgent", re.compile(r"\b(?:urgent|direct|punch(?:y|ier)|brisk)\b|干脆|直接|有力", re.I)),
)


def understand(instruction: str, *, draft: Draft, length: str) -> Asked:
    """Length, tone and facts to lead with, read out of the words; the purpose of the draft stays as it is."""
    place = _LENGTHS.index(length) if length in _LENGTHS else 1
    if _SHORTER.search(instruction):
        place = max(0, place - 1)
    elif _LONGER.search(instruction):
        place = min(2, place + 1)
    tone = next((name for name, words in _TONES if words.search(instruction)), "")
    folded = instruction.casefold()
    leading = tuple(f["name"] for f in draft.product.facts if _names(f, folded))
    return Asked(
        language=draft.language,
        channel=draft.channel,
        audience=draft.audience,
        tone=tone,
        length=_LENGTHS[place],
        instruction=instruction.strip()[:600],
        leading=leading,
        previous=draft.text,
    )


def _names(fact: dict[str, str], folded: str) -> bool:
    """Whether the words speak of this fact, by its name or its value."""
    name, value = fact["name"].casefold(), fact["value"].casefold()
    return bool(name and name in folded) or bool(len(value) > 2 and value in folded)
