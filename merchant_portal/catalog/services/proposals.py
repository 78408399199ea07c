"""Acts on proposed facts: take one, take all of a product, dismiss; for a whole import the worker takes them.
Knows nothing of how a proposal was read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from merchant_portal.accounts.models import User
from merchant_portal.catalog import proposing
from merchant_portal.catalog.models import FactProposal, Import, ImportEvent, Product
from merchant_portal.catalog.tasks import take_import_proposals

State = FactProposal.State


def take_proposals(*, product: Product, proposals: Sequence[FactProposal] | None, by: User, now: datetime) -> Product:
    """Makes the proposals facts of the product; None takes all that are open. Taking twice changes nothing."""
    return proposing.take(product=product, proposals=proposals, by=by, now=now)


def dismiss_proposal(*, proposal: FactProposal, by: User, now: datetime) -> None:
    """Puts a proposal away for good."""
    rows = FactProposal.objects.filter(pk=proposal.pk, state=State.PROPOSED)
    rows.update(state=State.DISMISSED, decided_by=by, decided_at=now)


def take_all_of_import(*, imported: Import, by: User, now: datetime) -> None:
    """Asks the worker to take every open proposal of the products that an import brought."""
    with transaction.atomic():
        ImportEvent.objects.create(imported=imported, old=imported.state, new="taking facts", actor=by, at=now)
        transaction.on_commit(lambda: take_import_proposals.delay(import_id=imported.pk, user_id=by.pk), robust=True)
