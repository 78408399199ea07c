"""Facts read out of a product's own words by the library, kept as rows for a person to take or dismiss.
Knows no pages; a proposal once dismissed does not come back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction

from copywriter.formats import propose
from copywriter.formats.cells import header_key
from merchant_portal.accounts.models import User
from merchant_portal.catalog import changes
from merchant_portal.catalog.models import FactProposal, Product


def proposals_for(product: Product) -> list[FactProposal]:
    """What the library reads in the product's texts, as unsaved rows."""
    found = propose(product.as_record(), product.own_text, tuple(product.source.get("tags", ())))
    return [
        FactProposal(product=product, name=p.name[:200], value=p.value[:1000], quote=p.quote[:500], field=p.field)
        for p in found
    ]


def propose_for(products: Iterable[Product]) -> int:
    """Makes the rows that are not there yet. Returns how many were read (those that stood there already included)."""
    rows = [row for product in products for row in proposals_for(product)]
    FactProposal.objects.bulk_create(rows, batch_size=200, ignore_conflicts=True)
    return len(rows)


def open_proposals(product: Product) -> list[FactProposal]:
    """What waits for a person: proposals whose name the product does not state by now."""
    stated = {header_key(fact["name"]) for fact in product.facts}
    stated |= {header_key(fact["name"]) for variant in product.variants for fact in variant.get("facts", ())}
    rows = FactProposal.objects.filter(product=product, state=FactProposal.State.PROPOSED).order_by("pk")
    return [row for row in rows if header_key(row.name) not in stated]


def taken_together(product: Product, proposals: Sequence[FactProposal]) -> list[dict[str, str]]:
    """The product's facts with the proposals' behind them, one a name."""
    stated = {header_key(fact["name"]) for fact in product.facts}
    facts = [dict(fact) for fact in product.facts]
    for row in proposals:
        if header_key(row.name) not in stated:
            stated.add(header_key(row.name))
            facts.append({"name": row.name, "value": row.value})
    return facts


def take(*, product: Product, proposals: Sequence[FactProposal] | None, by: User, now: datetime) -> Product:
    """Makes the proposals facts of the product; None takes all that are open. Taking twice changes nothing."""
    state = FactProposal.State
    for _ in range(5):
        with transaction.atomic():
            row = Product.objects.get(pk=product.pk)
            chosen = open_proposals(row) if proposals is None else list(proposals)
            waiting = FactProposal.objects.filter(pk__in=[p.pk for p in chosen], product=row, state=state.PROPOSED)
            chosen = list(waiting.order_by("pk"))
            if not chosen:
                if proposals is None:
                    _put_away(row, by=by, now=now)
                return row
            if changes.apply_change(row, {"facts": taken_together(row, chosen)}, by=by, now=now, why="proposals taken"):
                waiting.update(state=state.TAKEN, decided_by=by, decided_at=now)
                if proposals is None:
                    _put_away(row, by=by, now=now)
                return row
    return Product.objects.get(pk=product.pk)


def _put_away(product: Product, *, by: User, now: datetime) -> None:
    """After "take all", what still waits has a name that the product states: nothing is left to decide."""
    rows = FactProposal.objects.filter(product=product, state=FactProposal.State.PROPOSED)
    rows.update(state=FactProposal.State.DISMISSED, decided_by=by, decided_at=now)
