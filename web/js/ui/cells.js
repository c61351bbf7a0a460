// A row in cells that are made anew one by one, so that what one writes in one of them is not touched when another changes.
import { inherit } from "./keyed.js";

/** @typedef {{name: string, sign: unknown, make: () => HTMLElement}} Cell `sign`: everything that the cell shows */

/** @type {WeakMap<HTMLElement, string>} */
const signatures = new WeakMap();

/** @param {HTMLElement} row @param {Cell[]} cells in order */
export function refresh(row, cells) {
  const old = new Map([...row.children].map((each) => [/** @type {HTMLElement} */ (each).dataset.cell, /** @type {HTMLElement} */ (each)]));
  let before = /** @type {Element | null} */ (row.firstElementChild);
  const hadFocus = row !== document.activeElement && row.contains(document.activeElement);
  for (const { name, sign, make } of cells) {
    const known = old.get(name);
    const signature = JSON.stringify(sign);
    old.delete(name);
    if (known && signatures.get(known) === signature) {
      before = known.nextElementSibling;
      continue;
    }
    const made = make();
    made.dataset.cell = name;
    signatures.set(made, signature);
    if (known) {
      known.before(made);
      inherit(known, made);
      known.remove();
      before = made.nextElementSibling;
    } else row.insertBefore(made, before);
  }
  for (const gone of old.values()) gone.remove();
  // What had the focus is gone, and nothing came in its place: the row keeps it.
  if (hadFocus) queueMicrotask(() => queueMicrotask(() => { if (document.activeElement === document.body) row.focus({ preventScroll: true }); }));
}
