"""Judges where a text says the product was made or comes from.
Knows no maker's name; a place is an origin only beside a word that makes it one: "Persian carpet" is a kind, 日系 a
style."""

from __future__ import annotations

import re
from functools import cache

from copywriter.checks.claims.facts import FactIndex, Source
from copywriter.checks.claims.origin_roles import Origin, asked, origins_of
from copywriter.checks.claims.origins_en import is_demonym, made_in, names_place, stands_aside, unknown_places
from copywriter.checks.claims.origins_zh import find_origins, mentions
from copywriter.checks.claims.reading import fold
from copywriter.checks.claims.regions import after_town, is_its_region, told_short
from copywriter.checks.claims.verdicts import Ruling, contradicted, refs
from copywriter.checks.literals import Literals
from copywriter.knowledge.vocabulary import Vocabulary, load_vocabulary


@cache
def _places() -> Vocabulary:
    return load_vocabulary("places")


def judge_origins(index: FactIndex, folded: str, text: str, *, chinese: bool) -> list[Ruling]:
    """Every statement of where the product was made or comes from."""
    found: list[Ruling] = []
    named = _named(folded)
    spans = made_in(folded, [n for n in named if n[2] < "\u3000"])
    spans += unknown_places(text, folded, named)
    if chinese:
        spans += find_origins(folded, [n for n in named if n[2] > "\u3000"])
    stated = origins_of(index, _named_in) if named or spans else []
    if stated and not chinese:
        spans += _standing(text, folded, named, {s[0] for s in spans}, stated)
    anchor, reach = 0, -1
    for start, end, term in sorted(spans):
        if reach < 0 or folded[reach:start] not in _LISTED:  # the cue of "Brazil" is that of "and India"
            anchor = start
        reach = end
        candidates = asked(folded, anchor, end, stated)[0] if stated and term < "\u3000" else []
        if candidates and len(stated) > 1:
            found.append(_aligned(text, start, end, term, candidates, stated))
        else:
            found.append(_judge_origin(index, text, start, end, term, _part_of(index, folded, start)))
    origins = [s for s in index.sources if s.role == "origin" or s.name_folded.endswith(_ORIGINS)]
    if chinese and origins:  # where the facts give the place, any other is a claim
        said = {start for start, _, _ in spans}
        for start, end, term in mentions(folded, [n for n in named if n[2] > "\u3000"]):
            if start not in said and term not in fold(index.product.title):
                found.append(_judge_origin(index, text, start, end, term, _part_of(index, folded, start)))
    return found


_ORIGINS = ("产地", "产区", "来源地", "制造地", "生产地", "原产国")


def _part_of(index: FactIndex, folded: str, at: int) -> Source | None:
    """Of several facts of origin, the one of the part that the words before a place name: 豆子 of 可可豆产地."""
    facts = [s for s in index.sources if s.name_folded.endswith(_ORIGINS) and isinstance(s.ref, int)]
    if len(facts) < 2:
        return None
    clause = folded[max(folded.rfind(mark, 0, at) for mark in "，。；！？\n") + 1 : at]
    for source in facts:
        part = next((source.name_folded.removesuffix(o) for o in _ORIGINS if source.name_folded.endswith(o)), "")
        if part and (part[-2:] in clause or part[-1] in clause):
            return source
    return None


_LISTED = frozenset((" and ", ", ", ", and ", " or ", " & ", "/"))


def _named_in(source: Source) -> list[tuple[int, int, str]]:
    return _named(_CHINAWARE.sub(lambda m: "-" * len(m[0]), source.folded))


def _standing(
    text: str, folded: str, named: list[tuple[int, int, str]], taken: set[int], stated: list[Origin]
) -> list[tuple[int, int, str]]:
    """Places that stand as a noun beside words that tell of a making or of a thing that a fact gives a place."""
    names = list(named)
    for origin in stated:  # towns that no list holds, as the facts write them
        names += [(m.start(), m.end(), m[0]) for town in _own_towns(origin.source) for m in re.finditer(town, folded)]
    found = []
    for start, end, term in names:
        if (
            start in taken
            or not text[start].isupper()
            or any(a <= start and end <= b and (a, b) != (start, end) for a, b, _ in names)
        ):
            continue
        if stands_aside(folded, start, end) or is_demonym(term):
            continue
        if asked(folded, start, end, stated)[1] or names_place(folded, start, end):
            found.append((start, end, term))
            taken.add(start)
    return found


_TOWN = re.compile(r"\b(?:in|from|at) (?:the )?((?:[A-Z][\w'-]+)(?:[ -](?:of |on |upon )?[A-Z][\w'-]+)*)")


def _own_towns(source: Source) -> list[str]:
    return [re.escape(fold(m[1])) for m in _TOWN.finditer(source.value)]


def _aligned(text: str, start: int, end: int, term: str, candidates: list[Origin], stated: list[Origin]) -> Ruling:
    """Supported by the fact that the clause asks for, contradicted where that fact names another place."""
    concept = _places().terms.get(term)
    for origin in candidates:
        if term in _CHINAWARE.sub("", origin.source.folded) or (
            concept and any(_places().is_a(c, concept) for c in _places_in(origin.source))
        ):
            return Ruling(start, end, "supported", "claim.origin", refs(origin.source))
    rival = candidates[0].source
    return contradicted(rival, text, start, end, "claim.origin")


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


def _is_letter(mark: str) -> bool:
    return "a" <= mark <= "z"


#: China that is no country: a fact "bone china" carries no "made in China".
_CHINAWARE = re.compile(r"\b(?:bone|fine|new bone) china\b")


def _judge_origin(index: FactIndex, text: str, start: int, end: int, term: str, part: Source | None = None) -> Ruling:
    """The ruling on one place; `part`: the fact of the part that comes from there, where the text names one."""
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
    if not holders:
        holders = [s for s in index.sources if s.variant < 0 and told_short(term, s.value)]
    if not holders and (town := after_town(fold(text[max(0, start - 40) : start]))) is not None:
        holders = [s for s in index.sources if s.variant < 0 and is_its_region(term, town, s.folded)]
    if part is not None and part not in holders and _places_in(part):
        return contradicted(part, text, start, end, "claim.origin")
    if holders:
        holders = [part] if part in holders else holders
        holders.sort(key=lambda s: (s.role != "origin", not isinstance(s.ref, int)))
        return Ruling(start, end, "supported", "claim.origin", refs(holders[0]))
    origin = next((s for s in index.sources if s.role == "origin" or s.name_folded.endswith(_ORIGINS)), None)
    if origin is not None:
        return contradicted(origin, text, start, end, "claim.origin")
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


def is_place(word: str) -> bool:
    """Whether a folded English word names a place or its people: Estonian is no maker."""
    return word in _places().terms


@cache
def place_terms() -> tuple[str, ...]:
    """Chinese names of places, for telling them from makers' names."""
    return tuple(t for t in _places().terms if t[0] > "\u3000")
