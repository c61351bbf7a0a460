// A long list of which only what is in sight stands in the page. Rows keep their elements while they are in sight; the row with the focus
// stays although it is scrolled away; what the reader looks at doesn't move when rows come, go or grow above it.
import { Virtualizer, defaultRangeExtractor, elementScroll, observeElementOffset, observeElementRect } from "@tanstack/virtual-core";

/**
 * @template T
 * @typedef {{key: (item: T) => string, height: (item: T) => number, make: (item: T) => HTMLElement, update: (row: HTMLElement, item: T) => void, onDraw?: (items: T[]) => void}} How
 *   `height`: a guess in pixels before a row was seen; `update`: brings a row's element to what the item is now; `onDraw`: which rows are in the page
 */

/** So many rows above and below what is in sight. */
const SPARE = 4;

/** @template T */
export class Windowed {
  /** @param {HTMLElement} box that scrolls @param {How<T>} how */
  constructor(box, how) {
    this.box = box;
    this.how = how;
    /** @type {T[]} */
    this.items = [];
    /** @type {Map<string, number>} */
    this.places = new Map();
    /** @type {Map<string, HTMLElement>} */
    this.rows = new Map();
    this.inner = document.createElement("div");
    this.inner.className = "windowed";
    box.append(this.inner);
    this.isDrawing = false;
    this.isStale = false;
    /** @type {Virtualizer<HTMLElement, HTMLElement>} */
    this.virtual = new Virtualizer(this.options());
    this.virtual._didMount();
    this.virtual._willUpdate();
    /** On paper every row stands in the page. */
    this.isWhole = false;
    addEventListener("beforeprint", () => this.printed(true));
    addEventListener("afterprint", () => this.printed(false));
    // A row that loses the focus may go now.
    this.inner.addEventListener("focusout", () => queueMicrotask(() => this.draw()));
  }

  options() {
    return {
      count: this.items.length,
      getScrollElement: () => this.box,
      estimateSize: (/** @type {number} */ place) => this.how.height(this.items[place]),
      getItemKey: (/** @type {number} */ place) => this.how.key(this.items[place]),
      rangeExtractor: (/** @type {import("@tanstack/virtual-core").Range} */ range) => this.inPage(range),
      scrollToFn: elementScroll,
      observeElementRect,
      observeElementOffset,
      overscan: SPARE,
      onChange: () => this.draw(),
    };
  }

  /** The rows around what is in sight, and the one with the focus. @param {import("@tanstack/virtual-core").Range} range */
  inPage(range) {
    if (this.isWhole) return [...this.items.keys()];
    const found = defaultRangeExtractor(range);
    const held = this.places.get(this.focused());
    return held === undefined || found.includes(held) ? found : [...found, held].sort((a, b) => a - b);
  }

  /** @param {boolean} isWhole */
  printed(isWhole) {
    this.isWhole = isWhole;
    this.box.classList.toggle("whole", isWhole);
    this.virtual.setOptions(this.options());
    this.virtual.measure();
    this.draw();
  }

  focused() {
    const row = document.activeElement?.closest("[data-row]");
    return row instanceof HTMLElement && this.inner.contains(row) ? (row.dataset.row ?? "") : "";
  }

  /** Shows other items. @param {T[]} items */
  show(items) {
    const held = this.top();
    this.items = items;
    this.places = new Map(items.map((item, place) => [this.how.key(item), place]));
    this.virtual.setOptions(this.options());
    this.virtual._willUpdate();
    this.draw();
    if (held) this.hold(held);
  }

  /** The first row in sight, and how far it is scrolled. @returns {{key: string, by: number} | null} */
  top() {
    const offset = this.box.scrollTop;
    const first = offset > 0 && this.items.length ? this.virtual.getVirtualItemForOffset(offset) : undefined;
    return first ? { key: String(first.key), by: offset - first.start } : null;
  }

  /** @param {{key: string, by: number}} held */
  hold({ key, by }) {
    const place = this.places.get(key);
    if (place === undefined) return;
    const start = this.virtual.measurementsCache[place]?.start ?? 0;
    if (Math.abs(start + by - this.box.scrollTop) >= 1) this.virtual.scrollToOffset(start + by);
  }

  /** Brings the rows in the page up to date. */
  draw() {
    this.isStale = true;
    if (this.isDrawing) return;
    this.isDrawing = true;
    while (this.isStale) {
      this.isStale = false;
      this.drawOnce();
    }
    this.isDrawing = false;
  }

  drawOnce() {
    const shown = this.virtual.getVirtualItems();
    this.inner.style.height = `${this.virtual.getTotalSize()}px`;
    const wanted = new Set(shown.map((each) => String(each.key)));
    for (const [key, row] of this.rows) {
      if (wanted.has(key)) continue;
      this.rows.delete(key);
      row.remove();
    }
    this.virtual.measureElement(null); // forgets elements that are gone
    let place = this.inner.firstElementChild;
    const drawn = [];
    for (const each of shown) {
      const item = this.items[each.index];
      const row = this.rows.get(String(each.key)) ?? this.made(item, String(each.key));
      row.dataset.index = String(each.index);
      row.setAttribute("aria-posinset", String(each.index + 1));
      row.setAttribute("aria-setsize", String(this.items.length));
      row.style.transform = `translateY(${each.start}px)`;
      this.how.update(row, item);
      if (row === place) place = row.nextElementSibling;
      else this.inner.insertBefore(row, place);
      drawn.push(item);
    }
    for (const each of shown) this.virtual.measureElement(this.rows.get(String(each.key)) ?? null);
    this.how.onDraw?.(drawn);
  }

  /** @param {T} item @param {string} key */
  made(item, key) {
    const row = this.how.make(item);
    row.dataset.row = key;
    this.rows.set(key, row);
    return row;
  }

  /** The element of a row that is in the page. @param {string} key */
  row(key) {
    return this.rows.get(key) ?? null;
  }

  /** Whether a row can be seen, at least in part. @param {string} key */
  isInSight(key) {
    const row = this.rows.get(key)?.getBoundingClientRect();
    const box = this.box.getBoundingClientRect();
    return row !== undefined && row.bottom > box.top && row.top < box.bottom;
  }

  /** Scrolls to a row; resolves with its element when it stands there, or with null when there is no such row. @param {string} key @param {"auto" | "center" | "start" | "end"} [align] @returns {Promise<HTMLElement | null>} */
  async to(key, align = "auto") {
    const place = this.places.get(key);
    if (place === undefined) return null;
    this.virtual.scrollToIndex(place, { align });
    for (let tried = 0; tried < 20 && !(this.rows.has(key) && this.isInSight(key)); tried += 1) {
      await new Promise((resolve) => requestAnimationFrame(resolve));
      this.draw();
    }
    return this.row(key);
  }
}
