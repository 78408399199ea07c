"""Reads of the audit: how many listings in which group, by which rule, one page of them; and live copy that fell.
Writes nothing; counts are of products, since a merchant mends listings and not findings."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from django.core.cache import cache
from django.db.models import Count, Max, QuerySet
from django.utils.translation import get_language

from copywriter.checks.rules import find_rule
from merchant_portal.accounts.models import Merchant
from merchant_portal.accounts.paging import Page, keyset_page
from merchant_portal.catalog.models import Product
from merchant_portal.drafting.models import DraftEvent
from merchant_portal.review.models import ApprovedCopy, ApprovedCopyEvent, Audit, OwnFinding

Group = OwnFinding.Group
PAGE = 25


@dataclass(frozen=True, slots=True)
class RuleCount:
    """One rule and how many listings it hits. `says` is its reason in the reader's language (a class of claims has a
    name instead), `article` the law or platform page it rests on, where it has one."""

    rule: str
    n: int
    says: str = ""
    article: str = ""


@dataclass(slots=True)
class GroupCount:
    """One group of the audit: its listings, how many of them are blocked, and the rules that hit most."""

    group: str
    n: int
    blocked: int
    rules: list[RuleCount] = field(default_factory=list)


@dataclass(slots=True)
class Listing:
    """One product with what was found in its own text."""

    product: Product
    findings: list[OwnFinding]


def on_offer(merchant: Merchant) -> QuerySet[OwnFinding]:
    return OwnFinding.objects.filter(merchant=merchant, product__archived_at__isnull=True)


def counts(merchant: Merchant, most: int = 6) -> list[GroupCount]:
    """Every group that has listings, in the order in which they matter."""
    rows = on_offer(merchant).order_by()
    listings = Count("product", distinct=True)
    all_of = dict(rows.values_list("group").annotate(n=listings))
    blocked = dict(rows.filter(severity="block").values_list("group").annotate(n=listings))
    groups = {g: GroupCount(g, all_of[g], blocked.get(g, 0)) for g in Group.values if g in all_of}
    by_rule = rows.values_list("group", "rule").annotate(n=listings, says=Max("reason"))
    for group, rule, n, says in by_rule.order_by("group", "-n", "rule"):
        if len(groups[group].rules) < most:
            groups[group].rules.append(_rule_count(rule, n, says))
    return list(groups.values())


def remembered_counts(audit: Audit | None, merchant: Merchant, most: int = 6) -> list[GroupCount]:
    """`counts`, kept for five minutes as long as the audit stands: 98,000 findings of 50,000 listings take most of a
    second to count, and a page that watches a running audit asks every two."""
    if audit is None:
        return counts(merchant, most)
    stands = audit.finished_at or f"{audit.started_at}/{audit.done // 2000}"
    key = f"audit:{merchant.pk}:{most}:{get_language()}:{stands}".replace(" ", "_")
    return cache.get_or_set(key, lambda: counts(merchant, most), 300)


def _rule_count(rule: str, n: int, says: str) -> RuleCount:
    """What a shipped rule says is there in both languages; of the others, what was said of one listing serves."""
    if rule.startswith("claim."):
        return RuleCount(rule, n)
    found = find_rule(rule)
    language = "zh-Hans" if (get_language() or "").startswith("zh") else "en"
    return RuleCount(rule, n, found[1].reason[language], found[1].article) if found else RuleCount(rule, n, says)


def page_of(merchant: Merchant, *, group: str, rule: str = "", cursor: str = "") -> Page:
    """One page of products with findings in a group, each with those findings; `rows` holds Listings."""
    which = on_offer(merchant).filter(group=group)
    which = which.filter(rule=rule) if rule else which
    products = Product.objects.filter(merchant=merchant, pk__in=which.order_by().values("product"))
    page = keyset_page(products, ("title", "id"), cursor, PAGE)
    found: dict[int, list[OwnFinding]] = {p.pk: [] for p in page.rows}
    for row in which.filter(product__in=list(found)).order_by("severity", "pk"):  # "block" sorts before "warn"
        found[row.product_id].append(row)
    return Page([Listing(p, found[p.pk]) for p in page.rows], page.next, page.previous)


def fallen(merchant: Merchant, most: int = 20) -> list[ApprovedCopyEvent]:
    """Live copy that was suspended and not replaced since, the latest first, with the cause and the sentence."""
    rows = ApprovedCopyEvent.objects.filter(
        copy__merchant=merchant, copy__state=ApprovedCopy.State.SUSPENDED, new=ApprovedCopy.State.SUSPENDED
    )
    return list(rows.select_related("copy__product", "copy__draft").order_by("-id")[:most])


@dataclass(slots=True)
class Dismissed:
    """One rule whose warnings people accepted: how often, in how many shops, and for which of its exceptions."""

    rule: str
    n: int = 0
    shops: int = 0
    last: datetime | None = None
    reasons: list[tuple[str, int]] = field(default_factory=list)  # exception id, empty: in their own words


def dismissed(since: datetime) -> list[Dismissed]:
    """Accepted warnings by rule since a day, the most frequent first: a rule that is dismissed often is a bad rule,
    or a habit. Reads every shop; call with scopes disabled."""
    rows = DraftEvent.objects.filter(new="answered", at__gte=since).order_by()
    found: dict[str, Dismissed] = {}
    of_rule = rows.values_list("data__rule").annotate(
        n=Count("pk"), shops=Count("draft__merchant", distinct=True), last=Max("at")
    )
    for rule, n, shops, last in of_rule:
        found[rule] = Dismissed(rule, n, shops, last)
    for rule, which, n in rows.values_list("data__rule", "data__exception").annotate(n=Count("pk")).order_by("-n"):
        found[rule].reasons.append((which or "", n))
    return sorted(found.values(), key=lambda d: (-d.n, d.rule))
