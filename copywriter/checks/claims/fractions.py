"""Shares told in words: half of it, two thirds recycled, nine in ten, all of the wool, seven parts in ten.
Knows no fact and no unit but the percentage; whether a share is of the product `number_scenes.py` asks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from copywriter.checks.claims.quantity import Part, Quantity, shape_of
from copywriter.knowledge.numbers import ENGLISH, WORDS, read_english
from copywriter.knowledge.units import UNITS

_ONES = "one two three four five six seven eight nine".split()  # noqa: SIM905
_PARTS = {"half": 2, "halves": 2, "third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "eighth": 8, "tenth": 10}
#: Fraction in words → percent.
FRACTIONS: dict[str, float] = {"half": 50.0, "one half": 50.0}
for _name, _of in _PARTS.items():
    if _of == 2:
        continue
    FRACTIONS |= {f"{w} {_name}": 100.0 / _of for w in ("a", "one")}
    for _i, _word in enumerate(_ONES[1 : _of - 1], start=2):
        FRACTIONS |= {f"{_word}{sep}{_name}s": 100.0 * _i / _of for sep in (" ", "-")}
_TOLD = "|".join(sorted(FRACTIONS, key=len, reverse=True))
_SMALL = "|".join([*_ONES, "ten"])
#: What says that the share is of the product: "half of it", "a third of the wool", "two thirds recycled".
_OF = (
    r"(?: comes? from| of (?:it|them|this|these|that|the|its|our|each|every|all)\b"
    r"|(?: is| are| comes?)? (?:recycled|organic|natural|renewable|plant-based|bio-based|recovered|certified|reclaimed"
    r"|virgin|upcycled|post-consumer)\b)"
)
_FRACTION = re.compile(
    rf"(?<![a-z-])(?:(?P<told>{_TOLD})(?={_OF})"
    rf"|(?P<top>{_SMALL}|\d{{1,2}}) (?:(?:parts? )?(?:in|out of)(?: every)?) (?P<bottom>{_SMALL}"
    rf"|\d{{1,3}})(?![\d.,]*[a-z%])"
    rf"|(?P<all>all|every bit|every gram|the whole)(?= of (?:it|them|this|these|that)\b"
    rf"| of the [a-z]+ is (?:recycled|organic))"
    rf"|(?P<none>none)(?= of (?:it|them|this|these|that|the)\b))"
)
#: "85 parts wool in a hundred", "three parts oat per hundred".
_PARTS_OF = re.compile(
    rf"(?<![\w.-])(?P<top>\d{{1,3}}|{WORDS}) parts? (?:of )?(?:[a-z]+ ){{0,2}}?(?:in|out of|per|to)(?: every)?"
    r" (?:an? |one )?(?:hundred|100)(?![a-z\d])"
)
_ALL_BUT = re.compile(r"\ball but (?:an? |about |some |just )?$")
_BEGINS = re.compile(
    r"half|third|quarter|fifth|sixth|eighth|tenth|\bin \d|out of|\bin (?:two|three|four|five|six|eight|ten)\b"
    r"|\ball of|every (?:bit|gram)|the whole of|none of"
)


def find_fractions(folded: str, taken: set[int]) -> Iterator[Quantity]:
    """Every share in words, as a percentage."""
    if not _BEGINS.search(folded):
        return
    for match in _FRACTION.finditer(folded):
        if match.start() in taken:
            continue
        if match["told"]:
            value = FRACTIONS[match["told"]]
        elif match["top"]:
            top, bottom = (float(w) if w.isdigit() else ENGLISH[w] for w in (match["top"], match["bottom"]))
            if bottom not in (3, 4, 5, 6, 8, 10, 100) or top > bottom:
                continue
            value = 100.0 * top / bottom
        else:
            value = 100.0 if match["all"] else 0.0
        part = Part(value, UNITS["%"], 0, "", "", "fraction")
        found = shape_of(folded, match.start(), match.end(), [part], [])
        yield Quantity(found.start, found.end, found.parts, "single", found.about, found.bound, spelled=True)


def in_hundreds(folded: str) -> list[Quantity]:
    """Shares told as parts in a hundred, the material between them."""
    if "hundred" not in folded and "100" not in folded or "part" not in folded:
        return []
    found = []
    for match in _PARTS_OF.finditer(folded):
        value = float(match["top"]) if match["top"].isdigit() else read_english(match["top"])
        part = Part(value, UNITS["%"], 0, "", "", "fraction")
        found.append(Quantity(match.start(), match.end(), (part,)))
    return found


def as_rest(folded: str, quantity: Quantity) -> Quantity:
    """ "All but two per cent" is 98 per cent; any other quantity as it is."""
    part = quantity.parts[0]
    if len(quantity.parts) != 1 or part.unit is None or part.unit.dimension != "percent":
        return quantity
    but = _ALL_BUT.search(folded, max(0, quantity.start - 20), quantity.start)
    if but is None:
        return quantity
    return replace(quantity, start=but.start(), parts=(replace(part, value=100 - part.value),))
