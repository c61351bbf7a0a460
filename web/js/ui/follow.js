// Keeps the newest words in sight without moving the line that is being read: the text grows into a reserve of empty lines, and only
// when that is used up does it move, by as many lines at once. A reader who scrolls up finds everything in its place.

/** So many pixels of the text's end may be out of sight while it still counts as followed. */
const NEAR = 24;
const calm = matchMedia("(prefers-reduced-motion: reduce)");

export class Follow {
  /**
   * @param {HTMLElement} box that scrolls
   * @param {(isFollowing: boolean) => void} onChange
   * @param {HTMLElement} [text] what is read; below it the box has its reserve
   */
  constructor(box, onChange, text = /** @type {HTMLElement} */ (box.firstElementChild)) {
    this.box = box;
    this.text = text;
    this.onChange = onChange;
    this.isFollowing = true;
    this.isMoved = false;
    this.height = box.clientHeight;
    this.top = 0;
    box.addEventListener("scroll", () => this.scrolled(), { passive: true });
    new ResizeObserver(() => this.settle(true)).observe(box);
  }

  /** Changes the content; what a reader who scrolled up looks at stays where it is. @param {() => void} change */
  around(change) {
    const held = this.isFollowing ? null : this.inSight();
    const before = held?.getBoundingClientRect().top ?? 0;
    change();
    if (held?.isConnected) {
      const moved = held.getBoundingClientRect().top - before;
      if (moved) this.box.scrollTop += moved;
      this.top = this.box.scrollTop;
    } else this.settle();
  }

  /** Call after the content changed. @param {boolean} [isAtOnce] */
  settle(isAtOnce = false) {
    this.height = this.box.clientHeight;
    if (!this.isFollowing || this.hidden() <= 0) return;
    const top = this.box.scrollHeight - this.box.clientHeight;
    const isFar = top - this.box.scrollTop > this.box.clientHeight;
    this.box.scrollTo({ top, behavior: isAtOnce || isFar || calm.matches || !this.isMoved ? "instant" : "smooth" });
    this.isMoved = true;
  }

  /** To the newest line, and on with it. */
  jump() {
    this.set(true);
    this.box.scrollTop = this.box.scrollHeight;
    this.settle(true);
  }

  /** How much of the text's end lies below what is in sight, in pixels; below 0 there is room. */
  hidden() {
    return this.text.getBoundingClientRect().bottom - this.box.getBoundingClientRect().bottom;
  }

  /** The first paragraph that is in sight. @returns {Element | null} */
  inSight() {
    const { top } = this.box.getBoundingClientRect();
    return [...this.box.querySelectorAll(".line")].find((each) => each.getBoundingClientRect().bottom > top) ?? null;
  }

  scrolled() {
    const isUp = this.box.scrollTop < this.top - 1;
    this.top = this.box.scrollTop;
    if (this.box.clientHeight !== this.height) return;
    if (this.hidden() <= NEAR) this.set(true);
    else if (isUp) this.set(false);
  }

  /** @param {boolean} isFollowing */
  set(isFollowing) {
    if (isFollowing === this.isFollowing) return;
    this.isFollowing = isFollowing;
    this.onChange(isFollowing);
  }
}
