"""How much of the bare engine is left through rows, leases, checks and database, and the ratio to the reference loop.
Knows no broker: the worker's turn is called as its task calls it; `through_the_site` measures the way with Celery.

    python -m benchmarks.share_of_bare [--engine house] [--reference copywriter/models/house] [--products 40]
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from typing import Any

from copywriter.engines import Engine, Finished, load_engine
from copywriter.prompts import style_named
from copywriter.records import Brief, Fact, ProductFacts, Sampling

NEW_TOKENS, CANDIDATES = 64, 5


def briefs(count: int) -> list[Brief]:
    facts = (Fact("Material", "stoneware"), Fact("Capacity", "350 ml"), Fact("Color", "blue"), Fact("Height", "9 cm"))
    draw = Sampling(n=CANDIDATES, max_length=NEW_TOKENS)
    made = (ProductFacts(sku=str(i), title=f"Mug {i}", category="Mugs", facts=facts) for i in range(count))
    return [Brief(product, sampling=draw) for product in made]


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


def bare(engine: Counting, count: int) -> float:
    """Tokens a second of the engine alone, kept full."""
    style = style_named(engine.style)
    waiting = list(enumerate(style.render(b) for b in briefs(count)))
    engine.tokens, began = 0, time.perf_counter()
    while waiting or engine.in_flight:
        while waiting and engine.room:
            key, prompt = waiting.pop(0)
            engine.submit(key, prompt, Sampling(n=CANDIDATES, max_length=NEW_TOKENS, seed=key))
        engine.step()
    return engine.tokens / (time.perf_counter() - began)


def through_rows(engine: Counting, count: int) -> float:
    """Tokens a second of the same engine, driven by the model worker's turn."""
    from django.utils import timezone  # noqa: PLC0415
    from django_scopes import scopes_disabled  # noqa: PLC0415

    from benchmarks.through_the_site import _Desk  # noqa: PLC0415
    from copywriter.writer import Writer  # noqa: PLC0415
    from merchant_portal.drafting.briefs import brief_to_json  # noqa: PLC0415
    from merchant_portal.drafting.models import Batch, Request  # noqa: PLC0415
    from merchant_portal.drafting.worker import running  # noqa: PLC0415

    with scopes_disabled():
        desk = _Desk()
        batch = Batch.objects.create(
            merchant=desk.shop, version=desk.versions["en"], state="running", created_at=timezone.now()
        )
        for place, brief in enumerate(briefs(count)):
            product = desk._product()
            product.save()
            Request.objects.create(
                merchant=desk.shop,
                product=product,
                version=desk.versions["en"],
                idempotency_key=f"bench-{place}",
                kind="description",
                language="en",
                brief=brief_to_json(brief),
                facts_hash=brief.product.digest(),
                engine=os.environ["COPYWRITER_ENGINE"],
                batch=batch,
                priority=Request.BULK,
                requested_by=desk.user,
                created_at=timezone.now(),
            )
        running._pool._writers[os.environ["COPYWRITER_ENGINE"]] = Writer(engine)
        running._pool._used[os.environ["COPYWRITER_ENGINE"]] = 0.0
        engine.tokens, began = 0, time.perf_counter()
        running.run(timezone.now)
        spent = time.perf_counter() - began
        done = Request.objects.filter(state="done").count()
    print(f"{done} of {count} products written", flush=True)
    return engine.tokens / spent


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--engine", default="house")
    parser.add_argument("--reference", default="", help="model folder of the reference loop; empty: no ratio")
    parser.add_argument("--products", type=int, default=40)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="cs-bench-") as folder:
        os.environ |= {"VAR_DIR": folder, "COPYWRITER_ENGINE": arguments.engine, "DEBUG": "1", "LOG_LEVEL": "ERROR"}
        os.environ |= {"DJANGO_SETTINGS_MODULE": "merchant_portal.settings", "BROKER_URL": "memory://"}
        import django  # noqa: PLC0415  (reads the environment made above)
        from django.core.management import call_command  # noqa: PLC0415

        django.setup()
        call_command("migrate", verbosity=0)
        engine = Counting(load_engine(arguments.engine))
        bare(engine, 8)  # warm-up
        alone = bare(engine, arguments.products)
        through = through_rows(engine, arguments.products)
        again = bare(engine, arguments.products)
        base = (alone + again) / 2
        print(f"bare {alone:.0f} and {again:.0f} tokens/s, through rows {through:.0f}: {100 * through / base:.0f} %")
        if arguments.reference:
            from benchmarks.reference_loop import reference_loop  # noqa: PLC0415

            prompts = [style_named(engine.style).render(b).text for b in briefs(min(8, arguments.products))]
            loop = reference_loop(arguments.reference, prompts)
            print(f"reference loop {loop:.0f} tokens/s: bare ×{base / loop:.1f}, through rows ×{through / loop:.1f}")


if __name__ == "__main__":
    main()
