// Keeps the newest line in sight, until the reader scrolls up; then nothing moves until the reader wants it.

/** So near to the end (in pixels) still counts as at the end. */
const NEAR = 48;

export class Follow {
  /** @param {HTMLElement} box that scrolls @param {(isFollowing: boolean) => void} onChange */
  constructor(box, onChange) {
    this.box = box;
    this.onChange = onChange;
    this.isFollowing = true;
    this.height = box.clientHeight;
    box.addEventListener("scroll", () => this.scrolled(), { passive: true });
    new ResizeObserver(() => this.settle()).observe(box);
  }

  /** Call after the content changed. */
  settle() {
    if (this.isFollowing) this.box.scrollTop = this.box.scrollHeight;
    this.height = this.box.clientHeight;
  }

  /** To the newest line, and on with it. */
  jump() {
    this.set(true);
    this.settle();
  }

  scrolled() {
    if (this.box.clientHeight !== this.height) return;
    this.set(this.box.scrollHeight - this.box.scrollTop - this.box.clientHeight <= NEAR);
  }

  /** @param {boolean} isFollowing */
  set(isFollowing) {
    if (isFollowing === this.isFollowing) return;
    this.isFollowing = isFollowing;
    this.onChange(isFollowing);
  }
}
