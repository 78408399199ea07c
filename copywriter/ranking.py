"""Which candidates to show and in what order: by findings, length, opening, coverage of the facts, score, difference.
Knows no engine and no prompt; it reads what the checks said and makes no finding of its own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from copywriter.knowledge.lengths import length_band
from copywriter.knowledge.sayable import sayable_name
from copywriter.records import Brief, Candidate, ProductFacts, Report

#: A text sharing this much of its 5-grams with a better one is a near copy: not shown while there are others.
NEAR_COPY = 0.7
#: What one finding takes away, and what each part is worth. A block outweighs everything else together.
WEIGHTS = {"block": 4.0, "warn": 0.3, "note": 0.03, "coverage": 1.0, "model": 0.2, "distinct": 0.5, "opening": 0.6}
#: A text is not asked to say more facts than this (a medium description of up to 8).
MOST_FACTS = 8


@dataclass(frozen=True, slots=True)
class Judged:
    """One text with what the checks and the model said of it."""

    text: str
    report: Report
    tokens: int = 0
    logprob: float | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """What to show, best first. `good` counts those with no blocking finding that are no near copy of a better one."""

    candidates: tuple[Candidate, ...]
    good: int


def choose(judged: Sequence[Judged], product: ProductFacts, n: int, brief: Brief | None = None) -> Choice:
    """The best `n`: unblocked ones in the length band of the brief and different ones first, then near copies, then
    others: n are shown where n exist. Of equals, one that opens as none before it comes first."""
    best_logprob = max((j.logprob for j in judged if j.logprob is not None), default=None)
    parts = [_parts(j, product, best_logprob) for j in judged]
    worth = [_worth(p) for p in parts]
    grams = [shingles(j.text) for j in judged]
    language = brief.language if brief else product.language
    fits = [brief is None or in_band(j.text, brief) for j in judged]
    opens = [opening(j.text, product, language) for j in judged]
    left, order, good = list(range(len(judged))), [], 0
    nearest = [0.0] * len(judged)  # similarity to the closest text chosen so far
    opened: set[str] = set()
    while left:

        def place(i: int) -> tuple[bool, bool, bool, bool, float]:
            distinct = nearest[i] < NEAR_COPY
            mark = worth[i] - WEIGHTS["distinct"] * nearest[i]
            return (not judged[i].report.blocked, fits[i], distinct, opens[i] not in opened, mark)

        pick = max(left, key=place)
        unblocked, _, distinct, _, _ = place(pick)
        good += unblocked and distinct
        left.remove(pick)
        opened.add(opens[pick])
        order.append((pick, nearest[pick]))
        for i in left:
            nearest[i] = max(nearest[i], overlap(grams[i], grams[pick]))
    shown = tuple(_candidate(judged[i], worth[i], parts[i], 1 - near) for i, near in order[:n])
    return Choice(candidates=shown, good=good)


def in_band(text: str, brief: Brief) -> bool:
    """Whether a text has the length that its brief asks for, as far as the product's facts carry it."""
    low, high = length_band(brief.product, brief.language, brief.length)
    return low <= size(text, brief.language) <= high


def size(text: str, language: str) -> int:
    """Words in English, characters without white space in Chinese."""
    return len(re.sub(r"\s", "", text)) if language.startswith("zh") else len(text.split())


def opening(text: str, product: ProductFacts, language: str) -> str:
    """The first 5 words, or 6 characters in Chinese, with the product's name and brand taken out."""
    for name in (sayable_name(product, language), product.title, product.brand):
        if name:
            text = re.sub(re.escape(name), "", text, flags=re.IGNORECASE)
    if language.startswith("zh"):
        return re.sub(r"[^\w]", "", text)[:6]
    return " ".join(re.findall(r"[\w'’]+", text.lower())[:5])


def coverage(report: Report, product: ProductFacts) -> float:
    """Share of the facts (of up to MOST_FACTS) that some sentence rests on; 1 where a product has none."""
    said = {f for entry in report.ledger if entry.verdict in ("supported", "inferred") for f in entry.facts}
    facts = min(MOST_FACTS, len(product.facts))
    return min(1.0, sum(isinstance(f, int) for f in said) / facts) if facts else 1.0


def shingles(text: str) -> frozenset[str]:
    """Runs of five characters, spaces and case folded: serves English and Chinese alike."""
    folded = re.sub(r"\s+", " ", text.casefold())
    return frozenset(folded[i : i + 5] for i in range(max(1, len(folded) - 4)))


def overlap(a: frozenset[str], b: frozenset[str]) -> float:
    """Jaccard similarity of two shingle sets, 0 to 1."""
    both = len(a & b)
    return both / (len(a) + len(b) - both) if both else 0.0


def _parts(judged: Judged, product: ProductFacts, best_logprob: float | None) -> dict[str, float]:
    severities = [f.severity for f in judged.report.findings]
    model = 0.0
    if judged.logprob is not None and best_logprob is not None:
        model = max(-1.0, judged.logprob - best_logprob)
    return {
        "coverage": coverage(judged.report, product),
        "blocks": 0.0 - severities.count("block"),
        "warnings": 0.0 - severities.count("warn"),
        "notes": 0.0 - severities.count("note"),
        "model": model,
    }


def _worth(parts: dict[str, float]) -> float:
    return (
        WEIGHTS["coverage"] * parts["coverage"]
        + WEIGHTS["model"] * parts["model"]
        + WEIGHTS["block"] * parts["blocks"]
        + WEIGHTS["warn"] * parts["warnings"]
        + WEIGHTS["note"] * parts["notes"]
    )


def _candidate(judged: Judged, worth: float, parts: dict[str, float], distinct: float) -> Candidate:
    why = {name: round(value, 3) for name, value in (parts | {"distinct": distinct}).items()}
    return Candidate(
        text=judged.text,
        score=worth - WEIGHTS["distinct"] * (1 - distinct),
        findings=judged.report.findings,
        ledger=judged.report.ledger,
        tokens=judged.tokens,
        logprob=judged.logprob,
        why=why,
    )
