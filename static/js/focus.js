// Where the keyboard is: found again after a part of the page was exchanged, given back when a menu closes.
// Knows no noun; a part may name its own place with data-focus.

const REACHABLE = "a[href], button:not([disabled]), summary, select:not([disabled]), textarea:not([disabled]), input:not([type=hidden]):not([disabled])";

/** What makes a control the same one in the part that replaces its own. */
function mark(control) {
  const of = (name) => control.getAttribute(name) || "";
  return [control.tagName, control.id, of("name"), of("value"), of("href"), control.form?.getAttribute("action") || ""].join(" ");
}

const isLost = () => !document.activeElement || document.activeElement === document.body || !document.activeElement.isConnected;

function place(element) {
  if (!element.matches(REACHABLE) && !element.hasAttribute("tabindex")) {
    const first = element.hasAttribute("data-focus") && element.querySelector(REACHABLE);
    if (first) return place(first);
    element.tabIndex = -1;
  }
  element.focus();
}

let had = null; // what had the keyboard when its part was about to go

document.addEventListener("htmx:beforeSwap", (event) => {
  const active = document.activeElement;
  if (active && active !== document.body && event.detail.target?.contains(active)) had = mark(active);
});

function give(part) {
  if (!part?.isConnected) return;
  const named = part.matches("[data-focus]") ? part : part.querySelector("[data-focus]");
  if (named && !named.contains(document.activeElement)) return place(named);
  if (had === null || !isLost()) return;
  const reachable = part.matches(REACHABLE) ? [part] : [...part.querySelectorAll(REACHABLE)];
  place(reachable.find((control) => mark(control) === had && control.checkVisibility()) || part);
}

// At once, so that a key pressed right after the exchange counts; and again once htmx has settled the attributes.
document.addEventListener("htmx:afterSwap", (event) => give(event.detail.elt));
document.addEventListener("htmx:afterSettle", (event) => {
  give(event.detail.elt);
  if (!isLost()) had = null;
});

const openMenus = () => [...document.querySelectorAll("details.menu[open]")];

// A menu closes when the keyboard or the pointer goes elsewhere, and by Escape, which leads back to its button.
for (const name of ["click", "focusin"]) {
  document.addEventListener(name, (event) => {
    for (const menu of openMenus()) if (!menu.contains(event.target)) menu.open = false;
  });
}
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of openMenus()) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
  const burger = document.querySelector("[data-burger][aria-expanded=true]");
  if (!burger) return;
  burger.click();
  burger.focus();
});
// A menu in which somebody is choosing is not exchanged by what looks for news.
document.addEventListener("htmx:beforeRequest", (event) => {
  if (event.target.querySelector(":scope > details.menu[open]")) event.preventDefault();
});

// A message that goes by itself gives way at once where the keyboard comes to stand under it; its words were read out.
document.addEventListener("focusin", (event) => {
  const under = event.target.getBoundingClientRect();
  for (const message of document.querySelectorAll("[data-fading]")) {
    if (message.contains(event.target) || message.querySelector("form")) continue; // an undo stays in reach
    const over = message.getBoundingClientRect();
    const apart = over.right < under.left || over.left > under.right || over.bottom < under.top || over.top > under.bottom;
    if (!apart) message.remove();
  }
});
