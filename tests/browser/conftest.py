"""A browser before the whole site: `make run` as people start it, with its worker, broker and the house model.
The demo's people act in it. CHROMIUM names the browser; where there is none, these tests are left out (CI: failed)."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent.parent
AXE = Path(__file__).parent / "axe" / "axe.min.js"
PASSWORD = "countersign demo"
PEOPLE = ("olivia", "emil", "rui", "ada")  # owner, editor, reviewer, admin of the demo


def _chromium() -> str:
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    found = os.environ.get("CHROMIUM") or next((path for name in names if (path := shutil.which(name))), "")
    if not found:
        if os.environ.get("CI", "").lower() == "true":
            pytest.fail("There is no Chromium, and CI=true.")
        pytest.skip("There is no Chromium on PATH.")
    return found


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address. Started by the supervisor on a free port with a folder of its own; Ctrl-C must end it well."""
    folder = tmp_path_factory.mktemp("site")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    printed = folder / "printed.txt"
    env = {**os.environ, "VAR_DIR": str(folder / "var"), "LOG_LEVEL": "INFO"}
    for name in ("DATABASE_URL", "BROKER_URL", "SITE_URL", "DEBUG"):
        env.pop(name, None)
    with printed.open("wb") as out:
        argv = [sys.executable, "-m", "merchant_portal.supervisor", "--port", str(port)]
        process = subprocess.Popen(argv, cwd=ROOT, env=env, stdout=out, stderr=subprocess.STDOUT)
    url = f"http://127.0.0.1:{port}"
    try:
        _wait_for(lambda: _answers(f"{url}/health/web"), 180, process, printed)
        yield url
    finally:
        process.send_signal(signal.SIGINT)
        code = process.wait(timeout=90)
    assert code == 0, printed.read_text()


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=2) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def _wait_for(ready: Callable[[], bool], seconds: float, process: subprocess.Popen[bytes], printed: Path) -> None:
    until = time.monotonic() + seconds
    while not ready():
        if process.poll() is not None or time.monotonic() > until:
            pytest.fail(f"The site did not start:\n{printed.read_text()}")
        time.sleep(0.2)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    path = _chromium()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


@dataclass
class Window:
    """One person's window, with everything its console complained about."""

    page: Page
    complaints: list[str]


@pytest.fixture
def open_window(chromium: Browser, site: str) -> Iterator[Callable[..., Window]]:
    """`open_window("olivia", language="zh-CN", scheme="dark", width=390)`: signed in, on the first page."""
    contexts = []

    def open_(
        who: str = "", *, language: str = "en", scheme: Any = "light", width: int = 1280, host: str = "127.0.0.1"
    ) -> Window:
        context = chromium.new_context(
            base_url=site.replace("127.0.0.1", host),
            locale=language,
            color_scheme=scheme,
            viewport={"width": width, "height": 900},
        )
        contexts.append(context)
        page = context.new_page()
        complaints: list[str] = []
        page.on("console", lambda m: complaints.append(m.text) if m.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        if who:
            enter(page, site, who)
        return Window(page, complaints)

    yield open_
    for context in contexts:
        context.close()


def enter(page: Page, site: str, who: str) -> None:
    page.goto(f"{site}/account/login/")
    page.fill("[name=login]", f"{who}@demo.example")
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_url(f"{site}/")


@pytest.fixture
def page(open_window: Callable[..., Window]) -> Page:
    return open_window().page


@pytest.fixture
def sign_in(page: Page, site: str) -> Callable[[str], Page]:
    """`sign_in("olivia")` on the test's page; a second call changes who sits there."""

    def sign_in_as(who: str) -> Page:
        page.context.clear_cookies()
        enter(page, site, who)
        return page

    return sign_in_as


def axe_findings(page: Page) -> list[str]:
    """What axe-core finds on the page as it stands, rules of WCAG 2.2 A and AA, one line a finding."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    options = "{runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'], resultTypes: ['violations']}"
    found = page.evaluate(f"axe.run(document, {options})")
    return [
        f"{rule['id']}: {node['target']} {node['html'][:160]}" for rule in found["violations"] for node in rule["nodes"]
    ]
