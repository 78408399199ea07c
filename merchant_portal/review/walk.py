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
from merchant_portal.drafting.models import Channel, Draft, Kind, Language

State = Draft.State
#: What each place shows when nothing is asked for.
TO_DO = {"desk": (State.READY, State.RETURNED, State.LAPSED), "queue": (State.SUBMITTED, State.SIGNED)}
ORDERS = {
    "oldest": ("submitted_at", "id"),
    "newest": ("-submitted_at", "-id"),
    "risk": ("-risk", "id"),
}
DESK_ORDERS = {"oldest": ("id",), "newest": ("-id",), "risk": ("-risk", "id")}


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
            state=known("state", [*State.values]),
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
        if self.place == "queue":
            with scopes_disabled():  # from_query lets only reviewers come here
                rows = Draft.objects.select_related("product", "merchant")
            rows = rows.filter(merchant__is_active=True)  # a closed shop's pages answer nobody
        else:
            rows = Draft.objects.select_related("product", "merchant")
        rows = rows.filter(state=self.state) if self.state else rows.filter(state__in=TO_DO[self.place])
        if self.merchant:
            rows = rows.filter(merchant=self.merchant)
        if self.shop:
            rows = rows.filter(merchant__slug=self.shop)
        for name in ("kind", "language", "channel"):
            if value := getattr(self, name):
                rows = rows.filter(**{name: value})
        if self.risk:
            bands = {"none": Q(risk=0), "some": Q(risk__gt=0, risk__lt=60), "block": Q(risk__gte=60)}
            rows = rows.filter(bands[self.risk])
        if self.batch:
            rows = rows.filter(requests__batch_id=self.batch).distinct()
        return rows.order_by(*self._order())

    def _order(self) -> tuple[str, ...]:
        return (ORDERS if self.place == "queue" else DESK_ORDERS)[self.order]

    def _past(self, draft: Draft) -> Q:
        """Rows that come after this one in the order, whatever its state is by now."""
        names = self._order()
        past, same = Q(), Q()
        for name in names:
            field, down = name.lstrip("-"), name.startswith("-")
            value = getattr(draft, field)
            if value is None:
                continue
            past |= same & Q(**{f"{field}__{'lt' if down else 'gt'}": value})
            same &= Q(**{field: value})
        return past

    def free_for(self, user: User, now: datetime) -> QuerySet[Draft]:
        """Without the items that somebody else is judging right now, and those that this person has signed already."""
        held = Q(claimed_until__gt=now) & ~Q(claimed_by=user) & Q(claimed_by__isnull=False)
        return self.drafts().exclude(held).exclude(state=State.SIGNED, first_signer=user)

    def after(self, draft: Draft, *, user: User, now: datetime) -> Draft | None:
        """The next item; from the end, the first one that is left."""
        rows = self.free_for(user, now).exclude(pk=draft.pk)
        return rows.filter(self._past(draft)).first() or rows.first()

    def before(self, draft: Draft) -> Draft | None:
        return self.drafts().exclude(pk=draft.pk).exclude(self._past(draft)).reverse().first()

    def position(self, draft: Draft) -> tuple[int, int]:
        """(place of this draft, how many there are), both counted from one."""
        total = self.drafts().count()
        return max(1, total - self.drafts().filter(self._past(draft)).count()), total
