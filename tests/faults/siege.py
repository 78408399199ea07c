"""One run under faults: people and batches ask, processes die, sweepers sweep twice; at the end every row is counted.
Knows the rows; the processes and the harm done to them are in `processes`."""

from __future__ import annotations

import contextlib
import random
import threading
import time
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import DatabaseError, connection  # noqa: E402
from django.db.models import Count  # noqa: E402
from django.test import Client  # noqa: E402
from django.utils import timezone  # noqa: E402
from django_scopes import scopes_disabled  # noqa: E402

from merchant_portal.accounts.models import Membership, Merchant, User  # noqa: E402
from merchant_portal.accounts.services import add_member  # noqa: E402
from merchant_portal.catalog.models import Product  # noqa: E402
from merchant_portal.drafting.models import Batch, Candidate, Draft, Request, RequestEvent, TemplateVersion  # noqa: E402
from merchant_portal.drafting.services import batches, requests, templates  # noqa: E402
from merchant_portal.drafting.tasks import sweep  # noqa: E402
from merchant_portal.drafting.worker import expanding, leases  # noqa: E402
from tests.faults.drive import HARMFUL, LEASE  # noqa: E402
from tests.faults.outside import Database, Person, fill_disk, free_port  # noqa: E402
from tests.faults.processes import Processes  # noqa: E402

State = Request.State
#: Seconds after which a press that was not taken is told of: a web process needs some to come back.
SOON = 10.0
OVER = (State.DONE, State.FAILED, State.CANCELLED)


class Siege:
    def __init__(
        self, folder: Path, dice: random.Random, workers: int, database: Database | None = None, no_disk: str = ""
    ) -> None:
        """`database`: one that may be killed; `no_disk`: why the disk can't be filled."""
        self.processes, self.dice = Processes(folder, workers, free_port()), dice
        self.database, self.pressed = database, []
        self.ended, self.did = threading.Event(), Counter()
        self.acts: list[Callable[[], None]] = [
            self.kill_worker,
            self.kill_worker,
            self.kill_broker,
            self.wipe_broker,
            self.drain_worker,
            self.freeze_worker,
            self.double_messages,
            self.two_sweepers,
            self.clock_jump,
            self.pause_and_resume,
            self.cancel_one,
            self.ask_for_harm,
            self.kill_web,
        ]
        if database is not None:
            self.acts += [self.kill_database, self.kill_database]
        if not no_disk:
            self.acts.append(self.fill_disk)

    def keep_only(self, names: list[str]) -> None:
        if names:
            self.acts = [act for act in self.acts if act.__name__ in names]

    def run(self, *, faults: int, products: int) -> dict[str, Any]:
        call_command("migrate", verbosity=0)
        with scopes_disabled():
            self._people(products)
            self.processes.start()
            threads = [threading.Thread(target=self._for_ever, args=(act, every), daemon=True) for act, every in (
                (self._sweep, 1.0), (self._revive, 0.3), (self._click, 0.7), (self._press, 0.7)
            )]  # fmt: skip
            for thread in threads:
                thread.start()
            began = time.monotonic()
            try:
                self._until(lambda: Request.objects.filter(state=State.DONE).exists(), 60)
                for _ in range(faults):
                    act = self.dice.choice(self.acts)
                    self._safely(act)
                    self.did[act.__name__] += 1
                    time.sleep(self.dice.uniform(0.05, 0.6))
                under_fire = time.monotonic() - began
                self.asking_over = True
                self._until(lambda: not self._pressing and not self._open().exists(), 240 + products / 4)
            finally:
                self.ended.set()
                for thread in threads:
                    thread.join(15)
                self.processes.stop()
            return self._count() | {"seconds": round(under_fire), "faults": dict(self.did)}

    # --- the site ---------------------------------------------------------------------------------------------------
    asking_over = False
    _pressing = False

    def _revive(self) -> None:
        if self.database is not None and not self.database.is_alive():
            self.database.start()
        self.processes.revive()

    def _press(self) -> None:
        """A person presses Write on the page, and again with the same form until the site has taken it."""
        if self.asking_over:
            return
        self._pressing = True
        try:
            shop = self.dice.choice(self.shops)
            product = self._product(shop, "Pressed mug")
            product.save()
            form = {"version": str(self.version.pk), "n": "5", "temperature": "0.7", "token": product.sku}
            began = time.monotonic()
            taken, answers = self.person.press(f"/m/{shop.slug}/products/{product.pk}/write/", form)
            self.pressed.append((product.pk, taken))
            if (waited := time.monotonic() - began) > SOON:
                print(f"press: taken={taken} after {waited:.1f} s, answers {dict(answers)}", flush=True)
        finally:
            self._pressing = False

    def _people(self, products: int) -> None:
        now = timezone.now()
        templates.ship_templates(now=now)
        self.version = TemplateVersion.objects.filter(template__language="en").first()
        self.user = User.objects.create_user("siege@site.example", None)
        self.shops = [Merchant.objects.create(name=n, slug=n.lower(), daily_cap=10**6) for n in ("North", "South")]
        for shop in self.shops:
            add_member(merchant=shop, user=self.user, role=Membership.Role.OWNER, by=None, now=now)
        browser = Client()
        browser.force_login(self.user)
        session = browser.cookies["sessionid"]
        self.person = Person(self.processes.port, (session.key, session.value))
        self.batches = []
        for shop in self.shops:
            rows = [self._product(shop, f"Mug {i}") for i in range(products // 2)]
            Product.objects.bulk_create(rows)
            batch = batches.create_batch(
                merchant=shop,
                version=self.version,
                selection={"filters": {}},
                by=self.user,
                now=now,
                only_where_empty=False,
            )
            expanding.expand(batch.pk, timezone.now)
            self.batches.append(batch)

    def _product(self, shop: Merchant, title: str) -> Product:
        sku = f"{title}-{self.dice.getrandbits(48):x}"
        facts, now = [{"name": "Material", "value": "stoneware"}], timezone.now()
        return Product(merchant=shop, sku=sku, title=title, search=title.lower(), facts=facts, updated_at=now)

    def _ask(self, title: str) -> Request:
        product = self._product(self.dice.choice(self.shops), title)
        product.save()
        return requests.request_copy(product=product, version=self.version, by=self.user, now=timezone.now())

    def _click(self) -> None:
        if not self.asking_over:
            self._ask("Asked mug")

    def _sweep(self) -> None:
        sweep()

    def _open(self) -> Any:
        return Request.objects.exclude(state__in=OVER)

    # --- faults -----------------------------------------------------------------------------------------------------
    def kill_worker(self) -> None:
        self.processes.kill(self.dice.choice(self.processes.names))

    def kill_broker(self) -> None:
        self.processes.kill("broker")

    def wipe_broker(self) -> None:
        self.processes.kill("broker")
        self.processes.lose_broker_file()

    def kill_web(self) -> None:
        self.processes.kill("web")

    def kill_database(self) -> None:
        assert self.database is not None
        self.database.kill()

    def fill_disk(self) -> None:
        fill_disk(self.processes.folder, self.dice.uniform(0.5, 3.0))

    def drain_worker(self) -> None:
        name = self.dice.choice(self.processes.names)
        if name in self.processes.running:
            self.processes.terminate(name)

    def freeze_worker(self) -> None:
        self.processes.freeze(self.dice.choice(self.processes.names), LEASE + 1.5)

    def double_messages(self) -> None:
        for _ in range(5):
            requests.wake_worker()

    def two_sweepers(self) -> None:
        both = [threading.Thread(target=self._safely, args=(self._sweep,)) for _ in range(2)]
        for thread in both:
            thread.start()
        for thread in both:
            thread.join(30)

    def clock_jump(self) -> None:
        leases.sweep(timezone.now() + timedelta(hours=self.dice.choice([-1, 1])))

    def pause_and_resume(self) -> None:
        batch = Batch.objects.get(pk=self.dice.choice(self.batches).pk)
        try:
            batches.pause_batch(batch=batch, by=self.user, now=timezone.now())
            time.sleep(0.5)
            batches.resume_batch(batch=batch, by=self.user, now=timezone.now())
        except requests.NotOpen:
            pass

    def cancel_one(self) -> None:
        row = self._open().order_by("?").first()
        if row is not None and not any(word in row.product.title for word in HARMFUL):
            with contextlib.suppress(requests.NotOpen):
                requests.cancel_request(request=row, by=self.user, now=timezone.now())

    def ask_for_harm(self) -> None:
        self._ask(f"{self.dice.choice(list(HARMFUL))} mug")

    # --- the count --------------------------------------------------------------------------------------------------
    def _count(self) -> dict[str, Any]:
        """Lost: done without its candidates or its draft. Doubled: two ends, or a candidate twice. Stuck: not over.
        Unexplained: failed without the reason a person is owed, or failed though harmless and never orphaned thrice."""
        states = Counter(Request.objects.values_list("state", flat=True))
        lost = doubled = unexplained = 0
        wanted = dict(Candidate.objects.values_list("request").annotate(n=Count("id")))
        texts = dict(Candidate.objects.values_list("request").annotate(n=Count("text", distinct=True)))
        ends = dict(RequestEvent.objects.filter(new=State.DONE).values_list("request").annotate(n=Count("id")))
        drafts = set(Draft.objects.exclude(text="").values_list("product_id", flat=True))
        harmless: Counter[str] = Counter()
        for row in Request.objects.select_related("product"):
            n = row.brief["sampling"]["n"]
            if row.state == State.DONE:
                lost += wanted.get(row.pk, 0) < n or row.product_id not in drafts
                doubled += wanted.get(row.pk, 0) > n or ends.get(row.pk) != 1 or texts.get(row.pk) != n
            else:
                doubled += wanted.get(row.pk, 0) > 0
            if row.state == State.FAILED:
                word = next((w for w in HARMFUL if w in row.product.title), "")
                unexplained += not row.error or (bool(word) and not self._says(row.error, word))
                if not word:
                    harmless[row.error] += 1
        taken = [product for product, was_taken in self.pressed if was_taken]
        rows = dict(Request.objects.filter(product__in=taken).values_list("product").annotate(n=Count("id")))
        lost += sum(rows.get(product, 0) == 0 for product in taken)
        doubled += sum(n > 1 for n in rows.values())
        return {
            "pressed": len(self.pressed),
            "never_taken": len(self.pressed) - len(taken),
            "requests": sum(states.values()),
            "done": states["done"],
            "failed": states["failed"],
            "cancelled": states["cancelled"],
            "harmless_but_failed": dict(harmless),
            "lost": lost,
            "doubled": doubled,
            "stuck": sum(states.values()) - sum(states[s] for s in OVER),
            "unexplained": unexplained,
            "unfinished_batches": Batch.objects.exclude(state__in=["done", "cancelled"]).count(),
        }

    @staticmethod
    def _says(error: str, word: str) -> bool:
        return HARMFUL[word] in error or leases.STOPPED in error or "three times" in error

    # --- threads ----------------------------------------------------------------------------------------------------
    def _for_ever(self, act: Callable[[], Any], every: float) -> None:
        while not self.ended.wait(every):
            self._safely(act)

    def _safely(self, act: Callable[[], Any]) -> None:
        try:
            with scopes_disabled():
                act()
        except Exception as error:  # the database or the broker is away: that is the point
            print(f"{act.__name__}: {error}", flush=True)
        finally:
            connection.close()

    def _until(self, true: Callable[[], bool], seconds: float) -> None:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            with contextlib.suppress(DatabaseError):
                if true():
                    return
                time.sleep(0.3)
                continue
            connection.close()
            time.sleep(0.3)
