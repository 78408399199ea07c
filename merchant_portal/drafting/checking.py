"""Runs the library's checks on a portal text: truth and law, shape and language, and what the shop says already.
Knows nothing of states; the caller decides what a finding means. What is in force is gathered in ground.py."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from copywriter.checks import check, injection, rules, sameness, shape
from copywriter.checks import language as wording
from copywriter.records import Finding, ProductFacts
from merchant_portal.accounts.models import Merchant
from merchant_portal.catalog.models import Product
from merchant_portal.drafting.ground import Ground, ground_for
from merchant_portal.drafting.openings import ShopOpenings

#: How much one finding adds to a draft's risk (0–100): a block outranks any number of warnings.
RISK = {"block": 60, "warn": 15, "note": 2}
_RANK = {"block": 0, "warn": 1, "note": 2}


@dataclass(frozen=True, slots=True)
class Checked:
    """Findings and ledger as stored on a draft or candidate, with the versions they were made by."""

    findings: list[dict[str, Any]]
    ledger: list[dict[str, Any]]
    version: str

    @property
    def risk(self) -> int:
        return risk_of(self.findings)


def risk_of(findings: Sequence[dict[str, Any]]) -> int:
    """0 (nothing found) to 100, for the order of the queue."""
    return min(100, sum(RISK.get(f["severity"], 0) for f in findings))


def check_text(
    *,
    merchant: Merchant,
    product: Product,
    text: str,
    kind: str,
    language: str,
    channel: str,
    today: date,
    others: Sequence[str] = (),
    ground: Ground | None = None,
    openings: bool = True,
) -> Checked:
    """Checks one text against the product as it stands now, and against the shop's other texts (unless `openings` is
    off). Whoever checks many texts gathers the `ground` once. Reasons are in the text's language."""
    ground = ground or ground_for(merchant=merchant, today=today)
    facts = product.as_record()
    own_market, *more = ground.markets(language)
    packs, evidence = ground.packs(language, channel), ground.evidence(product)
    report = check(
        text,
        facts,
        language=language,
        market=own_market,
        channel=channel,
        kind=kind,
        evidence=evidence,
        packs=packs,
        others=others,
        today=today.isoformat(),
    )
    found = list(report.findings)
    for market in more:
        # only the law of that market is new: the channel's and the shop's own rules have spoken
        law = [p for p in rules.available_packs() if p.market == market and p.id in (ground.chosen or ())]
        found += rules.run(
            text,
            facts,
            language=language,
            market=market,
            channel=channel,
            kind=kind,
            evidence=evidence,
            packs=[p.id for p in law],
            today=today,
        )
    found += _form(text, facts, kind=kind, language=language, channel=channel)
    if openings:
        index = ShopOpenings(merchant.pk, language)
        found += sameness.run(text, language=language, others=others, index=index, itself=product.pk)  # type: ignore[arg-type]
    return Checked(
        findings=[f.to_dict() for f in _in_order(found)],
        ledger=[e.to_dict() for e in report.ledger],
        version=ground.version(language, channel),
    )


def _form(text: str, facts: ProductFacts, *, kind: str, language: str, channel: str) -> list[Finding]:
    """Shape, language, and product data that gives orders."""
    return [
        *shape.run(text, facts, language=language, channel=channel, kind=kind),
        *wording.run(text, facts, language=language),
        *injection.run(facts, language=language),
    ]


def _in_order(findings: Iterable[Finding]) -> list[Finding]:
    """Reading order, the graver first at one place; what two checks say alike stands once."""
    kept: dict[tuple[str, int, int], Finding] = {}
    for finding in sorted(findings, key=lambda f: (f.start, _RANK[f.severity], f.end)):
        kept.setdefault((finding.rule, finding.start, finding.end), finding)
    return list(kept.values())
