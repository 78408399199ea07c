"""Whether a text repeats its siblings or the catalogue: near copies, and openings that many listings share.
Knows only the texts it is given; it reads no database."""

from __future__ import annotations

from collections.abc import Sequence

from copywriter.records import Finding


def run(text: str, *, language: str, others: Sequence[str] = (), index: object | None = None) -> list[Finding]:
    """Near copies of `others` (texts this one must not repeat), and of the catalogue where an `index` is given."""
    return []
