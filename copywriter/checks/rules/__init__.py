"""What the law and the platforms say of a text: rule packs read from YAML, matched in context, answered as findings.
Knows no fact verdicts (checks/claims) and no lengths (checks/shape); it decides nothing for a merchant, it cites."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from copywriter.checks.rules import matching
from copywriter.checks.rules.context import Context
from copywriter.checks.rules.library import as_pack, available_packs, find_rule, pack_versions, packs_for, resolve
from copywriter.checks.rules.loading import load_pack
from copywriter.checks.rules.pack import Exemption, Pack, PackInfo, PackInvalid, Rule
from copywriter.records import Evidence, Finding, ProductFacts

__all__ = [
    "Exemption",
    "Pack",
    "PackInfo",
    "PackInvalid",
    "Rule",
    "as_pack",
    "available_packs",
    "find_rule",
    "load_pack",
    "pack_versions",
    "packs_for",
    "run",
]


def run(
    text: str,
    product: ProductFacts,
    *,
    language: str,
    market: str,
    channel: str,
    kind: str,
    evidence: Sequence[Evidence] = (),
    packs: Sequence[Any] | None = None,
    others: Sequence[str] = (),
    today: date | None = None,
) -> list[Finding]:
    """Findings of every pack in force, in reading order. `packs`: None for the market's and the channel's own packs,
    else a list of pack ids, pack dicts (an admin's own rules, validated by load_pack) and Pack objects.
    Evidence counts while `today` is not after its last day; without `today` no date is judged. Raises PackInvalid."""
    context = Context(text, product, language, market, channel, kind, evidence, others, today)
    return matching.run(resolve(packs, market, channel), context)
