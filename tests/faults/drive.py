"""Asks for copy under random faults, then counts what was lost, doubled or stuck: python -m tests.faults.drive.
Real processes, a real Valkey, SQLite or (DATABASE_URL) PostgreSQL. Only the engine is scripted."""

from __future__ import annotations

import argparse
import json
import os
import random
import sys
import tempfile
from pathlib import Path

ENGINE = "scripted:?words=24&steps=8&delay=0.02&places=6&die_on=Poison&hang_on=Silent&block_on=Frozen&oom_on=Greedy"
LEASE = 8.0
#: Titles that harm the engine, each with what a person must read in the end.
HARMFUL = {
    "Poison": "stopped three times",
    "Silent": "in time",
    "Frozen": "stopped three times",
    "Greedy": "out of memory",
}


def prepare(folder: Path) -> None:
    """The environment of this process and of all that it starts, before Django reads it."""
    os.environ |= {
        "VAR_DIR": str(folder),
        "COPYWRITER_ENGINE": ENGINE,
        "COPYWRITER_ENGINES": "",
        "COPYWRITER_LEASE": str(LEASE),
        "COPYWRITER_DEADLINE": "12",
        "DJANGO_SETTINGS_MODULE": "merchant_portal.settings",
        "LOG_LEVEL": "WARNING",
        "PYTHONUNBUFFERED": "1",
    }
    os.environ.pop("BROKER_URL", None)


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--faults", type=int, default=200)
    parser.add_argument("--seed", type=int, default=0, help="0: another one each time; it is printed")
    parser.add_argument("--products", type=int, default=0, help="default: six a fault")
    parser.add_argument("--workers", type=int, default=2)
    arguments = parser.parse_args(argv)
    seed = arguments.seed or random.randrange(1, 1 << 30)
    with tempfile.TemporaryDirectory(prefix="cs-faults-") as folder:
        prepare(Path(folder))
        from tests.faults.siege import Siege  # noqa: PLC0415  (Django reads the environment made above)

        siege = Siege(Path(folder), random.Random(seed), workers=arguments.workers)
        result = siege.run(faults=arguments.faults, products=arguments.products or arguments.faults * 6)
    print(json.dumps({"seed": seed, **result}, ensure_ascii=False))
    return 0 if not (result["lost"] or result["doubled"] or result["stuck"] or result["unexplained"]) else 1


if __name__ == "__main__":
    sys.exit(main())
