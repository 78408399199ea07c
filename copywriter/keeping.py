"""What is kept of the answers that were drawn, by kind of brief, and so how many to ask for next.
Knows no text: it counts."""

from __future__ import annotations

import math
from collections.abc import Hashable

#: Answers seen before what is kept of them is believed, and the weight of each further brief.
BELIEVED_AFTER, WEIGHT = 40, 0.05


class Keeping:
    """How many of the answers to one kind of brief can be shown: of texts that pass, each told once."""

    def __init__(self) -> None:
        self._share: dict[Hashable, float] = {}
        self._seen: dict[Hashable, int] = {}

    def saw(self, kind: Hashable, usable: int, asked: int) -> None:
        seen = self._seen.get(kind, 0)
        weight = max(WEIGHT, asked / (seen + asked))  # the plain mean at first
        before = self._share.get(kind, 0.0)
        self._share[kind] = before + weight * (usable / asked - before)
        self._seen[kind] = seen + asked

    def draw(self, kind: Hashable, n: int, most: int) -> int:
        """Answers to ask for so that about n are kept; `most` while too few were seen."""
        if self._seen.get(kind, 0) < BELIEVED_AFTER:
            return most
        return max(n, min(most, math.ceil(n / max(self._share[kind], 0.1) - 0.25)))
