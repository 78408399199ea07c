"""An admin's task: the next version of a template, looked at in a preview that really writes, then made live."""

from playwright.sync_api import expect


def test_a_template_gets_its_next_version(sign_in, site, page):
    sign_in("ada")
    page.goto(f"{site}/admin/drafting/copytemplate/")
    page.get_by_role("link", name="Plain shop page").first.click()
    page.get_by_role("link", name="1", exact=True).click()
    page.select_option("select[name=tone]", "warm")
    page.get_by_role("button", name="Save as the next version").click()
    expect(page.locator("body")).to_contain_text("Version 2")

    # the preview is written by the model worker, like any copy
    page.select_option("select[name=product]", index=0)
    page.get_by_role("button", name="Write by this version").click()
    expect(page.locator("ol li, .candidate").first).to_be_visible(timeout=90_000)

    page.go_back()
    page.get_by_role("button", name="Promote: this is the one people get").click()
    expect(page.locator("body")).to_contain_text("live")
