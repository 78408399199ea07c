// The frame of every page: messages that go, a line while an answer is awaited, errors said aloud.
// Knows no noun. Everything is bound by data attributes on the document, so parts that arrive later need no binding.

const messages = () => document.getElementById("messages");

function say(text, kind = "error") {
  const template = document.getElementById("message-template");
  if (!template || !messages()) return;
  const node = template.content.firstElementChild.cloneNode(true);
  node.classList.add(`message-${kind}`);
  node.querySelector("span").textContent = text;
  messages().append(node);
  fade(node, kind);
}

function fade(node, kind) {
  // Errors stay until they are closed; the rest goes after it could be read twice (about 15 characters a second).
  if (kind === "error" || kind === "warning" || node.dataset.fading) return;
  node.dataset.fading = "1";
  // One with a button in it (undo) waits as long as a person needs to think again.
  const wait = node.querySelector("form") ? 30000 : 4000 + node.textContent.length * 70;
  const go = () => (node.matches(":hover, :focus-within") ? setTimeout(go, 1500) : node.remove());
  setTimeout(go, wait);
}

function fadeAll() {
  for (const node of document.querySelectorAll(".messages .message")) {
    fade(node, [...node.classList].find((c) => c.startsWith("message-"))?.slice(8) || "info");
  }
}

function words(name, fallback) {
  return document.getElementById("page-words")?.dataset[name] || fallback;
}

// Other scripts of a page speak through it: an import would load this file twice, once under its hashed name.
document.addEventListener("page:say", (event) => say(event.detail.text, event.detail.kind));

document.addEventListener("click", (event) => {
  const close = event.target.closest("[data-close-message]");
  if (close) {
    close.closest(".message").remove();
    if (document.activeElement === document.body) document.getElementById("content")?.focus({ preventScroll: true });
  }

  const burger = event.target.closest("[data-burger]");
  if (burger) {
    const open = document.getElementById("top-nav").classList.toggle("is-open");
    burger.setAttribute("aria-expanded", String(open));
  }
  const copy = event.target.closest("[data-copy]");
  if (copy) {
    const source = document.getElementById(copy.dataset.copy);
    const done = () => say(words("copied", "Copied."), "success");
    if (source.select) source.select();
    else getSelection().selectAllChildren(source);
    // Without https there is no clipboard object; what is selected can still be copied.
    if (navigator.clipboard) navigator.clipboard.writeText(source.value ?? source.innerText).then(done);
    else if (document.execCommand("copy")) done();
  }
  const all = event.target.closest("[data-check-all]");
  if (all) for (const box of document.querySelectorAll(all.dataset.checkAll)) box.checked = all.checked;
});

document.addEventListener("change", (event) => {
  // A select that is its form's only answer: the shop switcher, a language.
  if (event.target.matches("[data-submit-on-change]")) event.target.form.requestSubmit();
});

// Only what a person pressed is shown as busy; polling goes on in silence.
const pressed = new Set();
const busy = () => document.body.classList.toggle("is-busy", pressed.size > 0);
document.addEventListener("htmx:beforeRequest", (event) => {
  if (event.detail.requestConfig?.triggeringEvent) pressed.add(event.detail.xhr);
  busy();
});
document.addEventListener("htmx:afterRequest", (event) => {
  pressed.delete(event.detail.xhr);
  busy();
});
document.addEventListener("htmx:sendError", () => say(words("offline", "The site does not answer. What you typed is still here; try again in a moment.")));
document.addEventListener("htmx:responseError", (event) => {
  const status = event.detail.xhr.status;
  if (status === 403) say(words("stale", "This page was open too long. Load it again, then repeat the last step."));
  else if (status === 404) say(words("gone", "This is not here any more."));
  else if (status === 429) say(words("slow", "That was too often. Wait a minute, then try again."));
  else if (status === 503) say(words("offline", "The site does not answer. What you typed is still here; try again in a moment."));
  else if (status === 507) say(words("full", "The disk of this site is full, so nothing was saved. What you typed is still here; tell an admin."));
  else say(words("broken", "That did not work, and nothing was changed. Try again; if it happens twice, tell an admin."));
});
document.addEventListener("htmx:load", fadeAll);

fadeAll();

// A table that is wider than its place can be scrolled by keyboard too.
function reachTables() {
  for (const box of document.querySelectorAll(".table-responsive")) {
    if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
    else box.removeAttribute("tabindex");
  }
}
document.addEventListener("htmx:load", reachTables);
addEventListener("resize", reachTables);
reachTables();
