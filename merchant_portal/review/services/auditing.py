"""The audit of the texts that a shop brought along: who asks for it, what is left to read, what was found.
Knows no page. The products say what is left; a lost message or a killed worker loses nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils.timezone import localdate

from copywriter.checks.rules import find_rule
from copywriter.checks.sentences import split_sentences
from merchant_portal.accounts.models import Merchant, User
from merchant_portal.catalog.models import Product
from merchant_portal.drafting.checking import check_text
from merchant_portal.drafting.ground import VOICE_RULE, Ground, ground_for
from merchant_portal.drafting.openings import opening_key
from merchant_portal.review.models import Audit, OwnFinding, OwnText

Group = OwnFinding.Group
#: A slice is one transaction: 50 texts take under a second, and a page waits no longer for the write lock.
SLICE = 50
LEASE = timedelta(seconds=90)
#: Findings kept of one text, the gravest first: the page shows a handful, and a wall of text may hold hundreds.
KEEP = 20
_RANK = {"block": 0, "warn": 1, "note": 2}
#: The own texts stand in the shop itself.
CHANNEL, KIND = "web", "description"


def ask_audit(*, merchant: Merchant, by: User | None, now: datetime, anew: bool = False) -> Audit:
    """Sets the audit going, or lets a running one go on: texts that are new, changed, or were read under other rules
    are read; with `anew` every text."""
    audit, is_new = Audit.objects.get_or_create(
        merchant=merchant, defaults={"since": now, "started_at": now, "asked_by": by}
    )
    values: dict[str, Any] = {"state": Audit.State.RUNNING}
    if anew and not is_new:
        values["since"] = now
    if audit.state == Audit.State.DONE or is_new or anew:
        values |= {"done": 0, "started_at": now, "finished_at": None, "asked_by": by}
    Audit.objects.filter(pk=audit.pk).update(**values)
    audit.refresh_from_db()
    left = to_read(audit, ground_for(merchant=merchant, today=localdate(now))).count()
    Audit.objects.filter(pk=audit.pk).update(total=audit.done + left)
    audit.total = audit.done + left
    return audit


def to_read(audit: Audit, ground: Ground) -> QuerySet[Product]:
    """The shop's products whose own text nobody has read as it stands, under the rules in force."""
    products = Product.objects.filter(merchant_id=audit.merchant_id).active().exclude(own_text="")
    fresh = Q()
    for language in products.order_by().values_list("language", flat=True).distinct():
        fresh |= Q(product__language=language, check_version=ground.version(language, CHANNEL))
    read = OwnText.objects.filter(
        fresh, product=OuterRef("pk"), product_version=OuterRef("version"), read_at__gte=audit.since
    )
    return products.exclude(Exists(read)) if fresh else products


def check_next(*, audit: Audit, now: datetime, after: int = 0, size: int = SLICE) -> int:
    """Reads the next texts beyond the product `after` and keeps what was found, in one transaction. Answers the last
    product read, 0 where none is left there; asked from the beginning, that ends the audit."""
    ground = ground_for(merchant=audit.merchant, today=localdate(now))
    # by id, so that two workers who meet (a lease ran out) rewrite the same rows with the same findings
    products = list(to_read(audit, ground).filter(pk__gt=after).order_by("pk")[:size])
    if not products:
        if not after:
            _finish(audit, now)
        return 0
    with transaction.atomic():
        _keep(products, ground=ground, now=now)
        Audit.objects.filter(pk=audit.pk).update(done=F("done") + len(products), lease_until=now + LEASE)
    return products[-1].pk


def _finish(audit: Audit, now: datetime) -> None:
    Audit.objects.filter(pk=audit.pk, state=Audit.State.RUNNING).update(
        state=Audit.State.DONE, finished_at=now, lease_until=None, total=F("done")
    )
    # texts that are gone since: emptied, archived or never there
    gone = Q(product__own_text="") | Q(product__archived_at__isnull=False)
    OwnFinding.objects.filter(gone, merchant_id=audit.merchant_id).delete()
    OwnText.objects.filter(gone, merchant_id=audit.merchant_id).delete()


def _keep(products: Sequence[Product], *, ground: Ground, now: datetime) -> None:
    texts, findings = [], []
    for product in products:
        # An own text stands beside the copy written from it: that they begin alike is no finding.
        checked = check_text(
            merchant=ground.merchant, product=product, text=product.own_text, kind=KIND, language=product.language,
            channel=CHANNEL, today=localdate(now), ground=ground, openings=False,
        )  # fmt: skip
        texts.append(
            OwnText(
                merchant=ground.merchant,
                product=product,
                product_version=product.version,
                check_version=checked.version,
                opening=opening_key(product.own_text, product.language),
                read_at=now,
            )  # fmt: skip
        )
        found = sorted(checked.findings, key=lambda f: (_RANK[f["severity"]], f["start"]))[:KEEP]
        findings += [
            OwnFinding(
                merchant=ground.merchant,
                product=product,
                group=group_of(f["rule"]),
                rule=f["rule"],
                severity=f["severity"],
                sentence=around(product.own_text, f["start"], f["end"]),
                reason=f["reason"],
                suggestion=f["suggestion"],
                settled_by=f["settled_by"],
            )  # fmt: skip
            for f in found
            if f["severity"] != "note"
        ]
    OwnFinding.objects.filter(product__in=products).delete()
    OwnText.objects.bulk_create(
        texts,
        update_conflicts=True,
        unique_fields=["product"],
        update_fields=["product_version", "check_version", "opening", "read_at"],
    )
    OwnFinding.objects.bulk_create(findings)


def group_of(rule: str) -> str:
    """Which part of the audit a rule's findings stand in."""
    family = rule.partition(".")[0]
    if family == "claim":
        return Group.CLAIMS
    if family in ("shape", "language", "injection"):
        return Group.FORM
    if family == "sameness":
        return Group.SAME
    if rule != VOICE_RULE and (found := find_rule(rule)):
        return Group.LAW if found[0].market else Group.PLATFORM
    return Group.OWN


def around(text: str, start: int, end: int) -> list[str]:
    """[before, the words, after]: the hit in its sentences, 160 characters at most on either side. A finding on the
    whole text shows how it begins."""
    if end - start > 200 or (start, end) == (0, len(text)) or start == end:
        return ["", text[:120] + ("…" if len(text) > 120 else ""), ""]
    left, right = start, end
    for a, b in split_sentences(text):
        if a < end and start < b:
            left, right = min(left, a), max(right, b)
    return [text[max(left, start - 160) : start], text[start:end], text[end : min(right, end + 160)]]


def shared_openings(merchant: Merchant, least: int = 5, most: int = 10) -> list[tuple[str, int]]:
    """[(opening, how many own texts begin so), …], the most frequent first."""
    rows = OwnText.objects.filter(merchant=merchant).exclude(opening="").values_list("opening", flat=True)
    return [(words, n) for words, n in Counter(rows.iterator(5000)).most_common(most) if n >= least]
