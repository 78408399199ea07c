// Keys of the voting page: each presses a button or ticks a reason of the page. Knows no address and no side's author.

const REASONS = "qwerty";

document.addEventListener("keydown", (event) => {
  const place = document.querySelector("[data-vote]");
  if (!place || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (place.dataset.shortcuts === "off" || document.querySelector("dialog[open]")) return;
  if (event.target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]")) return;
  if (event.key === "?") return document.getElementById("shortcuts").showModal();
  const reason = event.key.length === 1 ? place.querySelectorAll("[data-reason]")[REASONS.indexOf(event.key)] : null;
  const button = reason || [...place.querySelectorAll("[data-key]")].find((b) => b.dataset.key.split(" ").includes(event.key));
  // A key held down votes once: the next pair must be read first.
  if (!button || event.repeat) return;
  event.preventDefault();
  button.click();
});

document.addEventListener("click", (event) => event.target.closest("[data-shortcuts-open]") && document.getElementById("shortcuts").showModal());
