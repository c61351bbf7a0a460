// Changes that come from others move nothing under the reader's eyes: what stands at the top of the window stays there.

/** Draws, and holds the first of the rows in sight where it was. @param {HTMLElement} box whose children are the rows @param {() => void} draw */
export function steady(box, draw) {
  const held = topmost(box);
  const before = held?.getBoundingClientRect().top ?? 0;
  draw();
  if (!held?.isConnected) return;
  const moved = held.getBoundingClientRect().top - before;
  if (Math.abs(moved) >= 1) scrollBy({ top: moved, behavior: "instant" });
}

/** Nothing is held at the top of the page: what comes above is seen there. @param {HTMLElement} box */
function topmost(box) {
  if (scrollY < 8) return null;
  const active = document.activeElement?.closest("[data-key]");
  if (active instanceof HTMLElement && box.contains(active) && isInSight(active)) return active;
  return /** @type {HTMLElement | undefined} */ ([...box.children].find((each) => each.getBoundingClientRect().bottom > 0)) ?? null;
}

/** @param {HTMLElement} element */
function isInSight(element) {
  const place = element.getBoundingClientRect();
  return place.bottom > 0 && place.top < innerHeight;
}
