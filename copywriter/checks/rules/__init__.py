"""What the law and the platforms say of a text: rule packs read from YAML, matched in context, answered as findings.
Knows no fact verdicts (checks/claims) and no lengths (checks/shape); it never decides what a merchant may do, it cites."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from copywriter.records import Evidence, Finding, ProductFacts


def run(
    text: str,
    product: ProductFacts,
    *,
    language: str,
    market: str,
    channel: str,
    kind: str,
    evidence: Sequence[Evidence] = (),
    packs: Sequence[object] | None = None,
    others: Sequence[str] = (),
    today: date | None = None,
) -> list[Finding]:
    """Findings of every pack in force, in reading order. `packs`: None for the market's and the channel's own packs, else a
    list of pack ids, pack dicts (an admin's own rules, validated by load_pack) and Pack objects."""
    return []
