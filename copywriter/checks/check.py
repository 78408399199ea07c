"""The one function of the house: a text and its product in, findings and ledger out.
Knows no engine and no page; the same call serves model output, human edits and imported text."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from copywriter.checks import injection, rules, sameness, shape
from copywriter.checks import language as tongue
from copywriter.checks.claims import examine
from copywriter.records import Evidence, Finding, ProductFacts, Report, default_market

#: Rises with every change that can change a verdict; a stored report says which one made it.
CHECK_VERSION = "1"

_RANK = {"block": 0, "warn": 1, "note": 2}


def check(
    text: str,
    product: ProductFacts,
    *,
    language: str,
    market: str | None = None,
    channel: str = "web",
    kind: str = "description",
    evidence: Sequence[Evidence] = (),
    packs: Sequence[object] | None = None,
    others: Sequence[str] = (),
    today: str | None = None,
    length: str = "",
) -> Report:
    """Findings in reading order (the graver first at one place) and the ledger. Offsets are code points into `text`.

    `market` defaults by language. `packs`: see `rules.run`. `others`: texts this one must not repeat. `today`: an ISO
    date, for evidence and rules that begin or end; without it nothing has expired.
    `length`: short, medium or long, where a brief asked for one. Raises ValueError for a bad date.
    """
    findings, ledger = examine(text, product, language=language, evidence=evidence, today=today)
    findings += rules.run(
        text,
        product,
        language=language,
        market=market or default_market(language),
        channel=channel,
        kind=kind,
        evidence=evidence,
        packs=packs,
        others=others,
        today=date.fromisoformat(today) if today else None,
    )
    findings += shape.run(text, product, language=language, channel=channel, kind=kind, length=length)
    findings += tongue.run(text, product, language=language)
    findings += sameness.run(text, language=language, others=others)
    findings += injection.run(product, language=language)
    return Report(findings=tuple(_in_order(findings)), ledger=tuple(ledger))


def _in_order(findings: list[Finding]) -> list[Finding]:
    """Reading order; a finding that repeats another's rule and span is dropped."""
    kept: dict[tuple[str, int, int], Finding] = {}
    for finding in sorted(findings, key=lambda f: (f.start, _RANK[f.severity], f.end)):
        kept.setdefault((finding.rule, finding.start, finding.end), finding)
    return list(kept.values())
