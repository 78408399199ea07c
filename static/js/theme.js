// Light or dark, before anything is drawn. "auto" follows the system, also when the system changes its mind.
(function () {
  const root = document.documentElement;
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const apply = () => {
    const wish = root.dataset.theme || "auto";
    root.setAttribute("data-bs-theme", wish === "auto" ? (dark.matches ? "dark" : "light") : wish);
  };
  apply();
  dark.addEventListener("change", apply);
})();
