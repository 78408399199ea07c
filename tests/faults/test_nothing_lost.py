"""A smoke share of the fault runs: real workers and a real broker die at random; nothing is lost, doubled or stuck."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import pytest

from merchant_portal.environment import BASE_DIR
from tests.faults.outside import Database
from tests.postgres import find_binaries


def _counts(*options: str) -> dict[str, Any]:
    command = [sys.executable, "-m", "tests.faults.drive", *options]
    environment = {k: v for k, v in os.environ.items() if k not in ("DATABASE_URL", "VAR_DIR")}
    done = subprocess.run(command, capture_output=True, text=True, cwd=BASE_DIR, env=environment, timeout=560)
    assert done.stdout.strip(), done.stderr[-2000:]
    result = json.loads(done.stdout.strip().splitlines()[-1])
    counts = {name: result[name] for name in ("lost", "doubled", "stuck", "unexplained", "unfinished_batches")}
    assert counts == dict.fromkeys(counts, 0), result
    return result


@pytest.mark.faults
@pytest.mark.services
@pytest.mark.parametrize("seed", [7])
def test_nothing_is_lost_doubled_or_stuck_under_faults(seed: int) -> None:
    assert _counts("--faults", "12", "--seed", str(seed), "--products", "40")["done"] > 20


@pytest.mark.faults
def test_a_machine_without_the_right_to_make_hosts_says_so(tmp_path: Path) -> None:
    tool = tmp_path / "ip"
    tool.write_text("#!/bin/sh\necho Operation not permitted >&2\nexit 1\n")
    tool.chmod(0o755)
    command = [sys.executable, "-m", "tests.faults.two_hosts"]
    environment = {**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}"}
    done = subprocess.run(command, capture_output=True, text=True, cwd=BASE_DIR, env=environment, timeout=60)
    assert done.returncode == 77 and "Operation not permitted" in done.stdout, done.stdout + done.stderr


@pytest.mark.faults
@pytest.mark.services
@pytest.mark.skipif(find_binaries() is None, reason="no PostgreSQL on this machine")
def test_a_database_that_cannot_start_is_not_waited_for() -> None:
    """Half a minute of waiting for a start that had failed on a full disk was half a minute without a site."""
    with tempfile.TemporaryDirectory(prefix="cs-start-") as name:
        Path(name).chmod(0o711)
        database = Database(Path(name) / "pg")
        (database.folder / "data" / "PG_VERSION").unlink()
        began = time.monotonic()
        database.start()
        assert not database.is_alive() and time.monotonic() - began < 10
