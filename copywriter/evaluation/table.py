"""The bar table of the house model, as far as a machine can measure it: what is asked, what was seen, on what.
Knows which products and controls each row wants; leaves judging to readers (sheets.py)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from random import Random

from copywriter.engines.base import Engine
from copywriter.evaluation.drive import Run, drive, texts
from copywriter.evaluation.measures import Measured, measure, summarise
from copywriter.evaluation.products import Inventor
from copywriter.records import KINDS, TONES, Brief, ProductFacts, Sampling

AUDIENCES = {"en": ("new parents", "students", "remote workers"), "zh-Hans": ("新手爸妈", "学生党", "通勤族")}


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table. `bar` is the least (or with `most` the greatest) that is asked."""

    what: str
    seen: float | None
    bar: float | None
    on: str

    def line(self) -> str:
        seen = "–" if self.seen is None else f"{self.seen:.1%}" if self.seen <= 1 else f"{self.seen:.1f}"
        bar = "" if self.bar is None else f"{self.bar:.1%}" if self.bar <= 1 else f"{self.bar:.0f}"
        met = "" if self.seen is None or self.bar is None else ("met" if self.seen >= self.bar else "MISSED")
        return f"| {self.what} | {bar} | {seen} | {met} | {self.on} |"


def descriptions(products: Sequence[ProductFacts], language: str) -> list[Brief]:
    """A medium description of each product, tones in turn."""
    return [
        Brief(product=p, language=language, tone=TONES[i % len(TONES)], sampling=Sampling(seed=i))
        for i, p in enumerate(products)
    ]


def mixed(products: Sequence[ProductFacts], language: str, random: Random) -> list[Brief]:
    """Every kind, tone and length by turns; half of them to an audience."""
    briefs = []
    for i, product in enumerate(products):
        kind = KINDS[i % 3]
        lengths = ("short", "medium", "long") if kind == "description" else ("short",)
        audience = random.choice(AUDIENCES[language]) if random.random() < 0.5 else ""
        brief = Brief(
            product=product,
            language=language,
            kind=kind,
            tone=random.choice(TONES),
            length=random.choice(lengths),
            audience=audience,
            sampling=Sampling(seed=i),
        )
        briefs.append(brief)
    return briefs


def rows_of(name: str, run: Run) -> Iterator[Row]:
    """What one run of descriptions or mixed texts shows, before and after the checks."""
    drawn, kept = list(texts(run, kept=False)), list(texts(run, kept=True))
    for label, pairs in (("all drawn", drawn), ("shown", kept)):
        measured = [measure(text, b.product, b.language, b.length) for b, text in pairs]
        if not measured:
            continue
        summary, on = summarise(measured), f"{name}, {label}: {len(measured)} texts"
        yield Row("hard values that are among the facts", summary.exact, 0.995, on)
        medium = [
            m for m, (b, _) in zip(measured, pairs, strict=True) if b.kind == "description" and b.length == "medium"
        ]
        if medium:
            yield Row("facts that a medium description says", summarise(medium).coverage, 0.85, on)
        yield Row("in the asked language", summary.in_language, 0.99, on)
        yield Row("in the length band, as far as the facts carry", summary.in_band, 0.99, on)
        yield Row("under the length's own floor, for want of facts", summary.brief, None, on)
    answers = sum(len(r.judged) for r in run.answered)
    good = sum(not j.report.blocked for r in run.answered for j in r.judged)
    yield Row(
        "answers with no blocking finding", good / answers if answers else None, None, f"{name}: {answers} answers"
    )
    sentences = sum(r.sentences for r in run.answered)
    reasons: Counter[str] = Counter()
    for r in run.answered:
        reasons.update(r.dropped)
    for reason, count in sorted(reasons.items()):
        yield Row(f"sentences refused: {reason}", count / sentences, None, f"{name}: {sentences} sentences")


def openings(engine: Engine, language: str, category: str, random: Random, *, count: int = 100) -> Iterator[Row]:
    """A hundred products of one category, one text each; and five candidates of each of twenty."""
    inventor = Inventor(language, random)
    products = [inventor.product(known=True, category=category) for _ in range(count)]
    run = drive(
        engine, [Brief(product=p, language=language, sampling=Sampling(seed=i)) for i, p in enumerate(products)]
    )
    best = [_opening(r.brief, r.kept[0]) for r in run.answered if r.kept]
    yield Row(
        f"different openings in {count} of one category", float(len(set(best))), 60.0, f"{language}, {category}, plain"
    )
    fives = [len({_opening(r.brief, t) for t in r.kept}) for r in run.answered[:20]]
    yield Row(
        "different openings in 5 candidates", sum(fives) / len(fives), 4.0, f"{language}, mean of {len(fives)} products"
    )


def _opening(brief: Brief, text: str) -> str:
    return measured(brief, text).opening


def measured(brief: Brief, text: str) -> Measured:
    return measure(text, brief.product, brief.language, brief.length)


def invented(language: str, random: Random, count: int, *, known: bool) -> list[ProductFacts]:
    return list(islice(Inventor(language, random).products(known=known), count))
