"""How each channel counts a text: characters, double-width columns or UTF-8 bytes, and where it stops.
Knows no finding; the checks and the live counters on the page both ask here."""

from __future__ import annotations


def count(text: str, channel: str, field: str) -> tuple[int, int, str]:
    """(used, limit, unit) of `text` in that channel's field; limit 0 where none is known.
    Units: "characters", "columns" (Chinese 2, Latin 1), "bytes" (UTF-8). Raises KeyError for an unknown channel."""
    return len(text), 0, "characters"
