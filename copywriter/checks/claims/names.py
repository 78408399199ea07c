"""Judges makers' names: the product's own, other makers', and what it is made to fit.
Knows no number and no material. A name that no fact holds is a claim; a day, a place to use it and the reader are
not."""

from __future__ import annotations

import re

from copywriter.checks.claims.facts import FactIndex
from copywriter.checks.claims.makers import brand_said, unknown_name
from copywriter.checks.claims.names_zh import chinese_names
from copywriter.checks.claims.origins import is_place
from copywriter.checks.claims.reading import fold
from copywriter.checks.claims.regions import names_region
from copywriter.checks.claims.terms import colors, materials
from copywriter.checks.claims.verdicts import Ruling
from copywriter.checks.claims.wordlist import ACRONYMS, COMMON_CAPITALS, GIVEN_NAMES, KNOWN_BRANDS, is_common

_CAPITAL = re.compile(r"(?<![\w'’&])(?:[A-Z][a-zà-ÿ]*[A-Z]?\w*(?:['’][A-Z]\w+)?|[A-Z]{2,})(?:[&-][A-Z]\w*)*")
_LONG_WORD = re.compile(r"[A-Za-z]{4,}")
_PIECE = re.compile(r"[a-zà-ÿ0-9]+")
_SENTENCE_START = re.compile(r"(?:^|[.!?:;\n•|\"“(—–]|\. ?['’”\"])\s*['’\"“(]*$")
_LATIN_IN_CHINESE = re.compile(r"[A-Za-z][A-Za-z&'’.]*(?:[ -][A-Za-z&'’.]+)*")


def judge_names(index: FactIndex, folded: str, text: str, *, chinese: bool, taken: set[int]) -> list[Ruling]:
    """Names of makers and products that no fact holds."""
    if chinese:
        return _latin_names(index, folded, text, taken) + chinese_names(index, folded, text)
    return _english_names(index, folded, text, taken)


def _english_names(index: FactIndex, folded: str, text: str, taken: set[int]) -> list[Ruling]:
    known = index.words
    found: list[Ruling] = []
    capitals = [m for m in _CAPITAL.finditer(text) if m.start() not in taken]
    loud = sum(1 for m in capitals if len(m[0]) > 3)
    shouting = loud > 0 and loud / (len(_LONG_WORD.findall(text)) or 1) > 0.5
    for match in capitals:
        word = fold(match[0])
        bare = word.removesuffix("'s")
        pieces = _PIECE.findall(bare)
        if all(p in known or p.rstrip("s") in known for p in pieces):
            ruling = brand_said(index, match.start(), match.end(), bare)
            if ruling:
                found.append(ruling)
            continue
        if len(bare) < 2 or bare in COMMON_CAPITALS or bare in ACRONYMS or is_place(bare):
            continue
        if text.endswith(", ", 0, match.start()) and any(names_region(bare, s.value) for s in index.sources):
            continue  # "Geelong, Victoria" of Geelong, VIC
        if bare in GIVEN_NAMES and not _BY.search(text[max(0, match.start() - 12) : match.start()]):
            continue  # "a word with Doris next door"
        if _TWO_WORDS.match(text, match.start()) and not _is_a_colour(fold(match[0])):
            found.append(unknown_name(index, text, match.start(), match.end()))
            continue
        if _BY_PAIR.search(text[max(0, match.start() - 6) : match.start()]) and _PAIR.match(text, match.start()):
            found.append(unknown_name(index, text, match.start(), _PAIR.match(text, match.start()).end()))
            continue
        first = bool(_SENTENCE_START.search(text[max(0, match.start() - 6) : match.start()]))
        if first and text[match.end() : match.end() + 1] == ":":
            continue  # a label
        if (first or shouting or match[0].isupper()) and is_common(bare):
            continue
        if (
            first
            and not shouting
            and fold(match[0]) not in KNOWN_BRANDS
            and not _starts_like_a_name(index, text, match.start(), match.end())
        ):
            continue
        if not first and not shouting and is_common(bare) and not _named_by_cue(text, match.start(), match.end()):
            continue
        if (
            not first
            and _BOUND_FOR.search(text[max(0, match.start() - 10) : match.start()])
            and fold(match[0]) not in KNOWN_BRANDS
        ):
            continue
        found.append(unknown_name(index, text, match.start(), match.end()))
    return _merge(found)


#: A capital after these is where one goes: "the flight to Lisbon".
_BOUND_FOR = re.compile(r"\b(?:to|in|near|toward|towards|across|through|around|via) $")
#: "issued for Loom & Lane", "by Lumen Lane": two capitals after these are a maker, common words or not.
_BY_PAIR = re.compile(r"\b(?:by|for) $")
_PAIR = re.compile(r"[A-Z][a-z]+ (?:& |and )?[A-Z][a-z]+(?=[.,;:!?]|$)")
_BY = re.compile(r"\b(?:[Bb]y|[Ff]rom|[Bb]rand|[Cc]alled|[Bb]y the) $")
_NAME_CUE = re.compile(
    r"(?:\b(?:by|from|at|brand|called|compatible with|works with|fits|for|designed for|with)|'s) $", re.IGNORECASE
)


def _named_by_cue(text: str, start: int, end: int) -> bool:
    """A common word with a capital inside a sentence is a name where it stands as one: "by Meadow", "Meadow's"."""
    return bool(_NAME_CUE.search(text[max(0, start - 18) : start])) or text[end : end + 2] in ("'s", "’s")


#: "Still Point makes the …", "Loom & Lane numbers it": two capitals that act on the product.
_TWO_WORDS = re.compile(
    r"[A-Z][\w'’]+(?: (?:& |and )?[A-Z][\w'’]+){1,2} (?:[a-z]+s|made|brought|built|wrote|named) (?:it|the|this|these"
    r"|them|every|each|its|all|our)\b"
    r"|[A-Z][\w'’]+(?: (?:& |and )?[A-Z][\w'’.]+){1,2} (?:gives (?:away|back)|donates|pledges|plants|certifies|tests"
    r"|guarantees|warrants|sources|roasts|brews|bakes|sews|knits|weaves|forges|blends|bottles|designs|assembles"
    r"|has (?:it|them|the|this|each) (?:made|woven|knitted|built|printed)) "
)


def _is_a_colour(word: str) -> bool:
    return word in colors().terms or word in materials().terms


_NAME_VERB = re.compile(
    r"^(?:['’]s\b| (?:makes?|made|has|have|builds?|built|brings?|gives?|offers?|designed|designs|cuts?|puts?|wove"
    r"|weaves|sews?|calls?|named|crafts?|crafted|started|knows?|does|uses?|used|chose|is|was|keeps?|took|takes"
    r"|stands|presents|asks|says|went|spent|sells?|ships?|finishes|finished|forges?|knits?|turned|turns|thinks|thought"
    r"|wanted|gets|got|would|manufactur\w+|produc\w+|stops|develop\w+|launch\w+|and [A-Z]|&|[A-Z]))"
)


def _starts_like_a_name(index: FactIndex, text: str, start: int, end: int) -> bool:
    """An unknown word that opens a sentence is a name where it acts, owns, or stands before the product's own noun."""
    rest = text[end : end + 30]
    if _NAME_VERB.match(rest):
        return True
    if re.match(
        r" (?:part|model|code|ref|item|no\.?|number|style|product)(?: number| no\.?| code)? [A-Z]*-?\w*\d", rest
    ):
        return True
    if re.match(r"[.,]", rest) and text[start - 2 : start] == ": ":
        return True
    word = fold(text[start:end])
    if _compound(word):
        return False
    if _ACTS.match(rest) and not word.endswith("s") and not _compound(word):
        return True
    following = re.match(r" ([a-z]+)", rest)
    return bool(following) and following[1] in set(
        re.findall(r"[a-z]+", fold(index.product.title + " " + index.product.category))
    )


_ACTS = re.compile(
    r" (?:adds?|certifies|donates|approves|registers|guarantees|warrants|licenses|owns|runs|employs|supports|funds"
    r"|exports|imports|bottles|labels|trains|invests|promises|pledges|commits|reserves|numbers|signs|believes|promises|signs|backs|lists|sets|sends|packs|folds|tests|weaves|glazes|fires|pours|prints"
    r"|paints|carves|turns|grinds|roasts|blends|bottles|stitches|lines|trims|dyes|washes|wraps|boxes|names"
    r"|works|spends|draws|sketches|stamps|marks|rates|measures|states|writes|specifies|supplies|includes|leaves|gets"
    r"|wants|likes|loves|prefers|insists|suggests|recommends|covers|guarantees|answers|thinks|means|trusts|"
    r"shapes|forms|molds|moulds|casts|presses|polishes|assembles|tunes|picks|selects|sources|grows|mills|spins|tans"
    r"|hides|hangs|holds|covers|ties|wraps|tucks|sews|hands|uses|makes|gives|keeps|brings|puts|takes|calls|knows|cares"
    r"|worries|tries|treats|teaches|tells|says|sees|pays|plants|cures|smokes|bakes|boils|brews|distils|ages|dries"
    r"|slices|peels|sorts|checks|inspects|repairs|replaces|refunds|responds|ships|delivers|designs|invented|developed"
    r"|engineers|builds|fits|adjusts|finishes|ends|starts|begins|opens|closes|hopes|likes|leaves|lets)\b"
)


_TAILS = (
    "time",
    "times",
    "room",
    "rooms",
    "day",
    "days",
    "night",
    "side",
    "work",
    "light",
    "board",
    "ware",
    "house",
    "weather",
    "fall",
    "rise",
    "top",
    "body",
    "keeping",
    "making",
    "cloth",
    "maker",
    "makers",
    "shoes",
    "wear",
    "ball",
    "stock",
    "board",
    "piece",
    "plate",
    "band",
    "line",
    "way",
    "yard",
    "land",
    "bag",
    "cup",
    "pot",
    "pan",
    "tip",
    "rest",
    "guard",
    "lock",
    "print",
    "mark",
    "point",
    "stone",
    "hole",
    "cap",
)


def _compound(word: str) -> bool:
    """Whether two common words make it: bedtime, dinnertime."""
    return any(word.endswith(tail) and is_common(word.removesuffix(tail)) for tail in _TAILS)


def _merge(found: list[Ruling]) -> list[Ruling]:
    merged: list[Ruling] = []
    for ruling in found:
        if (
            merged
            and ruling.start - merged[-1].end <= 1
            and ruling.verdict == merged[-1].verdict
            and ruling.facts == merged[-1].facts
        ):
            last = merged[-1]
            merged[-1] = Ruling(
                last.start,
                ruling.end,
                last.verdict,
                last.rule,
                last.facts,
                last.reason,
                last.suggestion,
                last.settled_by,
                last.hard,
            )
        else:
            merged.append(ruling)
    return merged


def _latin_names(index: FactIndex, folded: str, text: str, taken: set[int]) -> list[Ruling]:
    known = index.words
    found = []
    for match in _LATIN_IN_CHINESE.finditer(text):
        if match.start() in taken:
            continue
        word = fold(match[0]).strip(" .'")
        pieces = re.findall(r"[a-zà-ÿ]+", word)
        if not pieces or all(p in known or _begins_a_word(p, known) for p in pieces):
            ruling = brand_said(index, match.start(), match.end(), pieces[0]) if pieces else None
            if ruling:
                found.append(ruling)
            continue
        if word in ACRONYMS or len(word) < 2 or all(p in ACRONYMS or len(p) < 2 for p in pieces):
            continue
        found.append(unknown_name(index, text, match.start(), match.end()))
    return found


def _begins_a_word(piece: str, known: frozenset[str]) -> bool:
    """Whether a word of the facts begins with it: Mac of macOS, Win of Windows."""
    return len(piece) > 2 and any(word.startswith(piece) for word in known)
