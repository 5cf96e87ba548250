// @ts-check
/** What part of a timeline is in view: moves along with new messages, but only for who is already at the end. */

/** This near the end (in pixels) counts as reading along; this near the top asks for older messages. */
const NEAR_END = 60;
const NEAR_TOP = 240;
/** A browser may report a place a fraction of a pixel from where it was put. */
const ROUNDING = 2;

/**
 * @typedef {object} ViewportHandlers
 * @property {(atEnd: boolean) => void} moved
 * @property {() => void} nearTop
 * @property {() => void} settling  just before the view jumps to the end: the moment to let old messages go
 */

export class Viewport {
  /** Whether the reader is at the end. */
  pinned = true;
  #lastTop = 0;
  #settling = false;

  /**
   * @param {HTMLElement} log  the element that scrolls
   * @param {ViewportHandlers} handlers
   */
  constructor(log, handlers) {
    this.log = log;
    this.handlers = handlers;
    log.addEventListener("scroll", () => this.#scrolled(), { passive: true });
    new ResizeObserver(() => this.#resized()).observe(log);
  }

  /** A channel that is not shown has no size, and its scroll events mean nothing. */
  get shown() {
    return this.log.clientHeight > 0;
  }

  /** Puts the view back where it was when the channel was left. */
  restore() {
    if (this.pinned) this.settle();
    else this.log.scrollTop = this.#lastTop;
  }

  toEnd() {
    this.pinned = true;
    this.handlers.moved(true);
    this.settle();
  }

  /** Follows to the end, with at most one layout a frame however many messages come in. */
  settle() {
    if (this.#settling) return;
    this.#settling = true;
    requestAnimationFrame(() => {
      this.#settling = false;
      if (!this.shown || !this.pinned) return;
      this.handlers.settling();
      this.log.scrollTop = this.log.scrollHeight;
      this.#lastTop = this.log.scrollTop;
      this.#checkTop();
    });
  }

  /**
   * Does work on a node without pushing away what is being read below it.
   * @param {Element | null} node  null when nothing is there yet
   * @param {() => void} work
   */
  keeping(node, work) {
    if (!this.shown || !node || this.pinned) {
      work();
      if (this.pinned) this.settle();
      return;
    }
    const above = node.getBoundingClientRect().top < this.log.getBoundingClientRect().top;
    const height = this.log.scrollHeight;
    work();
    if (above) this.log.scrollTop += this.log.scrollHeight - height;
  }

  /**
   * Adds nodes above one that stays where it is on the screen.
   * @param {Element} stay
   * @param {() => void} work
   */
  keepingBelow(stay, work) {
    const before = stay.getBoundingClientRect().top;
    work();
    if (this.pinned) this.settle();
    else this.log.scrollTop += stay.getBoundingClientRect().top - before;
    requestAnimationFrame(() => this.#checkTop());
  }

  #scrolled() {
    if (!this.shown) return;
    const { scrollTop, scrollHeight, clientHeight } = this.log;
    if (scrollHeight - scrollTop - clientHeight < NEAR_END) {
      this.pinned = true;
      this.handlers.moved(true);
    } else if (scrollTop < this.#lastTop - ROUNDING) {
      // Only moving up lets go: a message that makes the page longer must not.
      this.pinned = false;
      this.handlers.moved(false);
    }
    this.#lastTop = scrollTop;
    this.#checkTop();
  }

  #resized() {
    if (!this.shown) return;
    if (this.pinned) this.settle();
    this.#checkTop();
  }

  #checkTop() {
    if (this.shown && this.log.scrollTop < NEAR_TOP) this.handlers.nearTop();
  }
}
