// @ts-check
/**
 * The messages of one channel. Each message is a node of its own that is added, refilled or removed. The page holds
 * only a few hundred around where the reader is: the others come from the server on scrolling up or down.
 */

import { el } from "./dom.js";
import { Entries } from "./entries.js";
import { keepingFocus } from "./focus.js";
import { Jump } from "./jump.js";
import { fillMessage } from "./message.js";
import { Pages } from "./pages.js";
import { reactAtOnce } from "./reactions.js";
import { t } from "./texts.js";
import { Viewport } from "./viewport.js";

/** @typedef {import("./entries.js").Entry} Entry */
/** @typedef {import("./types.js").Message} Message */
/** @typedef {import("./types.js").Page} Page */
/** @typedef {import("./pages.js").Range} Range */

const KEEP_AT_MOST = 400;
const TRIM_TO = 300;

/**
 * @typedef {object} OwnActions
 * @property {(message: Message, emoji: string, on: boolean) => Promise<boolean>} react  false when it did not work
 * @property {(range: Range) => Promise<Page | null>} history  null when it did not work
 * @property {() => void} reachedEnd  the reader has everything in view, or above it
 *
 * @typedef {Omit<import("./offers.js").MessageActions, "react"> & OwnActions} TimelineActions
 */

export class Timeline {
  entries = new Entries((article, message) => fillMessage(article, message, this.#messageActions));
  #messageActions;
  #pages;
  name = "";
  /** The last `seq` there is, in the page or not. */
  #last = 0;
  /** The line was broken: what is in the page may have changed meanwhile. */
  #stale = false;
  start = el("p", { class: "timeline-start" });
  log = el("div", { class: "log", role: "log", "aria-live": "polite", tabindex: 0 });
  jump = new Jump(() => {
    // The button goes, and would take the focus along.
    this.focus();
    void this.toEnd();
  });
  element = el("section", { class: "timeline", hidden: true });

  /**
   * @param {string} name  of the channel, as a reader sees it
   * @param {Page} page
   * @param {TimelineActions} actions
   */
  constructor(name, page, actions) {
    this.actions = actions;
    this.#pages = new Pages(actions.history, () => this.#showStart());
    this.#messageActions = {
      ...actions,
      react: (/** @type {string} */ id, /** @type {string} */ emoji, /** @type {boolean} */ on) => {
        const message = this.entries.get(id)?.message;
        if (message) void reactAtOnce(message, emoji, on, this);
      },
    };
    this.log.append(this.start, this.entries.list);
    // Before the messages: who goes through them by keyboard comes to the end anyway.
    this.element.append(this.jump.button, this.log);
    this.view = new Viewport(this.log, {
      whole: () => !this.#pages.newer,
      moved: (atEnd) => this.#moved(atEnd),
      nearTop: () => void this.#loadOlder(),
      nearBottom: () => void this.#loadNewer(),
      settling: () => this.#trimAbove(),
    });
    this.renew(name, page);
  }

  /** Whether the reader sees the newest message. */
  get atEnd() {
    return this.view.shown && this.view.pinned;
  }

  show() {
    this.element.hidden = false;
    const line = this.view.pinned ? this.entries.line : null;
    if (line) this.view.showFrom(line);
    else this.view.restore();
    if (this.#stale) void this.#renewAround();
  }

  hide() {
    this.element.hidden = true;
    // Added to what has no size, older messages would push away the place to come back to.
    this.#pages.forget();
  }

  /** For when the focus would otherwise be lost. */
  focus() {
    this.log.focus({ preventScroll: true });
  }

  /**
   * The server told everything anew. Who reads along at the end gets it at once; who reads older messages keeps
   * their place among them.
   * @param {string} name
   * @param {Page} page  the latest
   */
  renew(name, page) {
    this.name = name;
    this.log.setAttribute("aria-label", t("timeline.label", { channel: name }));
    const last = page.messages.at(-1)?.seq ?? 0;
    this.jump.draw(this.view.pinned);
    if (last > this.#last && !this.view.pinned) this.jump.announce();
    this.#last = last;
    this.#pages.forget();
    if (this.view.pinned || this.entries.size === 0) {
      this.#replace(page.messages, { older: page.more, newer: false });
      return;
    }
    this.#stale = true;
    this.#pages.newer = true;
    if (this.view.shown) void this.#renewAround();
  }

  /** Goes to the newest message, which may be far below what the page holds. */
  async toEnd() {
    if (this.#pages.newer) {
      const page = await this.#pages.ask({});
      if (!page) return;
      this.#replace(page.messages, { older: page.more, newer: false });
    }
    this.view.toEnd();
  }

  /**
   * @param {Message} message
   * @param {boolean} forMe  written by or only for this reader: bring it into view
   */
  add(message, forMe) {
    this.#last = Math.max(this.#last, message.seq);
    if (this.entries.get(message.id)) {
      this.change(message);
    } else if (this.#pages.newer) {
      // It comes with the others below, when the reader gets there.
      if (forMe) void this.toEnd();
      else this.jump.announce();
    } else {
      const { node } = this.entries.insert(message);
      this.#showStart();
      if (!this.view.follow(node, forMe)) this.jump.announce();
    }
  }

  /** @param {Message} message  one that is not in the page (any more) is left alone */
  change(message) {
    const entry = this.entries.get(message.id);
    if (!entry) return;
    entry.message = message;
    // A changed card is not news: without this every reaction would read the whole card out loud.
    entry.article.setAttribute("aria-live", "off");
    this.view.keeping(entry.node, () =>
      this.#keepingFocus(() => fillMessage(entry.article, entry.message, this.#messageActions)),
    );
  }

  /**
   * Draws a message anew: something beside it changed.
   * @param {string} id
   */
  redraw(id) {
    const entry = this.entries.get(id);
    if (entry) this.change(entry.message);
  }

  /**
   * Goes to a message, which may be far from what the page holds, and gives it the focus.
   * @param {string} id
   * @param {number} seq
   */
  async reveal(id, seq) {
    this.view.pinned = false;
    const around = this.entries.get(id) ? null : await this.#pages.around(seq);
    if (around) this.#replace(around.messages, around);
    const article = this.entries.get(id)?.article;
    if (!article) return;
    article.tabIndex = -1;
    article.focus({ preventScroll: true });
    article.scrollIntoView({ block: "start" });
  }

  /** @param {string} id */
  remove(id) {
    const entry = this.entries.get(id);
    if (!entry) return;
    this.view.keeping(entry.node, () => this.#keepingFocus(() => this.entries.remove(entry)));
    this.#showStart();
  }

  /** @param {boolean} atEnd */
  #moved(atEnd) {
    this.jump.draw(atEnd);
    if (atEnd) this.actions.reachedEnd();
  }

  #showStart() {
    const channel = this.name;
    if (this.#pages.loading) this.start.textContent = t("timeline.loading");
    else if (this.#pages.older) this.start.textContent = "";
    else if (this.entries.size === 0) this.start.textContent = t("timeline.empty");
    else this.start.textContent = t("timeline.start", { channel });
  }

  #trimAbove() {
    // While others are on their way those at the edge must stay, or they would not join up.
    if (this.#pages.loading || this.entries.size <= KEEP_AT_MOST) return;
    this.#pages.older = true;
    this.#keepingFocus(() => this.entries.trim("oldest", TRIM_TO));
    this.#showStart();
  }

  #trimBelow() {
    if (this.view.pinned || this.entries.size <= KEEP_AT_MOST) return;
    this.#pages.newer = true;
    this.#keepingFocus(() => this.entries.trim("newest", TRIM_TO));
  }

  async #loadOlder() {
    const first = this.entries.first;
    if (!this.#pages.older || this.#pages.loading || !first) return;
    const page = await this.#pages.ask({ before: first.message.seq });
    if (!page) return;
    this.#pages.older = page.more;
    // The article, not the entry: the day line above it may go.
    this.view.keepingPlace(first.article, () => {
      this.#insertAll(page.messages);
      this.#trimBelow();
      this.#showStart();
    });
  }

  async #loadNewer() {
    const last = this.entries.last;
    if (!this.#pages.newer || this.#pages.loading || !last) return;
    const page = await this.#pages.ask({ after: last.message.seq });
    if (!page) return;
    this.#pages.newer = page.more;
    this.view.keepingPlace(last.article, () => {
      this.#insertAll(page.messages);
      this.#trimAbove();
    });
  }

  #topmost() {
    return this.entries.find(({ article }) => this.view.reaches(article));
  }

  /** Fetches anew what is around the first message in view, and leaves that where it is. */
  async #renewAround() {
    const around = await this.#pages.around(this.#topmost()?.message.seq ?? 0);
    if (!around) return;
    const before = this.#topmost();
    const top = before?.article.getBoundingClientRect().top ?? 0;
    this.#replace(around.messages, around);
    const seq = before?.message.seq ?? 0;
    const same = this.entries.find(({ message }) => message.seq >= seq) ?? this.entries.last;
    if (same) this.view.put(same.article, top);
  }

  /**
   * @param {Message[]} messages
   * @param {{older: boolean, newer: boolean}} more
   */
  #replace(messages, { older, newer }) {
    this.#stale = false;
    this.#pages.older = older;
    this.#pages.newer = newer;
    this.#keepingFocus(() => {
      this.entries.clear();
      this.#insertAll(messages);
    });
    this.#showStart();
    if (this.view.pinned) this.view.settle();
  }

  /**
   * Old messages are not read out loud as if they were new.
   * @param {Message[]} messages
   */
  #insertAll(messages) {
    this.log.setAttribute("aria-live", "off");
    for (const message of messages) {
      if (!this.entries.get(message.id)) this.entries.insert(message);
    }
    requestAnimationFrame(() => this.log.setAttribute("aria-live", "polite"));
  }

  /** @param {() => void} work */
  #keepingFocus(work) {
    keepingFocus(this.entries.list, work, () => this.focus());
  }
}
