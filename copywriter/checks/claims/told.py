"""Judges what facts answer, told in verbs: "take the cover off" of a removable cover. The table is told_en.yaml.
Knows no number and no material; which fact asks what is told once a product and kept in its index."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

import yaml

from copywriter.checks.claims.facts import FactIndex, Source
from copywriter.checks.claims.negation import is_negated
from copywriter.checks.claims.questions import asked_at
from copywriter.checks.claims.reading import STOP, stem
from copywriter.checks.claims.triggers import Triggers
from copywriter.checks.claims.verdicts import Ruling, contradicted, refs

_UP_TO_THREE = "(?:[a-z'-]+ ){0,3}"
#: A pattern that begins so carries its own denial: "will not slip" says non-slip.
_OWN_DENIAL = re.compile(
    r"(?:no|not|never|without|free|zero|won't|\w+n't|will not|do(?:es)? not|cannot|can not|nothing)\b"
)
_SAYS_NO = re.compile(r"(?:no|none|not|never|without|do not|don't)\b")
_INNER_NO = re.compile(r"\b(?:no|not|never|without)\b")
_PART = re.compile(r"[.;:!?\n(]|, (?:but|so|and|while|though|which)\b|,|\b(?:but|though|while|whereas|because)\b")
_OPENS = re.compile(r"(?:^|[.!?\n] ?)$")
_UNSURE = re.compile(r"\b(?:if|unless|whether|when|once|until|before|after|instead of|rather than|unlike)\b[^,]*$")
#: Words of a fact's name that are no thing.
_NO_THING = frozenset(
    """safe suitable friendly ready proof free yes no use used can be is are with has contains contain function feature
    mode required needed type option available design resistant machine colour color rating""".split()  # noqa: SIM905
)


@dataclass(frozen=True, slots=True)
class Told:
    """One row of the table. `whole`: said of the product, so that the thing need not be named."""

    key: str
    asks: re.Pattern[str]
    opposite: re.Pattern[str] | None
    whole: bool
    strict: bool  # only a fact that answers yes or no is contradicted


@dataclass(frozen=True, slots=True)
class Asked:
    """A fact that answers a row: whether it says yes, and the stems of the thing it says it of."""

    source: Source
    holds: bool
    thing: frozenset[str]


@cache
def _table() -> dict[str, Told]:
    rows = _rows()
    return {
        key: Told(
            key,
            re.compile(row["asks"]),
            re.compile(row["not"]) if "not" in row else None,
            row.get("whole", False),
            row.get("strict", False),
        )
        for key, row in rows.items()
    }


@cache
def _rows() -> dict[str, dict]:
    return yaml.safe_load(Path(__file__).with_name("told_en.yaml").read_text(encoding="utf-8"))


@cache
def _patterns() -> Triggers[tuple[str, bool]]:
    """Every pattern of text → (row, whether it says so)."""
    found: list[tuple[str, tuple[str, bool]]] = []
    for key, row in _rows().items():
        for field, says in (("says", True), ("denies", False)):
            found += [(rf"\b(?:{p.replace('~', _UP_TO_THREE)})(?![a-z])", (key, says)) for p in row[field]]
    return Triggers(found)


@cache
def _asking() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{told.asks.pattern})" for told in _table().values()))


def asked_of(index: FactIndex) -> dict[str, list[Asked]]:
    """Row → the facts of the product that answer it."""
    if index.told is None:
        index.told = {}
        for source in index.sources:
            if source.variant >= 0 or not isinstance(source.ref, int):
                continue
            # a long value lists many things; it is read for its terms, not for one answer
            if len(source.name_folded) + (0 if source.yes or source.no else len(source.folded) + 2) > 80:
                continue
            read = (source.name_folded, source.folded, source.name_stems, source.stems, source.yes, source.no)
            for key, holds, thing in _answers(*read):
                index.told.setdefault(key, []).append(Asked(source, holds, thing))
    return index.told


@lru_cache(maxsize=4096)  # half a catalogue states the same
def _answers(
    name: str, value: str, name_stems: tuple[str, ...], stems: tuple[str, ...], yes: bool, no: bool
) -> tuple[tuple[str, bool, frozenset[str]], ...]:
    """(row, whether it says so, stems of the thing) of every row that a statement answers."""
    said = name if yes or no else f"{name}: {value}"
    if not _asking().search(said):
        return ()
    about = (*name_stems, *(() if yes or no else stems))
    found = []
    for told in _table().values():
        match = told.asks.search(said)
        against = told.opposite.search(said) if told.opposite else None
        if match is None and against is None:
            continue
        item = max(said.rfind(mark, 0, match.start()) for mark in ",;:|/") + 1 if match else 0
        denied = match is not None and is_negated(said[item:], match.start() - item, match.end() - item)
        holds = against is None and not denied
        if no:
            holds = not holds
        elif not yes and match is not None and match.end() <= len(name):
            holds = holds and not _SAYS_NO.match(value)
        asking = (match or against)[0]  # type: ignore[index]
        thing = {
            s
            for s in about
            if s.isalpha() and s not in _NO_THING and s not in STOP and s not in asking and not asking.startswith(s)
        }
        found.append((told.key, holds, frozenset(thing if not told.whole else ())))
    return tuple(found)


def judge_told(index: FactIndex, folded: str, text: str, taken: set[int]) -> list[Ruling]:
    """Supported where the verbs agree with the fact, contradicted where they say its opposite; else nothing."""
    asked = asked_of(index)
    if not asked:
        return []
    hits = [
        (match.start(), match.end(), key, says)
        for match, (key, says) in _patterns().matches(folded, lambda payload: payload[0] in asked)
    ]
    hits.sort(key=lambda h: (h[0], h[0] - h[1]))
    found: list[Ruling] = []
    reach: dict[str, int] = {}
    for start, end, key, says in hits:
        if start < reach.get(key, 0):
            continue
        if folded[end : end + 1] == "," and _OPENS.search(folded, max(0, start - 3), start):
            continue  # "Lefties, take note"
        left, right = _around(folded, start, end)
        source = _whose(asked[key], folded, left, right, start, end, whole=_table()[key].whole)
        if source is None:
            continue
        if not _OWN_DENIAL.match(folded, start):
            inside = says and _INNER_NO.search(folded, start, end)  # "needs no batteries"
            says = says != (bool(inside) or is_negated(folded, start, end))
        question = asked_at(folded, start)
        if question is not None:
            if question.answer is None:
                continue
            says = says == question.answer
        if says != source.holds and (
            (_table()[key].strict and not (source.source.yes or source.source.no))
            or _UNSURE.search(folded, left, start)
        ):
            continue
        if says == source.holds and not taken.isdisjoint(range(start, end)):
            reach[key] = end
            continue
        reach[key] = end
        found.append(_ruling(source, text, start, end, agrees=says == source.holds))
        taken |= set(range(start, end))
    return found


def _around(folded: str, start: int, end: int) -> tuple[int, int]:
    """The part of the sentence that a hit stands in, from mark to mark."""
    left = max((m.end() for m in _PART.finditer(folded, max(0, start - 80), start)), default=max(0, start - 80))
    right = next((m.start() for m in _PART.finditer(folded, end, end + 60)), min(len(folded), end + 60))
    return left, right


_PRONOUN = re.compile(r"\b(?:it|they|them|this|these|its)\b")


def _whose(
    facts: list[Asked], folded: str, left: int, right: int, start: int, end: int, *, whole: bool
) -> Asked | None:
    """The fact that the hit is about: the one whose thing stands beside it, or the only one where none need stand."""
    stems = {stem(w) for w in re.findall(r"[a-z]+", folded[left:right])}
    near = [a for a in facts if a.thing & stems]
    if near:
        return max(near, key=lambda a: len(a.thing & stems))
    bare = [a for a in facts if not a.thing]
    if len(bare) == 1 and (whole or _PRONOUN.search(folded, left, right) or len(stems) < 9):
        return bare[0]
    return None


def _ruling(asked: Asked, text: str, start: int, end: int, *, agrees: bool) -> Ruling:
    if agrees:
        return Ruling(start, end, "supported", "claim.negation", refs(asked.source))
    return contradicted(asked.source, text, start, end, "claim.negation")
