"""Which products can be compared: they have a person's text and a generated one of the same kind and language; and the
pairs that are drawn from them. Writes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from copywriter.evaluation.measures import in_language
from copywriter.evaluation.sheets import plain
from copywriter.ranking import size
from merchant_portal.accounts.models import Merchant
from merchant_portal.catalog.models import Product
from merchant_portal.drafting.models import Candidate, Kind, Language
from merchant_portal.insights.models import Pair
from merchant_portal.review.models import ApprovedCopy

#: Kinds for which a shop brings texts of its own.
KINDS = (Kind.DESCRIPTION,)
#: Of more products than this a comparison is drawn from the newest: enough for any number of pairs that people judge.
DRAWN_FROM = 20_000
#: A person's text shorter than this is a label ("Mug, blue"), longer than this a manual: words, characters in Chinese.
SIZES = {Language.EN: (5, 400), Language.ZH_HANS: (8, 800)}


@dataclass(frozen=True)
class Wanted:
    """What a comparison is about. `merchant` None: every active shop; `category`: words its name holds."""

    kind: str
    language: str
    merchant: Merchant | None = None
    category: str = ""


def comparable(wanted: Wanted) -> QuerySet[Product]:
    """Products with both texts; call with scopes disabled."""
    rows = Product.objects.filter(archived_at__isnull=True, merchant__is_active=True, language=wanted.language)
    if wanted.merchant:
        rows = rows.filter(merchant=wanted.merchant)
    if wanted.category:
        rows = rows.filter(category__icontains=wanted.category)
    purpose = {"kind": wanted.kind, "language": wanted.language}
    live = ApprovedCopy.objects.filter(product=OuterRef("pk"), state="live", ai_share__gt=0, **purpose)
    offered = Candidate.objects.filter(
        request__product=OuterRef("pk"), **{f"request__{k}": v for k, v in purpose.items()}
    )
    return rows.exclude(own_text="").filter(Q(Exists(live)) | Q(Exists(offered)))


def draw_pairs(wanted: Wanted, *, count: int, seed: str) -> list[Pair]:
    """Up to `count` unsaved pairs of different products, drawn at random by `seed`. Texts that can't be put side by
    side (another language, a bare label, both the same) are passed over."""
    ids = list(comparable(wanted).order_by("-pk").values_list("pk", flat=True)[:DRAWN_FROM])
    Random(seed).shuffle(ids)
    pairs: list[Pair] = []
    for product in _in_turn(ids):
        pair = _pair(product, wanted)
        if pair:
            pair.number = len(pairs) + 1
            pairs.append(pair)
        if len(pairs) == count:
            break
    return pairs


def _in_turn(ids: list[int]) -> Iterator[Product]:
    for start in range(0, len(ids), 50):
        found = Product.objects.select_related("merchant").in_bulk(ids[start : start + 50])
        yield from (found[pk] for pk in ids[start : start + 50] if pk in found)


def _pair(product: Product, wanted: Wanted) -> Pair | None:
    found = _generated(product, wanted)
    if found is None:
        return None
    human, generated = plain(product.own_text), plain(found["text"])
    if human == generated or not (_fits(human, wanted.language) and generated):
        return None
    return Pair(
        product=product,
        title=product.title,
        category=product.category,
        facts=_facts(product),
        human=human,
        generated=generated,
        **found["from"],
    )


def _fits(text: str, language: str) -> bool:
    low, high = SIZES[Language(language)]
    return low <= size(text, language) <= high and in_language(text, language)


def _generated(product: Product, wanted: Wanted) -> dict[str, Any] | None:
    """The live text that a model wrote; else the best candidate of the latest request."""
    purpose = {"kind": wanted.kind, "language": wanted.language}
    rows = ApprovedCopy.objects.filter(product=product, state="live", ai_share__gt=0, **purpose)
    copy = rows.select_related("candidate__request__version").order_by("-approved_at").first()
    if copy:
        version = copy.candidate.request.version if copy.candidate else None
        source = {"source": Pair.Source.LIVE, "copy": copy, "candidate": copy.candidate, "version": version}
        return {"text": copy.text, "from": source}
    offered = Candidate.objects.filter(request__product=product, **{f"request__{k}": v for k, v in purpose.items()})
    best = offered.select_related("request__version").order_by("-request_id", "position").first()
    if best is None:
        return None
    return {
        "text": best.text,
        "from": {"source": Pair.Source.CANDIDATE, "candidate": best, "version": best.request.version},
    }


def _facts(product: Product) -> list[dict[str, str]]:
    """The product's facts as they stand; variants' facts belong to no one text and stay out."""
    return [{"name": str(f["name"]), "value": str(f["value"])} for f in product.facts]
