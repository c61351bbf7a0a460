// The menu of files of the minutes: in which language, and against which earlier state a Word file shows what was changed.
import { memory, part } from "./dom.js";

const menu = part("exports");
const language = /** @type {HTMLSelectElement} */ (part("export-language", menu));
const against = /** @type {HTMLSelectElement} */ (part("export-against", menu));
const moment = part("export-moment", menu);
const clock = /** @type {HTMLInputElement} */ (moment.querySelector("input"));

/** The earlier state as the address names it; nothing while no moment is chosen. */
function state() {
  if (against.value !== "moment") return against.value;
  const at = new Date(clock.value).getTime();
  return Number.isNaN(at) ? "" : String(at);
}

function draw() {
  moment.hidden = against.value !== "moment";
  for (const link of menu.querySelectorAll("[data-export]")) {
    const form = /** @type {HTMLElement} */ (link).dataset.export ?? "";
    const query = new URLSearchParams();
    if (language.value) query.set("lang", language.value);
    if (form === "docx" && state()) query.set("against", state());
    /** @type {HTMLAnchorElement} */ (link).href = `${menu.dataset.base}${form}${query.size ? `?${query}` : ""}`;
  }
}

const wanted = memory.get("minutes") ?? "";
if ([...language.options].some((each) => each.value === wanted)) language.value = wanted;
menu.addEventListener("change", draw);
addEventListener("pageshow", draw); // a browser brings choices back
draw();
