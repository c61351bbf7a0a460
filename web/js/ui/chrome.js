// The bar of every page: the interface's language, light and dark.
import { memory } from "./dom.js";

const root = document.documentElement;

function isDark() {
  return root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
}

document.querySelector("[data-theme-toggle]")?.addEventListener("click", () => {
  root.dataset.theme = isDark() ? "light" : "dark";
  memory.set("theme", root.dataset.theme);
});

document.querySelector("[data-ui-language]")?.addEventListener("change", (event) => {
  const choice = /** @type {HTMLSelectElement} */ (event.target).value;
  document.cookie = `ui=${choice}; path=/; max-age=31536000; SameSite=Lax`;
  location.reload();
});

// On a phone the bar is wider than the screen: the place where one is stands in it.
document.querySelector(".bar-middle [aria-current]")?.scrollIntoView({ inline: "center", block: "nearest" });
