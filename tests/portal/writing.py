"""What tests of the model worker share: something to write, a turn of the worker, what became of it.
The worker runs in the test's process; real processes are for tests/faults."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from django.db import connection
from django.utils import timezone
from django_scopes import scopes_disabled

from merchant_portal.accounts.models import Merchant, User
from merchant_portal.drafting.models import Batch, Request
from merchant_portal.drafting.services import batches
from merchant_portal.drafting.services.requests import request_copy
from merchant_portal.drafting.worker import expanding, running
from tests.portal.making import make_product, make_version


def ask(shop: Merchant, by: User, **values: Any) -> Request:
    product = make_product(shop, **values)
    return request_copy(product=product, version=make_version(), by=by, now=timezone.now())


def make_batch(shop: Merchant, by: User, count: int, **options: Any) -> Batch:
    products = [make_product(shop) for _ in range(count)]
    batch = batches.create_batch(
        merchant=shop,
        version=make_version(),
        selection={"ids": [p.pk for p in products]},
        by=by,
        now=timezone.now(),
        **options,
    )
    expanding.expand(batch.pk, timezone.now)
    batch.refresh_from_db()
    return batch


def states(**filters: Any) -> dict[int, str]:
    return dict(Request.objects.filter(**filters).values_list("id", "state"))


def turn(seconds: float) -> None:
    """One turn of the worker, for a thread."""
    with scopes_disabled():
        running.run(timezone.now, turn=seconds)
    connection.close()


def until(true: Callable[[], bool], seconds: float = 10.0) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.02)


def write_all(rounds: int = 4) -> None:
    """Turns until nothing waits, without the pauses between tries."""
    for _ in range(rounds):
        Request.objects.update(not_before=None)
        running.run(timezone.now)
