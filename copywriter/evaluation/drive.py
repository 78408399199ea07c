"""Drives an engine over many briefs and keeps, for each, every answer as it was read and what the checks say of it.
Knows no bar: measures.py counts, table.py compares."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from copywriter.checks import check
from copywriter.differing import Differing
from copywriter.engines.base import Engine, Failed, Finished
from copywriter.prompts import PromptStyle, style_named
from copywriter.ranking import Choice, Judged, choose
from copywriter.records import Brief, Completion, Prompt, Sampling
from copywriter.writer import Writer


@dataclass(slots=True)
class Answered:
    """All answers to one brief. `dropped` counts refused sentences by reason (house style only)."""

    brief: Brief
    judged: list[Judged] = field(default_factory=list)
    choice: Choice | None = None
    dropped: dict[str, int] = field(default_factory=dict)
    sentences: int = 0

    @property
    def kept(self) -> list[str]:
        return [c.text for c in self.choice.candidates] if self.choice else []


@dataclass(slots=True)
class Run:
    answered: list[Answered]
    tokens: int
    seconds: float


def drive(engine: Engine, briefs: Sequence[Brief], *, draw: int = 8, show: int = 5) -> Run:
    """Draws `draw` answers to each brief and chooses the best `show`. Raises the engine's own errors."""
    style = style_named(engine.style)
    limits = Writer(engine, check=lambda *a, **k: None, style=style)
    waiting = list(enumerate(briefs))[::-1]
    prompts: dict[int, Prompt] = {}
    answered: dict[int, Answered] = {}
    tokens, began = 0, time.monotonic()
    while waiting or engine.in_flight:
        while waiting and engine.room > 0:
            key, brief = waiting.pop()
            prompts[key] = style.render(brief)
            sampling = _sampling(brief, draw, limits.max_tokens(brief), key)
            engine.submit(key, prompts[key], sampling)
        for event in engine.step():
            if isinstance(event, Failed):
                raise event.error
            if isinstance(event, Finished):
                row = Answered(briefs[event.key])
                differing = Differing(row.brief, [])
                for completion in event.completions:
                    tokens += completion.tokens
                    _judge(row, completion, prompts[event.key], style, differing)
                row.choice = choose(row.judged, row.brief.product, show, row.brief)
                answered[event.key] = row
    return Run([answered[i] for i in range(len(briefs))], tokens, time.monotonic() - began)


def _sampling(brief: Brief, draw: int, most: int, seed: int) -> Sampling:
    return replace(brief.sampling, n=draw, max_length=most, seed=brief.sampling.seed + seed)


def _judge(row: Answered, completion: Completion, prompt: Prompt, style: PromptStyle, differing: Differing) -> None:
    reading = style.reading(completion.text, prompt) if hasattr(style, "reading") else None
    if reading:
        row.sentences += len(reading.sentences) + sum(reading.dropped.values())
        for reason, count in reading.dropped.items():
            row.dropped[reason] = row.dropped.get(reason, 0) + count
    text = differing.told(
        lambda again: reading.text if reading and not again else style.read(completion.text, prompt, again=again)
    )
    if not text:
        return
    brief = row.brief
    report = check(
        text,
        brief.product,
        language=brief.language,
        market=brief.market,
        channel=brief.channel,
        kind=brief.kind,
    )
    row.judged.append(Judged(text, report, completion.tokens, completion.logprob))


def texts(run: Run, *, kept: bool) -> Iterable[tuple[Brief, str]]:
    """Every (brief, text): as shown after the checks, or all that were drawn."""
    for row in run.answered:
        for text in row.kept if kept else [j.text for j in row.judged]:
            yield row.brief, text
