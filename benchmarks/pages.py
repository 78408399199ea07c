"""How long the pages take with a full shop: list, product, desk and queue at 100,000 products and 100,000 drafts.

    python benchmarks/pages.py [--products 100000] [--rounds 30] [--database URL]

Fills an empty database (SQLite in a temporary folder, or the scratch PostgreSQL that --database names), asks for each
page --rounds times through Django's own client with the real middleware, and prints queries, p50 and p95 in
milliseconds. Knows nothing of network and browser."""

from __future__ import annotations

import argparse
import os
import random
import statistics
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--products", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=30)
    parser.add_argument("--database", default="")
    return parser.parse_args()


def fill(products: int) -> None:
    """One shop with that many products, each with a draft; a tenth of the drafts are submitted."""
    from django.utils import timezone

    from merchant_portal.accounts.models import Membership, Merchant, User
    from merchant_portal.catalog.models import Product
    from merchant_portal.drafting.models import Draft

    now, draw = timezone.now(), random.Random(7)
    shop = Merchant.objects.create(name="Full", slug="full")
    owner = User.objects.create_user("owner@example.test", "a long passphrase")
    Membership.objects.create(merchant=shop, user=owner, role="owner")
    User.objects.create_user("ops@example.test", "a long passphrase", is_reviewer=True)
    materials, categories = ["cotton", "wool", "stoneware", "steel", "oak"], [f"Category {i}" for i in range(60)]
    text = "Made of cotton, 30 x 20 cm, in blue. It suits a small kitchen. " * 4
    for start in range(0, products, 5000):
        numbers = range(start, min(start + 5000, products))
        rows = [
            Product(
                merchant=shop,
                sku=f"SKU-{n:06d}",
                title=f"{draw.choice(['Harbour', 'Alder', 'Lumen', 'Quarry'])} {draw.choice(materials)} thing {n}",
                category=draw.choice(categories),
                brand="Full",
                facts=[{"name": f"Fact {i}", "value": draw.choice(materials)} for i in range(8)],
                facts_count=8,
                search=f"thing {n} sku-{n:06d} full",
                updated_at=now,
            )
            for n in numbers
        ]
        Product.objects.bulk_create(rows, batch_size=500)
        Draft.objects.bulk_create(
            [
                Draft(
                    merchant=shop,
                    product=p,
                    kind="description",
                    language="en",
                    channel="web",
                    text=text,
                    state="submitted" if p.pk % 10 == 0 else "ready",
                    risk=draw.choice([0, 0, 15, 60]),
                    created_at=now,
                    updated_at=now,
                    submitted_at=now if p.pk % 10 == 0 else None,
                )
                for p in rows
            ],
            batch_size=500,
        )


def measure(rounds: int) -> list[tuple[str, int, float, float]]:
    """(page, queries, p50 ms, p95 ms) for each page."""
    from django.db import connection
    from django.test import Client

    from merchant_portal.accounts.models import User
    from merchant_portal.drafting.models import Draft

    owner, ops = Client(), Client()
    owner.force_login(User.objects.get(email="owner@example.test"))
    ops.force_login(User.objects.get(email="ops@example.test"))
    ready = list(Draft.objects.filter(state="ready").values_list("pk", "product_id")[1000:1200])
    waiting = list(Draft.objects.filter(state="submitted").values_list("pk", flat=True)[100:300])
    pages = {
        "product list": (owner, lambda i: "/m/full/products/"),
        "product list, searched": (owner, lambda i: f"/m/full/products/?q=thing+{i * 37}"),
        "product list, one category": (owner, lambda i: f"/m/full/products/?category=Category+{i % 60}"),
        "product": (owner, lambda i: f"/m/full/products/{ready[i][1]}/"),
        "desk list": (owner, lambda i: "/m/full/desk/"),
        "desk": (owner, lambda i: f"/m/full/desk/{ready[i][0]}/"),
        "queue list": (ops, lambda i: "/ops/queue/?order=risk"),
        "queue item": (ops, lambda i: f"/m/full/desk/{waiting[i]}/?in=queue&order=risk"),
    }
    rows = []
    for name, (client, address) in pages.items():
        queries: list[str] = []

        def count(execute, sql, params, many, context, seen=queries):
            seen.append(sql)
            return execute(sql, params, many, context)

        with connection.execute_wrapper(count):
            first = client.get(address(0))
        if first.status_code != 200:
            sys.exit(f"{name} answered {first.status_code}")
        times = []
        for i in range(1, rounds + 1):
            began = time.perf_counter()
            client.get(address(i))
            times.append((time.perf_counter() - began) * 1000)
        cut = statistics.quantiles(times, n=20)
        rows.append((name, len(queries), statistics.median(times), cut[18]))
    return rows


def main() -> None:
    asked = arguments()
    sys.path.insert(0, str(ROOT))
    folder = tempfile.mkdtemp(prefix="countersign-pages-")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "merchant_portal.settings")
    os.environ["DATABASE_URL"] = asked.database or f"sqlite:///{folder}/pages.sqlite3"
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection
    from django_scopes import scopes_disabled

    settings.ALLOWED_HOSTS = ["*"]
    call_command("migrate", verbosity=0)
    with scopes_disabled():
        began = time.perf_counter()
        fill(asked.products)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        print(f"{connection.vendor}: {asked.products} products and drafts in {time.perf_counter() - began:.0f} s")
        rows = measure(asked.rounds)
    print(f"{'page':28} {'queries':>7} {'p50 ms':>8} {'p95 ms':>8}")
    for name, queries, p50, p95 in rows:
        print(f"{name:28} {queries:7d} {p50:8.1f} {p95:8.1f}")


if __name__ == "__main__":
    main()
