// Runs before the first paint, so that a dark page never flashes white. A file, because the CSP allows no inline script.
(() => {
  let chosen = "auto";
  try {
    chosen = localStorage.getItem("switchbook-color-scheme") || "auto";
  } catch {
    // Storage may be switched off: the system's choice then counts.
  }
  const dark = chosen === "dark" || (chosen === "auto" && matchMedia("(prefers-color-scheme: dark)").matches);
  document.documentElement.setAttribute("data-mantine-color-scheme", dark ? "dark" : "light");
})();
