// @ts-check
/** The talks beside messages: how each stands, and in which something is new to this reader. */

/** @typedef {import("./types.js").Thread} Thread */
/** @typedef {import("./offers.js").ShownThread} ShownThread */
/** @typedef {import("./unread.js").Unread} Unread */

export class Threads {
  /** @type {Map<string, ShownThread>} */
  #byId = new Map();

  /**
   * @param {Unread} unread
   * @param {(thread: Thread) => void} redraw  what is shown of it beside its message is out of date
   */
  constructor(unread, redraw) {
    this.unread = unread;
    this.redraw = redraw;
  }

  /** @param {string} id */
  get(id) {
    return this.#byId.get(id);
  }

  /** @param {Thread[]} threads  all there are */
  replace(threads) {
    this.#byId.clear();
    for (const thread of threads) this.#keep(thread, true);
  }

  /** @param {Thread} thread */
  update(thread) {
    this.#keep(thread, false);
    this.redraw(thread);
  }

  /** Something was seen, here or in another window. */
  mark() {
    for (const thread of this.#byId.values()) {
      const news = this.unread.behind(thread.id);
      if (news === thread.news) continue;
      thread.news = news;
      this.redraw(thread);
    }
  }

  /**
   * @param {Thread} thread
   * @param {boolean} atStart
   */
  #keep(thread, atStart) {
    this.unread.beginThread(thread.id, thread.last, atStart);
    this.#byId.set(thread.id, { ...thread, news: this.unread.behind(thread.id) });
  }
}
