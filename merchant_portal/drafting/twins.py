"""Near copies among a shop's live texts: remembered when a text goes live, forgotten when it ends, found by number.
Knows no states; copywriter/checks/sameness says how like is too like."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django.db import transaction

from copywriter.checks import sameness
from merchant_portal.accounts.models import Merchant
from merchant_portal.drafting.models.drafts import Draft
from merchant_portal.drafting.models.live import LiveBand, LiveText

#: Rows of a look-up: a catalogue of one sentence shares its numbers by the thousand, and 400 of them say enough.
MET = 400
#: Texts that are compared word by word, those first that share most numbers: 0.1 ms each.
COMPARED = 6


@dataclass(frozen=True, slots=True)
class Twin:
    """A product whose live text is nearly the same. `share` of word runs, 0 to 1."""

    product_id: int
    title: str
    share: float


def remember_live(*, draft: Draft, text: str) -> None:
    """The draft's purpose has a live text now: this one, and no other."""
    with transaction.atomic():
        forget_live(draft_id=draft.pk)
        row = LiveText.objects.create(
            merchant_id=draft.merchant_id, product_id=draft.product_id, draft=draft, language=draft.language, text=text
        )
        LiveBand.objects.bulk_create(bands_of(row))


def forget_live(*, draft_id: int) -> None:
    """The draft's purpose has no live text any more."""
    LiveText.objects.filter(draft_id=draft_id).delete()


def bands_of(row: LiveText) -> list[LiveBand]:
    keys = sameness.band_keys(row.text, row.language, str(row.merchant_id))
    return [LiveBand(text=row, key=key) for key in keys]


def twins_of(text: str, *, merchant: Merchant, language: str, besides: int) -> list[Twin]:
    """Other products of the shop whose live text is a near copy, nearest first: one look-up by an index, and one for
    the words of those that it met."""
    keys = sameness.band_keys(text, language, str(merchant.pk))
    met = Counter(LiveBand.objects.filter(key__in=keys).order_by().values_list("text_id", flat=True)[:MET])
    if not met:
        return []
    rows = LiveText.objects.filter(
        merchant=merchant, pk__in=[pk for pk, _n in met.most_common(3 * COMPARED)], product__archived_at__isnull=True
    ).exclude(product_id=besides)
    found: dict[int, Twin] = {}
    near = sorted(rows.values_list("pk", "product_id", "product__title", "text"), key=lambda row: -met[row[0]])
    for _pk, product, title, words in near[:COMPARED]:
        share = sameness.similarity(text, words, language)
        if share >= sameness.NEAR_COPY and share > (found[product].share if product in found else 0):
            found[product] = Twin(product, title, share)
    return sorted(found.values(), key=lambda twin: -twin.share)
