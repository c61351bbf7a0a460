// Changes that come from others move nothing under the reader's eyes: what stands at the top of the window stays there.

/** Draws, and holds what has the focus where it was, else the first of the rows in sight. @param {HTMLElement} box whose children are the rows @param {() => void} draw */
export function steady(box, draw) {
  const held = [focused(box), topmost(box)].flatMap((each) => (each ? [{ each, before: each.getBoundingClientRect().top }] : []));
  draw();
  const still = held.find(({ each }) => each.isConnected);
  if (!still) return;
  const moved = still.each.getBoundingClientRect().top - still.before;
  if (Math.abs(moved) >= 1) scrollBy({ top: moved, behavior: "instant" });
}

/** A field or a button: of its row much may come above it, while one writes in it. @param {HTMLElement} box */
function focused(box) {
  const active = document.activeElement;
  return active instanceof HTMLElement && !active.matches("[data-key]") && box.contains(active) && isInSight(active) ? active : null;
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
