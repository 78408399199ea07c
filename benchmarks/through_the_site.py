"""From a press on Write to words on the page, idle and under bulk, through HTTP, row, Celery, worker, row, page.
Knows no engine: it starts a broker and one model worker as processes and asks as a browser would.

    python -m benchmarks.through_the_site [--engine house] [--bulk 200]

The batch begins with two files (benchmarks/shop.py: eight to twelve facts a product), read and taken over as the site
does it, and ends when all drafts are ready. For the bar: --bulk 1000.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from pathlib import Path
from typing import Any

from benchmarks.shop import products, table
from benchmarks.surroundings import of_its_own
from copywriter.records import ProductFacts

BARS = {
    "idle": (0.3, 1.0),
    "bulk": (0.5, 2.0),
    "a minute": 1000 / 3,
    "memory": 700,
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--engine", default="house")
    parser.add_argument("--bulk", type=int, default=200, help="products in the batch, half of them in Chinese")
    parser.add_argument("--presses", type=int, default=5)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="cs-bench-") as folder:
        of_its_own(folder, arguments.engine)
        _measure(Path(folder), arguments.bulk, arguments.presses)


def _measure(folder: Path, bulk: int, presses: int) -> None:
    import django  # noqa: PLC0415  (reads the environment made above)

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415
    from django_scopes import scopes_disabled  # noqa: PLC0415

    from tests.faults.processes import Processes  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    with scopes_disabled():
        desk = Desk()
        processes = Processes(folder, workers=1)
        processes.start()
        try:
            desk.press()  # loads the engine
            _say("idle", [desk.press() for _ in range(presses)], BARS["idle"])
            began = time.monotonic()
            desk.import_all(bulk)
            print(f"import of {bulk} products: {time.monotonic() - began:.1f} s", flush=True)
            batch = desk.ask_for_all()
            time.sleep(2)
            _say(f"while a batch of {bulk} runs", [desk.press() for _ in range(presses)], BARS["bulk"])
            while desk.is_running(batch):
                time.sleep(0.2)
            spent = time.monotonic() - began
            minute, memory = 60 * bulk / spent, desk.memory()
            print(
                f"{bulk} products × 5, medium, en and zh, file to {desk.ready(batch)} ready drafts: {spent:.1f} s, ",
                end="",
            )
            print(f"{minute:.0f} a minute: {minute / BARS['a minute']:.2f} of the bar")
            print(f"memory of the model worker: {memory} MB: {memory / BARS['memory']:.2f} of the bar")
        finally:
            processes.stop()


def _say(when: str, pairs: list[tuple[float, float]], bar: tuple[float, float]) -> None:
    words, all_five = sorted(p[0] for p in pairs), sorted(p[1] for p in pairs)
    middle = len(pairs) // 2
    print(
        f"{when}: first words {words[middle]:.2f} s (worst {words[-1]:.2f}, bar {bar[0]}), "
        f"five candidates {all_five[middle]:.2f} s (worst {all_five[-1]:.2f}, bar {bar[1]}), "
        f"{len(pairs)} presses",
        flush=True,
    )


class Desk:
    """One shop and one browser."""

    def __init__(self) -> None:
        from django.test import Client  # noqa: PLC0415
        from django.utils import timezone  # noqa: PLC0415

        from merchant_portal.accounts.models import Membership, Merchant  # noqa: PLC0415
        from merchant_portal.accounts.services import add_member, create_person  # noqa: PLC0415
        from merchant_portal.drafting.models import TemplateVersion  # noqa: PLC0415
        from merchant_portal.drafting.services.templates import ship_templates  # noqa: PLC0415

        self.now = timezone.now
        ship_templates(now=self.now())
        self.shop = Merchant.objects.create(name="Bench", slug="bench", daily_cap=10**6)
        self.user = create_person(email="bench@site.example", password=None)
        add_member(merchant=self.shop, user=self.user, role=Membership.Role.OWNER, by=None, now=self.now())
        self.browser = Client(SERVER_NAME="localhost")
        self.browser.force_login(self.user)
        live = TemplateVersion.objects.filter(state="live", template__kind="description", length="medium")
        self.versions = {lang: live.filter(template__language=lang).first() for lang in ("en", "zh-Hans")}
        self.unused = (p for p in products(10_000, seed=11) if p.language == "en")

    def row_of(self, product: ProductFacts) -> Any:
        """A product's row, not yet saved."""
        from merchant_portal.catalog.models import Product  # noqa: PLC0415

        return Product(
            merchant=self.shop,
            sku=f"P{product.sku}",
            title=product.title,
            category=product.category,
            brand=product.brand,
            language=product.language,
            facts=[{"name": f.name, "value": f.value} for f in product.facts],
            facts_count=len(product.facts),
            search=product.title.lower(),
            updated_at=self.now(),
        )

    def press(self) -> tuple[float, float]:
        """Seconds from the press to the first words on the page, and to all candidates."""
        from merchant_portal.drafting.models import Request  # noqa: PLC0415

        product = self.row_of(next(self.unused))
        product.save()
        form = {"version": self.versions["en"].pk, "n": 5, "temperature": 0.7, "token": f"b{product.sku}"}
        began, words = time.monotonic(), 0.0
        self.browser.post(f"/m/bench/products/{product.pk}/write/", form, HTTP_HX_REQUEST="true")
        row = Request.objects.get(product=product)
        while True:
            page = self.browser.get(f"/m/bench/requests/{row.pk}/", HTTP_HX_REQUEST="true").content.decode()
            if not words and "copy-text" in page:
                words = time.monotonic() - began
            if "every " not in page:
                if "copy-candidates" not in page:
                    raise SystemExit("not written: " + Request.objects.get(pk=row.pk).error)
                return words, time.monotonic() - began
            time.sleep(0.05)

    def import_all(self, count: int) -> None:
        """One file a language, read, looked at and taken over."""
        from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: PLC0415

        from merchant_portal.catalog.models import Import  # noqa: PLC0415
        from merchant_portal.catalog.services import imports  # noqa: PLC0415
        from merchant_portal.catalog.worker import applying, reading  # noqa: PLC0415

        for language in self.versions:
            file = SimpleUploadedFile("shop.csv", table(count, language))
            row = imports.start_import(merchant=self.shop, upload=file, language=language, by=self.user, now=self.now())
            reading.read(row.pk, self.now)
            row.refresh_from_db()
            if row.state == Import.State.MAPPING:
                guessed = row.sniffed["guessed"]
                imports.map_import(imported=row, mapping=guessed, language=language, by=self.user, now=self.now())
                reading.read(row.pk, self.now)
                row.refresh_from_db()
            imports.confirm_import(imported=row, by=self.user, now=self.now())
            while applying.run(row.pk, self.now):
                pass

    def ask_for_all(self) -> list[Any]:
        from merchant_portal.drafting.services.batches import create_batch  # noqa: PLC0415
        from merchant_portal.drafting.tasks import write_copy  # noqa: PLC0415
        from merchant_portal.drafting.worker.expanding import expand  # noqa: PLC0415

        made = []
        for language, version in self.versions.items():
            batch = create_batch(
                merchant=self.shop,
                version=version,
                selection={"filters": {"language": language}},
                by=self.user,
                now=self.now(),
            )
            expand(batch.pk, self.now)
            made.append(batch)
        write_copy.delay()
        return made

    def ready(self, made: list[Any]) -> int:
        """Drafts with a text that the batches made."""
        from merchant_portal.drafting.models import Draft  # noqa: PLC0415

        return Draft.objects.filter(candidate__request__batch__in=made).exclude(text="").count()

    def is_running(self, made: list[Any]) -> bool:
        from merchant_portal.drafting.models import Batch  # noqa: PLC0415

        return Batch.objects.filter(pk__in=[b.pk for b in made]).exclude(state="done").exists()

    def memory(self) -> int:
        from merchant_portal.drafting.models import WorkerBeat  # noqa: PLC0415

        time.sleep(11)  # the next beat
        return WorkerBeat.objects.get().memory_mb


if __name__ == "__main__":
    main()
