// The desk's behaviour: keys, lights between text and facts, editing with autosave, counters.
// Every act is a form or link of the page; this only presses them. Nothing here knows an address.

const AUTOSAVE_MS = 900;

function onKey(event) {
  const desk = document.querySelector("[data-desk]");
  if (!desk || event.ctrlKey || event.metaKey || event.altKey) return;
  const typing = event.target.closest("input, textarea, select, [contenteditable]");
  if (event.key === "Escape") return leave(event.target, desk);
  if (typing) {
    if (event.key === "Enter" && typing.matches("[data-submit-on-enter]") && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      typing.form.requestSubmit();
    }
    return;
  }
  if (desk.dataset.shortcuts === "off" || document.querySelector("dialog[open]")) return;
  if (event.key === "?") return document.getElementById("shortcuts")?.showModal();
  const details = desk.querySelector(`[data-key-details="${CSS.escape(event.key)}"]`);
  if (details) {
    event.preventDefault();
    details.open = !details.open;
    details.querySelector("summary").focus();
    return;
  }
  const button = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  if (!button || button.disabled) return;
  event.preventDefault();
  button.click();
  if (button.tagName !== "SUMMARY") return;
  const field = button.parentElement.querySelector("textarea, input:not([type=hidden])");
  // At once, not at the toggle event: what is typed right after the key belongs in the field.
  if (field?.matches("[data-area]")) toEnd(field);
  else field?.focus();
}

function leave(target, desk) {
  const details = target.closest?.("details[data-editor], details.desk-turn, details.desk-rewrite") || desk.querySelector("details[data-editor][open]");
  if (!details) return;
  details.open = false;
  details.querySelector("summary").focus();
}

function light(event, on) {
  const place = event.target.closest?.("[data-fact], [data-facts], [data-finding]");
  const desk = place?.closest("[data-desk]");
  if (!desk) return;
  for (const lit of desk.querySelectorAll(".is-lit")) lit.classList.remove("is-lit");
  if (!on) return;
  const facts = place.dataset.fact !== undefined ? [place.dataset.fact] : (place.dataset.facts || "").split(" ").filter(Boolean);
  if (place.dataset.facts) {
    for (const key of facts) desk.querySelector(`[data-fact="${CSS.escape(key)}"]`)?.classList.add("is-lit");
    for (const key of (place.dataset.findings || "").split(" ").filter(Boolean)) desk.querySelector(`[data-finding="${key}"]`)?.classList.add("is-lit");
  } else if (place.dataset.fact !== undefined) {
    for (const mark of desk.querySelectorAll("[data-facts]")) if (mark.dataset.facts.split(" ").includes(place.dataset.fact)) mark.classList.add("is-lit");
  } else {
    for (const mark of desk.querySelectorAll("[data-findings]")) if (mark.dataset.findings.split(" ").includes(place.dataset.finding)) mark.classList.add("is-lit");
  }
  place.classList.add("is-lit");
}

function toEnd(area) {
  area.focus();
  area.setSelectionRange(area.value.length, area.value.length);
}

export function measure(text, unit) {
  if (unit === "bytes") return new TextEncoder().encode(text).length;
  const points = [...text];
  if (unit === "columns") return points.reduce((sum, c) => sum + (c.codePointAt(0) > 0xff ? 2 : 1), 0);
  if (unit === "words") return text.split(/\s+/).filter(Boolean).length;
  return points.length;
}

function counted(area) {
  const counter = area.closest("[data-desk]").querySelector("[data-counter]");
  if (!counter) return;
  const used = measure(area.value, counter.dataset.unit);
  const limit = Number(counter.dataset.limit);
  counter.firstChild.textContent = limit ? `${used} / ${limit} ` : `${used} `;
  counter.classList.toggle("is-over", limit > 0 && used > limit);
}

const timers = new WeakMap();
const underWay = new WeakSet();
const keptKey = (area) => `countersign:draft:${area.dataset.draft}`;
const lostKey = (area) => `countersign:lost:${area.dataset.draft}`;
const status = (area) => area.closest("form").querySelector("[data-saved]");

function typed(area) {
  counted(area);
  localStorage.setItem(keptKey(area), JSON.stringify({ text: area.value, version: area.form.elements.version.value }));
  status(area).textContent = status(area).dataset.typing;
  clearTimeout(timers.get(area));
  timers.set(area, setTimeout(() => autosave(area), AUTOSAVE_MS));
}

function autosave(area) {
  if (underWay.has(area)) return; // two saves of one version would be a race with oneself; the first one's end sends on
  underWay.add(area);
  const place = status(area);
  place.textContent = place.dataset.saving;
  const sent = area.value;
  window.htmx.ajax("POST", area.dataset.autosave, {
    source: area,
    target: place,
    swap: "outerHTML",
    values: { text: sent, version: area.form.elements.version.value, auto: "1" },
  }).finally(() => underWay.delete(area)).then(() => {
    if (!area.isConnected) return; // a lost race drew the desk anew: `bind` has seen to what was typed
    if (area.value === sent) localStorage.removeItem(keptKey(area));
    else typed(area);
  });
}

// A closed tab: what is not saved yet goes out with the page, and stays in this browser until the server has it.
function lastWords() {
  for (const area of document.querySelectorAll("[data-area]")) {
    if (!localStorage.getItem(keptKey(area))) continue;
    const form = new FormData(area.form);
    form.set("auto", "1");
    navigator.sendBeacon(area.dataset.autosave, form);
  }
}

function offerLost(area) {
  const box = area.form.querySelector("[data-lost]");
  const lost = localStorage.getItem(lostKey(area));
  if (!box || lost === null) return;
  box.querySelector("textarea").value = lost;
  box.hidden = false;
  area.closest("details").open = true;
}

function settleLost(button) {
  const box = button.closest("[data-lost]");
  const area = box.closest("form").querySelector("[data-area]");
  if (button.dataset.lostUse !== undefined) {
    area.value = box.querySelector("textarea").value;
    typed(area);
  }
  localStorage.removeItem(lostKey(area));
  box.hidden = true;
  area.focus();
}

function bind(root) {
  for (const area of root.querySelectorAll?.("[data-area]") || []) {
    const kept = JSON.parse(localStorage.getItem(keptKey(area)) || "null");
    if (!kept || kept.text === area.value) {
      localStorage.removeItem(keptKey(area));
    } else if (String(kept.version) === area.form.elements.version.value) {
      area.value = kept.text;
      area.closest("details").open = true;
      typed(area);
    } else {
      // The text was changed since: what was typed is offered, never put over somebody else's words.
      localStorage.setItem(lostKey(area), kept.text);
      localStorage.removeItem(keptKey(area));
    }
    offerLost(area);
  }
  for (const toast of document.querySelectorAll("[data-toast]")) {
    setTimeout(() => toast.classList.add("is-over"), Number(toast.dataset.toast));
  }
}

document.addEventListener("keydown", onKey);
document.addEventListener("mouseover", (event) => light(event, true));
document.addEventListener("mouseout", (event) => light(event, false));
document.addEventListener("focusin", (event) => light(event, true));
document.addEventListener("input", (event) => event.target.matches("[data-area]") && typed(event.target));
document.addEventListener("click", (event) => event.target.closest("[data-shortcuts-open]") && document.getElementById("shortcuts")?.showModal());
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-lost-use], [data-lost-drop]");
  if (button) settleLost(button);
});
document.addEventListener("toggle", (event) => {
  if (event.target.matches?.("[data-editor]") && event.target.open) toEnd(event.target.querySelector("[data-area]"));
}, true);
document.addEventListener("htmx:sendError", () => {
  for (const place of document.querySelectorAll("[data-saved]")) place.textContent = place.dataset.failed;
});
document.addEventListener("htmx:afterSettle", (event) => {
  bind(event.target);
  const desk = document.querySelector("[data-desk]");
  if (event.target.matches?.("[data-desk]") && desk && !desk.contains(document.activeElement)) {
    desk.setAttribute("tabindex", "-1");
    desk.focus({ preventScroll: false });
  }
});
window.addEventListener("pagehide", lastWords);
bind(document);
