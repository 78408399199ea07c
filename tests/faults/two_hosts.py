"""Two model workers on two hosts (network namespaces), PostgreSQL and Valkey on a 3rd: work splits, a host that is cut
off loses its rows to the other, nothing comes twice: python -m tests.faults.two_hosts.
Needs the right to make namespaces; where that is missing it says so and ends with status 77."""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.faults.drive import prepare
from tests.faults.outside import Database, free_port

NOT_HERE = 77
NETWORK = "10.199"
#: Six products in 1.2 s, so that a cable is pulled while work is under way.
SLOW = "scripted:?words=24&steps=8&delay=0.15&places=6"


class Host:
    """A namespace with one cable to this machine."""

    def __init__(self, number: int) -> None:
        mark = f"{os.getpid() % 10000}{number}"
        self.name, self.cable, self.far = f"cs{mark}", f"csv{mark}", f"csp{mark}"
        self.here, self.there = f"{NETWORK}.{number}.1", f"{NETWORK}.{number}.2"

    def make(self) -> None:
        """Raises RuntimeError with what the machine said."""
        _ip("netns", "add", self.name)
        _ip("link", "add", self.cable, "type", "veth", "peer", "name", self.far)
        _ip("link", "set", self.far, "netns", self.name)
        _ip("addr", "add", f"{self.here}/24", "dev", self.cable)
        _ip("link", "set", self.cable, "up")
        _ip("-n", self.name, "addr", "add", f"{self.there}/24", "dev", self.far)
        _ip("-n", self.name, "link", "set", self.far, "up")
        _ip("-n", self.name, "link", "set", "lo", "up")

    def plug(self, *, into: bool) -> None:
        _ip("link", "set", self.cable, "up" if into else "down")

    def unmake(self) -> None:
        for act in (("link", "del", self.cable), ("netns", "del", self.name)):
            with contextlib.suppress(RuntimeError, OSError):
                _ip(*act)


def _ip(*argv: str) -> None:
    done = subprocess.run(["ip", *argv], capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"ip {' '.join(argv)}: {done.stderr.strip()}")


@contextlib.contextmanager
def hosts(count: int) -> Iterator[list[Host]]:
    made = [Host(n) for n in range(1, count + 1)]
    try:
        for host in made:
            host.make()
        yield made
    finally:
        for host in made:
            host.unmake()


def run(folder: Path, made: list[Host], database: Database, seed: int, products: int) -> dict[str, Any]:
    from tests.faults.siege import Siege, State  # noqa: PLC0415  (Django reads the environment made above)

    siege = Siege(folder, random.Random(seed), len(made), database, "not asked for")
    processes, port = siege.processes, free_port()
    spawn = processes._spawn

    def spawn_there(name: str, argv: list[str]) -> None:
        if name == "broker":
            argv = [*argv, "--port", str(port), "--bind", *(h.here for h in made), "--protected-mode", "no"]
        if name in processes.names:
            host = made[processes.names.index(name)]
            os.environ |= {"DATABASE_URL": database.over(host.here), "BROKER_URL": f"redis://{host.here}:{port}/0"}
            argv = ["ip", "netns", "exec", host.name, *argv]
        try:
            spawn(name, argv)
        finally:
            os.environ["DATABASE_URL"] = database.url
            os.environ.pop("BROKER_URL", None)

    processes._spawn = spawn_there  # type: ignore[method-assign]

    def cut_one_off() -> None:
        host = made[siege.dice.randrange(len(made))]
        host.plug(into=False)
        time.sleep(siege.dice.uniform(12, 16))  # longer than a lease: its rows go to the other
        host.plug(into=True)

    siege.acts = [cut_one_off]
    result = siege.run(faults=3, products=products)
    from django_scopes import scopes_disabled  # noqa: PLC0415

    from merchant_portal.drafting.models import RequestEvent  # noqa: PLC0415

    with scopes_disabled():
        taken = list(RequestEvent.objects.filter(new=State.WRITING).values_list("data", flat=True))
        shares: dict[str, int] = {}
        for data in taken:
            worker = ":".join(str(data.get("worker", "")).split(":")[:2])
            shares[worker] = shares.get(worker, 0) + 1
        came_back = RequestEvent.objects.filter(old=State.WRITING, new=State.QUEUED).count()
    return result | {"taken_by": shares, "came_back": came_back}


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--products", type=int, default=500)
    parser.add_argument("--seed", type=int, default=5)
    arguments = parser.parse_args(argv)
    with tempfile.TemporaryDirectory(prefix="cs-hosts-") as name, contextlib.ExitStack() as stack:
        try:
            made = stack.enter_context(hosts(2))
        except (RuntimeError, OSError) as error:
            print(f"Two hosts can't be made here: {error}")
            return NOT_HERE
        folder = Path(name)
        folder.chmod(0o711)
        prepare(folder)
        os.environ["COPYWRITER_ENGINE"] = SLOW
        database = Database(folder / "pg", addresses=[host.here for host in made], network=f"{NETWORK}.0.0/16")
        database.start()
        os.environ["DATABASE_URL"] = database.url
        try:
            result = run(folder, made, database, arguments.seed, arguments.products)
        finally:
            database.kill()
    print(json.dumps(result, ensure_ascii=False))
    split = len(result["taken_by"]) >= 2
    bad = result["lost"] or result["doubled"] or result["stuck"] or result["unexplained"]
    return 0 if split and result["came_back"] and not bad else 1


if __name__ == "__main__":
    sys.exit(main())
