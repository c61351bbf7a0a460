// A list whose elements are made anew only when what they show has changed; focus, caret and open folds stay with the reader.

/**
 * @template T
 * @param {HTMLElement} box
 * @param {T[]} items
 * @param {{id: (item: T) => string, sign: (item: T) => unknown, make: (item: T) => HTMLElement}} how `sign`: everything that the element shows
 */
export function keyed(box, items, { id, sign, make }) {
  const old = new Map([...box.children].map((child) => [/** @type {HTMLElement} */ (child).dataset.key, /** @type {HTMLElement} */ (child)]));
  let place = /** @type {Element | null} */ (box.firstElementChild);
  for (const item of items) {
    const key = id(item);
    const signature = JSON.stringify(sign(item));
    const known = old.get(key);
    old.delete(key);
    if (known && signatures.get(known) === signature) {
      if (known === place) place = known.nextElementSibling;
      else box.insertBefore(known, place);
      continue;
    }
    const made = make(item);
    made.dataset.key = key;
    signatures.set(made, signature);
    box.insertBefore(made, known && known === place ? known : place);
    if (known) {
      if (known === place) place = known.nextElementSibling;
      inherit(known, made);
      known.remove();
    }
  }
  for (const gone of old.values()) gone.remove();
}

/** @type {WeakMap<HTMLElement, string>} */
const signatures = new WeakMap();

/** Open folds, the focus and the caret go over to the new element. @param {HTMLElement} from @param {HTMLElement} to */
export function inherit(from, to) {
  for (const fold of from.querySelectorAll("details[open][data-fold]")) {
    const same = to.querySelector(`details[data-fold="${/** @type {HTMLElement} */ (fold).dataset.fold}"]`);
    if (same instanceof HTMLDetailsElement) same.open = true;
  }
  const active = heir && from.contains(heir) ? heir : document.activeElement;
  if (!(active instanceof HTMLElement) || !from.contains(active)) return;
  const same = successor(active, to);
  if (!(same instanceof HTMLElement)) return;
  if (active instanceof HTMLTextAreaElement && same instanceof HTMLTextAreaElement) same.setSelectionRange(active.selectionStart, active.selectionEnd);
  heir = same;
  queueMicrotask(() => {
    if (heir !== same) return; // made anew in its turn
    heir = null;
    if (document.activeElement === document.body) same.focus({ preventScroll: true }); // else somebody has taken it
  });
}

/** What is about to get the focus: it may be made anew before it has it. @type {HTMLElement | null} */
let heir = null;

/** What stands in the place of an element: the one with the same name, or the same word of a text. @param {HTMLElement} active @param {HTMLElement} to */
function successor(active, to) {
  if (active.dataset.word) {
    const word = to.querySelector(`[data-word="${active.dataset.word}"]`);
    if (word instanceof HTMLElement) word.tabIndex = -1;
    return word ?? to;
  }
  if (!active.dataset.focus) return to;
  const name = `[data-focus="${active.dataset.focus}"]`;
  return to.matches(name) ? to : to.querySelector(name);
}
