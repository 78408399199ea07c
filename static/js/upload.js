// A file dropped on the upload card is the same as one chosen in it; one that is too large is not sent at all.

const over = (form, on) => form.querySelector(".drop").classList.toggle("is-over", on);

for (const name of ["dragenter", "dragover"]) {
  document.addEventListener(name, (event) => {
    const form = event.target.closest?.("[data-drop]");
    if (!form || ![...event.dataTransfer.types].includes("Files")) return;
    event.preventDefault();
    over(form, true);
  });
}
document.addEventListener("dragleave", (event) => {
  const form = event.target.closest?.("[data-drop]");
  if (form && !form.contains(event.relatedTarget)) over(form, false);
});
document.addEventListener("drop", (event) => {
  const form = event.target.closest?.("[data-drop]");
  if (!form || !event.dataTransfer.files.length) return;
  event.preventDefault();
  over(form, false);
  form.querySelector("input[type=file]").files = event.dataTransfer.files;
  form.requestSubmit();
});
document.addEventListener("submit", (event) => {
  const form = event.target.closest("[data-drop]");
  const file = form?.querySelector("input[type=file]").files[0];
  if (!file || file.size <= Number(form.dataset.most)) return;
  event.preventDefault();
  document.dispatchEvent(new CustomEvent("page:say", { detail: { text: form.dataset.tooLarge, kind: "error" } }));
});
