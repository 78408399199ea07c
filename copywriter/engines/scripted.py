"""An engine with no model: the same prompt and seed always give the same texts, and faults come on command.
Knows nothing of language; it serves tests of everything that drives an engine."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import Literal, get_type_hints

from copywriter.engines.base import Engine, EngineError, Event, Failed, Finished, Partial
from copywriter.records import Completion, Prompt, Sampling

WORDS = (  # noqa: SIM905  (a list of words reads worse than words)
    "soft steady bright calm warm plain useful sturdy light quiet close easy fine gentle clear neat small broad "
    "morning table kitchen desk shelf garden pocket window evening holds keeps sits opens folds carries rests "
    "fits"
).split()


@dataclass(slots=True)
class Script:
    """How the engine behaves. Each `…_on` is a word: a prompt that holds it meets that fault, the others are unharmed.

    `texts` are given in turn (joined by | in an address); without them, sentences are made of WORDS.
    """

    style: Literal["house", "continuation", "chat"] = "continuation"
    texts: tuple[str, ...] = ()
    words: int = 20  # words a made-up text
    steps: int = 4  # calls of step() until a key is finished
    delay: float = 0.0  # seconds that each step() takes
    places: int = 8  # keys in flight that `room` counts from
    fail_on: str = ""  # Failed, worth another try
    refuse_on: str = ""  # Failed, permanent
    empty_on: str = ""  # finishes with empty texts
    none_on: str = ""  # finishes with no completions at all
    garbage_on: str = ""  # finishes with control characters and no words
    hang_on: str = ""  # never finishes
    block_on: str = ""  # step() itself does not return: an engine that hangs
    oom_on: str = ""  # step() raises MemoryError
    raise_on: str = ""  # step() raises RuntimeError
    die_on: str = ""  # the process ends at once, as by kill -9


@dataclass(slots=True)
class _Job:
    prompt: Prompt
    sampling: Sampling
    live: bool
    done: int = 0
    texts: tuple[str, ...] = field(default=())


class ScriptedEngine(Engine):
    """Answers every prompt after `steps` steps; see Script for the faults."""

    def __init__(self, script: Script | None = None) -> None:
        self.script = script or Script()
        self.style = self.script.style
        self.model_id = "scripted"
        self._jobs: dict[Hashable, _Job] = {}
        self.submitted = 0

    @classmethod
    def from_options(cls, options: Mapping[str, str]) -> ScriptedEngine:
        """Reads `scripted:?words=5&fail_on=boom`. Raises EngineError naming an option that does not exist."""
        script = Script()
        hints = get_type_hints(Script)
        known = {f.name for f in fields(Script)}
        for name, value in options.items():
            if name not in known:
                raise EngineError(f"The scripted engine has no option {name!r}.", permanent=True)
            if name == "texts":
                script.texts = tuple(value.split("|"))
            elif hints[name] in (int, float):
                setattr(script, name, hints[name](value))
            else:
                setattr(script, name, value)
        return cls(script)

    def submit(self, key: Hashable, prompt: Prompt, sampling: Sampling, *, live: bool = False) -> None:
        if key in self._jobs:
            raise KeyError(key)
        self.submitted += 1
        self._jobs[key] = _Job(prompt, sampling, live, texts=self._texts(prompt, sampling))

    def step(self) -> Sequence[Event]:
        if self.script.delay:
            time.sleep(self.script.delay)
        events: list[Event] = []
        for key, job in list(self._jobs.items()):
            self._meet_faults(job)
            if self._says(job, self.script.hang_on):
                continue
            job.done += 1
            if job.done < self.script.steps:
                if job.live:
                    share = job.done / self.script.steps
                    events.append(Partial(key, tuple(t[: int(len(t) * share)] for t in job.texts)))
                continue
            del self._jobs[key]
            events.append(self._finish(key, job))
        return events

    def cancel(self, key: Hashable) -> None:
        self._jobs.pop(key, None)

    @property
    def room(self) -> int:
        return max(0, self.script.places - len(self._jobs))

    @property
    def in_flight(self) -> int:
        return len(self._jobs)

    def logprobs(self, prompt: Prompt, texts: Sequence[str]) -> list[float | None]:
        return [-(int(_digest(text), 16) % 100) / 50 for text in texts]

    def _says(self, job: _Job, word: str) -> bool:
        if not word:
            return False
        return word in job.prompt.text or any(word in m["content"] for m in job.prompt.messages)

    def _meet_faults(self, job: _Job) -> None:
        if self._says(job, self.script.die_on):
            os.kill(os.getpid(), 9)
        while self._says(job, self.script.block_on):
            time.sleep(0.2)
        if self._says(job, self.script.oom_on):
            raise MemoryError("scripted: out of memory")
        if self._says(job, self.script.raise_on):
            raise RuntimeError("scripted: the engine broke")

    def _finish(self, key: Hashable, job: _Job) -> Event:
        if self._says(job, self.script.fail_on):
            return Failed(key, EngineError("The model could not answer (scripted)."))
        if self._says(job, self.script.refuse_on):
            return Failed(key, EngineError("The model refuses this prompt (scripted).", permanent=True))
        if self._says(job, self.script.none_on):
            return Finished(key, ())
        texts = job.texts
        if self._says(job, self.script.empty_on):
            texts = ("",) * len(texts)
        if self._says(job, self.script.garbage_on):
            texts = ("\x00\ufffd\x07",) * len(texts)
        scores = self.logprobs(job.prompt, texts)
        pairs = zip(texts, scores, strict=True)
        return Finished(key, tuple(Completion(text, len(text.split()), score) for text, score in pairs))

    def _texts(self, prompt: Prompt, sampling: Sampling) -> tuple[str, ...]:
        if self.script.texts:
            known = self.script.texts
            start = sampling.seed % len(known)
            return tuple(known[(start + i) % len(known)] for i in range(sampling.n))
        whole = prompt.text or "".join(m["content"] for m in prompt.messages)
        return tuple(self._made_up(f"{whole}\x00{sampling.seed}\x00{i}") for i in range(sampling.n))

    def _made_up(self, source: str) -> str:
        words, state = [], _digest(source)
        while len(words) < self.script.words:
            words += [WORDS[byte % len(WORDS)] for byte in bytes.fromhex(state)]
            state = _digest(state)
        words = words[: self.script.words]
        for start in range(0, len(words), 10):  # a sentence is ten words
            words[start] = words[start].capitalize()
            words[min(start + 9, len(words) - 1)] += "."
        return " ".join(words)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
