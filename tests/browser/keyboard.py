"""A person with a keyboard and nothing else: Tab until it is there, and always see where one is."""

from playwright.sync_api import Locator, Page, expect

# Where the keyboard is, in words; what is wrong with it, if anything: nowhere, unseen, unmarked, or covered.
# A region that was given the keyboard after an exchange (tabindex -1) needs no ring: the next Tab leads into it.
LOOK = """() => {
  const at = document.activeElement;
  if (!at || at === document.body) return ["body", "the keyboard is nowhere"];
  const words = (at.innerText || at.value || at.ariaLabel || "").slice(0, 40);
  const name = `${at.tagName.toLowerCase()}#${at.id}.${at.className} “${words}”`;
  if (at.tabIndex === -1) return [name, ""];
  const box = [...at.getClientRects()].find((r) => r.width > 1 && r.height > 1);
  if (!box) return [name, "it has no place on the page"];
  const style = getComputedStyle(at);
  const ringed = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1;
  if (!ringed && style.boxShadow === "none") return [name, "nothing marks it"];
  const [x, y] = [box.left + Math.min(box.width / 2, 20), box.top + Math.min(box.height / 2, 12)];
  if (x < 0 || y < 0 || x > innerWidth || y > innerHeight) return [name, "it is off the screen"];
  const top = document.elementFromPoint(x, y);
  const label = at.labels && [...at.labels].some((l) => l.contains(top));
  if (!(top && (at.contains(top) || label))) return [name, `it is covered by ${top?.outerHTML.slice(0, 80)}`];
  return [name, ""];
}"""
#: The page glides to where the keyboard is; that takes up to half a second.
GLIDE_MS = 1500
#: An exchanged part is settled 20 ms after it is in the page.
SETTLE_MS = 200


def look(page: Page) -> str:
    """Where the keyboard is; a failure where that can't be seen."""
    waited = 0
    while True:
        name, wrong = page.evaluate(LOOK)
        if not wrong or waited >= (SETTLE_MS if name == "body" else GLIDE_MS):
            break
        page.wait_for_timeout(50)
        waited += 50
    assert not wrong, f"{page.url}: {name}: {wrong}"
    return str(name)


def settled(page: Page) -> None:
    """Waits until what was exchanged listens again: some 20 ms, less than a hand needs."""
    expect(page.locator(".htmx-request, .htmx-swapping, .htmx-settling")).to_have_count(0)


def tab_to(page: Page, wanted: Locator, most: int = 120, key: str = "Tab") -> None:
    """Presses Tab until the wanted control has the keyboard; every stop on the way must be seen."""
    expect(wanted).to_have_count(1)
    seen = []
    for _ in range(most):
        if wanted.evaluate("e => e === document.activeElement"):
            return
        page.keyboard.press(key)
        seen.append(look(page))
    raise AssertionError(f"Not reached by {most} presses of {key}: {wanted}. Passed: {seen}")


def sign_in_by_keys(page: Page, site: str, email: str, password: str) -> None:
    page.goto(f"{site}/account/login/")
    expect(page.locator("[name=login]")).to_be_focused()
    page.keyboard.type(email)
    tab_to(page, page.locator("[name=password]"))
    page.keyboard.type(password)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{site}/")
