"""Rows that many tests need: a product with facts, a finished request with candidates, the draft they were offered to.
Made by the same services as the site's."""

from __future__ import annotations

import itertools
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.utils import timezone

from copywriter.records import Brief
from merchant_portal.accounts.models import Merchant, User
from merchant_portal.catalog.models import Product
from merchant_portal.drafting.checking import check_text
from merchant_portal.drafting.models import Candidate, CopyTemplate, Draft, Request, TemplateVersion
from merchant_portal.drafting.services import drafts

MUG_FACTS = [("Material", "stoneware"), ("Capacity", "350 ml"), ("Color", "blue")]
TRUE_TEXT = "A stoneware mug in blue that holds 350 ml."
FALSE_TEXT = "A stoneware mug in blue that holds 500 ml."
_numbers = itertools.count(1)


def make_product(shop: Merchant, *, facts: list[tuple[str, str]] | None = None, **values: Any) -> Product:
    number = next(_numbers)
    rows = [{"name": n, "value": v} for n, v in (MUG_FACTS if facts is None else facts)]
    defaults = {"sku": f"T-{number}", "title": f"Harbor mug {number}", "category": "Mugs", "updated_at": timezone.now()}
    return Product.objects.create(merchant=shop, facts=rows, facts_count=len(rows), **{**defaults, **values})


def make_version(kind: str = "description", language: str = "en") -> TemplateVersion:
    template, _ = CopyTemplate.objects.get_or_create(name="Test template", kind=kind, language=language)
    return TemplateVersion.objects.get_or_create(
        template=template, number=1, defaults={"state": "live", "created_at": timezone.now()}
    )[0]


def make_draft(
    shop: Merchant, *texts: str, by: User, product: Product | None = None, now: datetime | None = None, **purpose: str
) -> Draft:
    """A draft as the worker leaves it: one finished request, its candidates checked, the best one offered."""
    now = now or timezone.now()
    product = product or make_product(shop)
    kind, language = purpose.get("kind", "description"), purpose.get("language", "en")
    request = Request.objects.create(
        merchant=shop,
        product=product,
        version=make_version(kind, language),
        idempotency_key=f"test-{next(_numbers)}",
        kind=kind,
        language=language,
        brief=asdict(Brief(product=product.as_record(), kind=kind, language=language)),
        facts_hash=product.as_record().digest(),
        engine="scripted:",
        model_id="scripted",
        state="done",
        requested_by=by,
        created_at=now,
    )
    for position, text in enumerate(texts or (TRUE_TEXT,), start=1):
        checked = check_text(
            merchant=shop, product=product, text=text, kind=kind, language=language, channel="web", today=now.date()
        )
        Candidate.objects.create(
            request=request,
            position=position,
            text=text,
            findings=checked.findings,
            ledger=checked.ledger,
            check_version=checked.version,
            created_at=now,
        )
    return drafts.offer_candidates(request=request, now=now)


def submitted(shop: Merchant, *texts: str, by: User, **rest: Any) -> Draft:
    draft = make_draft(shop, *texts, by=by, **rest)
    return drafts.submit_draft(draft=draft, version=draft.version, by=by, now=timezone.now())
