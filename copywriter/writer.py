"""From briefs to candidates: prompt, engine, checks, ranking; asks for more than it shows and yields as ready.
Knows no file, no row and no clock; who waits and who may go first is for the caller to say."""

from __future__ import annotations

import gc
import heapq
import itertools
import logging
import math
import os
import sys
import threading
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from copywriter.checks import check as standard_check
from copywriter.checks.injection import neutralised
from copywriter.differing import Differing
from copywriter.engines.base import BESIDE_A_PERSON, Engine, EngineError, Failed, Finished, Partial
from copywriter.formats.cells import storable
from copywriter.keeping import Keeping
from copywriter.outcomes import NotWritten, Outcome, Writing, Written
from copywriter.prompts import PromptStyle, style_named
from copywriter.ranking import Judged, choose
from copywriter.records import (
    Brief,
    Candidate,
    Completion,
    Evidence,
    ProductFacts,
    Prompt,
    Report,
    Sampling,
    default_market,
)

log = logging.getLogger(__name__)

#: New tokens a candidate where the brief sets none, by prompt style, language and length. The house vocabulary says a
#: value in one slot; other models spell it, and vocabularies made for English need 2 tokens a Chinese character.
MAX_TOKENS: dict[str, dict[str, dict[str, int]]] = {
    "house": {
        "en": {"short": 64, "medium": 176, "long": 320},
        "zh-Hans": {"short": 64, "medium": 176, "long": 320},
    },
    "spelled": {
        "en": {"short": 56, "medium": 144, "long": 288},
        "zh-Hans": {"short": 112, "medium": 352, "long": 768},
    },
}
#: Seeds of a second asking lie this far from the first, so that no candidate comes twice.
TOP_UP_SEED = 1_000_003
#: Briefs that may wait for the judge before no more is taken in for nobody: an engine in a process of its own goes on
#: while checks fall behind.
MOST_TO_JUDGE = 32
#: How far the judge's thread gives way where both cores are taken: the engine's threads wait for each other in every
#: layer, so that half a core taken from one of them is taken from both.
GIVES_WAY = 10


@dataclass(slots=True)
class _Job:
    brief: Brief
    prompt: Prompt
    sampling: Sampling
    urgent: bool
    context: Mapping[str, Any]
    judged: list[Judged] = field(default_factory=list)
    asked: int = 0
    tokens: int = 0
    topped_up: bool = False


class Writer:
    """Drives one engine from one thread: `add` work, call `step` until nothing is `pending`.

    Checks and ranking run on a second thread while the engine computes the next step, a person's before others'.
    `check` has the signature of `copywriter.checks.check`; `over_ask` 1.6 draws 8 answers to show 5 to a person. For
    work that nobody waits for it is the most: as many are drawn as are wanted by what was kept of earlier answers.
    """

    def __init__(
        self,
        engine: Engine,
        *,
        over_ask: float = 1.6,
        check: Callable[..., Report] = standard_check,
        style: PromptStyle | None = None,
    ) -> None:
        self.engine, self.over_ask, self.check = engine, over_ask, check
        self.style = style or style_named(engine.style)
        self._jobs: dict[Hashable, _Job] = {}
        self._judging: dict[Future[_Verdict], Hashable] = {}
        self._judge = ThreadPoolExecutor(max_workers=1, thread_name_prefix="judge", initializer=_give_way)
        self._keeping = Keeping()
        self._waiting: list[
            tuple[bool, int, Future[_Verdict], _Job, Sequence[Completion]]
        ] = []  # a heap, for the judge
        self._lock, self._numbers = threading.Lock(), itertools.count()

    def add(self, key: Hashable, brief: Brief, *, urgent: bool = False, **context: Any) -> None:
        """Takes in one brief. `urgent` asks for its text while it is being written (Writing).
        `context` goes to the check: evidence, packs, others. Raises KeyError where the key is already in."""
        if key in self._jobs:
            raise KeyError(key)
        shown = replace(brief, product=neutralised(brief.product))
        most = min(20, math.ceil(brief.sampling.n * self.over_ask))
        draw = most if urgent else self._keeping.draw(_kind(brief), brief.sampling.n, most)
        sampling = replace(brief.sampling, n=draw, max_length=brief.sampling.max_length or self.max_tokens(brief))
        job = _Job(brief, self.style.render(shown), sampling, urgent, context)
        self._jobs[key] = job
        self._submit(key, job)

    def step(self) -> list[Outcome]:
        """Advances the engine once and returns what became ready. Raises EngineError where the engine itself broke."""
        outcomes: list[Outcome] = []
        if self.engine.in_flight:
            try:
                events = self.engine.step()
            except EngineError:
                raise
            except MemoryError as error:
                raise EngineError("The model ran out of memory.") from error
            except Exception as error:
                raise EngineError(f"The model stopped working ({type(error).__name__}: {error}).") from error
            for event in events:
                outcomes += self._on(event)
        elif self._judging:
            wait(self._judging, timeout=0.05, return_when=FIRST_COMPLETED)
        for future in [f for f in self._judging if f.done()]:
            outcomes += self._judged(self._judging.pop(future), future)
        return outcomes

    def cancel(self, key: Hashable) -> None:
        """Drops a key; nothing more is said of it."""
        if self._jobs.pop(key, None) is not None:
            self.engine.cancel(key)

    def warm_up(self) -> None:
        """Has the rules and tables of both languages read on the judge's thread, before the first text waits for it:
        1.2 s of two cores."""
        for language, name in (("en", "Blue mug"), ("zh-Hans", "蓝色马克杯")):
            product = ProductFacts(sku="", title=name, language=language)
            self._judge.submit(self.check, name, product, language=language, market=default_market(language))
        self._judge.submit(gc.freeze)  # tables stay for good: walks past them took 3 to 8 % of the checks' time

    @property
    def room(self) -> int:
        """How many more briefs that nobody waits for the engine would take now."""
        if len(self._waiting) >= MOST_TO_JUDGE:
            return 0
        people = sum(job.urgent for job in list(self._jobs.values()))
        if people:
            return max(0, min(self.engine.room, BESIDE_A_PERSON - (len(self._jobs) - people)))
        return self.engine.room

    @property
    def pending(self) -> int:
        """Briefs that were added and not yet answered."""
        return len(self._jobs)

    def judging(self, key: Hashable) -> bool:
        """Whether the engine has answered and the answers are being checked."""
        return key in self._judging.values()

    def prompt(self, key: Hashable) -> Prompt:
        """The prompt as it was given to the engine, for the record."""
        return self._jobs[key].prompt

    def max_tokens(self, brief: Brief) -> int:
        table = MAX_TOKENS["house" if self.style.name == "house" else "spelled"]
        return table[brief.language][brief.length]

    def close(self) -> None:
        self._judge.shutdown(wait=False, cancel_futures=True)
        self.engine.close()

    def _submit(self, key: Hashable, job: _Job) -> None:
        job.asked += job.sampling.n
        self.engine.submit(key, job.prompt, job.sampling, live=job.urgent)

    def _on(self, event: Partial | Finished | Failed) -> list[Outcome]:
        job = self._jobs.get(event.key)
        if job is None:  # cancelled meanwhile
            return []
        if isinstance(event, Partial):
            return [Writing(event.key, tuple(self.style.read(t, job.prompt, partial=True) for t in event.texts))]
        if isinstance(event, Failed):
            if job.judged:  # the second asking failed: what the first one gave is still good
                self._hand_over(event.key, job, ())
                return []
            del self._jobs[event.key]
            return [NotWritten(event.key, job.brief, event.error)]
        self._hand_over(event.key, job, event.completions)
        return []

    def _hand_over(self, key: Hashable, job: _Job, completions: Sequence[Completion]) -> None:
        future: Future[_Verdict] = Future()
        self._judging[future] = key
        with self._lock:
            heapq.heappush(self._waiting, (not job.urgent, next(self._numbers), future, job, completions))
        self._judge.submit(self._weigh_next)

    def _weigh_next(self) -> None:
        """On the judge's thread: a person's answers first, then as they came."""
        with self._lock:
            _, _, future, job, completions = heapq.heappop(self._waiting)
        try:
            future.set_result(self._weigh(job, completions))
        except BaseException as error:  # noqa: BLE001  (raised where the result is asked for)
            future.set_exception(error)

    def _weigh(self, job: _Job, completions: Sequence[Completion]) -> _Verdict:
        """Answers become texts, texts are checked, the best are chosen."""
        brief = job.brief
        differing = Differing(brief, [j.text for j in job.judged])
        for completion in completions:
            job.tokens += completion.tokens
            text = differing.told(partial(self._read, completion, job.prompt))
            if not any(c.isalnum() for c in text):
                continue
            report = self.check(
                text,
                brief.product,
                language=brief.language,
                market=brief.market,
                channel=brief.channel,
                kind=brief.kind,
                **job.context,
            )
            job.judged.append(Judged(text, report, completion.tokens, completion.logprob))
        choice = choose(job.judged, brief.product, brief.sampling.n, brief)
        usable = sum(not j.report.blocked for j in job.judged)
        if completions and not job.topped_up:
            self._keeping.saw(_kind(brief), usable, len(completions))
        return _Verdict(choice.candidates, choice.good, usable)

    def _read(self, completion: Completion, prompt: Prompt, again: int) -> str:
        return storable(self.style.read(completion.text, prompt, again=again))

    def _judged(self, key: Hashable, future: Future[_Verdict]) -> list[Outcome]:
        job = self._jobs.get(key)
        if job is None:
            return []
        try:
            verdict = future.result()
        except Exception as error:  # noqa: BLE001  (whatever one answer holds, it harms no other brief)
            log.exception("an answer could not be judged")
            del self._jobs[key]
            said = f"What the model wrote could not be read and checked ({type(error).__name__}: {error})."
            return [NotWritten(key, job.brief, EngineError(said))]
        # Near copies ask for no more: four further English answers of the house model gave half a text that differs.
        missing = job.brief.sampling.n - verdict.usable
        if missing > 0 and not job.topped_up:
            job.topped_up = True
            draw = min(20, math.ceil(missing * self.over_ask))
            job.sampling = replace(job.sampling, n=draw, seed=job.sampling.seed + TOP_UP_SEED)
            self._submit(key, job)
            return []
        del self._jobs[key]
        if not verdict.candidates:
            return [NotWritten(key, job.brief, EngineError("The model gave no usable text."))]
        return [Written(key, job.brief, verdict.candidates, job.asked, verdict.good, job.tokens)]


@dataclass(frozen=True, slots=True)
class _Verdict:
    candidates: tuple[Candidate, ...]
    good: int
    usable: int  # texts without a blocking finding, near copies included


def _give_way() -> None:
    """Linux counts niceness by the thread; elsewhere it would slow the whole process, so nothing is done there."""
    if sys.platform == "linux":
        me = threading.get_native_id()
        os.setpriority(os.PRIO_PROCESS, me, min(19, os.getpriority(os.PRIO_PROCESS, me) + GIVES_WAY))


def _kind(brief: Brief) -> Hashable:
    return brief.language, brief.length


def write(
    briefs: Iterable[Brief], engine: Engine, *, evidence: Sequence[Evidence] = (), **options: Any
) -> Iterator[Written | NotWritten]:
    """Every brief answered, as ready; the key of an answer is the brief's place (from 0). Keeps the engine full.
    `options` go to Writer. Raises EngineError where the engine itself broke."""
    writer = Writer(engine, **options)
    source, places, exhausted = iter(briefs), 0, False
    try:
        while True:
            while not exhausted and writer.room > 0:
                brief = next(source, None)
                if brief is None:
                    exhausted = True
                    break
                writer.add(places, brief, evidence=evidence)
                places += 1
            if exhausted and not writer.pending:
                return
            for outcome in writer.step():
                if not isinstance(outcome, Writing):
                    yield outcome
    finally:
        writer._judge.shutdown(wait=False, cancel_futures=True)
