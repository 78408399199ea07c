"""A merchant's day: a file comes in, copy is written, judged on the desk, and submitted."""

import re

from playwright.sync_api import expect

from tests.browser.opening import open_first

SHOP = "/m/harbour-and-pine"
HEADER = "Handle,Title,Body (HTML),Vendor,Type,Tags,Option1 Name,Option1 Value,Variant SKU,Variant Price"
MUG = "pier-mug,Pier Stoneware Mug 350 ml,<p>A mug.</p>,Harbour & Pine,Mugs,,Title,Default Title,PIER-1,18.00"
THROW = "dune-throw,Dune Wool Throw 130 x 170 cm,,Harbour & Pine,Blankets,,Title,Default Title,DUNE-1,79.00"
FILE = "\r\n".join([HEADER, MUG, THROW, ",,,,,,,,,", ""])


def test_from_a_file_to_a_submitted_text(sign_in, site):
    page = sign_in("olivia")

    # a file comes in: first what would change, then the change
    page.goto(f"{site}{SHOP}/imports/")
    page.set_input_files("input[type=file]", {"name": "pier.csv", "mimeType": "text/csv", "buffer": FILE.encode()})
    page.get_by_role("button", name="Read the file").click()
    page.get_by_role("button", name=re.compile(r"^Import 2\b")).click(timeout=60_000)
    expect(page.get_by_text("imported", exact=True).first).to_be_visible(timeout=60_000)

    # a product's facts: proposed from its own words, taken with one press; one more by hand
    page.goto(f"{site}{SHOP}/products/?q=pier")
    page.get_by_role("link", name="Pier Stoneware Mug 350 ml").click()
    page.get_by_role("button", name="Take all").click()
    expect(page.locator("input[value='350 ml' i]").first).to_be_visible()

    # copy is asked for, and appears without reloading
    page.get_by_role("link", name="Write…").click()
    page.get_by_role("button", name="Write", exact=True).click()
    desk = page.get_by_role("link", name="Open on the desk")
    expect(desk.first).to_be_visible(timeout=240_000)
    desk.first.click()

    # the desk: a false claim is caught as it is typed, and put right
    expect(page.locator("[data-words]")).to_contain_text("350 ml")
    page.keyboard.press("e")
    area = page.locator("[data-area]")
    expect(area).to_be_focused()
    area.fill("The Pier mug is made of stoneware and holds 500 ml.")
    expect(page.locator(".desk-finding.is-block").first).to_contain_text("500 ml", timeout=20_000)
    area.fill("The Pier mug is made of stoneware and holds 350 ml.")
    expect(page.locator(".desk-finding.is-block")).to_have_count(0, timeout=20_000)

    # a closed tab loses nothing
    area.fill("The Pier mug is made of stoneware, and it holds 350 ml.")
    page.reload()
    page.keyboard.press("e")
    expect(page.locator("[data-area]")).to_have_value("The Pier mug is made of stoneware, and it holds 350 ml.")
    expect(page.locator("[data-saved]")).to_have_text("Saved", timeout=20_000)
    page.keyboard.press("Escape")

    # submitted with one key; the next one is there
    here = page.url
    page.keyboard.press("s")
    expect(page.locator("#toast")).to_contain_text("Submitted", timeout=20_000)
    assert page.url != here


def test_the_desk_reads_on_a_phone_and_in_chinese(sign_in, site):
    page = sign_in("emil")
    page.set_viewport_size({"width": 390, "height": 844})
    open_first(page, f"{site}/m/yunjian/desk/")
    wider = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wider <= 0
    page.context.add_cookies([{"name": "django_language", "value": "zh-hans", "url": site}])
    page.reload()
    expect(page.locator("html")).to_have_attribute("lang", "zh-Hans")
    expect(page.get_by_role("button", name="提交")).to_be_visible()
