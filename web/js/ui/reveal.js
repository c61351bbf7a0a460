// What a button opens comes into sight and gets the focus; what is closed gives both back to where one came from.

/** So much of the window may a form take and still be shown as a whole: bars stand above and below. */
const WHOLE = 0.75;

/** Brings a field and the form around it into sight, as much of it as fits, and puts the focus there. @param {Element | null} field */
export function reveal(field) {
  if (!(field instanceof HTMLElement)) return;
  const box = field.closest(".editor") ?? field;
  const isWhole = box.getBoundingClientRect().height <= innerHeight * WHOLE;
  box.scrollIntoView({ block: isWhole ? "nearest" : "start", behavior: "instant" });
  field.focus({ preventScroll: true });
}

/**
 * Remembers what has the focus and where it stands in the window.
 * @returns {() => void} with the next picture but one puts the focus back, on the same thing, the one that was made in its place, or the paragraph around it
 */
export function returning() {
  const from = document.activeElement instanceof HTMLElement && document.activeElement !== document.body ? document.activeElement : null;
  const name = from?.dataset.focus;
  const around = from?.closest(".paragraph")?.id;
  const top = from?.getBoundingClientRect().top ?? 0;
  return () => requestAnimationFrame(() => requestAnimationFrame(() => {
    if (document.querySelector("dialog[open]")) return;
    const same = from?.isConnected ? from : name ? document.querySelector(`[data-focus="${CSS.escape(name)}"]`) : null;
    const target = same ?? (around ? document.getElementById(around) : null);
    if (!(target instanceof HTMLElement)) return;
    if (same) scrollBy({ top: target.getBoundingClientRect().top - top, behavior: "instant" });
    target.focus({ preventScroll: true });
    target.scrollIntoView({ block: "nearest", behavior: "instant" });
  }));
}

/** Draws, and keeps the focus in the section where it was: on the button with the same words, else on its heading. @param {() => void} draw */
export function holding(draw) {
  const active = document.activeElement;
  const section = active?.closest("section[aria-labelledby]")?.getAttribute("aria-labelledby");
  draw();
  if (!active || !section || active.isConnected || document.activeElement !== document.body) return;
  const box = document.querySelector(`section[aria-labelledby="${CSS.escape(section)}"]`);
  const same = [...(box?.querySelectorAll(active.tagName) ?? [])].find((each) => each.textContent === active.textContent);
  const heading = document.getElementById(section) ?? document.querySelector("main h1");
  const target = /** @type {HTMLElement | null | undefined} */ (same ?? heading);
  if (!target) return;
  if (!same) target.tabIndex = -1;
  target.focus({ preventScroll: true });
}
