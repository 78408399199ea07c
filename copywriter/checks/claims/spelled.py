"""English number words, where a unit or a counter says that they count.
Knows no digits and no fact; "one of those" counts nothing. Chinese numerals: `numerals_zh.py`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from copywriter.checks.claims.counters import LOOSE_EN
from copywriter.checks.claims.quantity import GAP, Part, Quantity, label_of, read_counter, shape_of
from copywriter.checks.claims.reading import stem
from copywriter.checks.literals import Literals
from copywriter.knowledge.numbers import ENGLISH, WORDS, read_english
from copywriter.knowledge.units import UNIT, UNITS

_WORD_NUMBER = re.compile(rf"(?<![a-z-]){WORDS}(?![a-z])")


def taken_by(found: list[Quantity]) -> set[int]:
    return {at for q in found for at in range(q.start, q.end)}


_NUMBER_WORDS = Literals(dict.fromkeys(ENGLISH))


@lru_cache(maxsize=16)
def number_words(folded: str) -> tuple[re.Match[str], ...]:
    """What `_WORD_NUMBER.finditer` finds, sought only where one of the words stands."""
    found: list[re.Match[str]] = []
    reach = 0
    for start in sorted({start for _, start, _ in _NUMBER_WORDS.found(folded)}):
        match = _WORD_NUMBER.match(folded, start) if start >= reach else None
        if match is not None:
            reach = match.end()
            found.append(match)
    return tuple(found)


#: An age in words: three and up, aged three.
_AND_UP = re.compile(r"(?: years?)?(?: old)? (?:and|or) (?:up|over|older|above|upwards?)(?![a-z])(?! (?:the|a|down))")
_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split()  # noqa: SIM905
_BIRTHDAY = re.compile(rf"\bfrom (?:the|their|a) (?:child's )?({'|'.join(_ORDINALS)}) birthday")
_RANGE = re.compile(rf" (?:to|or|through) ({WORDS})(?![a-z])")
#: "There are twelve in the set": the pieces of a set are not named again.
_IN_SET = re.compile(r" (?:in|to) (?:the|a|each|every|this) (?:set|pack|box|case|bundle|packet|tin|roll)(?![a-z])")
_HOLDS = re.compile(r"\b(sleeps|seats|serves|feeds|houses|makes|berths) (?:up to |about )?$")
_AGED = re.compile(r"(?<![a-z])(?:age|ages|aged|ages? of|children from|kids from|toddlers of) $")


def find_spelled(folded: str, found: list[Quantity]) -> Iterator[Quantity]:
    """English number words before a unit or a counter; "two friends" and "one morning" count nothing that is sold."""
    taken = taken_by(found)
    for match in _BIRTHDAY.finditer(folded) if "birthday" in folded else ():
        part = Part(float(_ORDINALS.index(match[1]) + 1), UNITS["years"], 0, "", "", "years")
        yield Quantity(match.start(1), match.end(), (part,), spelled=True)
    for match in number_words(folded):
        if match.start() in taken:
            continue
        value = read_english(match[0])
        if told := _RANGE.match(folded, match.end()):  # "six to eight players"
            high = read_english(told[1])
            unit = UNIT.match(folded, told.end() + 1) if folded[told.end() : told.end() + 1] in (" ", "-") else None
            counter, end = read_counter(folded, told.end())
            if high > value and unit and unit[1] in UNITS and len(unit[1]) > 1 and unit[1] not in ("in", "ins"):
                parts = [Part(v, UNITS[unit[1]], 0, "", "", unit[1]) for v in (value, high)]
                yield replace(shape_of(folded, match.start(), unit.end(), parts, ["to"]), spelled=True)
                taken |= set(range(match.start(), unit.end()))
                continue
            aged = _AGED.search(folded[max(0, match.start() - 14) : match.start()])
            if high > value and aged and high < 100 and not counter:
                parts = [Part(v) for v in (value, high)]
                yield replace(shape_of(folded, match.start(), told.end(), parts, ["to"]), spelled=True)
                taken |= set(range(match.start(), told.end()))
                continue
            if high > value and counter:
                parts = [Part(v, counter=counter) for v in (value, high)]
                yield replace(shape_of(folded, match.start(), end, parts, ["to"]), spelled=True)
                taken |= set(range(match.start(), end))
                continue
        gap = GAP.match(folded, match.end())
        at = gap.end() if gap else match.end()
        unit = UNIT.match(folded, at)
        if unit and unit[1] in UNITS and len(unit[1]) > 1 and unit[1] not in ("in", "ins", "second"):
            part = Part(
                value, UNITS[unit[1]], 1 if value % 1 else 0, "", label_of(folded, match.start(), unit.end()), unit[1]
            )
            told = shape_of(folded, match.start(), unit.end(), [part], [])
            rounded = told.about or " and " in match[0] and value % 1 > 0  # "three and a half grams" of 3.4 g
            yield replace(told, spelled=True, about=rounded)
            continue
        if age := _AND_UP.match(folded, match.end()):
            part = Part(value, UNITS["years"], 0, "", "", "years")
            yield replace(shape_of(folded, match.start(), age.end(), [part], []), bound="", spelled=True)
            continue
        if _AGED.search(folded[max(0, match.start() - 14) : match.start()]) and value < 19:
            part = Part(value, UNITS["years"], 0, "", "", "years")
            yield replace(shape_of(folded, match.start(), match.end(), [part], []), spelled=True)
            continue
        if value != 1 and (whole := _IN_SET.match(folded, match.end())):
            yield shape_of(folded, match.start(), whole.end(), [Part(value, counter="piece")], [])
            continue
        counter, end = read_counter(folded, match.end())
        if counter and (value != 1 or counter not in LOOSE_EN):
            yield replace(shape_of(folded, match.start(), end, [Part(value, counter=counter)], []), spelled=True)


#: "within a year", "a metre long": one of a unit counts only where a fact says so, and is_scene asks that.
_A_UNIT = re.compile(
    r"(?<![a-z])an? (year|month|hour|decade|kilo|kilogram|pound|metre|meter|litre|liter|gallon|pint|quart|inch"
    r"|foot|yard|mile"
    r"|kilometre|gram|ounce|terabyte|gigabyte)(?![a-z])( and a half)?"
)


def find_single(folded: str, taken: set[int]) -> Iterator[Quantity]:
    """One of a unit, told with an article."""
    for match in _A_UNIT.finditer(folded) if " a" in folded or folded.startswith("a") else ():
        if match.start() not in taken:
            part = Part(1.5 if match[2] else 1.0, UNITS[match[1]], 1 if match[2] else 0, "", "", match[1])
            yield replace(shape_of(folded, match.start(), match.end(), [part], []), spelled=True)


_JOINING = frozenset({"and", "or", "of", "the", "in", "on", "for", "to", "with"})


def find_counts(folded: str, nouns: frozenset[str], taken: set[int]) -> Iterator[Quantity]:
    """English number words before a noun that a fact counts, whatever it is: "six ink cartridges". `nouns`: stems."""
    for match in number_words(folded):
        if match.start() in taken or read_english(match[0]) == 1:
            continue
        holds = _HOLDS.search(folded, max(0, match.start() - 20), match.start())
        if (
            holds
            and stem(holds[1]) in nouns
            and not re.match(r"[ -](?!and\b|or\b|with\b|in\b)[a-z]", folded[match.end() :])
        ):
            yield Quantity(match.start(), match.end(), (Part(read_english(match[0]), None, 0, stem(holds[1])),))
            continue
        beside = re.match(
            r"(?: [\d.]+ ?[a-z]{1,3})?(?:[ -][a-z]+){1,2}", folded[match.end() : match.end() + 40]
        )  # two words, nothing between
        if beside and beside[0][0] == "-":  # "two-way zip" counts no zips
            beside = re.match(r"-[a-z]+", beside[0])
        for word in re.finditer(r"[a-z]+", beside[0]) if beside else ():
            noun = stem(word[0])
            if len(noun) > 5 and noun not in nouns:  # "four sleepers" of a tent that sleeps two
                noun = next((n for n in nouns if len(n) > 4 and noun.startswith(n)), noun)
            if noun in nouns and word[0] not in _JOINING:
                part = Part(read_english(match[0]), None, 0, noun)
                yield Quantity(match.start(), match.end() + word.end(), (part,), spelled=True)
                break
