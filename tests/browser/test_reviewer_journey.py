"""An ops reviewer's hour: the queue, one approval by key, one taken back, one returned with a reason; then the file."""

import csv
import io
import zipfile
from pathlib import Path

from playwright.sync_api import expect

from tests.browser.opening import open_first

SHOP = "/m/harbour-and-pine"


def submit_some(page, site, count):
    """A merchant hands over the first clean texts of the desk."""
    open_first(page, f"{site}{SHOP}/desk/?risk=none", at_least=count + 1)
    for _ in range(count):
        here = page.locator("[data-desk]").get_attribute("id")
        page.keyboard.press("s")
        expect(page.locator(f"#{here}")).to_have_count(0, timeout=30_000)


def test_judge_by_keys_and_hand_over(sign_in, site, page):
    sign_in("olivia")
    submit_some(page, site, 3)
    page.context.clear_cookies()

    sign_in("rui")
    page.goto(f"{site}/ops/queue/")
    page.get_by_role("button", name="Start judging").click()
    first = page.locator("[data-desk]").get_attribute("id")
    text = page.locator("[data-words]").inner_text()

    page.keyboard.press("a")
    expect(page.locator("#toast")).to_contain_text("Approved", timeout=30_000)
    expect(page.locator(f"#{first}")).to_have_count(0)
    page.keyboard.press("z")
    expect(page.locator(f"#{first}")).to_be_visible(timeout=30_000)
    page.keyboard.press("a")
    expect(page.locator(f"#{first}")).to_have_count(0, timeout=30_000)

    second = page.locator("[data-desk]").get_attribute("id")
    page.keyboard.press("r")
    page.keyboard.type("Lead with the material.")
    page.keyboard.press("Enter")
    expect(page.locator(f"#{second}")).to_have_count(0, timeout=30_000)
    page.context.clear_cookies()

    sign_in("olivia")
    page.goto(f"{site}{SHOP}/desk/?state=returned")
    expect(page.locator(".draft-row")).to_have_count(1)
    page.goto(f"{site}{SHOP}/exports/")
    page.select_option("select[name=format]", "plain")
    page.get_by_role("button", name="Make the file").click()
    with page.expect_download(timeout=60_000) as handed:
        page.get_by_role("link", name="Download").first.click(timeout=60_000)
    tables = map(csv.reader, map(io.StringIO, handed_over(Path(handed.value.path()))))
    assert text.strip() in [cell for table in tables for line in table for cell in line]


def handed_over(file: Path) -> list[str]:
    """The tables of an export: one file, or a zip of several where columns differ (never a blank cell)."""
    if not zipfile.is_zipfile(file):
        return [file.read_text(encoding="utf-8-sig")]
    with zipfile.ZipFile(file) as archive:
        return [archive.read(name).decode("utf-8-sig") for name in archive.namelist()]


def test_shortcuts_are_shown_and_do_not_fire_while_typing(sign_in, site, page):
    sign_in("olivia")
    open_first(page, f"{site}{SHOP}/desk/")
    page.keyboard.press("?")
    expect(page.locator("#shortcuts")).to_be_visible()
    page.keyboard.press("Escape")
    here = page.locator("[data-desk]").get_attribute("id")
    page.keyboard.press("e")
    expect(page.locator("[data-area]")).to_be_focused()
    page.keyboard.type(" sax")
    expect(page.locator("[data-area]")).to_have_value(page.locator("[data-area]").input_value())
    assert page.locator("[data-area]").input_value().endswith(" sax")
    assert page.locator("[data-desk]").get_attribute("id") == here
