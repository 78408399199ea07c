"""What the checks say of a text at the moment it is signed, on the facts, documents and rules of that moment.
Knows no states and writes nothing."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.timezone import localdate

from merchant_portal.drafting.checking import check_text, risk_of
from merchant_portal.drafting.models import Draft
from merchant_portal.drafting.services.drafts import open_findings

#: Rules on how like a text is to the shop's others. They were judged when it was written: that a later text begins
#: alike is no reason to stop this one.
ALIKE = "sameness."

Findings = list[dict[str, Any]]


def weigh(*, draft: Draft, now: datetime) -> tuple[dict[str, Any], Findings]:
    """(values to store with the draft, findings that stand in the way). The stored findings are never trusted: a fact,
    a document or a rule may have changed since, and a document runs out without a word."""
    checked = check_text(
        merchant=draft.merchant,
        product=draft.product,
        text=draft.text,
        kind=draft.kind,
        language=draft.language,
        channel=draft.channel,
        today=localdate(now),
        openings=False,
    )
    alike = [f for f in draft.findings if f["rule"].startswith(ALIKE)]
    draft.findings = [*checked.findings, *alike]
    values = {
        "findings": draft.findings,
        "ledger": checked.ledger,
        "risk": risk_of(draft.findings),
        "check_version": checked.version,
        "facts_hash": draft.product.as_record().digest(),
    }
    return values, open_findings(draft)
