"""The list of drafts a person works through: which, in what order, what comes next. It lives in the URL.
Knows nothing of verdicts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django_scopes import scopes_disabled

from merchant_portal.accounts.models import Merchant, User
from merchant_portal.accounts.paging import bounded_count
from merchant_portal.drafting.models import Channel, Draft, Kind, Language, Request

State = Draft.State
#: Counting stops here: what lies beyond is "more than 10,000", and so costs the same.
COUNTED = 10_000
ORDERS = {
    "oldest": ("submitted_at", "id"),
    "newest": ("-submitted_at", "-id"),
    "risk": ("-risk", "id"),
}
DESK_ORDERS = {"oldest": ("id",), "newest": ("-id",), "risk": ("-risk", "id")}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a draft stands in its walk, counted from one; 0 where more than COUNTED lie before it."""

    number: int
    total: int
    more: bool  # `total` is where counting stopped


@dataclass(frozen=True, slots=True)
class Walk:
    """One place (`desk`: a shop's own; `queue`: across shops), its filters and its order."""

    place: str
    merchant: Merchant | None = None
    state: str = ""
    kind: str = ""
    language: str = ""
    channel: str = ""
    shop: str = ""
    risk: str = ""
    batch: str = ""
    order: str = "oldest"

    @classmethod
    def from_query(cls, query: Mapping[str, str], *, user: User, merchant: Merchant | None = None) -> Walk:
        """Reads the query string; what it does not know, it leaves out. Only reviewers walk across shops."""
        is_ops = user.is_reviewer or user.is_superuser
        place = "queue" if is_ops and (query.get("in") == "queue" or merchant is None) else "desk"

        def known(name: str, allowed: list[str]) -> str:
            return query.get(name, "") if query.get(name) in allowed else ""

        return cls(
            place=place,
            merchant=merchant if place == "desk" else None,
            state=known("state", [*State.values] if place == "desk" else [*Draft.WAITS["queue"]]),
            kind=known("kind", Kind.values),
            language=known("language", Language.values),
            channel=known("channel", Channel.values),
            shop=query.get("shop", "")[:50],
            risk=known("risk", ["none", "some", "block"]),
            batch=query.get("batch", "") if query.get("batch", "").isdecimal() and len(query["batch"]) < 19 else "",
            order=known("order", [*ORDERS]) or "oldest",
        )

    @property
    def query(self) -> str:
        """The same walk as a query string, without a leading question mark."""
        names = ("state", "kind", "language", "channel", "shop", "risk", "batch")
        pairs = [("in", "queue")] if self.place == "queue" else []
        pairs += [(n, getattr(self, n)) for n in names if getattr(self, n)]
        if self.order != "oldest":
            pairs.append(("order", self.order))
        return urlencode(pairs)

    def but(self, **changes: str) -> str:
        """The query string of this walk with some filters changed."""
        values = {n: getattr(self, n) for n in self.__slots__}
        return Walk(**{**values, **changes}).query

    def drafts(self) -> QuerySet[Draft]:
        """The drafts of the walk in its order, each with its product and shop."""
        if self.place == "queue":
            with scopes_disabled():  # from_query lets only reviewers come here
                rows = Draft.objects.all()
                # A closed shop's pages answer nobody. By number: a join with the shops lost the index's order.
                rows = rows.exclude(merchant_id__in=list(_ids(Merchant.objects.filter(is_active=False))))
                if self.shop:
                    rows = rows.filter(merchant_id__in=list(_ids(Merchant.objects.filter(slug=self.shop))))
        else:
            rows = Draft.objects.all()
        if self.merchant:
            rows = rows.filter(merchant=self.merchant)
        rows = rows.filter(state=self.state) if self.state else rows.filter(waits_at=self.place)
        for name in ("kind", "language", "channel"):
            if value := getattr(self, name):
                rows = rows.filter(**{name: value})
        if self.risk:
            bands = {"none": Q(risk=0), "some": Q(risk__gt=0, risk__lt=60), "block": Q(risk__gte=60)}
            rows = rows.filter(bands[self.risk])
        if self.batch:
            rows = rows.filter(pk__in=Request.objects.filter(batch_id=self.batch).values("draft_id"))
        return rows.select_related("product").prefetch_related("merchant").order_by(*self.columns)

    @property
    def columns(self) -> tuple[str, ...]:
        """What the walk is ordered by, for a keyset page."""
        return (ORDERS if self.place == "queue" else DESK_ORDERS)[self.order]

    def _past(self, draft: Draft, *, back: bool = False) -> Q:
        """Rows that come after this one in the order (`back`: before it), whatever its state is by now."""
        past, same = Q(), Q()
        lead = Q()  # the first column's bound once more on its own, so that its index is entered at the right place
        for name in self.columns:
            field, down = name.lstrip("-"), name.startswith("-") != back
            value = getattr(draft, field)
            if value is None:
                continue
            past |= same & Q(**{f"{field}__{'lt' if down else 'gt'}": value})
            lead = lead or Q(**{f"{field}__{'lte' if down else 'gte'}": value})
            same &= Q(**{field: value})
        return lead & past

    def free_for(self, user: User, now: datetime) -> QuerySet[Draft]:
        """Without the items that somebody else is judging right now, and those that this person has signed already."""
        held = Q(claimed_until__gt=now) & ~Q(claimed_by=user) & Q(claimed_by__isnull=False)
        return self.drafts().exclude(held).exclude(state=State.SIGNED, first_signer=user)

    def after(self, draft: Draft, *, user: User, now: datetime) -> Draft | None:
        """The next item; from the end, the first one that is left."""
        rows = self.free_for(user, now).exclude(pk=draft.pk)
        return rows.filter(self._past(draft)).first() or rows.first()

    def before(self, draft: Draft) -> Draft | None:
        return self.drafts().filter(self._past(draft, back=True)).reverse().first()

    def count(self) -> tuple[int, bool]:
        """How many there are, and whether counting stopped there."""
        return bounded_count(self.drafts(), COUNTED)

    def newest(self) -> int:
        """The number of the latest draft, 0 where there is none."""
        return self.drafts().order_by("-id").values_list("id", flat=True).first() or 0

    def position(self, draft: Draft) -> Place:
        """Where this draft stands."""
        total, more = self.count()
        ahead, far = bounded_count(self.drafts().filter(self._past(draft, back=True)), COUNTED)
        return Place(0 if far else min(ahead + 1, max(total, 1)), total, more)


def _ids(shops: QuerySet[Merchant]) -> QuerySet[Merchant, int]:
    return shops.values_list("pk", flat=True)
