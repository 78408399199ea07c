"""Keeps the passages honest: each is said of a product that meets its conditions, and the checks read the result.
Knows what a bad passage looks like (unlawful, untied, a near copy); mends nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from copywriter.checks import check
from copywriter.prompts.house.answer import Reading, read_answer
from copywriter.prompts.house.plan import Plan, make_plan
from copywriter.ranking import overlap, shingles
from copywriter.records import Finding
from copywriter.training.grammar import Grammar
from copywriter.training.passages import Family, Passage, Sentence, lexicon, spoken_text

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
    for family in families.values():
        yield from _near_copies(family)
    for family, passage, _, finding, text in _checked(families, language, severity):
        said = text[max(0, finding.start - 25) : finding.end + 25]
        yield Fault(f"{family.name} {passage.place}", finding.rule, said, finding.reason)


def faulty_sentences(families: dict[str, Family], language: str) -> set[tuple[str, str]]:
    """(family, sentence in the house language) of the sentences that the checks block: they are neither put on the
    shelf nor counted as heard, so that no text of the model comes to hold them."""
    return {
        (family.name, spoken_text(sentence))
        for family, _, sentence, _, _ in _checked(families, language, ("block",))
        if sentence is not None
    }


def _checked(
    families: dict[str, Family], language: str, severity: tuple[str, ...]
) -> Iterator[tuple[Family, Passage, Sentence | None, Finding, str]]:
    """(family, passage, the sentence at fault, finding, the whole text). Of findings on names only
    those on the passage's own words count ("Postmarked Japan" reads as a brand), not those on drawn values."""
    grammar = Grammar(language, families, Random(1))
    words = {language: lexicon(families)}
    for family in families.values():
        clauses = [Passage("description", t, (s,), s.source) for t, many in family.clauses.items() for s in many]
        for passage in [*family.passages, *clauses]:
            pair = grammar.whole(family, passage)
            if pair is None or any(f.value == "x" for f in pair.brief.product.facts):
                continue  # a role for which no family gives a value can't be judged
            plan = make_plan(pair.brief, words)
            reading = read_answer(pair.answer, plan)
            report = check(reading.text, pair.brief.product, language=language, kind=passage.kind)
            for finding in report.findings:
                holder = _holder(passage, reading, finding, plan)
                if finding.rule == "claim.brand" and not _own_word(holder, reading.text[finding.start : finding.end]):
                    continue
                if finding.severity in severity:
                    yield family, passage, holder, finding, reading.text


def _own_word(sentence: Sentence | None, words: str) -> bool:
    return sentence is not None and any(words in part for part in sentence.parts if isinstance(part, str))


def _holder(passage: Passage, reading: Reading, finding: Finding, plan: Plan) -> Sentence | None:
    """The passage's sentence in which a finding stands."""
    place = 0
    for said in reading.sentences:
        start = reading.text.index(said.text, place)
        place = start + len(said.text)
        if start <= finding.start < place:
            plain = re.sub(r"\W", "", said.text).lower()
            for sentence in passage.sentences:
                fixed = [re.sub(r"\W", "", p).lower() for p in sentence.parts if isinstance(p, str)]
                if all(part in plain for part in fixed) and "".join(fixed):
                    return sentence
    return None


def _near_copies(family: Family) -> Iterator[Fault]:
    grams = [(p, shingles(_prose(p))) for p in family.passages]
    for i, (one, a) in enumerate(grams):
        for other, b in grams[i + 1 :]:
            if overlap(a, b) >= NEAR_COPY:
                yield Fault(f"{family.name} {one.place}", "near copy", _prose(other)[:60], f"see {other.place}")


def _prose(passage: Passage) -> str:
    text = " ".join(p for s in passage.sentences for p in s.parts if isinstance(p, str))
    return re.sub(r"\s+", " ", text)
