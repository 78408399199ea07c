"""A smoke share of the fault runs: real workers and a real broker die at random; nothing is lost, doubled or stuck."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from merchant_portal.environment import BASE_DIR


@pytest.mark.faults
@pytest.mark.services
@pytest.mark.parametrize("seed", [7])
def test_nothing_is_lost_doubled_or_stuck_under_faults(seed):
    command = [sys.executable, "-m", "tests.faults.drive", "--faults", "12", "--seed", str(seed), "--products", "40"]
    environment = {k: v for k, v in os.environ.items() if k not in ("DATABASE_URL", "VAR_DIR")}
    done = subprocess.run(command, capture_output=True, text=True, cwd=BASE_DIR, env=environment, timeout=560)
    assert done.stdout.strip(), done.stderr[-2000:]
    result = json.loads(done.stdout.strip().splitlines()[-1])
    counts = {name: result[name] for name in ("lost", "doubled", "stuck", "unexplained", "unfinished_batches")}
    assert counts == dict.fromkeys(counts, 0), result
    assert result["done"] > 20, result
