"""Health and /metrics beside real processes: each part is killed in turn, and its own address says so, and no other.
The model is scripted; where PostgreSQL is installed the database is killed too."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

from merchant_portal.environment import BASE_DIR
from tests.faults.outside import Database, free_port
from tests.faults.processes import Processes
from tests.postgres import find_binaries

pytestmark = [pytest.mark.faults, pytest.mark.services]
TOKEN = "told to Prometheus"


class Site:
    """Web, broker, one model worker and a database."""

    def __init__(self, folder: Path, database: Database | None) -> None:
        self.processes, self.database = Processes(folder, workers=1, port=free_port()), database
        self.client = httpx.Client(base_url=f"http://127.0.0.1:{self.processes.port}", timeout=20)

    def health(self) -> dict[str, int]:
        return {
            part: self.client.get(f"/health/{part}").status_code for part in ("web", "database", "broker", "worker")
        }

    def becomes(self, seconds: float = 60.0, **expected: int) -> None:
        """Waits until the parts named answer so, and every other one is well."""
        whole = {"web": 200, "database": 200, "broker": 200, "worker": 200} | expected
        self.until(lambda: self.health() == whole, seconds)

    def until(self, true: Callable[[], bool], seconds: float) -> None:
        end, last = time.monotonic() + seconds, None
        while time.monotonic() < end:
            try:
                if true():
                    return
                last = self.health()
            except httpx.HTTPError as error:
                last = error
            time.sleep(0.3)
        pytest.fail(f"waited in vain; last: {last}")

    def metrics(self) -> dict[str, float]:
        text = self.client.get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"}).text
        lines = [line.rpartition(" ") for line in text.splitlines() if line and not line.startswith("#")]
        return {name: float(value) for name, _, value in lines}


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    with tempfile.TemporaryDirectory(prefix="cs-health-") as name:
        folder, database = Path(name), None
        folder.chmod(0o711)
        for gone in ("BROKER_URL", "DATABASE_URL", "SITE_URL"):
            monkeypatch.delenv(gone, raising=False)
        values = {"VAR_DIR": name, "COPYWRITER_ENGINE": "scripted:?", "COPYWRITER_ENGINES": "", "METRICS_TOKEN": TOKEN}
        if find_binaries():
            database = Database(folder / "pg")
            database.start()
            values["DATABASE_URL"] = database.url
        for key, value in values.items():
            monkeypatch.setenv(key, value)
        subprocess.run([sys.executable, "manage.py", "migrate", "-v", "0"], cwd=BASE_DIR, check=True)
        found = Site(folder, database)
        try:
            found.processes.start()
            yield found
        finally:
            found.processes.stop()
            if database:
                database.kill()


def test_each_part_that_is_killed_is_said_to_be_down_and_up_again(site: Site) -> None:
    site.becomes()
    found = site.metrics()
    assert found['countersign_engine_info{engine="scripted"}'] == 1 and found["countersign_model_workers_alive"] == 1
    (memory,) = [value for name, value in found.items() if name.startswith("countersign_worker_memory_megabytes")]
    assert 30 < memory < 700

    site.processes.kill("broker")
    site.becomes(broker=503)
    assert site.client.get("/health/ready").status_code == 503
    site.processes.start_broker()
    site.becomes()

    if site.database:
        site.database.kill()
        site.becomes(database=503, worker=503)  # the rows that tell of workers are away too
        answer = site.client.get("/m/any/products/", headers={"Cookie": f"sessionid={'a' * 32}"})
        assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
        site.database.start()
        site.becomes()

    site.processes.kill("writing0")
    site.becomes(worker=503)  # it is missed after three beats
    assert site.client.get("/health/ready").json() == {"database": "ok", "broker": "ok", "workers": "none alive"}
    assert site.metrics()["countersign_model_workers_alive"] == 0
    site.processes.start_worker("writing0")
    site.becomes()

    site.processes.terminate("writing0")
    site.becomes(5, worker=503)  # who stops in order says so at once
    site.processes.kill("web")
    with pytest.raises(httpx.HTTPError):
        site.client.get("/health/web")
