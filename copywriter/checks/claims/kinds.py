"""Judges kinds that shut each other out: paperback against a hardcover, 高领 against 圆领. The groups are kinds.yaml.
Knows no number; a kind of which no fact says anything is no claim here."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import yaml

from copywriter.checks.claims.facts import FactIndex, Source
from copywriter.checks.claims.negation import is_negated
from copywriter.checks.claims.verdicts import Ruling, contradicted
from copywriter.checks.literals import Literals


@cache
def _literals() -> Literals[tuple[tuple[str, str], ...]]:
    """Each term → its (group, kind) readings."""
    rows = yaml.safe_load(Path(__file__).with_name("kinds.yaml").read_text(encoding="utf-8"))
    readings: dict[str, list[tuple[str, str]]] = {}
    for group, kinds in rows.items():
        for kind, terms in kinds.items():
            for term in (*terms.get("en", ()), *terms.get("zh", ())):
                readings.setdefault(term, []).append((group, str(kind)))
    return Literals({term: tuple(found) for term, found in readings.items()})


def find_kinds(folded: str) -> list[tuple[int, int, str, str]]:
    """(start, end, group, kind) of every kind that folded text names, whole words only, the longest at one place."""
    hits = []
    for end, start, readings in _literals().found(folded):
        if folded[end : end + 1] == "-":  # "a paperback-sized hardcover"
            continue
        if folded[start] < "\u3000" and (_letter(folded[start - 1 : start]) or _letter(folded[end : end + 1])):
            continue
        hits += [(start, end, group, kind) for group, kind in readings]
    hits.sort(key=lambda h: (h[0], h[0] - h[1]))
    kept: list[tuple[int, int, str, str]] = []
    for hit in hits:
        if not any(k[0] <= hit[0] and hit[1] <= k[1] and k[:2] != hit[:2] for k in kept):
            kept.append(hit)
    return kept


def _letter(mark: str) -> bool:
    return "a" <= mark <= "z"


def judge_kinds(index: FactIndex, folded: str, text: str, taken: set[int]) -> list[Ruling]:
    """Contradicted where the facts name other kinds of the same group and not this one; else nothing."""
    said = find_kinds(folded)
    if not said:
        return []
    if index.kinds is None:
        index.kinds = {}
        for source in index.sources:
            if source.variant < 0 and not source.no:
                for _, _, group, kind in find_kinds(f"{source.name_folded} {source.folded}"):
                    index.kinds.setdefault(group, {}).setdefault(kind, source)
    found: list[Ruling] = []
    for start, end, group, kind in said:
        stated: dict[str, Source] = index.kinds.get(group, {})
        if not stated or kind in stated or is_negated(folded, start, end) or start in taken:
            continue
        source = next(iter(stated.values()))
        found.append(contradicted(source, text, start, end, "claim.feature"))
    return found
