"""How soon Pause, Resume and Cancel act while batches run: from the press, by HTTP, to the rows that a worker holds.
Knows no engine: it starts a broker, a web process and the workers, and presses as a browser would.

    python -m benchmarks.acting_on_a_batch [--engine house] [--waiting 2000] [--rounds 5]

Paused and cancelled is when the worker holds no row of the batch any more, resumed when it holds one again. Each is
measured beside a second batch that runs on, and with the batch alone, when the worker is idle between the two presses.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from benchmarks.surroundings import of_its_own

BAR = 1.0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--engine", default="house")
    parser.add_argument("--waiting", type=int, default=2000, help="rows of each batch")
    parser.add_argument("--rounds", type=int, default=5)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="cs-bench-") as folder:
        of_its_own(folder, arguments.engine)
        _measure(Path(folder), arguments.waiting, arguments.rounds)


def _measure(folder: Path, waiting: int, rounds: int) -> None:
    import django  # noqa: PLC0415  (reads the environment made above)

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415
    from django_scopes import scopes_disabled  # noqa: PLC0415

    from merchant_portal.supervisor import parts  # noqa: PLC0415
    from tests.faults.outside import free_port  # noqa: PLC0415
    from tests.faults.processes import Processes  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    with scopes_disabled():
        processes = Processes(folder, workers=1, port=free_port())
        try:
            processes.start()
            processes._spawn("default", parts.default_worker().argv)
            desk = Desk(processes.port)
            desk.desk.press()  # loads the engine
            first, second = desk.begin(waiting)
            beside = [desk.pause_and_resume(first) for _ in range(rounds)]
            cancel_beside = desk.cancel(first)
            alone = [desk.pause_and_resume(second) for _ in range(rounds)]
            cancel_alone = desk.cancel(second)
            for where, pairs in (("beside another", beside), ("alone", alone)):
                _say(f"pause, {where}", [pair[0] for pair in pairs])
                _say(f"resume, {where}", [pair[1] for pair in pairs])
            _say(f"cancel of a batch of {waiting}, beside another", [cancel_beside])
            _say(f"cancel of a batch of {waiting}, alone", [cancel_alone])
            print(
                f"every row of the cancelled batches over {desk.all_over([first, second]):.1f} s after the last press"
            )
        finally:
            processes.stop()


def _say(what: str, seconds: Sequence[float]) -> None:
    ordered, count = sorted(seconds), len(seconds)
    middle, worst = ordered[count // 2], ordered[-1]
    print(f"{what}: {middle:.2f} s (worst {worst:.2f}) in {count}: {worst / BAR:.2f} of the bar", flush=True)


class Desk:
    """One shop, two batches, one person at a browser."""

    def __init__(self, port: int) -> None:
        from benchmarks.through_the_site import Desk as Bench  # noqa: PLC0415  (needs Django)
        from merchant_portal.drafting.models import Batch, Request  # noqa: PLC0415
        from tests.faults.outside import Person  # noqa: PLC0415

        self.desk, self.batches, self.requests = Bench(), Batch, Request
        session = self.desk.browser.cookies["sessionid"]
        self.person = Person(port, (session.key, session.value))

    def begin(self, count: int) -> list[Any]:
        """Two batches: the worker writes the first, and the second while the first is held up."""
        self.desk.import_all(20)
        made = self.desk.ask_for_all()
        for batch in made:
            self._lengthen(batch, count)
        self._until(lambda: self._held(made[0]) > 0, 60)
        return made

    def pause_and_resume(self, batch: Any) -> tuple[float, float]:
        paused = self._press(batch, "pause", lambda: self._held(batch) == 0)
        time.sleep(1.5)  # where it was alone, the worker's turn has ended by now
        if self._held(batch):
            raise SystemExit("a row of a paused batch was begun")
        resumed = self._press(batch, "resume", lambda: self._held(batch) > 0)
        time.sleep(1.0)
        return paused, resumed

    def cancel(self, batch: Any) -> float:
        state = self.batches.objects.filter(pk=batch.pk).values_list("state", flat=True)
        return self._press(batch, "cancel", lambda: self._held(batch) == 0 and state.get() == "cancelled")

    def all_over(self, made: Sequence[Any]) -> float:
        waits = self.requests.objects.filter(batch__in=made, state__in=["queued", "writing"])
        return self._until(lambda: not waits.exists(), 60)

    def _held(self, batch: Any) -> int:
        return int(self.requests.objects.filter(batch=batch, state="writing").count())

    def _press(self, batch: Any, act: str, done: Callable[[], bool]) -> float:
        began = time.monotonic()
        answer = self.person.client.post(f"/m/bench/batches/{batch.pk}/{act}/")
        if answer.status_code >= 400:
            raise SystemExit(f"{act} was answered with {answer.status_code}")
        self._until(done, 30)
        return time.monotonic() - began

    def _until(self, true: Callable[[], bool], seconds: float) -> float:
        began = time.monotonic()
        while not true():
            if time.monotonic() - began > seconds:
                raise SystemExit("nothing happened")
            time.sleep(0.01)
        return time.monotonic() - began

    def _lengthen(self, batch: Any, count: int) -> None:
        """The rows of a batch again and again: making 50,000 briefs is another measure."""
        rows = list(self.requests.objects.filter(batch=batch))
        fields = [field.attname for field in self.requests._meta.concrete_fields]
        fresh = {"id": None, "state": "queued", "lease": "", "lease_until": None, "attempt": 0, "finished_at": None}
        for start in range(len(rows), count, 1000):
            self.requests.objects.bulk_create(
                self.requests(
                    **{name: getattr(rows[n % len(rows)], name) for name in fields}
                    | fresh
                    | {"idempotency_key": f"long:{batch.pk}:{n}", "partial": [], "first_text_at": None}
                )
                for n in range(start, min(start + 1000, count))
            )


if __name__ == "__main__":
    main()
