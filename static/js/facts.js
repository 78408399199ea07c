// Fact rows: Enter adds, pasting lines of "name: value" makes many, a row can be taken out; what is typed is saved by itself.
// Knows no address: the form says where it goes.

const WAIT = 1200;
const timers = new WeakMap();
const saving = new WeakSet();

const rows = (form) => [...form.querySelectorAll("[data-row]")];
const status = (form) => document.getElementById(`facts-saved-${form.dataset.product}`);

function add(form, after, name = "", value = "") {
  const row = form.querySelector("[data-fact-template]").content.firstElementChild.cloneNode(true);
  const [first, second] = row.querySelectorAll("input");
  first.value = name;
  second.value = value;
  after.after(row);
  return row;
}

const empty = (row) => [...row.querySelectorAll("input")].every((input) => !input.value.trim());

function keepOneEmpty(form) {
  const list = rows(form);
  if (!empty(list.at(-1))) add(form, list.at(-1));
}

function later(form) {
  keepOneEmpty(form);
  if (form.dataset.autosave === undefined) return;
  const place = status(form);
  if (place) place.textContent = place.dataset.typing;
  clearTimeout(timers.get(form));
  timers.set(form, setTimeout(() => save(form), WAIT));
}

async function save(form) {
  if (!form.isConnected) return;
  if (saving.has(form)) return later(form);
  const place = status(form);
  place.textContent = place.dataset.saving;
  saving.add(form);
  const sent = new FormData(form);
  try {
    await window.htmx.ajax("POST", form.action, {
      source: form,
      target: place,
      swap: "outerHTML",
      values: { auto: "1", name: sent.getAll("name"), value: sent.getAll("value"), seen: sent.get("seen") },
    });
  } finally {
    saving.delete(form);
  }
}

/** Lines of "name: value" (or tab, or full-width colon), as [name, value]; null where the text is no such list. */
export function pairs(text) {
  const lines = text.split(/\r?\n/).map((line) => line.trim()).filter(Boolean);
  const found = lines.map((line) => line.match(/^([^:：\t]{1,80})\s*[:：\t]\s*(.+)$/));
  if (!found.length || found.some((match) => !match)) return null;
  if (found.length === 1 && /^\w+:\/\//.test(lines[0])) return null;
  return found.map((match) => [match[1].trim(), match[2].trim()]);
}

document.addEventListener("paste", (event) => {
  const form = event.target.closest?.("[data-facts]");
  if (!form || !event.target.matches("input[name=name], input[name=value]")) return;
  const found = pairs(event.clipboardData.getData("text"));
  if (!found || (found.length === 1 && event.target.name === "value")) return;
  event.preventDefault();
  let row = event.target.closest("[data-row]");
  const room = Number(form.dataset.most) - rows(form).filter((one) => !empty(one)).length;
  if (found.length > room) {
    document.dispatchEvent(new CustomEvent("page:say", { detail: { text: form.dataset.tooMany, kind: "warning" } }));
  }
  for (const [name, value] of found.slice(0, Math.max(room, 0))) {
    if (empty(row)) [row.querySelector("[name=name]").value, row.querySelector("[name=value]").value] = [name, value];
    else row = add(form, row, name, value);
  }
  later(form);
  rows(form).at(-1).querySelector("input").focus();
});

document.addEventListener("keydown", (event) => {
  const form = event.target.closest?.("[data-facts]");
  const row = event.target.closest?.("[data-row]");
  if (!form || !row || event.isComposing) return;
  if (event.key === "Enter") {
    event.preventDefault();
    const next = row.nextElementSibling;
    (next && empty(next) ? next : add(form, row)).querySelector("input").focus();
  } else if (event.altKey && (event.key === "ArrowUp" || event.key === "ArrowDown")) {
    event.preventDefault();
    const other = event.key === "ArrowUp" ? row.previousElementSibling : row.nextElementSibling;
    if (!other) return;
    if (event.key === "ArrowUp") other.before(row);
    else other.after(row);
    event.target.focus();
    later(form);
  }
});

document.addEventListener("input", (event) => {
  const form = event.target.closest?.("[data-facts]");
  if (form) later(form);
});

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-facts] [data-remove]");
  if (!button) return;
  const form = button.closest("[data-facts]");
  const row = button.closest("[data-row]");
  const near = row.nextElementSibling || row.previousElementSibling;
  if (!near) return;
  row.remove();
  near.querySelector("input").focus();
  later(form);
});

// What changed elsewhere must not repaint a panel in which somebody is choosing.
document.addEventListener("htmx:beforeRequest", (event) => {
  const part = event.target;
  if (!part.matches?.("[data-keep-open]") || !event.detail.requestConfig.triggeringEvent) return;
  if (event.detail.requestConfig.triggeringEvent.type === "load") return;
  if (part.querySelector("details[open], dialog[open]") || part.contains(document.activeElement)) event.preventDefault();
});

// A closed tab takes what was typed last with it to the server.
window.addEventListener("pagehide", () => {
  for (const form of document.querySelectorAll("[data-facts][data-autosave]")) {
    const place = status(form);
    if (place && place.textContent === place.dataset.typing) navigator.sendBeacon(form.action, new FormData(form));
  }
});
