"""What kind of words an English value is: an adjective, or a noun phrase and whether it takes an article.
Knows endings and short lists, no grammar; where it can't tell it says so ("" or False), and nothing is guessed."""

from __future__ import annotations

import re
from pathlib import Path

import yaml

_WORDS = {
    key: frozenset(words.split())
    for key, words in yaml.safe_load(Path(__file__).with_name("english.yaml").read_text(encoding="utf-8")).items()
}
_ADJECTIVE_ENDINGS = re.compile(
    r"(?:able|ible|proof|resistant|repellent|free|less|ish|ive|ous|al|ic|ful|ary|ed|ant|like|friendly|certified|tight)$"
)
_BEFORE = frozenset(
    ("dishwasher", "heat", "microwave", "oven", "machine", "water", "very", "slightly", "fully", "hand")
)
_COUNTED_ING = re.compile(r"(?:string|spring|ring|wing|sling|swing|king)$")
_UNIT = re.compile(
    r"(?:mm|cm|m|ml|cl|l|g|kg|oz|lb|in|inch|ft|w|v|mah|wh|gb|tb|port|piece|pin|ply|layer)", re.IGNORECASE
)
_DETERMINER = re.compile(
    r"(?:an?|the|one|two|three|four|its|no|both|each|all|up|over|under|with|for|from|in|on|by|to|of)$"
)


def is_adjective(value: str) -> bool:
    """Whether the value can stand after "is" and before a noun: "foldable", "matte", "powder-coated and smooth"."""
    parts = re.split(r", | and ", value)
    return all(_is_adjective(part) for part in parts)


def _is_adjective(part: str) -> bool:
    words = part.removeprefix("not ").split()  # a capital is a name's: Portugal is no adjective
    if not words or len(words) > 2 or any(not re.fullmatch(r"[a-z-]+", w) for w in words):
        return False
    last = words[-1]
    if last in _WORDS["nouns"] or last.rsplit("-", 1)[-1] in _WORDS["nouns"]:
        return False
    known = last.startswith("non-") or last in _WORDS["adjectives"] or bool(_ADJECTIVE_ENDINGS.search(last))
    suffixed = last in ("safe", "resistant", "friendly", "washable", "proof", "powered")
    return known and (len(words) == 1 or words[0] in _BEFORE or suffixed)


def is_style(word: str) -> bool:
    """Whether a word that no ending shows to be an adjective names a style: "boho", "street"."""
    return word.casefold() in _WORDS["styles"]


def counted_thing(word: str) -> bool:
    """Whether a word by itself names a thing that one has or gets: "lid", but not "date" or "phone" in a watch."""
    return word.casefold().removesuffix("s") in _WORDS["things"]


def with_article(value: str) -> str:
    """A noun phrase as it stands after a verb: "a screw lid", "coconut buttons", "double-wall insulation", lists part
    by part; "" where the value does not look like a noun phrase (numbers keep their own form: "2 pillowcases")."""
    parts = re.split(r", | and ", value)
    said = [_with_article(part) for part in parts]
    if not all(said):
        return ""
    return said[0] if len(said) == 1 else ", ".join(said[:-1]) + " and " + said[-1]


def _with_article(part: str) -> str:
    words = part.split()
    if not words or len(words) > 6:
        return ""
    first = words[0].casefold()
    if re.match(r"\d", first):
        # "2 pillowcases" counts and "45 hours" measures; "3.5 mm cable" and "15-inch sleeve" are one thing
        counts = first.isdigit() and first != "1" and len(words) > 1 and not _UNIT.fullmatch(words[1])
        if counts and not _head(words).endswith("s"):
            return ""  # "5 rose soap"
        head = _head(words)
        alone = len(words) == 1 or first == "1" or not re.fullmatch(r"[a-z]{4,}", head) or head.endswith("s")
        return part if alone or head in _WORDS["mass"] else f"{'an' if re.match(r'8|11|18', first) else 'a'} {part}"
    if _DETERMINER.match(first):
        return part if first in ("a", "an", "the", "one", "two", "three", "four") else ""
    if first in _WORDS["verbs"] and len(words) > 1 and first not in ("hand", "machine", "line", "spot", "iron"):
        return ""
    head = _head(words)
    if not re.fullmatch(r"[A-Za-z][A-Za-z'’-]*", head) or _is_adjective(head):
        return ""
    low = head.casefold()
    if low in _WORDS["mass"] or low.rsplit("-", 1)[-1] in _WORDS["mass"]:
        return part
    if low.endswith("s") and not low.endswith(("ss", "us", "is")):
        return part
    if low.endswith("ing") and not _COUNTED_ING.search(low) or head.isupper():
        return part
    return f"{'an' if vowel_sound(part) else 'a'} {part}"


def _head(words: list[str]) -> str:
    """The last word before a preposition: "lid" of "lid with straw"."""
    for i, word in enumerate(words):
        if i and word.casefold() in ("with", "of", "for", "in", "on", "from", "at", "to", "without"):
            return words[i - 1]
    return words[-1].strip("()")


def vowel_sound(words: str) -> bool:
    """Whether "an" stands before these words rather than "a"."""
    word = words.split(" ")[0]
    low = word.casefold()
    if re.match(r"(?:8|11\b|18\b)", low):
        return True
    if re.match(r"(?:uni|use|usb|eu|one\b|ufo|uk\b|us\b)", low):
        return False
    if word.isupper() and 1 < len(word) <= 4:
        return word[0] in "AEFHILMNORSX"
    return low[:1] in "aeiou" or low.startswith(("hour", "heir", "honest"))


def singular(word: str) -> str:
    """A folded noun's singular by its ending: boxes, berries, cups; a word that is none (lens, glass) may stay."""
    if len(word) < 4 or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("shes", "ches", "xes", "sses")):
        return word[:-2]
    return word.removesuffix("s")
