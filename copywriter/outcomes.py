"""What comes of one brief: words on their way, candidates, or a reason why there are none.
Knows no engine and no check; the writer makes them, whoever asked reads them."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass

from copywriter.engines.base import EngineError
from copywriter.records import Brief, Candidate


@dataclass(frozen=True, slots=True)
class Writing:
    """What one key reads like so far; empty strings for candidates not begun."""

    key: Hashable
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Written:
    """The candidates of one key, best first. `asked` counts the answers drawn, `good` those that passed and differ."""

    key: Hashable
    brief: Brief
    candidates: tuple[Candidate, ...]
    asked: int
    good: int
    tokens: int


@dataclass(frozen=True, slots=True)
class NotWritten:
    """One key has no text; `error` says why to a person, `error.permanent` whether trying again is of use."""

    key: Hashable
    brief: Brief
    error: EngineError


Outcome = Writing | Written | NotWritten
