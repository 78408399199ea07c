"""Asks for copy under random faults, then counts what was lost, doubled or stuck: python -m tests.faults.drive.
Real processes, a real Valkey, SQLite or PostgreSQL (--postgres: its server is killed too). Only the engine is scripted.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import sys
import tempfile
from pathlib import Path

from tests.faults.outside import Database, small_disk

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
    for name in ("BROKER_URL", "DATABASE_URL", "SITE_URL"):
        os.environ.pop(name, None)


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--faults", type=int, default=200)
    parser.add_argument("--seed", type=int, default=0, help="0: another one each time; it is printed")
    parser.add_argument("--products", type=int, default=0, help="default: six a fault")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--postgres", action="store_true")
    parser.add_argument("--logs", type=Path, help="a folder to keep the logs of the processes in")
    parser.add_argument("--only", default="", help="faults by name, with commas; default: all")
    arguments = parser.parse_args(argv)
    seed = arguments.seed or random.randrange(1, 1 << 30)
    with tempfile.TemporaryDirectory(prefix="cs-faults-") as name, small_disk(Path(name)) as no_disk:
        folder = Path(name)
        folder.chmod(0o711)
        prepare(folder)
        database = None
        if arguments.postgres:
            database = Database(folder / "pg")
            database.start()
            os.environ["DATABASE_URL"] = database.url
        from tests.faults.siege import Siege  # noqa: PLC0415  (Django reads the environment made above)

        siege = Siege(folder, random.Random(seed), arguments.workers, database, no_disk)
        siege.keep_only([word for word in arguments.only.split(",") if word])
        try:
            result = siege.run(faults=arguments.faults, products=arguments.products or arguments.faults * 6)
        finally:
            if database is not None:
                database.kill()
            if arguments.logs:
                arguments.logs.mkdir(parents=True, exist_ok=True)
                for log in folder.glob("*.log"):
                    shutil.copy(log, arguments.logs)
        result["database"] = "postgresql" if database else "sqlite"
        result["left_out"] = {"fill_disk": no_disk} if no_disk else {}
    print(json.dumps({"seed": seed, **result}, ensure_ascii=False))
    return (
        0
        if not (
            result["lost"] or result["doubled"] or result["stuck"] or result["unexplained"] or result["never_taken"]
        )
        else 1
    )


if __name__ == "__main__":
    sys.exit(main())
