"""What every answer says to the browser, and what the settings say to `check --deploy`."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from merchant_portal import files
from merchant_portal.accounts.models import User

ROOT = Path(__file__).resolve().parent.parent.parent
INLINE = re.compile(
    r"<style|\sstyle=|\son(?:click|load|error|submit|change|input|focus|blur|key\w+|mouse\w+)=|href=.javascript:|hx-on|<script(?![^>]*\bsrc=)(?![^>]*application/json)"
)
MARKED_SAFE = re.compile(r"\|\s*safe\b|autoescape\s+off")


def test_no_inline_script_or_style_is_allowed(alice: User, as_: Callable[[User], Client], client: Client) -> None:
    for response in (as_(alice).get("/"), client.get(reverse("account_login")), client.get("/no/such/page")):
        policy = response.headers["Content-Security-Policy"]
        assert "unsafe" not in policy and "nonce" not in policy
        for part in ("default-src 'self'", "script-src 'self'", "style-src 'self'", "frame-ancestors 'none'"):
            assert part in policy


def test_private_pages_are_kept_by_no_cache(alice: User, as_: Callable[[User], Client]) -> None:
    headers = as_(alice).get("/").headers
    assert headers["Cache-Control"] == "no-store"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Referrer-Policy"] == "same-origin"


def test_no_template_has_inline_script_style_or_unescaped_text() -> None:
    found = []
    for path in (ROOT / "templates").rglob("*.html"):
        text = re.sub(r"\{#.*?#\}", "", path.read_text(encoding="utf-8"))
        for pattern in (INLINE, MARKED_SAFE):
            found += [f"{path.relative_to(ROOT)}: {match.group(0)}" for match in pattern.finditer(text)]
    assert not found, "\n".join(found)


def test_production_settings_pass_djangos_own_check(tmp_path: Path) -> None:
    env = {
        **os.environ,
        "SITE_URL": "https://copy.example.com",
        "SECRET_KEY": "k" * 20 + "0123456789abcdefghijABCDEFGHIJ-_" * 2,
        "VAR_DIR": str(tmp_path),
        "DATABASE_URL": "postgresql://u:p@db/countersign",
        "BROKER_URL": "redis://broker:6379/0",
    }
    argv = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"]
    done = subprocess.run(argv, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_many_failed_sign_ins_are_slowed_down(erin: User, client: Client) -> None:
    for _ in range(5):
        client.post(reverse("account_login"), {"login": erin.email, "password": "wrong wrong wrong"})
    response = client.post(reverse("account_login"), {"login": erin.email, "password": "three words in a row"})
    assert response.status_code in {200, 429}
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("change", ["s=0", "d=1"])
def test_a_stored_file_needs_a_link_of_today(
    change: str, alice: User, as_: Callable[[User], Client], client: Client, settings: Any, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path
    (tmp_path / "exports").mkdir()
    (tmp_path / "exports" / "a.html").write_text("<script>alert(1)</script>")
    link = files.SignedLinkStorage(location=tmp_path, base_url="/media/").url("exports/a.html")
    inside = as_(alice)
    response = inside.get(link)
    assert response.status_code == 200
    assert response.headers["Content-Disposition"].startswith("attachment")
    name, _, _ = change.partition("=")
    assert inside.get(re.sub(rf"{name}=\w+", change, link)).status_code == 404
    assert client.get(link).status_code == 302
