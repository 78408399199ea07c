"""Every kind of page: axe-core finds nothing, the console stays silent, nothing is wider than the screen."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.browser.conftest import Window, axe_findings

pytestmark = pytest.mark.browser

SHOP = "/m/harbour-and-pine"
KEY = "/account/password/reset/key/1-nothing/"
PAGES = {
    "": ["/account/login/", "/account/password/reset/", "/account/signup/", "/invitation/nothing/", KEY],
    "olivia": [
        "/",
        "/notices/",
        "/profile/",
        "/account/2fa/",
        "/account/2fa/webauthn/",
        "/account/sessions/",
        "/account/email/",
        "/account/password/change/",
        f"{SHOP}/people/",
        f"{SHOP}/settings/",
        f"{SHOP}/products/",
        f"{SHOP}/products/?q=nothing+has+this+name",
        f"{SHOP}/imports/",
        f"{SHOP}/evidence/",
        f"{SHOP}/voice/",
        f"{SHOP}/batches/",
        f"{SHOP}/desk/",
        f"{SHOP}/approved/",
        f"{SHOP}/exports/",
        f"{SHOP}/insights/",
        f"{SHOP}/insights/verdicts/",
        f"{SHOP}/experiments/",
        f"{SHOP}/experiments/new/",
        "/no/such/page/",
    ],
    "ada": ["/", "/ops/queue/", "/ops/workers/", "/admin/", "/ops/insights/", "/comparisons/", "/ops/comparisons/new/"],
}
LOOKS = [("en", "light", 1280), ("zh-CN", "dark", 390)]


@pytest.mark.parametrize(("language", "scheme", "width"), LOOKS)
@pytest.mark.parametrize("who", list(PAGES))
def test_pages_are_clean(who: str, language: str, scheme: str, width: int, open_window: Callable[..., Window]) -> None:
    window = open_window(who, language=language, scheme=scheme, width=width)
    wrong = []
    for address in PAGES[who]:
        window.complaints.clear()
        window.page.goto(address)
        window.page.wait_for_load_state("networkidle")
        if address != "/admin/":  # Django's own pages have their own marks
            wrong += [f"{address}: {line}" for line in axe_findings(window.page)]
        if window.page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
            wrong.append(f"{address}: wider than {width} px")
        silent = [c for c in window.complaints if "status of 404" not in c]
        wrong += [f"{address}: console: {line}" for line in silent]
    assert not wrong, "\n".join(wrong)
