"""Runs the library's checks on a portal text: gathers the facts, the evidence in force and the shop's packs.
Knows nothing of states; the caller decides what a finding means."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from copywriter.checks import CHECK_VERSION, check
from copywriter.records import Evidence as EvidenceRecord
from merchant_portal.accounts.models import Merchant
from merchant_portal.catalog.models import Evidence, Product

#: How much one finding adds to a draft's risk (0–100): a block outranks any number of warnings.
RISK = {"block": 60, "warn": 15, "note": 2}


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


def evidence_for(*, merchant: Merchant, product: Product, today: date) -> list[EvidenceRecord]:
    """The documents in force today that speak for this product or for the whole shop."""
    rows = Evidence.objects.filter(merchant=merchant, withdrawn_at__isnull=True).prefetch_related("products")
    return [
        EvidenceRecord(
            type=row.type,
            scope=row.scope or row.title,
            number=row.number,
            valid_until=row.valid_until.isoformat() if row.valid_until else "",
        )
        for row in rows
        if (not row.valid_until or row.valid_until >= today)
        and (not (only := {p.pk for p in row.products.all()}) or product.pk in only)
    ]


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
) -> Checked:
    """Checks one text against the product as it stands now."""
    report = check(
        text,
        product.as_record(),
        language=language,
        channel=channel,
        kind=kind,
        evidence=evidence_for(merchant=merchant, product=product, today=today),
        packs=merchant.packs,
        others=others,
        today=today.isoformat(),
    )
    return Checked(
        findings=[f.to_dict() for f in report.findings],
        ledger=[e.to_dict() for e in report.ledger],
        version=CHECK_VERSION,
    )
