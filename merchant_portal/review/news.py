"""What was written for a shop while somebody looks at its list, and whether more is on its way.
Changes nothing; the page asks again as long as something is being written."""

from __future__ import annotations

from dataclasses import dataclass

from merchant_portal.accounts.models import Merchant
from merchant_portal.accounts.paging import bounded_count
from merchant_portal.drafting.models import Request
from merchant_portal.review.walk import Walk

#: Counting stops here; the line then says "more than 999".
MOST = 999
OPEN = (Request.State.QUEUED, Request.State.WRITING)


@dataclass(frozen=True, slots=True)
class News:
    """New drafts of a walk since the draft `since`, and requests of the shop that are not over."""

    query: str  # of the list that shows the new ones first
    since: int
    fresh: int
    fresh_more: bool
    writing: int
    writing_more: bool

    @property
    def said(self) -> str:
        """What the line says, in short: the same again is not drawn again."""
        return f"{self.fresh}-{self.writing}"


def news_of(walk: Walk, *, merchant: Merchant, since: int) -> News:
    """Two bounded counts, each by an index."""
    fresh = bounded_count(walk.drafts().filter(pk__gt=since), MOST)
    # Both priorities by name: the queue's index then leads to the shop's rows at once.
    priorities = (Request.INTERACTIVE, Request.BULK)
    writing = Request.objects.filter(state__in=OPEN, priority__in=priorities, merchant=merchant)
    return News(walk.but(order="newest"), since, *fresh, *bounded_count(writing, MOST))
