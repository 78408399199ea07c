"""Who in a shop begins the same way, by an indexed column.
Reads drafts and changes nothing; copywriter/checks/sameness says what is too much."""

from __future__ import annotations

from collections.abc import Hashable

from copywriter.checks import sameness
from merchant_portal.drafting.models.drafts import Draft


def opening_key(text: str, language: str) -> str:
    """How a text begins, folded, as the column holds it; empty where it is too short to share an opening."""
    return sameness.opening(text, language)[:80]


class ShopOpenings:
    """What `sameness.run` asks of an index, answered from one shop's drafts in one language. Keys are products."""

    def __init__(self, merchant_id: int, language: str) -> None:
        self.merchant_id, self.language = merchant_id, language

    def opening_count(self, text: str, *, besides: Hashable = None) -> int:
        """How many other products' texts begin as this one does."""
        if not (key := opening_key(text, self.language)):
            return 0
        return self._sharing(key, besides).values("product_id").distinct().count()

    def near(self, text: str, *, besides: Hashable = None) -> list[tuple[Hashable, float]]:
        """None: near copies of live texts are told by name (drafting/twins.py)."""
        return []

    def _sharing(self, key: str, besides: Hashable):  # noqa: ANN202  (a queryset of drafts)
        rows = Draft.objects.filter(merchant_id=self.merchant_id, language=self.language, opening=key)
        return rows.exclude(product_id=besides).exclude(state=Draft.State.REJECTED)
