// @ts-check
/** What part of a timeline is in view: moves along with new messages, but only for who is already at the end. */

/** This near the end (in pixels) counts as reading along; this near an edge asks for more messages there. */
const NEAR_END = 60;
const NEAR_EDGE = 240;
/** A browser may report a place a fraction of a pixel from where it was put. */
const ROUNDING = 2;

/**
 * @typedef {object} ViewportHandlers
 * @property {() => boolean} whole  whether the end of what scrolls is the end of all there is
 * @property {(atEnd: boolean) => void} moved  the reader came to the end, or left it
 * @property {() => void} nearTop
 * @property {() => void} nearBottom
 * @property {() => void} settling  just before the view jumps to the end: the moment to let old messages go
 */

export class Viewport {
  #pinned = true;
  #lastTop = 0;
  #settling = false;
  /** A scroll that still glides up must not undo the wish to go to the end. */
  #goingToEnd = false;

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

  /** Whether the reader is at the end. */
  get pinned() {
    return this.#pinned;
  }

  set pinned(on) {
    if (on === this.#pinned) return;
    this.#pinned = on;
    this.handlers.moved(on);
  }

  /** Puts the view back where it was when the channel was left. */
  restore() {
    if (this.pinned) this.settle();
    else this.log.scrollTop = this.#lastTop;
  }

  toEnd() {
    this.#goingToEnd = true;
    this.pinned = true;
    this.settle();
  }

  /**
   * Goes to the end, or to where a node and all below it begins when that is more than fits.
   * @param {Element} node
   */
  showFrom(node) {
    const height = this.log.scrollHeight - this.log.scrollTop - this.#offset(node);
    if (height <= this.log.clientHeight) {
      this.toEnd();
    } else {
      this.pinned = false;
      this.put(node, this.log.getBoundingClientRect().top);
    }
  }

  /**
   * A node was added.
   * @param {HTMLElement} node
   * @param {boolean} forMe  to be brought into view
   * @returns {boolean} whether this reader has seen it, or will on coming here
   */
  follow(node, forMe) {
    if (forMe && this.shown) {
      if (node.nextElementSibling || node.offsetHeight > this.log.clientHeight) {
        this.pinned = false;
        node.scrollIntoView({ block: "start" });
      } else {
        this.toEnd();
      }
      return true;
    }
    if (!this.pinned) return false;
    if (this.shown) this.settle();
    else this.handlers.settling();
    return true;
  }

  /** Follows to the end, with at most one layout a frame however many messages come in. */
  settle() {
    if (this.#settling) return;
    this.#settling = true;
    requestAnimationFrame(() => {
      this.#settling = this.#goingToEnd = false;
      if (!this.shown || !this.pinned) return;
      this.handlers.settling();
      this.log.scrollTop = this.log.scrollHeight;
      this.#lastTop = this.log.scrollTop;
      this.#checkEdges();
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
    const above = this.#offset(node) < 0;
    const height = this.log.scrollHeight;
    work();
    if (above) this.log.scrollTop += this.log.scrollHeight - height;
  }

  /**
   * Adds and takes away nodes around one that stays where it is on the screen.
   * @param {Element} stay
   * @param {() => void} work
   */
  keepingPlace(stay, work) {
    const { top } = stay.getBoundingClientRect();
    work();
    if (this.pinned) this.settle();
    else this.put(stay, top);
    requestAnimationFrame(() => this.#checkEdges());
  }

  /**
   * @param {Element} node
   * @param {number} top  where on the screen it comes to stand
   */
  put(node, top) {
    this.log.scrollTop += node.getBoundingClientRect().top - top;
    this.#lastTop = this.log.scrollTop;
  }

  /** @param {Element} node  @returns {boolean} whether any of it is in view or below */
  reaches(node) {
    return node.getBoundingClientRect().bottom > this.log.getBoundingClientRect().top;
  }

  /** @param {Element} node  @returns {number} how far below the upper edge it begins */
  #offset(node) {
    return node.getBoundingClientRect().top - this.log.getBoundingClientRect().top;
  }

  #scrolled() {
    if (!this.shown) return;
    const { scrollTop } = this.log;
    // Only moving up lets go: a message that makes the page longer must not.
    if (this.handlers.whole() && this.#below() < NEAR_END) this.pinned = true;
    else if (scrollTop < this.#lastTop - ROUNDING && !this.#goingToEnd) this.pinned = false;
    this.#lastTop = scrollTop;
    this.#checkEdges();
  }

  #below() {
    const { scrollTop, scrollHeight, clientHeight } = this.log;
    return scrollHeight - scrollTop - clientHeight;
  }

  #resized() {
    if (!this.shown) return;
    if (this.pinned) this.settle();
    this.#checkEdges();
  }

  #checkEdges() {
    if (!this.shown) return;
    if (this.log.scrollTop < NEAR_EDGE) this.handlers.nearTop();
    if (this.#below() < NEAR_EDGE) this.handlers.nearBottom();
  }
}
