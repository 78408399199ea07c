"""How much of the bare engine is left through rows, leases, checks and database, and the ratio to the reference loop.
Knows no broker: the worker's turn is called as its task calls it; `through_the_site` measures the way with Celery.

Products are varied (8 to 12 facts, English), descriptions medium. The house model writes each to its own end (about 75
tokens), bare and through rows alike; a model that ends nothing is cut at 64 (`--new 64`). Both are warm: eight products
go each way first.

    python -m benchmarks.share_of_bare [--engine house] [--reference copywriter/models/house] [--products 40]
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from collections.abc import Iterator
from itertools import islice
from typing import Any

from benchmarks.shop import products
from copywriter.engines import Engine, Finished, load_engine
from copywriter.prompts import style_named
from copywriter.records import Brief, ProductFacts, Sampling
from copywriter.writer import MAX_TOKENS, Writer

CANDIDATES = 5
#: Products that go each way before anything is measured.
WARM = 8


def briefs(count: int, new: int, first: int = 0) -> list[Brief]:
    """`new` tokens at most for a candidate; 0: what the writer gives the length."""
    draw = Sampling(n=CANDIDATES, max_length=new)
    return [Brief(product, sampling=draw) for product in islice(english(), first, first + count)]


def english() -> Iterator[ProductFacts]:
    return (p for p in products(1 << 20) if p.language == "en")


class Counting(Engine):
    """Another engine, with its tokens counted."""

    def __init__(self, inner: Engine) -> None:
        self.inner, self.tokens = inner, 0
        self.model_id, self.style = inner.model_id, inner.style

    def submit(self, *args: Any, **kwargs: Any) -> None:
        self.inner.submit(*args, **kwargs)

    def step(self) -> Any:
        events = self.inner.step()
        self.tokens += sum(c.tokens for e in events if isinstance(e, Finished) for c in e.completions)
        return events

    def cancel(self, key: Any) -> None:
        self.inner.cancel(key)

    @property
    def room(self) -> int:
        return self.inner.room

    @property
    def in_flight(self) -> int:
        return self.inner.in_flight


def bare(engine: Counting, count: int, new: int) -> float:
    """Tokens a second of the engine alone, kept full."""
    style = style_named(engine.style)
    waiting = list(enumerate(style.render(b) for b in briefs(count, new)))
    engine.tokens, began = 0, time.perf_counter()
    most = new or MAX_TOKENS["house" if engine.style == "house" else "spelled"]["en"]["medium"]
    while waiting or engine.in_flight:
        while waiting and engine.room:
            key, prompt = waiting.pop(0)
            engine.submit(key, prompt, Sampling(n=CANDIDATES, max_length=most, seed=key))
        engine.step()
    return engine.tokens / (time.perf_counter() - began)


def through_rows(engine: Counting, count: int, new: int) -> float:
    """Tokens a second of the same engine, driven by the model worker's turn. Every token drawn counts, and so does the
    time after the last one, until everything is checked and saved."""
    from django.utils import timezone  # noqa: PLC0415
    from django_scopes import scopes_disabled  # noqa: PLC0415

    from benchmarks.through_the_site import Desk  # noqa: PLC0415
    from merchant_portal.drafting.models import Request  # noqa: PLC0415
    from merchant_portal.drafting.worker import running  # noqa: PLC0415

    address = os.environ["COPYWRITER_ENGINE"]
    with scopes_disabled():
        desk = Desk()
        running._pool._writers[address] = Writer(engine)
        running._pool._used[address] = 0.0
        _rows(desk, briefs(WARM, new, first=count))
        running.run(timezone.now)
        _rows(desk, briefs(count, new))
        engine.tokens, began = 0, time.perf_counter()
        running.run(timezone.now)
        spent = time.perf_counter() - began
        done = Request.objects.filter(state="done").count() - WARM
    print(f"{done} of {count} products written, {engine.tokens / count:.0f} tokens each", flush=True)
    return engine.tokens / spent


def _rows(desk: Any, asked: list[Brief]) -> None:
    """One bulk request a brief, as a batch that was expanded."""
    from merchant_portal.drafting.briefs import brief_to_json  # noqa: PLC0415
    from merchant_portal.drafting.models import Batch, Request  # noqa: PLC0415

    version, now = desk.versions["en"], desk.now()
    batch = Batch.objects.create(merchant=desk.shop, version=version, state="running", created_at=now)
    for brief in asked:
        product = desk.row_of(brief.product)
        product.save()
        Request.objects.create(
            merchant=desk.shop,
            product=product,
            version=version,
            idempotency_key=f"bench-{product.sku}",
            kind="description",
            language="en",
            brief=brief_to_json(brief),
            facts_hash=brief.product.digest(),
            engine=os.environ["COPYWRITER_ENGINE"],
            batch=batch,
            priority=Request.BULK,
            requested_by=desk.user,
            created_at=now,
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--engine", default="house")
    parser.add_argument("--reference", default="", help="model folder of the reference loop; empty: no ratio")
    parser.add_argument("--products", type=int, default=40)
    parser.add_argument("--new", type=int, default=0, help="most new tokens a candidate; 0: the length's own")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="cs-bench-") as folder:
        os.environ |= {"VAR_DIR": folder, "COPYWRITER_ENGINE": arguments.engine, "LOG_LEVEL": "ERROR"}
        os.environ |= {"DJANGO_SETTINGS_MODULE": "merchant_portal.settings", "BROKER_URL": "memory://"}
        import django  # noqa: PLC0415  (reads the environment made above)
        from django.core.management import call_command  # noqa: PLC0415

        django.setup()
        call_command("migrate", verbosity=0)
        engine = Counting(load_engine(arguments.engine))
        count, new = arguments.products, arguments.new
        bare(engine, WARM, new)
        alone = bare(engine, count, new)
        through = through_rows(engine, count, new)
        again = bare(engine, count, new)
        base = (alone + again) / 2
        print(f"bare {alone:.0f} and {again:.0f} tokens/s, through rows {through:.0f}: {100 * through / base:.0f} %")
        if arguments.reference:
            from benchmarks.reference_loop import reference_loop  # noqa: PLC0415

            prompts = [style_named(engine.style).render(b).text for b in briefs(min(8, count), new)]
            loop = reference_loop(arguments.reference, prompts)
            print(f"reference loop {loop:.0f} tokens/s: bare ×{base / loop:.1f}, through rows ×{through / loop:.1f}")


if __name__ == "__main__":
    main()
