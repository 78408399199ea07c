// The product list: ticking rows, a shift-click for a stretch of them, and "all that match".
// Knows no address: the bulk bar is a form, this only says how many it would send.

let last = null;

const boxes = (form) => [...form.querySelectorAll("tbody input[name=ids]")];

function show(form) {
  const ticked = boxes(form).filter((box) => box.checked).length;
  const all = form.querySelector("[data-all]");
  const everything = ticked > 0 && ticked === boxes(form).length;
  form.querySelector("[data-count]").textContent = ticked;
  for (const whole of form.querySelectorAll("[data-tick-all]")) {
    whole.checked = everything;
    whole.indeterminate = ticked > 0 && !everything;
  }
  if (!all) return;
  all.hidden = !everything;
  if (!everything) all.querySelector("input").checked = false;
}

document.addEventListener("change", (event) => {
  const form = event.target.closest("[data-bulk]");
  if (!form) return;
  if (event.target.matches("[data-tick-all]")) for (const box of boxes(form)) box.checked = event.target.checked;
  show(form);
});

document.addEventListener("click", (event) => {
  const box = event.target.closest("[data-bulk] tbody input[name=ids]");
  if (!box) return;
  const list = boxes(box.form);
  if (event.shiftKey && last && list.includes(last)) {
    const [from, to] = [list.indexOf(last), list.indexOf(box)].sort((a, b) => a - b);
    for (const between of list.slice(from, to + 1)) between.checked = box.checked;
    show(box.form);
  }
  last = box;
});

function bind(root) {
  for (const form of root.querySelectorAll?.("[data-bulk]") || []) show(form);
}

document.addEventListener("htmx:load", (event) => bind(event.detail.elt.parentElement || document));
bind(document);
