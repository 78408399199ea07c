"""`make test`: everything, once on SQLite and the portal again on PostgreSQL, and what it ran against in a few lines.
With CI=true a missing browser or PostgreSQL fails the run; without, it is said and skipped."""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.postgres import find_binaries, throwaway  # noqa: E402  (the root must be on the path first)

CI = os.environ.get("CI", "").lower() == "true"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def main() -> int:
    began = time.monotonic()
    browser = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    binaries = find_binaries()
    for name, found in (("Chromium", browser), ("PostgreSQL", binaries)):
        if not found and CI:
            print(f"{name} was not found, and CI=true: that is a failure. .ci/run installs it.")
            return 1
        print(f"{name}: {found or 'not found; its tests are left out'}", flush=True)
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores", flush=True)

    results: list[tuple[str, int, float]] = []
    with tempfile.TemporaryDirectory(prefix="countersign-tests-") as folder:
        base = {**os.environ, "VAR_DIR": folder, "PYTHONDONTWRITEBYTECODE": "1", "LOG_LEVEL": "WARNING"}
        for name in ("DATABASE_URL", "BROKER_URL", "SITE_URL", "DEBUG", "COPYWRITER_ENGINE"):
            base.pop(name, None)
        run = Runs(base, results)
        run.step("lint", [sys.executable, "-m", "ruff", "check", "."])
        run.step("migrations are whole", [sys.executable, "manage.py", "makemigrations", "--check", "--dry-run"])
        run.pytest("library, portal on SQLite", ["tests", "--ignore=tests/browser", "--ignore=tests/faults"])
        if (ROOT / "tests/faults").exists() and any((ROOT / "tests/faults").glob("test_*.py")):
            run.pytest("faults", ["tests/faults"])
        if binaries:
            with throwaway(binaries) as url:
                run.pytest("portal on PostgreSQL", ["tests/portal"], DATABASE_URL=url)
        if browser and any((ROOT / "tests/browser").glob("test_*.py")):
            run.pytest("in Chromium", ["tests/browser"], CHROMIUM=browser)

    print("\nRan")
    for name, code, seconds in results:
        print(f"  {'ok  ' if code == 0 else 'FAIL'}  {name}  ({seconds:.0f} s)")
    print(f"  in {(time.monotonic() - began) / 60:.1f} minutes", flush=True)
    return 1 if any(code for _, code, _ in results) else 0


class Runs:
    """Runs one step after the other and keeps how each ended; a failing step does not hide the next one's result."""

    def __init__(self, env: dict[str, str], results: list[tuple[str, int, float]]) -> None:
        self.env = env
        self.results = results

    def step(self, name: str, argv: list[str], **extra: str) -> None:
        print(f"\n== {name}", flush=True)
        began = time.monotonic()
        done = subprocess.run(argv, cwd=ROOT, env={**self.env, **extra}, check=False)
        self.results.append((name, done.returncode, time.monotonic() - began))

    def pytest(self, name: str, where: list[str], **extra: str) -> None:
        self.step(
            name, [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *where, *sys.argv[1:]], **extra
        )


if __name__ == "__main__":
    sys.exit(main())
