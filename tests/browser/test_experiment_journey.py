"""An experiment from an approved line to its result: a shop prepares it, a reviewer signs, visitors come in as CSV."""

from playwright.sync_api import expect

from copywriter.evaluation.trials import arm_of
from tests.browser.conftest import axe_findings
from tests.browser.opening import open_first

SHOP = "/m/harbour-and-pine"


def test_a_line_is_tried_on_visitors(sign_in, site, page):
    sign_in("olivia")
    open_first(page, f"{site}{SHOP}/desk/?kind=recommendation&risk=none", at_least=1)
    here = page.locator("[data-desk]").get_attribute("id")
    page.keyboard.press("s")
    expect(page.locator(f"#{here}")).to_have_count(0, timeout=30_000)
    page.context.clear_cookies()
    sign_in("rui")
    page.goto(f"{site}/ops/queue/?kind=recommendation")
    page.get_by_role("button", name="Start judging").click()
    page.get_by_role("button", name="Approve and next").click()
    expect(page.locator(f"#{here}")).to_have_count(0, timeout=30_000)
    page.context.clear_cookies()

    sign_in("olivia")
    page.goto(f"{site}{SHOP}/experiments/")
    page.get_by_role("link", name="Prepare an experiment").first.click()
    page.get_by_label("Name").fill("First line")
    page.get_by_role("button", name="Prepare it").click()
    page.locator("textarea[name=text]").first.fill("A good thing for the house.")
    page.get_by_role("button", name="Save").first.click()
    expect(page.get_by_text("want a signature too")).to_be_visible()
    assert axe_findings(page) == []
    address = page.url
    page.context.clear_cookies()
    sign_in("rui")
    page.goto(address)
    page.get_by_role("button", name="Sign the person’s lines").click()
    page.get_by_role("button", name="Start").click()
    expect(page.get_by_text("No visitor has come yet.")).to_be_visible()
    key = page.locator(".insight-rule code").first.inner_text()
    sku = page.locator("#lines .small").first.inner_text()
    page.context.clear_cookies()

    sign_in("olivia")
    page.goto(address)
    seen = [f"v{n}" for n in range(600)]
    bought = [v for n, v in enumerate(seen) if n % (2 if arm_of(key, v) == "generated" else 20) == 0]
    rows = [f"s{v},exposure,{v},{sku}" for v in seen] + [f"b{v},conversion,{v},{sku}" for v in bought]
    log = "\n".join(["event_id,type,visitor,sku", *rows, "x,exposure,v1,NOTHING"])
    page.set_input_files("input[name=file]", {"name": "log.csv", "mimeType": "text/csv", "buffer": log.encode()})
    page.get_by_role("button", name="Upload").click()
    expect(page.get_by_text("the generated line converts more")).to_be_visible()
    expect(page.get_by_text("1 refused")).to_be_visible()
    assert axe_findings(page) == []
