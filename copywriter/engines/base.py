"""The one interface of every engine: prompts go in, completions come out as they are ready.
Knows nothing of briefs, facts, checks or rows."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Literal

from copywriter.records import Completion, Prompt, Sampling

#: Work that nobody waits for goes on with so many prompts at once while a person is in flight: steps are shorter.
BESIDE_A_PERSON = 3


class EngineError(Exception):
    """The engine cannot answer; the message is for a person. `permanent` means trying again will not help."""

    def __init__(self, message: str, *, permanent: bool = False) -> None:
        super().__init__(message)
        self.permanent = permanent


@dataclass(frozen=True, slots=True)
class Partial:
    """What has been written so far for one key: one string a sequence, raw (not yet realised)."""

    key: Hashable
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Finished:
    """All sequences of one key are complete."""

    key: Hashable
    completions: tuple[Completion, ...]


@dataclass(frozen=True, slots=True)
class Failed:
    """One key could not be answered; the others are unharmed."""

    key: Hashable
    error: EngineError


Event = Partial | Finished | Failed


class Engine(ABC):
    """One loaded model, or one server.

    Driven by one thread: `submit` admits work, `step` advances everything in flight and returns what happened,
    `cancel` drops a key (no event follows). `room` says how many more keys it would take now; bulk work is fed only
    into that room, while a person's request may be submitted beyond it.
    """

    model_id: str
    style: Literal["house", "continuation", "chat"]

    @abstractmethod
    def submit(self, key: Hashable, prompt: Prompt, sampling: Sampling, *, live: bool = False) -> None:
        """Admits one prompt. `live` asks for Partial events: a person is watching. A prompt that can't be answered
        comes back as Failed from `step`; only a key that is already in flight raises (KeyError)."""

    @abstractmethod
    def step(self) -> Sequence[Event]: ...

    @abstractmethod
    def cancel(self, key: Hashable) -> None: ...

    @property
    @abstractmethod
    def room(self) -> int: ...

    @property
    @abstractmethod
    def in_flight(self) -> int: ...

    def logprobs(self, prompt: Prompt, texts: Sequence[str]) -> list[float | None]:
        """Mean log-probability a token of each text after the prompt; None where the engine cannot say."""
        return [None] * len(texts)

    def close(self) -> None:
        """Frees the model. The engine is not used again."""
        return None
