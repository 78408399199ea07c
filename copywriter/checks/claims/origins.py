"""Judges where a text says the product was made or comes from.
Knows no maker's name; a place is an origin only beside a word that makes it one: "Persian carpet" is a kind, 日系 a
style."""

from __future__ import annotations

import re
from functools import cache

from copywriter.checks.claims.facts import FactIndex, Source
from copywriter.checks.claims.origins_zh import find_origins
from copywriter.checks.claims.reading import fold
from copywriter.checks.claims.verdicts import Ruling, name_of, refs
from copywriter.checks.literals import Literals
from copywriter.knowledge.vocabulary import Vocabulary, load_vocabulary


@cache
def _places() -> Vocabulary:
    return load_vocabulary("places")


@cache
def _place_pattern() -> re.Pattern[str]:
    terms = sorted(_places().terms, key=len, reverse=True)
    english = "|".join(re.escape(t) for t in terms if t.isascii())
    made = (
        r"(?:made|manufactured|produced|crafted|woven|knitted|sewn|built|assembled|designed|engineered|grown|harvested"
        r"|sourced|handmade|hand-made|handcrafted|forged|blown|thrown|fired|spun"
        r"|milled|brewed|distilled|roasted|bottled|packed|printed|tailored|stitched|cast|finished|born|origin(?:ates"
        r"|ally)?|imported|comes?|shipped|straight)(?:[ -]by hand|[ -]entirely| only| exclusively| proudly)?"
        r" (?:in|from|across|on) (?:the |a \w+ in |small \w+ (?:in|of) |southern |northern |eastern |western |central "
        r")*"
    )
    material = (
        r"[ -](?:made|crafted|built|grown|woven|leather|wool|cotton|linen|silk|steel|oak|walnut|marble|beech|denim"
        r"|ceramic|porcelain|glass|cashmere|engineering|engineered|craftsmanship|manufactur\w+|artisans?|factory"
        r"|workshop|mills?"
        r"|tannery|potter(?:s|y)?|makers?|brand|quality|origin|olive oil|beans?|coffee|green tea|movement|parts|import"
        r"|fabric|goods|merino|down|timber)\b"
    )
    english_pattern = re.compile(
        rf"(?P<made>{made}(?P<a>{english})(?![a-z]))|(?P<of>\b(?:product of|origin:?|origin is|country of origin(?: is"
        rf"|:)?|from) (?:the )?(?P<b>{english})(?![a-z]))|(?P<adj>\b(?P<c>{english}){material})"
        rf"|(?P<part>\b(?:[a-z]+ed|knit|cut|sewn|spun|wrought|drawn|hand-\w+|cast|casts|makes|builds|bakes|weaves"
        rf"|knits|sews|grows|brews|roasts|blows|throws|home is|native of|maker is in|kiln in|mill in|workshop in) "
        rf"(?:by hand |for us |it |them |these |each one |every one |this |all of it )?(?:in|from|to) "
        rf"(?P<d>{english})(?![a-z']))"
        rf"|(?P<makes>\b(?:makes?|made|builds?|built|assembles?|prints?|sews?|weaves?|has it) "
        rf"(?:the |its |this |every |each )?[a-z0-9-]+ (?:in|from) (?:the )?(?P<f>{english})(?![a-z']))"
        rf"|(?P<alone>(?:^|[,:;.(\n]\s?)(?P<e>{english})(?=\s*(?:[.,;)]|$)))"
    )
    return english_pattern


_UNKNOWN_PLACE = re.compile(
    r"\b(?:[Mm]ade|[Mm]anufactured|[Pp]roduced|[Hh]andmade|[Hh]andcrafted|[Ww]oven|[Aa]ssembled) in (?:the "
    r")?([A-Z][\w'-]+(?: [A-Z][\w'-]+)*)"
)
_MADE_IN = ("made in ", "manufactured in ", "produced in ", "handcrafted in ", "woven in ", "assembled in ")


def judge_origins(index: FactIndex, folded: str, text: str, *, chinese: bool) -> list[Ruling]:
    """Every statement of where the product was made or comes from."""
    found: list[Ruling] = []
    english_pattern = _place_pattern()
    spans: list[tuple[int, int, str]] = []
    named = _named(folded)
    for left, right in _around(folded, [(a, b) for a, b, term in named if term < "\u3000"], ".;!?"):
        for match in english_pattern.finditer(folded, left, right):
            group = next(g for g in "abcdef" if match[g])
            spans.append((match.start(group), match.end(group), match[group]))
    if any(cue in folded for cue in _MADE_IN):
        for match in _UNKNOWN_PLACE.finditer(text):
            if not any(s <= match.end(1) and match.start(1) <= e for s, e, _ in spans):
                spans.append((match.start(1), match.end(1), fold(match[1])))
    if chinese:
        spans += find_origins(folded, [n for n in named if n[2] > "\u3000"])
    for start, end, term in spans:
        found.append(_judge_origin(index, text, start, end, term))
    return found


@cache
def _place_names() -> Literals[str]:
    return Literals({term: term for term in _places().terms})


#: Places whose name is another word before these characters: 开封后冷藏.
_NO_PLACE_BEFORE = {"开封": tuple("后前即时了使日"), "大同": ("小",), "长春": ("花",), "吉安": ("娜",)}


def _named(folded: str) -> list[tuple[int, int, str]]:
    """(start, end, name) of the places that a text names, in English as whole words."""
    return [
        (start, end, term)
        for end, start, term in _place_names().found(folded)
        if (term > "\u3000" and folded[end : end + 1] not in _NO_PLACE_BEFORE.get(term, ()))
        or (term < "\u3000" and not (_is_letter(folded[start - 1 : start]) or _is_letter(folded[end : end + 1])))
    ]


def _around(folded: str, names: list[tuple[int, int]], marks: str) -> list[tuple[int, int]]:
    """The stretches from mark to mark, both included, that hold the names: the long patterns match in no others (they
    take 0.6 ms for a text of 100 words)."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(names):
        left = max(0, *(folded.rfind(mark, 0, start) for mark in marks))
        right = min((at + 1 for mark in marks if (at := folded.find(mark, end)) >= 0), default=len(folded))
        if found and left < found[-1][1]:
            found[-1] = (found[-1][0], max(right, found[-1][1]))
        else:
            found.append((left, right))
    return found


def _is_letter(mark: str) -> bool:
    return "a" <= mark <= "z"


#: China that is no country: a fact "bone china" carries no "made in China".
_CHINAWARE = re.compile(r"\b(?:bone|fine|new bone) china\b")


def _judge_origin(index: FactIndex, text: str, start: int, end: int, term: str) -> Ruling:
    table = _places()
    concept = table.terms.get(term) or next(
        (c for t, c in table.terms.items() if t > "\u3000" and term.startswith(t)), None
    )
    holders = [s for s in index.sources if s.variant < 0 and term in _CHINAWARE.sub("", s.folded)]
    if concept and not holders:
        holders = [
            s
            for s in index.sources
            if s.variant < 0 and any(table.is_a(c, concept) for c in _places_in(s)) and not _another_town(term, s)
        ]
    if holders:
        holders.sort(key=lambda s: (s.role != "origin", not isinstance(s.ref, int)))
        return Ruling(start, end, "supported", "claim.origin", refs(holders[0]))
    origin = next((s for s in index.sources if s.role == "origin"), None)
    if origin is not None:
        return Ruling(
            start, end, "contradicted", "claim.origin", refs(origin),
            f"The text says “{text[start:end]}”, but {name_of(origin)} says otherwise.", origin.value, "rewrite",
        )  # fmt: skip
    return Ruling(
        start,
        end,
        "unsupported",
        "claim.origin",
        (),
        f"No fact says that it comes from “{text[start:end]}”.",
        "",
        "fact",
    )


@cache
def _towns() -> frozenset[str]:
    """Places that are not the first name of their region: 宁波 of 浙江."""
    table, first, towns = _places(), {}, set()
    for term, concept in table.terms.items():
        if first.setdefault((concept, term.isascii()), term) != term:
            towns.add(term)
    return frozenset(t for t in towns if t > "\u3000" and table.terms[t] in _REGIONS)


#: Regions of which copy names the town: there one town does not stand for another.
_REGIONS = frozenset(
    """zhejiang jiangsu guangdong fujian shandong hebei henan hubei hunan jiangxi anhui sichuan yunnan guizhou shaanxi
    shanxi guangxi liaoning jilin heilongjiang gansu hainan inner_mongolia xinjiang tibet ningxia qinghai""".split()  # noqa: SIM905
)


def _another_town(term: str, source: Source) -> bool:
    """Whether a text names one town of a region and the fact another (宁波 against 浙江台州)."""
    said = [town for town in _towns() if town in term]
    if not said or source.role != "origin" or any(town in source.folded for town in said):
        return False
    region = next((t for t, c in _places().terms.items() if c == _places().terms[said[0]] and t > "\u3000"), "")
    return len(_HAN.findall(source.folded.replace(region, "").replace("中国", ""))) > 1


_HAN = re.compile(r"[\u3400-\u9fff](?<![省市县区产])")


def _places_in(source: Source) -> list[str]:
    terms = _places().terms
    return [terms[term] for _, _, term in _named(source.folded)]


@cache
def place_terms() -> tuple[str, ...]:
    """Chinese names of places, for telling them from makers' names."""
    return tuple(t for t in _places().terms if t[0] > "\u3000")
