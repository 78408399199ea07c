"""Keeps the passages honest: each is said of a product that meets its conditions, and the checks read the result.
Knows what a bad passage looks like (unlawful, untied, a near copy); mends nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from copywriter.checks import check
from copywriter.prompts.house.answer import read_answer
from copywriter.prompts.house.plan import make_plan
from copywriter.ranking import overlap, shingles
from copywriter.training.grammar import Grammar
from copywriter.training.passages import Family, Passage, lexicon

#: Two passages of one family and language that share this much of their five-letter runs are near copies.
NEAR_COPY = 0.5


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing to mend: where, which rule, the words at fault, and why."""

    place: str
    rule: str
    words: str
    why: str


def lint(families: dict[str, Family], language: str, *, severity: tuple[str, ...] = ("block",)) -> Iterator[Fault]:
    """Every fault of a language's passages, family by family."""
    grammar = Grammar(language, families, Random(1))
    words = {language: lexicon(families)}
    for family in families.values():
        yield from _near_copies(family)
        for passage in family.passages:
            pair = grammar.whole(family, passage)
            if pair is None:
                continue
            reading = read_answer(pair.answer, make_plan(pair.brief, words))
            report = check(reading.text, pair.brief.product, language=language, kind=passage.kind)
            for finding in report.findings:
                if finding.severity in severity and not finding.rule.startswith("claim.brand"):
                    said = reading.text[max(0, finding.start - 25) : finding.end + 25]
                    yield Fault(f"{family.name} {passage.place}", finding.rule, said, finding.reason)


def _near_copies(family: Family) -> Iterator[Fault]:
    grams = [(p, shingles(_prose(p))) for p in family.passages]
    for i, (one, a) in enumerate(grams):
        for other, b in grams[i + 1 :]:
            if overlap(a, b) >= NEAR_COPY:
                yield Fault(f"{family.name} {one.place}", "near copy", _prose(other)[:60], f"see {other.place}")


def _prose(passage: Passage) -> str:
    text = " ".join(p for s in passage.sentences for p in s.parts if isinstance(p, str))
    return re.sub(r"\s+", " ", text)
