// The paragraphs of a statement on their sheet: each keeps its element, its cells change one by one; keys go from one to the next.
import { t } from "../i18n.js";
import { refresh } from "./cells.js";
import { h } from "./dom.js";
import { keyed } from "./keyed.js";

/** @import {Paragraph} from "../types" */
/** @import {Cell} from "./cells.js" */

/** What each paragraph was drawn from last. @type {WeakMap<HTMLElement, unknown[]>} */
const drawnFrom = new WeakMap();

/**
 * @param {HTMLElement} box @param {Paragraph[]} paragraphs
 * @param {{cells: (each: Paragraph) => Cell[], from: (each: Paragraph) => unknown[], isLeft: (each: Paragraph) => boolean, where: (id: string) => string}} how `from`: all that its cells are made of; while these are the same, nothing is looked at; `isLeft`: by the filter
 */
export function drawText(box, paragraphs, { cells, from, isLeft, where }) {
  keyed(box, paragraphs, {
    id: (each) => each.id,
    sign: (each) => each.kind,
    make: (each) => h("section", { class: `paragraph ${each.kind}`, id: each.id, tabindex: "0" }),
  });
  const known = new Map([...box.children].map((each) => [each.id, /** @type {HTMLElement} */ (each)]));
  for (const each of paragraphs) {
    const section = known.get(each.id);
    if (!section) continue;
    const parts = from(each);
    const before = drawnFrom.get(section);
    if (!before || before.length !== parts.length || parts.some((part, place) => part !== before[place])) {
      drawnFrom.set(section, parts);
      refresh(section, cells(each));
    }
    section.hidden = !isLeft(each) && !section.contains(document.activeElement);
    const name = t("statement.paragraph", { number: where(each.id) });
    if (section.getAttribute("aria-label") !== name) section.setAttribute("aria-label", name);
  }
}

/** Tab goes through what is inside a paragraph only while the focus is in it: a text of sixty paragraphs has hundreds of cited words. @param {HTMLElement} box */
export function roving(box) {
  box.addEventListener("focusin", (event) => {
    const now = event.target instanceof Element ? event.target.closest(".paragraph") : null;
    if (!now || now.classList.contains("current")) return;
    for (const each of box.querySelectorAll(".paragraph.current")) {
      each.classList.remove("current");
      for (const inner of each.querySelectorAll("[data-inner]")) /** @type {HTMLElement} */ (inner).tabIndex = -1;
    }
    now.classList.add("current");
    open(now);
  });
  // Cells that were made anew in the current paragraph can be reached, too.
  new MutationObserver(() => { for (const each of box.querySelectorAll(".paragraph.current")) open(each); }).observe(box, { childList: true, subtree: true });
}

/** @param {Element} paragraph */
function open(paragraph) {
  for (const inner of paragraph.querySelectorAll("[data-inner][tabindex='-1']")) /** @type {HTMLElement} */ (inner).tabIndex = 0;
}

/** Puts the focus on a paragraph and brings it into sight. @param {string} id @param {"center" | "nearest"} [block] */
export function go(id, block = "center") {
  const section = document.getElementById(id);
  if (!section) return;
  section.hidden = false;
  section.scrollIntoView({ block: section.offsetHeight > innerHeight * 0.8 ? "start" : block });
  section.focus({ preventScroll: true });
}

/** The paragraph with the focus, else the first one in sight. @param {HTMLElement} box */
export function current(box) {
  const active = document.activeElement?.closest(".paragraph");
  if (active && box.contains(active)) return active.id;
  return [...box.children].find((each) => !(/** @type {HTMLElement} */ (each).hidden) && each.getBoundingClientRect().bottom > 80)?.id ?? "";
}
