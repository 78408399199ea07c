"""Runs the library's checks on a portal text, and asks what only the portal knows: what the shop says already.
Knows nothing of states; the caller decides what a finding means. What is in force is gathered in ground.py."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from copywriter.checks import check, rules, sameness
from copywriter.records import Finding
from merchant_portal.accounts.models import Merchant
from merchant_portal.catalog.models import Product
from merchant_portal.drafting.ground import Ground, ground_for
from merchant_portal.drafting.openings import ShopOpenings
from merchant_portal.drafting.twins import Twin, twins_of

#: How much one finding adds to a draft's risk (0–100): a block outranks any number of warnings.
RISK = {"block": 60, "warn": 15, "note": 2}
#: The finding that names a product: it is asked anew each time, for texts go live and end.
TWIN = "sameness.live_twin"
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
    report = check(
        text,
        product.as_record(),
        language=language,
        market=ground.markets(language)[0],
        channel=channel,
        kind=kind,
        evidence=ground.evidence(product),
        packs=ground.packs(language, channel),
        others=others,
        today=today.isoformat(),
    )
    found = list(report.findings)
    found += _other_markets(text, product, ground=ground, kind=kind, language=language, channel=channel, today=today)
    twins = twins_of(text, merchant=merchant, language=language, besides=product.pk) if openings else []
    if openings:
        found += _said_already(text, twins, merchant=merchant, product=product, language=language)
    return Checked(
        findings=_stored(found, twins),
        ledger=[e.to_dict() for e in report.ledger],
        version=ground.version(language, channel),
    )


def with_the_shop(
    findings: Sequence[dict[str, Any]],
    *,
    merchant: Merchant,
    product: Product,
    text: str,
    kind: str,
    language: str,
    channel: str,
    today: date,
) -> list[dict[str, Any]]:
    """A writer's own findings and what only the portal knows: the law of the shop's other markets, and what its other
    texts say. For texts that were checked in full a moment ago: 3 ms instead of 10."""
    found = [Finding(**f) for f in findings if f["rule"] != TWIN]
    if merchant.packs is not None:
        found += _other_markets(
            text, product, ground=ground_for(merchant=merchant, today=today), kind=kind, language=language,
            channel=channel, today=today,
        )  # fmt: skip
    twins = twins_of(text, merchant=merchant, language=language, besides=product.pk)
    found += _said_already(text, twins, merchant=merchant, product=product, language=language)
    return _stored(found, twins)


def _other_markets(
    text: str, product: Product, *, ground: Ground, kind: str, language: str, channel: str, today: date
) -> list[Finding]:
    """The law of the shop's further markets; the channel's and the shop's own rules have spoken."""
    found: list[Finding] = []
    for market in ground.markets(language)[1:]:
        found += rules.run(
            text,
            product.as_record(),
            language=language,
            market=market,
            channel=channel,
            kind=kind,
            evidence=ground.evidence(product),
            packs=[p.id for p in rules.available_packs() if p.market == market and p.id in (ground.chosen or ())],
            today=today,
        )
    return found


def _said_already(
    text: str, twins: Sequence[Twin], *, merchant: Merchant, product: Product, language: str
) -> list[Finding]:
    index = ShopOpenings(merchant.pk, language)
    found = sameness.run(text, language=language, index=index, itself=product.pk)  # type: ignore[arg-type]
    if twins:
        first, more = twins[0], len(twins) - 1
        found.append(sameness.live_twin(text, share=first.share, title=first.title, more=more, language=language))
    return found


def _stored(found: Iterable[Finding], twins: Sequence[Twin]) -> list[dict[str, Any]]:
    """Findings in reading order as rows keep them; one on a twin names its product, for a link."""
    rows = [f.to_dict() for f in _in_order(found)]
    for row in rows:
        if row["rule"] == TWIN:
            row["product"] = twins[0].product_id
    return rows


def _in_order(findings: Iterable[Finding]) -> list[Finding]:
    """Reading order, the graver first at one place; what two checks say alike stands once."""
    kept: dict[tuple[str, int, int], Finding] = {}
    for finding in sorted(findings, key=lambda f: (f.start, _RANK[f.severity], f.end)):
        kept.setdefault((finding.rule, finding.start, finding.end), finding)
    return list(kept.values())
